//! Colours (CSS Color 4): names, hashes, `rgb()`, `hsl()`; everything ends as sRGB.

use cssparser::color::{parse_hash_color, parse_named_color};
use cssparser::{ParseError, Parser, Token};

use crate::geometry::Color;

use super::Invalid;

/// A colour as a sheet gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpecifiedColor {
    /// The text's colour.
    Current,
    /// A colour of its own.
    Rgba(Color),
}

impl SpecifiedColor {
    /// Any colour.
    pub fn parse(input: &mut Parser<'_>) -> Result<SpecifiedColor, Invalid> {
        let color = match input.next()?.clone() {
            Token::Hash(hash) | Token::IDHash(hash) => parse_hash_color(hash.as_bytes())
                .map(|(r, g, b, alpha)| rgba(r, g, b, f64::from(alpha)))
                .map_err(|()| ParseError::unexpected_token())?,
            Token::Ident(name) => return named(&name),
            Token::Function(name) => {
                let name = name.to_ascii_lowercase();
                input.parse_nested_block(|input| match name.as_str() {
                    "rgb" | "rgba" => parse_rgb(input),
                    "hsl" | "hsla" => parse_hsl(input),
                    _ => Err(ParseError::unexpected_token()),
                })?
            }
            _ => return Err(ParseError::unexpected_token()),
        };
        Ok(SpecifiedColor::Rgba(color))
    }
}

fn named(name: &str) -> Result<SpecifiedColor, Invalid> {
    if name.eq_ignore_ascii_case("currentcolor") {
        return Ok(SpecifiedColor::Current);
    }
    if name.eq_ignore_ascii_case("transparent") {
        return Ok(SpecifiedColor::Rgba(Color::TRANSPARENT));
    }
    let (r, g, b) = parse_named_color(name).map_err(|()| ParseError::unexpected_token())?;
    Ok(SpecifiedColor::Rgba(rgba(r, g, b, 1.0)))
}

fn rgba(r: u8, g: u8, b: u8, alpha: f64) -> Color {
    Color { r, g, b, a: channel(alpha * 255.0) }
}

fn channel(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

/// A number, or a percentage of `full`.
fn amount(input: &mut Parser<'_>, full: f64) -> Result<f64, Invalid> {
    match input.next()? {
        Token::Number { value, .. } => Ok(f64::from(*value)),
        Token::Percentage { unit_value, .. } => Ok(f64::from(*unit_value) * full),
        _ => Err(ParseError::unexpected_token()),
    }
}

fn separator(input: &mut Parser<'_>) {
    let _ = input.try_parse(|input| input.expect_comma());
}

fn alpha(input: &mut Parser<'_>) -> Result<f64, Invalid> {
    if input.is_exhausted() {
        return Ok(1.0);
    }
    let start = input.state();
    if !matches!(input.next(), Ok(Token::Comma | Token::Delim('/'))) {
        input.reset(&start);
        return Err(ParseError::unexpected_token());
    }
    amount(input, 1.0)
}

fn parse_rgb(input: &mut Parser<'_>) -> Result<Color, Invalid> {
    let r = amount(input, 255.0)?;
    separator(input);
    let g = amount(input, 255.0)?;
    separator(input);
    let b = amount(input, 255.0)?;
    Ok(rgba(channel(r), channel(g), channel(b), alpha(input)?))
}

fn parse_hsl(input: &mut Parser<'_>) -> Result<Color, Invalid> {
    let hue = match input.next()? {
        Token::Number { value, .. } => f64::from(*value),
        Token::Dimension { value, unit, .. } if unit.eq_ignore_ascii_case("deg") => f64::from(*value),
        Token::Dimension { value, unit, .. } if unit.eq_ignore_ascii_case("turn") => {
            f64::from(*value) * 360.0
        }
        _ => return Err(ParseError::unexpected_token()),
    };
    separator(input);
    let saturation = amount(input, 100.0)?.clamp(0.0, 100.0) / 100.0;
    separator(input);
    let lightness = amount(input, 100.0)?.clamp(0.0, 100.0) / 100.0;
    let part = |offset: f64| {
        let k = (offset + hue / 30.0).rem_euclid(12.0);
        let a = saturation * lightness.min(1.0 - lightness);
        channel((lightness - a * (k - 3.0).min(9.0 - k).clamp(-1.0, 1.0)) * 255.0)
    };
    Ok(rgba(part(0.0), part(8.0), part(4.0), alpha(input)?))
}

/// The contrast ratio of two opaque colours, 1 to 21 (WCAG 2.2, 1.4.3).
pub(crate) fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2.2).
fn luminance(color: Color) -> f64 {
    let linear = |channel: u8| {
        let value = f64::from(channel) / 255.0;
        if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b)
}

/// `front` laid over opaque `back`.
pub(crate) fn over(front: Color, back: Color) -> Color {
    let alpha = f64::from(front.a) / 255.0;
    let mix = |front: u8, back: u8| channel(f64::from(front) * alpha + f64::from(back) * (1.0 - alpha));
    Color { r: mix(front.r, back.r), g: mix(front.g, back.g), b: mix(front.b, back.b), a: 255 }
}
