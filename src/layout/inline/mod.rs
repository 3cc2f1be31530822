//! Turns the inline content of a block into lines.
//!
//! Entry points: [`Typesetter::paragraph`] does what does not depend on the measure, [`Typesetter::lines`] the rest.
//! Steps: `collect` joins the text and collapses white space; `position` replaces superior letters that a face lacks; `itemize` cuts it into `unit`s, words of one face, script and
//! direction, at the `opportunity`s that UAX #14 gives; `shape` and `hyphenate` turn each distinct word into glyphs
//! once; `breakpoint` lists where lines may end; `knuth_plass` chooses by total fit (`first_fit` for code, `balance`
//! for headings, `emergency` where nothing else fits); `finish` sets the lines from `piece`s, `run`s and `decoration`s.
//! Cells that stand with a string below each other are measured by `alignment`.
//! An `initial` letter is taken out of its line before that, and set beside the finished ones.
//!
//! Invariants: every character is placed once; widths are integers; a line's spaces are real, also at its end.
//! Spec: CSS Text 4, CSS Inline 3, UAX #9, UAX #14.

mod alignment;
mod balance;
mod breakpoint;
mod collect;
mod content;
mod decoration;
mod emergency;
mod finish;
mod first_fit;
mod hyphenate;
mod initial;
mod itemize;
mod knuth_plass;
mod leader;
mod letters;
mod opportunity;
mod piece;
mod position;
mod protrusion;
mod run;
mod shape;
mod strut;
#[cfg(test)]
mod tests;
mod typesetter;
mod unit;

pub(crate) use breakpoint::{space_shrink, space_stretch};
pub use content::{InlineContent, InlineItem, Line, LineItem, LineLink, LinkId, Measure};
pub use typesetter::{Paragraph, Typesetter};
