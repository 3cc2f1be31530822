//! JSON-LD: the article among the things that a page's scripts describe.
//!
//! Spec: schema.org's Article and its kinds, JSON-LD 1.1 as far as pages use it: graphs, lists, references by `@id`.

use super::Stated;
use super::date;
use super::names::names;
use crate::diagnostic::Context;
use crate::import::json::{self, Kind, Value};
use crate::import::web::dom::{Dom, squeeze};
use crate::source::SourceId;

/// Kinds of things that an article is, the surest first.
const ARTICLES: [&str; 20] = [
    "NewsArticle",
    "BlogPosting",
    "Article",
    "ScholarlyArticle",
    "TechArticle",
    "ReportageNewsArticle",
    "OpinionNewsArticle",
    "AnalysisNewsArticle",
    "Report",
    "DiscussionForumPosting",
    "SocialMediaPosting",
    "Review",
    "QAPage",
    "LiveBlogPosting",
    "MedicalScholarlyArticle",
    "Chapter",
    "Recipe",
    "HowTo",
    "CreativeWork",
    "WebPage",
];

/// As many things are looked at.
const MOST: usize = 2000;

pub(super) fn collect(dom: &Dom, stated: &mut Stated) {
    let mut roots = Vec::new();
    let scripts = dom.walk(0).filter(|id| {
        dom.is(*id, "script")
            && dom
                .attr(*id, "type")
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    });
    for script in scripts.take(50) {
        let text = dom.text_of(script);
        let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_end_matches(';');
        roots.extend(json::parse(text, SourceId(0), &Context::new()).ok());
    }
    let mut things = Vec::new();
    roots.iter().for_each(|root| flatten(root, &mut things));
    let article = ARTICLES.iter().find_map(|kind| things.iter().copied().find(|thing| is_a(thing, kind)));
    if let Some(article) = article {
        of_article(article, &things, stated);
    }
    for thing in &things {
        if is_a(thing, "WebSite") {
            stated.publications.extend(text(thing, "name"));
        }
    }
}

fn flatten<'v>(value: &'v Value, out: &mut Vec<&'v Value>) {
    if out.len() > MOST {
        return;
    }
    match &value.kind {
        Kind::Array(items) => items.iter().for_each(|item| flatten(item, out)),
        Kind::Object(_) => {
            out.push(value);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                value.get(key).into_iter().for_each(|inner| flatten(inner, out));
            }
        }
        _ => {}
    }
}

fn is_a(thing: &Value, kind: &str) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|name| name.rsplit('/').next() == Some(kind));
    thing.get("@type").is_some_and(|value| is(value) || value.as_array().into_iter().flatten().any(is))
}

/// A text of a thing; the characters that pages write as references are read.
fn text(thing: &Value, key: &str) -> Option<String> {
    thing.get(key).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty())
}

fn plain(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return squeeze(text);
    }
    let dom = crate::import::web::sink::parse(text, 1000).dom;
    squeeze(&dom.text_of(0))
}

fn of_article(article: &Value, things: &[&Value], stated: &mut Stated) {
    if !is_a(article, "WebPage") {
        stated.titles.extend(text(article, "headline"));
        for key in ["author", "creator", "contributor"] {
            let before = stated.authors.len();
            people(article.get(key), things, stated);
            if key == "author" && before < stated.authors.len() && article.get("contributor").is_none() {
                break;
            }
        }
    }
    stated.titles.extend(text(article, "name"));
    for key in ["datePublished", "dateCreated"] {
        stated.dates.extend(text(article, key).as_deref().and_then(date::stated));
    }
    stated.languages.extend(text(article, "inLanguage"));
    stated.descriptions.extend(
        ["description", "alternativeHeadline", "abstract"].iter().filter_map(|key| text(article, key)),
    );
    let is_address = |text: &String| text.contains("://");
    stated.rights.extend(
        ["license", "copyrightNotice"]
            .iter()
            .filter_map(|key| text(article, key))
            .filter(|text| !is_address(text)),
    );
    stated.addresses.extend(text(article, "url"));
    match article.get("mainEntityOfPage") {
        Some(page) => stated.addresses.extend(page.as_str().map(str::to_owned).or_else(|| text(page, "@id"))),
        None => stated.addresses.extend(text(article, "@id")),
    }
    for key in ["isPartOf", "publisher", "sourceOrganization"] {
        let Some(value) = article.get(key).map(|value| resolve(value, things)) else { continue };
        if !is_a(value, "WebPage") {
            stated.publications.extend(text(value, "name"));
        }
    }
}

/// The people that a value names: texts, things, lists of either.
fn people(value: Option<&Value>, things: &[&Value], stated: &mut Stated) {
    let Some(value) = value else { return };
    let list = value.as_array().unwrap_or(std::slice::from_ref(value));
    for person in list.iter().take(100) {
        let found = match person.as_str() {
            Some(line) => names(&plain(line)),
            None => text(resolve(person, things), "name").into_iter().collect(),
        };
        for name in found {
            if !stated.authors.contains(&name) {
                stated.authors.push(name);
            }
        }
    }
}

/// The thing that a reference names, if it is only that.
fn resolve<'v>(value: &'v Value, things: &[&'v Value]) -> &'v Value {
    let id = value.get("@id").and_then(Value::as_str).filter(|_| value.get("name").is_none());
    let is_it =
        |thing: &&&Value| thing.get("@id").and_then(Value::as_str) == id && thing.get("name").is_some();
    id.and_then(|_| things.iter().find(is_it)).copied().unwrap_or(value)
}
