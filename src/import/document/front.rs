//! The metadata: what the document says of itself, its marked-up texts as they stand in the title block and the footer.

use super::{Called, Reader};
use crate::document::{Labels, NodeId, PullQuotes, Role};
use crate::import::meta::{Author, Credit, Metadata};
use crate::import::tree::Inline;

impl Reader<'_> {
    pub(super) fn metadata(&self, called: &mut Called) -> Metadata {
        let m = &self.document.metadata;
        let mut metadata = Metadata {
            title: self.row_of_role(Role::Headline, called),
            kicker: self.row_of_role(Role::Kicker, called),
            subtitle: self.row_of_role(Role::Dek, called),
            date: m.date.as_ref().map(|date| date.iso.clone()),
            place: m.place.clone(),
            language: Some(m.language.clone()).filter(|language| !language.is_empty() && language != "en"),
            publication: m.publication.clone(),
            publisher: m.publisher.clone(),
            description: m.description.clone(),
            keywords: m.keywords.clone(),
            rights: m.rights.clone(),
            identifier: m.identifier.clone(),
            cover: m.cover.as_ref().map(|(path, _)| path.clone()),
            end_mark: m.end_mark.clone(),
            pull_quotes_exposed: m.pull_quotes == PullQuotes::Exposed,
            contents: m.contents,
            numbered: m.numbered,
            hyphenation: m.hyphenation.clone(),
            style: m.style.as_ref().map(|(style, _)| style.clone()),
            ..Metadata::default()
        };
        metadata.authors = self.authors(called);
        metadata.credits = self.credits();
        metadata.contact = self.contact();
        metadata
    }

    fn nodes_of(&self, role: Role) -> impl Iterator<Item = NodeId> + '_ {
        self.document.walk().filter(move |&node| self.document.role(node) == Some(role))
    }

    fn row_of_role(&self, role: Role, called: &mut Called) -> Vec<Inline> {
        self.nodes_of(role).next().map(|node| self.row_of(node, called)).unwrap_or_default()
    }

    /// The authors; the paragraphs of their notes stand in the footer, one author's after the other's.
    fn authors(&self, called: &mut Called) -> Vec<Author> {
        let mut notes: std::collections::VecDeque<NodeId> = self.nodes_of(Role::AuthorNote).collect();
        let mut authors = Vec::new();
        for author in &self.document.metadata.authors {
            let count = author.bio.as_deref().map_or(0, |bio| bio.split("\n\n").count());
            let bio = notes.drain(..count.min(notes.len())).map(|note| self.row_of(note, called)).collect();
            authors.push(Author {
                name: author.name.clone(),
                file_as: author.file_as.clone(),
                affiliation: author.affiliation.clone(),
                bio,
                email: author.email.clone(),
                url: author.url.clone(),
                orcid: author.orcid.clone(),
            });
        }
        authors
    }

    /// The credits in the order in which they are printed.
    fn credits(&self) -> Vec<Credit> {
        let lines: Vec<String> =
            self.nodes_of(Role::Credit).map(|line| self.document.text_content(line)).collect();
        let mut credits: Vec<_> = self.document.metadata.credits.iter().collect();
        let place = |name: &str, label: &str| {
            let whole = lines.iter().position(|line| line.contains(name) && line.contains(label));
            whole.or_else(|| lines.iter().position(|line| line.contains(name)))
        };
        credits.sort_by_key(|credit| place(&credit.name, &credit.label).unwrap_or(usize::MAX));
        let credit = |credit: &crate::document::Credit| Credit {
            role: credit.label.trim_end_matches([':', ' ', '\u{A0}']).to_owned(),
            name: credit.name.clone(),
        };
        credits.into_iter().map(credit).collect()
    }

    /// The words of the last line; its address is found again in them, and stands alone if they are the language's.
    fn contact(&self) -> Option<String> {
        let line = self.nodes_of(Role::Contact).next()?;
        let text = self.document.text_content(line);
        let words = Labels::of(&self.document.metadata.language).comments_to();
        let address = text.strip_prefix(words).map(str::trim);
        let address =
            address.filter(|address| address.contains('@') && !address.contains(char::is_whitespace));
        Some(address.map_or(text.clone(), str::to_owned)).filter(|text| !text.trim().is_empty())
    }
}
