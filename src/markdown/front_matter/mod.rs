//! Turns the front matter at the very start of a text into [`Metadata`].
//!
//! Entry point: [`read`]. Steps, one file each: [`block`] (where the front matter ends), [`yaml`] or [`toml`]
//! (syntax into one tree of located values), [`fields`] and [`people`] (keys into metadata), [`date`],
//! [`hyphenation`] and [`language`] (values with a grammar of their own), [`nearest`] (what an unknown key may have meant).
//!
//! Invariants: a fault in one key leaves the others standing; every message points at the key or the value in the
//! file; aliases, depth and the number of values are bounded.
//!
//! Spec: YAML 1.2, TOML 1.1, BCP 47, ISO 8601.

mod block;
pub(in crate::markdown) mod date;
mod fields;
mod hyphenation;
pub(in crate::markdown) mod language;
pub(in crate::markdown) mod nearest;
mod people;

mod toml;
mod value;
mod yaml;

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::document::Metadata;
use crate::source::{SourceId, Sources, Span};

pub(crate) use people::is_email;

use block::Syntax;

/// What the front matter of one article says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    /// The metadata; at its defaults where there is no front matter. Words that depend on the article's language
    /// (a date's `display`, generated labels) are filled in by [`crate::markdown::article`].
    pub metadata: Metadata,
}

/// Reads the front matter of a source and returns it with the byte offset where the body starts.
///
/// Faults are reported and leave the key out; [`Stop`] is returned only for a source that is not there or when
/// the work was cancelled.
pub fn read(sources: &Sources, source: SourceId, context: &Context) -> Result<(FrontMatter, usize), Stop> {
    context.check()?;
    let Some(text) = sources.get(source).map(|source| source.text.as_ref()) else { return Err(Stop) };
    let Some(block) = block::find(text) else {
        if let Some(fence) = block::overlong_fence(text) {
            let span = Span::new(source, fence.start, fence.end);
            let message = "this is no front matter: its fence is too long, and its keys are printed";
            let help = "write exactly `---` above and below the keys (`+++` for TOML)";
            context.report(Diagnostic::new(Code::FrontMatterMisplaced, span, message).help(help));
        }
        return Ok((FrontMatter::default(), block::bom(text)));
    };
    let span = Span::new(source, block.whole.start, block.whole.end);
    let content = text.get(block.content.clone()).unwrap_or_default();
    if !block.closed {
        let message = format!("the front matter has no closing `{}` line", block.syntax.fence());
        let help = format!("end it with a line that holds only `{}`", block.syntax.fence());
        context.report(Diagnostic::new(Code::FrontMatterSyntax, span, message).help(help));
        return Ok((FrontMatter::default(), block.whole.end));
    }
    if let Some(found) = block.keyless {
        let start = block.content.start;
        let line = content.lines().next().unwrap_or_default().trim_end();
        fields::not_a_table(found, Span::new(source, start, start + line.len()), context);
        return Ok((FrontMatter::default(), block.whole.end));
    }
    let place = value::Place { source, offset: block.content.start };
    let root = match block.syntax {
        Syntax::Yaml => yaml::parse(content, place, context),
        Syntax::Toml => toml::parse(content, place, context),
    };
    let mut metadata = root.map(|root| fields::metadata(root, context)).unwrap_or_default();
    metadata.span = span;
    Ok((FrontMatter { metadata }, block.whole.end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The metadata of a text and its messages as `line:column code message`.
    fn messages(text: &str) -> (Metadata, Vec<String>) {
        let mut sources = Sources::default();
        let source = sources.add("a.md", text);
        let context = Context::new();
        let metadata = read(&sources, source, &context).map(|(front, _)| front.metadata).unwrap_or_default();
        let list = context.take_diagnostics().into_iter().map(|diagnostic| {
            let place = diagnostic.span.and_then(|span| sources.locate(span)).map(|(_, place)| place);
            let (line, column) = place.map(|place| (place.line, place.column)).unwrap_or_default();
            format!("{line}:{column} {} {}", diagnostic.code.as_str(), diagnostic.message)
        });
        (metadata, list.collect())
    }

    #[test]
    fn yaml_and_toml_say_the_same() {
        let (yaml, first) = messages(
            "\u{feff}---\ntitle: 1984\nauthors: [Ilse Aukland, {name: Jon Roth, email: j@r.no}]\ndate: 2026-11-23\n\
             lang: en-us\nend-mark: true\ncredits:\n  - {role: Copyedited by, name: Ann Lee}\n---\nBody",
        );
        let (toml, second) = messages(
            "+++\ntitle = \"1984\"\nend-mark = true\nauthors = [\"Ilse Aukland\", {name = \"Jon Roth\", email = \"j@r.no\"}]\n\
             date = 2026-11-23\nlang = \"en-us\"\ncredits = [{role = \"Copyedited by\", name = \"Ann Lee\"}]\n+++\nBody",
        );
        assert_eq!((first, second), (vec![], vec![]));
        assert_eq!(yaml.title, "1984");
        assert_eq!(yaml.language, "en-US");
        assert_eq!(yaml.authors.get(1).and_then(|author| author.email.as_deref()), Some("j@r.no"));
        assert_eq!(yaml.credits.first().map(|credit| credit.relator.as_str()), Some("edt"));
        assert_eq!(yaml, Metadata { span: yaml.span, ..toml });
    }

    #[test]
    fn faults_are_located_and_leave_the_rest_standing() {
        let (metadata, list) = messages(
            "---\ntitel: A\nsubtitle: [x]\ndate: 2026-02-30\nlanguage: english text\nkicker: Opinion\n---\n",
        );
        assert_eq!(metadata.kicker.as_deref(), Some("Opinion"));
        assert_eq!(
            list,
            [
                "2:1 front-matter-unknown-key the key `titel` is not known",
                "3:11 front-matter-type `subtitle` must be a text, but it is a list",
                "4:7 date-invalid `2026-02-30` is not a date of the calendar",
                "5:11 language-invalid `english text` is not a language tag",
            ]
        );
    }

    #[test]
    fn values_of_another_kind_are_located_in_both_syntaxes() {
        let (_, list) = messages(
            "+++\ntitle = 3\nauthors = 5\nkeywords = [\"one\", 2]\nlanguage = true\ndate = 2026\n\
             subtitle = { a = 1 }\ncredits = [{ role = \"Edited by\", name = 7 }]\n+++\n",
        );
        assert_eq!(
            list,
            [
                "2:9 front-matter-type `title` must be a text, but it is a number",
                "3:11 front-matter-type `author` must be a name or a table with a `name`, but it is a number",
                "4:20 front-matter-type `keywords` must be a text, but it is a number",
                "5:12 front-matter-type `language` must be a text, but it is a truth value",
                "7:12 front-matter-type `subtitle` must be a text, but it is a table of keys",
                "8:41 front-matter-type `name` must be a name, but it is a number",
            ]
        );
        let (metadata, list) = messages(
            "---\ntitle: 1.50\nsubtitle: No\nkicker: true\nauthors: [\"3\", 0x1F, +1e9, 12th, {name: .5}]\n\
             date: [2026]\ntoc: maybe\npull-quotes: 1\n---\n",
        );
        assert_eq!((metadata.title.as_str(), metadata.subtitle.as_deref()), ("1.50", Some("No")));
        assert_eq!(metadata.kicker.as_deref(), Some("true"));
        let names: Vec<&str> = metadata.authors.iter().map(|author| author.name.as_str()).collect();
        assert_eq!(names, ["3", "12th"]);
        assert_eq!(
            list,
            [
                "5:16 front-matter-type `author` must be a name or a table with a `name`, but it is a number",
                "5:22 front-matter-type `author` must be a name or a table with a `name`, but it is a number",
                "5:41 front-matter-type `name` must be a name, but it is a number",
                "6:7 front-matter-type `date` must be a date, but it is a list",
                "7:6 front-matter-type `toc` must be `true` or `false`, but it is `maybe`",
                "8:14 front-matter-type `pull-quotes` must be `hidden` or `exposed`, but it is `1`",
            ]
        );
    }

    #[test]
    fn words_with_their_hyphens_are_read() {
        let (metadata, list) = messages(
            "---\nhyphenation: [data-base, Ur-in-stinkt, Offprint, 'aujourd''hui', two words, -x, a--b, B2B, [x]]\n---\n",
        );
        assert_eq!(
            metadata.hyphenation,
            ["data-base", "Ur-in-stinkt", "Offprint", "aujourd'hui", "two", "words"]
        );
        let none = |column, word| {
            format!(
                "2:{column} front-matter-type `hyphenation` must be words with a hyphen where they may be divided, \
                 but `{word}` is none"
            )
        };
        let is_list = String::from("2:92 front-matter-type `hyphenation` must be a text, but it is a list");
        assert_eq!(list, [none(77, "-x"), none(81, "a--b"), none(87, "B2B"), is_list]);
        assert_eq!(messages("---\nhyphenation: data-base, Ur-in-stinkt\n---\n").0.hyphenation.len(), 2);
        let (_, list) = messages("+++\nhyphenation = { a = 1 }\n+++\n");
        assert_eq!(
            list,
            ["2:15 front-matter-type `hyphenation` must be a list of words, but it is a table of keys"]
        );
        let (_, list) = messages("+++\nhyphenation = 3\n+++\n");
        assert_eq!(list, ["2:15 front-matter-type `hyphenation` must be a text, but it is a number"]);
    }

    #[test]
    fn a_whole_without_keys_is_located() {
        let whole = |text: &str| messages(text).1;
        let message = |place, found| {
            vec![format!(
                "{place} front-matter-type the front matter must be a table of keys, but it is {found}"
            )]
        };
        assert_eq!(whole("---\n- one\n- two\n---\n\n# A\n"), message("2:1", "a list"));
        assert_eq!(whole("---\n- title: A\n---\n"), message("2:1", "a list"));
        assert_eq!(whole("---\n[title, A]\n---\n"), message("2:1", "a list"));
        assert_eq!(whole("---\nA title\n---\n"), message("2:1", "a text"));
        assert_eq!(whole("---\n{title: A}\n---\n"), Vec::<String>::new());
        assert!(whole("+++\nA title\n+++\n").iter().all(|line| line.starts_with("2:3 front-matter-syntax")));
    }

    #[test]
    fn broken_syntax_is_located() {
        let (_, list) = messages("---\ntitle: A: B\n---\n");
        assert!(list.first().is_some_and(|line| line.starts_with("2:9 front-matter-syntax")), "{list:?}");
        let (_, list) = messages("+++\ntitle = A\n+++\n");
        assert!(list.first().is_some_and(|line| line.starts_with("2:9 front-matter-syntax")), "{list:?}");
        let (_, list) = messages("---\ntitle: A\n\nBody\n");
        assert!(list.first().is_some_and(|line| line.starts_with("1:1 front-matter-syntax")), "{list:?}");
    }

    #[test]
    fn a_thematic_break_is_no_front_matter() {
        for text in [
            "\n---\nFact: foo\n---\n",
            "---\n\nFoo\n---\nBar\n",
            "---\nFoo\n\n---\n",
            "---\n# Foo\n---\n",
            "---\nFoo\n",
        ] {
            let mut sources = Sources::default();
            let source = sources.add("a.md", text);
            let read = read(&sources, source, &Context::new());
            assert_eq!(read.map(|(_, offset)| offset), Ok(0), "{text}");
        }
    }

    #[test]
    fn alias_bombs_and_depth_are_bounded() {
        let mut bomb = String::from("---\na: &a [x,x,x,x,x,x,x,x,x,x]\n");
        for (from, to) in "abcdefgh".chars().zip("bcdefghi".chars()) {
            bomb.push_str(&format!("{to}: &{to} [{}]\n", vec![format!("*{from}"); 10].join(",")));
        }
        let (_, list) = messages(&(bomb + "---\n"));
        assert!(list.iter().any(|line| line.contains("limit-reached")), "{list:?}");
        for (fence, sign) in [("---", ':'), ("+++", '=')] {
            let list = |values: usize| format!("[{}]", vec!["1"; values].join(","));
            let said = |values| messages(&format!("{fence}\nx{sign} {}\n{fence}\n", list(values))).1;
            assert!(said(9_990).iter().all(|line| line.contains("unknown-key")), "{:?}", said(9_990));
            let said = said(10_001);
            assert!(said.iter().any(|line| line.contains("limit-reached the front matter")), "{said:?}");
        }
        let (_, list) = messages(&format!("---\ntitle: {}\n---\n", "[".repeat(20_000)));
        assert!(!list.is_empty());
        let (_, list) = messages(&format!("+++\ntitle = {}\n+++\n", "[".repeat(20_000)));
        assert!(!list.is_empty());
    }
}
