//! What every paragraph must satisfy, whatever its text and measure.

use std::sync::Arc;

use proptest::prelude::*;

use super::{InlineContent, InlineItem, Line, Measure, Typesetter};
use crate::diagnostic::Context;
use crate::document::Document;
use crate::font::FontBook;
use crate::geometry::Length;
use crate::layout::frame::{ContentTag, FrameItemKind};
use crate::source::Span;
use crate::structure::ContentId;
use crate::style::{ComputedStyle, Hyphens, TextAlign};

fn content(text: &str, justify: bool) -> InlineContent {
    let mut style = ComputedStyle::default();
    let properties = Arc::make_mut(&mut style.text);
    properties.hyphens = Hyphens::Auto;
    properties.align = if justify { TextAlign::Justify } else { TextAlign::Start };
    properties.justification.protrusion = 100;
    let language: Arc<str> = Arc::from("en");
    let text = InlineItem::Text {
        text: Arc::from(text),
        node: None,
        offset: 0,
        style: style.clone(),
        language: Arc::clone(&language),
        tag: ContentTag::Content(ContentId(0)),
        span: Span::default(),
    };
    InlineContent { style, language, items: vec![text], initial: None, span: Span::default() }
}

fn set(text: &str, width: Length, justify: bool) -> Vec<Line> {
    let fonts = FontBook::bundled();
    let context = Context::new();
    let document = Document::new(Span::default());
    let typesetter = Typesetter::new(&document, &fonts, &context);
    let content = content(text, justify);
    typesetter.lines(&typesetter.paragraph(&content), &Measure::uniform(width))
}

fn copied(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        for item in &line.items {
            if let FrameItemKind::Text(run) = &item.kind {
                text.push_str(&run.text);
            }
        }
    }
    text
}

const PROSE: &str = "The harbour master keeps two logs. One is the book the law asks for, ruled in blue, in which every \
    hull that crosses the bar is given a line, a time and a draught; the other is an exercise book with a torn cover, \
    and it holds what she calls the weather of people: who left without paying, who came back thinner, whose engine \
    note has changed.";

#[test]
fn justified_lines_fill_their_measure() {
    let width = Length::pt(240);
    let lines = set(PROSE, width, true);
    assert!(lines.len() > 5, "{} lines", lines.len());
    for line in lines.iter().take(lines.len() - 1) {
        assert!(!line.overfull);
        let right = line.items.iter().filter_map(|item| match &item.kind {
            FrameItemKind::Text(run) => Some(item.x + run.width()),
            _ => None,
        });
        let right = right.max().unwrap_or_default();
        assert!(right >= width - Length::pt(1), "{} pt", right.to_pt());
    }
}

#[test]
fn long_words_are_cut_rather_than_overfull() {
    let lines = set(&"x".repeat(5_000), Length::pt(200), true);
    assert!(lines.iter().all(|line| !line.overfull));
    assert_eq!(copied(&lines).len(), 5_000);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_character_is_placed_once(words in prop::collection::vec("[a-zA-Zäé,.-]{1,14}", 1..60), width in 30..400i32, justify: bool) {
        let text = words.join(" ");
        let lines = set(&text, Length::pt(width), justify);
        prop_assert_eq!(copied(&lines).replace('\u{AD}', ""), text);
    }
}
