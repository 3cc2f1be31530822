//! Builds the block that closes the article: notes on the authors, credits, where comments go.

use super::{relator, words};
use crate::document::{Credit, Document, Labels, NodeId, Role, Tag};

/// Completes the footer that [`super::closing`] may have begun with what front matter says, in its fixed order.
pub(super) fn build(document: &mut Document) {
    let root = document.root();
    let begun =
        document.children(root).iter().copied().find(|n| document.role(*n) == Some(Role::ArticleFooter));
    let lines: Vec<NodeId> = begun.map(|footer| document.children(footer).to_vec()).unwrap_or_default();
    let of_role = |role| {
        let lines = lines.iter().copied().filter(|line| document.role(*line) == Some(role));
        lines.collect::<Vec<_>>()
    };
    let (mut credits, mut contacts) = (of_role(Role::Credit), of_role(Role::Contact));
    let printed: Vec<String> = credits.iter().map(|line| document.text_content(*line)).collect();
    credits.extend(generated_credits(document, &printed));
    if contacts.is_empty() {
        contacts.extend(generated_contact(document));
    }
    let about = about(document);
    if let Some(footer) = begun {
        document.detach(footer);
    }
    if about.is_none() && credits.is_empty() && contacts.is_empty() {
        return;
    }
    let footer = document.create_role(Role::ArticleFooter, document.span(root));
    if let Some(about) = about {
        document.append(footer, about);
    }
    if !credits.is_empty() {
        let section = document.create_role(Role::Credits, document.span(root));
        document.set_children(section, credits);
        document.append(footer, section);
    }
    for contact in contacts {
        document.append(footer, contact);
    }
    document.append(root, footer);
}

/// The credits of the front matter that no line of the text says, those of one role on one line.
fn generated_credits(document: &mut Document, printed: &[String]) -> Vec<NodeId> {
    let labels = Labels::of(&document.metadata.language);
    for credit in &mut document.metadata.credits {
        if !printed.iter().any(|line| line.starts_with(&credit.label)) {
            credit.label = relator::printed(&credit.label, labels);
        }
    }
    let missing = |credit: &&Credit| !printed.iter().any(|line| line.contains(credit.name.as_str()));
    let credits: Vec<Credit> = document.metadata.credits.iter().filter(missing).cloned().collect();
    let mut roles: Vec<(&str, Vec<&str>)> = Vec::new();
    for credit in &credits {
        match roles.iter_mut().find(|(role, _)| *role == credit.label) {
            Some((_, names)) => names.push(&credit.name),
            None => roles.push((&credit.label, vec![&credit.name])),
        }
    }
    let lines: Vec<String> =
        roles.iter().map(|(role, names)| format!("{role} {}", labels.join(names))).collect();
    lines.into_iter().map(|line| paragraph(document, Role::Credit, line)).collect()
}

fn paragraph(document: &mut Document, role: Role, text: String) -> NodeId {
    let span = document.metadata.span;
    let paragraph = document.create_role(role, span);
    let text = document.create_generated(text, span);
    document.append(paragraph, text);
    paragraph
}

/// The contact of the front matter, its address a link.
fn generated_contact(document: &mut Document) -> Option<NodeId> {
    let span = document.metadata.span;
    let mut contact = document.metadata.contact.clone()?;
    if contact.label.is_empty() {
        contact.label = Labels::of(&document.metadata.language).comments_to().to_owned();
    }
    if contact.address.is_empty() {
        return Some(paragraph(document, Role::Contact, contact.label));
    }
    let gap = if contact.label.ends_with(['(', '[', '“', '„', '«', '"']) { "" } else { " " };
    let line = paragraph(document, Role::Contact, format!("{}{gap}", contact.label));
    let link = document.create_element(Tag::A, span);
    let web = contact.address.starts_with("http");
    let address = if web { contact.address.clone() } else { format!("mailto:{}", contact.address) };
    if let Some(element) = document.element_mut(link) {
        element.attributes.href = Some(address.into());
    }
    let text = document.create_generated(contact.address.clone(), span);
    document.append(link, text);
    document.append(line, link);
    if !contact.rest.is_empty() {
        let rest = document.create_generated(contact.rest.clone(), span);
        document.append(line, rest);
    }
    document.metadata.contact = Some(contact);
    Some(line)
}

/// The section about the authors, if any of them has a note.
fn about(document: &mut Document) -> Option<NodeId> {
    let bios: Vec<String> =
        document.metadata.authors.iter().filter_map(|author| author.bio.clone()).collect();
    if bios.is_empty() {
        return None;
    }
    let labels = Labels::of(&document.metadata.language);
    let words = if bios.len() == 1 { labels.about_author() } else { labels.about_authors() };
    let section = document.create_role(Role::About, document.metadata.span);
    let root = document.root();
    let heading = document.create_label(Role::Label, words, labels, root);
    document.append(section, heading);
    let span = document.metadata.span;
    for text in bios.iter().flat_map(|bio| bio.split("\n\n")) {
        let note = document.create_role(Role::AuthorNote, span);
        words::append(document, note, text, document.metadata.span);
        document.append(section, note);
    }
    for author in &mut document.metadata.authors {
        author.bio = author.bio.take().map(|bio| words::plain(&bio));
    }
    Some(section)
}
