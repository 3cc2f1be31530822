//! Which characters of a text would be read as markup.

use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

/// What a text stands in.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Within {
    /// A cell of a table with bars.
    pub(super) cell: bool,
    /// A heading.
    pub(super) heading: bool,
    /// A link or a picture's description: brackets count.
    pub(super) brackets: bool,
    /// A bracket may be closed in another text of the block.
    pub(super) far_brackets: bool,
    /// The block holds other `~`.
    pub(super) tildes: bool,
    /// The block holds other `^`.
    pub(super) carets: bool,
    /// The block holds other `$`.
    pub(super) dollars: bool,
}

/// What a text stands beside.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside {
    /// The character written before it.
    pub(super) before: Option<char>,
    /// A picture stands before it.
    pub(super) behind_picture: bool,
    /// Something stands behind it in the same line.
    pub(super) goes_on: bool,
    /// What stands behind it begins with a bracket.
    pub(super) bracket_follows: bool,
}

/// The bytes of a text before which a backslash has to stand, ascending.
pub(super) fn places(text: &str, within: Within, beside: Beside) -> Vec<usize> {
    let mut places = Vec::new();
    if !text.bytes().any(is_sign) {
        return places;
    }
    let last_close = text.rfind(']');
    let hazard = last_hazard(text);
    let closing = closing_signs(text, beside).filter(|_| within.heading);
    let mut before = beside.before;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        if !u8::try_from(character).is_ok_and(is_sign) {
            before = Some(character);
            continue;
        }
        let after = characters.peek().map(|&(_, next)| next);
        let is_last = after.is_none();
        let is_space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let apart = is_space(before) && is_space(after) && !(is_last && beside.goes_on);
        let rest = text.get(at + character.len_utf8()..).unwrap_or_default();
        let escapes = match character {
            '\\' => {
                after.is_none_or(|next| next.is_ascii_punctuation())
                    || rest.trim_start_matches(' ').is_empty()
            }
            '`' => true,
            '*' => !apart,
            '_' => {
                let inside =
                    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric);
                !apart && !inside
            }
            '[' => {
                within.brackets
                    || within.far_brackets
                    || hazard.is_some_and(|hazard| at < hazard)
                    || last_close.is_none_or(|close| close < at)
                    || matches!(after, Some('^' | '!' | '[' | '@'))
                    || before == Some('^')
            }
            ']' => within.brackets,
            '<' => match after {
                Some(next) => next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'),
                None => beside.goes_on,
            },
            '&' => is_entity(rest),
            '!' => is_last && beside.bracket_follows,
            '~' => within.tildes,
            '^' => within.carets,
            '$' => within.dollars,
            '|' => within.cell,
            '{' => at == 0 && beside.behind_picture,
            '}' => within.heading && !beside.goes_on && rest.trim_start_matches([' ', '\t']).is_empty(),
            '#' => closing == Some(at),
            _ => false,
        };
        if escapes {
            places.push(at);
        }
        before = Some(character);
    }
    places
}

/// Whether a byte may be read as markup somewhere in a line.
fn is_sign(byte: u8) -> bool {
    matches!(
        byte,
        b'\\'
            | b'`'
            | b'*'
            | b'_'
            | b'['
            | b']'
            | b'<'
            | b'&'
            | b'!'
            | b'~'
            | b'^'
            | b'$'
            | b'|'
            | b'{'
            | b'}'
            | b'#'
    )
}

/// The last closing bracket behind which something stands that makes a link of it, or nothing that is known.
fn last_hazard(text: &str) -> Option<usize> {
    let makes_link =
        |at: usize| text.as_bytes().get(at + 1).is_none_or(|next| matches!(next, b'(' | b'[' | b':' | b'{'));
    text.rmatch_indices(']').map(|(at, _)| at).find(|&at| makes_link(at))
}

/// Whether what stands behind an ampersand makes a character reference of it (CommonMark 2.5).
pub(super) fn is_entity(rest: &str) -> bool {
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '#').next().unwrap_or_default();
    !name.is_empty() && rest.as_bytes().get(name.len()) == Some(&b';')
}

/// Where the number signs begin that would close a heading (CommonMark 4.2).
fn closing_signs(text: &str, beside: Beside) -> Option<usize> {
    let line = text.trim_end();
    let words = line.trim_end_matches('#');
    let before = words.chars().next_back().or(beside.before);
    let closes = !beside.goes_on && words.len() < line.len() && before.is_none_or(char::is_whitespace);
    closes.then_some(words.len())
}

/// Where the first line of a paragraph, or one behind a line end, would begin a block: the byte before which a
/// backslash has to stand. `line` is the whole line as it is written.
pub(super) fn line_start(line: &str) -> Option<usize> {
    let bytes = line.as_bytes();
    let first = *bytes.first()?;
    let space = |at: usize| bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\t'));
    let only = |signs: &[u8]| bytes.iter().all(|byte| signs.contains(byte) || byte.is_ascii_whitespace());
    let begins = match first {
        b'#' => {
            let signs = bytes.iter().take_while(|byte| **byte == b'#').count();
            let next = line.get(signs..).and_then(|rest| rest.chars().next());
            signs <= 6 && next.is_none_or(|next| next.is_whitespace() || next.is_alphabetic())
        }
        b'>' => true,
        b'-' => space(1) || only(b"-|:"),
        b'+' => space(1) || line.starts_with("+++") || line.starts_with("+--") || line.starts_with("+=="),
        b'*' => space(1),
        b'_' => only(b"_"),
        b'=' => only(b"="),
        b'~' => line.starts_with("~~~"),
        b'|' => true,
        b':' => space(1) || only(b"-|:") || line.starts_with(":::"),
        b'%' => space(1),
        b'[' => matches!(bytes.get(1), Some(b' ' | b'x' | b'X' | b']')),
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let is_mark = digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')')) && space(digits + 1);
            return is_mark.then_some(digits);
        }
        _ => false,
    };
    begins.then_some(0)
}

fn is_punctuation(character: char) -> bool {
    character.is_ascii_punctuation()
        || character.general_category_group() == GeneralCategoryGroup::Punctuation
}

/// Whether a mark of stress between two characters surely opens (CommonMark 6.2, left-flanking); `in_words` for marks
/// that may stand inside a word. No character is the edge of a line.
pub(super) fn opens(before: Option<char>, after: Option<char>, in_words: bool) -> bool {
    let Some(after) = after.filter(|after| !after.is_whitespace()) else { return false };
    let apart = before.is_none_or(|before| before.is_whitespace() || is_punctuation(before));
    apart || in_words && after.is_alphanumeric()
}

/// Whether such a mark surely closes: the mirror of [`opens`].
pub(super) fn closes(before: Option<char>, after: Option<char>, in_words: bool) -> bool {
    opens(after, before, in_words)
}

#[cfg(test)]
mod tests {
    use super::{Beside, Within, line_start, places};

    fn escaped(text: &str) -> String {
        let places = places(text, Within::default(), Beside::default());
        let mark = |(at, character)| {
            let mark = if places.contains(&at) { "\\" } else { "" };
            format!("{mark}{character}")
        };
        text.char_indices().map(mark).collect()
    }

    #[test]
    fn only_what_would_be_markup_is_escaped() {
        for text in [
            "2 * 3 and snake_case_word, ~200 m, $5, x^2, a < b, R&D, C:\\temp",
            "[sic] and (see [12]), 1 > 0, #tag, {x}, a | b, `",
        ] {
            let plain = text.replace(", `", "");
            assert_eq!(escaped(&plain), plain);
        }
        assert_eq!(escaped("*a* _b_ `c`"), "\\*a\\* \\_b\\_ \\`c\\`");
        assert_eq!(escaped("[a](b) [^1] <b> &amp; \\*"), "\\[a](b) \\[^1] \\<b> \\&amp; \\\\\\*");
    }

    #[test]
    fn what_begins_a_block_is_found() {
        for line in ["# a", "> a", "- a", "+ a", "* a", "---", "===", "~~~", "| a", ": a", "[ ] a", "##", "-"]
        {
            assert_eq!(line_start(line), Some(0), "{line}");
        }
        assert_eq!(line_start("1. a"), Some(1));
        assert_eq!(line_start("2024) a"), Some(4));
        for line in ["#1 a", "-a", "1.5 m", "1a", "=a", "a", "", "[a] b", ":a", "—", "*a*"] {
            assert_eq!(line_start(line), None, "{line}");
        }
    }
}
