//! Preformatted lines: wrapped where they are too long, each wrap marked in the margin.

use std::sync::Arc;

use super::FlowBuilder;
use super::block::Geometry;
use super::item::FlowItem;
use super::list::line_width;
use crate::geometry::Length;
use crate::layout::box_tree::{BlockBox, Lines};
use crate::layout::frame::{ArtifactType, FrameItemKind};
use crate::layout::inline::{InlineContent, Line, Measure};
use crate::layout::page::breaks;
use crate::layout::quality::LineKind;

/// The least space between a wrapped line, or the ground that it stands on, and its mark.
const MARK_GAP: Length = Length::pt(2);

impl<'a> FlowBuilder<'_, 'a> {
    /// The lines of a block of code. What does not fit its line goes on in the next.
    pub(super) fn code(&mut self, block: &BlockBox, lines: &'a [Lines], geometry: &Geometry) {
        let mark = self.wrap_mark(block);
        let mut set: Vec<Line> = Vec::with_capacity(lines.len());
        for source in lines {
            let first = set.len();
            set.extend(self.context.set_lines(source, &Measure::uniform(geometry.width)));
            if set.len() == first {
                set.push(self.strut(&block.style));
            }
            let wrapped = set.len() - 1;
            for line in set.get_mut(first..wrapped).into_iter().flatten() {
                self.add_wrap_mark(line, mark.as_ref(), block, geometry);
            }
        }
        self.note_lines(&mut set, block, LineKind::Code);
        let text = &block.style.text;
        let count = set.len();
        for (index, line) in set.into_iter().enumerate() {
            if index == 0 {
                let line = self.with_markers(line, geometry.x);
                self.place(FlowItem::line(geometry.x, line, false));
            } else {
                let cost = breaks::between_lines(index, count, text.orphans.into(), text.widows.into());
                self.place_next(cost + breaks::in_code(count), FlowItem::line(geometry.x, line, false));
            }
        }
    }

    /// The mark of a wrapped line, set once for its block.
    fn wrap_mark(&self, block: &BlockBox) -> Option<Line> {
        let mark = &block.style.text.wrap_mark;
        if mark.is_empty() {
            return None;
        }
        let (mark, kind) = (Arc::clone(mark), ArtifactType::Layout);
        let content = InlineContent::artifact(mark, kind, block.style.clone(), Arc::from(""), block.span);
        self.context.typesetter.endless_line(content)
    }

    /// Puts the mark of a wrapped line clear of its text: into the padding at its right if that has room, else into the
    /// margin beside the block, in the colour of the article there: the block's own may be that of its background.
    fn add_wrap_mark(&self, line: &mut Line, mark: Option<&Line>, block: &BlockBox, geometry: &Geometry) {
        let Some(mark) = mark else { return };
        let padding = geometry.padding.right;
        let room = padding - line_width(mark);
        let x = if room > MARK_GAP.scale(3, 2) {
            geometry.width + room.scale(2, 3).max(MARK_GAP)
        } else {
            geometry.width + padding + block.style.boxed.border.right.width + MARK_GAP
        };
        let ink = (x > geometry.width + padding).then(|| self.context.typesetter.ink());
        for item in &mark.items {
            let mut item = item.clone();
            item.x += x;
            if let (Some(ink), FrameItemKind::Text(run)) = (ink, &mut item.kind) {
                run.color = ink;
            }
            line.items.push(item);
        }
    }
}
