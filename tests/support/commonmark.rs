//! CommonMark's own examples, from the text of its specification.

use std::path::Path;

/// One example: Markdown and the HTML that it stands for.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its number, from 1.
    pub number: usize,
    /// The heading that it stands under.
    pub section: String,
    /// The Markdown.
    pub markdown: String,
    /// The HTML.
    pub html: String,
}

/// The examples of the installed specification.
pub fn examples(validators: &Path) -> Vec<Example> {
    let file = validators.join("node/node_modules/commonmark-spec/spec.txt");
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let examples = parse(&text);
    assert!(examples.len() > 600, "only {} examples in {}", examples.len(), file.display());
    examples
}

fn parse(text: &str) -> Vec<Example> {
    const FENCE: &str = "````````````````````````````````";
    let mut examples = Vec::new();
    let mut section = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(heading) = line.strip_prefix('#') {
            section = heading.trim_start_matches('#').trim().to_owned();
        }
        if line != format!("{FENCE} example") {
            continue;
        }
        let mut gather = |end: &str| {
            let mut part = String::new();
            for line in lines.by_ref().take_while(|line| *line != end) {
                part.push_str(&line.replace('→', "\t"));
                part.push('\n');
            }
            part
        };
        let markdown = gather(".");
        let html = gather(FENCE);
        examples.push(Example { number: examples.len() + 1, section: section.clone(), markdown, html });
    }
    examples
}
