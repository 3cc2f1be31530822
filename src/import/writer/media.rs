//! Code, formulas, addresses and pictures: what stands between marks is no text.

use super::escape::{self, Beside, Within};
use super::html;
use super::inline::{Piece, last_char};
use super::row::text;
use crate::import::tree::{Attr, Inline, InlineKind};
use crate::source::Span;

/// Code between backticks, one more than it holds; empty code and that of spaces as an element.
pub(super) fn push_code(code: &str, inline: &Inline, within: Within, out: &mut Vec<Piece>) {
    let line = code.replace(['\n', '\r'], " ");
    if line.trim_matches(' ').is_empty() || !inline.attr.id.is_empty() || last_char(out) == Some('`') {
        let attr = Attr { id: inline.attr.id.clone(), ..Attr::default() };
        out.push(Piece::Mark(html::start_tag("code", &attr)));
        // Between tags Markdown counts, so every sign is escaped.
        let mark = |c: char| c.is_ascii_punctuation().then_some('\\');
        let guarded = line.chars().flat_map(|c| mark(c).into_iter().chain([c])).collect();
        out.push(Piece::Content(guarded, inline.span));
        return out.push(Piece::Mark("</code>".to_owned()));
    }
    let longest = line.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let mark = "`".repeat(longest + 1);
    let edge = line.starts_with('`') || line.ends_with('`') || line.starts_with(' ') && line.ends_with(' ');
    let gap = if edge { " " } else { "" };
    out.push(Piece::Mark(format!("{mark}{gap}")));
    let line = if within.cell { line.replace('|', "\\|") } else { line };
    out.push(Piece::Content(line, inline.span));
    out.push(Piece::Mark(format!("{gap}{mark}")));
}

/// A formula between dollar signs; what they would not hold as code.
pub(super) fn push_formula(display: bool, formula: &str, span: Span, within: Within, out: &mut Vec<Piece>) {
    let line = formula.trim().replace(['\n', '\r'], " ");
    if !fits_dollars(&line) || within.cell && line.contains('|') {
        let inline = Inline::new(InlineKind::Code(line.clone()), span);
        return push_code(&line, &inline, within, out);
    }
    let mark = if display { "$$" } else { "$" };
    out.push(Piece::Mark(mark.to_owned()));
    out.push(Piece::Content(line, span));
    out.push(Piece::Mark(mark.to_owned()));
}

/// Whether a formula can stand between dollar signs: braces balanced, no bare dollar sign, no backslash at its end.
pub(super) fn fits_dollars(formula: &str) -> bool {
    let mut depth = 0i32;
    let mut escaped = false;
    for character in formula.chars() {
        match character {
            _ if escaped => {
                escaped = false;
                continue;
            }
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' => depth -= 1,
            '$' => return false,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !escaped && !formula.is_empty()
}

/// Whether a link shows its own address and can be written in angles.
pub(super) fn is_shown(content: &[Inline], address: &str) -> bool {
    let words: String = content
        .iter()
        .map(|inline| match &inline.kind {
            InlineKind::Text(text) => text.as_str(),
            _ => "\n",
        })
        .collect();
    let fits =
        |address: &str| !address.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '\\'));
    match address.strip_prefix("mailto:") {
        Some(mail) => words == mail && mail.contains('@') && fits(mail) && mail.is_ascii(),
        None => {
            let scheme = address.split(':').next().unwrap_or_default();
            let is_absolute = scheme.len() < address.len()
                && (2..=32).contains(&scheme.len())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric());
            words == address && is_absolute && fits(address)
        }
    }
}

/// An address as it stands between round brackets.
pub(super) fn destination(address: &str, within: Within) -> String {
    let line: String = address.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut depth = 0i32;
    let balanced = line.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    }) && depth == 0;
    let in_angles = line.is_empty() || line.contains(' ') || !balanced || line.starts_with('<');
    let mut out = String::with_capacity(line.len() + 2);
    if in_angles {
        out.push('<');
    }
    push_escaped(&line, if in_angles { "<>\\" } else { "\\" }, within, &mut out);
    if in_angles {
        out.push('>');
    }
    out
}

/// A title with the space before it; nothing for none.
pub(super) fn title_of(title: &str, within: Within) -> String {
    if title.is_empty() {
        return String::new();
    }
    let line: String = title.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }).collect();
    let mut out = String::from(" \"");
    push_escaped(&line, "\"\\", within, &mut out);
    out.push('"');
    out
}

/// Adds a text with backslashes before certain signs, and before what would be a character reference.
fn push_escaped(text: &str, signs: &str, within: Within, out: &mut String) {
    for (at, character) in text.char_indices() {
        let is_reference = character == '&' && escape::is_entity(text.get(at + 1..).unwrap_or_default());
        if signs.contains(character) || is_reference || within.cell && character == '|' {
            out.push('\\');
        }
        out.push(character);
    }
}

/// A picture with its title and attributes.
pub(super) fn push_picture(inline: &Inline, within: Within, out: &mut Vec<Piece>) {
    let InlineKind::Image { alt, address, title, decorative } = &inline.kind else { return };
    out.push(Piece::Content("![".to_owned(), inline.span));
    let words = Inline::text(alt.clone(), inline.span);
    let within_alt = Within { brackets: true, tildes: true, carets: true, dollars: true, ..within };
    text(std::slice::from_ref(&words), within_alt, Beside { goes_on: true, ..Beside::default() }, out);
    out.push(Piece::Mark("](".to_owned()));
    out.push(Piece::Content(destination(address, within), inline.span));
    out.push(Piece::Mark(format!(
        "{}){}",
        title_of(title, within),
        picture_attributes(&inline.attr, *decorative)
    )));
}

/// The attributes of a picture in braces; nothing for none.
pub(super) fn picture_attributes(attr: &Attr, decorative: bool) -> String {
    let is_word =
        |word: &str| !word.is_empty() && !word.contains(|c: char| c.is_whitespace() || "{}\"'=#".contains(c));
    let mut words = Vec::new();
    if decorative {
        words.push("decorative".to_owned());
    }
    if is_word(&attr.id) {
        words.push(format!("#{}", attr.id));
    }
    words.extend(attr.classes.iter().filter(|class| is_word(class)).map(|class| format!(".{class}")));
    for name in ["width", "lang"] {
        words.extend(attr.get(name).filter(|value| is_word(value)).map(|value| format!("{name}={value}")));
    }
    if words.is_empty() { String::new() } else { format!("{{{}}}", words.join(" ")) }
}
