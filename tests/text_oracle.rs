//! The papers' text is the document's, in the order of the structure tree as PDF.js and qpdf read it.

mod support;

use std::fmt::Write as _;
use std::path::Path;

use offprint::diagnostic::Context;
use offprint::document::Document;
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use support::Report;
use support::corpus::{Entry, corpus};
use support::text::{Block, PICTURE, blocks, is_right_to_left, squeezed, words};

fn document(entry: &Entry) -> Document {
    let text = std::fs::read_to_string(&entry.source).expect("an article that builds is text");
    let name = entry.source.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    let mut sources = Sources::default();
    let source = sources.add(name.as_str(), text);
    let title = name.replace(['-', '_'], " ");
    let title = title.chars().take(1).flat_map(char::to_uppercase).chain(title.chars().skip(1)).collect();
    let options = ParseOptions { fallback_title: Some(title), ..ParseOptions::default() };
    parse(&sources, source, &options, &Context::new()).expect("an article that builds can be parsed")
}

/// One line of the driver's report on a paper.
struct Leaf<'a> {
    path: &'a str,
    text: &'a str,
}

impl Leaf<'_> {
    /// A list's marker, which styles make and no document holds.
    fn is_marker(&self) -> bool {
        self.path.ends_with("/Lbl") && squeezed(self.text).chars().count() <= 12
    }

    fn in_note(&self) -> bool {
        self.path.split('/').any(|role| role == "Note")
    }
}

/// The leaves of a paper; a drawing's own words, which no document holds, are left out.
fn leaves<'a>(report: &'a Report, pdf: &Path) -> Vec<Leaf<'a>> {
    let lines = report.part(pdf).iter().filter(|line| line[0] == "block" && !line[1].ends_with("/Figure"));
    lines.map(|line| Leaf { path: &line[1], text: &line[3] }).collect()
}

/// The first place where the structure's leaves differ from the document's blocks. A leaf may hold several blocks.
fn structure_fault(blocks: &[&Block], leaves: &[&Leaf]) -> Option<String> {
    // Past the deepest level that PDF.js reads, a list's markers stand in the text of its item.
    let bullets = blocks.iter().any(|block| block.text.contains('▪'));
    let text_of =
        |leaf: &Leaf| if bullets { squeezed(leaf.text) } else { squeezed(leaf.text).replace('▪', "") };
    let mut leaves = leaves.iter().peekable();
    let (mut found, mut spaced) = (String::new(), String::new());
    for block in blocks {
        let starts_clean = found.is_empty();
        let pieces = block.pieces();
        for piece in &pieces {
            let readings = piece.readings();
            let matched = loop {
                let whole = readings
                    .iter()
                    .find(|reading| found.starts_with(reading.as_str()) && !reading.is_empty());
                if whole.is_some() {
                    break whole;
                }
                let open = readings.iter().any(|reading| reading.starts_with(&found));
                let Some(leaf) = leaves.peek().filter(|_| open) else { break None };
                let text = text_of(leaf);
                let goes_on = readings.iter().any(|reading| {
                    let rest = reading.strip_prefix(found.as_str()).unwrap_or_default();
                    !rest.is_empty() && (rest.starts_with(&text) || text.starts_with(rest))
                });
                if !(goes_on || leaf.is_marker() && found.is_empty()) {
                    break None;
                }
                if goes_on {
                    found.push_str(&text);
                    spaced.push_str(&if bullets {
                        leaf.text.to_owned()
                    } else {
                        leaf.text.replace('▪', "")
                    });
                }
                leaves.next();
            };
            match matched {
                Some(reading) => found = found[reading.len()..].to_owned(),
                None if readings.iter().any(String::is_empty) => {}
                None => {
                    let here = leaves.peek().map(|leaf| words(leaf.text)).unwrap_or_default();
                    return Some(format!(
                        "{:?} does not come after what is before it, but {found:?} {here:?}",
                        words(&block.text)
                    ));
                }
            }
        }
        let exact =
            starts_clean && found.is_empty() && pieces.len() == 1 && !block.text.contains(['\n', PICTURE]);
        if exact && words(&block.text) != words(&spaced) {
            return Some(format!(
                "spaces differ: {:?}\n      in the structure {:?}",
                words(&block.text),
                words(&spaced)
            ));
        }
        spaced.clear();
    }
    let more = leaves.find(|leaf| !leaf.is_marker()).map(|leaf| leaf.text).unwrap_or(found.as_str());
    (!more.is_empty()).then(|| format!("the structure goes on with {:?}", words(more)))
}

#[test]
fn structure_order_is_the_document() {
    let corpus = corpus();
    let Some(report) = support::drive("pdftext", &[], &corpus.pdfs()) else { return };
    let mut faults = report.faults();
    for entry in &corpus.entries {
        let blocks = blocks(&document(entry));
        if blocks.iter().any(|block| is_right_to_left(&block.text)) {
            continue;
        }
        let leaves = leaves(&report, &entry.pdf);
        for note in [false, true] {
            let blocks: Vec<&Block> =
                blocks.iter().filter(|block| !block.hidden && block.note == note).collect();
            let leaves: Vec<&Leaf> = leaves.iter().filter(|leaf| leaf.in_note() == note).collect();
            if let Some(fault) = structure_fault(&blocks, &leaves) {
                let _ =
                    writeln!(faults, "{}: {}{fault}", entry.name, if note { "in the notes, " } else { "" });
            }
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
