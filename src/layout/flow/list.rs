//! The markers of list items that stand outside them: they hang, right-aligned, before the item's first line (CSS
//! Lists 3, 3.1).

use super::FlowBuilder;
use super::block::Geometry;
use super::item::FlowItem;
use super::side::Beside;
use crate::geometry::Length;
use crate::layout::box_tree::Marker;
use crate::layout::frame::FrameItemKind;
use crate::layout::inline::Line;
use crate::style::ComputedStyle;

/// A marker that waits for the first line of its item.
pub(super) struct WaitingMarker {
    /// The marker's line.
    line: Line,
    /// Where its line starts, from the column's left edge.
    x: Length,
}

impl<'a> FlowBuilder<'_, 'a> {
    /// Remembers a marker whose item's content starts at `x`.
    pub(super) fn wait_marker(&mut self, marker: &'a Marker, x: Length) {
        let Some(line) = self.context.typesetter.endless_line(marker.0.clone()) else { return };
        let gap = marker.0.style.font.size.scale(45, 100);
        let hang = line_width(&line) + gap;
        self.markers.push(WaitingMarker { line, x: x - hang });
    }

    /// A line that starts at `x`, with the markers that wait put before its own items.
    pub(super) fn with_markers(&mut self, mut line: Line, x: Length) -> Line {
        if self.markers.is_empty() {
            return line;
        }
        let mut items = Vec::new();
        for marker in self.markers.drain(..) {
            for mut item in marker.line.items {
                item.x += marker.x - x;
                items.push(item);
            }
        }
        items.append(&mut line.items);
        line.items = items;
        line
    }

    /// Gives the markers that found no line in their item one of their own.
    pub(super) fn place_marker_alone(&mut self, style: &ComputedStyle, geometry: &Geometry) {
        if self.markers.is_empty() {
            return;
        }
        let strut = self.strut(style);
        let shift = self.begin_beside(geometry, false).map(|y| {
            let beside = Beside { geometry, y, line: strut.height, on_grid: false };
            self.lines_aside(beside, &[], false).measure.line(0).0
        });
        let line = self.with_markers(strut, -shift.unwrap_or_default());
        self.place(FlowItem::line(Length::ZERO, line, false));
    }
}

/// From the start of a line to the end of its last item.
pub(super) fn line_width(line: &Line) -> Length {
    let ends = line.items.iter().map(|item| match &item.kind {
        FrameItemKind::Text(run) => item.x + run.width(),
        FrameItemKind::Image(_, size) => item.x + size.width,
        FrameItemKind::Shape(_) => Length::ZERO,
    });
    ends.max().unwrap_or_default()
}
