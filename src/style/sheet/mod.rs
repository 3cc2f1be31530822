//! Turns the text of a stylesheet into rules: [`Stylesheet::parse`].
//!
//! [`parse`] walks the text with `cssparser` (CSS Syntax 3); [`declaration`] types each value by the property
//! table; [`nesting`] writes nested selectors out, so that no later step knows of nesting; [`media`] and
//! [`supports`] keep conditions; [`page`] reads `@page`, [`font_face`] reads `@font-face`. Whatever is not
//! understood draws one warning and is left out, as CSS demands.

mod at_rule;
pub(crate) mod declaration;
mod font_face;
pub(crate) mod media;
mod nesting;
pub(crate) mod page;
mod parse;
mod supports;

use std::sync::Arc;

use selectors::parser::Selector;

use crate::diagnostic::Context;
use crate::source::SourceId;
use crate::style::selector::Css;

pub(crate) use declaration::{Declaration, Declared, Name};
pub use font_face::FontFace;
pub(crate) use media::Condition;
pub(crate) use page::PageRule;

/// Whose sheet it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The element defaults of the PDF engine, CSS's user agent sheet; not in the EPUB.
    Base,
    /// A built-in style.
    BuiltIn,
    /// The user's own, after the built-in one and in one cascade with it, as in an e-reader.
    Author,
}

/// A style rule, its selectors free of nesting.
#[derive(Debug)]
pub(crate) struct StyleRule {
    /// Whom it is about.
    pub selectors: Vec<Selector<Css>>,
    /// What it says, in order.
    pub declarations: Vec<Declaration>,
    /// When it holds: all of these.
    pub conditions: Conditions,
}

/// Conditions that all must hold.
pub(crate) type Conditions = Arc<[Arc<Condition>]>;

/// A parsed stylesheet.
#[derive(Debug)]
pub struct Stylesheet {
    /// Whose it is.
    pub origin: Origin,
    pub(crate) rules: Vec<StyleRule>,
    pub(crate) pages: Vec<Arc<PageRule>>,
    pub(crate) font_faces: Vec<FontFace>,
}

impl Stylesheet {
    /// Reads a sheet. Whatever is not supported is reported and left out.
    pub fn parse(source: SourceId, text: &str, origin: Origin, context: &Context) -> Stylesheet {
        let sheet = parse::parse(source, text, origin, context);
        if origin == Origin::Author {
            crate::style::check::check(&sheet, context);
        }
        sheet
    }

    /// The faces that the sheet names by `@font-face`.
    pub fn font_faces(&self) -> &[FontFace] {
        &self.font_faces
    }
}
