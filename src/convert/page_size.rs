//! Page sizes: by name, by measure, by the custom of a language's region.

use crate::geometry::{Length, Size};
use crate::style::paper;

/// Regions whose paper is Letter (Unicode CLDR, `paperSize` `US-Letter`).
const LETTER_REGIONS: &[&str] =
    &["BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"];

/// Reads a page size: a name (`a4`, `letter`), possibly with `-landscape`, or `148mm x 210mm` with any of
/// CSS's units `mm`, `cm`, `in` and `pt`; `None` for anything else and for sizes below 3 cm or above 3 m.
pub fn parse_page_size(text: &str) -> Option<Size> {
    let text = text.trim().to_ascii_lowercase();
    let (name, landscape) = match text.strip_suffix("-landscape") {
        Some(name) => (name, true),
        None => (text.as_str(), false),
    };
    if let Some(size) = paper(name) {
        return Some(if landscape { Size { width: size.height, height: size.width } } else { size });
    }
    let (width, height) = text.split_once(['x', '×'])?;
    let size = Size { width: parse_length(width)?, height: parse_length(height)? };
    let sensible = |length: Length| (Length::from_mm(30.0)..=Length::from_mm(3000.0)).contains(&length);
    (sensible(size.width) && sensible(size.height)).then_some(size)
}

fn parse_length(text: &str) -> Option<Length> {
    let text = text.trim();
    let units = [("mm", 72.0 / 25.4), ("cm", 72.0 / 2.54), ("in", 72.0), ("pt", 1.0)];
    let (number, points) =
        units.iter().find_map(|(unit, points)| Some((text.strip_suffix(unit)?, points)))?;
    let number: f64 = number.trim().parse().ok()?;
    number.is_finite().then(|| Length::from_pt(number * points))
}

/// The customary size of a language tag's region: Letter in most of the Americas, A4 elsewhere.
pub(super) fn of_language(language: &str) -> Size {
    let region = language
        .split('-')
        .skip(1)
        .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let letter =
        region.is_some_and(|region| LETTER_REGIONS.iter().any(|known| known.eq_ignore_ascii_case(region)));
    paper(if letter { "letter" } else { "a4" }).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> Option<(i64, i64)> {
        let size = parse_page_size(text)?;
        Some((size.width.to_pt().round() as i64, size.height.to_pt().round() as i64))
    }

    #[test]
    fn reads_names_and_measures() {
        assert_eq!(points("A4"), Some((595, 842)));
        assert_eq!(points("letter"), Some((612, 792)));
        assert_eq!(points("a5-landscape"), Some((595, 420)));
        assert_eq!(points("6in x 9in"), Some((432, 648)));
        assert_eq!(points("10 x 10"), None);
        assert_eq!(points("1mm x 1mm"), None);
        assert_eq!(points("foolscap"), None);
    }

    #[test]
    fn takes_letter_where_it_is_the_custom() {
        assert_eq!(of_language("en-US"), paper("letter").unwrap_or_default());
        assert_eq!(of_language("es-Latn-MX"), paper("letter").unwrap_or_default());
        assert_eq!(of_language("en-GB"), paper("a4").unwrap_or_default());
        assert_eq!(of_language("en"), paper("a4").unwrap_or_default());
    }
}
