//! Variable faces: the axes that they vary along, and where on them an instance stands (OpenType, `fvar`).
//!
//! A style's weight, width and slope choose the place; other axes stay where the file puts them.

use skrifa::instance::Location;
use skrifa::{FontRef, MetadataProvider, Tag};

use super::matching::FontQuery;
use super::{FaceInfo, FontStyle};

/// An axis; values in 1/65,536, as the file holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Its tag: `wght`.
    pub tag: [u8; 4],
    /// The least value that may be used.
    pub least: i32,
    /// Where a face stands that is not told otherwise.
    pub default: i32,
    /// The greatest value that may be used.
    pub most: i32,
}

impl Axis {
    /// Takes the axis within bounds, in whole units; the default stays what the file says.
    pub fn narrow(&mut self, least: u16, most: u16) {
        self.least = self.least.max(fixed(f32::from(least))).min(self.most);
        self.most = self.most.min(fixed(f32::from(most))).max(self.least);
    }

    /// The whole numbers between which the axis runs.
    pub fn range(&self) -> (u16, u16) {
        let whole = |value: i32| u16::try_from(value >> 16).unwrap_or(0);
        (whole(self.least), whole(self.most))
    }
}

/// Where on its axes a face stands: tags and values, those that are the file's defaults left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Coordinates(Vec<([u8; 4], i32)>);

impl Coordinates {
    /// Whether the face stands where the file puts it.
    pub fn is_default(&self) -> bool {
        self.0.is_empty()
    }

    /// Tags and values.
    pub fn iter(&self) -> impl Iterator<Item = ([u8; 4], f32)> + '_ {
        self.0.iter().map(|(tag, value)| (*tag, *value as f32 / 65_536.0))
    }

    /// The values of some axes, each brought into its axis.
    pub fn of(axes: &[Axis], values: impl Fn(&[u8; 4]) -> Option<f32>) -> Coordinates {
        let place = |axis: &Axis| {
            let value = fixed(values(&axis.tag)?).clamp(axis.least, axis.most);
            (value != axis.default).then_some((axis.tag, value))
        };
        Coordinates(axes.iter().filter_map(place).collect())
    }

    /// The place in the font's own units.
    pub(crate) fn location(&self, font: &FontRef<'_>) -> Location {
        font.axes().location(self.iter().map(|(tag, value)| (Tag::new(&tag), value)))
    }
}

fn fixed(value: f32) -> i32 {
    (value * 65_536.0).round() as i32
}

/// The axes of a font; none if it does not vary.
pub(super) fn axes(font: &FontRef<'_>) -> Vec<Axis> {
    let axis = |axis: skrifa::Axis| Axis {
        tag: axis.tag().to_be_bytes(),
        least: fixed(axis.min_value().min(axis.default_value())),
        default: fixed(axis.default_value()),
        most: fixed(axis.max_value().max(axis.default_value())),
    };
    font.axes().iter().map(axis).collect()
}

/// The slant of an oblique face in degrees (CSS Fonts 4, 2.4), counted as `slnt` counts: to the right is negative.
const SLANT: f32 = -14.0;

impl FaceInfo {
    fn axis(&self, tag: &[u8; 4]) -> Option<&Axis> {
        self.axes.iter().find(|axis| axis.tag == *tag)
    }

    /// The lightest and the heaviest that the face can be.
    pub fn weights(&self) -> (u16, u16) {
        self.axis(b"wght").map_or((self.weight, self.weight), Axis::range)
    }

    /// The narrowest and the widest that the face can be, in percent.
    pub fn stretches(&self) -> (u16, u16) {
        self.axis(b"wdth").map_or((self.stretch, self.stretch), Axis::range)
    }

    /// The slope that comes nearest to what is asked for.
    pub(super) fn slope_for(&self, style: FontStyle) -> FontStyle {
        let leans = self.axis(b"slnt").is_some_and(|axis| axis.least < 0);
        match (self.style, style) {
            (FontStyle::Normal, FontStyle::Italic) if self.axis(b"ital").is_some() => FontStyle::Italic,
            (FontStyle::Normal, FontStyle::Italic | FontStyle::Oblique) if leans => FontStyle::Oblique,
            (own, _) => own,
        }
    }

    /// Where on its axes the face serves a query.
    pub(super) fn coordinates(&self, query: &FontQuery<'_>) -> Coordinates {
        let slope = self.slope_for(query.style);
        let turned = slope != self.style;
        Coordinates::of(&self.axes, |tag| match tag {
            b"wght" => Some(f32::from(query.weight)),
            b"wdth" => Some(f32::from(query.stretch)),
            b"ital" if turned && slope == FontStyle::Italic => Some(1.0),
            b"slnt" if turned && slope == FontStyle::Oblique => Some(SLANT),
            _ => None,
        })
    }

    /// What an instance is.
    pub(super) fn at(&self, coordinates: &Coordinates) -> FaceInfo {
        let value = |tag: &[u8; 4]| coordinates.iter().find(|(own, _)| own == tag).map(|(_, value)| value);
        let whole = |value: f32| value.round() as u16;
        let style = match (value(b"ital"), value(b"slnt")) {
            (Some(_), _) => FontStyle::Italic,
            (None, Some(_)) => FontStyle::Oblique,
            (None, None) => self.style,
        };
        FaceInfo {
            weight: value(b"wght").map_or(self.weight, whole),
            stretch: value(b"wdth").map_or(self.stretch, whole),
            style,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variable() -> FaceInfo {
        let axis = |tag: &[u8; 4], least: f32, default: f32, most: f32| Axis {
            tag: *tag,
            least: fixed(least),
            default: fixed(default),
            most: fixed(most),
        };
        let axes = vec![axis(b"wght", 200.0, 400.0, 900.0), axis(b"slnt", -10.0, 0.0, 0.0)];
        FaceInfo { family: "V".to_owned(), weight: 400, style: FontStyle::Normal, stretch: 100, axes }
    }

    fn asked(weight: u16, style: FontStyle) -> Vec<([u8; 4], f32)> {
        let query = FontQuery { families: vec!["V"], weight, style, stretch: 75 };
        variable().coordinates(&query).iter().collect()
    }

    #[test]
    fn a_style_is_brought_into_the_axes() {
        assert_eq!(asked(400, FontStyle::Normal), []);
        assert_eq!(asked(650, FontStyle::Normal), [(*b"wght", 650.0)]);
        assert_eq!(asked(1000, FontStyle::Italic), [(*b"wght", 900.0), (*b"slnt", -10.0)]);
    }

    #[test]
    fn an_instance_says_what_it_is() {
        let query = FontQuery { families: vec!["V"], weight: 1, style: FontStyle::Oblique, stretch: 100 };
        let info = variable().at(&variable().coordinates(&query));
        assert_eq!((info.weight, info.style, info.stretch), (200, FontStyle::Oblique, 100));
    }

    #[test]
    fn bounds_from_outside_narrow_an_axis() {
        let mut info = variable();
        info.axes[0].narrow(300, 2_000);
        assert_eq!(info.weights(), (300, 900));
        info.axes[0].narrow(950, 1_000);
        assert_eq!(info.weights(), (900, 900));
    }
}
