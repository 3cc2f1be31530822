//! Metadata: maps under the keys of Offprint's front matter.

use std::collections::BTreeMap;

use super::Writer;
use crate::import::meta::{Author, Metadata};
use crate::import::tree::Inline;

impl<'a> Writer<'a> {
    pub(super) fn entry(&mut self, key: &str, value: impl FnOnce(&mut Self)) {
        let before = std::mem::take(&mut self.out);
        value(self);
        let written = std::mem::replace(&mut self.out, before);
        if let Some(map) = self.maps.last_mut() {
            map.insert(key.to_owned(), written);
        }
    }

    /// A map of what `entries` adds, sorted by its keys as pandoc sorts them.
    pub(super) fn map(&mut self, entries: impl FnOnce(&mut Self)) {
        self.maps.push(BTreeMap::new());
        entries(self);
        self.out.push('{');
        for (number, (key, value)) in self.maps.pop().unwrap_or_default().into_iter().enumerate() {
            if number > 0 {
                self.comma();
            }
            self.string(&key);
            self.out.push(':');
            self.out.push_str(&value);
        }
        self.out.push('}');
    }

    pub(super) fn meta_row(&mut self, key: &str, row: &'a [Inline]) {
        if !row.is_empty() {
            self.entry(key, |writer| writer.constructor("MetaInlines", |writer| writer.inlines(row)));
        }
    }

    pub(super) fn meta_text(&mut self, key: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.entry(key, |writer| writer.constructor("MetaInlines", |writer| writer.words(text)));
        }
    }

    pub(super) fn meta_texts(&mut self, key: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.entry(key, |writer| {
                writer.constructor("MetaList", |writer| {
                    writer.list(texts, |writer, text| {
                        writer.constructor("MetaInlines", |writer| writer.words(text));
                    });
                });
            });
        }
    }

    pub(super) fn metadata(&mut self, m: &'a Metadata) {
        self.meta_row("title", &m.title);
        self.meta_row("kicker", &m.kicker);
        self.meta_row("subtitle", &m.subtitle);
        if !m.authors.is_empty() {
            self.entry("author", |writer| {
                writer.constructor("MetaList", |writer| writer.list(&m.authors, Writer::author));
            });
        }
        let texts = [
            ("date", &m.date),
            ("place", &m.place),
            ("lang", &m.language),
            ("publication", &m.publication),
            ("publisher", &m.publisher),
            ("description", &m.description),
            ("rights", &m.rights),
            ("identifier", &m.identifier),
            ("cover", &m.cover),
            ("end-mark", &m.end_mark),
            ("contact", &m.contact),
            ("style", &m.style),
        ];
        for (key, text) in texts {
            self.meta_text(key, text.as_deref());
        }
        self.meta_texts("keywords", &m.keywords);
        self.meta_texts("hyphenation", &m.hyphenation);
        self.meta_text("pull-quotes", m.pull_quotes_exposed.then_some("exposed"));
        for (key, value) in [("toc", m.contents), ("number-sections", m.numbered)] {
            if let Some(value) = value {
                self.entry(key, |writer| {
                    writer.constructor("MetaBool", |writer| {
                        writer.out.push_str(if value { "true" } else { "false" })
                    });
                });
            }
        }
        if !m.credits.is_empty() {
            self.entry("credits", |writer| {
                writer.constructor("MetaList", |writer| {
                    writer.list(&m.credits, |writer, credit| {
                        writer.constructor("MetaMap", |writer| {
                            writer.map(|writer| {
                                writer.meta_text("role", Some(&credit.role));
                                writer.meta_text("name", Some(&credit.name));
                            });
                        });
                    });
                });
            });
        }
    }

    /// A name, or a table of keys where more is known.
    pub(super) fn author(&mut self, author: &'a Author) {
        if *author == (Author { name: author.name.clone(), ..Author::default() }) {
            return self.constructor("MetaInlines", |writer| writer.words(&author.name));
        }
        self.constructor("MetaMap", |writer| writer.map(|writer| writer.author_entries(author)));
    }

    pub(super) fn author_entries(&mut self, author: &'a Author) {
        let texts = [
            ("name", Some(&author.name)),
            ("file-as", author.file_as.as_ref()),
            ("affiliation", author.affiliation.as_ref()),
            ("email", author.email.as_ref()),
            ("url", author.url.as_ref()),
            ("orcid", author.orcid.as_ref()),
        ];
        for (key, text) in texts {
            self.meta_text(key, text.map(String::as_str));
        }
        if !author.bio.is_empty() {
            self.entry("bio", |writer| {
                writer.constructor("MetaBlocks", |writer| {
                    writer.list(&author.bio, |writer, row| {
                        writer.constructor("Para", |writer| writer.inlines(row));
                    });
                });
            });
        }
    }
}
