//! Builds the byline from front matter, or recognises it in the text.

use std::ops::Range;

use super::inline::Flat;
use super::relator::prefix_length;
use super::{blocks, names};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Author, Document, Labels, NodeId, Role, Tag, encode_address};

/// How many words a byline in the text has at most.
const MAX_WORDS: usize = 12;

/// What a byline begins with, by language, in lower case. English counts everywhere.
const OPENINGS: [(&str, &[&str]); 10] = [
    ("en", &["by"]),
    ("de", &["von", "text:", "text von"]),
    ("fr", &["par", "texte :", "texte de", "texte par"]),
    ("es", &["por", "texto:", "texto de"]),
    ("it", &["di", "testo di", "testo:"]),
    ("pt", &["por", "texto:", "texto de"]),
    ("nl", &["door", "tekst:"]),
    ("pl", &["autor:", "autorka:", "tekst:"]),
    ("sv", &["av", "text:"]),
    ("ru", &["автор:", "текст:"]),
];

/// The byline, outside the tree. `under` is the block directly under the title; if it is a byline it leaves the tree
/// and, where front matter names no authors, says who they are.
pub(super) fn build(document: &mut Document, under: Option<NodeId>, context: &Context) -> Option<NodeId> {
    let recognized = under.and_then(|block| Some((block, recognize(document, block)?)));
    let Some((block, (flat, opening, names))) = recognized else {
        return (!document.metadata.authors.is_empty()).then(|| generated(document));
    };
    let span = document.span(block);
    let texts: Vec<&str> = names.iter().filter_map(|name| flat.text.get(name.clone())).collect();
    let given: Vec<&str> = document.metadata.authors.iter().map(|author| author.name.as_str()).collect();
    let (message, differs) = if given.is_empty() || given == texts {
        (format!("taken as the byline: {}", flat.text.trim()), false)
    } else {
        (format!("this byline gave way to the authors of the front matter: {}", given.join(", ")), true)
    };
    let help = "name the authors in front matter to be sure of it";
    context.report(Diagnostic::new(Code::TakenAsByline, span, message).help(help));
    let unnamed = given.is_empty();
    blocks::remove(document, block);
    if differs {
        return Some(generated(document));
    }
    if unnamed {
        document.metadata.authors = names.iter().map(|name| author(document, &flat, name)).collect();
    }
    Some(rebuilt(document, block, &flat, opening, &names))
}

/// The text of a paragraph that is a byline, the end of its opening word, and where its names stand.
fn recognize(document: &Document, block: NodeId) -> Option<(Flat, usize, Vec<Range<usize>>)> {
    let element = document.element(block)?;
    if element.tag != Tag::P || element.role.is_some() {
        return None;
    }
    let flat = Flat::of(document, block)?;
    let line = flat.text.trim();
    let words = line.split_whitespace().count();
    if words > MAX_WORDS || line.contains('\n') {
        return None;
    }
    let start = flat.range_of(line)?.start;
    let opening = opening_length(line, &document.metadata.language)?;
    let rest = line.get(opening..)?;
    let ranges =
        names::split(rest.trim())?.into_iter().map(|name| flat.range_of(name)).collect::<Option<Vec<_>>>()?;
    let suffix = ["Jr.", "Sr.", "Esq.", "Ph.D.", "M.D."].iter().any(|suffix| line.ends_with(suffix));
    if line.ends_with('.') && !suffix {
        return None;
    }
    Some((flat, start + opening, ranges))
}

/// How many bytes the word takes that opens a byline, with nothing or a space after it.
fn opening_length(line: &str, language: &str) -> Option<usize> {
    let primary = language.split('-').next().unwrap_or_default();
    let tables = OPENINGS.iter().filter(|(known, _)| *known == primary || *known == "en");
    let phrases = tables.flat_map(|(_, phrases)| phrases.iter());
    let lengths = phrases.filter_map(|phrase| prefix_length(line, phrase));
    lengths.filter(|length| line.get(*length..).is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))).max()
}

/// An author by name, with the address of the link that the name stands in.
fn author(document: &Document, flat: &Flat, name: &Range<usize>) -> Author {
    let mut author =
        Author { name: flat.text.get(name.clone()).unwrap_or_default().to_owned(), ..Author::default() };
    let link = flat.links(name).first().and_then(|link| document.element(*link));
    if let Some(address) = link.and_then(|link| link.attributes.href.as_deref()) {
        match address.strip_prefix("mailto:") {
            Some(email) => author.email = Some(email.to_owned()),
            None if address.starts_with("http") => author.url = Some(address.to_owned()),
            None => {}
        }
    }
    author
}

/// The paragraph as the author wrote it, each name in an element of its own.
fn rebuilt(
    document: &mut Document,
    block: NodeId,
    flat: &Flat,
    opening: usize,
    names: &[Range<usize>],
) -> NodeId {
    let byline = document.create_role(Role::Byline, document.span(block));
    let start = flat.text.len() - flat.text.trim_start().len();
    let mut at = start.min(opening);
    let mut children = Vec::new();
    for name in names {
        children.extend(flat.nodes(document, &(at..name.start)));
        let span = document.create_role(Role::AuthorName, document.span(block));
        for node in flat.nodes(document, name) {
            document.append(span, node);
        }
        children.push(span);
        at = name.end;
    }
    for child in children {
        document.append(byline, child);
    }
    byline
}

/// The byline of the front matter's authors: `By A, B and C`.
fn generated(document: &mut Document) -> NodeId {
    let span = document.metadata.span;
    let labels = Labels::of(&document.metadata.language);
    let authors = document.metadata.authors.clone();
    let byline = document.create_role(Role::Byline, span);
    let mut between = format!("{} ", labels.by());
    for (at, author) in authors.iter().enumerate() {
        let text = document.create_generated(std::mem::take(&mut between), span);
        document.append(byline, text);
        append_part(document, byline, Role::AuthorName, &author.name, address(author));
        if let Some(affiliation) = &author.affiliation {
            let text = document.create_generated(if authors.len() == 1 { ", " } else { " (" }, span);
            document.append(byline, text);
            append_part(document, byline, Role::Affiliation, affiliation, None);
            between.push_str(if authors.len() == 1 { "" } else { ")" });
        }
        match authors.len() - at {
            1 => {}
            2 => between.push_str(&format!(" {} ", labels.and())),
            _ => between.push_str(", "),
        }
    }
    if !between.is_empty() {
        let text = document.create_generated(between, span);
        document.append(byline, text);
    }
    byline
}

/// Where an author's name links to: a page, else the ORCID record, else a letter.
fn address(author: &Author) -> Option<String> {
    let letter = || author.email.as_ref().map(|email| format!("mailto:{email}"));
    author.url.clone().or_else(|| author.orcid.clone()).or_else(letter)
}

/// A part of the byline, its words a link if there is an address.
fn append_part(document: &mut Document, byline: NodeId, role: Role, text: &str, address: Option<String>) {
    let span = document.metadata.span;
    let part = document.create_role(role, span);
    let text = document.create_generated(text, span);
    document.append(byline, part);
    let Some(address) = address else { return document.append(part, text) };
    let link = document.create_element(Tag::A, span);
    if let Some(element) = document.element_mut(link) {
        element.attributes.href = Some(encode_address(&address).into());
    }
    document.append(link, text);
    document.append(part, link);
}
