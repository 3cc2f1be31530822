//! Microdata and microformats: what elements of the text are said to be.
//!
//! Spec: HTML Standard, 5 (microdata); RDFa's `property` and the classes of h-entry are read alike.

use super::Stated;
use super::date;
use super::names::names;
use crate::import::web::dom::{Dom, NodeId, squeeze};
use crate::import::web::survey::Survey;
use crate::import::web::traits::Traits;

/// As many statements are read.
const MOST: usize = 200;

pub(super) fn collect(dom: &Dom, survey: &Survey, stated: &mut Stated) {
    let (mut authors, mut dates) = (Vec::new(), Vec::new());
    for id in dom.walk(0) {
        let Some(property) = dom.attr(id, "itemprop").or(dom.attr(id, "property")).or(dom.attr(id, "rel"))
        else {
            continue;
        };
        if stated.titles.len() + authors.len() > MOST || is_of_other(dom, survey, id) {
            continue;
        }
        for word in property.split_ascii_whitespace() {
            let word = word.rsplit(':').next().unwrap_or_default();
            match word {
                "headline" if !dom.is(id, "meta") || dom.attr(id, "itemprop").is_some() => {
                    stated.titles.extend(value(dom, id))
                }
                "author" | "creator"
                    if !dom.is(id, "link") && !dom.is(id, "meta") || dom.attr(id, "itemprop").is_some() =>
                {
                    authors.extend(person(dom, id));
                }
                "datePublished" | "dateCreated" | "pubdate" => {
                    // Microformats keep the whole date in the title of a shorter one.
                    let whole = dom.attr(id, "title").and_then(date::stated);
                    dates.extend(whole.or_else(|| value(dom, id).as_deref().and_then(date::stated)));
                }
                "publisher" => stated.publications.extend(person(dom, id)),
                "inLanguage" => stated.languages.extend(value(dom, id)),
                "license" if !dom.is(id, "a") && !dom.is(id, "link") => {
                    stated.rights.extend(value(dom, id).filter(|text| !text.contains("://")));
                }
                _ => {}
            }
        }
    }
    if stated.authors.is_empty() {
        let lines = authors.iter().flat_map(|line| names(line));
        for name in lines.take(20) {
            if !stated.authors.contains(&name) {
                stated.authors.push(name);
            }
        }
    }
    stated.dates.extend(dates);
}

/// Whether something is said of a comment or of another article than the page's.
fn is_of_other(dom: &Dom, survey: &Survey, id: NodeId) -> bool {
    std::iter::once(id).chain(dom.ancestors(id)).any(|above| {
        let kind = dom.attr(above, "itemtype").or(dom.attr(above, "typeof")).unwrap_or_default();
        let property = dom.attr(above, "itemprop").unwrap_or_default();
        kind.ends_with("Comment")
            || matches!(property, "comment" | "suggestedAnswer" | "acceptedAnswer")
            || survey.has(above, Traits::COMMENTS)
    })
}

/// What an element says: its attribute of that kind, else its words.
fn value(dom: &Dom, id: NodeId) -> Option<String> {
    let stated = ["content", "datetime"].into_iter().find_map(|name| dom.attr(id, name));
    let text = stated.map_or_else(|| dom.line_of(id), squeeze);
    Some(text).filter(|text| !text.is_empty() && text.len() < 500)
}

/// The name of a person: of the `name` inside, else the words.
fn person(dom: &Dom, id: NodeId) -> Option<String> {
    let is_name = |below: &NodeId| {
        let property = dom.attr(*below, "itemprop").or(dom.attr(*below, "property")).unwrap_or_default();
        property.split_ascii_whitespace().any(|word| word.rsplit(':').next() == Some("name"))
    };
    let inner = dom.below(id).find(is_name);
    value(dom, inner.unwrap_or(id))
}
