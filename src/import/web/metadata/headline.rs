//! The element that shows the headline: the heading that says what the page states as its title, else a line that does.

use super::{Stated, says_same, split_title};
use crate::import::web::dom::{Dom, NodeId};
use crate::import::web::survey::Survey;
use crate::import::web::traits::Traits;

/// The element that shows the headline.
pub(in crate::import::web) fn headline(dom: &Dom, survey: &Survey, stated: &Stated) -> Option<NodeId> {
    let headlines = stated.headlines();
    let main = main_part(dom, survey);
    let opening = main.and_then(|main| dom.below(main).find(|id| matches!(dom.name(*id), "h1" | "h2")));
    let has_own = main.is_some_and(|main| dom.below(main).any(|id| dom.is(id, "h1")));
    let site = split_title(&stated.window).pop().unwrap_or_default();
    let mut best: Option<(i32, NodeId)> = None;
    for id in survey.order.iter().copied() {
        let mut points = points(dom, survey, id, stated, &headlines);
        if points > 0 && main.is_some_and(|main| !dom.is_within(id, main)) {
            let is_site = has_own || says_same(&site, &dom.line_of(id));
            points -= if is_site { BESIDE_MAIN } else { 0 };
        }
        points += if points > 0 && opening == Some(id) && !has_own { OPENING } else { 0 };
        if points > best.map_or(39, |(points, _)| points) {
            best = Some((points, id));
        }
    }
    best.map(|(_, id)| below_masthead(dom, survey, stated, id)).or_else(|| line_of_title(dom, survey, stated))
}

/// What speaks against a heading beside the page's main part that has its own, or that says what the window's title
/// ends in: it is the site's name.
const BESIDE_MAIN: i32 = 60;

/// What speaks for the first heading of a main part without one of the first level.
const OPENING: i32 = 30;

/// The one main part of a page.
fn main_part(dom: &Dom, survey: &Survey) -> Option<NodeId> {
    let is_main = |id: &NodeId| dom.is(*id, "main") || dom.attr(*id, "role") == Some("main");
    let mut parts = survey.order.iter().copied().filter(is_main);
    parts.next().filter(|_| parts.next().is_none())
}

/// Where the window's title names the site and the article, and the page heads itself with both, the site comes first:
/// the later heading is the headline, if hardly any text stands between them.
fn below_masthead(dom: &Dom, survey: &Survey, stated: &Stated, best: NodeId) -> NodeId {
    let parts = split_title(&stated.window);
    let part_of = |id: NodeId| {
        let line = dom.line_of(id);
        parts.iter().position(|part| says_same(part, &line))
    };
    let Some(site) = part_of(best) else { return best };
    if stated.titles.iter().any(|title| says_same(title, &dom.line_of(best))) {
        return best;
    }
    let from = survey.facts(best).at as usize + 1;
    let below = survey.order.get(from..).unwrap_or_default().iter().copied();
    let top = below.scan(0, |prose, id| {
        let outside = dom.text(id).is_some() && !dom.ancestors(id).take(8).any(|above| dom.is(above, "a"));
        *prose += if outside { survey.facts(id).letters } else { 0 };
        (*prose < PROSE_BETWEEN).then_some(id)
    });
    top.filter(|id| matches!(dom.name(*id), "h1" | "h2" | "h3"))
        .filter(|id| !dom.ancestors(*id).any(|above| matches!(dom.name(above), "nav" | "footer" | "aside")))
        .find(|id| part_of(*id).is_some_and(|part| part != site))
        .unwrap_or(best)
}

/// Letters outside links between the site's name and the headline, at most.
const PROSE_BETWEEN: u32 = 300;

/// How much speaks for an element being the headline.
fn points(dom: &Dom, survey: &Survey, id: NodeId, stated: &Stated, headlines: &[String]) -> i32 {
    let name = dom.name(id);
    let is_titled = survey.has(id, Traits::TITLE)
        || dom.attr(id, "itemprop").is_some_and(|word| word.contains("headline") || word == "name");
    let of_name = match name {
        "h1" => 40,
        "h2" => 10,
        "h3" => 5,
        "p" | "div" | "span" | "a" if is_titled => 0,
        _ => return 0,
    };
    let letters = survey.facts(id).letters;
    if letters == 0 || letters > 400 || survey.has(id, Traits::UNSEEN) {
        return 0;
    }
    let line = dom.line_of(id);
    let of_words = match headlines.iter().position(|title| says_same(title, &line)) {
        Some(at) if at <= stated.titles.len() => 60,
        Some(_) => 45,
        None if is_end(&stated.window, &line) => 45,
        None if begins_with(&line, &stated.window) => 30,
        None => 0,
    };
    let is_site = stated.publications.iter().any(|site| says_same(site, &line))
        && !stated.titles.iter().any(|title| says_same(title, &line));
    let class = dom.attr(id, "class").unwrap_or_default();
    let is_logo = ["site-title", "site_title", "sitename", "site-name", "logo", "brand", "blog-title"]
        .iter()
        .any(|word| class.contains(word) || dom.attr(id, "id").is_some_and(|id| id.contains(word)));
    let is_home = dom.walk(id).chain(dom.ancestors(id).take(2)).take(12).any(|link| leads_home(dom, link));
    let above = dom.ancestors(id).find_map(|above| match dom.name(above) {
        "nav" | "footer" | "aside" => Some(-60),
        "article" | "main" => Some(10),
        _ => None,
    });
    let penalty = if is_site || is_logo || is_home { -60 } else { 0 };
    let of_trait = if is_titled { if of_name == 0 && of_words == 0 { 40 } else { 20 } } else { 0 };
    of_name + of_words + of_trait + above.unwrap_or(0) + penalty
}

/// Whether a link leads to the front of a site.
fn leads_home(dom: &Dom, id: NodeId) -> bool {
    let Some(href) = dom.attr(id, "href").filter(|_| dom.is(id, "a")) else { return false };
    let path =
        href.split_once("://").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    dom.has_word(id, "rel", "home") || path.trim_matches('/').is_empty() && !href.starts_with('#')
}

/// Whether a title ends in a line, behind the name of a site and a colon.
fn is_end(title: &str, line: &str) -> bool {
    title.strip_suffix(line).is_some_and(|site| site.trim_end().ends_with(':'))
}

/// Whether a line says a title and a few letters more: a version, a sign.
fn begins_with(line: &str, title: &str) -> bool {
    !title.is_empty() && line.strip_prefix(title).is_some_and(|more| more.len() <= 20)
}

/// A line that says what the window's title does, on pages whose headline is no heading: the last before the text.
fn line_of_title(dom: &Dom, survey: &Survey, stated: &Stated) -> Option<NodeId> {
    let mut parts = split_title(&stated.window);
    parts.extend(stated.titles.iter().cloned());
    parts.push(stated.window.clone());
    let long = survey.order.iter().position(|id| dom.text(*id).is_some() && survey.facts(*id).letters >= 100);
    let mut before = survey.order.iter().take(long.unwrap_or(usize::MAX)).copied();
    let is_line = |id: &NodeId| {
        let facts = survey.facts(*id);
        !dom.name(*id).is_empty() && facts.letters > 0 && facts.letters < 200 && {
            let line = dom.line_of(*id);
            parts.iter().any(|part| says_same(part, &line))
        }
    };
    before.rfind(is_line)
}
