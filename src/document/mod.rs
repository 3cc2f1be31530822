//! The document tree: one article as elements and text, shared by both outputs.
//!
//! [`Document`] holds an arena of [`Node`]s. `epub` serializes exactly this tree; `style` matches selectors
//! against exactly this tree. Element names are a closed [`Tag`] enum (HTML's names), and what an article has
//! and HTML lacks an element for is a closed [`Role`] enum; [`role`] is the one table of what roles become.
//!
//! Invariants of a finished document: the root is an `article`; the content model of [`model`] holds; ids are
//! unique; heading levels go down one step at a time; every word that a reader sees is in the tree.

mod address;
mod attributes;
mod contents;
mod dump;
mod first_letter;
mod html;
mod identifier;
pub mod kept;
pub mod labels;
mod metadata;
pub mod model;
mod names;
mod node;
mod numbering;
mod outline;
pub mod role;
mod tag;
mod text;

pub use address::{encode_address, file_path};
pub use attributes::{Align, Attributes, Direction};
pub use contents::insert_contents;
pub use dump::{dump, dump_with_spans};
pub use first_letter::{FirstLetter, first_letter};
pub use html::to_html;
pub use labels::Labels;
pub use metadata::{Author, Contact, Credit, Date, Metadata, PullQuotes, plain_spaces};
pub use names::file_as;
pub use node::{Descendants, Document, Element, Node, NodeId, NodeKind};
pub use numbering::number_headings;
pub use outline::{OutlineEntry, line_pieces, line_text, outline};
pub use role::Role;
pub use tag::Tag;
pub use text::{SpanMap, Text};
