//! `text-wrap: balance`: lines of about one length (CSS Text 4, 6.4.2).

use super::breakpoint::Breakpoint;
use super::knuth_plass::{LineWidths, break_lines as total_fit};
use super::typesetter::{Paragraph, Typesetter};
use crate::geometry::Length;

/// Longer texts are not balanced: they are no headings.
const MOST_LINES: usize = 10;

/// The breaks in the narrowest measure that needs no more lines than `widths` does.
pub(super) fn break_lines(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    widths: &LineWidths,
) -> Vec<Breakpoint> {
    let full = total_fit(typesetter, paragraph, widths);
    if full.len() < 2 || full.len() > MOST_LINES {
        return full;
    }
    let width = widths.rest.1;
    let (mut low, mut high) = (paragraph.min_content().min(width), width);
    let mut best = full;
    for _ in 0..10 {
        let middle = Length::from_units((i64::from(low.0) + i64::from(high.0)) / 2);
        let breaks = total_fit(typesetter, paragraph, &widths.narrowed(width - middle));
        if breaks.len() <= best.len() {
            best = breaks;
            high = middle;
        } else {
            low = middle;
        }
    }
    best
}
