//! Slips inside a text: strong emphasis that does not begin, addresses with spaces, attributes where none count,
//! citations.

use super::{Finder, ahead, begins_attributes, behind};
use crate::diagnostic::Code;
use crate::document::{Tag, Text};

impl Finder<'_> {
    /// Looks for all of them; `before` is the element right before the text.
    pub(super) fn text(&self, text: &Text, before: Option<Tag>) {
        self.strong(text, before.is_some());
        self.addresses(text, before.is_some());
        self.citations(text);
        self.attributes(text, before);
        self.dialects(text);
    }

    /// The first `**` at the beginning of a word: had it an end, it would be no text.
    fn strong(&self, text: &Text, follows: bool) {
        let signs = text.text.as_str();
        let begins = |at: usize| {
            let before = signs.get(..at).and_then(|before| before.chars().next_back());
            let after = signs.get(at + 2..).and_then(|after| after.chars().next());
            before.map_or(!follows, |c| c.is_whitespace() || "([{\"'“‘„«»—–".contains(c))
                && after.is_some_and(char::is_alphabetic)
                && self.is_written(text, at..at + 2)
        };
        let Some((at, _)) = signs.match_indices("**").find(|(at, _)| begins(*at)) else { return };
        let message = "these `**` begin no strong emphasis and are printed as they stand".to_owned();
        let rest = signs.get(at + 2..).unwrap_or_default();
        let ends = |at: usize| rest.get(..at).is_some_and(|before| !before.ends_with(char::is_whitespace));
        let is_closed = rest.match_indices("**").any(|(at, _)| ends(at));
        let help = if is_closed {
            "write `<strong>words</strong>`: `**` counts neither in a block of HTML nor between a mark and a letter"
        } else {
            "close it with `**` right behind a word of the same paragraph, or write `\\*\\*`"
        };
        self.report(Code::StressUnclosed, text.map.span(at..at + 2), message, help);
    }

    /// `[words](my file.md)` and `![words](my pic.png)`.
    fn addresses(&self, text: &Text, follows: bool) {
        let signs = text.text.as_str();
        for (at, _) in signs.match_indices("](") {
            let Some(end) = ahead(signs, at + 2).find(')') else { continue };
            let inner = signs.get(at + 2..at + 2 + end).unwrap_or_default();
            let open = behind(signs, at).rfind('[').map(|open| open + at - behind(signs, at).len());
            let Some(start) = open.or_else(|| follows.then_some(at)) else { continue };
            let is_picture = signs.get(..start).is_some_and(|before| before.ends_with('!'));
            let Some(help) = remedy(inner, is_picture) else { continue };
            if !self.is_written(text, at..at + 2) {
                continue;
            }
            let span = text.map.span(start - usize::from(is_picture)..at + 2 + end + 1);
            let kind = if is_picture { "picture" } else { "link" };
            let message = format!("`({inner})` makes no {kind} and is printed as it stands");
            self.report(Code::AddressMalformed, span, message, help);
        }
    }

    /// Pandoc's `[@key]`.
    fn citations(&self, text: &Text) {
        for mark in ["[@", "[-@"] {
            for (at, _) in text.text.match_indices(mark) {
                let rest = ahead(&text.text, at + mark.len());
                let Some(end) = rest.find(']') else { continue };
                let begins = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
                // A reference that is not defined: `[@name][]`.
                let refers = rest.get(end + 1..).is_some_and(|after| after.starts_with('['));
                if !begins || refers || !self.is_written(text, at..at + 1) {
                    continue;
                }
                let span = text.map.span(at..at + mark.len() + end + 1);
                let message = "citations are not supported; this is printed as it stands".to_owned();
                let help = "write a note, `[^key]` and `[^key]: the source`, or `^[the source]` right here";
                self.report(Code::ForeignSyntax, span, message, help);
            }
        }
    }

    /// Attributes behind what can have none, and those behind an image whose brace is not closed.
    fn attributes(&self, text: &Text, before: Option<Tag>) {
        let signs = text.text.as_str();
        let can_follow = matches!(before, Some(Tag::Img | Tag::A | Tag::Em | Tag::Strong | Tag::Code));
        let attached = if can_follow { signs.strip_prefix('{').map(|_| 0) } else { None };
        let spans = || signs.match_indices("]{").map(|(at, _)| at + 1);
        for at in attached.into_iter().chain(spans()) {
            let rest = ahead(signs, at + 1);
            let is_image = at == 0 && before == Some(Tag::Img);
            let closed = rest.find('}');
            if !begins_attributes(rest) || is_image && closed.is_some() || !self.is_written(text, at..at + 1)
            {
                continue;
            }
            match closed {
                Some(end) => {
                    let span = text.map.span(at..at + end + 2);
                    let message = "attributes count behind pictures and headings only; these are printed";
                    let help =
                        "remove them, or write the element in HTML: `<span class=\"name\">words</span>`";
                    self.report(Code::ForeignSyntax, span, message.to_owned(), help);
                }
                None if is_image => self.unclosed_attributes(text, at, rest.len()),
                None => {}
            }
        }
    }

    /// A brace that opens attributes and is never closed; they have `length` bytes.
    pub(super) fn unclosed_attributes(&self, text: &Text, at: usize, length: usize) {
        let span = text.map.span(at..at + 1 + length);
        let message = "these attributes are not closed and are printed as they stand".to_owned();
        self.report(Code::AttributeMalformed, span, message, "end them with `}`");
    }
}

/// What to write instead of what stands between round brackets; `None` if it may be no address at all.
fn remedy(inner: &str, is_picture: bool) -> Option<String> {
    let mark = if is_picture { "![…]" } else { "[…]" };
    let inner = inner.trim();
    inner.find([' ', '\t'])?;
    let quote = [" \"", " '"].iter().filter_map(|quote| inner.find(quote)).min();
    let (address, title) = inner.split_at(quote.unwrap_or(inner.len()));
    let (address, title) = (address.trim(), title.trim());
    if !address.contains([' ', '\t']) {
        let fits = is_picture || is_path(address);
        return fits.then(|| format!("a title stands in quotes, and those inside it are escaped: `{mark}({address} \"A \\\"title\\\"\")`"));
    }
    let first = address.split([' ', '\t']).next().unwrap_or_default();
    if title.is_empty() && is_path(first) && !is_path(address) {
        let words = address.get(first.len()..)?.trim();
        return Some(format!("a title stands in quotes: `{mark}({first} \"{words}\")`"));
    }
    let title = if title.is_empty() { String::new() } else { format!(" {title}") };
    (is_picture || is_path(address))
        .then(|| format!("an address with spaces stands in angles: `{mark}(<{address}>{title})`"))
}

/// Whether words end as the name of a file does, or begin as an address does.
fn is_path(words: &str) -> bool {
    let ending = words.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_ending = (1..=5).contains(&ending.len())
        && ending.chars().all(|c| c.is_ascii_alphanumeric())
        && ending.starts_with(|c: char| c.is_ascii_alphabetic());
    is_ending || words.contains("://") || words.starts_with("./") || words.starts_with("../")
}

#[cfg(test)]
mod tests {
    use super::remedy;

    #[test]
    fn each_fault_of_an_address_has_its_remedy() {
        let help = |inner, is_picture| remedy(inner, is_picture).unwrap_or_default();
        assert!(help("my pic.png", true).ends_with("`![…](<my pic.png>)`"));
        assert!(help("my pic.png \"A title\"", true).ends_with("`![…](<my pic.png> \"A title\")`"));
        assert!(help("my file.md", false).ends_with("`[…](<my file.md>)`"));
        assert!(help("pic.png The title", true).ends_with("`![…](pic.png \"The title\")`"));
        assert!(help("pic.png \"A \"title\"\"", true).contains("escaped"));
        for inner in ["see below", "e.g. this", "1", "a.png", ""] {
            assert_eq!(remedy(inner, false), None, "{inner}");
        }
    }
}
