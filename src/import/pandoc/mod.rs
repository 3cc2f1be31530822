//! Pandoc's AST as JSON (pandoc-types 1.22 and 1.23): read into an article, and written from one.
//!
//! Entry points: [`read`] and [`to_json`]. Steps, one file each: [`json`] (values with their places), [`block`],
//! [`table`], [`inline`], [`meta`]; [`settle`] (levels and ids of headings), [`mod@write`].
//!
//! Spec: Text.Pandoc.Definition of pandoc-types 1.23.1; its JSON is `{"t": constructor, "c": fields}`.

mod block;
mod inline;
mod meta;
mod settle;
mod table;
mod write;

use super::json::{self, Kind, Value};

use super::tree::{Article, Attr};
use super::{LeftOut, Reading, Word};
use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::source::{SourceId, Sources, Span};

pub use write::to_json;

/// The versions that are read: 1.23 has figures as blocks, 1.22 as paragraphs; older ones have other tables.
const VERSIONS: [(i64, i64); 2] = [(1, 22), (1, 23)];

/// Reads one document.
pub(super) fn read(source: SourceId, sources: &Sources, context: &Context) -> Result<Reading, Stop> {
    let text = sources.get(source).map(|source| source.text.clone()).unwrap_or_default();
    let root = json::parse(text.strip_prefix('\u{FEFF}').unwrap_or(&text), source, context)?;
    let mut reader = Reader { context, left_out: Vec::new(), words: Vec::new() };
    reader.check_version(&root)?;
    let blocks = root.get("blocks").ok_or_else(|| reader.broken(&root, "it has no `blocks`"))?;
    let mut article = Article { blocks: reader.blocks(blocks)?, ..Article::default() };
    if let Some(meta) = root.get("meta") {
        reader.metadata(meta, &mut article.metadata)?;
        reader.words_of_meta(meta);
    }
    reader.words_of(blocks);
    settle::headings(&mut article);
    Ok(Reading { article, words: reader.words, left_out: reader.left_out, files: Vec::new() })
}

/// Reads values as constructors.
struct Reader<'a> {
    context: &'a Context,
    left_out: Vec<LeftOut>,
    words: Vec<Word>,
}

impl Reader<'_> {
    fn check_version(&self, root: &Value) -> Result<(), Stop> {
        let Some(version) = root.get("pandoc-api-version") else {
            return Err(self.broken(root, "it has no `pandoc-api-version`: it is none of Pandoc's documents"));
        };
        let numbers: Vec<i64> =
            version.as_array().into_iter().flatten().filter_map(Value::as_integer).collect();
        if matches!(numbers.as_slice(), [major, minor, ..] if VERSIONS.contains(&(*major, *minor))) {
            return Ok(());
        }
        let shown: Vec<String> = numbers.iter().map(i64::to_string).collect();
        let message = format!("this is Pandoc's AST of the version {}, which is not read", shown.join("."));
        let help = "versions 1.22 and 1.23 are read; pandoc 3 writes 1.23";
        self.context.report(Diagnostic::new(Code::ImportVersion, version.span, message).help(help));
        Err(Stop)
    }

    /// Says that a value is not of Pandoc's AST.
    fn broken(&self, value: &Value, what: &str) -> Stop {
        let span = Span { end: value.span.end.min(value.span.start.saturating_add(40)), ..value.span };
        let message = format!("this is not of Pandoc's AST: {what}");
        self.context.report(Diagnostic::new(Code::ImportBroken, span, message));
        Stop
    }

    fn note(&self, span: Span, message: &str) {
        self.context.report(Diagnostic::new(Code::ImportGuess, span, message));
    }

    fn leave_out(&mut self, value: &Value, reason: String) {
        self.left_out.push(LeftOut { span: value.span, reason, is_furniture: false });
    }

    /// A constructor's name and fields.
    fn constructor<'v>(&self, value: &'v Value) -> Result<(&'v str, &'v Value), Stop> {
        const NONE: &Value =
            &Value { kind: Kind::Null, span: Span { source: SourceId(0), start: 0, end: 0 } };
        let name = value.get("t").and_then(Value::as_str);
        let name = name.ok_or_else(|| self.broken(value, "a constructor `{\"t\": …}` was expected"))?;
        Ok((name, value.get("c").unwrap_or(NONE)))
    }

    /// An array of as many fields.
    fn fields<'v, const N: usize>(&self, value: &'v Value) -> Result<[&'v Value; N], Stop> {
        let items: Option<[&Value; N]> =
            value.as_array().and_then(|items| items.iter().collect::<Vec<_>>().try_into().ok());
        items.ok_or_else(|| self.broken(value, &format!("{N} fields were expected")))
    }

    fn array<'v>(&self, value: &'v Value) -> Result<&'v [Value], Stop> {
        value.as_array().ok_or_else(|| self.broken(value, "a list was expected"))
    }

    fn text<'v>(&self, value: &'v Value) -> Result<&'v str, Stop> {
        value.as_str().ok_or_else(|| self.broken(value, "a text was expected"))
    }

    /// An id, classes and pairs.
    fn attr(&self, value: &Value) -> Result<Attr, Stop> {
        let [id, classes, pairs] = self.fields(value)?;
        let mut attr = Attr { id: self.text(id)?.to_owned(), ..Attr::default() };
        for class in self.array(classes)? {
            attr.classes.extend(self.text(class)?.split_whitespace().map(str::to_owned));
        }
        for pair in self.array(pairs)? {
            let [key, value] = self.fields(pair)?;
            attr.pairs.push((self.text(key)?.to_owned(), self.text(value)?.to_owned()));
        }
        Ok(attr)
    }

    /// Collects the words below a value, by the names of constructors alone.
    fn words_of(&mut self, value: &Value) {
        match &value.kind {
            Kind::Array(items) => items.iter().for_each(|item| self.words_of(item)),
            Kind::Object(_) => {
                let (Some(name), Some(content)) = (value.get("t").and_then(Value::as_str), value.get("c"))
                else {
                    return;
                };
                match name {
                    "Str" | "MetaString" => self.word(content),
                    "RawInline" | "RawBlock" => self.words_of_raw(content),
                    "Code" | "CodeBlock" | "Math" => {
                        let last = content.as_array().and_then(<[Value]>::last);
                        last.into_iter().for_each(|text| self.word(text));
                    }
                    "MetaMap" => {
                        let entries = content.as_object().into_iter().flatten();
                        entries.for_each(|(_, value)| self.words_of(value));
                    }
                    _ => self.words_of(content),
                }
            }
            _ => {}
        }
    }

    /// Those of raw markup: of HTML what stands between its tags.
    fn words_of_raw(&mut self, content: &Value) {
        let [format, text] = content.as_array().unwrap_or_default() else { return };
        let is_html = format.as_str().is_some_and(|format| format.starts_with("html"));
        let markup = text.as_str().unwrap_or_default();
        if is_html {
            let parts = markup.split('<').enumerate().map(|(number, part)| match part.split_once('>') {
                Some((_, words)) if number > 0 => words,
                _ => part,
            });
            let words = parts.collect::<Vec<_>>().join(" ");
            self.words.push(Word { text: words, span: text.span });
        } else if !block::NEW_PAGE.contains(&markup.trim()) {
            self.word(text);
        }
    }

    /// Those of the metadata; a date is printed in another form.
    fn words_of_meta(&mut self, meta: &Value) {
        for (key, value) in meta.as_object().into_iter().flatten() {
            if key != "date" {
                self.words_of(value);
            }
        }
    }

    fn word(&mut self, value: &Value) {
        if let Some(text) = value.as_str() {
            self.words.push(Word { text: text.to_owned(), span: value.span });
        }
    }
}
