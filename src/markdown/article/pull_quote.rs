//! Finds out which pull quotes repeat the text, so that they need not be read out twice.
//!
//! A pull quote is a true repeat when its words stand one after another in one paragraph and it holds no attribution,
//! link or note. All quotes of one length are looked up in one pass with a rolling hash, so that the work stays near
//! the length of the text however many quotes there are.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use super::sentence::{Prose, words};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::{Document, NodeId, PullQuotes, Role, Tag};

/// The nearest sentence is looked for this often; later messages go without.
const NEAREST: usize = 20;

struct Quote {
    node: NodeId,
    words: Vec<String>,
    found: bool,
}

/// Hides the pull quotes that repeat the text, unless front matter exposes them, and reports those whose words do
/// not stand in it.
pub(super) fn check(document: &mut Document, context: &Context) -> Result<(), Stop> {
    let nodes: Vec<NodeId> =
        document.walk().filter(|node| document.role(*node) == Some(Role::PullQuote)).collect();
    if nodes.is_empty() {
        return Ok(());
    }
    let prose = Prose::of(document);
    let quote =
        |node: &NodeId| Quote { node: *node, words: words(&quoted_text(document, *node)), found: false };
    let mut quotes: Vec<Quote> = nodes.iter().map(quote).collect();
    find(&prose, &mut quotes, context)?;
    let index = LazyCell::new(|| prose.index());
    let mut missing = 0;
    for quote in quotes.iter().filter(|quote| !quote.words.is_empty()) {
        if quote.found {
            let hide = document.metadata.pull_quotes == PullQuotes::Hidden && is_bare(document, quote.node);
            if let Some(element) = document.element_mut(quote.node) {
                element.attributes.hidden = hide;
            }
        } else if !is_attributed(document, quote.node) {
            missing += 1;
            let nearest = if missing <= NEAREST { prose.nearest(&quote.words, &index) } else { None };
            report_unknown(document, quote.node, nearest, context);
        }
    }
    Ok(())
}

fn report_unknown(document: &Document, node: NodeId, nearest: Option<String>, context: &Context) {
    let message = "the words of this pull quote do not stand in the article";
    let help = match nearest {
        Some(sentence) => format!("the nearest sentence is: {sentence}"),
        None => "it is read out as text of its own; lift its words from a paragraph".to_owned(),
    };
    context.report(Diagnostic::new(Code::PullQuoteUnknown, document.span(node), message).help(help));
}

/// The words of the quote itself, without attribution and label.
fn quoted_text(document: &Document, quote: NodeId) -> String {
    let mut text = String::new();
    let mut stack = vec![quote];
    while let Some(node) = stack.pop() {
        if let Some(part) = document.text(node) {
            text.push_str(&part.text);
        } else if let Some(element) = document.element(node) {
            if matches!(element.role, Some(Role::Attribution | Role::Label | Role::NoteRef)) {
                continue;
            }
            text.push_str(if element.tag.is_phrasing() && element.tag != Tag::Br { "" } else { " " });
            stack.extend(element.children.iter().rev());
        }
    }
    text
}

fn is_attributed(document: &Document, quote: NodeId) -> bool {
    document.descendants(quote).any(|node| document.role(node) == Some(Role::Attribution))
}

/// Whether nothing in the quote would be lost by hiding it.
fn is_bare(document: &Document, quote: NodeId) -> bool {
    !document.descendants(quote).any(|node| {
        document.role(node) == Some(Role::Attribution)
            || matches!(document.tag(node), Some(Tag::A | Tag::Img))
    })
}

/// Marks the quotes whose words stand in one paragraph.
fn find(prose: &Prose, quotes: &mut [Quote], context: &Context) -> Result<(), Stop> {
    let hashes: Vec<u64> = prose.words.iter().map(|word| hash(word)).collect();
    let mut by_length: BTreeMap<usize, BTreeMap<u64, Vec<usize>>> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate().filter(|(_, quote)| !quote.words.is_empty()) {
        let key = quote.words.iter().fold(0, |sum, word| roll(sum, hash(word)));
        by_length.entry(quote.words.len()).or_default().entry(key).or_default().push(at);
    }
    for (length, mut wanted) in by_length {
        context.check()?;
        let window =
            Window { length, leaving: (1..length).fold(1, |power, _| u64::wrapping_mul(power, BASE)) };
        for paragraph in prose.paragraphs.iter().filter(|paragraph| paragraph.len() >= length) {
            find_in_paragraph(prose, paragraph.clone(), &hashes, &window, &mut wanted, quotes);
        }
    }
    Ok(())
}

/// What the rolling hash is taken of: as many words as a quote has.
struct Window {
    length: usize,
    /// What the hash of the first word was multiplied by when the last one entered.
    leaving: u64,
}

fn find_in_paragraph(
    prose: &Prose,
    paragraph: std::ops::Range<usize>,
    hashes: &[u64],
    window: &Window,
    wanted: &mut BTreeMap<u64, Vec<usize>>,
    quotes: &mut [Quote],
) {
    let hashes = hashes.get(paragraph.clone()).unwrap_or_default();
    let length = window.length;
    let mut sum = 0;
    for (at, entering) in hashes.iter().enumerate() {
        if let Some(old) = at.checked_sub(length).and_then(|old| hashes.get(old)) {
            sum = u64::wrapping_sub(sum, old.wrapping_mul(window.leaving));
        }
        sum = roll(sum, *entering);
        let Some(start) = (at + 1).checked_sub(length) else { continue };
        let Some(candidates) = wanted.get_mut(&sum) else { continue };
        let here = paragraph.start + start..paragraph.start + at + 1;
        let here = prose.words.get(here).unwrap_or_default();
        candidates.retain(|candidate| {
            let Some(quote) = quotes.get_mut(*candidate) else { return false };
            quote.found = quote.words == here;
            !quote.found
        });
        if candidates.is_empty() {
            wanted.remove(&sum);
        }
    }
}

const BASE: u64 = 0x0000_0100_0000_01b3;

fn roll(sum: u64, entering: u64) -> u64 {
    sum.wrapping_mul(BASE).wrapping_add(entering)
}

/// FNV-1a with a final mix, the same on every machine.
fn hash(word: &str) -> u64 {
    let sum =
        word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(BASE));
    let mixed = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    fn paragraph(document: &mut Document, parent: NodeId, text: &str) {
        let paragraph = document.create_element(Tag::P, Span::default());
        let text = document.create_generated(text, Span::default());
        document.append(paragraph, text);
        document.append(parent, paragraph);
    }

    fn quote(document: &mut Document, text: &str) -> NodeId {
        let quote = document.create_role(Role::PullQuote, Span::default());
        paragraph(document, quote, text);
        document.append(document.root(), quote);
        quote
    }

    #[test]
    fn true_repeats_are_hidden_and_strangers_reported() {
        let mut document = Document::new(Span::default());
        let root = document.root();
        paragraph(&mut document, root, "The lamp “was lit” at four. Nobody had asked for it; it burned.");
        paragraph(&mut document, root, "All night long.");
        let repeats =
            ["…nobody had asked for it…", "The lamp \"was lit\" at four", "it burned!", "All night long."];
        let others =
            ["Nobody asked for it, and it burned", "it burned. All night long", "The lamp", "Burned at sea"];
        let hidden: Vec<NodeId> = repeats.iter().map(|text| quote(&mut document, text)).collect();
        let shown: Vec<NodeId> = others.iter().map(|text| quote(&mut document, text)).collect();
        let context = Context::new();
        assert_eq!(check(&mut document, &context), Ok(()));
        let is_hidden =
            |node: &NodeId| document.element(*node).is_some_and(|element| element.attributes.hidden);
        assert!(hidden.iter().all(is_hidden));
        assert_eq!(shown.iter().map(is_hidden).collect::<Vec<_>>(), [false, false, true, false]);
        let helps: Vec<String> =
            context.take_diagnostics().into_iter().filter_map(|found| found.help).collect();
        assert_eq!(helps.len(), 3);
        assert!(helps.iter().any(|help| help.ends_with("Nobody had asked for it; it burned.")), "{helps:?}");
    }
}
