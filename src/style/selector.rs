//! Selectors (Selectors 4): which are known, and how the `selectors` crate reads them.

use std::fmt;

use cssparser::{ParseError, Parser as CssParser, ToCss, serialize_identifier, serialize_string};
use precomputed_hash::PrecomputedHash;
use selectors::parser::{
    NonTSPseudoClass, ParseRelative, Parser, PseudoElement, Selector, SelectorImpl, SelectorList,
    SelectorParseErrorKind,
};

/// What the `selectors` crate is told of our selectors.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Css;

/// A name in a selector: a tag, class, id or attribute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Name(pub Box<str>);

/// A value in an attribute selector.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct AttributeValue(pub Box<str>);

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name(text.into())
    }
}

impl From<&str> for AttributeValue {
    fn from(text: &str) -> AttributeValue {
        AttributeValue(text.into())
    }
}

impl AsRef<str> for AttributeValue {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl ToCss for Name {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_identifier(&self.0, dest)
    }
}

impl ToCss for AttributeValue {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        serialize_string(&self.0, dest)
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        // FNV-1a: the same on every machine.
        self.0.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }
}

impl SelectorImpl for Css {
    type ExtraMatchingData<'a> = ();
    type AttrValue = AttributeValue;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Name;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = Name;
    type BorrowedLocalName = Name;
    type NonTSPseudoClass = PseudoClass;
    type PseudoElement = Pseudo;
}

/// A pseudo-class that the `selectors` crate leaves to us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PseudoClass {
    /// `:link` and `:any-link`.
    Link,
    /// `:lang()`.
    Lang(Vec<Box<str>>),
    /// `:dir()`: right to left if true.
    Dir(bool),
    /// `:checked`.
    Checked,
    /// `:hover`, `:focus` and others that depend on the reader's doing: never on paper.
    Interactive(&'static str),
}

const INTERACTIVE: [&str; 7] =
    ["hover", "active", "focus", "focus-visible", "focus-within", "visited", "target"];

impl NonTSPseudoClass for PseudoClass {
    fn is_active_or_hover(&self) -> bool {
        false
    }

    fn is_user_action_state(&self) -> bool {
        false
    }
}

impl ToCss for PseudoClass {
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        match self {
            PseudoClass::Link => dest.write_str(":link"),
            PseudoClass::Checked => dest.write_str(":checked"),
            PseudoClass::Dir(rtl) => dest.write_str(if *rtl { ":dir(rtl)" } else { ":dir(ltr)" }),
            PseudoClass::Interactive(name) => write!(dest, ":{name}"),
            PseudoClass::Lang(tags) => {
                dest.write_str(":lang(")?;
                for (index, tag) in tags.iter().enumerate() {
                    dest.write_str(if index > 0 { ", " } else { "" })?;
                    serialize_identifier(tag, dest)?;
                }
                dest.write_str(")")
            }
        }
    }
}

/// A pseudo-element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pseudo {
    /// `::before`
    Before,
    /// `::after`
    After,
    /// `::marker`
    Marker,
    /// `::first-letter`
    FirstLetter,
    /// `::first-line`
    FirstLine,
}

impl Pseudo {
    /// Every pseudo-element.
    pub const ALL: [Pseudo; 5] =
        [Pseudo::Before, Pseudo::After, Pseudo::Marker, Pseudo::FirstLetter, Pseudo::FirstLine];

    /// Its name without colons.
    pub fn name(self) -> &'static str {
        match self {
            Pseudo::Before => "before",
            Pseudo::After => "after",
            Pseudo::Marker => "marker",
            Pseudo::FirstLetter => "first-letter",
            Pseudo::FirstLine => "first-line",
        }
    }
}

impl PseudoElement for Pseudo {}

impl ToCss for Pseudo {
    /// With one colon what CSS 2 has: readers that know no other spelling drop the whole rule.
    fn to_css<W: fmt::Write>(&self, dest: &mut W) -> fmt::Result {
        let colons = if *self == Pseudo::Marker { "::" } else { ":" };
        write!(dest, "{colons}{}", self.name())
    }
}

/// Reads one selector without a nesting parent.
///
/// # Errors
/// Says what is not known or not valid.
pub(crate) fn parse_selector(text: &str) -> Result<Selector<Css>, ParseError<SelectorParseErrorKind>> {
    let mut input = CssParser::new(text);
    let list = SelectorList::parse(&Reader, &mut input, ParseRelative::No)?;
    input.expect_exhausted()?;
    match list.slice() {
        [selector] => Ok(selector.clone()),
        _ => Err(ParseError::unexpected_token()),
    }
}

struct Reader;

type Fault = ParseError<SelectorParseErrorKind>;

fn unsupported<T>() -> Result<T, Fault> {
    Err(ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement))
}

impl<'i> Parser<'i> for Reader {
    type Impl = Css;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    // A slip inside `:is()` is said, not passed over.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }

    fn parse_non_ts_pseudo_class(&self, name: &str) -> Result<PseudoClass, Fault> {
        let name = name.to_ascii_lowercase();
        match name.as_str() {
            "link" | "any-link" => Ok(PseudoClass::Link),
            "checked" => Ok(PseudoClass::Checked),
            other => match INTERACTIVE.iter().find(|known| **known == other) {
                Some(known) => Ok(PseudoClass::Interactive(known)),
                None => unsupported(),
            },
        }
    }

    fn parse_non_ts_functional_pseudo_class(
        &self,
        name: &str,
        input: &mut CssParser<'i>,
        _after_part: bool,
    ) -> Result<PseudoClass, Fault> {
        match name.to_ascii_lowercase().as_str() {
            "lang" => {
                let tags = input
                    .parse_comma_separated(|input| Ok(Box::from(input.expect_ident_or_string()?.as_ref())))?;
                Ok(PseudoClass::Lang(tags))
            }
            "dir" => match input.expect_ident()?.to_ascii_lowercase().as_str() {
                "rtl" => Ok(PseudoClass::Dir(true)),
                "ltr" => Ok(PseudoClass::Dir(false)),
                _ => unsupported(),
            },
            _ => unsupported(),
        }
    }

    fn parse_pseudo_element(&self, name: &str) -> Result<Pseudo, Fault> {
        let name = name.to_ascii_lowercase();
        Pseudo::ALL.into_iter().find(|pseudo| pseudo.name() == name).map_or_else(unsupported, Ok)
    }
}
