//! Recognises credits and the comments address at the end of the text.
//!
//! Only the last block counts, and only if every line of it follows the closed list of [`relator`] or of
//! [`CONTACTS`]; once it is taken, the block before it is the last one.

use std::ops::Range;

use super::blocks;
use super::inline::Flat;
use super::relator::{self, prefix_length};
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Contact, Credit, Document, NodeId, Role, Tag, line_text};
use crate::markdown::front_matter::is_email;

/// What a line begins with that ends in a comments address, in lower case.
const CONTACTS: &str = "comments to|comments|send comments to|comments and corrections to|corrections to|letters to|\
    write to|write to the author at|feedback to|responses to|contact|contact the author at|e-mail|email|\
    kommentare an|kommentare|zuschriften an|leserbriefe an|rückmeldungen an|anmerkungen an|kontakt|\
    commentaires à|commentaires|réactions à|écrire à|écrivez à|courrier à|comentarios a|comentarios|escriba a|\
    cartas a|contacto|commenti a|commenti|scrivere a|scrivete a|lettere a|contatti|contatto|comentários para|\
    comentários|escreva para|cartas para|contato|reacties naar|reacties aan|reacties|schrijf naar|\
    komentarze na adres|komentarze|uwagi na adres|kommentarer till|kommentarer|skriv till|\
    комментарии на адрес|комментарии|отзывы на адрес|письма на адрес|пишите на адрес|контакт";

/// How many blocks are taken at most.
const MAX_BLOCKS: usize = 8;

/// How many lines such a block has at most.
const MAX_LINES: usize = 40;

/// What a line of the closing block says.
enum Line {
    Credit(Vec<Credit>),
    /// The contact and where its address stands.
    Contact(Contact, Range<usize>),
}

/// A line and where it stands in its block's text.
type PlacedLine = (Range<usize>, Line);

/// Takes credits and contact from the end of the text; they leave the tree as `p.credit` and `p.contact` for the
/// article's footer, which this makes.
pub(super) fn recognize(document: &mut Document, context: &Context) {
    let mut taken: Vec<Vec<NodeId>> = Vec::new();
    while taken.len() < MAX_BLOCKS {
        let body = blocks::body(document);
        let Some(last) = blocks::last(document).filter(|_| body.len() > 1) else { break };
        let Some((flat, lines)) = read(document, last) else { break };
        let span = document.span(last);
        let message = format!("taken as credits or contact: {}", line_text(document, last));
        let help = "say it in front matter (`credits`, `contact`) to be sure of it";
        context.report(Diagnostic::new(Code::TakenAsCredits, span, message).help(help));
        taken.push(lines.into_iter().map(|(range, line)| keep(document, &flat, range, line, last)).collect());
        blocks::remove(document, last);
        drop_rule(document);
    }
    if taken.is_empty() {
        return;
    }
    let footer = document.create_role(Role::ArticleFooter, document.span(document.root()));
    for node in taken.into_iter().rev().flatten() {
        document.append(footer, node);
    }
    document.append(document.root(), footer);
}

/// A section break that led to the credits would now close the text.
fn drop_rule(document: &mut Document) {
    if let Some(last) = blocks::last(document).filter(|last| document.role(*last) == Some(Role::SectionBreak))
    {
        blocks::remove(document, last);
    }
}

/// The lines of a block, if all of them are credits or contact.
fn read(document: &Document, block: NodeId) -> Option<(Flat, Vec<PlacedLine>)> {
    let element = document.element(block)?;
    if element.tag != Tag::P || element.role.is_some() {
        return None;
    }
    let flat = Flat::of(document, block)?;
    if flat.text.bytes().filter(|byte| *byte == b'\n').count() >= MAX_LINES {
        return None;
    }
    let mut lines = Vec::new();
    for line in flat.text.split('\n').map(str::trim).filter(|line| !line.is_empty()) {
        let range = flat.range_of(line)?;
        let contact =
            || contact(document, &flat, line, &range).map(|(contact, at)| Line::Contact(contact, at));
        let credits = Some(relator::credits_of_line(line)).filter(|credits| !credits.is_empty());
        lines.push((range.clone(), credits.map(Line::Credit).or_else(contact)?));
    }
    (!lines.is_empty()).then_some((flat, lines))
}

/// A line that begins as in the list and ends in an address.
fn contact(
    document: &Document,
    flat: &Flat,
    line: &str,
    range: &Range<usize>,
) -> Option<(Contact, Range<usize>)> {
    let length = CONTACTS.split('|').filter_map(|phrase| {
        let length = prefix_length(line, phrase)?;
        line.get(length..).is_some_and(|rest| rest.starts_with([' ', ':', '\u{a0}'])).then_some(length)
    });
    let length = length.max()?;
    let rest = line.get(length..)?.trim_start_matches([':', ' ', '\u{a0}']);
    let rest = rest.trim_end_matches('.');
    let label = line.get(..line.len().min(line.find(rest)?))?.trim_end();
    let at = flat.range_of(rest)?;
    let href = flat.link_over(&at).and_then(|link| document.element(link)?.attributes.href.as_deref());
    let address = href.map_or(rest, |href| href.strip_prefix("mailto:").unwrap_or(href));
    let is_address = is_email(address) || href.is_some() && address.starts_with("http");
    (is_address && flat.links(range).len() == usize::from(href.is_some()))
        .then(|| (Contact { label: label.to_owned(), address: address.to_owned(), ..Contact::default() }, at))
}

/// Makes the paragraph of a line and notes in the metadata what it says.
fn keep(document: &mut Document, flat: &Flat, range: Range<usize>, line: Line, block: NodeId) -> NodeId {
    let span = document.span(block);
    match line {
        Line::Credit(credits) => {
            for credit in credits {
                let same = |known: &Credit| known.relator == credit.relator && known.name == credit.name;
                if !document.metadata.credits.iter().any(same) {
                    document.metadata.credits.push(credit);
                }
            }
            let paragraph = document.create_role(Role::Credit, span);
            append_range(document, flat, &range, paragraph);
            paragraph
        }
        Line::Contact(contact, at) => {
            let paragraph = document.create_role(Role::Contact, span);
            append_range(document, flat, &(range.start..at.start), paragraph);
            if flat.links(&at).is_empty() {
                let link = document.create_element(Tag::A, span);
                if let Some(element) = document.element_mut(link) {
                    element.attributes.href = Some(format!("mailto:{}", contact.address).into());
                }
                append_range(document, flat, &at, link);
                document.append(paragraph, link);
            } else {
                append_range(document, flat, &at, paragraph);
            }
            append_range(document, flat, &(at.end..range.end), paragraph);
            document.metadata.contact.get_or_insert(contact);
            paragraph
        }
    }
}

fn append_range(document: &mut Document, flat: &Flat, range: &Range<usize>, parent: NodeId) {
    for node in flat.nodes(document, range) {
        document.append(parent, node);
    }
}
