//! Tells people's names from other words, and names in a row from each other.

/// Lower-case words that stand inside names.
const PARTICLES: [&str; 38] = [
    "af", "al", "ap", "av", "bin", "bint", "da", "das", "de", "dei", "del", "della", "den", "der", "des",
    "di", "do", "dos", "du", "el", "ibn", "la", "las", "le", "los", "of", "op", "'t", "ten", "ter", "the",
    "und", "van", "vom", "von", "y", "zu", "zum",
];

/// Words after a comma that belong to the name before it.
const SUFFIXES: [&str; 12] =
    ["Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV", "PhD", "Ph.D.", "MD", "M.D.", "Esq."];

/// What stands between the last two names, in the languages that we know.
const JOINS: [&str; 9] = [" and ", " und ", " et ", " y ", " e ", " en ", " i ", " och ", " и "];

/// The names of a row (`A, B and C`, `A & B`); `None` if any part of it is not a name.
pub(crate) fn split(text: &str) -> Option<Vec<&str>> {
    let mut names: Vec<&str> = Vec::new();
    for part in text.split(',').map(str::trim) {
        let part = JOINS.iter().find_map(|join| part.strip_prefix(join.trim_start())).unwrap_or(part);
        for name in joined(part) {
            if SUFFIXES.contains(&name) {
                let last = names.pop()?;
                names.push(enclosing(text, last, name)?);
            } else {
                names.push(name);
            }
        }
    }
    (!names.is_empty() && names.iter().all(|name| is_name(name))).then_some(names)
}

/// Words of institutions: a row with a comma that holds one says where somebody works.
const INSTITUTIONS: [&str; 16] = [
    "Academy",
    "Center",
    "Centre",
    "College",
    "Department",
    "Foundation",
    "Hospital",
    "Hochschule",
    "Inc.",
    "Institut",
    "Institute",
    "Laboratory",
    "Museum",
    "School",
    "Universität",
    "University",
];

/// The names of a row in which each is full: two capitalised words at least. `None` if the row is one name, or may be
/// something else. `and` is the language's word before the last.
pub(in crate::markdown) fn several<'t>(row: &'t str, and: &str) -> Option<Vec<&'t str>> {
    let joins = [" and ", &format!(" {and} ")];
    let mut pieces: Vec<&str> = row.split([';', '&']).collect();
    for join in joins {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(join)).collect();
    }
    if row.contains(',') && row.split([' ', ',']).any(|word| INSTITUTIONS.contains(&word)) {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for name in pieces.into_iter().flat_map(|piece| piece.split(',')).map(str::trim) {
        if SUFFIXES.contains(&name) {
            let last = names.pop()?;
            names.push(enclosing(row, last, name)?);
        } else if !name.is_empty() {
            names.push(name);
        }
    }
    let capitals = |name: &str| name.split_whitespace().filter(|word| !PARTICLES.contains(word)).count();
    (names.len() > 1 && names.iter().all(|name| is_name(name) && capitals(name) > 1)).then_some(names)
}

/// The parts of `A and B`. Where splitting at a word leaves something that is no name (`Ramón y Cajal`), it is part
/// of the name.
fn joined(part: &str) -> Vec<&str> {
    let mut pieces: Vec<&str> = part.split('&').map(str::trim).collect();
    for join in JOINS {
        pieces = pieces
            .into_iter()
            .flat_map(|piece| {
                let parts: Vec<&str> = piece.split(join).map(str::trim).collect();
                let full =
                    join == " and " || parts.iter().all(|part| part.contains(' ') || part.contains('.'));
                if full { parts } else { vec![piece] }
            })
            .collect();
    }
    pieces
}

/// The slice of `text` from the start of `first` to the end of `last`, both slices of it.
fn enclosing<'a>(text: &'a str, first: &str, last: &str) -> Option<&'a str> {
    let start = (first.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    let end = (last.as_ptr() as usize + last.len()).checked_sub(text.as_ptr() as usize)?;
    text.get(start..end)
}

/// Whether a text can be a person's name: one to six words, capitalised but for particles, without digits.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let capital = |word: &&str| {
        let word = word.trim_start_matches(['\'', '’', '"', '“', '(']);
        let word =
            ["d'", "d’", "l'", "l’", "O'", "O’"].iter().find_map(|p| word.strip_prefix(p)).unwrap_or(word);
        word.chars().next().is_some_and(|c| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
    };
    let plain =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’' | '\u{a0}' | ',' | '‑');
    (1..=6).contains(&words.len())
        && text.chars().all(plain)
        && words.iter().all(|word| capital(word) || PARTICLES.contains(word))
        && words.last().is_some_and(capital)
}

#[cfg(test)]
mod tests {
    use super::{several, split};

    #[test]
    fn rows_of_names_are_split() {
        assert_eq!(
            split("Ilse Aukland, Jon Roth, and Ann Lee"),
            Some(vec!["Ilse Aukland", "Jon Roth", "Ann Lee"])
        );
        assert_eq!(split("Ilse Aukland & Jon Roth"), Some(vec!["Ilse Aukland", "Jon Roth"]));
        assert_eq!(split("Vincent van Gogh und Ann Lee"), Some(vec!["Vincent van Gogh", "Ann Lee"]));
        assert_eq!(split("Martin King, Jr."), Some(vec!["Martin King, Jr."]));
        assert_eq!(split("Martin King, Jr. & Jon Roth"), Some(vec!["Martin King, Jr.", "Jon Roth"]));
        assert_eq!(split("Santiago Ramón y Cajal"), Some(vec!["Santiago Ramón y Cajal"]));
        assert_eq!(split("Ann and Jon"), Some(vec!["Ann", "Jon"]));
    }

    #[test]
    fn full_names_in_a_row_are_told_apart() {
        for (row, and, names) in [
            ("Ilse Aukland and Jon Roth", "and", vec!["Ilse Aukland", "Jon Roth"]),
            ("Ilse Aukland, Jon Roth, and Ann Lee", "and", vec!["Ilse Aukland", "Jon Roth", "Ann Lee"]),
            ("Vincent van Gogh und Ann Lee", "und", vec!["Vincent van Gogh", "Ann Lee"]),
            ("Ilse Aukland; J. B. Roth & Ann Lee", "and", vec!["Ilse Aukland", "J. B. Roth", "Ann Lee"]),
            ("Martin King, Jr. and Jon Roth", "and", vec!["Martin King, Jr.", "Jon Roth"]),
        ] {
            assert_eq!(several(row, and), Some(names), "{row}");
        }
        for row in [
            "Ann and Jon",
            "Marks & Spencer",
            "Martin King, Jr.",
            "Ann Lee, MBA",
            "Lee, Ann",
            "Ann Lee, Harvard University",
            "Department of Physics and Astronomy",
            "Santiago Ramón y Cajal",
            "Ann Lee",
        ] {
            assert_eq!(several(row, "y"), None, "{row}");
        }
    }

    #[test]
    fn other_words_are_no_names() {
        for text in ["the sea", "Night in Chile", "Ann Lee, 12 May", "", "Ann,, Jon", "Lee the"] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
