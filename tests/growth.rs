//! Hostile shapes cost no more than their length. Each is set at one, two and four times a size: what the second
//! doubling adds is about twice what the first one adds if the cost is linear, and four times as much if it is
//! quadratic; what an article costs whatever its length falls out. Instructions are counted by callgrind. The test
//! starts itself under it, and it writes one file of counts for each call of [`measured`].

mod support;

use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use offprint::assets::MemoryLoader;
use offprint::convert::{Input, Options, StyleInput, convert};
use offprint::diagnostic::Context;
use offprint::import::{Kind, import};
use offprint::source::Sources;
use support::scratch;

/// A shape: its name, how many repetitions the small input has, and the text of so many.
type Shape = (&'static str, usize, fn(usize) -> String);

const SHAPES: &[Shape] = &[
    ("long-word", 1_000, |n| "a".repeat(n)),
    ("long-paragraph", 120, |n| "several words that fill a line ".repeat(n)),
    ("many-paragraphs", 70, |n| "A paragraph of a few words, no more.\n\n".repeat(n)),
    ("open-brackets", 700, |n| "[".repeat(n)),
    ("open-images", 400, |n| "![".repeat(n)),
    ("stars", 1_000, |n| format!("a{}a", "*".repeat(n))),
    ("star-a", 600, |n| "*a ".repeat(n)),
    ("stars-and-underscores", 150, |n| "*a **b __c _d ".repeat(n)),
    ("backticks", 120, |n| (0..n).map(|i| format!("{} ", "`".repeat(i % 40 + 1))).collect()),
    ("nested-quotes", 2_000, |n| format!("{} deep", ">".repeat(n))),
    ("nested-lists", 60, |n| (0..n).map(|i| format!("{}- x\n", "  ".repeat(i))).collect()),
    ("list-items", 120, |n| "- item\n".repeat(n)),
    ("wide-table", 40, |n| format!("|{}\n|{}\n|{}\n", "h|".repeat(n), "-|".repeat(n), "c|".repeat(n))),
    ("long-table", 250, |n| format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(n))),
    ("same-headings", 300, |n| "## Again\n\n".repeat(n)),
    ("footnotes", 40, |n| (0..n).map(|i| format!("Word[^{i}].\n\n[^{i}]: Note.\n\n")).collect()),
    ("one-footnote-often", 200, |n| format!("{}\n\n[^1]: Note.\n", "word[^1] ".repeat(n))),
    ("references", 300, |n| format!("{}\n\n[a]: #a\n", "[a] ".repeat(n))),
    ("undefined-references", 500, |n| (0..n).map(|i| format!("[x{i}] ")).collect()),
    ("links", 80, |n| "[a](https://a.example/) ".repeat(n)),
    ("bare-addresses", 100, |n| "www.a.example ".repeat(n)),
    ("entities", 1_500, |n| "&amp;".repeat(n)),
    ("open-tags", 600, |n| "<b>".repeat(n)),
    ("open-divs", 200, |n| "<div>\n".repeat(n)),
    ("angle-brackets", 700, |n| "<".repeat(n)),
    ("quotes", 400, |n| "\"'".repeat(n)),
    ("combining-marks", 3_000, |n| format!("a{}", "\u{301}".repeat(n))),
    ("bidi-controls", 1_500, |n| "\u{202e}a\u{2067}".repeat(n)),
    ("right-to-left", 150, |n| "שלום עולם ".repeat(n)),
    ("unknown-glyphs", 600, |n| "\u{13000}".repeat(n)),
    ("hard-breaks", 150, |n| "line\\\n".repeat(n)),
    ("code-lines", 150, |n| format!("```\n{}```\n", "let x = 1;\n".repeat(n))),
    ("code-long-line", 6_000, |n| format!("```\n{}\n```\n", "x".repeat(n))),
    ("css-colours", 400, |n| (0..n).map(|i| format!(".c{i} {{ color: #000 }}\n")).collect()),
    ("css-grounds", 400, |n| (0..n).map(|i| format!(".c{i} {{ background: #000 }}\n")).collect()),
    ("css-properties", 400, |n| (0..n).map(|i| format!(":root {{ --p{i}: var(--p{}) }}\n", i + 1)).collect()),
    ("css-pages", 400, |n| (0..n).map(|i| format!("@page p{i} {{ margin: var(--none) }}\n")).collect()),
    ("json-words", 400, |n| json(&para(&"{\"t\":\"Str\",\"c\":\"a*[\"},{\"t\":\"Space\"},".repeat(n)))),
    ("json-signs", 1_000, |n| json(&para(&format!("{{\"t\":\"Str\",\"c\":\"{}\"}},", "[&*~^$<".repeat(n))))),
    ("json-paragraphs", 200, |n| json(&para("{\"t\":\"Str\",\"c\":\"word\"},").repeat(n))),
    ("json-items", 200, |n| {
        let item = "[{\"t\":\"Plain\",\"c\":[{\"t\":\"Str\",\"c\":\"word\"}]}],";
        json(&format!("{{\"t\":\"BulletList\",\"c\":[{}]}},", item.repeat(n).trim_end_matches(',')))
    }),
    ("html-deep", 400, |n| page(&"<div>x".repeat(n))),
    ("html-self-closing", 4_000, |n| page(&"<section/>x".repeat(n))),
    ("html-spans", 60, |n| page(&format!("<table><tr>{}</table>", "<td colspan=1000>a</td>".repeat(n)))),
    ("html-sheet", 4000, |n| page(&format!("<style>{}</style>", "{".repeat(n)))),
    ("html-title", 100, |n| {
        let title = "word ".repeat(n * 20);
        format!("<meta property=og:title content='{title}'>{}", page(&"<h2>a</h2>".repeat(n)))
    }),
    ("html-stress", 200, |n| page(&(0..n).map(|i| format!("<p><font size={i}>x")).collect::<String>())),
    ("html-open-tags", 200, |n| page(&"<p><b>x<li>".repeat(n))),
    ("html-paragraphs", 200, |n| page(&"<p>word</p>".repeat(n))),
    ("html-links", 150, |n| page(&(0..n).map(|i| format!("<a href='#n{i}'>x{i}</a> ")).collect::<String>())),
    ("html-images", 60, |n| page(&(0..n).map(|i| format!("<img src='a{i}.png' alt=x>")).collect::<String>())),
    ("html-notes", 60, |n| {
        let calls: String =
            (0..n).map(|i| format!("<sup><a href='#n{i}' id='r{i}'>{i}</a></sup> ")).collect();
        let notes: String = (0..n).map(|i| format!("<li id='n{i}'>note <a href='#r{i}'>back</a>")).collect();
        page(&format!("<p>{calls}</p><ol>{notes}</ol>"))
    }),
    ("html-one-note", 100, |n| {
        page(&format!("<p>{}<ol><li id=n>{}", "x<sup><a href='#n'>1</a></sup>".repeat(n), "word ".repeat(n)))
    }),
    // Of a tag with so many only the first are read: below that each is compared with those before it.
    ("html-attributes", 4_000, |n| {
        page(&format!("<p {}>x", (0..n).map(|i| format!("a{i}=1 ")).collect::<String>()))
    }),
    ("html-classes", 600, |n| page(&format!("<div class='{}'>x</div>", "nav ".repeat(n)))),
    ("html-entities", 500, |n| page(&"&amp;&lt;".repeat(n))),
    ("html-cells", 60, |n| page(&format!("<table>{}</table>", "<tr><td>a<td>2".repeat(n)))),
    ("html-columns", 60, |n| {
        page(&format!("<table><tr>{}<tr>{}</table>", "<td>a".repeat(n), "<td>2".repeat(n)))
    }),
    ("html-furniture", 60, |n| page(&"<div class=share><a href=x>Share</a></div>".repeat(n))),
    ("html-lines", 300, |n| page(&format!("<pre>{}</pre>", "<span>x\n</span>".repeat(n)))),
    ("html-unnamed", 40, |n| {
        "<div><p>Words that read like prose, and more of them than one line holds.</p></div>".repeat(n)
    }),
    ("html-metadata", 200, |n| {
        format!("{}{}", "<meta name=citation_author content='A, B'>".repeat(n), page("x"))
    }),
    ("text-words", 400, |n| "word\n".repeat(n)),
    ("text-one-line", 4_000, |n| "x".repeat(n)),
    ("text-paragraphs", 150, |n| "A paragraph of a few words, and no more.\n\n".repeat(n)),
    ("text-capitals", 200, |n| {
        let heads: String = (0..n).map(|i| format!("THE HEAD {i}\n\nWords below it.\n\n")).collect();
        format!("A Title\n\n{heads}")
    }),
    ("text-hyphens", 250, |n| (0..n).map(|i| format!("several words that are di{i}-\n")).collect()),
    ("text-pages", 150, |n| (0..n).map(|i| format!("and so it goes\n\n{i}\n\n\u{c}THE PAPER\n\n")).collect()),
    ("text-quotes", 100, |n| {
        (0..n)
            .map(|i| format!("It was said by number {i}\n\nHe said so. It was said by number {i} too.\n\n"))
            .collect()
    }),
    ("text-same-quotes", 150, |n| "It was all that they said\n\n".repeat(n)),
    ("text-notes", 100, |n| {
        (0..n).map(|i| format!("A word [{}] of it.\n\n[{}] A note.\n\n", i % 999, i % 999)).collect()
    }),
    ("text-fields", 150, |n| "SECTION: A\nLENGTH: 5 words\n\n".repeat(n)),
    ("text-credits", 150, |n| format!("Words.\n\n{}", "Edited by Ann Lee\n".repeat(n))),
    ("text-items", 200, |n| (1..=n).map(|i| format!("{i}. An item\n")).collect()),
    ("text-lists-in-a-block", 80, |n| format!("T\n\nWords.\n\n{}", "1. aa\n2. bb\nxx\n".repeat(n))),
    ("text-one-note-often", 100, |n| {
        format!("A Title\n\nWords and{} so on.\n\n[1] {}\n", " [1]".repeat(n), "word ".repeat(n))
    }),
    ("text-table", 100, |n| format!("Name  One  Two\n{}", "abcd  1.0  2.0\n".repeat(n))),
    ("json-raw", 200, |n| json(&"{\"t\":\"RawBlock\",\"c\":[\"tex\",\"word\"]},".repeat(n))),
    ("epub-paragraphs", 200, |n| "<p>A paragraph of a few words.</p>\n".repeat(n)),
    ("epub-elements", 100, |n| "<p>a<em>b</em>c<span>d</span></p>\n".repeat(n)),
    ("epub-entities", 600, |n| format!("<p>{}</p>", "&amp;a".repeat(n))),
    ("epub-attributes", 300, |n| {
        (0..n).fold("<p".to_owned(), |tag, i| format!("{tag} a{i}=\"b\"")) + ">c</p>"
    }),
    ("epub-classes", 600, |n| format!("<p class=\"{}\">c</p>", "kicker a ".repeat(n))),
    ("epub-ids", 100, |n| {
        (0..n).map(|i| format!("<p data-id=\"é{i}\" id=\"e{i}\"><a href=\"#e{i}\">a</a></p>")).collect()
    }),
    ("epub-notes", 50, |n| {
        let call = |i: usize| format!("<a class=\"noteref\" href=\"#fn-{i}\">{i}</a>");
        let note = |i: usize| format!("<aside class=\"footnote\" id=\"fn-{i}\"><p>a</p></aside>");
        let calls: String = (0..n).map(call).collect();
        let notes: String = (0..n).map(note).collect();
        format!("<p>{calls}</p><section class=\"footnotes\">{notes}</section>")
    }),
    ("epub-people", 100, |n| {
        let person = |i: usize| {
            format!(
                "<dc:creator id=\"a{i}\">A B{i}</dc:creator><meta refines=\"#a{i}\" property=\"file-as\">C</meta>"
            )
        };
        (0..n).map(person).collect()
    }),
];

/// A paragraph of Pandoc's JSON.
fn para(inlines: &str) -> String {
    format!("{{\"t\":\"Para\",\"c\":[{}]}},", inlines.trim_end_matches(','))
}

/// A document of Pandoc's JSON behind a heading.
fn json(blocks: &str) -> String {
    let heading = "{\"t\":\"Header\",\"c\":[1,[\"\",[],[]],[{\"t\":\"Str\",\"c\":\"Shape\"}]]}";
    let blocks = blocks.trim_end_matches(',');
    format!("{{\"pandoc-api-version\":[1,23],\"meta\":{{}},\"blocks\":[{heading},{blocks}]}}")
}

/// A web page with a headline and a paragraph before what is said.
fn page(body: &str) -> String {
    let prose = "A paragraph that is long enough to be read as prose by anybody who reads it at all, surely.";
    format!("<!DOCTYPE html><title>Shape | Site</title><body><article><h1>Shape</h1><p>{prose}</p>{body}")
}

/// What the names of shapes that are imported begin with.
const JSON: &str = "json-";
const HTML: &str = "html-";

/// What the names of shapes of EPUBs begin with; that of people stands in the metadata.
const EPUB: &str = "epub-";
const PEOPLE: &str = "epub-people";

/// What those of plain texts begin with.
const TEXT: &str = "text-";

/// What the names of shapes of style sheets begin with.
const SHEET: &str = "css-";

/// How many times its size each shape is set.
const SIZES: [usize; 3] = [1, 2, 4];

/// How many times as much the second doubling may add as the first: sorting and tables that grow take a little more.
const MOST: f64 = 2.4;

/// How many processes share the shapes.
const SHARES: usize = 2;

/// The share of the shapes that a process under callgrind converts, as a number.
const SHARE: &str = "OFFPRINT_GROWTH_SHARE";

/// The shapes of a share.
fn shapes(share: usize) -> impl Iterator<Item = &'static Shape> {
    SHAPES.iter().skip(share).step_by(SHARES)
}

/// What a shape that is imported is, and its bytes.
fn input_of(name: &str, text: &str) -> Option<(Kind, Vec<u8>)> {
    if name.starts_with(EPUB) {
        let (metadata, article) = if name == PEOPLE { (text, "<p>a</p>") } else { ("", text) };
        return Some((Kind::Epub, support::archive::epub(metadata, article)));
    }
    if name.starts_with(TEXT) {
        let text = format!("A Title\n\nA sentence that is neither a head nor furniture.\n\n{text}");
        return Some((Kind::PlainText, text.into_bytes()));
    }
    let kinds = [(JSON, Kind::PandocJson), (HTML, Kind::Html)];
    let (_, kind) = kinds.into_iter().find(|(begin, _)| name.starts_with(begin))?;
    Some((kind, text.as_bytes().to_vec()))
}

/// Converts a text into both formats, or a text of one word in a style. Its name is how callgrind knows what to count.
#[inline(never)]
fn measured(name: &str, text: &str) -> bool {
    let mut sources = Sources::default();
    let loader = MemoryLoader::default();
    if let Some((kind, bytes)) = input_of(name, text) {
        return import(kind, "shape", bytes, &loader, &mut sources, &Context::new()).is_ok();
    }
    let (text, styles) = if name.starts_with(SHEET) {
        let sheet = sources.add("shape.css", text.to_owned());
        ("x", vec![StyleInput::Sheet(sheet, Arc::new(MemoryLoader::default()))])
    } else {
        (text, Vec::new())
    };
    let source = sources.add("shape.md", format!("---\nlanguage: en\n---\n\n# Shape\n\n{text}\n"));
    let input = Input { source, fallback_title: None, loader: &loader };
    let options = Options { epub: true, pdf: true, styles, ..Options::default() };
    convert(&input, &options, &mut sources, &Context::new()).is_ok()
}

#[test]
#[ignore = "runs under callgrind, started by the test below"]
fn under_callgrind() {
    let share = std::env::var(SHARE).ok().and_then(|share| share.parse().ok()).expect("a share is named");
    // The first call also fills what is filled once.
    assert!(measured("", "x"));
    for (name, size, shape) in shapes(share) {
        for times in SIZES {
            assert!(measured(name, &shape(size * times)), "{name} is refused");
        }
    }
}

/// The instructions of each call of [`measured`] in a share, in order.
fn counts(valgrind: &Path, folder: &Path, share: usize) -> Vec<u64> {
    let out = folder.join(format!("share-{share}"));
    let output = Command::new(valgrind)
        .args(["--tool=callgrind", "--zero-before=growth::measured", "--dump-after=growth::measured"])
        .arg(format!("--callgrind-out-file={}", out.display()))
        .arg(std::env::current_exe().expect("a test has a path"))
        .args(["--exact", "--ignored", "under_callgrind"])
        .env(SHARE, share.to_string())
        .output()
        .expect("valgrind starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let total = |number: usize| {
        let file = std::fs::read_to_string(format!("{}.{number}", out.display())).ok()?;
        let line = file.lines().find_map(|line| line.strip_prefix("totals: "))?;
        line.trim().parse().ok()
    };
    (1..).map_while(total).collect()
}

/// How much more each shape's second doubling adds than its first, with a line that says so.
fn growth(counts: &[u64], share: usize) -> Vec<(f64, String)> {
    let [_, counts @ ..] = counts else { panic!("callgrind counted nothing") };
    assert_eq!(counts.len(), SIZES.len() * shapes(share).count(), "calls that callgrind counted");
    let triples = counts.chunks_exact(SIZES.len()).zip(shapes(share));
    let lines = triples.map(|(counts, (name, ..))| {
        let added = |from: usize, to: usize| counts[to].saturating_sub(counts[from]) as f64 / 1e6;
        let (first, second) = (added(0, 1), added(1, 2));
        assert!(first > 0.1, "{name}: too small to be measured");
        (second / first, format!("{name}: {first:.1} M, then {second:.1} M more: {:.2}", second / first))
    });
    lines.collect()
}

#[test]
fn each_doubling_adds_twice_as_much_as_the_last() {
    let Some(valgrind) = support::command("valgrind") else {
        return;
    };
    let folder = scratch("growth");
    let mut lines: Vec<(f64, String)> = std::thread::scope(|scope| {
        let measure = |share| growth(&counts(&valgrind, &folder, share), share);
        let threads: Vec<_> = (0..SHARES).map(|share| scope.spawn(move || measure(share))).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("callgrind ends")).collect()
    });
    lines.sort_by(|a, b| b.0.total_cmp(&a.0));
    lines.iter().for_each(|(_, line)| println!("{line}"));
    let steep: Vec<&str> =
        lines.iter().filter(|(ratio, _)| *ratio > MOST).map(|(_, line)| line.as_str()).collect();
    assert!(steep.is_empty(), "these shapes grow faster than their input:\n{}", steep.join("\n"));
}
