//! Lengths as a sheet gives them: sums of units, `calc()` included, until an element's font size is known.

use cssparser::{ParseError, Parser, Token};

use crate::geometry::Length;
use crate::style::computed::{LengthPercentage, Percentage};

use super::{Env, Invalid};

/// A sum of units; `calc()` over `+ - * /` never leaves this form.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct SpecifiedLength {
    /// Absolute units, in points.
    pub pt: f64,
    /// Times the font size; `ex` and `ch` count as half an em, since styles know no font files.
    pub em: f64,
    /// Times the root's font size.
    pub rem: f64,
    /// Times the line height.
    pub lh: f64,
    /// Times the root's line height.
    pub rlh: f64,
    /// Percent, if any were written.
    pub percent: Option<f64>,
}

impl SpecifiedLength {
    /// A number of points.
    pub fn points(pt: f64) -> SpecifiedLength {
        SpecifiedLength { pt, ..SpecifiedLength::default() }
    }

    fn of_percent(percent: f64) -> SpecifiedLength {
        SpecifiedLength { percent: Some(percent), ..SpecifiedLength::default() }
    }

    /// So many of a unit; `None` if there is no such unit here.
    pub fn of_unit(value: f64, unit: &str) -> Option<SpecifiedLength> {
        let mut length = SpecifiedLength::default();
        match unit.to_ascii_lowercase().as_str() {
            "pt" => length.pt = value,
            "px" => length.pt = value * 0.75,
            "in" => length.pt = value * 72.0,
            "cm" => length.pt = value * 72.0 / 2.54,
            "mm" => length.pt = value * 72.0 / 25.4,
            "q" => length.pt = value * 72.0 / 101.6,
            "pc" => length.pt = value * 12.0,
            "em" => length.em = value,
            "ex" | "ch" => length.em = value * 0.5,
            "rem" => length.rem = value,
            "lh" => length.lh = value,
            "rlh" => length.rlh = value,
            _ => return None,
        }
        Some(length)
    }

    fn plus(self, other: SpecifiedLength, sign: f64) -> SpecifiedLength {
        let percent = match (self.percent, other.percent) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0.0) + sign * b.unwrap_or(0.0)),
        };
        SpecifiedLength {
            pt: self.pt + sign * other.pt,
            em: self.em + sign * other.em,
            rem: self.rem + sign * other.rem,
            lh: self.lh + sign * other.lh,
            rlh: self.rlh + sign * other.rlh,
            percent,
        }
    }

    fn times(self, factor: f64) -> SpecifiedLength {
        SpecifiedLength {
            pt: self.pt * factor,
            em: self.em * factor,
            rem: self.rem * factor,
            lh: self.lh * factor,
            rlh: self.rlh * factor,
            percent: self.percent.map(|percent| percent * factor),
        }
    }

    /// Whether a plain value is below zero; a mixed sum is known only later.
    pub fn is_negative(&self) -> bool {
        let terms = [self.pt, self.em, self.rem, self.lh, self.rlh, self.percent.unwrap_or(0.0)];
        terms.iter().all(|&term| term <= 0.0) && terms.iter().any(|&term| term < 0.0)
    }

    /// Whether the size depends on absolute units only.
    pub fn is_absolute(&self) -> bool {
        self.percent.is_none() && [self.em, self.rem, self.lh, self.rlh].iter().all(|&term| term == 0.0)
    }

    /// The part that is not a percentage.
    pub fn length(&self, env: &Env) -> Length {
        Length::from_pt(
            self.pt
                + self.em * env.font_size.to_pt()
                + self.rem * env.root_font_size.to_pt()
                + self.lh * env.line_height.to_pt()
                + self.rlh * env.root_line_height.to_pt(),
        )
    }

    /// The computed value.
    pub fn compute(&self, env: &Env) -> LengthPercentage {
        let length = self.length(env);
        match self.percent {
            None => LengthPercentage::Length(length),
            Some(percent) => {
                let share = Percentage((percent * 100.0).round() as i32);
                if length == Length::ZERO {
                    LengthPercentage::Percentage(share)
                } else {
                    LengthPercentage::Sum(length, share)
                }
            }
        }
    }

    /// The length with percentages taken of `base`.
    pub fn resolve(&self, base: Length, env: &Env) -> Length {
        self.compute(env).resolve(base)
    }

    /// A length or percentage, `calc()` included.
    pub fn parse(input: &mut Parser<'_>) -> Result<SpecifiedLength, Invalid> {
        match Operand::parse(input)? {
            Operand::Length(length) => Ok(length),
            Operand::Number(0.0) => Ok(SpecifiedLength::default()),
            Operand::Number(_) => Err(ParseError::unexpected_token()),
        }
    }

    /// A length without percentages.
    pub fn parse_length(input: &mut Parser<'_>) -> Result<SpecifiedLength, Invalid> {
        let length = SpecifiedLength::parse(input)?;
        if length.percent.is_some() { Err(ParseError::unexpected_token()) } else { Ok(length) }
    }
}

/// A number, `calc()` included.
pub(crate) fn parse_number(input: &mut Parser<'_>) -> Result<f64, Invalid> {
    match Operand::parse(input)? {
        Operand::Number(number) => Ok(number),
        Operand::Length(_) => Err(ParseError::unexpected_token()),
    }
}

/// What stands in a calculation.
#[derive(Clone, Copy)]
enum Operand {
    Number(f64),
    Length(SpecifiedLength),
}

impl Operand {
    fn parse(input: &mut Parser<'_>) -> Result<Operand, Invalid> {
        match input.next()?.clone() {
            Token::Number { value, .. } => Ok(Operand::Number(f64::from(value))),
            Token::Percentage { unit_value, .. } => {
                Ok(Operand::Length(SpecifiedLength::of_percent(f64::from(unit_value) * 100.0)))
            }
            Token::Dimension { value, unit, .. } => SpecifiedLength::of_unit(f64::from(value), &unit)
                .map(Operand::Length)
                .ok_or_else(ParseError::unexpected_token),
            Token::Function(name) if name.eq_ignore_ascii_case("calc") => {
                input.parse_nested_block(Operand::parse_sum)
            }
            Token::ParenthesisBlock => input.parse_nested_block(Operand::parse_sum),
            _ => Err(ParseError::unexpected_token()),
        }
    }

    fn parse_sum(input: &mut Parser<'_>) -> Result<Operand, Invalid> {
        let mut sum = Operand::parse_product(input)?;
        while !input.is_exhausted() {
            let sign = match input.next()? {
                Token::Delim('+') => 1.0,
                Token::Delim('-') => -1.0,
                _ => return Err(ParseError::unexpected_token()),
            };
            sum = match (sum, Operand::parse_product(input)?) {
                (Operand::Number(a), Operand::Number(b)) => Operand::Number(a + sign * b),
                (Operand::Length(a), Operand::Length(b)) => Operand::Length(a.plus(b, sign)),
                _ => return Err(ParseError::unexpected_token()),
            };
        }
        Ok(sum)
    }

    fn parse_product(input: &mut Parser<'_>) -> Result<Operand, Invalid> {
        let mut product = Operand::parse(input)?;
        loop {
            let start = input.state();
            let divide = match input.next() {
                Ok(Token::Delim('*')) => false,
                Ok(Token::Delim('/')) => true,
                _ => {
                    input.reset(&start);
                    return Ok(product);
                }
            };
            product = match (product, Operand::parse(input)?, divide) {
                (Operand::Number(a), Operand::Number(b), false) => Operand::Number(a * b),
                (Operand::Length(a), Operand::Number(b), false) => Operand::Length(a.times(b)),
                (Operand::Number(a), Operand::Length(b), false) => Operand::Length(b.times(a)),
                (Operand::Number(a), Operand::Number(b), true) if b != 0.0 => Operand::Number(a / b),
                (Operand::Length(a), Operand::Number(b), true) if b != 0.0 => {
                    Operand::Length(a.times(1.0 / b))
                }
                _ => return Err(ParseError::unexpected_token()),
            };
        }
    }
}
