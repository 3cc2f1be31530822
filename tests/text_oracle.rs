//! The papers' text is the document's: in the order of the structure tree as PDF.js and qpdf read it, and in the order
//! of the page as poppler reads it.

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;

use offprint::diagnostic::Context;
use offprint::document::{Document, insert_contents, number_headings};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use offprint::style::BuiltIn;
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
    let mut document =
        parse(&sources, source, &options, &Context::new()).expect("an article that builds can be parsed");
    let sectioned = entry.style.is_some_and(BuiltIn::is_sectioned);
    if document.metadata.numbered.unwrap_or(sectioned) {
        number_headings(&mut document);
    }
    if document.metadata.contents.unwrap_or(sectioned) {
        insert_contents(&mut document);
    }
    document
}

/// What the driver reads in all papers, once for all tests.
fn report() -> Option<&'static Report> {
    static REPORT: OnceLock<Option<Report>> = OnceLock::new();
    REPORT.get_or_init(|| support::drive("pdftext", &[], &corpus().pdfs())).as_ref()
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
    let lines = report.part(pdf).iter().filter(|line| line[0] == "block" && !is_drawing(line));
    lines.map(|line| Leaf { path: &line[1], text: without_page_number(&line[1], &line[3]) }).collect()
}

/// The text of a leaf; in the contents without the number of the page, which no document holds.
fn without_page_number<'t>(path: &str, text: &'t str) -> &'t str {
    if path.contains("/TOCI/") { text.trim_end_matches(|c: char| c.is_ascii_digit()) } else { text }
}

/// Whether a line of the report is the text of a figure itself, not of what stands in it.
fn is_drawing(line: &[String]) -> bool {
    line[1].ends_with("/Figure")
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
                _ if readings.iter().any(String::is_empty) => {}
                _ => {
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
    let Some(report) = report() else { return };
    let mut faults = report.faults();
    for entry in &corpus.entries {
        let blocks = blocks(&document(entry));
        if blocks.iter().any(|block| is_right_to_left(&block.text)) {
            continue;
        }
        let leaves = leaves(report, &entry.pdf);
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

/// What poppler reads between the head and the foot of a paper's pages, squeezed, without what pages repeat: the lines
/// of each page. What running heads say stands in `kept` too.
fn raw_lines(entry: &Entry, report: &Report, kept: &[String]) -> Vec<Vec<String>> {
    let pdf = entry.pdf.as_path();
    let text = pdftotext(entry).replace("\u{ad}\n", "");
    let pages = text.split('\u{c}').enumerate().map(|(index, page)| {
        let number = (index + 1).to_string();
        let artifacts = report.part(pdf).iter().filter(|line| line[0] == "artifact" && line[1] == number);
        let mut repeated: BTreeSet<String> = artifacts.map(|line| squeezed(&line[2])).collect();
        repeated.retain(|text| {
            text.contains(char::is_alphabetic) && !kept.iter().any(|block| block.contains(text))
        });
        // Of a turned table's head each cell is a line of its own, though one artifact.
        let is_repeated = |line: &String| {
            is_markers(line, &repeated)
                || line.len() >= 6
                    && repeated.iter().any(|text| text.contains(line.as_str()))
                    && !kept.iter().any(|text| text.contains(line.as_str()))
        };
        page.lines().map(squeezed).map(without_leader).filter(|line| !is_repeated(line)).collect()
    });
    pages.collect()
}

/// A line of the contents without its dots and the number behind them.
fn without_leader(line: String) -> String {
    let title = line.trim_end_matches(|c: char| c.is_ascii_digit());
    if title.ends_with("...") && title != line { title.trim_end_matches('.').to_owned() } else { line }
}

/// Parts the notes at the foot of each column from the text: both joined over all pages. Notes keep their order, so that
/// a run of lines is of notes if it goes on where the last one ended.
fn text_and_notes(pages: &[Vec<String>], notes: &str) -> [String; 2] {
    let [mut text, mut taken] = [String::new(), String::new()];
    for lines in pages {
        let mut next = 0;
        while let Some(line) = lines.get(next) {
            let rest = notes.get(taken.len()..).unwrap_or_default();
            let ends = (next + 1..=lines.len()).rev();
            let run = |end: &usize| {
                let run = lines[next..*end].concat();
                !run.is_empty() && rest.starts_with(&run)
            };
            match ends.into_iter().find(run) {
                Some(end) => {
                    taken.push_str(&lines[next..end].concat());
                    next = end;
                }
                None => {
                    text.push_str(line);
                    next += 1;
                }
            }
        }
    }
    [text, taken]
}

/// The text in the order of the content, of the part of each page where text stands.
fn pdftotext(entry: &Entry) -> String {
    let pdf = entry.pdf.as_path();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).arg(pdf).arg("-").output();
        String::from_utf8_lossy(&output.expect("poppler starts").stdout).into_owned()
    };
    let size = Command::new("pdfinfo").arg(pdf).output().expect("poppler starts");
    let size = String::from_utf8_lossy(&size.stdout).into_owned();
    let size = size.lines().find_map(|line| line.strip_prefix("Page size:")).unwrap_or_default();
    let height = size.split_whitespace().nth(2).and_then(|height| height.parse::<f64>().ok());
    let height = height.expect("a page has a height");
    // Between the margins of the style and its running heads and folios, in millimetres from the edges.
    let (head, foot) = match entry.style.unwrap_or_default() {
        BuiltIn::Essay => (28.0, 38.0),
        BuiltIn::Magazine => (20.0, 20.0),
        BuiltIn::Handout => (18.0, 18.0),
        BuiltIn::Report => (25.0, 26.0),
    };
    let (top, bottom) = (head * 72.0 / 25.4, height - foot * 72.0 / 25.4);
    let (top, height) = (format!("{top:.0}"), format!("{:.0}", bottom - top));
    run("pdftotext", &["-raw", "-enc", "UTF-8", "-x", "0", "-y", &top, "-W", "2000", "-H", &height])
}

/// The signs that pages show inside or between blocks and no document holds: ornaments, bullets, marks of wrapped code,
/// quotation marks of `q`.
fn signs(pdf: &Path, report: &Report) -> Vec<char> {
    let artifacts =
        report.part(pdf).iter().filter(|line| line[0] == "artifact").map(|line| squeezed(&line[2]));
    let bullets = leaves(report, pdf).into_iter().filter(Leaf::is_marker).map(|leaf| squeezed(leaf.text));
    artifacts
        .chain(bullets)
        .filter(|text| text.chars().count() <= 3 && !text.contains(char::is_alphanumeric))
        .flat_map(|text| text.chars().collect::<Vec<_>>())
        .collect()
}

/// The words of each drawing that has some: a page may put it into the middle of a paragraph.
fn drawings(report: &Report, pdf: &Path, signs: &[char]) -> Vec<String> {
    let lines = report.part(pdf).iter().filter(|line| line[0] == "block" && is_drawing(line));
    let texts = lines.map(|line| squeezed(&line[3]).replace(signs, ""));
    texts.filter(|text| text.chars().count() >= LONG_DRAWING).collect()
}

/// The letters of a drawing that cannot stand in the text by chance.
const LONG_DRAWING: usize = 24;

/// What stands between blocks: the markers of lists, and the words of drawings.
fn markers(report: &Report, pdf: &Path, signs: &[char]) -> BTreeSet<String> {
    let drawings = report.part(pdf).iter().filter(|line| line[0] == "block" && is_drawing(line));
    let leaves = leaves(report, pdf);
    let lists = leaves.iter().filter(|leaf| leaf.is_marker()).map(|leaf| leaf.text);
    let texts = lists.chain(drawings.map(|line| line[3].as_str()));
    texts.map(|text| squeezed(text).replace(signs, "")).filter(|text| !text.is_empty()).collect()
}

fn is_combining(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}')
}

/// Whether a text is made of these only: list markers, or a page's furniture.
fn is_markers(text: &str, markers: &BTreeSet<String>) -> bool {
    text.is_empty()
        || markers
            .iter()
            .any(|marker| text.strip_prefix(marker.as_str()).is_some_and(|rest| is_markers(rest, markers)))
}

/// The first block that does not stand next in what poppler reads. Between blocks only markers may stand. A block that
/// moves may stand anywhere behind its place, but there as a whole.
fn page_fault(blocks: &[&Block], text: &str, signs: &[char], markers: &BTreeSet<String>) -> Option<String> {
    let mut rest = text.to_owned();
    for block in blocks {
        for piece in block.pieces() {
            let readings: Vec<String> =
                piece.readings().into_iter().map(|reading| reading.replace(signs, "")).collect();
            let shown = readings.iter().filter(|reading| !reading.is_empty());
            let found =
                shown.filter_map(|reading| rest.find(reading.as_str()).map(|at| (at, reading.len()))).min();
            match found {
                Some((at, length)) if is_markers(&rest[..at], markers) => rest = rest.split_off(at + length),
                Some((at, length)) if block.moves => rest.replace_range(at..at + length, ""),
                _ if readings.iter().any(String::is_empty) => {}
                _ => {
                    let here: String = rest.chars().take(80).collect();
                    return Some(format!("{:?} does not stand next, but {here:?}", words(&block.text)));
                }
            }
        }
    }
    (!is_markers(&rest, markers)).then(|| format!("the pages go on with {rest:?}"))
}

/// A cell higher than its page: what stands beside it comes between its parts on the page, though not in the structure.
const BROKEN_CELL: &str = "bad/tall-cell";

#[test]
fn page_order_is_the_document() {
    let Some(_) = support::command("pdftotext") else { return };
    let corpus = corpus();
    let Some(report) = report() else { return };
    let mut faults = String::new();
    for entry in corpus.entries.iter().filter(|entry| entry.name != BROKEN_CELL) {
        let blocks = blocks(&document(entry));
        // Poppler reorders the one and composes the other.
        if blocks.iter().any(|block| is_right_to_left(&block.text) || block.text.contains(is_combining)) {
            continue;
        }
        let signs = signs(&entry.pdf, report);
        let kept = blocks.iter().filter(|block| block.hidden || block.heading);
        let kept: Vec<String> = kept.map(|block| squeezed(&block.text)).collect();
        let mut pages = raw_lines(entry, report, &kept);
        pages.iter_mut().flatten().for_each(|line| *line = line.replace(signs.as_slice(), ""));
        let markers = markers(report, &entry.pdf, &signs);
        let (notes, blocks): (Vec<&Block>, Vec<&Block>) = blocks.iter().partition(|block| block.note);
        let noted: String =
            notes.iter().map(|note| squeezed(&note.text).replace(signs.as_slice(), "")).collect();
        let [mut text, taken] = text_and_notes(&pages, &noted);
        for words in drawings(report, &entry.pdf, &signs) {
            text = text.replacen(&words, "", 1);
        }
        if let Some(fault) = page_fault(&blocks, &text, &signs, &markers) {
            let _ = writeln!(faults, "{}: {fault}", entry.name);
        } else if taken != noted {
            let _ = writeln!(faults, "{}: of the notes only {taken:?}", entry.name);
        }
    }
    assert!(faults.is_empty(), "{faults}");
}
