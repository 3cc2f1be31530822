//! Front matter in YAML.

use super::escape::Within;
use super::inline::Piece;
use super::{Writer, html};
use crate::import::meta::{Author, Metadata};
use crate::import::tree::{Inline, InlineKind, Style};

/// Writes the front matter; whether the title has to stand in the text, since front matter cannot say all of it.
pub(super) fn write<'a>(writer: &mut Writer<'a>, metadata: &'a Metadata) -> bool {
    let title_in_text = !metadata.title.iter().all(is_simple);
    let title: &[Inline] = if title_in_text { &[] } else { &metadata.title };
    let m = metadata;
    if *m == (Metadata { title: m.title.clone(), ..Metadata::default() }) && title.is_empty() {
        return title_in_text;
    }
    line(writer, "---");
    rich(writer, "kicker", &m.kicker);
    rich(writer, "title", title);
    rich(writer, "subtitle", &m.subtitle);
    authors(writer, &m.authors);
    let texts = [
        ("date", &m.date),
        ("place", &m.place),
        ("language", &m.language),
        ("publication", &m.publication),
        ("publisher", &m.publisher),
        ("description", &m.description),
    ];
    for (key, value) in texts {
        plain(writer, "", key, value.as_deref());
    }
    list(writer, "keywords", &m.keywords);
    let texts = [("rights", &m.rights), ("identifier", &m.identifier), ("cover", &m.cover)];
    for (key, value) in texts {
        plain(writer, "", key, value.as_deref());
    }
    match m.end_mark.as_deref() {
        Some("true") => line(writer, "end-mark: true"),
        mark => plain(writer, "", "end-mark", mark),
    }
    if !m.credits.is_empty() {
        line(writer, "credits:");
        for credit in &m.credits {
            line(writer, &format!("  - role: {}", scalar(&credit.role, true)));
            line(writer, &format!("    name: {}", scalar(&credit.name, true)));
        }
    }
    plain(writer, "", "contact", m.contact.as_deref());
    if m.pull_quotes_exposed {
        line(writer, "pull-quotes: exposed");
    }
    for (key, value) in [("toc", m.contents), ("number-sections", m.numbered)] {
        if let Some(value) = value {
            line(writer, &format!("{key}: {value}"));
        }
    }
    list(writer, "hyphenation", &m.hyphenation);
    plain(writer, "", "style", m.style.as_deref());
    line(writer, "---");
    writer.out.separate();
    title_in_text
}

fn line(writer: &mut Writer, text: &str) {
    writer.out.push(text);
    writer.out.end_line();
}

/// Whether front matter can say an inline: stress, code, links and words count there.
fn is_simple(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(_) | InlineKind::SoftBreak | InlineKind::Code(_) => inline.attr.is_empty(),
        InlineKind::Styled(Style::Emphasis | Style::Strong | Style::Strikeout, content)
        | InlineKind::Quoted(_, content) => inline.attr.is_empty() && content.iter().all(is_simple),
        InlineKind::Link { content, .. } => {
            !html::says_something(&inline.attr) && content.iter().all(is_simple)
        }
        _ => false,
    }
}

/// A text that may hold Markdown.
fn rich<'a>(writer: &mut Writer<'a>, key: &str, row: &'a [Inline]) {
    let text = markdown(writer, row);
    if text.is_empty() {
        return;
    }
    writer.out.push(&format!("{key}: "));
    let span = row.iter().map(|inline| inline.span).reduce(|a, b| a.to(b)).unwrap_or_default();
    writer.out.push_from(&scalar(&text, false), span, false);
    writer.out.end_line();
}

/// A row as Markdown on one line.
fn markdown<'a>(writer: &mut Writer<'a>, row: &'a [Inline]) -> String {
    let pieces = writer.row(row, Within { heading: true, ..Within::default() });
    let text = pieces.iter().map(|piece| match piece {
        Piece::Text(text, ..) | Piece::Mark(text) | Piece::Content(text, _) => text.as_str(),
        Piece::Soft | Piece::Hard => " ",
    });
    text.collect()
}

fn plain(writer: &mut Writer, indent: &str, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        line(writer, &format!("{indent}{key}: {}", scalar(value, false)));
    }
}

fn list(writer: &mut Writer, key: &str, values: &[String]) {
    if !values.is_empty() {
        line(writer, &format!("{key}:"));
        for value in values {
            line(writer, &format!("  - {}", scalar(value, true)));
        }
    }
}

fn authors<'a>(writer: &mut Writer<'a>, authors: &'a [Author]) {
    let is_name = |author: &Author| *author == Author { name: author.name.clone(), ..Author::default() };
    match authors {
        [] => {}
        // A single text may be taken for several names; a list is not.
        [only]
            if is_name(only)
                && !only.name.contains([',', ';', '&'])
                && only.name.split_whitespace().count() < 4 =>
        {
            line(writer, &format!("author: {}", scalar(&only.name, true)));
        }
        authors => {
            line(writer, "authors:");
            for author in authors {
                if is_name(author) {
                    line(writer, &format!("  - {}", scalar(&author.name, true)));
                } else {
                    entry(writer, author);
                }
            }
        }
    }
}

fn entry<'a>(writer: &mut Writer<'a>, author: &'a Author) {
    line(writer, &format!("  - name: {}", scalar(&author.name, true)));
    let texts = [
        ("file-as", &author.file_as),
        ("affiliation", &author.affiliation),
        ("email", &author.email),
        ("url", &author.url),
        ("orcid", &author.orcid),
    ];
    for (key, value) in texts {
        plain(writer, "    ", key, value.as_deref());
    }
    let bio: Vec<String> =
        author.bio.iter().map(|row| markdown(writer, row)).filter(|text| !text.is_empty()).collect();
    match bio.as_slice() {
        [] => {}
        [only] => line(writer, &format!("    bio: {}", scalar(only, false))),
        several => {
            line(writer, "    bio: |");
            for (number, paragraph) in several.iter().enumerate() {
                if number > 0 {
                    writer.out.separate();
                }
                line(writer, &format!("      {paragraph}"));
            }
        }
    }
}

/// A YAML scalar on one line: bare where it is read back as it stands, else in double quotes (YAML 1.2, 7.3).
fn scalar(text: &str, is_name: bool) -> String {
    let words: Vec<&str> = text.split(['\n', '\r', '\t', ' ']).filter(|word| !word.is_empty()).collect();
    let text = words.join(" ");
    let first = text.chars().next();
    let is_plain_start = first.is_some_and(|c| c.is_alphabetic() || "“‘„«»¿¡€£—–…".contains(c))
        || !is_name && first.is_some_and(|c| c.is_ascii_digit());
    let word = text.to_ascii_lowercase();
    let is_word =
        matches!(word.as_str(), "null" | "true" | "false" | "yes" | "no" | "on" | "off" | "none" | "y" | "n");
    let is_plain = is_plain_start
        && !is_word
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !text.contains(|c: char| c.is_control() || matches!(c, '\u{FEFF}' | '\u{2028}' | '\u{2029}'))
        && !(is_name && text.contains([',', '[', ']', '{', '}']));
    if is_plain {
        return text;
    }
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(character);
            }
            _ if character.is_control() => {}
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}
