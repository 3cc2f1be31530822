//! Measures what an editor would mark on finished pages: turns a [`PagedDocument`] into figures and findings.
//!
//! Entry points: [`measure`], [`print()`]. Steps: [`mod@line`] is what layout noted on its lines and columns, `lines` judges each
//! line, `paragraphs` what follows from several, `columns` what stands at their feet, `figures` counts; `print` writes.
//!
//! A line is *loose* if its adjustment ratio is over 1 and *tight* if it is under −1: TeX's badness is then over 100. A
//! space may be stretched by a half of its width and shrunk by a third, as the line breaker reckons.

mod columns;
mod figures;
pub mod line;
mod lines;
mod paragraphs;
mod print;

use crate::document::Document;
use crate::geometry::Length;
use crate::layout::frame::PagedDocument;
use crate::source::Span;

pub use figures::{Figures, WordSpaces};
pub use line::{LineFacts, LineKind, PageSetting, SetColumn, SetLine};
pub use print::print;

/// What was measured.
#[derive(Clone, Debug, Default)]
pub struct Quality {
    /// The counts.
    pub figures: Figures,
    /// What was found, in the order of the pages, on each in that of the text.
    pub findings: Vec<Finding>,
}

/// One thing that an editor would mark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Finding {
    /// What it is.
    pub fault: Fault,
    /// The number of its page, from 1.
    pub page: usize,
    /// Where it comes from.
    pub span: Option<Span>,
}

/// What an editor marks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    /// A justified line whose spaces are stretched beyond tolerance; its adjustment ratio, none for a line without spaces.
    Loose(Option<f64>),
    /// A justified line whose spaces are shrunk beyond tolerance; its adjustment ratio.
    Tight(f64),
    /// A hyphen at the end of a line.
    Hyphen,
    /// More than two hyphens in a row; how many.
    Ladder(usize),
    /// A last line shorter than `-offprint-runt`; its width.
    Runt(Length),
    /// Fewer lines at the top of a column than `widows`; how many.
    Widow(u32),
    /// Fewer lines at the foot of a column than `orphans`; how many.
    Orphan(u32),
    /// A heading at the foot of a column, without the text that it heads.
    StrandedHeading,
    /// The columns at the end of a section differ by more than a line; by how many lines.
    UnequalColumns(f64),
    /// A column leaves more than two lines free though its text goes on; how many.
    ShortColumn(f64),
    /// A line of running text off the grid; by how much.
    OffGrid(Length),
    /// A line wider than its measure.
    Overfull,
    /// A column whose content runs over its foot; by how much.
    OverFoot(Length),
    /// Text that runs over the edge of the page.
    Clipped,
    /// A word divided without a hyphen.
    Cut,
}

/// What is measured, as the judges of its parts see it.
struct Measuring<'a> {
    paged: &'a PagedDocument,
    document: &'a Document,
    /// The distance of the lines of running text.
    grid: Length,
    findings: Vec<Finding>,
}

/// Measures the pages of an article whose lines of running text stand `grid` apart.
pub fn measure(paged: &PagedDocument, document: &Document, grid: Length) -> Quality {
    let mut measuring = Measuring { paged, document, grid, findings: Vec::new() };
    measuring.lines();
    measuring.paragraphs();
    let difference = measuring.columns();
    let mut findings = measuring.findings;
    findings.sort_by_key(|finding| (finding.page, finding.span.map(|span| (span.source, span.start))));
    Quality { figures: Figures::of(paged, &findings, difference), findings }
}

impl Measuring<'_> {
    fn find(&mut self, fault: Fault, page: usize, span: Option<Span>) {
        self.findings.push(Finding { fault, page, span });
    }

    /// Where a line begins in the source; where its block does if its first text is generated.
    fn place(&self, line: &SetLine) -> Option<Span> {
        let start = line.start.and_then(|(node, offset)| {
            let offset = offset as usize;
            Some(self.document.text(node)?.map.span(offset..offset))
        });
        Some(start.unwrap_or(line.facts.span)).filter(|span| *span != Span::default())
    }
}

/// Pages with their numbers, from 1.
fn pages(paged: &PagedDocument) -> impl Iterator<Item = (usize, &crate::layout::frame::Page)> {
    (1..).zip(&paged.pages)
}
