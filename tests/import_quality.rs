//! How well plain texts and web pages are imported: precision and recall of what an editor made of them, the half that
//! the readers were written with and the half that they were not apart, and every failure by its name.

mod support;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use offprint::assets::FileLoader;
use offprint::diagnostic::Context;
use offprint::document::{Document, NodeId, Role};
use offprint::import::{Kind, import};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use support::root;

/// What is measured, in the order of the table.
const MEASURES: [&str; 6] = ["words", "title", "byline", "date", "pull quote", "credits"];

/// A half of a corpus, and the least precision and recall that it is held to, in hundredths, for each measure.
struct Half {
    folder: &'static str,
    kind: Kind,
    ending: &'static str,
    least: [(f64, f64); MEASURES.len()],
}

/// All that is found is wanted, and all that is wanted found.
const WHOLE: (f64, f64) = (100.0, 100.0);

const HALVES: [Half; 4] = [
    Half {
        folder: "texts/seen",
        kind: Kind::PlainText,
        ending: "txt",
        least: [WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE],
    },
    Half {
        folder: "texts/unseen",
        kind: Kind::PlainText,
        ending: "txt",
        least: [(99.1, 99.8), (91.6, 91.6), WHOLE, (100.0, 71.4), WHOLE, WHOLE],
    },
    Half {
        folder: "pages/seen",
        kind: Kind::Html,
        ending: "html",
        least: [WHOLE, WHOLE, WHOLE, WHOLE, WHOLE, WHOLE],
    },
    Half {
        folder: "pages/unseen",
        kind: Kind::Html,
        ending: "html",
        least: [(99.1, 99.7), WHOLE, (92.8, 81.2), WHOLE, WHOLE, WHOLE],
    },
];

/// What a Markdown says, one list of items for each measure; an item may stand in a list several times.
type Items = [Vec<String>; MEASURES.len()];

/// How many items were found, how many are wanted, and how many of them are the same.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    found: usize,
    wanted: usize,
    same: usize,
}

impl Count {
    fn of(found: &[String], wanted: &[String]) -> Count {
        let mut left: HashMap<&str, usize> = HashMap::new();
        wanted.iter().for_each(|item| *left.entry(item).or_default() += 1);
        let is_wanted = |item: &&String| match left.get_mut(item.as_str()) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        let same = found.iter().filter(is_wanted).count();
        Count { found: found.len(), wanted: wanted.len(), same }
    }

    fn add(&mut self, other: Count) {
        self.found += other.found;
        self.wanted += other.wanted;
        self.same += other.same;
    }

    fn precision(self) -> f64 {
        share(self.same, self.found)
    }

    fn recall(self) -> f64 {
        share(self.same, self.wanted)
    }

    fn is_perfect(self) -> bool {
        self.same == self.found && self.same == self.wanted
    }
}

/// A share in hundredths; nothing of nothing is all of it.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The names of a half: `NAME.txt` or `NAME.html`, each with its `NAME.md`.
fn inputs(half: &Half) -> Vec<PathBuf> {
    let folder = root().join("tests/suite/import").join(half.folder);
    let entries = std::fs::read_dir(folder).expect("the suite is readable");
    let paths = entries.map(|entry| entry.expect("the suite is readable").path());
    let mut inputs: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == half.ending)).collect();
    inputs.sort();
    inputs
}

/// The Markdown of an input, as `offprint import` writes it.
fn imported(half: &Half, input: &Path) -> String {
    let bytes = std::fs::read(input).expect("the suite is readable");
    let loader = FileLoader::new(input.parent().expect("an input stands in a folder"), &[]);
    let name = input.file_name().expect("an input has a name").to_string_lossy();
    let mut sources = Sources::default();
    let imported = import(half.kind, &name, bytes, &loader, &mut sources, &Context::new());
    imported.map(|imported| imported.markdown).unwrap_or_default()
}

/// The title of what has none.
const UNTITLED: &str = "(none)";

/// What a Markdown says.
fn items(markdown: &str) -> Items {
    let mut sources = Sources::default();
    let source = sources.add("article.md", markdown.to_owned());
    let options = ParseOptions {
        typography: false,
        fallback_title: Some(UNTITLED.to_owned()),
        ..ParseOptions::default()
    };
    let Ok(document) = parse(&sources, source, &options, &Context::new()) else { return Items::default() };
    let metadata = &document.metadata;
    let credits = metadata.credits.iter().map(|credit| format!("{}: {}", credit.label, credit.name));
    [
        words(&document),
        [&metadata.title].into_iter().filter(|title| *title != UNTITLED).cloned().collect(),
        metadata.authors.iter().map(|author| author.name.clone()).collect(),
        metadata.date.iter().map(|date| date.iso.clone()).collect(),
        pull_quotes(&document),
        credits.collect(),
    ]
}

/// The words of the text and of what the front matter puts into it, in small letters.
fn words(document: &Document) -> Vec<String> {
    let texts = document.walk().filter_map(|node| document.text(node));
    let words = texts.flat_map(|text| text.text.split(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The pull quotes, each with whether it stands behind a paragraph that holds its words.
fn pull_quotes(document: &Document) -> Vec<String> {
    let text = |node: NodeId| document.text_content(node);
    let mut quotes = Vec::new();
    for parent in document.walk() {
        let mut before = String::new();
        for &node in document.children(parent) {
            if document.role(node) == Some(Role::PullQuote) {
                let quote = text(node).trim().to_owned();
                let place = if before.contains(&quote) { "beside its words" } else { "apart" };
                quotes.push(format!("{quote} ({place})"));
            } else {
                before = text(node);
            }
        }
    }
    quotes
}

/// The figures of a half as lines of a table, its failures, and the measures that are worse than they may be.
fn judge(half: &Half) -> (String, Vec<String>) {
    let inputs = inputs(half);
    let (mut counts, mut exact, mut failures) = ([Count::default(); MEASURES.len()], 0, String::new());
    for input in &inputs {
        let markdown = imported(half, input);
        let wanted =
            std::fs::read_to_string(input.with_extension("md")).expect("each input has its Markdown");
        exact += usize::from(markdown == wanted);
        let (found, wanted) = (items(&markdown), items(&wanted));
        let each: Vec<Count> =
            found.iter().zip(&wanted).map(|(found, wanted)| Count::of(found, wanted)).collect();
        counts.iter_mut().zip(&each).for_each(|(sum, count)| sum.add(*count));
        let missed: Vec<String> = MEASURES
            .iter()
            .zip(&each)
            .filter(|(_, count)| !count.is_perfect())
            .map(|(measure, count)| format!("{measure} {}/{}/{}", count.found, count.wanted, count.same))
            .collect();
        if !missed.is_empty() {
            let name = input.file_stem().unwrap_or_default().to_string_lossy();
            let _ = writeln!(failures, "  {name}: {}", missed.join(", "));
        }
    }
    let mut text = format!("{} ({} files, {exact} of them to the letter)\n", half.folder, inputs.len());
    let mut worse = Vec::new();
    for ((measure, count), least) in MEASURES.iter().zip(counts).zip(half.least) {
        let (precision, recall) = (count.precision(), count.recall());
        let _ = writeln!(
            text,
            "  {measure:<10}  precision {precision:6.2}  recall {recall:6.2}  of {}",
            count.wanted
        );
        if precision < least.0 || recall < least.1 {
            worse.push(format!(
                "{}: {measure} {precision:.2} and {recall:.2}, not {} and {}",
                half.folder, least.0, least.1
            ));
        }
    }
    if !failures.is_empty() {
        let _ =
            write!(text, "  not as wanted (found/wanted/the same):\n{}", failures.replace("\n  ", "\n    "));
    }
    (text, worse)
}

/// Prints the figures past the test runner's capture, whether they suffice or not.
#[test]
fn texts_and_pages_are_imported_as_an_editor_would() {
    let judged: Vec<(String, Vec<String>)> = HALVES.iter().map(judge).collect();
    let table: String = judged.iter().map(|(text, _)| text.as_str()).collect();
    let _ = writeln!(std::io::stderr(), "\n{table}");
    let worse: Vec<String> = judged.into_iter().flat_map(|(_, worse)| worse).collect();
    assert!(worse.is_empty(), "worse than it was:\n{}", worse.join("\n"));
}
