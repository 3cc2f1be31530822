//! All words of an EPUB, found in its files without what the reader knows of them.
//!
//! What Offprint makes anew of the same article is no word of it: contents, numbers of headings, the words before the
//! names of authors, those that stand for a picture without a text.

use std::collections::HashSet;

use super::package::Package;
use super::xml::{Event, Events};
use super::{Fault, Text};
use crate::document::Labels;
use crate::import::Word;

/// What is said in the package alone.
const SAID: [&str; 6] =
    ["dc:publisher", "dc:description", "dc:subject", "dc:rights", "dc:identifier", "belongs-to-collection"];

/// The classes of elements that are made anew.
const MADE: [&str; 2] = ["contents", "heading-number"];

/// The class of the names of authors; between them stands what is made anew.
const BYLINE: &str = "byline";

/// An element that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    /// Its words count.
    Counts,
    /// Those of what it holds count, its own do not.
    Byline,
    /// None of its words count.
    Made,
}

/// The words of the package document that stand in no text.
pub(super) fn of_package(package: &Package) -> Vec<Word> {
    let titles: HashSet<&str> = package.texts("dc:title").collect();
    let own = package.texts("dc:identifier").next();
    let said = package.terms.iter().filter(|term| SAID.contains(&term.name.as_str()));
    let said = said.filter(|term| !titles.contains(term.text.as_str()) && Some(term.text.as_str()) != own);
    said.map(|term| Word { text: term.text.clone(), span: term.span }).collect()
}

/// Adds the words of a content document: its texts, and what is said of its pictures.
///
/// # Errors
/// Says what is no XML.
pub(super) fn of_content(text: &Text, words: &mut Vec<Word>) -> Result<(), Fault> {
    let mut events = Events::new(text);
    let mut open: Vec<Open> = Vec::new();
    while let Some(event) = events.next()? {
        match event {
            Event::Start(element) => {
                let classes = element.get("class").unwrap_or_default();
                let class = classes.split_whitespace().next().unwrap_or_default();
                let is_made = MADE.contains(&class) || element.name == "head";
                let this = match open.last() {
                    Some(Open::Made) => Open::Made,
                    _ if is_made => Open::Made,
                    _ if class == BYLINE => Open::Byline,
                    _ => Open::Counts,
                };
                let is_cover = element.get("role") == Some("doc-cover");
                open.push(this);
                for name in ["alt", "title"] {
                    let text = element.get(name).filter(|_| this != Open::Made && !is_cover);
                    words.extend(text.map(|text| Word { text: text.to_owned(), span: element.span }));
                }
            }
            Event::Text { text, span, .. } => {
                let is_label = Labels::all().any(|labels| labels.image_missing() == text);
                if open.last() == Some(&Open::Counts) && !is_label {
                    words.push(Word { text, span });
                }
            }
            Event::End => {
                open.pop();
            }
        }
    }
    Ok(())
}
