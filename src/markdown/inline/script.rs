//! Superscript `x^2^` and subscript `H~2~O`.
//!
//! Between the marks stands no space, bracket or other mark. A mark opens only where it is attached to what comes
//! before, or (superscript) where what follows the closing mark is attached: `^14^C`. A `~word~` that stands alone is
//! GitHub's strikethrough and never reaches this step.

use super::{Find, Kind, is_plain};
use crate::document::Text;

/// All superscripts and subscripts of a text; `attached` if an element stands right before it.
pub(super) fn find(text: &Text, attached: bool, source: &str) -> Vec<Find> {
    let mut finds = Vec::new();
    let bytes = text.text.as_bytes();
    let mut from = 0;
    while let Some(open) = position(bytes, from, |byte| matches!(byte, b'^' | b'~')) {
        from = open + 1;
        let Some(&mark) = bytes.get(open) else { break };
        let Some(close) = position(bytes, from, ends_content) else { break };
        if bytes.get(close) != Some(&mark) || close == from {
            from = close.max(from);
            continue;
        }
        let before = text.text.get(..open).and_then(|before| before.chars().next_back());
        let after = text.text.get(close + 1..).and_then(|after| after.chars().next());
        let opens =
            before.map_or(attached, |c| c.is_alphanumeric() || matches!(c, ')' | ']' | '}' | '’' | '”'));
        let joins = mark == b'^' && after.is_some_and(char::is_alphanumeric);
        let doubled = after == Some(char::from(mark)) || before == Some(char::from(mark));
        let is_script = (opens || joins) && !doubled;
        if is_script && is_plain(text, open, source) && is_plain(text, close, source) {
            let kind = if mark == b'^' { Kind::Superscript } else { Kind::Subscript };
            finds.push(Find { range: open..close + 1, inner: open + 1..close, kind });
            from = close + 1;
        }
    }
    finds
}

fn ends_content(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'^' | b'~' | b'[' | b']')
}

fn position(bytes: &[u8], from: usize, wanted: impl Fn(u8) -> bool) -> Option<usize> {
    bytes.get(from..)?.iter().position(|&byte| wanted(byte)).map(|at| at + from)
}
