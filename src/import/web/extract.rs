//! Where the article stands in a page: the element that holds its text, the one that holds its head too, and where the
//! text begins.
//!
//! A page that says which of its elements is the article (`<article>`, `<main>`, `articleBody`, the class that its
//! publishing system gives the text) is believed; of any other the part that reads like prose is found by readability
//! ([`super::readable`]).

use super::dom::{Dom, NONE, NodeId};
use super::survey::Survey;
use super::traits::Traits;

/// Where the article stands.
pub(super) struct Place {
    /// Holds head and text.
    pub(super) root: NodeId,
    /// Holds the text.
    pub(super) content: NodeId,
    /// Where the text begins.
    pub(super) start: NodeId,
    /// The element was chosen by its looks: nothing on the page says that it is the article.
    pub(super) is_guess: bool,
}

/// Letters outside links and furniture, of every node.
struct Mass(Vec<u32>);

impl Mass {
    fn of(dom: &Dom, survey: &Survey) -> Mass {
        let mut mass = vec![0u32; dom.nodes.len()];
        for id in survey.order.iter().rev().copied() {
            if survey.label(id).is_some() {
                continue;
            }
            let own = if dom.text(id).is_some() { survey.prose(id) } else { 0 };
            let below = mass.get(id as usize).copied().unwrap_or_default();
            let total = if matches!(dom.name(id), "a" | "button") { 0 } else { below.saturating_add(own) };
            mass.get_mut(id as usize).into_iter().for_each(|mass| *mass = total);
            let parent = dom.parent(id);
            mass.get_mut(parent as usize).into_iter().for_each(|above| *above = above.saturating_add(total));
        }
        Mass(mass)
    }

    fn get(&self, id: NodeId) -> u32 {
        self.0.get(id as usize).copied().unwrap_or_default()
    }
}

/// Finds the article.
pub(super) fn find(dom: &Dom, survey: &Survey, title: Option<NodeId>) -> Place {
    let mass = Mass::of(dom, survey);
    let all = mass.get(survey.body);
    let enough = |id: NodeId, tenths: u64| u64::from(mass.get(id)) * 10 >= u64::from(all) * tenths;
    let stated = survey.order.iter().rev().copied().find(|id| says_text(dom, survey, *id) && enough(*id, 6));
    let is_main = |id: &NodeId| enough(*id, 5) || enough(*id, 1) && is_sole_main(dom, survey, *id);
    let landmark = survey.order.iter().rev().copied().find(|id| is_landmark(dom, *id) && is_main(id));
    let (content, is_guess) = match (stated, landmark) {
        (Some(stated), _) => (stated, false),
        (None, Some(landmark)) => (densest(dom, &mass, landmark, 19), false),
        (None, None) => {
            let read = super::readable::content(dom, survey).filter(|id| enough(*id, 4));
            (read.unwrap_or_else(|| densest(dom, &mass, survey.body, 16)), true)
        }
    };
    let outer = landmark.filter(|landmark| dom.is_within(content, *landmark)).unwrap_or(content);
    let root = match title {
        Some(title) => common(dom, outer, title),
        None => outer,
    };
    let start = start(dom, survey, root, content, title);
    Place { root, content, start, is_guess }
}

/// Whether an element says that it is the text of the article.
fn says_text(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    let is_block = matches!(dom.name(id), "div" | "section" | "article" | "main" | "td");
    is_block && (survey.has(id, Traits::BODY) || dom.has_word(id, "itemprop", "articleBody"))
}

fn is_landmark(dom: &Dom, id: NodeId) -> bool {
    matches!(dom.name(id), "article" | "main") || matches!(dom.attr(id, "role"), Some("main" | "article"))
}

/// Whether an element is the page's main part and there is no other.
fn is_sole_main(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    let is_main = |id: NodeId| dom.is(id, "main") || dom.attr(id, "role") == Some("main");
    is_main(id) && survey.order.iter().all(|other| *other == id || !is_main(*other))
}

/// The smallest element that holds a share of the prose, in twentieths.
fn densest(dom: &Dom, mass: &Mass, mut id: NodeId, share: u64) -> NodeId {
    loop {
        let most = u64::from(mass.get(id)) * share;
        let is_container = |child: &NodeId| {
            matches!(
                dom.name(*child),
                "div"
                    | "section"
                    | "article"
                    | "main"
                    | "table"
                    | "tbody"
                    | "tr"
                    | "td"
                    | "center"
                    | "form"
                    | "font"
                    | "body"
            )
        };
        let inner =
            dom.elements(id).filter(is_container).find(|child| u64::from(mass.get(*child)) * 20 >= most);
        match inner.filter(|_| most > 0) {
            Some(inner) => id = inner,
            None => break,
        }
    }
    // Rows and the like hold text only as a part of their table.
    while matches!(dom.name(id), "tr" | "tbody" | "font") {
        id = dom.parent(id);
    }
    id
}

/// The nearest element that holds two nodes.
fn common(dom: &Dom, one: NodeId, other: NodeId) -> NodeId {
    let above: Vec<NodeId> = std::iter::once(one).chain(dom.ancestors(one)).collect();
    std::iter::once(other).chain(dom.ancestors(other)).find(|id| above.contains(id)).unwrap_or(one)
}

/// Letters of a block that is prose, not a line of the head.
const PROSE: u32 = 60;

/// What lines of the head say of themselves.
pub(super) const HEAD: Traits = Traits::BYLINE
    .and_const(Traits::AUTHOR)
    .and_const(Traits::DATE)
    .and_const(Traits::UPDATED)
    .and_const(Traits::SUBTITLE)
    .and_const(Traits::KICKER)
    .and_const(Traits::AFFILIATION);

/// The first block of the text: the first that is prose behind the headline, and what stands right before it.
fn start(dom: &Dom, survey: &Survey, root: NodeId, content: NodeId, title: Option<NodeId>) -> NodeId {
    let behind = title.map_or(0, |title| survey.facts(last_of(dom, survey, title)).at + 1);
    let first = survey.facts(root).at.max(behind);
    let in_root = survey
        .order
        .iter()
        .copied()
        .skip(first as usize)
        .take_while(|id| survey.facts(*id).at < first || dom.is_within(*id, root));
    let mut found = NONE;
    let mut known = (NONE, false);
    for id in in_root {
        if dom.text(id).is_some() && survey.facts(id).letters > 0 {
            let block = line_of(dom, id, &mut known);
            if survey.prose(block) >= PROSE && !is_head(dom, survey, block, root, content) {
                found = block;
                break;
            }
        }
    }
    if found == NONE || found == root || dom.is_within(root, found) {
        // No prose: all of the text, without the lines of the head.
        let inner = dom.children(content).find(|id| {
            let facts = survey.facts(*id);
            let is_shown = facts.at >= behind && !facts.is_hidden && facts.letters > 0;
            is_shown && !is_head(dom, survey, *id, root, content) && !is_line_of_head(dom, *id)
        });
        return inner.unwrap_or(content);
    }
    // Over what stands before it, and out of wrappers that hold nothing but text before it.
    loop {
        found = earlier(dom, survey, found, behind, root, content);
        let parent = dom.parent(found);
        let is_inside = parent != NONE && parent != root && parent != content;
        let is_wrapper = is_inside
            && survey.facts(parent).at >= behind
            && dom
                .elements(parent)
                .take_while(|child| survey.facts(*child).at < survey.facts(found).at)
                .all(|child| survey.facts(child).letters == 0 || is_quiet(dom, survey, child));
        if !is_wrapper {
            return found;
        }
        found = parent;
    }
}

/// Whether what stands before the text is neither of the head nor furniture, only short: a label, a line of code.
fn is_quiet(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    survey.label(id).is_none()
        && !survey.has(id, HEAD)
        && !survey.is_linked(id, 40)
        && !is_line_of_head(dom, id)
        && !dom.below(id).take(60).any(|below| survey.has(below, HEAD) || survey.label(below).is_some())
}

/// The last node in an element that is seen.
fn last_of(dom: &Dom, survey: &Survey, id: NodeId) -> NodeId {
    dom.walk(id).filter(|below| survey.facts(*below).at >= survey.facts(id).at).last().unwrap_or(id)
}

/// The nearest block around a text; what stands in its line only, if the block holds others. Whether the last block
/// does is `known`.
fn line_of(dom: &Dom, id: NodeId, known: &mut (NodeId, bool)) -> NodeId {
    let block = block_of(dom, id);
    if known.0 != block {
        let is_inner = |child: NodeId| {
            !super::dom::is_inline(dom.name(child)) && !matches!(dom.name(child), "br" | "img")
        };
        let is_whole = matches!(dom.name(block), "li" | "td" | "dd");
        *known = (block, !is_whole && dom.elements(block).any(is_inner));
    }
    if !known.1 {
        return block;
    }
    std::iter::once(id).chain(dom.ancestors(id)).take_while(|above| *above != block).last().unwrap_or(id)
}

/// The nearest block around a text.
pub(super) fn block_of(dom: &Dom, id: NodeId) -> NodeId {
    dom.ancestors(id).find(|above| !super::dom::is_inline(dom.name(*above))).unwrap_or(id)
}

/// Whether a block is of the article's head or none of the article.
fn is_head(dom: &Dom, survey: &Survey, id: NodeId, root: NodeId, content: NodeId) -> bool {
    let chain =
        std::iter::once(id).chain(dom.ancestors(id)).take_while(|above| *above != root && *above != content);
    chain.into_iter().any(|above| {
        survey.label(above).is_some() || survey.has(above, HEAD) && survey.facts(above).letters < 2000
    })
}

/// The first of the siblings before a block that belong to the text too.
fn earlier(dom: &Dom, survey: &Survey, id: NodeId, behind: u32, root: NodeId, content: NodeId) -> NodeId {
    let mut first = id;
    let mut before = dom.previous(id);
    while before != NONE && survey.facts(before).at >= behind && behind > 0 || before != NONE && behind == 0 {
        let name = dom.name(before);
        let facts = survey.facts(before);
        if name.is_empty() && facts.letters == 0
            || survey.is_hidden(before)
            || survey.label(before).is_some()
            || facts.letters == 0 && !facts.has_picture
        {
            before = dom.previous(before);
            continue;
        }
        let is_text = matches!(
            name,
            "p" | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "ul"
                | "ol"
                | "dl"
                | "figure"
                | "pre"
                | "blockquote"
                | "table"
                | "hr"
                | "img"
                | "picture"
                | "amp-img"
        );
        if !is_text && (!facts.has_picture || facts.letters > 200) && !is_quiet(dom, survey, before)
            || is_head(dom, survey, before, root, content)
            || is_line_of_head(dom, before)
        {
            break;
        }
        first = before;
        before = dom.previous(before);
    }
    first
}

/// Whether a short line is a byline or a date by its words.
fn is_line_of_head(dom: &Dom, id: NodeId) -> bool {
    let line = dom.line_of(id);
    line.len() < 300
        && (super::metadata::has_name(&line)
            || super::metadata::find_day(&line).is_some() && (line.len() < 80 || !dom.is(id, "p")))
}
