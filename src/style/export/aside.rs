//! Side floats for e-readers: only where the screen is wide enough for text beside them.

use crate::style::Float;
use crate::style::property::{Longhand, Property};
use crate::style::sheet::StyleRule;

/// Screens of about 60 characters and more; readers without media queries set the box in the text.
pub(super) const WIDE: &str = "@media (min-width: 30em)";

/// Whether a rule may ask for side floats that have to wait for a wide screen: one under conditions of its own has
/// chosen its screens, and a letter floats on any.
pub(super) fn is_guarded(rule: &StyleRule, conditions: &[&str]) -> bool {
    conditions.is_empty() && rule.selectors.iter().any(|selector| selector.pseudo_element().is_none())
}

/// Whether a declaration makes a side float.
pub(super) fn floats(property: Property, text: &str) -> bool {
    property == Property::Longhand(Longhand::Float) && Float::named(text).is_some_and(Float::is_side)
}

/// Whether a declaration of a rule that makes one is for wide screens only: the float, and its share of the width.
pub(super) fn is_for_wide(property: Property, text: &str) -> bool {
    let is_width =
        matches!(property, Property::Longhand(Longhand::Width | Longhand::MinWidth | Longhand::MaxWidth));
    floats(property, text) || (is_width && text.contains('%'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_float_is_one_in_any_case() {
        let float = Property::Longhand(Longhand::Float);
        assert!(["left", "RIGHT", "Inline-Start"].iter().all(|text| floats(float, text)));
        assert!(!["none", "TOP", "footnote", "sideways"].iter().any(|text| floats(float, text)));
    }
}
