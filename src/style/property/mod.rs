//! Properties: the one table of what a sheet may say, how it is read and what it becomes.
//!
//! [`table`] holds one row for each longhand (name, inheritance, initial value, kind of value, field, one line of
//! documentation), [`shorthand`] one for each shorthand; `docs/css.md` is made from both. [`kind`] and its
//! neighbours hold the kinds of value. Invariant: a [`Value`] stored under a longhand was read by that
//! longhand's own kind.

pub(crate) mod color;
pub(crate) mod content;
pub(crate) mod font;
pub(crate) mod kind;
pub(crate) mod length;
pub(crate) mod page;
pub(crate) mod shorthand;
pub(crate) mod show;
pub(crate) mod size;
mod table;
pub(crate) mod text;
mod value;

use cssparser::{ParseError, Parser};

use crate::style::computed::ComputedStyle;

pub(crate) use shorthand::Shorthand;
pub(crate) use table::Longhand;
pub(crate) use value::{Env, PageSize, Value};

/// The value is not one that the property takes.
pub(crate) type Invalid = ParseError<()>;

/// What the table says of a longhand.
pub(crate) struct LonghandInfo {
    /// Its name.
    pub name: &'static str,
    /// Whether children take it over.
    pub inherited: bool,
    /// Its initial value as a sheet would write it.
    pub initial: &'static str,
    /// What it is, for the documentation.
    pub doc: &'static str,
    /// What may be written.
    pub syntax: fn() -> String,
    /// Reads a value.
    pub parse: fn(&mut Parser<'_>) -> Result<Value, Invalid>,
    /// Puts the computed value into a style; false if there is none of its own, which is to inherit.
    pub apply: fn(&Value, &Env, &mut ComputedStyle) -> bool,
    /// The computed value as text.
    pub show: fn(&ComputedStyle) -> String,
    /// Takes the value over from another style.
    pub copy: fn(&ComputedStyle, &mut ComputedStyle),
}

/// A property by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Property {
    /// A longhand.
    Longhand(Longhand),
    /// A shorthand.
    Shorthand(Shorthand),
}

/// Other names: legacy ones, and logical ones, which are those of left-to-right text.
const ALIASES: &[(&str, &str)] = &[
    ("block-size", "height"),
    ("font-width", "font-stretch"),
    ("grid-column-gap", "column-gap"),
    ("inline-size", "width"),
    ("margin-block-end", "margin-bottom"),
    ("margin-block-start", "margin-top"),
    ("margin-inline-end", "margin-right"),
    ("margin-inline-start", "margin-left"),
    ("max-block-size", "max-height"),
    ("max-inline-size", "max-width"),
    ("min-block-size", "min-height"),
    ("min-inline-size", "min-width"),
    ("padding-block-end", "padding-bottom"),
    ("padding-block-start", "padding-top"),
    ("padding-inline-end", "padding-right"),
    ("padding-inline-start", "padding-left"),
    ("page-break-after", "break-after"),
    ("page-break-before", "break-before"),
    ("page-break-inside", "break-inside"),
    ("word-wrap", "overflow-wrap"),
];

impl Property {
    /// The property of a name in lower case, aliases included.
    pub fn from_name(name: &str) -> Option<Property> {
        let alias = ALIASES.binary_search_by(|(alias, _)| alias.cmp(&name)).ok();
        let name = alias.and_then(|at| ALIASES.get(at)).map_or(name, |(_, canonical)| canonical);
        let longhand = Longhand::from_name(name).map(Property::Longhand);
        longhand.or_else(|| Shorthand::from_name(name).map(Property::Shorthand))
    }

    /// Its name, aliases resolved.
    pub fn name(self) -> &'static str {
        match self {
            Property::Longhand(longhand) => longhand.info().name,
            Property::Shorthand(shorthand) => shorthand.info().name,
        }
    }

    /// What may be written.
    pub fn syntax(self) -> String {
        match self {
            Property::Longhand(longhand) => (longhand.info().syntax)(),
            Property::Shorthand(shorthand) => String::from(shorthand.info().syntax),
        }
    }

    /// The longhands that it sets.
    pub fn longhands(&self) -> &[Longhand] {
        match self {
            Property::Longhand(longhand) => std::slice::from_ref(longhand),
            Property::Shorthand(shorthand) => shorthand.info().longhands,
        }
    }

    /// Reads a value up to the end of the input, as longhands; those left out are at their initial values.
    pub fn parse(self, input: &mut Parser<'_>) -> Result<Vec<(Longhand, Option<Value>)>, Invalid> {
        let values = match self {
            Property::Longhand(longhand) => vec![(longhand, Some((longhand.info().parse)(input)?))],
            Property::Shorthand(shorthand) => shorthand.parse(input)?,
        };
        input.expect_exhausted()?;
        Ok(values)
    }

    /// Every name that a sheet may use, for suggestions.
    pub fn names() -> impl Iterator<Item = &'static str> {
        let longhands = Longhand::ALL.iter().map(|longhand| longhand.info().name);
        let shorthands = Shorthand::ALL.iter().map(|shorthand| shorthand.info().name);
        longhands.chain(shorthands).chain(ALIASES.iter().map(|(alias, _)| *alias))
    }
}
