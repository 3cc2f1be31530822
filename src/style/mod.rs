//! Turns stylesheets and a document into computed styles.
//!
//! [`Stylesheet::parse`] reads CSS by the one table of properties ([`property`]); [`resolve`] matches its
//! selectors against the document, cascades, and computes a style for each node ([`Styles`]).
//! Layout reads [`ComputedStyle`] and nothing else.
//!
//! Invariants: a selector means the same in both outputs (the document stands below `html` and `body`);
//! everything that is not supported draws one warning; nothing here reads files or knows fonts.
//! Specifications: CSS Syntax 3, Selectors 4, CSS Cascade 5, CSS Paged Media 3, CSS GCPM 3.

mod builtin;
mod cascade;
mod check;
pub mod computed;
mod dump;
mod export;
mod on_paper;
mod property;
mod selector;
mod sheet;
mod styles;
mod suggest;

pub use builtin::{BASE, BuiltIn, COMMON};
pub use cascade::{StyleOptions, resolve};
pub use computed::*;
pub use dump::{dump, property_table};
pub use export::export;
pub(crate) use export::is_shown_on_screen;
pub use property::page::{paper, paper_names};
pub use selector::Pseudo;
pub use sheet::{FontFace, Origin, Stylesheet};
pub use styles::Styles;
