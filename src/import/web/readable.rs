//! Readability for pages that do not say which of their elements is the article: the algorithm of Firefox's reader view.
//!
//! The page is handed over without its furniture, every element with its number; what comes back names those that it
//! kept, and the element that holds them all is the article.

use dom_smoothie::{Config, Readability};

use super::dom::{Dom, NONE, NodeId};
use super::survey::{SILENT, Survey};

/// The attribute that carries a node's number.
const NUMBER: &str = "data-offprint-node";

/// As much text is handed over: what lies behind it says no more of where the article stands.
const MOST: usize = 256 << 10;

/// The element that holds what reads like an article.
pub(super) fn content(dom: &Dom, survey: &Survey) -> Option<NodeId> {
    let page = handed_over(dom, survey);
    let config = Config { max_elements_to_parse: 0, ..Config::default() };
    let article = Readability::new(page, None, Some(config)).ok()?.parse().ok()?;
    let mut holder = NONE;
    for (at, _) in article.content.match_indices(NUMBER) {
        let rest = article.content.get(at + NUMBER.len()..)?.trim_start_matches(['=', '"']);
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let Some(id) = rest.get(..digits).and_then(|digits| digits.parse::<NodeId>().ok()) else { continue };
        if holder == NONE {
            holder = id;
        }
        while holder != NONE && !dom.is_within(id, holder) {
            holder = dom.parent(holder);
        }
    }
    // One paragraph alone is no article.
    while matches!(dom.name(holder), "p" | "tr" | "tbody" | "font" | "center" | "b" | "i") {
        holder = dom.parent(holder);
    }
    (holder != NONE && dom.is_within(holder, survey.body)).then_some(holder)
}

/// The page without furniture and without what says nothing of its form.
fn handed_over(dom: &Dom, survey: &Survey) -> String {
    let mut out = String::from("<!DOCTYPE html><html><head><title></title></head>");
    let mut open: Vec<NodeId> = Vec::new();
    let mut walk = dom.walk(survey.body);
    while let Some(id) = walk.next() {
        while open.last().is_some_and(|last| *last != dom.parent(id)) {
            open.pop().into_iter().for_each(|last| end_tag(dom.name(last), &mut out));
        }
        if let Some(text) = dom.text(id) {
            push_escaped(text, &mut out);
            continue;
        }
        let name = dom.name(id);
        if name.is_empty()
            || SILENT.contains(&name)
            || survey.is_hidden(id)
            || survey.label(id).is_some()
            || out.len() > MOST
        {
            walk.skip_below(id);
            continue;
        }
        out.push_str(&format!("<{name} {NUMBER}=\"{id}\""));
        for attribute in ["class", "id"] {
            if let Some(value) = dom.attr(id, attribute).filter(|value| value.len() < 200) {
                out.push_str(&format!(" {attribute}=\""));
                push_escaped(value, &mut out);
                out.push('"');
            }
        }
        out.push('>');
        if !matches!(name, "br" | "hr" | "img" | "input" | "wbr") {
            open.push(id);
        }
    }
    while let Some(last) = open.pop() {
        end_tag(dom.name(last), &mut out);
    }
    out.push_str("</html>");
    out
}

fn end_tag(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn push_escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
