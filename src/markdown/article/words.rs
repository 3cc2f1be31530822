//! Reads the Markdown in a line of the front matter or in a caption: stress, code and links; anything else is words.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag as Inline, TextMergeStream};

use crate::document::{Document, NodeId, Tag, encode_address};
use crate::source::Span;

/// Elements lie at most this deep in the line.
const DEEPEST: usize = 4;

/// What stands before the line while it is read, so that nothing in it begins a list, a heading or a quote.
const GUARD: &str = "x ";

/// Appends a line's words and elements to `parent`; all of them stand at `span`.
pub(in crate::markdown) fn append(document: &mut Document, parent: NodeId, line: &str, span: Span) {
    let mut open = vec![parent];
    for event in events(&format!("{GUARD}{line}")) {
        let top = open.last().copied().unwrap_or(parent);
        match event {
            Event::Start(inline) => {
                let made = if open.len() > DEEPEST { None } else { element(&inline) };
                open.push(made.map_or(top, |(tag, href)| {
                    let node = document.create_element(tag, span);
                    if let Some(element) = document.element_mut(node) {
                        element.attributes.href = href.map(Into::into);
                    }
                    document.append(top, node);
                    node
                }));
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Code(code) => {
                let node = document.create_element(Tag::Code, span);
                let text = document.create_generated(code.into_string(), span);
                document.append(node, text);
                document.append(top, node);
            }
            other => {
                let text = document.create_generated(text_of(&other), span);
                document.append(top, text);
            }
        }
    }
}

/// The words of a text of the front matter without their Markdown.
pub(super) fn plain(text: &str) -> String {
    let line = |line: &str| events(&format!("{GUARD}{line}")).iter().map(text_of).collect::<String>();
    text.split("\n\n").map(line).collect::<Vec<_>>().join("\n\n")
}

/// The events inside the paragraph that a guarded line is, its guard taken off.
fn events(guarded: &str) -> Vec<Event<'_>> {
    let events = TextMergeStream::new(Parser::new_ext(guarded, Options::ENABLE_STRIKETHROUGH));
    let is_paragraph = |event: &Event| {
        matches!(event, Event::Start(Inline::Paragraph) | Event::End(pulldown_cmark::TagEnd::Paragraph))
    };
    let mut events: Vec<Event<'_>> = events.filter(|event| !is_paragraph(event)).collect();
    if let Some(Event::Text(text)) = events.first_mut() {
        // Spaces at the end of the line, the guard's too if nothing follows it, are gone.
        *text = text.strip_prefix(GUARD.trim_end()).unwrap_or(text).trim_start().to_owned().into();
    }
    events
}

fn element(inline: &Inline) -> Option<(Tag, Option<String>)> {
    match inline {
        Inline::Emphasis => Some((Tag::Em, None)),
        Inline::Strong => Some((Tag::Strong, None)),
        Inline::Strikethrough => Some((Tag::Del, None)),
        Inline::Link { link_type: LinkType::Email, dest_url, .. } => {
            Some((Tag::A, Some(encode_address(&format!("mailto:{dest_url}")))))
        }
        Inline::Link { dest_url, .. } => Some((Tag::A, Some(encode_address(dest_url)))),
        _ => None,
    }
}

fn text_of(event: &Event) -> String {
    match event {
        Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
            text.to_string()
        }
        Event::SoftBreak | Event::HardBreak => String::from(" "),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn words_are_kept_and_signs_are_not() {
        assert_eq!(
            plain("A *quiet* `code` [place](https://a.example)\n\n**Two**"),
            "A quiet code place\n\nTwo"
        );
        for line in
            ["", "1. Politics", "- a", "# b", "> c", "2 * 3 * 4", "snake_case_word", "a <b>", "x y", "*"]
        {
            assert_eq!(plain(line), line);
        }
    }
}
