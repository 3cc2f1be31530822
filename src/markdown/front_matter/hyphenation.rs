//! Reads words with the places where they may be divided.

use super::fields::{text, wrong_type};
use super::value::{Kind, Value};
use crate::diagnostic::{Code, Context, Diagnostic};

const KEY: &str = "hyphenation";

/// A list of words, or one text with spaces or commas between them.
pub(super) fn words(value: Value, context: &Context) -> Vec<String> {
    match value.kind {
        Kind::List(items) => items.into_iter().flat_map(|item| row(item, context)).collect(),
        Kind::Scalar(_) => row(value, context),
        Kind::Null => Vec::new(),
        other => {
            wrong_type(KEY, "a list of words", &other, value.span, context);
            Vec::new()
        }
    }
}

/// The words of one text; what is none is reported.
fn row(value: Value, context: &Context) -> Vec<String> {
    let span = value.span;
    let text = text(KEY, value, context).unwrap_or_default();
    let words = text.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let (words, others): (Vec<&str>, Vec<&str>) = words.partition(|word| is_word(word));
    for other in others {
        let message =
            format!("`{KEY}` must be words with a hyphen where they may be divided, but `{other}` is none");
        let help = "write letters with single hyphens between them, as in `data-base`; a word without a hyphen is never divided";
        context.report(Diagnostic::new(Code::FrontMatterType, span, message).help(help));
    }
    words.into_iter().map(str::to_owned).collect()
}

/// Whether a text is letters, with single hyphens between them.
fn is_word(text: &str) -> bool {
    let is_letter = |sign: char| sign.is_alphabetic() || matches!(sign, '\'' | '\u{2019}');
    text.split('-').all(|part| !part.is_empty() && part.chars().all(is_letter))
}
