//! The words of the text by paragraph and sentence: what pull quotes are looked up in.

use std::collections::HashMap;
use std::ops::Range;

use crate::document::{Document, NodeId, Role, Tag};

/// The words of a text, folded: letters and digits in lower case, apostrophes alike; punctuation parts words and is
/// left out.
pub(super) fn words(text: &str) -> Vec<String> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '\u{ad}');
    let fold = |word: &str| -> String {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let mut folded = String::with_capacity(word.len());
        for c in word.chars() {
            match c {
                '\u{ad}' => {}
                '’' => folded.push('\''),
                _ if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
                _ => folded.extend(c.to_lowercase()),
            }
        }
        folded
    };
    text.split(|c: char| !inner(c)).map(fold).filter(|word| !word.is_empty()).collect()
}

/// All words of the body, with paragraph and sentence bounds.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// The words in order.
    pub words: Vec<String>,
    /// Where each paragraph's words lie.
    pub paragraphs: Vec<Range<usize>>,
    /// Each sentence as it is written, and where its words lie.
    pub sentences: Vec<(String, Range<usize>)>,
}

impl Prose {
    /// The words of a document, pull quotes, code and title block left out.
    pub(super) fn of(document: &Document) -> Prose {
        let mut prose = Prose::default();
        let mut stack = vec![document.root()];
        while let Some(node) = stack.pop() {
            let Some(element) = document.element(node) else { continue };
            let skipped =
                matches!(element.role, Some(Role::PullQuote | Role::TitleBlock | Role::ArticleFooter))
                    || element.tag == Tag::Pre;
            if skipped {
                continue;
            }
            if holds_text(document, node) {
                prose.push_paragraph(&own_text(document, node));
            }
            stack.extend(element.children.iter().rev().filter(|child| is_block(document, **child)));
        }
        prose
    }

    fn push_paragraph(&mut self, text: &str) {
        let start = self.words.len();
        for sentence in split_sentences(text) {
            let first = self.words.len();
            self.words.extend(words(sentence));
            if self.words.len() > first {
                self.sentences.push((sentence.to_owned(), first..self.words.len()));
            }
        }
        if self.words.len() > start {
            self.paragraphs.push(start..self.words.len());
        }
    }

    /// The sentence that shares most words with a text, if it shares enough to have been meant. Words that half the
    /// text is made of are not looked at.
    pub(super) fn nearest(&self, wanted: &[String], index: &SentenceIndex) -> Option<String> {
        let mut votes: HashMap<usize, usize> = HashMap::new();
        let mut distinct: Vec<&String> = wanted.iter().collect();
        distinct.sort();
        distinct.dedup();
        for word in &distinct {
            let sentences = index.by_word.get(word.as_str()).map(Vec::as_slice).unwrap_or_default();
            if sentences.len() <= 2_000 {
                for sentence in sentences {
                    *votes.entry(*sentence).or_default() += 1;
                }
            }
        }
        let best = votes.into_iter().max_by_key(|(sentence, votes)| (*votes, std::cmp::Reverse(*sentence)));
        let (sentence, votes) = best?;
        let (text, _) = self.sentences.get(sentence).filter(|_| votes * 3 >= distinct.len())?;
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Which sentences each word stands in.
    pub(super) fn index(&self) -> SentenceIndex {
        let mut by_word: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, range)) in self.sentences.iter().enumerate() {
            for word in self.words.get(range.clone()).unwrap_or_default() {
                let list = by_word.entry(word.clone()).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        SentenceIndex { by_word }
    }
}

/// Sentences by the words that stand in them; for look-up only.
#[derive(Debug)]
pub(super) struct SentenceIndex {
    by_word: HashMap<String, Vec<usize>>,
}

fn is_block(document: &Document, node: NodeId) -> bool {
    document.tag(node).is_some_and(|tag| !tag.is_phrasing())
}

/// Whether an element holds text itself and not only blocks.
fn holds_text(document: &Document, node: NodeId) -> bool {
    document.children(node).iter().any(|child| match document.text(*child) {
        Some(text) => !text.text.trim().is_empty(),
        None => !is_block(document, *child),
    })
}

/// The text of an element without that of the blocks in it; notes' calls are left out.
fn own_text(document: &Document, node: NodeId) -> String {
    let mut text = String::new();
    let mut stack: Vec<NodeId> = document.children(node).iter().rev().copied().collect();
    while let Some(node) = stack.pop() {
        match document.element(node) {
            None => text.push_str(document.text(node).map(|text| text.text.as_str()).unwrap_or_default()),
            Some(element) if element.tag == Tag::Br => text.push(' '),
            Some(element) if element.tag.is_phrasing() && element.role != Some(Role::NoteRef) => {
                stack.extend(element.children.iter().rev());
            }
            Some(_) => {}
        }
    }
    text
}

/// The sentences of a text: each ends at `.`, `!`, `?` or `…` with its closing quotes, before a space.
fn split_sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in text.char_indices() {
        if ended && c.is_whitespace() {
            sentences.push(text.get(start..at).unwrap_or_default());
            start = at;
        }
        let closing = matches!(c, '"' | '\'' | '”' | '’' | '»' | ')' | '“' | '‘');
        ended = matches!(c, '.' | '!' | '?' | '…') || (ended && closing);
    }
    sentences.push(text.get(start..).unwrap_or_default());
    sentences
}
