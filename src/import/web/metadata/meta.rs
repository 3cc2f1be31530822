//! `<meta>`, `<link>` and `<html>`: Open Graph, Dublin Core, the names that search engines and reference managers read.

use super::Stated;
use super::date;
use super::names::{names, spoken};
use crate::import::web::dom::{Dom, squeeze};

pub(super) fn collect(dom: &Dom, stated: &mut Stated) {
    if let Some(html) = dom.find(0, "html") {
        let tags = ["lang", "xml:lang"].into_iter().filter_map(|name| dom.attr(html, name));
        stated.languages.splice(0..0, tags.map(str::to_owned));
    }
    let mut later = Later::default();
    for id in dom.walk(0) {
        match dom.name(id) {
            "meta" => {
                let key = dom.attr(id, "property").or(dom.attr(id, "name")).or(dom.attr(id, "http-equiv"));
                let (Some(key), Some(value)) = (key, dom.attr(id, "content")) else { continue };
                let value = squeeze(value);
                if !value.is_empty() {
                    of_meta(&key.trim().to_ascii_lowercase(), value, stated, &mut later);
                }
            }
            "link" if dom.has_word(id, "rel", "canonical") => {
                stated.addresses.extend(dom.attr(id, "href").map(str::to_owned));
            }
            "base" => later.addresses.extend(dom.attr(id, "href").map(str::to_owned)),
            "a" | "footer" if stated.rights.is_empty() => {
                let words = dom.line_of(id);
                let named = words.strip_prefix("License:").or(words.strip_prefix("Licence:"));
                if dom.has_word(id, "rel", "license") && words.len() > 3 {
                    later.rights.push(words);
                } else if let Some(named) = named.filter(|_| dom.is(id, "a")) {
                    later.rights.push(named.trim().to_owned());
                }
            }
            _ => {}
        }
    }
    // A citation names every author on a row of its own, and so counts before one that names only the first.
    if !later.cited.is_empty() {
        stated.authors = std::mem::take(&mut later.cited);
    }
    if stated.authors.is_empty() {
        stated.authors = later.authors;
    }
    stated.dates.extend(later.dates);
    stated.languages.extend(later.languages);
    stated.rights.extend(later.rights);
    stated.addresses.extend(later.addresses);
    stated.publications.splice(0..0, later.sites);
    stated.publications.extend(later.publications);
}

/// What counts after what is stated elsewhere.
#[derive(Default)]
struct Later {
    cited: Vec<String>,
    authors: Vec<String>,
    dates: Vec<String>,
    languages: Vec<String>,
    rights: Vec<String>,
    addresses: Vec<String>,
    sites: Vec<String>,
    publications: Vec<String>,
}

/// As many statements are read.
const MOST: usize = 200;

fn of_meta(key: &str, value: String, stated: &mut Stated, later: &mut Later) {
    if stated.titles.len() + later.cited.len() + later.sites.len() + stated.descriptions.len() > MOST {
        return;
    }
    match key {
        "citation_title" | "dc.title" | "dcterms.title" | "og:title" | "twitter:title" | "parsely-title"
        | "ajs-page-title" | "sailthru.title" | "hdl" | "title" => stated.titles.push(value),
        "og:site_name"
        | "citation_journal_title"
        | "dc.source"
        | "prism.publicationname"
        | "ajs-site-title" => later.sites.push(value),
        "application-name"
        | "dc.publisher"
        | "dcterms.publisher"
        | "citation_publisher"
        | "apple-mobile-web-app-title" => later.publications.push(value),
        "citation_author" | "dc.creator" | "dc.creator.personalname" | "dcterms.creator" => {
            let name = spoken(&value);
            if !later.cited.contains(&name) {
                later.cited.push(name);
            }
        }
        "author"
        | "article:author"
        | "parsely-author"
        | "sailthru.author"
        | "byl"
        | "article:author:name"
        | "twitter:data1" => {
            let is_label = key == "twitter:data1" && value.chars().any(|c| c.is_ascii_digit());
            if !value.contains("://")
                && !is_label
                && (later.authors.is_empty() || key == "twitter:data1" && value.contains(','))
            {
                later.authors = names(&value);
            }
        }
        "article:published_time" | "og:article:published_time" | "datepublished" => {
            stated.dates.extend(date::stated(&value))
        }
        "citation_date"
        | "citation_publication_date"
        | "citation_online_date"
        | "dc.date"
        | "dc.date.created"
        | "dc.date.issued"
        | "dcterms.date"
        | "dcterms.created"
        | "dcterms.issued"
        | "date"
        | "pubdate"
        | "publish-date"
        | "publication_date"
        | "parsely-pub-date"
        | "sailthru.date"
        | "article.published"
        | "datecreated"
        | "article:published"
        | "cxenseparse:recs:publishtime" => later.dates.extend(date::stated(&value)),
        "content-language" | "dc.language" | "dcterms.language" | "og:locale" | "citation_language"
        | "language" => {
            later.languages.push(value.split(',').next().unwrap_or_default().trim().to_owned());
        }
        "rights" | "dc.rights" | "dcterms.rights" | "copyright" | "dcterms.license" | "license"
            if !value.contains("://") =>
        {
            later.rights.push(value)
        }
        "og:url" | "twitter:url" | "citation_public_url" => stated.addresses.push(value),
        "description" | "og:description" | "twitter:description" | "dc.description" => {
            stated.descriptions.push(value)
        }
        "confluence-base-url" => later.addresses.push(format!("{}/", value.trim_end_matches('/'))),
        _ => {}
    }
}
