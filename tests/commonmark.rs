//! CommonMark's own examples through our tree. Exempt are those whose raw HTML is reduced or repaired, and no others;
//! what becomes of them stands in `tests/ref/commonmark/raw-html.txt` (`UPDATE=1` rewrites it).

mod support;

use std::fmt::Write as _;

use offprint::diagnostic::{Code, Context};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;
use pulldown_cmark::{Event, Parser};
use support::commonmark::{Example, examples};
use support::html;

/// What our tree makes of an example, and whether raw HTML was changed on the way.
fn ours(example: &Example) -> (String, bool) {
    let mut sources = Sources::default();
    let source = sources.add(format!("example-{}.md", example.number), example.markdown.as_str());
    let options =
        ParseOptions { article: false, typography: false, extensions: false, ..ParseOptions::default() };
    let context = Context::new();
    let document = parse(&sources, source, &options, &context);
    let changed = |code| matches!(code, Code::HtmlDropped | Code::HtmlRepaired);
    let changed = context.take_diagnostics().iter().any(|diagnostic| changed(diagnostic.code));
    (document.map_or_else(|_| "refused".to_owned(), |document| html::of_document(&document)), changed)
}

fn has_raw_html(example: &Example) -> bool {
    Parser::new(&example.markdown).any(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
}

#[test]
fn examples_come_out_as_expected() {
    let Some(validators) = support::validators() else {
        return support::not_run("CommonMark's examples", "they are not installed");
    };
    let mut faults = String::new();
    let mut exempt = String::new();
    let mut counts = (0, 0, 0);
    for example in examples(&validators) {
        let (ours, changed) = ours(&example);
        if changed && has_raw_html(&example) {
            let _ = write!(exempt, "=== {} {}\n{ours}\n", example.number, example.section);
            counts.1 += 1;
            continue;
        }
        counts.0 += 1;
        let expected = html::of_html(&example.html);
        if ours != expected {
            counts.2 += 1;
            let Example { number, section, markdown, .. } = example;
            let _ = write!(
                faults,
                "=== {number} {section}\n{markdown}--- expected\n{expected}\n--- ours\n{ours}\n"
            );
        }
    }
    let (held, left_out, failed) = counts;
    println!("{held} examples compared, {left_out} exempt for their raw HTML");
    assert!(failed == 0, "{failed} of {held} examples differ:\n{faults}");
    support::golden("commonmark/raw-html.txt", &exempt);
}
