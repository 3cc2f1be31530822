//! Lengths and shares of lengths as they are after the cascade.

use crate::geometry::Length;

/// A share of some length, in hundredths of a percent: 5000 is one half.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Percentage(pub i32);

impl Percentage {
    /// This share of a length.
    pub fn of(self, base: Length) -> Length {
        base.scale(self.0, 10_000)
    }
}

/// A length or a share of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LengthPercentage {
    /// A length.
    Length(Length),
    /// A share of what the property says.
    Percentage(Percentage),
    /// Both together, as `calc()` may give.
    Sum(Length, Percentage),
}

impl Default for LengthPercentage {
    fn default() -> LengthPercentage {
        LengthPercentage::Length(Length::ZERO)
    }
}

impl LengthPercentage {
    /// The length, percentages taken of `base`.
    pub fn resolve(self, base: Length) -> Length {
        match self {
            LengthPercentage::Length(length) => length,
            LengthPercentage::Percentage(share) => share.of(base),
            LengthPercentage::Sum(length, share) => length + share.of(base),
        }
    }
}

/// A length, a share or `auto` (also `none` for maxima).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AutoLength {
    /// Left to layout.
    #[default]
    Auto,
    /// Given.
    Set(LengthPercentage),
}

impl AutoLength {
    /// The length, percentages taken of `base`; `None` for `auto`.
    pub fn resolve(self, base: Length) -> Option<Length> {
        match self {
            AutoLength::Auto => None,
            AutoLength::Set(value) => Some(value.resolve(base)),
        }
    }
}

/// A margin: zero at first, possibly `auto`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AutoMargin {
    /// Shares what is left.
    Auto,
    /// Given.
    Set(LengthPercentage),
}

impl Default for AutoMargin {
    fn default() -> AutoMargin {
        AutoMargin::Set(LengthPercentage::default())
    }
}
