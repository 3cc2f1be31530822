//! Turns stylesheets and a document into computed styles.

pub mod computed;

pub use computed::*;
