//! The figures, one a line, and below them the findings, one a line, each with its page and its place in the source.

use std::fmt::Write;

use super::{Fault, Figures, Finding, Quality};
use crate::source::Sources;

/// What was measured, as text.
pub fn print(quality: &Quality, sources: &Sources) -> String {
    let mut out = figures(&quality.figures);
    for finding in &quality.findings {
        let place = finding.span.and_then(|span| sources.locate(span)).map_or_else(
            || "-".to_owned(),
            |(name, place)| format!("{name}:{}:{}", place.line, place.column),
        );
        let (name, detail) = fault(finding);
        let _ = writeln!(out, "{name} page {} {place}{detail}", finding.page);
    }
    out
}

fn figures(figures: &Figures) -> String {
    let spaces = &figures.spaces;
    let counts = [
        ("pages", figures.pages),
        ("paragraphs", figures.paragraphs),
        ("lines", figures.lines),
        ("justified lines", spaces.lines),
        ("stretched lines", spaces.stretched),
        ("shrunk lines", spaces.shrunk),
        ("loose lines", figures.loose),
        ("tight lines", figures.tight),
        ("hyphens", figures.hyphens),
        ("ladders", figures.ladders),
        ("runts", figures.runts),
        ("widows", figures.widows),
        ("orphans", figures.orphans),
        ("stranded headings", figures.stranded_headings),
        ("unequal columns", figures.unequal_columns),
        ("short columns", figures.short_columns),
        ("off grid", figures.off_grid),
        ("overfull", figures.overfull),
        ("clipped", figures.clipped),
        ("cut words", figures.cut),
    ];
    let mut out = String::new();
    for (name, count) in counts {
        let _ = writeln!(out, "{name}: {count}");
    }
    let _ = writeln!(out, "column difference: {} lines", decimal(figures.column_difference, 1));
    let _ = writeln!(out, "word space: mean {}", percent(spaces.mean));
    let _ = writeln!(out, "word space: deviation {}", percent(spaces.deviation));
    out
}

/// What a finding is called, and how much of it there is.
fn fault(finding: &Finding) -> (&'static str, String) {
    match finding.fault {
        Fault::Loose(Some(ratio)) => ("loose", format!(" ratio {}", decimal(ratio, 2))),
        Fault::Loose(None) => ("loose", " no space".to_owned()),
        Fault::Tight(ratio) => ("tight", format!(" ratio {}", decimal(ratio, 2))),
        Fault::Hyphen => ("hyphen", String::new()),
        Fault::Ladder(count) => ("ladder", format!(" of {count}")),
        Fault::Runt(width) => ("runt", format!(" {} pt", decimal(width.to_pt(), 1))),
        Fault::Widow(lines) => ("widow", format!(" of {lines}")),
        Fault::Orphan(lines) => ("orphan", format!(" of {lines}")),
        Fault::StrandedHeading => ("stranded heading", String::new()),
        Fault::UnequalColumns(lines) => ("unequal columns", format!(" by {} lines", decimal(lines, 1))),
        Fault::ShortColumn(lines) => ("short column", format!(" by {} lines", decimal(lines, 1))),
        Fault::OffGrid(by) => ("off grid", format!(" by {} pt", decimal(by.to_pt(), 1))),
        Fault::Overfull => ("overfull", String::new()),
        Fault::OverFoot(by) => ("overfull column", format!(" by {} pt", decimal(by.to_pt(), 1))),
        Fault::Clipped => ("clipped", String::new()),
        Fault::Cut => ("cut word", String::new()),
    }
}

fn percent(share: f64) -> String {
    format!("{} %", decimal(share * 100.0, 1))
}

/// A number with so many decimals, zero without a sign.
fn decimal(number: f64, places: usize) -> String {
    let text = format!("{number:.places$}");
    let is_zero = text.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
    if is_zero { text.trim_start_matches('-').to_owned() } else { text }
}
