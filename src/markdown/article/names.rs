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
pub(super) fn split(text: &str) -> Option<Vec<&str>> {
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
    use super::split;

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
    fn other_words_are_no_names() {
        for text in ["the sea", "Night in Chile", "Ann Lee, 12 May", "", "Ann,, Jon", "Lee the"] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
