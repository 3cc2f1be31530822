//! Ways through the document: destinations, outline and page labels (ISO 32000-1, 12.3 and 12.4.2).

use std::ops::Bound::{Excluded, Unbounded};

use crate::diagnostic::Context;
use crate::layout::frame::{Destination, OutlineItem, Page, PagedDocument};
use crate::pdf::file::PdfFile;
use crate::pdf::syntax::{Ref, Syntax, fitting, hundredths};
use crate::pdf::trees;

/// Longer ids are cut and told apart by a number, so that a name tree stays small.
const LONGEST_KEY: usize = 200;

/// The key of a destination in the name tree: its id.
pub fn destination_key(document: &PagedDocument, id: &str) -> Vec<u8> {
    if id.len() <= LONGEST_KEY {
        return id.as_bytes().to_vec();
    }
    let number = document.destinations.range::<str, _>((Unbounded, Excluded(id))).count();
    let mut key = id.as_bytes().get(..LONGEST_KEY).unwrap_or_default().to_vec();
    key.put("-").int(number as i64);
    key
}

/// The name tree of all destinations; `None` if there are none.
pub fn destinations(file: &mut PdfFile, document: &PagedDocument, pages: &[Ref]) -> Option<Ref> {
    let mut entries: Vec<(Vec<u8>, Vec<u8>)> = document
        .destinations
        .iter()
        .filter_map(|(id, place)| {
            let page = document.pages.get(place.page as usize)?;
            let number = pages.get(place.page as usize)?;
            Some((destination_key(document, id), destination(place, page, *number)))
        })
        .collect();
    entries.sort();
    (!entries.is_empty()).then(|| trees::name_tree(file, &entries))
}

fn destination(place: &Destination, page: &Page, number: Ref) -> Vec<u8> {
    let mut out = b"[".to_vec();
    out.reference(number).put("/XYZ ").decimal(hundredths(place.point.x), 2).put(" ");
    out.decimal(hundredths(page.size.height - place.point.y), 2).put(" null]");
    out
}

/// The outline; `None` if there are no bookmarks.
pub fn outline(file: &mut PdfFile, document: &PagedDocument, context: &Context) -> Option<Ref> {
    if document.outline.is_empty() {
        return None;
    }
    let root = file.reserve();
    let (first, last) = outline_level(file, document, &document.outline, root, context);
    let count = visible(&document.outline);
    file.object(root, |out| {
        out.put("<</Type/Outlines/First ").reference(first).put("/Last ").reference(last);
        out.put("/Count ").int(count as i64).put(">>");
    });
    Some(root)
}

/// All bookmarks at and below a level; every one is shown open.
fn visible(items: &[OutlineItem]) -> usize {
    items.iter().map(|item| 1 + visible(&item.children)).sum()
}

/// Writes the bookmarks of one level and all below; returns the first and the last.
fn outline_level(
    file: &mut PdfFile,
    document: &PagedDocument,
    items: &[OutlineItem],
    parent: Ref,
    context: &Context,
) -> (Ref, Ref) {
    let first = file.reserve_many(items.len());
    let last = Ref(first.0 + (items.len() as u32).saturating_sub(1));
    for (offset, item) in (0..).zip(items) {
        let own = Ref(first.0 + offset);
        let children =
            (!item.children.is_empty()).then(|| outline_level(file, document, &item.children, own, context));
        file.object(own, |out| {
            let title = fitting(&item.title, "a bookmark", Some(item.span), context);
            out.put("<</Title").text(title).put("/Parent ").reference(parent);
            if own != first {
                out.put("/Prev ").reference(Ref(own.0 - 1));
            }
            if own != last {
                out.put("/Next ").reference(Ref(own.0 + 1));
            }
            if let Some((first, last)) = children {
                out.put("/First ").reference(first).put("/Last ").reference(last);
                out.put("/Count ").int(visible(&item.children) as i64);
            }
            if document.destinations.contains_key(&item.destination) {
                out.put("/Dest").string(&destination_key(document, &item.destination));
            }
            out.put(">>");
        });
    }
    (first, last)
}

/// A label as PDF builds it: a style with a number, or fixed words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label<'a> {
    Decimal(u32),
    UpperRoman(u32),
    LowerRoman(u32),
    Fixed(&'a str),
}

/// The number tree of page labels.
pub fn page_labels(file: &mut PdfFile, pages: &[Page]) -> Ref {
    let mut ranges: Vec<(usize, Label<'_>)> = Vec::new();
    let mut next = None;
    for (index, page) in pages.iter().enumerate() {
        let label = label(&page.label);
        if next != Some(label) {
            ranges.push((index, label));
        }
        next = match label {
            Label::Decimal(number) => number.checked_add(1).map(Label::Decimal),
            Label::UpperRoman(number) => number.checked_add(1).map(Label::UpperRoman),
            Label::LowerRoman(number) => number.checked_add(1).map(Label::LowerRoman),
            Label::Fixed(_) => None,
        };
    }
    file.add(|out| {
        out.put("<</Nums[");
        for (index, label) in ranges {
            out.int(index as i64).put("<<");
            let (style, number) = match label {
                Label::Decimal(number) => ("/S/D", number),
                Label::UpperRoman(number) => ("/S/R", number),
                Label::LowerRoman(number) => ("/S/r", number),
                Label::Fixed(words) => {
                    out.put("/P").text(words);
                    ("", 1)
                }
            };
            out.put(style);
            if number != 1 {
                out.put("/St ").int(i64::from(number));
            }
            out.put(">>");
        }
        out.put("]>>");
    })
}

fn label(text: &str) -> Label<'_> {
    let number = text.parse::<u32>().ok().filter(|number| *number > 0 && number.to_string() == text);
    if let Some(number) = number {
        return Label::Decimal(number);
    }
    let upper = text.to_ascii_uppercase();
    match from_roman(&upper) {
        Some(number) if text == upper => Label::UpperRoman(number),
        Some(number) if text == text.to_ascii_lowercase() => Label::LowerRoman(number),
        _ => Label::Fixed(text),
    }
}

const ROMAN: [(u32, &str); 13] = [
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
];

/// The value of a Roman numeral in its usual form, below 4000.
fn from_roman(text: &str) -> Option<u32> {
    const LONGEST: usize = "MMMDCCCLXXXVIII".len();
    if text.len() > LONGEST {
        return None;
    }
    let (mut rest, mut value) = (text, 0);
    for (worth, letters) in ROMAN {
        while let Some(shorter) = rest.strip_prefix(letters) {
            (rest, value) = (shorter, value + worth);
        }
    }
    (rest.is_empty() && (1..4000).contains(&value) && to_roman(value) == text).then_some(value)
}

fn to_roman(mut value: u32) -> String {
    let mut text = String::new();
    for (worth, letters) in ROMAN {
        while value >= worth {
            text.push_str(letters);
            value -= worth;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_as_the_numbers_they_are() {
        assert_eq!(label("12"), Label::Decimal(12));
        assert_eq!(label("012"), Label::Fixed("012"));
        assert_eq!(label("xiv"), Label::LowerRoman(14));
        assert_eq!(label("XLIX"), Label::UpperRoman(49));
        assert_eq!(label("iiii"), Label::Fixed("iiii"));
        assert_eq!(label("Cover"), Label::Fixed("Cover"));
        assert_eq!(label(""), Label::Fixed(""));
    }
}
