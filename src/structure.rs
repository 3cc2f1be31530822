//! The logical structure of a PDF, what the file says of itself, and where its pages begin.
//!
//! Layout builds the tree beside the pages, in reading order; `pdf` writes it (ISO 32000-1, 14.7 and 14.8).
//! Positioned items name a [`ContentId`]; the tree says where that content stands.

use crate::source::Span;

/// A standard structure type of ISO 32000-1, 14.8.4, or `Aside`, which is role-mapped to `Sect`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The names are the standard's own.
pub enum StructType {
    Document,
    Part,
    Art,
    Sect,
    Div,
    Aside,
    BlockQuote,
    Caption,
    Toc,
    Toci,
    P,
    H1,
    H2,
    H3,
    H4,
    H5,
    H6,
    L,
    Li,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    TFoot,
    Tr,
    Th,
    Td,
    Span,
    Quote,
    Note,
    Reference,
    Code,
    Link,
    Figure,
    Formula,
}

/// What a header cell heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Its column.
    Column,
    /// Its row.
    Row,
    /// Both.
    Both,
}

/// How a list's items are numbered (ISO 32000-1, table 347).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // The names are the standard's own.
pub enum ListNumbering {
    None,
    Disc,
    Circle,
    Square,
    Decimal,
    UpperRoman,
    LowerRoman,
    UpperAlpha,
    LowerAlpha,
}

/// A structure element's place in [`StructTree::elements`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StructId(pub u32);

/// A run of page content that belongs to one structure element; it may be spread over lines and pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentId(pub u32);

/// A child of a structure element, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StructChild {
    /// Another element.
    Element(StructId),
    /// Page content.
    Content(ContentId),
}

/// One element of the structure tree.
#[derive(Clone, Debug)]
pub struct StructElem {
    /// Its type.
    pub kind: StructType,
    /// The element that holds it; `None` for the root.
    pub parent: Option<StructId>,
    /// Its children in reading order.
    pub children: Vec<StructChild>,
    /// Alternative text (`Alt`).
    pub alt: Option<String>,
    /// Its language, where it differs from the parent's.
    pub lang: Option<String>,
    /// The unique id of a note.
    pub id: Option<String>,
    /// What a `Th` heads.
    pub scope: Option<Scope>,
    /// Columns spanned by a cell, at least 1.
    pub col_span: u16,
    /// Rows spanned by a cell, at least 1.
    pub row_span: u16,
    /// How the items of an `L` are numbered.
    pub list_numbering: Option<ListNumbering>,
    /// A title for readers of the tree (`T`).
    pub title: Option<String>,
    /// Where it comes from.
    pub span: Span,
}

/// The structure tree; the first element is the root, a `Document`.
#[derive(Clone, Debug, Default)]
pub struct StructTree {
    /// All elements; a [`StructId`] is an index.
    pub elements: Vec<StructElem>,
    /// How many [`ContentId`]s were given out.
    pub contents: u32,
}

impl StructTree {
    /// Adds an element under `parent` (none for the root) and returns its id.
    pub fn push(&mut self, kind: StructType, parent: Option<StructId>, span: Span) -> StructId {
        let id = StructId(u32::try_from(self.elements.len()).unwrap_or(u32::MAX));
        self.elements.push(StructElem {
            kind,
            parent,
            children: Vec::new(),
            alt: None,
            lang: None,
            id: None,
            scope: None,
            col_span: 1,
            row_span: 1,
            list_numbering: None,
            title: None,
            span,
        });
        if let Some(holder) = parent.and_then(|parent| self.get_mut(parent)) {
            holder.children.push(StructChild::Element(id));
        }
        id
    }

    /// Gives out the next content id, as the last child of `element`.
    pub fn push_content(&mut self, element: StructId) -> ContentId {
        let id = ContentId(self.contents);
        self.contents += 1;
        if let Some(holder) = self.get_mut(element) {
            holder.children.push(StructChild::Content(id));
        }
        id
    }

    /// The element of an id.
    pub fn get(&self, id: StructId) -> Option<&StructElem> {
        self.elements.get(id.0 as usize)
    }

    /// The element of an id, to change it.
    pub fn get_mut(&mut self, id: StructId) -> Option<&mut StructElem> {
        self.elements.get_mut(id.0 as usize)
    }
}

/// What a document says of itself: PDF's Info and XMP.
#[derive(Clone, Debug, Default)]
pub struct DocumentInfo {
    /// The title; never empty in a finished document.
    pub title: String,
    /// Authors in order.
    pub authors: Vec<String>,
    /// A one-sentence description.
    pub subject: Option<String>,
    /// Keywords in order.
    pub keywords: Vec<String>,
    /// The language, BCP 47.
    pub language: String,
    /// The date as ISO 8601 (`2026-11-23` or with time and zone), if known.
    pub date: Option<String>,
    /// The publication's name.
    pub publisher: Option<String>,
    /// Rights statement.
    pub rights: Option<String>,
    /// A stable identifier of the article (a UUID URN), the same in both outputs.
    pub identifier: String,
}

/// Where a page begins in the document: a text node and a byte offset into its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageStart {
    /// The page's label, such as `12`.
    pub label: String,
    /// The index of the document node in which the page's first own content stands.
    pub node: u32,
    /// The byte offset into that node's text; 0 for an element.
    pub offset: u32,
}

/// Where the pages of the PDF begin, for the page list of the EPUB.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageMap {
    /// One entry a page, in order; a page that holds no text of its own has none.
    pub starts: Vec<PageStart>,
}
