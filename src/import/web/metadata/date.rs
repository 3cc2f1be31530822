//! Days in the texts and attributes of a page.

use crate::markdown::day_of;

/// The day that an attribute states: the first ten characters of ISO's form, without a change of time zone.
pub(super) fn stated(text: &str) -> Option<String> {
    let text = text.trim();
    let start = text.get(..10).map(|start| start.replace('/', "-"));
    let digits = || {
        let plain = text
            .get(..8)
            .filter(|start| text.len() >= 8 && start.bytes().all(|byte| byte.is_ascii_digit()))?;
        Some(format!("{}-{}-{}", plain.get(..4)?, plain.get(4..6)?, plain.get(6..8)?))
    };
    start.as_deref().and_then(day_of).or_else(|| digits().as_deref().and_then(day_of)).or_else(|| find(text))
}

/// The first day that a text of a line or two names.
pub(in crate::import::web) fn find(text: &str) -> Option<String> {
    find_of(text, "2024-02-17".len())
}

/// The first month that a byline names.
pub(super) fn find_month(text: &str) -> Option<String> {
    find_of(text, "2024-02".len())
}

/// The first day or month: what is as long as one when it is written as ISO does.
fn find_of(text: &str, width: usize) -> Option<String> {
    let is_edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | '@' | '·' | '|' | '•' | '(' | ')' | '—' | '–' | ';');
    let words: Vec<&str> = text.split(is_edge).filter(|word| !word.is_empty()).take(80).collect();
    for start in 0..words.len() {
        for length in [5, 4, 3, 2, 1] {
            let Some(window) = words.get(start..start + length) else { continue };
            let window = window.join(" ");
            let has_year = window.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
            if let Some(day) =
                Some(window).filter(|_| has_year).as_deref().and_then(day_of).filter(|day| day.len() == width)
            {
                return Some(day);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{find, find_month, stated};

    #[test]
    fn days_are_found_in_attributes_and_lines() {
        assert_eq!(stated("2024-02-17T05:00:00.000Z").as_deref(), Some("2024-02-17"));
        assert_eq!(stated("2017/06/21").as_deref(), Some("2017-06-21"));
        assert_eq!(stated("20170621").as_deref(), Some("2017-06-21"));
        assert_eq!(find("par Thibaud Le Guirec, le 22 août 1999").as_deref(), Some("1999-08-22"));
        assert_eq!(find("Jun 9, 2022 · 3 min read").as_deref(), Some("2022-06-09"));
        assert_eq!(find("Posted on March 18th, 2024 at 4:05").as_deref(), Some("2024-03-18"));
        assert_eq!(find("a line of 12 words"), None);
        assert_eq!(find("by Bob Hansen, July 1998"), None);
        assert_eq!(find_month("by Bob Hansen, July 1998").as_deref(), Some("1998-07"));
    }
}
