//! Writes the package's metadata (EPUB 3.3, 5.5; EPUB Accessibility 1.1): Dublin Core, and what the content allows.

use super::markup::{Markup, one_line};
use super::page;
use super::pictures::Pictures;
use super::plan::Facts;
use super::{EpubInput, dates};
use crate::document::{Author, Document, Metadata, PullQuotes, file_as, kept};

/// The prefix of Apple's vocabulary, declared on the package when fonts are embedded.
pub(super) const IBOOKS_PREFIX: &str =
    "ibooks: http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/";

/// The id of the element that holds the book's identifier.
pub(super) const IDENTIFIER_ID: &str = "pub-id";

/// The id that the packer gives the cover's picture in the manifest.
const COVER_ID: &str = "cover-image";

/// What the metadata says besides what the article says of itself.
pub(super) struct Subject<'a> {
    pub(super) document: &'a Document,
    pub(super) input: &'a EpubInput<'a>,
    pub(super) facts: &'a Facts,
    /// The book has a page list.
    pub(super) paged: bool,
    pub(super) pictures: &'a Pictures,
}

/// The `metadata` element.
pub(super) fn write(subject: &Subject<'_>) -> String {
    let metadata = &subject.document.metadata;
    let mut markup = Markup::with_capacity(4096);
    markup.open("metadata").attribute("xmlns:dc", "http://purl.org/dc/elements/1.1/").line();
    identifiers(&mut markup, subject);
    titles(&mut markup, metadata);
    markup.text_line("dc:language", &[], page::language(subject.document));
    creators(&mut markup, metadata, page::language(subject.document));
    contributors(&mut markup, metadata, page::language(subject.document));
    particulars(&mut markup, metadata);
    let date = metadata.date.as_ref().map(|date| date.iso.as_str());
    let modified = dates::modified(subject.input.modified, date);
    property(&mut markup, "dcterms:modified", &modified);
    accessibility(&mut markup, subject);
    if !subject.input.fonts.is_empty() {
        property(&mut markup, "ibooks:specified-fonts", "true");
    }
    if subject.pictures.cover.is_some() {
        markup.void_line("meta", &[("name", "cover"), ("content", COVER_ID)]);
    }
    settings(&mut markup, metadata);
    markup.close("metadata", false).raw("\n ");
    markup.finish()
}

fn property(markup: &mut Markup, name: &str, value: &str) {
    markup.text_line("meta", &[("property", name)], value);
}

fn refine(markup: &mut Markup, id: &str, name: &str, value: &str) {
    markup.text_line("meta", &[("refines", &format!("#{id}")), ("property", name)], value);
}

/// A refinement, left out where the value is blank.
fn refine_if(markup: &mut Markup, id: &str, name: &str, value: Option<&str>) {
    if let Some(value) = value.map(one_line).filter(|value| !value.is_empty()) {
        refine(markup, id, name, &value);
    }
}

/// A Dublin Core element, left out where the value is blank.
fn term(markup: &mut Markup, name: &str, value: Option<&str>) {
    if let Some(value) = value.map(one_line).filter(|value| !value.is_empty()) {
        markup.text_line(name, &[], &value);
    }
}

fn identifiers(markup: &mut Markup, subject: &Subject<'_>) {
    markup.text_line("dc:identifier", &[("id", IDENTIFIER_ID)], subject.input.identifier);
    term(markup, "dc:identifier", subject.document.metadata.identifier.as_deref());
}

fn titles(markup: &mut Markup, metadata: &Metadata) {
    let subtitle = metadata.subtitle.as_deref().map(one_line).filter(|subtitle| !subtitle.is_empty());
    markup.text_line("dc:title", &[("id", "title")], &super::title(metadata));
    if let Some(subtitle) = subtitle {
        refine(markup, "title", "title-type", "main");
        refine(markup, "title", "display-seq", "1");
        markup.text_line("dc:title", &[("id", "subtitle")], &subtitle);
        refine(markup, "subtitle", "title-type", "subtitle");
        refine(markup, "subtitle", "display-seq", "2");
    }
}

fn creators(markup: &mut Markup, metadata: &Metadata, language: &str) {
    let named = metadata.authors.iter().map(|author| (author, one_line(&author.name)));
    for (number, (author, name)) in (1..).zip(named.filter(|(_, name)| !name.is_empty())) {
        let id = format!("author-{number}");
        let given = author.file_as.as_deref().map(one_line).filter(|given| !given.is_empty());
        let file_as = given.unwrap_or_else(|| self::file_as(&name, language));
        person(markup, "dc:creator", &id, &name, Some("aut"));
        refine(markup, &id, "file-as", &file_as);
        about_author(markup, &id, author);
    }
}

fn contributors(markup: &mut Markup, metadata: &Metadata, language: &str) {
    let named = metadata.credits.iter().map(|credit| (credit, one_line(&credit.name)));
    for (number, (credit, name)) in (1..).zip(named.filter(|(_, name)| !name.is_empty())) {
        let id = format!("contributor-{number}");
        let is_code =
            credit.relator.len() == 3 && credit.relator.bytes().all(|byte| byte.is_ascii_lowercase());
        person(markup, "dc:contributor", &id, &name, is_code.then_some(credit.relator.as_str()));
        refine(markup, &id, "file-as", &file_as(&name, language));
        refine_if(markup, &id, kept::PART, Some(&credit.label));
    }
}

/// What the byline does not say of an author, or not in a form that can be told apart.
fn about_author(markup: &mut Markup, id: &str, author: &Author) {
    let values = [&author.affiliation, &author.email, &author.url, &author.orcid];
    for (property, value) in kept::PERSON.into_iter().zip(values) {
        refine_if(markup, id, property, value.as_deref());
    }
}

/// A person with their role, a code of MARC's relators.
fn person(markup: &mut Markup, element: &str, id: &str, name: &str, relator: Option<&str>) {
    markup.text_line(element, &[("id", id)], name);
    if let Some(relator) = relator {
        let refines = format!("#{id}");
        let attributes = [("refines", refines.as_str()), ("property", "role"), ("scheme", "marc:relators")];
        markup.text_line("meta", &attributes, relator);
    }
}

fn particulars(markup: &mut Markup, metadata: &Metadata) {
    let date = metadata.date.as_ref().map(|date| date.iso.as_str()).filter(|iso| dates::is_valid(iso));
    term(markup, "dc:date", date);
    term(markup, "dc:publisher", metadata.publisher.as_deref());
    term(markup, "dc:description", metadata.description.as_deref().or(metadata.subtitle.as_deref()));
    for keyword in &metadata.keywords {
        term(markup, "dc:subject", Some(keyword));
    }
    term(markup, "dc:rights", metadata.rights.as_deref());
    if let Some(publication) = metadata.publication.as_deref().map(one_line).filter(|name| !name.is_empty()) {
        markup.text_line(
            "meta",
            &[("property", "belongs-to-collection"), ("id", "publication")],
            &publication,
        );
        refine(markup, "publication", "collection-type", "series");
    }
}

/// Which author each note in the footer is about, from 1; nothing where there is only one.
pub(super) fn authors_of_notes(document: &Document) -> Vec<usize> {
    let authors = document.metadata.authors.as_slice();
    let paragraphs = |bio: &str| bio.split("\n\n").count();
    let counts = authors.iter().map(|author| author.bio.as_deref().map_or(0, paragraphs));
    let all = (1..).zip(counts).flat_map(|(number, count)| std::iter::repeat_n(number, count));
    all.filter(|_| authors.len() > 1).collect()
}

/// The program, and the keys of the front matter that mean something to it only.
fn settings(markup: &mut Markup, metadata: &Metadata) {
    let program = concat!("Offprint ", env!("CARGO_PKG_VERSION"));
    markup.void_line("meta", &[("name", kept::GENERATOR), ("content", program)]);
    let truth = |value: Option<bool>| value.map(|value| value.to_string());
    let exposed = (metadata.pull_quotes == PullQuotes::Exposed).then(|| "exposed".to_owned());
    let style = metadata.style.as_ref().map(|(style, _)| style.clone());
    let hyphenation = Some(metadata.hyphenation.join(" ")).filter(|words| !words.is_empty());
    let settings = [
        ("pull-quotes", exposed),
        ("toc", truth(metadata.contents)),
        ("number-sections", truth(metadata.numbered)),
        ("hyphenation", hyphenation),
        ("style", style),
    ];
    for (key, value) in settings {
        if let Some(value) = value {
            let name = format!("{}{key}", kept::SETTING);
            markup.void_line("meta", &[("name", &name), ("content", &value)]);
        }
    }
}

/// Only what is true of this content is claimed; conformance is for people to certify.
fn accessibility(markup: &mut Markup, subject: &Subject<'_>) {
    let pictures = subject.pictures;
    property(markup, "schema:accessMode", "textual");
    if pictures.with_meaning > 0 {
        property(markup, "schema:accessMode", "visual");
        property(markup, "schema:accessModeSufficient", "textual,visual");
    }
    if pictures.without_alt == 0 {
        property(markup, "schema:accessModeSufficient", "textual");
    }
    for feature in features(subject) {
        property(markup, "schema:accessibilityFeature", feature);
    }
    property(markup, "schema:accessibilityHazard", if pictures.may_flash { "unknown" } else { "none" });
    if subject.paged {
        property(markup, "pageBreakSource", &format!("{}, PDF", super::title(&subject.document.metadata)));
    }
    let (language, summary) = super::summary::summary(subject);
    markup.text_line(
        "meta",
        &[("property", "schema:accessibilitySummary"), ("xml:lang", language)],
        &summary,
    );
}

fn features(subject: &Subject<'_>) -> Vec<&'static str> {
    let mut features = vec!["tableOfContents", "readingOrder", "structuralNavigation"];
    if subject.pictures.with_meaning > 0 && subject.pictures.without_alt == 0 {
        features.push("alternativeText");
    }
    if subject.paged {
        features.extend(["pageNavigation", "pageBreakMarkers"]);
    }
    if !subject.input.stylesheet.contains("!important") {
        features.push("displayTransformability");
    }
    features
}
