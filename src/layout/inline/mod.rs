//! Turns the inline content of a block into lines.

mod content;

pub use content::{InlineContent, InlineItem, Line, LineItem, LineLink, LinkId, Measure};
