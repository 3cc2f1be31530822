//! Side floats on random articles: every word once and inside its page, nothing over anything else, no line of text
//! narrower than the least measure.

mod support;

use std::collections::BTreeMap;
use std::sync::Arc;

use offprint::diagnostic::Context;
use offprint::font::FontBook;
use offprint::geometry::{Length, Size};
use offprint::image::ImageSet;
use offprint::layout::frame::{ContentTag, FrameItemKind, PagedDocument};
use offprint::layout::{LayoutInput, layout};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use offprint::style::{BASE, Origin, StyleOptions, Stylesheet, resolve};
use proptest::prelude::*;

const PAGE: Size = Size { width: Length::pt(400), height: Length::pt(400) };
const COMMON: &str = include_str!("suite/layout/common.css");
/// The text's line height, and the room on a page.
const LINE: f64 = 14.0;
const ROOM: [f64; 4] = [30.0, 48.0, 370.0, 352.0];

/// A part of an article; numbers count words.
#[derive(Clone, Debug)]
enum Piece {
    Text(usize),
    /// Its kind of box.
    Box(&'static str, usize),
    Heading,
    List(usize),
    Quote(usize),
    Code,
    Table,
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let kind = prop_oneof![Just("SIDEBAR"), Just("NOTE"), Just("TIP"), Just("WARNING")];
    let piece = prop_oneof![
        6 => (1usize..90).prop_map(Piece::Text),
        4 => (kind, 1usize..40).prop_map(|(kind, words)| Piece::Box(kind, words)),
        1 => Just(Piece::Heading),
        2 => (1usize..90).prop_map(Piece::List),
        2 => (1usize..90).prop_map(Piece::Quote),
        1 => Just(Piece::Code),
        1 => Just(Piece::Table),
    ];
    proptest::collection::vec(piece, 1..24)
}

/// Two floats of which the second waits for its turn until a list or a quote stands beside the first.
fn turns() -> impl Strategy<Value = Vec<Piece>> {
    let kind = || prop_oneof![Just("NOTE"), Just("TIP")];
    let indented = prop_oneof![(30usize..90).prop_map(Piece::List), (30usize..90).prop_map(Piece::Quote)];
    (kind(), 6usize..40, kind(), 6usize..60, 1usize..20, indented).prop_map(
        |(first, one, second, two, text, indented)| {
            vec![
                Piece::Box(first, one),
                Piece::Box(second, two),
                Piece::Text(text),
                indented,
                Piece::Text(150),
            ]
        },
    )
}

fn sheet() -> impl Strategy<Value = String> {
    let side = || prop_oneof![Just("left"), Just("right"), Just("inline-start"), Just("inline-end")];
    let kinds = (side(), side(), side(), 26..70, 26..70, 0..12);
    let around = (0..20, 0..20, 12..16);
    (kinds, around, any::<bool>(), any::<bool>()).prop_map(|((a, b, c, wide, narrow, gap), (list, quote, line), columns, cleared)| {
        let columns = if columns { "article { columns: 2; column-gap: 14pt }" } else { "" };
        let cleared = if cleared { "h2 { clear: both }" } else { "" };
        format!(
            "@page {{ size: 400pt 400pt; @top-left {{ content: none }} @bottom-center {{ content: none }} }}
             body {{ hyphens: none }} {columns} {cleared} aside {{ margin: 0 {gap}pt }} pre {{ background: #eee; padding: 3pt }}
             ul {{ margin: {list}pt 0 }} li {{ line-height: {line}pt }} blockquote {{ margin: {quote}pt 0 }}
             .sidebar {{ float: {a}; width: {wide}%; padding: 4pt; border: 1pt solid }}
             .note {{ float: {b}; width: {narrow}%; font-size: 8pt; line-height: 11pt }} .tip {{ float: {c} }}
             .warning {{ float: left; width: 30%; clear: left }}"
        )
    })
}

/// Boxes on one side above text at distances that are no multiple of its lines.
fn plain_sheet() -> impl Strategy<Value = String> {
    (30..50, 0..20, 11..14, 12..17).prop_map(|(width, around, small, line)| {
        format!(
            "@page {{ size: 400pt 400pt; @top-left {{ content: none }} @bottom-center {{ content: none }} }}
             body {{ hyphens: none }} ul, blockquote {{ margin: {around}pt 0 }} li, blockquote {{ line-height: {line}pt }}
             .note, .tip {{ float: right; width: {width}%; margin: 0; font-size: 8pt; line-height: {small}pt }}"
        )
    })
}

/// The article, and how many words it has: each is `w` and its number.
fn article(pieces: &[Piece]) -> (String, usize) {
    let mut count = 0;
    let mut words = |many: usize| {
        let words: Vec<String> = (count..count + many).map(|number| format!("w{number}")).collect();
        count += many;
        words.join(" ")
    };
    let mut text = format!("# {}\n\n", words(1));
    for piece in pieces {
        let block = match piece {
            Piece::Text(many) => words(*many),
            Piece::Box(kind, many) => format!("> [!{kind}] {}\n> {}", words(1), words(*many)),
            Piece::Heading => format!("## {}", words(3)),
            Piece::List(many) => format!("- {}\n- {}", words(*many), words(4)),
            Piece::Quote(many) => format!("> {}", words(*many)),
            Piece::Code => format!("```\n{}\n{}\n```", words(3), words(2)),
            Piece::Table => {
                format!("| {} | {} |\n|---|---|\n| {} | {} |", words(1), words(1), words(1), words(1))
            }
        };
        text.push_str(&block);
        text.push_str("\n\n");
    }
    (text, count)
}

fn pages(markdown: &str, css: &str) -> PagedDocument {
    let context = Context::new();
    let mut sources = Sources::default();
    let text = sources.add("case.md", markdown);
    let document = parse(&sources, text, &ParseOptions::default(), &context).expect("a document");
    let sheets = [(BASE, Origin::Base), (COMMON, Origin::BuiltIn), (css, Origin::Author)];
    let sheets =
        sheets.map(|(text, origin)| Stylesheet::parse(sources.add("sheet", text), text, origin, &context));
    let options = StyleOptions { default_page: PAGE, page_override: None };
    let styles = resolve(&document, &sheets.each_ref(), &options, &context);
    let fonts = Arc::new(FontBook::bundled());
    let images = Arc::new(ImageSet::default());
    let input = LayoutInput { document: &document, styles: &styles, fonts, images };
    layout(&input, &context).expect("pages").0
}

/// A run of glyphs: where it stands, what it says, whose content it is.
#[derive(Clone, Debug)]
struct Run {
    left: f64,
    right: f64,
    baseline: f64,
    size: f64,
    text: String,
    owner: Option<u32>,
}

impl Run {
    fn is_over(&self, other: &Run) -> bool {
        let (top, bottom) =
            (|run: &Run| run.baseline - 0.7 * run.size, |run: &Run| run.baseline + 0.2 * run.size);
        let wide = self.right.min(other.right) - self.left.max(other.left);
        let high = bottom(self).min(bottom(other)) - top(self).max(top(other));
        wide > 0.2 && high > 0.2
    }
}

fn runs(document: &PagedDocument) -> Vec<Vec<Run>> {
    let run = |item: &offprint::layout::frame::FrameItem| {
        let FrameItemKind::Text(run) = &item.kind else { return None };
        // The space at a line's end stands past it.
        let inked = run.text.trim_end().len();
        let spaces = run.text.len() - inked;
        let space = run
            .glyphs
            .iter()
            .rev()
            .take(spaces)
            .map(|glyph| (glyph.x_advance + run.word_spacing).to_pt())
            .sum::<f64>();
        let left = item.position.x.to_pt();
        let owner = match item.tag {
            ContentTag::Content(id) => Some(id.0),
            ContentTag::Artifact(_) => None,
        };
        let right = left + run.width().to_pt() - space;
        let (baseline, size) = (item.position.y.to_pt(), run.size.to_pt());
        Some(Run { left, right, baseline, size, text: run.text.to_string(), owner })
    };
    document.pages.iter().map(|page| page.items.iter().filter_map(run).collect()).collect()
}

/// The lines of one paragraph on one page, by column and place: from the leftmost to the rightmost ink of each.
fn lines(page: &[Run], owner: u32, columns: bool) -> BTreeMap<(bool, i64), (f64, f64)> {
    let mut lines: BTreeMap<(bool, i64), (f64, f64)> = BTreeMap::new();
    for run in page.iter().filter(|run| run.owner == Some(owner)) {
        let line = lines
            .entry((columns && run.left > 200.0, (run.baseline * 8.0) as i64))
            .or_insert((f64::MAX, f64::MIN));
        *line = (line.0.min(run.left), line.1.max(run.right));
    }
    lines
}

fn check(pieces: &[Piece], css: &str) -> Result<(), TestCaseError> {
    let (text, count) = article(pieces);
    let document = pages(&text, css);
    let pages = runs(&document);
    let mut seen: Vec<String> = pages
        .iter()
        .flatten()
        .filter(|run| run.owner.is_some())
        .flat_map(|run| {
            run.text
                .split_whitespace()
                .filter(|word| word.starts_with('w'))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .collect();
    let mut wanted: Vec<String> = (0..count).map(|number| format!("w{number}")).collect();
    seen.sort();
    wanted.sort();
    prop_assert_eq!(seen, wanted, "each word once");
    let is_columns = css.contains("columns");
    // What a paragraph's words stand in decides how narrow it may be: those of boxes and cells are their own matter.
    let prose: Vec<String> = prose(pieces);
    for (number, page) in pages.iter().enumerate() {
        for (index, run) in page.iter().enumerate() {
            let [left, top, right, bottom] = ROOM;
            let inside = run.left >= left - 8.0 && run.right <= right + 1.0;
            let inside = inside && run.baseline >= top && run.baseline <= bottom;
            prop_assert!(inside, "page {}: {:?} stands outside its page\n{}", number + 1, run, text);
            for other in page.iter().skip(index + 1) {
                prop_assert!(
                    !run.is_over(other),
                    "page {}: {:?} is over {:?}\n{}",
                    number + 1,
                    run,
                    other,
                    text
                );
            }
        }
        let owners: Vec<u32> = page.iter().filter_map(|run| run.owner).collect();
        for owner in owners {
            let own = page.iter().filter(|run| run.owner == Some(owner));
            if !own
                .clone()
                .flat_map(|run| run.text.split_whitespace())
                .any(|word| prose.iter().any(|known| known == word))
            {
                continue;
            }
            let lines = lines(page, owner, is_columns);
            let least = if is_columns { 9.0 * LINE - 24.0 } else { 9.0 * LINE - 14.0 };
            for (baseline, (left, right)) in lines.iter().rev().skip(1) {
                let width = right - left;
                prop_assert!(
                    width >= least,
                    "page {}: a line at {} is {} wide\n{}",
                    number + 1,
                    baseline.1 / 8,
                    width,
                    text
                );
            }
        }
    }
    Ok(())
}

/// The words of paragraphs in the text.
fn prose(pieces: &[Piece]) -> Vec<String> {
    let mut count = 1;
    let mut prose = Vec::new();
    for piece in pieces {
        let many = match piece {
            Piece::Text(many) => *many,
            Piece::Box(_, many) => many + 1,
            Piece::Heading => 3,
            Piece::List(many) => many + 4,
            Piece::Quote(many) => *many,
            Piece::Code => 5,
            Piece::Table => 4,
        };
        if matches!(piece, Piece::Text(_)) {
            prose.extend((count..count + many).map(|number| format!("w{number}")));
        }
        count += many;
    }
    prose
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_stands_beside_floats(pieces in pieces(), css in sheet()) {
        check(&pieces, &css)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn floats_take_turns(pieces in turns(), css in plain_sheet()) {
        check(&pieces, &css)?;
    }
}

const SIDE: &str = "@page { size: 400pt 400pt; @top-left { content: none } @bottom-center { content: none } }
    body { hyphens: none } aside { font-size: 8pt; line-height: 11pt } .note { float: left; width: 50%; margin: 0 8pt 0 0 }
    .tip { float: right; width: 40%; margin: 0 0 200pt 8pt }";

#[test]
fn a_margin_below_takes_no_text_off_its_page() {
    let pieces = [Piece::Text(20), Piece::Box("TIP", 60), Piece::Text(400)];
    for margin in ["200pt", "100000pt"] {
        check(&pieces, &SIDE.replace("200pt", margin)).expect("all text inside its page");
    }
}

#[test]
fn a_word_that_has_no_room_beside_a_float_stands_below_it() {
    let word = "Wirtschaftsverwaltungsgerichtsbarkeitsreform";
    let text = format!("# A\n\n> [!NOTE] B\n> Some words.\n\nThe {word} goes below, uncut.\n");
    let words: Vec<String> = runs(&pages(&text, SIDE)).into_iter().flatten().map(|run| run.text).collect();
    assert!(words.iter().any(|run| run.contains(word)), "{words:?}");
}

#[test]
fn the_marker_of_an_empty_item_stands_beside_a_float() {
    let text = "# A\n\n> [!NOTE] B\n> Some words and more, so many that they fill some lines of a narrow box beside a short list of items.\n\n- One\n-\n- Three\n";
    let runs: Vec<Run> = runs(&pages(text, SIDE)).into_iter().flatten().collect();
    let bullets: Vec<f64> = runs.iter().filter(|run| run.text.contains('•')).map(|run| run.left).collect();
    assert_eq!(bullets.len(), 3, "{runs:?}");
    assert!(bullets.iter().all(|left| left.to_bits() == bullets[0].to_bits()), "{bullets:?}");
}
