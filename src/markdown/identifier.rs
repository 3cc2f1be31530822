//! Gives every heading an id and makes all ids unique.
//!
//! Entry point: [`assign`]. An id that the author gave wins over one made from a heading's words, a generated one (of
//! a note) over both. Ids made from words are GitHub's: lower case, spaces as hyphens, punctuation left out, letters of
//! all scripts kept. All ids are XML names without colons, as EPUB demands; links by the id as written still work.

use std::collections::HashMap;

use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Document, NodeId, Role, line_text};

/// Ids of a document: as links may write them, and as they are.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    by_written: HashMap<String, String>,
}

impl Identifiers {
    /// The id that a link's fragment means.
    pub(super) fn resolve(&self, fragment: &str) -> Option<&str> {
        let found = self.by_written.get(fragment).or_else(|| self.by_written.get(&slug(fragment)));
        found.map(String::as_str)
    }
}

/// Makes the ids of a document unique and gives every heading one.
pub(super) fn assign(document: &mut Document, context: &Context) -> Identifiers {
    let mut names = Names::default();
    let nodes: Vec<NodeId> = document.walk().filter(|&node| document.element(node).is_some()).collect();
    let is_generated =
        |document: &Document, node| matches!(document.role(node), Some(Role::Footnote | Role::NoteRef));
    for &node in nodes.iter().filter(|&&node| is_generated(document, node)) {
        if let Some(id) = id_of(document, node) {
            names.take(&id, &id);
        }
    }
    for &node in &nodes {
        if !is_generated(document, node) {
            keep_given(document, node, &mut names, context);
        }
    }
    for &node in &nodes {
        if needs_id(document, node) {
            let slug = slug(&line_text(document, node));
            let id = names.unique(&valid(&slug));
            names.take(&slug, &id);
            set_id(document, node, Some(&id));
        }
    }
    names.identifiers
}

/// Ids in use.
#[derive(Debug, Default)]
struct Names {
    identifiers: Identifiers,
    /// Id → the number that the next one of that name gets.
    taken: HashMap<String, usize>,
}

impl Names {
    fn take(&mut self, written: &str, id: &str) {
        self.taken.entry(id.to_owned()).or_insert(1);
        self.identifiers.by_written.entry(written.to_owned()).or_insert_with(|| id.to_owned());
        self.identifiers.by_written.entry(id.to_owned()).or_insert_with(|| id.to_owned());
    }

    /// The name, with a number behind it if it is in use.
    fn unique(&mut self, name: &str) -> String {
        let Some(mut next) = self.taken.get(name).copied() else { return name.to_owned() };
        let mut candidate = format!("{name}-{next}");
        while self.taken.contains_key(&candidate) {
            next += 1;
            candidate = format!("{name}-{next}");
        }
        self.taken.insert(name.to_owned(), next + 1);
        candidate
    }
}

fn id_of(document: &Document, node: NodeId) -> Option<String> {
    document.element(node)?.attributes.id.as_deref().map(str::to_owned)
}

fn set_id(document: &mut Document, node: NodeId, id: Option<&str>) {
    if let Some(element) = document.element_mut(node) {
        element.attributes.id = id.map(Box::from);
    }
}

fn needs_id(document: &Document, node: NodeId) -> bool {
    let Some(element) = document.element(node) else { return false };
    element.tag.heading_level().is_some() && element.attributes.id.is_none()
}

/// Keeps an id that the author gave, unless another element has it already.
fn keep_given(document: &mut Document, node: NodeId, names: &mut Names, context: &Context) {
    let Some(written) = id_of(document, node) else { return };
    let id = valid(&written);
    if names.taken.contains_key(&id) {
        let message = format!("another element has the id “{written}” already; this one lost it");
        context.report(
            Diagnostic::new(Code::HeadingDuplicateId, document.span(node), message)
                .help("give each element an id of its own"),
        );
        return set_id(document, node, None);
    }
    names.take(&written, &id);
    set_id(document, node, Some(&id));
}

/// The id that a heading of these words gets, if no other has it.
#[cfg(feature = "import")]
pub(crate) fn heading_id(words: &str) -> String {
    valid(&slug(words))
}

/// A heading's words as an id, in GitHub's manner.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.trim().chars().flat_map(char::to_lowercase) {
        match character {
            ' ' | '\u{A0}' | '\u{202F}' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            _ if character.is_alphanumeric() && is_name_character(character) => slug.push(character),
            _ => {}
        }
    }
    slug
}

/// An id as an XML name without colons.
fn valid(id: &str) -> String {
    let named: String = id.chars().map(|c| if is_name_character(c) { c } else { '-' }).collect();
    match named.chars().next() {
        None => "section".to_owned(),
        Some(first) if first == '_' || first.is_alphabetic() => named,
        Some(_) if named.chars().all(|c| c == '-') => "section".to_owned(),
        Some(_) => format!("s-{named}"),
    }
}

/// XML 1.0 names, section 2.3, within the basic plane (what older readers know).
fn is_name_character(character: char) -> bool {
    matches!(character,
        '-' | '_' | '.' | '0'..='9' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}'
        | '\u{F8}'..='\u{131}' | '\u{134}'..='\u{13E}' | '\u{141}'..='\u{148}' | '\u{14A}'..='\u{17E}'
        | '\u{180}'..='\u{1C3}' | '\u{1CD}'..='\u{1F0}' | '\u{1F4}'..='\u{1F5}' | '\u{1FA}'..='\u{217}'
        | '\u{388}'..='\u{38A}' | '\u{386}' | '\u{38C}' | '\u{38E}'..='\u{3A1}' | '\u{3A3}'..='\u{3CE}'
        | '\u{401}'..='\u{40C}' | '\u{40E}'..='\u{44F}' | '\u{451}'..='\u{45C}' | '\u{45E}'..='\u{481}'
        | '\u{490}'..='\u{4C4}' | '\u{531}'..='\u{556}' | '\u{561}'..='\u{586}' | '\u{5D0}'..='\u{5EA}'
        | '\u{621}'..='\u{63A}' | '\u{641}'..='\u{64A}' | '\u{905}'..='\u{939}' | '\u{E01}'..='\u{E2E}'
        | '\u{10D0}'..='\u{10F6}' | '\u{1E00}'..='\u{1E9B}' | '\u{1EA0}'..='\u{1EF9}' | '\u{1F00}'..='\u{1F15}'
        | '\u{3041}'..='\u{3094}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FA5}' | '\u{AC00}'..='\u{D7A3}')
}

#[cfg(test)]
mod tests {
    use super::{slug, valid};

    #[test]
    fn ids_are_made_from_words() {
        let cases = [
            ("Plain words", "plain-words"),
            ("What’s new? (2nd try)", "whats-new-2nd-try"),
            ("Élan vital — über alles", "élan-vital--über-alles"),
            ("Ход времени", "ход-времени"),
            ("x² + y_1", "x--y_1"),
        ];
        for (text, expected) in cases {
            assert_eq!(slug(text), expected);
        }
    }

    #[test]
    fn ids_are_names() {
        let cases =
            [("2024", "s-2024"), ("", "section"), ("--", "section"), ("a:b c", "a-b-c"), ("_x", "_x")];
        for (id, expected) in cases {
            assert_eq!(valid(id), expected);
        }
    }
}
