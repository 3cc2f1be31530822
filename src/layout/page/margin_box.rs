//! Running heads and feet: the sixteen boxes around the page's text (CSS Paged Media 3, 5).

use std::sync::Arc;

use super::margin_share::{Wanted, share};
use super::running::PageValues;
use crate::geometry::{Length, Point, Rect, Sides, Size};
use crate::layout::compose::Composer;
use crate::layout::decoration::{self, Edges};
use crate::layout::flow::block::margin;
use crate::layout::flow::item::{Flow, FlowItem, Fragment};
use crate::layout::frame::{ArtifactType, ContentTag, FrameItem};
use crate::layout::inline::{InlineContent, InlineItem, Measure, Typesetter};
use crate::layout::stress::StressedText;
use crate::source::Span;
use crate::style::{
    AutoMargin, BorderSide, ComputedStyle, Content, LengthPercentage, MarginBoxName, PageStyle,
    VerticalAlign, WhiteSpace,
};

/// A margin box with its text.
struct MarginBox<'p> {
    name: MarginBoxName,
    style: &'p ComputedStyle,
    text: StressedText,
    content: InlineContent,
}

/// Sets the margin boxes of a page; positions count from the page's top left corner.
pub fn margin_boxes(
    typesetter: &Typesetter<'_>,
    style: &PageStyle,
    values: &PageValues,
    language: &Arc<str>,
) -> Vec<FrameItem> {
    let mut boxes: Vec<MarginBox<'_>> = style
        .margin_boxes
        .iter()
        .filter_map(|(name, style, place)| margin_box(*name, style, *place, values, language))
        .collect();
    let mut items = Vec::new();
    fit_rows(typesetter, super::content_size(style).width, &mut boxes);
    for group in GROUPS {
        set_group(typesetter, style, group, &boxes, &mut items);
    }
    for corner in &boxes {
        if let Some(rect) = corner_rect(corner.name, style) {
            set(typesetter, corner, rect, rect.size.width, &mut items);
        }
    }
    items
}

use MarginBoxName::*;

/// The boxes of each side, in order.
const GROUPS: [[MarginBoxName; 3]; 4] = [
    [TopLeft, TopCenter, TopRight],
    [BottomLeft, BottomCenter, BottomRight],
    [LeftTop, LeftMiddle, LeftBottom],
    [RightTop, RightMiddle, RightBottom],
];

/// A margin box, if it has any text on this page.
fn margin_box<'p>(
    name: MarginBoxName,
    style: &'p ComputedStyle,
    place: Option<Span>,
    values: &PageValues,
    language: &Arc<str>,
) -> Option<MarginBox<'p>> {
    let Content::Items(items) = &style.boxed.content else { return None };
    let text = shortened(values.text(items));
    if text.runs.is_empty() {
        return None;
    }
    let content = content(style, &text, language, place.unwrap_or_default());
    Some(MarginBox { name, style, text, content })
}

/// The line of a margin box that says `text`.
fn content(style: &ComputedStyle, text: &StressedText, language: &Arc<str>, span: Span) -> InlineContent {
    let mut aligned = style.clone();
    let mut properties = (*style.text).clone();
    properties.indent = LengthPercentage::default();
    aligned.text = Arc::new(properties);
    let mut items = Vec::new();
    for run in &text.runs {
        let style = run.stress.as_ref().map(|stress| stress.apply(style));
        items.extend(style.clone().map(|style| InlineItem::Open { style, link: None, anchor: None }));
        items.push(InlineItem::Text {
            text: Arc::from(run.text.as_str()),
            node: None,
            offset: 0,
            style: style.clone().unwrap_or_else(|| aligned.clone()),
            language: Arc::clone(language),
            tag: ContentTag::Artifact(ArtifactType::Pagination),
            span,
        });
        items.extend(style.map(|_| InlineItem::Close));
    }
    InlineContent { style: aligned, language: Arc::clone(language), items, initial: None, span }
}

/// Cuts what has no room above and below the text, where no box stands between the outer ones.
fn fit_rows(typesetter: &Typesetter<'_>, room: Length, boxes: &mut Vec<MarginBox<'_>>) {
    for [left, middle, right] in GROUPS.into_iter().take(2) {
        if boxes.iter().any(|known| known.name == middle) {
            continue;
        }
        let mut take = |name| {
            let at = boxes.iter().position(|known| known.name == name)?;
            Some(boxes.swap_remove(at))
        };
        let mut pair = [take(left), take(right)];
        let [first, second] = &mut pair;
        fit(typesetter, [first, second], room);
        boxes.extend(pair.into_iter().flatten());
    }
}

/// Cuts the texts of two neighbours that are set on one line (`white-space: nowrap`) and have no room beside each
/// other: the longer one first, never below half of the room unless the other one needs less.
fn fit(typesetter: &Typesetter<'_>, boxes: [&mut Option<MarginBox<'_>>; 2], room: Length) {
    let [Some(left), Some(right)] = boxes else {
        return boxes.into_iter().flatten().for_each(|only| cut(typesetter, only, room));
    };
    let (a, b) = (text_width(typesetter, left).1, text_width(typesetter, right).1);
    let edges = edges(left.style, room).horizontal() + edges(right.style, room).horizontal();
    let gap = left.style.font.size.max(right.style.font.size) + edges;
    let room = room - gap;
    if a + b <= room {
        return;
    }
    let half = room.scale(1, 2);
    let (first, second) = if a >= b { (left, right) } else { (right, left) };
    let least = a.min(b);
    cut(typesetter, first, half.max(room - least));
    cut(typesetter, second, room - text_width(typesetter, first).1);
}

/// Cuts a text on one line between words so that it is no wider than `room`, dots in the place of what is gone.
fn cut(typesetter: &Typesetter<'_>, known: &mut MarginBox<'_>, room: Length) {
    if known.style.text.white_space != WhiteSpace::NoWrap {
        return;
    }
    let (whole, language) = (known.text.text(), Arc::clone(&known.content.language));
    let mut kept: &str = &whole;
    while text_width(typesetter, known).1 > room {
        let Some((head, _)) = kept.trim_end().rsplit_once(char::is_whitespace) else { return };
        kept = head.trim_end_matches(|sign: char| {
            sign.is_whitespace() || matches!(sign, ',' | ';' | ':' | '–' | '—')
        });
        known.content =
            content(known.style, &known.text.head(kept.len(), "\u{a0}…"), &language, known.content.span);
    }
}

/// The most characters of a running head; a longer one is cut.
const LONGEST: usize = 160;

/// A text for a margin box, cut between words where it is too long for a running head.
fn shortened(text: StressedText) -> StressedText {
    let whole = text.text();
    let Some((end, _)) = whole.char_indices().nth(LONGEST) else { return text };
    let last_space = whole.get(..end).and_then(|head| head.rfind(char::is_whitespace));
    text.head(last_space.unwrap_or(end), "…")
}

/// Sets the three boxes of one side: those above and below the text beside each other, those beside it below each
/// other.
fn set_group(
    typesetter: &Typesetter<'_>,
    style: &PageStyle,
    group: [MarginBoxName; 3],
    boxes: &[MarginBox<'_>],
    items: &mut Vec<FrameItem>,
) {
    let side = side_rect(group[0], style);
    let is_row = matches!(group[0], TopLeft | BottomLeft);
    let room = if is_row { side.size.width } else { side.size.height };
    let found = group.map(|name| boxes.iter().find(|known| known.name == name));
    let wanted = found.map(|known| {
        known.map(|known| match is_row {
            true => wanted_width(typesetter, known, room),
            false => wanted_height(typesetter, known, side.size),
        })
    });
    for (known, (start, length)) in found.into_iter().zip(share(wanted, room)) {
        let Some(known) = known else { continue };
        let mut area = side;
        if is_row {
            area.origin.x += start;
            area.size.width = length;
        } else {
            area.origin.y += start;
            area.size.height = length;
        }
        set(typesetter, known, area, side.size.width, items);
    }
}

/// The area of the three boxes of a side, by the first of them.
fn side_rect(first: MarginBoxName, style: &PageStyle) -> Rect {
    let margin = &style.margin;
    let inner = super::content_size(style);
    let (right, bottom) = (margin.left + inner.width, margin.top + inner.height);
    let (x, y, width, height) = match first {
        TopLeft => (margin.left, Length::ZERO, inner.width, margin.top),
        BottomLeft => (margin.left, bottom, inner.width, margin.bottom),
        LeftTop => (Length::ZERO, margin.top, margin.left, inner.height),
        _ => (right, margin.top, margin.right, inner.height),
    };
    Rect { origin: Point { x, y }, size: Size { width, height } }
}

fn corner_rect(name: MarginBoxName, style: &PageStyle) -> Option<Rect> {
    let margin = &style.margin;
    let inner = super::content_size(style);
    let (right, bottom) = (margin.left + inner.width, margin.top + inner.height);
    let (x, width) = match name {
        TopLeftCorner | BottomLeftCorner => (Length::ZERO, margin.left),
        TopRightCorner | BottomRightCorner => (right, margin.right),
        _ => return None,
    };
    let (y, height) = match name {
        TopLeftCorner | TopRightCorner => (Length::ZERO, margin.top),
        _ => (bottom, margin.bottom),
    };
    Some(Rect { origin: Point { x, y }, size: Size { width, height } })
}

/// The least and the most that a box's text wants to be wide.
fn text_width(typesetter: &Typesetter<'_>, known: &MarginBox<'_>) -> (Length, Length) {
    let paragraph = typesetter.paragraph(&known.content);
    (paragraph.min_content(), paragraph.max_content())
}

/// What a box above or below the text wants of the width of the page's text.
fn wanted_width(typesetter: &Typesetter<'_>, known: &MarginBox<'_>, base: Length) -> Wanted {
    let edges = edges(known.style, base).horizontal();
    let given = known.style.boxed.width.resolve(base);
    let (least, most) = given.map_or_else(|| text_width(typesetter, known), |width| (width, width));
    Wanted { least: least + edges, most: most + edges, is_given: given.is_some() }
}

/// What a box beside the text wants of the height of a side: that of its text and its edges.
fn wanted_height(typesetter: &Typesetter<'_>, known: &MarginBox<'_>, side: Size) -> Wanted {
    let edges = edges(known.style, side.width);
    let given = known.style.boxed.height.resolve(side.height);
    let height = given.unwrap_or_else(|| {
        let width = (side.width - edges.horizontal()).max(Length::ZERO);
        let paragraph = typesetter.paragraph(&known.content);
        let lines = typesetter.lines(&paragraph, &Measure::uniform(width));
        lines.iter().map(|line| line.height).sum()
    });
    let height = height + edges.vertical();
    Wanted { least: height, most: height, is_given: given.is_some() }
}

/// Margins, borders and padding; shares are of the width of the side, the corner's own in corners.
fn edges(style: &ComputedStyle, base: Length) -> Sides<Length> {
    let boxed = &style.boxed;
    let side = |own: AutoMargin, border: BorderSide, padding: LengthPercentage| {
        margin(own, base) + border.width + padding.resolve(base)
    };
    Sides {
        top: side(boxed.margin.top, boxed.border.top, boxed.padding.top),
        right: side(boxed.margin.right, boxed.border.right, boxed.padding.right),
        bottom: side(boxed.margin.bottom, boxed.border.bottom, boxed.padding.bottom),
        left: side(boxed.margin.left, boxed.border.left, boxed.padding.left),
    }
}

/// The border box of a margin box in its area.
fn without_margins(style: &ComputedStyle, area: Rect, base: Length) -> Rect {
    let side = |value| margin(value, base);
    let margins = &style.boxed.margin;
    let (left, top) = (side(margins.left), side(margins.top));
    Rect {
        origin: Point { x: area.origin.x + left, y: area.origin.y + top },
        size: Size {
            width: area.size.width - left - side(margins.right),
            height: area.size.height - top - side(margins.bottom),
        },
    }
}

/// Sets one box into its area.
fn set(
    typesetter: &Typesetter<'_>,
    known: &MarginBox<'_>,
    area: Rect,
    base: Length,
    items: &mut Vec<FrameItem>,
) {
    let style = known.style;
    let edges = edges(style, base);
    let width = (area.size.width - edges.horizontal()).max(Length::ZERO);
    let height = area.size.height - edges.vertical();
    let paragraph = typesetter.paragraph(&known.content);
    let lines = typesetter.lines(&paragraph, &Measure::uniform(width));
    let mut room = height;
    let lines = lines.into_iter().take_while(|line| {
        room -= line.height;
        room >= Length::ZERO
    });
    let lines = lines.map(|line| FlowItem::line(Length::ZERO, line, false));
    let flow = Flow { items: lines.collect(), ..Flow::default() };
    let text = Composer::new(flow, Length::ZERO).piece(usize::MAX);
    let rest = height - text.height;
    let down = match style.boxed.vertical_align {
        VerticalAlign::Top | VerticalAlign::TextTop => Length::ZERO,
        VerticalAlign::Bottom | VerticalAlign::TextBottom => rest,
        _ => Length(rest.0 / 2),
    };
    let ground = without_margins(style, area, base);
    decoration::draw(style, ground, Edges { top: true, bottom: true }, Span::default(), items);
    let (x, y) = (area.origin.x + edges.left, area.origin.y + edges.top + down.max(Length::ZERO));
    let mut placed = Fragment::default();
    placed.append(text, Point { x, y });
    items.append(&mut placed.items);
}
