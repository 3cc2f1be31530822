//! Turns an article as it was read into Markdown in Offprint's dialect (`docs/markdown.md`).
//!
//! Entry point: [`write()`]. Steps, one file each: [`front`] (front matter), [`block`] (blocks), [`list`], [`table`],
//! [`figure`], [`inline`] (what stands in a line), [`row`] (its texts), [`media`] (code, formulas, addresses, pictures), [`escape`] (what would otherwise be markup), [`html`] (what Markdown
//! has no marks for), [`out`] (lines, prefixes of containers, places).
//!
//! Invariants: what is written is read back as what was meant by [`crate::markdown::parse`]; a character is escaped
//! only where it would be read as markup; the same article gives the same text; the work is in proportion to it.

mod block;
mod escape;
mod figure;
mod front;
mod html;
mod inline;
mod list;
mod media;
mod out;
mod row;
mod table;

use std::collections::HashMap;

use super::tree::{Article, Attr, Block};
use super::words::LeftOut;
use crate::source::PlaceMap;
use out::Out;

/// What the writer made.
pub(super) struct Written {
    /// The Markdown.
    pub(super) text: String,
    /// Where its parts come from.
    pub(super) map: PlaceMap,
    /// What it could not write.
    pub(super) left_out: Vec<LeftOut>,
}

/// What a title in the text has.
const NO_ATTRIBUTES: Attr = Attr { id: String::new(), classes: Vec::new(), pairs: Vec::new() };

/// Writes one article.
pub(super) fn write(article: &Article) -> Written {
    let mut writer = Writer::default();
    let title_in_text = front::write(&mut writer, &article.metadata);
    if title_in_text {
        writer.heading(1, &article.metadata.title, &NO_ATTRIBUTES);
        writer.out.separate();
    }
    writer.blocks(&article.blocks);
    writer.notes();
    let (text, map) = writer.out.finish();
    Written { text, map, left_out: writer.left_out }
}

/// The Markdown so far.
#[derive(Default)]
struct Writer<'a> {
    out: Out,
    /// Notes that were called and are still to be written, in the order of their numbers.
    notes: Vec<&'a [Block]>,
    /// How many of them are written.
    written: usize,
    /// The numbers of those with an id.
    numbers: HashMap<&'a str, usize>,
    left_out: Vec<LeftOut>,
}

impl<'a> Writer<'a> {
    /// Writes the notes behind the text; notes that are called in notes follow them.
    fn notes(&mut self) {
        while let Some(&note) = self.notes.get(self.written) {
            self.written += 1;
            self.out.separate();
            self.out.open(Some(format!("[^{}]: ", self.written)), "    ");
            self.blocks(note);
            self.out.close();
        }
    }

    /// The number of a note that is called here; one with an id may be called again.
    fn call(&mut self, id: &'a str, note: &'a [Block]) -> usize {
        if let Some(number) = self.numbers.get(id) {
            return *number;
        }
        self.notes.push(note);
        if !id.is_empty() {
            self.numbers.insert(id, self.notes.len());
        }
        self.notes.len()
    }
}
