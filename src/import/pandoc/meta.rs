//! Metadata: the keys of Offprint's front matter, and what pandoc calls them.

use super::Reader;
use super::json::Value;
use crate::diagnostic::Stop;
use crate::import::meta::{Author, Credit, Metadata};
use crate::import::tree::{Block, BlockKind, Inline, plain_text};

impl Reader<'_> {
    pub(super) fn metadata(&mut self, value: &Value, into: &mut Metadata) -> Result<(), Stop> {
        let entries = value.as_object().ok_or_else(|| self.broken(value, "the metadata are no object"))?;
        for (key, value) in entries {
            self.entry(key, value, into)?;
        }
        Ok(())
    }

    fn entry(&mut self, key: &str, value: &Value, into: &mut Metadata) -> Result<(), Stop> {
        match key {
            "title" => into.title = self.meta_row(value)?,
            "subtitle" => into.subtitle = self.meta_row(value)?,
            "kicker" => into.kicker = self.meta_row(value)?,
            "author" | "authors" => into.authors = self.authors(value)?,
            "date" => into.date = self.meta_text(value)?,
            "place" => into.place = self.meta_text(value)?,
            "lang" | "language" => into.language = self.meta_text(value)?,
            "publication" => into.publication = self.meta_text(value)?,
            "publisher" => into.publisher = self.meta_text(value)?,
            "description" => into.description = self.meta_text(value)?,
            "abstract" if into.description.is_none() => into.description = self.meta_text(value)?,
            "keywords" => into.keywords = self.meta_texts(value)?,
            "rights" => into.rights = self.meta_text(value)?,
            "identifier" => into.identifier = self.meta_text(value)?,
            "cover" | "cover-image" => into.cover = self.meta_text(value)?,
            "end-mark" => into.end_mark = self.meta_text(value)?,
            "contact" => into.contact = self.meta_text(value)?,
            "pull-quotes" => into.pull_quotes_exposed = self.meta_text(value)?.as_deref() == Some("exposed"),
            "toc" => into.contents = truth(self.meta_text(value)?),
            "number-sections" => into.numbered = truth(self.meta_text(value)?),
            "hyphenation" => into.hyphenation = self.meta_texts(value)?,
            "style" => into.style = self.meta_text(value)?,
            "credits" => into.credits = self.credits(value)?,
            other => self.leave_out(value, format!("Offprint's front matter has no key for `{other}`")),
        }
        Ok(())
    }

    /// A value as a row of inlines; of blocks the texts of all.
    fn meta_row(&mut self, value: &Value) -> Result<Vec<Inline>, Stop> {
        let (name, content) = self.constructor(value)?;
        match name {
            "MetaInlines" => self.inlines(content),
            "MetaString" => Ok(vec![Inline::text(self.text(content)?, content.span)]),
            "MetaBool" => {
                let word = if matches!(content.kind, super::Kind::Bool(true)) { "true" } else { "false" };
                Ok(vec![Inline::text(word, content.span)])
            }
            "MetaBlocks" => {
                let blocks = self.blocks(content)?;
                Ok(rows(blocks).collect::<Vec<_>>().join(&Inline::text(" ", content.span)))
            }
            "MetaList" => {
                let rows: Result<Vec<_>, Stop> =
                    self.array(content)?.iter().map(|item| self.meta_row(item)).collect();
                Ok(rows?.join(&Inline::text(", ", content.span)))
            }
            "MetaMap" => {
                self.leave_out(value, "a text was expected here, not a table of keys".to_owned());
                Ok(Vec::new())
            }
            other => Err(self.broken(value, &format!("it has no metadata `{other}`"))),
        }
    }

    fn meta_text(&mut self, value: &Value) -> Result<Option<String>, Stop> {
        let text = plain_text(&self.meta_row(value)?);
        Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    /// The items of a list, or a value by itself.
    fn meta_items<'v>(&self, value: &'v Value) -> Result<Vec<&'v Value>, Stop> {
        let (name, content) = self.constructor(value)?;
        Ok(if name == "MetaList" { self.array(content)?.iter().collect() } else { vec![value] })
    }

    fn meta_texts(&mut self, value: &Value) -> Result<Vec<String>, Stop> {
        let mut texts = Vec::new();
        for item in self.meta_items(value)? {
            texts.extend(self.meta_text(item)?);
        }
        Ok(texts)
    }

    fn authors(&mut self, value: &Value) -> Result<Vec<Author>, Stop> {
        let mut authors = Vec::new();
        for item in self.meta_items(value)? {
            let (name, content) = self.constructor(item)?;
            if name != "MetaMap" {
                let name = self.meta_text(item)?;
                authors.extend(name.map(|name| Author { name, ..Author::default() }));
                continue;
            }
            let mut author = Author::default();
            for (key, value) in content.as_object().unwrap_or_default() {
                match key.as_str() {
                    "name" => author.name = self.meta_text(value)?.unwrap_or_default(),
                    "file-as" => author.file_as = self.meta_text(value)?,
                    "affiliation" => author.affiliation = self.meta_text(value)?,
                    "bio" => author.bio = self.bio(value)?,
                    "email" => author.email = self.meta_text(value)?,
                    "url" => author.url = self.meta_text(value)?,
                    "orcid" => author.orcid = self.meta_text(value)?,
                    other => self.leave_out(value, format!("an author has no key for `{other}`")),
                }
            }
            if !author.name.is_empty() {
                authors.push(author);
            }
        }
        Ok(authors)
    }

    fn bio(&mut self, value: &Value) -> Result<Vec<Vec<Inline>>, Stop> {
        let (name, content) = self.constructor(value)?;
        if name == "MetaBlocks" {
            let blocks = self.blocks(content)?;
            return Ok(rows(blocks).collect());
        }
        Ok(vec![self.meta_row(value)?])
    }

    fn credits(&mut self, value: &Value) -> Result<Vec<Credit>, Stop> {
        let mut credits = Vec::new();
        for item in self.meta_items(value)? {
            let (name, content) = self.constructor(item)?;
            let mut credit = Credit::default();
            if name == "MetaMap" {
                for (key, value) in content.as_object().unwrap_or_default() {
                    match key.as_str() {
                        "role" => credit.role = self.meta_text(value)?.unwrap_or_default(),
                        "name" => credit.name = self.meta_text(value)?.unwrap_or_default(),
                        other => self.leave_out(value, format!("a credit has no key for `{other}`")),
                    }
                }
            } else {
                self.leave_out(item, "a credit has a `role` and a `name`".to_owned());
            }
            if !credit.name.is_empty() {
                credits.push(credit);
            }
        }
        Ok(credits)
    }
}

/// The rows of paragraphs.
fn rows(blocks: Vec<Block>) -> impl Iterator<Item = Vec<Inline>> {
    blocks.into_iter().filter_map(|block| match block.kind {
        BlockKind::Plain(row) | BlockKind::Paragraph(row) => Some(row),
        _ => None,
    })
}

fn truth(word: Option<String>) -> Option<bool> {
    match word.as_deref() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    }
}
