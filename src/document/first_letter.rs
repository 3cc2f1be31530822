//! The first letter of a text, with the punctuation that goes with it.
//!
//! Spec: CSS Pseudo-Elements 4, 2.2 (`::first-letter`).

use std::ops::Range;

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

/// Where a text's first letter stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstLetter {
    /// The letter with the punctuation before and after it.
    pub whole: Range<usize>,
    /// The letter itself, combining marks included.
    pub letter: Range<usize>,
}

/// The first letter, digit or symbol of a text; `None` if something else comes first, such as a dash.
///
/// In Dutch `IJ` is one letter.
pub fn first_letter(text: &str, language: &str) -> Option<FirstLetter> {
    let start = text.find(|character: char| !character.is_whitespace())?;
    let before = |character: char| is_punctuation(character) || matches!(character, '\u{A0}' | '\u{202F}');
    let from = start + prefix(text.get(start..)?, before);
    let rest = text.get(from..)?;
    let mut graphemes = rest.graphemes(true);
    let first = graphemes.next().filter(|grapheme| grapheme.chars().next().is_some_and(is_letter))?;
    let second = graphemes.next().unwrap_or_default();
    let digraph = is_dutch(language) && matches!((first, second), ("I", "J") | ("i", "j"));
    let to = from + first.len() + if digraph { second.len() } else { 0 };
    let after = |character: char| {
        is_punctuation(character) && character.general_category() != GeneralCategory::OpenPunctuation
    };
    let end = to + prefix(text.get(to..)?, after);
    Some(FirstLetter { whole: start..end, letter: from..to })
}

/// The length of the text's start whose characters all satisfy a condition.
fn prefix(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|character| !holds(character)).unwrap_or(text.len())
}

/// Punctuation, dashes and connectors aside.
fn is_punctuation(character: char) -> bool {
    use GeneralCategory::*;
    matches!(
        character.general_category(),
        OpenPunctuation | ClosePunctuation | InitialPunctuation | FinalPunctuation | OtherPunctuation
    )
}

fn is_letter(character: char) -> bool {
    use GeneralCategoryGroup::*;
    matches!(character.general_category_group(), Letter | Number | Symbol)
}

fn is_dutch(language: &str) -> bool {
    language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("nl"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts<'a>(text: &'a str, language: &str) -> Option<(&'a str, &'a str)> {
        let found = first_letter(text, language)?;
        Some((&text[found.whole], &text[found.letter]))
    }

    #[test]
    fn punctuation_and_marks_stay_with_the_letter() {
        for (text, whole, letter) in [
            ("The lens", "T", "T"),
            ("  \u{201C}I said", "\u{201C}I", "I"),
            ("\u{BF}Qu\u{E9}?", "\u{BF}Q", "Q"),
            ("\u{AB}\u{202F}A", "\u{AB}\u{202F}A", "A"),
            ("(\u{2018}E\u{301}t\u{E9}", "(\u{2018}E\u{301}", "E\u{301}"),
            ("I\u{2019}m", "I\u{2019}", "I"),
            ("A (b)", "A", "A"),
            ("3 men", "3", "3"),
            ("J. Vass", "J.", "J"),
        ] {
            assert_eq!(parts(text, "en"), Some((whole, letter)), "{text}");
        }
    }

    #[test]
    fn a_text_may_have_no_first_letter() {
        for text in ["", "   ", "\u{201C}", "\u{2014} No", "_x", "\u{201C} A"] {
            assert_eq!(parts(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn ij_is_one_letter_in_dutch() {
        assert_eq!(parts("IJmuiden", "nl-BE"), Some(("IJ", "IJ")));
        assert_eq!(parts("Ijmuiden", "nl"), Some(("I", "I")));
        assert_eq!(parts("IJmuiden", "en"), Some(("I", "I")));
    }
}
