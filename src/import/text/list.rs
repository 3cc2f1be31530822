//! Recognises lists: bullets, and numbers that count.

use super::block::Measure;
use super::line::Line;
use super::vocabulary::{INGREDIENTS, is_one};

/// What an item begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// Bullet or number.
    pub(super) kind: Kind,
    /// How many bytes it takes, the space behind it too.
    pub(super) length: usize,
}

/// Bullet or number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A sign.
    Bullet(char),
    /// A number and whether a bracket stands behind it.
    Number(i64, bool),
    /// A letter from `a` and whether a bracket stands behind it.
    Letter(char, bool),
}

impl Kind {
    /// Whether an item of this kind may follow one of another.
    pub(super) fn follows(self, before: Kind) -> bool {
        match (before, self) {
            (Kind::Bullet(a), Kind::Bullet(b)) => a == b,
            (Kind::Number(a, style), Kind::Number(b, other)) => a.checked_add(1) == Some(b) && style == other,
            (Kind::Letter(a, style), Kind::Letter(b, other)) => {
                u32::from(a) + 1 == u32::from(b) && style == other
            }
            _ => false,
        }
    }

    /// Whether a list may begin with it.
    pub(super) fn begins(self) -> bool {
        !matches!(self, Kind::Letter(letter, _) if letter != 'a' && letter != 'A')
    }

    /// Whether its sign is a dash, as spoken words begin with too.
    pub(super) fn is_dash(self) -> bool {
        matches!(self, Kind::Bullet('-' | '–'))
    }
}

/// Signs that begin items; a dash of full length begins spoken words.
const BULLETS: &str = "•·‣▪▸►◦○●■*-–✓✔➢→";

/// The marker that a text begins with, if words follow it.
pub(super) fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    let made = |kind: Kind, rest: &str| {
        let words = rest.trim_start();
        let is_apart = words.len() < rest.len() || matches!(kind, Kind::Bullet('•' | '‣' | '▪' | '►' | '➢'));
        (is_apart && !words.is_empty()).then(|| Marker { kind, length: text.len() - words.len() })
    };
    if BULLETS.contains(first) {
        return made(Kind::Bullet(first), text.get(first.len_utf8()..)?);
    }
    let inner = text.strip_prefix('(').unwrap_or(text);
    let figures = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let length = if figures > 0 { figures } else { first.len_utf8().min(inner.len()) };
    let (value, rest) = (inner.get(..length)?, inner.get(length..)?);
    let bracket = rest.starts_with(')');
    let is_open = inner.len() < text.len();
    let rest = rest.strip_prefix(')').or_else(|| rest.strip_prefix('.').filter(|_| !is_open))?;
    if figures > 0 {
        return made(Kind::Number(value.parse().ok().filter(|_| figures < 4)?, bracket), rest);
    }
    let letter = value.chars().next().filter(|letter| letter.is_ascii_alphabetic() && bracket)?;
    made(Kind::Letter(letter, bracket), rest)
}

/// Where the items of a list begin among the lines of a block, from the first one on; `None` if it holds no list of
/// two items or more, or may be something else. The list ends at the second number.
pub(super) fn find(block: &[&Line], measure: Measure) -> Option<(Vec<usize>, usize)> {
    let start =
        block.iter().position(|line| marker(&line.text).is_some_and(|marker| marker.kind.begins()))?;
    let mut items = vec![start];
    let mut last = marker(&block.get(start)?.text)?.kind;
    let indent = block.get(start)?.indent;
    let mut end = block.len();
    for (at, line) in block.iter().enumerate().skip(start + 1) {
        let before = at.checked_sub(1).and_then(|before| block.get(before))?;
        if let Some(marker) = marker(&line.text).filter(|marker| marker.kind.follows(last)) {
            items.push(at);
            last = marker.kind;
        } else if line.indent <= indent && measure.ends_early(before, line) {
            end = at;
            break;
        }
    }
    let is_speech = |at: &usize| block.get(*at).is_none_or(|line| is_speech(&line.text));
    (items.len() > 1 && !(last.is_dash() && items.iter().any(is_speech))).then_some((items, end))
}

/// Whether what begins with a dash is rather spoken: it asks, exclaims, or a second dash says who speaks.
pub(super) fn is_speech(text: &str) -> bool {
    let mut rest = text.chars();
    rest.next();
    let rest = rest.as_str();
    rest.contains(" - ") || rest.contains(" – ") || rest.contains('?') || rest.contains('!')
}

/// Whether short lines are things to take, such as a recipe's: most begin with an amount, or the head above says so.
pub(super) fn are_things(block: &[&Line], heading: Option<&str>) -> bool {
    let is_amount = |line: &&&Line| line.text.starts_with(|c: char| c.is_numeric() || "½¼¾⅓⅔".contains(c));
    let amounts = block.iter().filter(is_amount).count();
    let said =
        heading.is_some_and(|heading| is_one(INGREDIENTS, heading.to_lowercase().trim_end_matches(':')));
    let is_thing = |line: &&Line| line.width <= 70 && !line.text.ends_with('.') && !line.text.contains("   ");
    block.len() > 1
        && block.iter().all(is_thing)
        && (said
            || block.len() > 3
                && amounts * 10 >= block.len() * 7
                && block.iter().any(|line| line.text.contains(char::is_alphabetic)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_told_from_words() {
        let kind = |text: &str| marker(text).map(|marker| marker.kind);
        assert_eq!(kind("• One"), Some(Kind::Bullet('•')));
        assert_eq!(kind("•One"), Some(Kind::Bullet('•')));
        assert_eq!(kind("- One"), Some(Kind::Bullet('-')));
        assert_eq!(kind("12) One"), Some(Kind::Number(12, true)));
        assert_eq!(kind("(3) One"), Some(Kind::Number(3, true)));
        assert_eq!(kind("b) One"), Some(Kind::Letter('b', true)));
        for text in
            ["-One", "1986. That", "A. B. Ceed", "1.5 litres", "•", "— he said", "a word", "(a", "é) x"]
        {
            assert!(kind(text).is_none_or(|kind| kind == Kind::Letter('é', true)), "{text}");
        }
    }

    #[test]
    fn spoken_words_are_no_items() {
        let lines =
            crate::import::text::line::lines("- And then? - he asked.\n- Then.", crate::source::SourceId(0));
        assert!(find(&lines.iter().collect::<Vec<_>>(), Measure::default()).is_none());
        let lines = crate::import::text::line::lines(
            "You need:\n- salt\n- bread\n  of yesterday\nAll that.",
            crate::source::SourceId(0),
        );
        assert_eq!(find(&lines.iter().collect::<Vec<_>>(), Measure::default()), Some((vec![1, 2], 4)));
    }
}
