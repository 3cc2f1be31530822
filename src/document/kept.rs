//! How an EPUB keeps what the tree has and XHTML and package metadata have no place for, so that it can be read back:
//! the names of both sides, and the order of classes.
//!
//! `epub` writes one of these attributes only where what it writes is not what the tree has.

use super::{Align, Element, Role, Tag};

/// The name under which the package says which program wrote it.
pub const GENERATOR: &str = "generator";
/// The program's name in it; the version follows.
pub const PROGRAM: &str = "Offprint";
/// What the names of front matter keys begin with that mean something to Offprint only.
pub const SETTING: &str = "offprint:";

/// The id that an element has in the tree.
pub const ID: &str = "data-id";
/// The address of a link as it is in the tree.
pub const ADDRESS: &str = "data-href";
/// The path of a picture as the author wrote it.
pub const SOURCE: &str = "data-src";
/// The width of a picture that has none in CSS.
pub const WIDTH: &str = "data-width";
/// A date that is none.
pub const DATE: &str = "data-datetime";
/// The name of an element that is written as another.
pub const TAG: &str = "data-tag";
/// The author's own classes where they look like those of a role.
pub const CLASSES: &str = "data-class";
/// Which of several authors a note is about, from 1.
pub const AUTHOR: &str = "data-author";

/// The ARIA role of a picture that says nothing.
pub const DECORATIVE: &str = "presentation";

/// Properties of schema.org that tell more about a person.
pub const PERSON: [&str; 4] = ["schema:affiliation", "schema:email", "schema:url", "schema:identifier"];
/// The property of schema.org that tells what a contributor did, as printed.
pub const PART: &str = "schema:roleName";

/// The classes of an element in the order in which they are written: its role's, the author's, those of alignment and
/// of a code's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes {
    /// The role.
    pub role: Option<Role>,
    /// The author's own.
    pub own: Vec<Box<str>>,
    /// The alignment of a cell.
    pub align: Option<Align>,
    /// The language of code.
    pub language: Option<Box<str>>,
}

impl Classes {
    /// Those of an element.
    pub fn of(element: &Element) -> Classes {
        let a = &element.attributes;
        Classes {
            role: element.role.filter(|role| !role.info().class.is_empty()),
            own: a.classes.clone(),
            align: a.align,
            language: a.code_language.clone(),
        }
    }

    /// The words of a `class` attribute.
    pub fn words(&self) -> Vec<String> {
        let role = self.role.map(|role| role.info().class.to_owned());
        let own = self.own.iter().map(|class| class.to_string());
        let align = self.align.map(|align| format!("{ALIGN}{}", align.name()));
        let language = self.language.as_deref().map(|language| format!("{LANGUAGE}{language}"));
        role.into_iter().chain(own).chain(align).chain(language).collect()
    }

    /// What the words of a `class` attribute mean on an element of a tag; `own` are the author's, if they are known.
    pub fn read(tag: Tag, words: &[&str], own: Option<&[&str]>) -> Classes {
        let has_class = |role: &&Role| words.first() == Some(&role.info().class) && role.info().tag == tag;
        let role = Role::ALL.iter().find(has_class).copied();
        // Where the author's own begin: behind the role's, unless that is the first of them.
        let begins =
            |from: usize| own.is_none_or(|own| words.get(from..).is_some_and(|rest| rest.starts_with(own)));
        let role = role.filter(|_| begins(1));
        let rest = words.get(usize::from(role.is_some())..).unwrap_or_default();
        let known = own.filter(|own| rest.starts_with(own));
        let (mut before, mut behind) = rest.split_at(known.map_or(0, <[&str]>::len));
        let mut language = None;
        let mut align = None;
        if let Some((last, others)) = behind.split_last()
            && tag == Tag::Code
            && let Some(name) = last.strip_prefix(LANGUAGE)
        {
            language = Some(name.into());
            behind = others;
        }
        if let Some((last, others)) = behind.split_last()
            && matches!(tag, Tag::Td | Tag::Th)
            && let Some(name) = last.strip_prefix(ALIGN)
        {
            align = [Align::Left, Align::Center, Align::Right].into_iter().find(|align| align.name() == name);
            behind = if align.is_some() { others } else { behind };
        }
        if known.is_none() {
            before = behind;
        }
        Classes { role, own: before.iter().map(|class| (*class).into()).collect(), align, language }
    }
}

const ALIGN: &str = "align-";
const LANGUAGE: &str = "language-";

/// Whether a line ends behind an element's start tag, as it does behind every block's end tag: it holds no text of its own.
pub fn begins_with_line(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Article
            | Section
            | Header
            | Footer
            | Hgroup
            | Aside
            | Blockquote
            | Ul
            | Ol
            | Dl
            | Figure
            | Table
            | Thead
            | Tbody
            | Tfoot
            | Tr
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_as_they_were_written() {
        let classes = |role, own: &[&str], align, language: Option<&str>| Classes {
            role,
            own: own.iter().map(|class| (*class).into()).collect(),
            align,
            language: language.map(Into::into),
        };
        for (tag, classes) in [
            (Tag::P, classes(Some(Role::Kicker), &["a", "b"], None, None)),
            (Tag::P, classes(None, &["a"], None, None)),
            (Tag::P, classes(None, &["kicker", "a"], None, None)),
            (Tag::P, classes(Some(Role::Kicker), &["kicker"], None, None)),
            (Tag::Td, classes(None, &["align-left"], None, None)),
            (Tag::Td, classes(None, &["x"], Some(Align::Right), None)),
            (Tag::Code, classes(None, &[], None, Some("rust"))),
            (Tag::Code, classes(None, &["language-a"], None, Some("b"))),
            (Tag::Code, classes(Some(Role::MathInline), &["language-a"], None, None)),
        ] {
            let words = classes.words();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let own: Vec<&str> = classes.own.iter().map(|class| &**class).collect();
            assert_eq!(Classes::read(tag, &words, Some(&own)), classes);
        }
        assert_eq!(
            Classes::read(Tag::Td, &["x", "align-right"], None),
            classes(None, &["x"], Some(Align::Right), None)
        );
        assert_eq!(
            Classes::read(Tag::P, &["kicker", "x"], None),
            classes(Some(Role::Kicker), &["x"], None, None)
        );
    }
}
