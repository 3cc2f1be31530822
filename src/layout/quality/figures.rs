//! What is counted.

use std::collections::BTreeSet;

use super::{Fault, Finding, SetLine, pages};
use crate::layout::frame::PagedDocument;

/// The counts of an article.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Its pages.
    pub pages: usize,
    /// Its paragraphs, headings, cells and blocks of code.
    pub paragraphs: usize,
    /// Their lines.
    pub lines: usize,
    /// The spaces of the lines that are justified.
    pub spaces: WordSpaces,
    /// Lines that end in a hyphen.
    pub hyphens: usize,
    /// More than two of them in a row.
    pub ladders: usize,
    /// Justified lines that are too loose.
    pub loose: usize,
    /// Justified lines that are too tight.
    pub tight: usize,
    /// Last lines that are too short.
    pub runts: usize,
    /// Too few lines at the top of a column.
    pub widows: usize,
    /// Too few lines at the foot of a column.
    pub orphans: usize,
    /// Headings without their text.
    pub stranded_headings: usize,
    /// Ends of sections whose columns differ by more than a line.
    pub unequal_columns: usize,
    /// By how many lines they differ at most.
    pub column_difference: f64,
    /// Columns that leave more than two lines free though their text goes on.
    pub short_columns: usize,
    /// Lines of running text off the grid.
    pub off_grid: usize,
    /// Lines wider than their measure and columns higher than their page.
    pub overfull: usize,
    /// Pieces of text over the edge of a page.
    pub clipped: usize,
    /// Words divided without a hyphen.
    pub cut: usize,
}

/// The word spaces of justified lines. A line counts once, whatever the number of its spaces.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct WordSpaces {
    /// How many lines there are.
    pub lines: usize,
    /// Of them those with a ratio of more than a half, and of less than minus a half: TeX's loose and tight lines.
    pub stretched: usize,
    /// See `stretched`.
    pub shrunk: usize,
    /// By what share of their width spaces are stretched on average.
    pub mean: f64,
    /// The standard deviation of that.
    pub deviation: f64,
}

impl Figures {
    pub(super) fn of(paged: &PagedDocument, findings: &[Finding], column_difference: f64) -> Figures {
        let lines = || pages(paged).flat_map(|(_, page)| &page.setting.lines);
        let count = |is: fn(&Fault) -> bool| findings.iter().filter(|finding| is(&finding.fault)).count();
        Figures {
            pages: paged.pages.len(),
            paragraphs: lines().map(|line| line.facts.paragraph).collect::<BTreeSet<_>>().len(),
            lines: lines().count(),
            spaces: WordSpaces::of(lines()),
            hyphens: count(|fault| matches!(fault, Fault::Hyphen)),
            ladders: count(|fault| matches!(fault, Fault::Ladder(_))),
            loose: count(|fault| matches!(fault, Fault::Loose(_))),
            tight: count(|fault| matches!(fault, Fault::Tight(_))),
            runts: count(|fault| matches!(fault, Fault::Runt(_))),
            widows: count(|fault| matches!(fault, Fault::Widow(_))),
            orphans: count(|fault| matches!(fault, Fault::Orphan(_))),
            stranded_headings: count(|fault| matches!(fault, Fault::StrandedHeading)),
            unequal_columns: count(|fault| matches!(fault, Fault::UnequalColumns(_))),
            column_difference,
            short_columns: count(|fault| matches!(fault, Fault::ShortColumn(_))),
            off_grid: count(|fault| matches!(fault, Fault::OffGrid(_))),
            overfull: count(|fault| matches!(fault, Fault::Overfull | Fault::OverFoot(_))),
            clipped: count(|fault| matches!(fault, Fault::Clipped)),
            cut: count(|fault| matches!(fault, Fault::Cut)),
        }
    }
}

impl WordSpaces {
    fn of<'l>(lines: impl Iterator<Item = &'l SetLine>) -> WordSpaces {
        let mut spaces = WordSpaces::default();
        let (mut sum, mut squares) = (0.0, 0.0);
        for line in lines {
            let Some(stretch) = line.stretch() else { continue };
            let ratio = line.ratio().unwrap_or_default();
            spaces.lines += 1;
            spaces.stretched += usize::from(ratio > 0.5);
            spaces.shrunk += usize::from(ratio < -0.5);
            sum += stretch;
            squares += stretch * stretch;
        }
        if spaces.lines > 0 {
            let count = spaces.lines as f64;
            spaces.mean = sum / count;
            spaces.deviation = (squares / count - spaces.mean * spaces.mean).max(0.0).sqrt();
        }
        spaces
    }
}
