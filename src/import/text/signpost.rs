//! Tells lines that say where a text goes on or that it ends, and what a wire service puts above its own.

use super::vocabulary::{JUMPS, MORE, PAGE, is_capitals, is_one, prefix};

/// Whether a line says that the text goes on elsewhere, or comes from there.
pub(super) fn is_jump(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() > 9 {
        return false;
    }
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let begins = prefix(JUMPS, inner).is_some();
    let is_word = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_lowercase();
        is_one(PAGE, &word) || is_one(PAGE, word.trim_end_matches('.'))
    };
    let is_number = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.len() <= 4 && word.ends_with(|c: char| c.is_ascii_digit())
    };
    let named = words.iter().any(|word| is_word(word));
    let numbered =
        words.windows(2).any(|pair| matches!(pair, [word, number] if is_word(word) && is_number(number)));
    let starts = words.first().is_some_and(|word| is_capitals(word))
        || text.starts_with(['(', '►', '→', '»', '>', '[', '<']);
    numbered && (begins || starts) || begins && named && !text.ends_with('.') && words.len() <= 6
}

/// Whether a line says that more follows or that this is all: between brackets or dashes, or where pages end.
pub(super) fn is_more(text: &str, language: &str, ends: bool) -> bool {
    let lower = text.to_lowercase();
    let is_frame = |c: char| c.is_whitespace() || "()[]<>-–—*".contains(c);
    let bare = lower.trim_matches(is_frame);
    let is_framed = lower.starts_with(is_frame) && lower.ends_with(is_frame);
    let mut lists = MORE.iter().filter(|(own, _)| *own == language || *own == "en" && is_framed);
    (is_framed || ends && bare == lower) && lists.any(|(_, list)| is_one(list, bare))
}

/// Whether a line is a wire service's own: `BC-STRIKE,2ND LD-WRITETHRU`, `u0417`.
pub(super) fn is_slug(text: &str) -> bool {
    let is_code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "-,./& ".contains(c);
    let head = text.split([',', ' ']).next().unwrap_or_default();
    let mut parts = head.split('-');
    let service = parts.next().unwrap_or_default();
    let is_item = |text: &str| {
        let figures = text.get(1..).unwrap_or_default();
        text.starts_with(|c: char| c.is_ascii_lowercase())
            && (3..=5).contains(&figures.len())
            && figures.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_numbered = head.contains(|c: char| c.is_ascii_digit())
        || text.split_once(',').is_some_and(|(_, rest)| rest.starts_with(|c: char| c != ' '));
    is_item(text)
        || (2..=3).contains(&service.len())
            && parts.next().is_some()
            && is_numbered
            && text.chars().all(is_code)
}

/// Whether the first line of a text is a wire service's: codes and counts, or keywords between strokes.
pub(super) fn is_wire(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let has = |word: &str, test: fn(&char) -> bool| word.chars().any(|c| test(&c));
    let counts = words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_digit())).count();
    let is_code = words
        .first()
        .is_some_and(|word| has(word, char::is_ascii_digit) && has(word, char::is_ascii_lowercase));
    is_code && (3..=8).contains(&words.len()) && counts > 1 || words.len() == 1 && text.ends_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jump_lines_of_every_language_are_told() {
        for text in [
            "See MILL, Page A8",
            "MILL, from Page A1",
            "Continued on page 5",
            "(Continued from page 3)",
            "Fortsetzung auf Seite 12",
            "Suite page 4",
            "Lire la suite page 6",
            "Viene de la página 1",
            "Pasa a la pág. 7",
            "Segue a pagina 9",
            "Continua na página 3",
            "Vervolg op pagina 5",
            "Dokończenie na str. 4",
            "Forts. på sid 7",
            "Продолжение на стр. 5",
            "► Seite 4",
        ] {
            assert!(is_jump(text), "{text}");
        }
        for text in [
            "See the sea",
            "He turned to page 5 of the book and read it aloud again.",
            "Moore",
            "The last page",
            "MORE",
        ] {
            assert!(!is_jump(text), "{text}");
        }
        for (text, language, ends, wanted) in [
            ("(MORE)", "de", false, true),
            ("- more -", "en", false, true),
            ("MORE", "en", false, false),
            ("END", "en", true, true),
            ("Fine", "en", true, false),
            ("Fine", "it", true, true),
            ("“Fine.”", "it", true, false),
            ("Ende", "de", true, true),
            ("(Slut)", "sv", false, true),
        ] {
            assert_eq!(is_more(text, language, ends), wanted, "{text}");
        }
    }
}
