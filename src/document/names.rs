//! Sorts people's names: `Ilse van der Berg` files as `Berg, Ilse van der`.

/// Closing words that belong to neither given nor family name.
const SUFFIXES: &[&str] =
    &["jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "phd", "ph.d.", "md", "m.d.", "esq.", "esq"];

/// Titles before a name, which no list is sorted by.
const TITLES: &[&str] = &[
    "prof.",
    "prof",
    "professor",
    "dr.",
    "dr",
    "mr.",
    "mr",
    "mrs.",
    "mrs",
    "ms.",
    "ms",
    "sir",
    "dame",
    "rev.",
    "hon.",
    "ing.",
    "dipl.-ing.",
    "mag.",
    "h.c.",
    "pd",
    "priv.-doz.",
    "mme",
    "mlle",
    "herr",
    "frau",
];

/// Capitalised words that a family name begins with.
const PARTICLES: &[&str] = &[
    "Al", "Ben", "Da", "Dal", "De", "Del", "Della", "Den", "Der", "Des", "Di", "Dos", "Du", "El", "La",
    "Las", "Le", "Les", "Lo", "Los", "Mac", "Saint", "San", "Santa", "St", "St.", "Ten", "Ter", "Van",
    "Vande", "Vander", "Von", "Zu", "Zum", "Zur",
];

/// Closing words that tell an organisation from a person.
const ORGANISATIONS: &[&str] = &[
    "association",
    "board",
    "bureau",
    "collective",
    "college",
    "committee",
    "company",
    "council",
    "department",
    "desk",
    "editors",
    "foundation",
    "group",
    "inc",
    "inc.",
    "institute",
    "journal",
    "lab",
    "laboratory",
    "ltd",
    "ltd.",
    "magazine",
    "museum",
    "network",
    "press",
    "project",
    "redaktion",
    "review",
    "society",
    "staff",
    "team",
    "times",
    "trust",
    "university",
];

/// Languages that put the family name first.
const FAMILY_FIRST: &[&str] = &["hu", "ja", "ko", "vi", "zh"];

/// The name as a library sorts it, guessed from how names are built in the language of the article.
pub fn file_as(name: &str, language: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    take_titles(&mut words);
    let primary = language.split('-').next().unwrap_or_default();
    let suffix = take_suffix(&mut words);
    let whole = || name.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_latin = name.chars().all(|character| !character.is_alphabetic() || character < '\u{2E80}');
    if words.len() < 2
        || words.iter().any(|word| word.contains([',', '&']))
        || !is_latin
        || is_organisation(&words)
    {
        return whole();
    }
    if let Some(rest) = words.strip_prefix(&["The"]) {
        return format!("{}, The", rest.join(" "));
    }
    let (before, family) = words.split_at(family_start(&words, primary));
    if FAMILY_FIRST.contains(&primary) || before.iter().all(|word| is_lower_particle(word)) {
        return whole();
    }
    let sorted = format!("{}, {}", family.join(" "), before.join(" "));
    match suffix {
        Some(suffix) => format!("{sorted}, {suffix}"),
        None => sorted,
    }
}

/// Leaves titles out where a given and a family name are left: not of `Dr. Seuss`.
fn take_titles(words: &mut Vec<&str>) {
    let titles = words.iter().take_while(|word| TITLES.contains(&word.to_lowercase().as_str())).count();
    if words.len() >= titles + 2 {
        words.drain(..titles);
    }
}

fn take_suffix<'a>(words: &mut Vec<&'a str>) -> Option<&'a str> {
    let last = *words.last()?;
    if words.len() < 3 || !SUFFIXES.contains(&last.to_lowercase().as_str()) {
        return None;
    }
    words.pop();
    if let Some(family) = words.last_mut() {
        *family = family.trim_end_matches(',');
    }
    Some(last)
}

fn is_organisation(words: &[&str]) -> bool {
    words.last().is_some_and(|word| ORGANISATIONS.contains(&word.to_lowercase().as_str()))
}

fn is_lower_particle(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_lowercase)
}

/// Where the family name begins: the last word, with capitalised particles; two words in long Spanish names.
fn family_start(words: &[&str], language: &str) -> usize {
    let surnames = if language == "es" && words.len() > 3 { 2 } else { 1 };
    let mut start = words.len().saturating_sub(surnames);
    while start > 1 && words.get(start - 1).is_some_and(|word| PARTICLES.contains(word)) {
        start -= 1;
    }
    start
}

#[cfg(test)]
mod tests {
    use super::file_as;

    #[test]
    fn sorts_by_family_name() {
        let cases = [
            ("Ilse Aukland", "en", "Aukland, Ilse"),
            ("Johann Wolfgang von Goethe", "de", "Goethe, Johann Wolfgang von"),
            ("Ursula K. Le Guin", "en", "Le Guin, Ursula K."),
            ("Prof. Dr. Jan van der Berg", "de", "Berg, Jan van der"),
            ("Sir Arthur Doyle", "en", "Doyle, Arthur"),
            ("Dr. Seuss", "en", "Seuss, Dr."),
            ("Martin Luther King, Jr.", "en", "King, Martin Luther, Jr."),
            ("Kertész Imre", "hu", "Kertész Imre"),
            ("Gabriel José García Márquez", "es", "García Márquez, Gabriel José"),
            ("Homer", "en", "Homer"),
            ("The Economist", "en", "Economist, The"),
            ("Harbour Review Staff", "en", "Harbour Review Staff"),
            ("村上 春樹", "en", "村上 春樹"),
            ("van Gogh", "nl", "van Gogh"),
        ];
        for (name, language, expected) in cases {
            assert_eq!(file_as(name, language), expected);
        }
    }
}
