//! One declaration: its property, its value by the table, and its text for the EPUB's sheet.

use std::sync::Arc;

use cssparser::{Parser, Token};

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::style::property::length::SpecifiedLength;
use crate::style::property::{Longhand, Property, Value};
use crate::style::suggest::nearest;

/// A declaration.
#[derive(Clone, Debug)]
pub(crate) struct Declaration {
    /// What it sets.
    pub name: Name,
    /// The value as written, without `!important`.
    pub text: Arc<str>,
    /// Whether `!important` follows.
    pub important: bool,
    /// Where it stands.
    pub span: Span,
    /// The longhands that it sets; empty for custom properties.
    pub values: Vec<(Longhand, Declared)>,
}

/// What a declaration sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// A property of the table.
    Known(Property),
    /// A custom property, its dashes included.
    Custom(Arc<str>),
}

/// What a declaration says of one longhand.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Declared {
    /// A value.
    Value(Value),
    /// `initial`, also for what a shorthand leaves out.
    Initial,
    /// `inherit`
    Inherit,
    /// `unset`
    Unset,
    /// `revert` and `revert-layer`
    Revert,
    /// The text holds `var()` and is read for each element.
    Unparsed,
}

impl Declared {
    /// The meaning of a CSS-wide keyword (CSS Cascade 5, 7.3).
    pub fn wide_keyword(text: &str) -> Option<Declared> {
        Some(match text.to_ascii_lowercase().as_str() {
            "initial" => Declared::Initial,
            "inherit" => Declared::Inherit,
            "unset" => Declared::Unset,
            "revert" | "revert-layer" => Declared::Revert,
            _ => return None,
        })
    }
}

/// Where a declaration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// In a style rule or a margin box.
    Box,
    /// In `@page` itself.
    Page,
}

/// Reads the value of a declaration, `!important` included.
///
/// # Errors
/// Says what is not supported.
pub(crate) fn parse(
    name: &str,
    text: &str,
    span: Span,
    scope: Scope,
) -> Result<Declaration, Box<Diagnostic>> {
    let (text, important) = split_important(text.trim());
    let declaration = |name, values| Declaration { name, text: Arc::from(text), important, span, values };
    if name.starts_with("--") {
        return Ok(declaration(Name::Custom(Arc::from(name)), Vec::new()));
    }
    let lower = name.to_ascii_lowercase();
    let property = Property::from_name(&lower)
        .filter(|property| scope == Scope::Page || *property != Property::Longhand(Longhand::Size))
        .ok_or_else(|| unknown_property(&lower, span))?;
    let name = Name::Known(property);
    let all = |declared: Declared| {
        property.longhands().iter().map(|longhand| (*longhand, declared.clone())).collect()
    };
    if let Some(declared) = Declared::wide_keyword(text) {
        return Ok(declaration(name, all(declared)));
    }
    if has_var(text) {
        return Ok(declaration(name, all(Declared::Unparsed)));
    }
    let alias = legacy_value(&lower, text);
    let values =
        parse_text(property, alias.unwrap_or(text)).ok_or_else(|| wrong_value(property, text, span))?;
    Ok(Declaration { text: Arc::from(alias.unwrap_or(text)), ..declaration(name, values) })
}

/// The typed value of a text without `var()`.
pub(crate) fn parse_text(property: Property, text: &str) -> Option<Vec<(Longhand, Declared)>> {
    let values = property.parse(&mut Parser::new(text)).ok()?;
    let declared = |value: Option<Value>| value.map_or(Declared::Initial, Declared::Value);
    Some(values.into_iter().map(|(longhand, value)| (longhand, declared(value))).collect())
}

/// Whether a value refers to a custom property.
pub(crate) fn has_var(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| window.eq_ignore_ascii_case(b"var("))
}

/// `page-break-*: always` says `page` today (CSS Break 4, 3.4).
fn legacy_value(name: &str, text: &str) -> Option<&'static str> {
    (name.starts_with("page-break-") && text.eq_ignore_ascii_case("always")).then_some("page")
}

fn split_important(text: &str) -> (&str, bool) {
    match text.rsplit_once('!') {
        Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value.trim_end(), true),
        _ => (text, false),
    }
}

fn unknown_property(name: &str, span: Span) -> Box<Diagnostic> {
    if name == "size" {
        let message = "`size` belongs into `@page`";
        return Box::new(Diagnostic::new(Code::CssUnsupportedProperty, span, message));
    }
    let diagnostic = Diagnostic::new(
        Code::CssUnsupportedProperty,
        span,
        format!("the property `{name}` is not supported"),
    );
    let unprefixed =
        name.strip_prefix('-').and_then(|name| name.split_once('-')).map_or("", |(_, name)| name);
    Box::new(if Property::from_name(unprefixed).is_some() {
        diagnostic.help(format!("write `{unprefixed}`; prefixes that e-readers need are added to the EPUB"))
    } else {
        match nearest(name, Property::names()).filter(|_| !is_of_css(name)) {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None if is_of_css(name) => diagnostic.help(
                "it is CSS that neither output has; it was left out, and docs/css.md lists what there is",
            ),
            None => diagnostic.help("it was left out of both outputs; docs/css.md lists what is supported"),
        }
    })
}

/// Properties of CSS that are not supported, those that end in a hyphen for all that begin so: none of them is a slip.
const OF_CSS: [&str; 64] = [
    "align-",
    "all",
    "animation",
    "animation-",
    "appearance",
    "aspect-ratio",
    "backdrop-filter",
    "background-attachment",
    "background-blend-mode",
    "background-clip",
    "background-image",
    "background-origin",
    "background-position",
    "background-repeat",
    "background-size",
    "border-image",
    "border-image-",
    "border-radius",
    "bottom",
    "box-shadow",
    "clip",
    "clip-path",
    "contain",
    "cursor",
    "filter",
    "flex",
    "flex-",
    "gap",
    "grid",
    "grid-",
    "inset",
    "inset-",
    "isolation",
    "justify-",
    "left",
    "list-style-image",
    "mask",
    "mask-",
    "mix-blend-mode",
    "object-",
    "opacity",
    "order",
    "outline",
    "outline-",
    "overflow",
    "overflow-x",
    "overflow-y",
    "perspective",
    "place-",
    "pointer-events",
    "position",
    "resize",
    "right",
    "rotate",
    "row-gap",
    "scale",
    "scroll-",
    "text-shadow",
    "top",
    "transform",
    "transform-",
    "transition",
    "transition-",
    "z-index",
];

/// Whether a name is that of a property which CSS has and we have not.
fn is_of_css(name: &str) -> bool {
    OF_CSS.iter().any(|known| *known == name || known.ends_with('-') && name.starts_with(known))
}

fn wrong_value(property: Property, text: &str, span: Span) -> Box<Diagnostic> {
    let shown: String = text.chars().take(60).collect();
    let message = format!("`{shown}` is not a supported value of `{}`", property.name());
    let help = match length_fault(property, text) {
        Some(fault) => format!("{fault}; expected: {}", property.syntax()),
        None => format!("expected: {}", property.syntax()),
    };
    Box::new(Diagnostic::new(Code::CssUnsupportedValue, span, message).help(help))
}

/// What is wrong with the lengths of a value, where the property takes lengths: a unit that is none, or none.
fn length_fault(property: Property, text: &str) -> Option<String> {
    parse_text(property, "1pt")?;
    let mut input = Parser::new(text);
    while let Ok(token) = input.next().cloned() {
        match token {
            Token::Number { value, .. } if value != 0.0 => {
                return Some(format!("a length needs a unit, as in `{value}mm` or `{value}em`"));
            }
            Token::Dimension { unit, .. } if SpecifiedLength::of_unit(0.0, &unit).is_none() => {
                let window =
                    ["vw", "vh", "vi", "vb", "vmin", "vmax", "svw", "svh", "lvw", "lvh", "dvw", "dvh"];
                return Some(if window.contains(&unit.to_ascii_lowercase().as_str()) {
                    format!("`{unit}` is a unit of a window, which paper has not; write a percentage or `mm`")
                } else {
                    format!("`{unit}` is no unit that is supported")
                });
            }
            _ => {}
        }
    }
    None
}
