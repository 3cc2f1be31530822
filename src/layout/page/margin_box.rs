//! Running heads and feet: the sixteen boxes around the page's text (CSS Paged Media 3, 5).

use std::sync::Arc;

use super::running::PageValues;
use crate::geometry::{Length, Point, Rect, Size};
use crate::layout::compose::Composer;
use crate::layout::decoration::{self, Edges};
use crate::layout::flow::block::margin;
use crate::layout::flow::item::{Flow, FlowItem, Fragment};
use crate::layout::frame::{ArtifactType, ContentTag, FrameItem};
use crate::layout::inline::{InlineContent, InlineItem, Measure, Typesetter};
use crate::layout::stress::StressedText;
use crate::source::Span;
use crate::style::{
    ComputedStyle, Content, LengthPercentage, MarginBoxName, PageStyle, VerticalAlign, WhiteSpace,
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
        .filter_map(|(name, style)| margin_box(*name, style, values, language))
        .collect();
    let mut items = Vec::new();
    fit_rows(typesetter, super::content_size(style).width, &mut boxes);
    for group in GROUPS {
        set_group(typesetter, style, group, &boxes, &mut items);
    }
    for corner in &boxes {
        if let Some(rect) = corner_rect(corner.name, style) {
            set(typesetter, corner, rect, &mut items);
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
    values: &PageValues,
    language: &Arc<str>,
) -> Option<MarginBox<'p>> {
    let Content::Items(items) = &style.boxed.content else { return None };
    let text = shortened(values.text(items));
    if text.runs.is_empty() {
        return None;
    }
    let content = content(style, &text, language);
    Some(MarginBox { name, style, text, content })
}

/// The line of a margin box that says `text`.
fn content(style: &ComputedStyle, text: &StressedText, language: &Arc<str>) -> InlineContent {
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
            span: Span::default(),
        });
        items.extend(style.map(|_| InlineItem::Close));
    }
    InlineContent {
        style: aligned,
        language: Arc::clone(language),
        items,
        initial: None,
        span: Span::default(),
    }
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
    let (a, b) = (wanted(typesetter, left).1, wanted(typesetter, right).1);
    let gap = left.style.font.size.max(right.style.font.size);
    let room = room - gap;
    if a + b <= room {
        return;
    }
    let half = room.scale(1, 2);
    let (first, second) = if a >= b { (left, right) } else { (right, left) };
    let least = a.min(b);
    cut(typesetter, first, half.max(room - least));
    cut(typesetter, second, room - wanted(typesetter, first).1);
}

/// Cuts a text on one line between words so that it is no wider than `room`, dots in the place of what is gone.
fn cut(typesetter: &Typesetter<'_>, known: &mut MarginBox<'_>, room: Length) {
    if known.style.text.white_space != WhiteSpace::NoWrap {
        return;
    }
    let (whole, language) = (known.text.text(), Arc::clone(&known.content.language));
    let mut kept: &str = &whole;
    while wanted(typesetter, known).1 > room {
        let Some((head, _)) = kept.trim_end().rsplit_once(char::is_whitespace) else { return };
        kept = head.trim_end_matches(|sign: char| {
            sign.is_whitespace() || matches!(sign, ',' | ';' | ':' | '–' | '—')
        });
        known.content = content(known.style, &known.text.head(kept.len(), "\u{a0}…"), &language);
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

/// Sets the three boxes of one side.
fn set_group(
    typesetter: &Typesetter<'_>,
    style: &PageStyle,
    group: [MarginBoxName; 3],
    boxes: &[MarginBox<'_>],
    items: &mut Vec<FrameItem>,
) {
    let margin = &style.margin;
    let inner = super::content_size(style);
    let [left, center, right] = group.map(|name| boxes.iter().find(|known| known.name == name));
    let (origin, height) = match group[0] {
        TopLeft => (Point { x: margin.left, y: Length::ZERO }, margin.top),
        BottomLeft => (Point { x: margin.left, y: margin.top + inner.height }, margin.bottom),
        side => {
            let x = if side == LeftTop { Length::ZERO } else { margin.left + inner.width };
            let width = if side == LeftTop { margin.left } else { margin.right };
            let rect =
                Rect { origin: Point { x, y: margin.top }, size: Size { width, height: inner.height } };
            for known in [left, center, right].into_iter().flatten() {
                set(typesetter, known, rect, items);
            }
            return;
        }
    };
    let wanted =
        [left, center, right].map(|known| known.map(|known| wanted(typesetter, known)).unwrap_or_default());
    let widths = distribute(wanted, center.is_some(), inner.width);
    let starts = [Length::ZERO, Length((inner.width - widths[1]).0 / 2), inner.width - widths[2]];
    for (index, known) in [left, center, right].into_iter().enumerate() {
        let (Some(known), Some(&start), Some(&width)) = (known, starts.get(index), widths.get(index)) else {
            continue;
        };
        let origin = Point { x: origin.x + start, y: origin.y };
        set(typesetter, known, Rect { origin, size: Size { width, height } }, items);
    }
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

/// The least and the most that a box wants to be wide.
fn wanted(typesetter: &Typesetter<'_>, known: &MarginBox<'_>) -> (Length, Length) {
    let paragraph = typesetter.paragraph(&known.content);
    (paragraph.min_content(), paragraph.max_content())
}

/// The widths of the three boxes of a side (CSS Paged Media 3, 5.3.2).
fn distribute(wanted: [(Length, Length); 3], has_center: bool, room: Length) -> [Length; 3] {
    let [left, center, right] = wanted;
    if !has_center {
        let [left, right] = flex([left, right], room);
        return [left, Length::ZERO, right];
    }
    let sides = (left.0.max(right.0).scale(2, 1), left.1.max(right.1).scale(2, 1));
    let [middle, _] = flex([center, sides], room);
    let side = Length((room - middle).0 / 2);
    [side, middle, side]
}

/// Shares a room between two boxes by what they want (`flex-fit`).
fn flex([a, b]: [(Length, Length); 2], room: Length) -> [Length; 2] {
    let share = |base: (Length, Length), weight: (Length, Length)| {
        let spare = room - base.0 - base.1;
        let sum = (weight.0 + weight.1).0;
        let first = if sum == 0 { Length(spare.0 / 2) } else { spare.scale(weight.0.0, sum) };
        let first = base.0 + first;
        [first, room - first]
    };
    if a.1 + b.1 <= room {
        share((a.1, b.1), (a.1, b.1))
    } else if a.0 + b.0 <= room {
        share((a.0, b.0), (a.1 - a.0, b.1 - b.0))
    } else {
        share((a.0, b.0), (a.0, b.0))
    }
}

/// The border box of a margin box in its area.
fn without_margins(style: &ComputedStyle, area: Rect) -> Rect {
    let side = |value| margin(value, area.size.width);
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
fn set(typesetter: &Typesetter<'_>, known: &MarginBox<'_>, area: Rect, items: &mut Vec<FrameItem>) {
    let style = known.style;
    let area = without_margins(style, area);
    let padding = &style.boxed.padding;
    let side = |value: LengthPercentage| value.resolve(area.size.width);
    let border = &style.boxed.border;
    let left = side(padding.left) + border.left.width;
    let top = side(padding.top) + border.top.width;
    let width = area.size.width - left - side(padding.right) - border.right.width;
    let height = area.size.height - top - side(padding.bottom) - border.bottom.width;
    let paragraph = typesetter.paragraph(&known.content);
    let lines = typesetter.lines(&paragraph, &Measure::uniform(width.max(Length::ZERO)));
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
    decoration::draw(style, area, Edges { top: true, bottom: true }, Span::default(), items);
    let mut placed = Fragment::default();
    placed.append(text, Point { x: area.origin.x + left, y: area.origin.y + top + down.max(Length::ZERO) });
    items.append(&mut placed.items);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(wanted: [(i32, i32); 3], has_center: bool, room: i32) -> [i32; 3] {
        let wanted = wanted.map(|(min, max)| (Length::pt(min), Length::pt(max)));
        distribute(wanted, has_center, Length::pt(room)).map(|width| width.to_pt().round() as i32)
    }

    #[test]
    fn two_boxes_share_the_room_by_what_they_want() {
        assert_eq!(widths([(10, 60), (0, 0), (10, 20)], false, 160), [120, 0, 40]);
        assert_eq!(widths([(10, 110), (0, 0), (10, 60)], false, 95), [60, 0, 35]);
    }

    #[test]
    fn a_middle_box_stands_in_the_middle() {
        assert_eq!(widths([(10, 30), (10, 40), (0, 0)], true, 200), [60, 80, 60]);
    }
}
