//! Markup of other programs that stands in a line: links between notes, marked words, short names of emoji,
//! templates, references that nothing defines.

use std::ops::Range;

use super::{Finder, ahead, behind};
use crate::diagnostic::Code;
use crate::document::Text;

/// Marks that open and close something elsewhere, and what to write here.
const PAIRS: &[(&str, &str, &str, &str)] = &[
    ("![[", "]]", "embeds are not supported", "write `![what it shows](picture.png)`"),
    ("[[", "]]", "links between notes are not supported", "write `[words](address)`"),
    ("==", "==", "`==` marks no words here", "write `<mark>words</mark>`"),
    ("%%", "%%", "comments between `%%` are not known", "write `<!-- … -->`"),
    ("{%", "%}", "templates are not filled in", "fill it in before, or remove it"),
    ("{{", "}}", "templates are not filled in", "fill it in before, or remove it"),
];

impl Finder<'_> {
    /// Looks for all of them.
    pub(super) fn dialects(&self, text: &Text) {
        for &(open, close, what, help) in PAIRS {
            for range in pairs(&text.text, open, close) {
                self.foreign(text, range, what, help);
            }
        }
        for range in tex_commands(&text.text) {
            self.foreign(
                text,
                range,
                "commands of TeX are not supported",
                "write it in Markdown, or remove it",
            );
        }
        for range in short_names(&text.text) {
            self.foreign(text, range, "short names of emoji are not supported", "write the character itself");
        }
        for (range, key) in references(&text.text) {
            if self.is_written(text, range.start..range.start + 1) {
                let message = format!("nothing defines the reference “{key}”; it is printed as it stands");
                let help = format!("add a line `[{key}]: address`, or write `[words](address)`");
                self.report(Code::ReferenceUndefined, text.map.span(range), message, help);
            }
        }
    }

    fn foreign(&self, text: &Text, range: Range<usize>, what: &str, help: &str) {
        if self.is_written(text, range.start..range.start + 1) {
            let message = format!("{what}; this is printed as it stands");
            self.report(Code::ForeignSyntax, text.map.span(range), message, help);
        }
    }
}

/// Where something stands between two marks on one line, with words right behind the first.
fn pairs<'a>(text: &'a str, open: &'a str, close: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + text.get(from..)?.find(open)?;
            let inside = at + open.len();
            from = inside;
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            if open == "[[" && before == Some('!') || open == close && !before.is_none_or(is_edge) {
                continue;
            }
            let Some(length) = ahead(text, inside).find(close) else { continue };
            let words = text.get(inside..inside + length).unwrap_or_default();
            let is_tight = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
            let is_marked =
                open != "==" || is_tight(words.chars().next()) && is_tight(words.chars().next_back());
            if !words.trim().is_empty() && !words.eq_ignore_ascii_case("toc") && is_marked {
                from = inside + length + close.len();
                return Some(at..from);
            }
        }
    })
}

/// Whether a character may stand before a mark that opens something.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || "([{\"'“‘„«»—–".contains(c)
}

/// Where `\name{words}` stands.
fn tex_commands(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices('\\').filter_map(move |(at, _)| {
        let rest = ahead(text, at + 1);
        let name = rest.find(|c: char| !c.is_ascii_alphabetic()).filter(|length| *length > 1)?;
        let inner = rest.get(name..)?.strip_prefix('{')?;
        Some(at..at + 1 + name + 1 + inner.find('}')? + 1)
    })
}

/// Where `:name:` stands by itself.
fn short_names(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices(':').filter_map(move |(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let rest = text.get(at + 1..)?;
        let end =
            rest.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || "_+-".contains(c)))?;
        let name = rest.get(..end)?;
        let after = rest.get(end..)?.strip_prefix(':')?.chars().next();
        let stands_alone =
            before.is_none_or(is_edge) && after.is_none_or(|c| !c.is_alphanumeric() && c != ':');
        let is_name = name.len() > 1 && name.starts_with(|c: char| c.is_ascii_lowercase() || c == '+');
        (stands_alone && is_name).then_some(at..at + end + 2)
    })
}

/// Where `[words][key]` stands, and the key. What follows a letter, as in `a[i][j]`, is none.
fn references(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> + '_ {
    text.match_indices("][").filter_map(move |(at, _)| {
        let line = behind(text, at);
        let start = at - line.len() + line.rfind('[')?;
        let before = text.get(..start).and_then(|before| before.chars().next_back());
        let end = ahead(text, at + 2).find(']')?;
        let (words, key) = (text.get(start + 1..at)?, text.get(at + 2..at + 2 + end)?);
        let key = if key.is_empty() { words } else { key };
        let is_reference = before.is_none_or(is_edge)
            && words.contains(char::is_alphabetic)
            && !words.starts_with(['^', '@', '-'])
            && !key.contains('[');
        is_reference.then_some((start..at + 3 + end, key))
    })
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, references, short_names, tex_commands};

    fn found(text: &str) -> Vec<&str> {
        let pairs = PAIRS.iter().flat_map(|(open, close, ..)| super::pairs(text, open, close));
        let named = references(text).map(|(range, _)| range);
        pairs
            .chain(tex_commands(text))
            .chain(short_names(text))
            .chain(named)
            .filter_map(|range| text.get(range))
            .collect()
    }

    #[test]
    fn markup_of_others_is_found() {
        for text in [
            "[[Note|words]]",
            "![[a.png]]",
            "==marked words==",
            "{% include x %}",
            "{{< figure >}}",
            "{{ title }}",
            ":smile:",
            ":+1:",
            "[words][key]",
            "[words][]",
            "%%a comment%%",
            "\\cite{key}",
        ] {
            assert_eq!(found(&format!("Before {text}, after.")), [text]);
        }
    }

    #[test]
    fn words_are_left_alone() {
        for text in [
            "a == b and c == d",
            "x==y==z",
            "10:30:15",
            "std::fmt::Debug",
            "a[i][j]",
            "[1][2]",
            "[[]]",
            "{{}}",
            "note: this: that",
            "==",
            "[[toc]]",
            "(: a:b :)",
            "C:\\temp and {x}",
            "50%% of 20%%",
        ] {
            assert!(found(text).is_empty(), "{text}: {:?}", found(text));
        }
    }
}
