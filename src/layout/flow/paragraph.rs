//! Paragraphs: their lines, beside floats shortened, and the places between them where a page may end.

use super::FlowBuilder;
use super::block::Geometry;
use super::item::FlowItem;
use super::side::Beside;
use crate::diagnostic::{Code, Diagnostic};
use crate::geometry::Length;
use crate::layout::OF_TRIES;
use crate::layout::box_tree::{BlockBox, Lines, Part};
use crate::layout::inline::{InlineItem, Line, Measure};
use crate::layout::page::breaks;
use crate::layout::quality::{LineFacts, LineKind};
use crate::source::Span;
use crate::style::ComputedStyle;

/// How often lines are set anew because their heights are not what was expected.
const MOST_ATTEMPTS: usize = 5;
/// The most lines of a bold paragraph that heads what follows, and the least weight of bold letters.
const MOST_HEADING_LINES: usize = 3;
const BOLD: u16 = 600;

/// The least distance of lines whose letters do not overlap, in percent of their size.
const LEAST_LEADING: i32 = 80;

/// A paragraph's lines.
struct Set {
    lines: Vec<Line>,
    /// How much later the first line starts because of a float.
    shift: Length,
    /// The lines with which a float begins.
    begins: Vec<usize>,
}

impl<'a> FlowBuilder<'_, 'a> {
    /// Says that lines of a style stand so close that their letters overlap: once for each size of both.
    fn report_overlap(&self, style: &ComputedStyle, place: Span) {
        let (size, distance) = (style.font.size, style.line_height());
        if distance >= size.scale(LEAST_LEADING, 100) {
            return;
        }
        let points = |length: Length| (length.to_pt() * 10.0).round() / 10.0;
        let message = format!(
            "lines of {} pt stand {} pt apart: their letters overlap",
            points(size),
            points(distance)
        );
        let help =
            "give the rule that sets the size a `line-height` too; one without a unit goes with the size";
        let key = format!("{}:{}", size.0, distance.0);
        let diagnostic = Diagnostic::new(Code::LinesOverlap, place, message).help(help);
        self.context.context.report_once(&key, diagnostic);
    }

    /// The lines of a paragraph.
    pub(super) fn paragraph(&mut self, block: &BlockBox, lines: &'a Lines, geometry: &Geometry) {
        let on_grid = block.part == Part::Body;
        let Set { lines: mut set, shift, begins } = self.set_beside(lines, geometry, on_grid);
        self.note_lines(
            &mut set,
            block,
            LineKind::of(block.part, self.is_whole(lines.content.style.line_height())),
        );
        if set.is_empty() {
            let anchors = lines.content.items.iter().filter_map(|item| match item {
                InlineItem::Open { anchor, .. } => anchor.clone(),
                _ => None,
            });
            for anchor in anchors {
                self.mark(super::Mark::Anchor(anchor));
            }
        }
        if set.len() > 1 {
            self.report_overlap(&lines.content.style, block.span);
        }
        let text = &lines.content.style.text;
        let (orphans, widows) = (usize::from(text.orphans), usize::from(text.widows));
        let count = set.len();
        let (mut hyphenated, mut kept) = (false, false);
        let limit = text.hyphenate_limit_last;
        if let Some(first) = set.first() {
            self.margin.adjoin(first.overhang);
        }
        for (index, line) in set.into_iter().enumerate() {
            let ended_in_hyphen = std::mem::replace(&mut hyphenated, line.hyphenated);
            let kept = std::mem::replace(&mut kept, line.keeps_next);
            let on_grid = on_grid && self.is_whole(line.height);
            if index == 0 {
                let line = self.with_markers(line, geometry.x - shift);
                self.place(FlowItem::line(geometry.x, line, on_grid));
                continue;
            }
            if !kept && !self.is_line_beside(on_grid) {
                let hyphen = if ended_in_hyphen { breaks::behind_hyphen(limit) } else { 0 };
                self.may_break(breaks::between_lines(index, count, orphans, widows) + hyphen);
            }
            if begins.contains(&index) {
                let y = self.side_y(on_grid);
                begins.iter().filter(|&&line| line == index).for_each(|_| self.begin_side_here(y));
            }
            self.flow.items.push(FlowItem::line(geometry.x, line, on_grid));
        }
        if count <= MOST_HEADING_LINES && block.marker.is_none() && is_all_bold(lines) {
            self.avoid = self.avoid.max(breaks::BOLD_PARAGRAPH);
        }
    }

    /// Notes on the lines of a block which of them they are.
    pub(super) fn note_lines(&self, lines: &mut [Line], block: &BlockBox, kind: LineKind) {
        let paragraph = self.context.paragraphs.get();
        self.context.paragraphs.set(paragraph.wrapping_add(1));
        let count = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        let (orphans, widows) = (block.style.text.orphans, block.style.text.widows);
        for (line, index) in lines.iter_mut().zip(0..) {
            line.facts = LineFacts { paragraph, index, count, orphans, widows, kind, ..line.facts };
        }
    }

    fn is_line_beside(&mut self, on_grid: bool) -> bool {
        if self.sides.are_none() {
            return false;
        }
        let y = self.side_y(on_grid);
        self.is_beside(y)
    }

    /// Sets lines, those beside floats in what these leave.
    fn set_beside(&mut self, lines: &'a Lines, geometry: &Geometry, on_grid: bool) -> Set {
        let uniform = Measure::uniform(geometry.width);
        let context = self.context;
        let plain = |lines| Set { lines, shift: Length::ZERO, begins: Vec::new() };
        if self.sides.are_none() {
            return plain(context.set_lines(lines, &uniform));
        }
        let line = lines.content.style.line_height();
        let on_grid = on_grid && self.is_whole(line);
        if lines.content.initial.is_some() {
            let overhang = context.set_lines(lines, &uniform).first().map(|first| first.overhang);
            self.margin.adjoin(overhang.unwrap_or_default());
        }
        let Some(y) = self.begin_beside(geometry, on_grid) else {
            return plain(context.set_lines(lines, &uniform));
        };
        let beside = Beside { geometry, y, line, on_grid };
        let (mut heights, mut may_begin) = (Vec::new(), true);
        for _ in 0..MOST_ATTEMPTS {
            let reported = context.context.mark();
            let aside = self.lines_aside(beside, &heights, may_begin);
            if context.is_cut_beside(lines, &aside.measure) {
                self.end_standing_sides();
                return plain(context.set_lines(lines, &uniform));
            }
            let set = context.set_lines(lines, &aside.measure);
            let found: Vec<Length> = set.iter().map(|line| line.height).collect();
            if !aside.measure.leading.is_empty() && set.iter().any(|line| line.overfull) {
                context.context.take_back(reported, OF_TRIES);
                self.end_standing_sides();
                return plain(context.set_lines(lines, &uniform));
            }
            if self.lines_aside(beside, &found, may_begin) == aside {
                return Set { lines: set, shift: aside.measure.line(0).0, begins: aside.begins };
            }
            // A float that begins so late in the paragraph that its lines come and go begins below it.
            may_begin &= heights.is_empty() || aside.begins.is_empty() || heights == found;
            heights = found;
            context.context.take_back(reported, OF_TRIES);
        }
        // Their heights differ with their measure: all are as short as the first.
        let shortest = self.lines_aside(beside, &[], false).measure.line(0);
        let leading = vec![shortest; heights.len().saturating_mul(4)];
        let lines = context.set_lines(lines, &Measure { leading, ..uniform });
        Set { lines, shift: shortest.0, begins: Vec::new() }
    }
}

/// Whether a text stands out from its paragraph's own style by being bold from end to end: a heading in all but name,
/// as the questions of an interview are.
fn is_all_bold(lines: &Lines) -> bool {
    let weights = || {
        lines.content.items.iter().filter_map(|item| match item {
            InlineItem::Text { text, style, .. } if !text.trim().is_empty() => Some(style.font.weight),
            _ => None,
        })
    };
    lines.content.style.font.weight < BOLD
        && weights().next().is_some()
        && weights().all(|weight| weight >= BOLD)
}
