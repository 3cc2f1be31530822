//! Offprint turns articles written in Markdown into EPUB and PDF.

#![forbid(unsafe_code)]
#![deny(missing_docs)]

pub mod assets;
pub mod convert;
pub mod diagnostic;
pub mod document;
pub mod epub;
pub mod font;
pub mod geometry;
pub mod image;
#[cfg(feature = "import")]
pub mod import;
pub mod layout;
pub mod markdown;
pub mod pdf;
pub mod source;
pub mod structure;
pub mod style;
