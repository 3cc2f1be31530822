//! Turns our own tree back into an article: what was generated is left out, what was recognised is said.
//!
//! Entry point: [`article`]. Steps, one file each: [`front`] (title block, footer and metadata), [`block`], [`inline`].
//!
//! Invariant: the article, written as Markdown and read again, gives the same tree.

mod block;
mod front;
mod inline;

use std::collections::{HashMap, HashSet};

use super::tree::{Article, Attr, Block, BlockKind};
use crate::document::{Attributes, Document, NodeId, Role};
use crate::markdown::heading_id;

/// The article that a document was made of.
pub fn article(document: &Document) -> Article {
    let by_id =
        document.walk().filter(|&node| document.role(node) == Some(Role::Footnote)).filter_map(|node| {
            let id = document.element(node)?.attributes.id.as_deref()?;
            Some((id, node))
        });
    let reader = Reader { document, notes: by_id.collect() };
    let mut called = Called::default();
    let metadata = reader.metadata(&mut called);
    let body =
        document.children(document.root()).iter().copied().filter(|&node| !is_generated(document, node));
    let body: Vec<NodeId> = body.collect();
    let mut blocks = reader.blocks(&body, &mut called);
    while let Some(call) = called.later.pop() {
        let row = reader.row(&[call], &mut called);
        blocks.push(Block::new(BlockKind::Paragraph(row), document.span(call)));
    }
    Article { metadata, blocks }
}

/// Whether a block of the root is made of metadata or of notes.
fn is_generated(document: &Document, node: NodeId) -> bool {
    let made = [Role::TitleBlock, Role::Footnotes, Role::ArticleFooter, Role::Contents];
    document.role(node).is_some_and(|role| made.contains(&role))
}

struct Reader<'a> {
    document: &'a Document,
    /// The notes by their ids.
    notes: HashMap<&'a str, NodeId>,
}

/// Notes that are called first in notes that are, and so on, as far as they are read where they are called.
const DEEPEST_NOTE: usize = 8;

/// The notes that were called.
#[derive(Default)]
struct Called {
    /// Those whose text was read at an earlier call.
    notes: HashSet<NodeId>,
    /// How many notes are being read, each called in the one before.
    depth: usize,
    /// First calls that lie too deep: these notes are called behind the text.
    later: Vec<NodeId>,
}

impl Reader<'_> {
    /// The attributes of an element that the author gave; those of lists, cells and pictures have fields of their own.
    fn attr(&self, node: NodeId) -> Attr {
        let Some(element) = self.document.element(node) else { return Attr::default() };
        let a: &Attributes = &element.attributes;
        let is_heading = element.tag.heading_level().is_some();
        let made = is_heading.then(|| heading_id(&crate::document::line_text(self.document, node)));
        let id = a.id.as_deref().filter(|id| Some(*id) != made.as_deref()).unwrap_or_default();
        let texts = [
            ("lang", a.lang.as_deref()),
            ("dir", a.dir.map(|dir| dir.name())),
            ("title", a.title.as_deref()),
            ("width", a.width.as_deref()),
            ("datetime", a.datetime.as_deref()),
        ];
        let pairs = texts.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?.to_owned())));
        Attr {
            id: id.to_owned(),
            classes: a.classes.iter().map(|class| class.to_string()).collect(),
            pairs: pairs.collect(),
        }
    }
}
