//! Random input: no panic, outputs that hold together, every word placed once and inside its page.

mod support;

use std::sync::Arc;

use offprint::assets::MemoryLoader;
use offprint::convert::{self, Input, Options, Outputs, Stage, StyleInput};
use offprint::diagnostic::Context;
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use proptest::prelude::*;
use proptest::test_runner::{Config, FileFailurePersistence};
use support::text::{blocks, squeezed};
use support::{bad, book, random};

fn config(cases: u32) -> Config {
    // Failures are not written beside the sources: one that is found becomes a case of its own in the suite.
    let failure_persistence: Option<Box<dyn proptest::test_runner::FailurePersistence>> =
        Some(Box::new(FileFailurePersistence::Off));
    Config { cases, failure_persistence, ..Config::default() }
}

fn loader() -> MemoryLoader {
    let mut loader = MemoryLoader::default();
    loader.insert("x.png", bad::png(4, 4));
    loader
}

fn both() -> Options {
    Options { epub: true, pdf: true, ..Options::default() }
}

/// Both outputs, or `None` where the input is refused, which has to be said.
fn build(text: &str) -> Option<Outputs> {
    let mut sources = Sources::default();
    let source = sources.add("random.md", text);
    let loader = loader();
    let input = Input { source, fallback_title: Some("Random".to_owned()), loader: &loader };
    let context = Context::new();
    let outputs = convert::convert(&input, &both(), &mut sources, &context);
    let refused = context.has_errors();
    assert!(outputs.is_ok() || refused, "refused without a word");
    outputs.ok().filter(|_| !refused)
}

fn holds_together(text: &str) {
    let Some(outputs) = build(text) else { return };
    let book = outputs.epub.expect("a book was asked for");
    assert_eq!(book::faults(&book), Vec::<String>::new());
    let paper = outputs.pdf.expect("a paper was asked for");
    assert!(
        paper.starts_with(b"%PDF-1.7") && paper.trim_ascii_end().ends_with(b"%%EOF"),
        "the paper is cut short"
    );
}

/// One text item of the layout's trace: page size, place, width, and the text where it is content.
struct Placed {
    page: (f64, f64),
    at: (f64, f64),
    width: f64,
    content: Option<String>,
}

fn numbers(text: &str) -> Vec<f64> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// Reads the trace: `page LABEL WxH`, below it `text X,Y TAG FACE SIZE wide WIDTH "TEXT"`.
fn placed(trace: &str) -> Vec<Placed> {
    let mut items = Vec::new();
    let mut page = (0.0, 0.0);
    for line in trace.lines() {
        if let Some(rest) = line.strip_prefix("page ") {
            let sizes = numbers(rest.split_once(' ').map_or("", |(_, size)| size));
            page = (sizes[0], sizes[1]);
        }
        let Some(rest) = line.trim_start().strip_prefix("text ") else { continue };
        let (head, quoted) = rest.split_once('"').expect("a text item quotes its text");
        let mut fields = head.split_whitespace();
        let at = numbers(fields.next().expect("a text item has a place"));
        let tag = fields.next().expect("a text item has a tag");
        let width =
            head.rsplit_once("wide ").map(|(_, width)| numbers(width)[0]).expect("a text item has a width");
        let text = quoted.strip_suffix('"').expect("a text item quotes its text");
        let content = tag.strip_prefix('c').filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()));
        items.push(Placed { page, at: (at[0], at[1]), width, content: content.map(|_| text.to_owned()) });
    }
    items
}

fn is_placed_once(text: &str) {
    let mut sources = Sources::default();
    let source = sources.add("prose.md", text);
    let loader = loader();
    let input = Input { source, fallback_title: None, loader: &loader };
    let context = Context::new();
    let document = parse(&sources, source, &ParseOptions::default(), &context).expect("prose can be read");
    let trace =
        convert::dump(Stage::Layout, &input, &both(), &mut sources, &context).expect("prose can be laid out");
    let items = placed(&trace);
    for item in &items {
        let (width, height) = item.page;
        let inside =
            item.at.0 >= 0.0 && item.at.0 + item.width <= width && item.at.1 > 0.0 && item.at.1 < height;
        assert!(
            inside,
            "{:?} stands at {:?}, {} wide, on a page of {:?}",
            item.content, item.at, item.width, item.page
        );
    }
    let letters = |text: &str| text.chars().filter(|c| c.is_ascii_alphabetic()).collect::<String>();
    let wanted: String = blocks(&document).iter().map(|block| letters(&squeezed(&block.text))).collect();
    let found: String = items
        .iter()
        .filter_map(|item| item.content.as_deref())
        .map(|text| {
            letters(&["\\u{ad}", "\\u{a0}"].iter().fold(text.to_owned(), |text, sign| text.replace(sign, "")))
        })
        .collect();
    assert_eq!(found, wanted);
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn random_articles_hold_together(text in random::article()) {
        holds_together(&text);
    }

    #[test]
    fn noise_holds_together(text in random::noise()) {
        holds_together(&text);
    }

    #[test]
    fn every_word_is_placed_once_inside_its_page(text in random::prose()) {
        is_placed_once(&text);
    }
}

proptest! {
    #![proptest_config(config(96))]

    #[test]
    fn front_matter_is_read_or_refused(yaml in random::front_matter(), toml in any::<bool>()) {
        let fence = if toml { "+++" } else { "---" };
        holds_together(&format!("{fence}\n{yaml}\n{fence}\n\n# Title\n\nWords.\n"));
    }

    #[test]
    fn stylesheets_are_read_or_complained_of(css in random::css()) {
        let mut sources = Sources::default();
        let article = "# Title\n\nBy Ilse Aukland\n\nWords *and* more.\n\n- a\n- b\n\n|a|b|\n|-|-|\n|1|2|\n";
        let source = sources.add("article.md", article);
        let styles = vec![StyleInput::Sheet(sources.add("random.css", css), Arc::new(loader()))];
        let loader = loader();
        let input = Input { source, fallback_title: None, loader: &loader };
        let context = Context::new();
        let outputs = convert::convert(&input, &Options { styles, ..both() }, &mut sources, &context);
        prop_assert!(outputs.is_ok() || context.has_errors(), "refused without a word");
    }

    #[test]
    fn pictures_are_shown_or_complained_of(cut in 0..120_usize, at in 0..120_usize, byte in any::<u8>()) {
        let mut bytes = bad::png(9, 9);
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut / 4));
        let mut loader = loader();
        loader.insert("x.png", bytes);
        let mut sources = Sources::default();
        let source = sources.add("picture.md", "# Title\n\n![A picture](x.png)\n");
        let input = Input { source, fallback_title: None, loader: &loader };
        let outputs = convert::convert(&input, &both(), &mut sources, &Context::new()).expect("a broken picture stops nothing");
        assert_eq!(book::faults(&outputs.epub.expect("a book was asked for")), Vec::<String>::new());
    }
}
