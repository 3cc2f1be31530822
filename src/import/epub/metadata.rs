//! What the package and the tree say of the article, into the tree's metadata.

use super::package::Package;
use crate::diagnostic::{Code, Context, Diagnostic};
use crate::document::{Author, Credit, Date, Document, Labels, NodeId, PullQuotes, Role, file_as, kept};

/// Completes the metadata of a tree.
pub(super) fn complete(document: &mut Document, package: &Package, notes: &[(NodeId, usize)]) {
    let words = |role: Role| {
        let node = document.walk().find(|&node| document.role(node) == Some(role))?;
        Some(document.text_content(node))
    };
    let titles: Vec<&str> = package.texts("dc:title").collect();
    let subtitle = words(Role::Dek);
    // Where there is no description the dek stands for it.
    let description = package.text("dc:description").filter(|text| titles.get(1) != Some(&text.as_str()));
    let mut metadata = document.metadata.clone();
    metadata.title = titles.first().copied().unwrap_or_default().to_owned();
    metadata.kicker = words(Role::Kicker);
    metadata.subtitle = subtitle;
    metadata.place = words(Role::Place);
    metadata.end_mark = words(Role::EndMark);
    metadata.language = package.text("dc:language").unwrap_or_default();
    metadata.date = package.text("dc:date").map(|iso| Date { iso, display: String::new() });
    metadata.publication = package.text("belongs-to-collection");
    metadata.publisher = package.text("dc:publisher");
    metadata.description = description;
    metadata.keywords = package.texts("dc:subject").map(str::to_owned).collect();
    metadata.rights = package.text("dc:rights");
    // The first identifier is the book's own.
    metadata.identifier = package.texts("dc:identifier").nth(1).map(str::to_owned);
    metadata.authors = authors(document, package, &metadata.language, notes);
    metadata.credits = credits(package);
    let truth = |key: &str| package.setting(key).map(|value| value == "true");
    metadata.contents = truth("toc");
    metadata.numbered = truth("number-sections");
    metadata.style = package.setting("style").map(|style| (style.to_owned(), package.span));
    let hyphenation = package.setting("hyphenation").unwrap_or_default();
    metadata.hyphenation = hyphenation.split_whitespace().map(str::to_owned).collect();
    if package.setting("pull-quotes") == Some("exposed") {
        metadata.pull_quotes = PullQuotes::Exposed;
    }
    document.metadata = metadata;
}

/// Says when the words before the authors' names are not those that Offprint puts there: front matter has names alone.
pub(super) fn report_byline(document: &Document, context: &Context) {
    let Some(byline) = document.walk().find(|&node| document.role(node) == Some(Role::Byline)) else {
        return;
    };
    let first = document.children(byline).first().and_then(|&first| document.text(first));
    let words = first.map(|text| text.text.trim()).unwrap_or_default();
    if words.to_lowercase() != Labels::of(&document.metadata.language).by().to_lowercase() {
        let message = format!("the names behind `{words}` were taken as the authors");
        let diagnostic = Diagnostic::new(Code::ImportGuess, document.span(byline), message);
        context.report(
            diagnostic.help("front matter has their names alone; the word before them is the language's"),
        );
    }
}

fn authors(document: &Document, package: &Package, language: &str, notes: &[(NodeId, usize)]) -> Vec<Author> {
    let terms = package.terms.iter().filter(|term| term.name == "dc:creator");
    let mut authors: Vec<Author> = Vec::new();
    for term in terms {
        let mut values = kept::PERSON.map(|property| package.refined(term, property)).into_iter();
        let mut next = || values.next().flatten();
        let guess = file_as(&term.text, language);
        authors.push(Author {
            name: term.text.clone(),
            file_as: package.refined(term, "file-as").filter(|name| *name != guess),
            affiliation: next(),
            email: next(),
            url: next(),
            orcid: next(),
            bio: None,
        });
    }
    for (note, number) in notes {
        let Some(author) = authors.get_mut(*number) else { continue };
        let text = document.text_content(*note);
        author.bio = Some(match author.bio.take() {
            Some(before) => format!("{before}\n\n{text}"),
            None => text,
        });
    }
    authors
}

fn credits(package: &Package) -> Vec<Credit> {
    let terms = package.terms.iter().filter(|term| term.name == "dc:contributor");
    let credits = terms.map(|term| Credit {
        label: package.refined(term, kept::PART).unwrap_or_default(),
        relator: package.refined(term, "role").unwrap_or_default(),
        name: term.text.clone(),
    });
    credits.collect()
}
