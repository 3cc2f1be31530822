//! Turns a styled document into pages.

pub mod frame;
pub mod inline;
