//! The text of a document block by block, as the papers' text is held against it.

use offprint::document::{Document, Labels, NodeId, NodeKind, Role, Tag};

/// Stands before a picture's alternative text, which is printed only where the picture cannot be shown.
pub const PICTURE: char = '\u{fffc}';
/// Stands after it.
pub const PICTURE_END: char = '\u{fffb}';

/// One leaf block of a document: a paragraph, a heading, a cell, a note's text.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// Its text, with line breaks as newlines.
    pub text: String,
    /// It stands in a footnote.
    pub note: bool,
    /// It is left out of the structure: a repeat or an ornament.
    pub hidden: bool,
    /// It is a heading, whose words running heads may repeat.
    pub heading: bool,
    /// It stands in a figure, a table with a caption, a pull quote or a sidebar, which pages may move behind what follows.
    pub moves: bool,
}

/// A piece of a block.
pub enum Piece<'a> {
    /// Text that is printed.
    Text(&'a str),
    /// The alternative text of a picture.
    Picture(&'a str),
}

impl Piece<'_> {
    /// What the piece may be in print, squeezed: its text, or what stands in a picture's place.
    pub fn readings(&self) -> Vec<String> {
        match self {
            Piece::Text(text) => vec![squeezed(text)],
            Piece::Picture(alt) => {
                let instead = Labels::all().map(|labels| squeezed(labels.image_missing()));
                [squeezed(alt), String::new()].into_iter().chain(instead).collect()
            }
        }
    }
}

impl Block {
    /// The block's text and pictures in order.
    pub fn pieces(&self) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        for part in self.text.split_inclusive([PICTURE, PICTURE_END]) {
            let text = part.trim_end_matches([PICTURE, PICTURE_END]);
            match part.ends_with(PICTURE_END) {
                true => pieces.push(Piece::Picture(text)),
                false if !squeezed(text).is_empty() => pieces.push(Piece::Text(text)),
                false => {}
            }
        }
        pieces
    }
}

/// The leaf blocks in the order of reading: the document's, and of the notes that of their calls.
pub fn blocks(document: &Document) -> Vec<Block> {
    let mut walker = Walker { document, blocks: Vec::new(), open: Block::default() };
    walker.walk(document.root(), false, false);
    walker.flush();
    walker.blocks.retain(|block| !squeezed(&block.text).is_empty());
    walker.blocks
}

struct Walker<'a> {
    document: &'a Document,
    blocks: Vec<Block>,
    open: Block,
}

impl Walker<'_> {
    fn flush(&mut self) {
        let empty = Block { text: String::new(), ..self.open };
        self.blocks.push(std::mem::replace(&mut self.open, empty));
    }

    fn walk(&mut self, id: NodeId, note: bool, hidden: bool) {
        let document = self.document;
        let element = match document.get(id).map(|node| &node.kind) {
            Some(NodeKind::Text(text)) => return self.open.text.push_str(&text.text),
            Some(NodeKind::Element(element)) => element,
            None => return,
        };
        let note = note || element.role == Some(Role::Footnote);
        let ornament = element.role.is_some_and(|role| role.info().structure.is_none());
        let hides = hidden || element.attributes.hidden || ornament;
        let phrasing = element.tag.is_phrasing();
        if !phrasing || hides != hidden {
            self.flush();
        }
        (self.open.note, self.open.hidden) = (note, hides);
        if element.role == Some(Role::BackLink) {
            return;
        }
        let (moved, heading) = (self.open.moves, self.open.heading);
        self.open.heading |= element.tag.heading_level().is_some();
        let has_caption = || element.children.iter().any(|&child| document.tag(child) == Some(Tag::Caption));
        self.open.moves |= element.tag == Tag::Figure
            || matches!(element.role, Some(Role::PullQuote | Role::Sidebar))
            || (element.tag == Tag::Table && has_caption());
        if element.tag == Tag::Br {
            self.open.text.push('\n');
        }
        if element.tag == Tag::Img {
            let alt = element.attributes.alt.as_deref().unwrap_or_default();
            self.open.text.push_str(&format!("{PICTURE}{alt}{PICTURE_END}"));
        }
        let notes = (element.role == Some(Role::Footnotes)).then(|| notes_as_called(document));
        for &child in notes.as_ref().unwrap_or(&element.children) {
            self.walk(child, note, hides);
            (self.open.note, self.open.hidden) = (note, hides);
        }
        if !phrasing || hides != hidden {
            self.flush();
        }
        (self.open.moves, self.open.heading) = (moved, heading);
    }
}

/// The notes in the order of their first calls, one that a note calls right behind that note.
fn notes_as_called(document: &Document) -> Vec<NodeId> {
    let id_of = |note: NodeId| document.element(note)?.attributes.id.as_deref();
    let notes: Vec<NodeId> =
        document.walk().filter(|node| document.role(*node) == Some(Role::Footnote)).collect();
    let called = |node: NodeId| {
        let target = document.element(node).filter(|call| call.role == Some(Role::NoteRef))?;
        let target = target.attributes.href.as_deref()?.strip_prefix('#')?;
        notes.iter().copied().find(|note| id_of(*note) == Some(target))
    };
    let in_text = |node: &NodeId| !document.ancestors(*node).any(|above| notes.contains(&above));
    let mut waiting: Vec<NodeId> = document.walk().filter(in_text).filter_map(called).collect();
    waiting.reverse();
    let mut order = Vec::new();
    while let Some(note) = waiting.pop() {
        if !order.contains(&note) {
            order.push(note);
            let inner: Vec<NodeId> = document.descendants(note).filter_map(called).collect();
            waiting.extend(inner.into_iter().rev());
        }
    }
    order
}

/// Whether a character may be without a glyph (Unicode's Default_Ignorable_Code_Point, and what XML has no place for).
fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// The characters without white space and without what shows nothing.
pub fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && !is_ignorable(*character)).collect()
}

/// The words, one space between each.
pub fn words(text: &str) -> String {
    let text: String = text.chars().filter(|character| !is_ignorable(*character)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the text holds letters that are written from right to left.
pub fn is_right_to_left(text: &str) -> bool {
    let right = |character| matches!(character, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}');
    let controls = |character| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().any(|character| right(character) || controls(character))
}
