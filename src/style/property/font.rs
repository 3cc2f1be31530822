//! Values of the font properties (CSS Fonts 4).

use std::sync::Arc;

use cssparser::{ParseError, Parser, Token};

use crate::font::FontStyle;
use crate::geometry::Length;
use crate::style::computed::*;

use super::kind::{Kind, accept, kind, parse_keyword};
use super::length::{SpecifiedLength, parse_number};
use super::{Env, Invalid, Value};

kind! {
    /// A list of families.
    Families -> Vec<FontFamily> { "family names; `serif`, `sans-serif`, `monospace`" }
    parse(input) {
        let families = input.parse_comma_separated(parse_family)?;
        Ok(Value::Families(families.into()))
    }
    compute(_env) { Value::Families(families) => families.to_vec() }
}

fn parse_family(input: &mut Parser<'_>) -> Result<FontFamily, Invalid> {
    if let Ok(name) = input.try_parse(|input| input.expect_string_cloned()) {
        return Ok(FontFamily::Named(Arc::from(name.as_ref())));
    }
    let mut name = input.expect_ident()?.to_string();
    let generic = match name.to_ascii_lowercase().as_str() {
        "serif" | "ui-serif" | "cursive" | "fantasy" | "math" => Some(FontFamily::Serif),
        "sans-serif" | "system-ui" | "ui-sans-serif" | "ui-rounded" => Some(FontFamily::SansSerif),
        "monospace" | "ui-monospace" => Some(FontFamily::Monospace),
        "inherit" | "initial" | "unset" | "revert" | "default" => return Err(ParseError::unexpected_token()),
        _ => None,
    };
    while let Ok(part) = input.try_parse(|input| input.expect_ident_cloned()) {
        name.push(' ');
        name.push_str(&part);
    }
    match generic {
        Some(family) if !name.contains(' ') => Ok(family),
        _ => Ok(FontFamily::Named(Arc::from(name))),
    }
}

/// Absolute sizes of CSS Fonts 4, 2.5, with `medium` at 12 pt, and the two relative ones.
const SIZES: [(&str, f64); 10] = [
    ("xx-small", 0.6),
    ("x-small", 0.75),
    ("small", 8.0 / 9.0),
    ("medium", 1.0),
    ("large", 1.2),
    ("x-large", 1.5),
    ("xx-large", 2.0),
    ("xxx-large", 3.0),
    ("smaller", 5.0 / 6.0),
    ("larger", 1.2),
];

kind! {
    /// A font size; percentages and `em` are of the parent's.
    FontSize -> Length { "length, percentage, `xx-small` … `xxx-large`, `smaller`, `larger`" }
    parse(input) {
        let names = SIZES.map(|(name, _)| name);
        if let Ok(index) = input.try_parse(|input| parse_keyword(input, &names)) {
            return Ok(Value::Keyword(index as u8));
        }
        let length = SpecifiedLength::parse(input)?;
        if length.is_negative() { Err(ParseError::unexpected_token()) } else { Ok(Value::Length(length)) }
    }
    compute(env) {
        Value::Keyword(index) => keyword_size(usize::from(*index), env),
        Value::Length(length) => length.resolve(env.font_size, env).max(Length::ZERO),
    }
}

fn keyword_size(index: usize, env: &Env) -> Length {
    let Some((name, factor)) = SIZES.get(index) else { return env.font_size };
    let base = if name.ends_with("er") { env.font_size.to_pt() } else { 12.0 };
    Length::from_pt(base * factor)
}

kind! {
    /// A weight.
    Weight -> u16 { "number from 1 to 1000, `normal`, `bold`, `bolder`, `lighter`" }
    parse(input) {
        if let Ok(index) = input.try_parse(|input| parse_keyword(input, &["normal", "bold", "bolder", "lighter"])) {
            return Ok(match index {
                0 => Value::Number(400.0),
                1 => Value::Number(700.0),
                other => Value::Keyword(other as u8),
            });
        }
        let weight = parse_number(input)?;
        if (1.0..=1000.0).contains(&weight) { Ok(Value::Number(weight)) } else { Err(ParseError::unexpected_token()) }
    }
    compute(env) {
        Value::Number(weight) => weight.round() as u16,
        Value::Keyword(2) => match env.parent_weight { 0..350 => 400, 350..550 => 700, weight => weight.max(900) },
        Value::Keyword(_) => match env.parent_weight { 0..100 => env.parent_weight, 100..550 => 100, 550..750 => 400, _ => 700 },
    }
}

kind! {
    /// A slope.
    Slope -> FontStyle { "`normal`, `italic`, `oblique`" }
    parse(input) { parse_keyword(input, &["normal", "italic", "oblique"]).map(|index| Value::Keyword(index as u8)) }
    compute(_env) {
        Value::Keyword(0) => FontStyle::Normal,
        Value::Keyword(1) => FontStyle::Italic,
        Value::Keyword(_) => FontStyle::Oblique,
    }
}

/// Widths of CSS Fonts 4, 2.3, in percent, half percents rounded.
const WIDTHS: [(&str, u16); 9] = [
    ("normal", 100),
    ("ultra-condensed", 50),
    ("extra-condensed", 63),
    ("condensed", 75),
    ("semi-condensed", 88),
    ("semi-expanded", 113),
    ("expanded", 125),
    ("extra-expanded", 150),
    ("ultra-expanded", 200),
];

kind! {
    /// A width.
    Width -> u16 { "percentage, `normal`, `ultra-condensed` … `ultra-expanded`" }
    parse(input) {
        let names = WIDTHS.map(|(name, _)| name);
        if let Ok(index) = input.try_parse(|input| parse_keyword(input, &names)) {
            return Ok(Value::Integer(WIDTHS.get(index).map_or(100, |(_, percent)| i32::from(*percent))));
        }
        let percent = (input.expect_percentage()? * 100.0).round() as i32;
        if (50..=200).contains(&percent) { Ok(Value::Integer(percent)) } else { Err(ParseError::unexpected_token()) }
    }
    compute(_env) { Value::Integer(percent) => u16::try_from(*percent).unwrap_or(100) }
}

/// What `font-variant-numeric` says: figures, spacing, fractions, a slashed zero.
pub(crate) type Numeric = (NumericFigure, NumericSpacing, NumericFraction, bool);

const NUMERIC: [&str; 7] = [
    "lining-nums",
    "oldstyle-nums",
    "proportional-nums",
    "tabular-nums",
    "diagonal-fractions",
    "stacked-fractions",
    "slashed-zero",
];

/// `font-variant-numeric`.
pub(crate) struct NumericVariant;

impl NumericVariant {
    /// Reads one of its keywords as a bit.
    pub fn parse_bit(input: &mut Parser<'_>) -> Result<u16, Invalid> {
        parse_keyword(input, &NUMERIC).map(|index| 1 << index)
    }
}

impl Kind for NumericVariant {
    type Computed = Numeric;

    fn syntax() -> String {
        format!("`normal`, or any of {}", NUMERIC.map(|name| format!("`{name}`")).join(", "))
    }

    fn parse(input: &mut Parser<'_>) -> Result<Value, Invalid> {
        if accept(input, "normal") {
            return Ok(Value::Bits(0));
        }
        let mut bits = NumericVariant::parse_bit(input)?;
        while let Ok(bit) = input.try_parse(NumericVariant::parse_bit) {
            bits |= bit;
        }
        Ok(Value::Bits(bits))
    }

    fn compute(value: &Value, _: &Env) -> Option<Numeric> {
        let Value::Bits(bits) = value else { return None };
        let figure = match bits & 3 {
            1 => NumericFigure::Lining,
            2 | 3 => NumericFigure::Oldstyle,
            _ => NumericFigure::Normal,
        };
        let spacing = match bits & 12 {
            4 => NumericSpacing::Proportional,
            8 | 12 => NumericSpacing::Tabular,
            _ => NumericSpacing::Normal,
        };
        let fraction = match bits & 48 {
            16 => NumericFraction::Diagonal,
            32 | 48 => NumericFraction::Stacked,
            _ => NumericFraction::Normal,
        };
        Some((figure, spacing, fraction, bits & 64 != 0))
    }
}

const LIGATURES: [&str; 4] =
    ["common-ligatures", "no-common-ligatures", "discretionary-ligatures", "no-discretionary-ligatures"];

kind! {
    /// `font-variant-ligatures`: the common ones, the discretionary ones.
    Ligatures -> (bool, bool) {
        "`normal`, `none`, or any of `common-ligatures`, `no-common-ligatures`, `discretionary-ligatures`, `no-discretionary-ligatures`"
    }
    parse(input) {
        if accept(input, "normal") {
            return Ok(Value::Bits(1));
        }
        if accept(input, "none") {
            return Ok(Value::Bits(0));
        }
        let mut bits = 1;
        let mut index = parse_keyword(input, &LIGATURES)?;
        loop {
            bits = match index { 0 => bits | 1, 1 => bits & !1, 2 => bits | 2, _ => bits & !2 };
            match input.try_parse(|input| parse_keyword(input, &LIGATURES)) {
                Ok(next) => index = next,
                Err(_) => return Ok(Value::Bits(bits)),
            }
        }
    }
    compute(_env) { Value::Bits(bits) => (bits & 1 != 0, bits & 2 != 0) }
}

kind! {
    /// OpenType features.
    Features -> Vec<([u8; 4], u32)> { "`normal`, or tags with values" }
    parse(input) {
        if accept(input, "normal") {
            return Ok(Value::Features(Arc::from([])));
        }
        let features = input.parse_comma_separated(parse_feature)?;
        Ok(Value::Features(features.into()))
    }
    compute(_env) { Value::Features(features) => features.to_vec() }
}

fn parse_feature(input: &mut Parser<'_>) -> Result<([u8; 4], u32), Invalid> {
    let tag = input.expect_string_cloned()?;
    let tag: [u8; 4] = tag.as_bytes().try_into().map_err(|_| ParseError::unexpected_token())?;
    if !tag.iter().all(|byte| (0x20..0x7F).contains(byte)) {
        return Err(ParseError::unexpected_token());
    }
    if input.is_exhausted() || accept(input, "on") {
        return Ok((tag, 1));
    }
    if accept(input, "off") {
        return Ok((tag, 0));
    }
    match input.next()? {
        Token::Number { int_value: Some(value), .. } if *value >= 0 => Ok((tag, value.unsigned_abs())),
        _ => Err(ParseError::unexpected_token()),
    }
}

kind! {
    /// Space added between letters or words.
    Tracking -> Length { "length, `normal`" }
    parse(input) {
        if accept(input, "normal") {
            return Ok(Value::Length(SpecifiedLength::default()));
        }
        SpecifiedLength::parse_length(input).map(Value::Length)
    }
    compute(env) { Value::Length(length) => length.length(env) }
}
