//! Block boxes: widths, margins, borders and padding (CSS 2, 10.3.3), and what they hold.

use std::sync::Arc;

use super::FlowBuilder;
use super::item::{Container, FlowItem, Fragment, Mark};
use crate::diagnostic::Stop;
use crate::geometry::{Length, Sides};
use crate::layout::box_tree::{BlockBox, BoxContent, Part};
use crate::layout::inline::{InlineItem, Line};
use crate::layout::page::breaks;
use crate::style::{AutoMargin, Clear, ComputedStyle};

/// The horizontal geometry of a block in its containing block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Geometry {
    /// The left edge of the border box.
    pub border_x: Length,
    /// The width of the border box.
    pub border_width: Length,
    /// The left edge of the content.
    pub x: Length,
    /// The width of the content.
    pub width: Length,
    /// Its padding.
    pub padding: Sides<Length>,
}

/// Padding, percentages taken of the containing block's width.
pub(in crate::layout) fn padding(style: &ComputedStyle, base: Length) -> Sides<Length> {
    let sides = &style.boxed.padding;
    let side = |value: crate::style::LengthPercentage| value.resolve(base).max(Length::ZERO);
    Sides {
        top: side(sides.top),
        right: side(sides.right),
        bottom: side(sides.bottom),
        left: side(sides.left),
    }
}

/// A margin that counts: `auto` is zero.
pub(in crate::layout) fn margin(value: AutoMargin, base: Length) -> Length {
    match value {
        AutoMargin::Auto => Length::ZERO,
        AutoMargin::Set(value) => value.resolve(base),
    }
}

/// Widths of a block whose content is `content` wide; without, its own width counts, and `auto` fills the room.
pub(super) fn geometry(style: &ComputedStyle, x: Length, room: Length, content: Option<Length>) -> Geometry {
    let boxed = &style.boxed;
    let padding = padding(style, room);
    let edges = padding.horizontal() + boxed.border.left.width + boxed.border.right.width;
    let (left, right) = (margin(boxed.margin.left, room), margin(boxed.margin.right, room));
    let full = (room - left - right - edges).max(Length::ZERO);
    let mut width = content.or(boxed.width.resolve(room)).unwrap_or(full);
    if let Some(most) = boxed.max_width.resolve(room) {
        width = width.min(most);
    }
    if let Some(least) = boxed.min_width.resolve(room) {
        width = width.max(least);
    }
    let width = width.min(full).max(Length::ZERO);
    let rest = full - width;
    let shift = match (boxed.margin.left, boxed.margin.right) {
        (AutoMargin::Auto, AutoMargin::Auto) => Length(rest.0 / 2),
        (AutoMargin::Auto, _) => rest,
        _ => Length::ZERO,
    };
    let border_x = x + left + shift;
    let content_x = border_x + boxed.border.left.width + padding.left;
    Geometry { border_x, border_width: width + edges, x: content_x, width, padding }
}

/// Whether a box of this padding has anything that can be seen, or keeps its content from its edges above or below.
pub(super) fn has_edges(style: &ComputedStyle, padding: &Sides<Length>) -> bool {
    let border = &style.boxed.border;
    let lines = [&border.top, &border.right, &border.bottom, &border.left];
    let has_border = lines.iter().any(|side| side.width > Length::ZERO);
    has_border || style.boxed.background.is_some() || padding.vertical() != Length::ZERO
}

/// Whether a paragraph announces what follows: its text ends in a colon.
fn announces(block: &BlockBox) -> bool {
    let BoxContent::Lines(lines) = &block.content else { return false };
    let texts = lines.content.items.iter().rev().filter_map(|item| match item {
        InlineItem::Text { text, .. } => Some(text.trim_end()),
        _ => None,
    });
    let last = texts.filter(|text| !text.is_empty()).find_map(|text| text.chars().next_back());
    matches!(last, Some(':' | '\u{FF1A}'))
}

impl<'a> FlowBuilder<'_, 'a> {
    /// Flows a block in a containing block that starts at `x` and is `room` wide.
    pub(super) fn block(&mut self, block: &'a BlockBox, x: Length, room: Length) -> Result<(), Stop> {
        self.context.context.check()?;
        let room = self.on_its_page(block, room)?;
        let given = self.given;
        self.given = self.measure();
        let set = self.block_on_page(block, x, room);
        self.given = given;
        set
    }

    fn block_on_page(&mut self, block: &'a BlockBox, x: Length, room: Length) -> Result<(), Stop> {
        if self.page_float(block)? || self.side_float(block, x, room)? {
            return Ok(());
        }
        if self.spans_columns(block) {
            return self.across_columns(block);
        }
        if self.stand_beside(block, x, room)? {
            return Ok(());
        }
        if let BoxContent::Table(table) = &block.content {
            return self.table_block(block, table, x, room);
        }
        let content = match &block.content {
            BoxContent::Image(replaced) => {
                Some(self.context.picture_size(&block.style, replaced.natural, room).width)
            }
            _ => None,
        };
        let geometry = self.align_block(block, geometry(&block.style, x, room, content), room);
        self.block_at(block, &geometry, room)
    }

    /// Flows a block of known geometry.
    pub(super) fn block_at(
        &mut self,
        block: &'a BlockBox,
        geometry: &Geometry,
        room: Length,
    ) -> Result<(), Stop> {
        let entered = self.enter(block, room);
        let container = self.edges(block, geometry);
        if std::mem::take(&mut self.at_root) {
            self.article = container;
        }
        self.content_in_columns(block, geometry)?;
        if let Some(container) = container {
            self.close_container(container);
        }
        self.leave(block, room, entered);
        Ok(())
    }

    pub(super) fn content(&mut self, block: &'a BlockBox, geometry: &Geometry) -> Result<(), Stop> {
        if let Some(marker) = &block.marker {
            self.wait_marker(marker, geometry.x);
        }
        match &block.content {
            BoxContent::Blocks(blocks) => {
                for (index, child) in blocks.iter().enumerate() {
                    if child.marker.is_some() {
                        self.avoid = self.avoid.max(breaks::between_items(index, blocks.len()));
                    }
                    if block.marker.is_some() && index == 1 && is_list(child) {
                        self.avoid = self.avoid.max(breaks::NESTED_LIST);
                    }
                    if child.part == Part::Caption && index > 0 {
                        self.avoid = self.avoid.max(breaks::AVOID);
                    }
                    let (x, width) = self.place_of(child, blocks, geometry);
                    self.block(child, x, width)?;
                    if child.part == Part::Caption && index == 0 {
                        self.avoid = self.avoid.max(breaks::AVOID);
                    }
                }
            }
            BoxContent::Lines(lines) => self.paragraph(block, lines, geometry),
            BoxContent::Code(lines) => self.code(block, lines, geometry),
            BoxContent::Image(replaced) => self.image(block, replaced, geometry),
            BoxContent::Note(id) => self.mark(Mark::Note(*id)),
            BoxContent::Table(_) => {}
            BoxContent::Empty => {
                if let Some(height) =
                    block.style.boxed.height.resolve(Length::ZERO).filter(|&height| height > Length::ZERO)
                {
                    self.place(FlowItem::fragment(Fragment { height, ..Fragment::default() }));
                }
            }
        }
        if block.marker.is_some() {
            self.place_marker_alone(&block.style, geometry);
        }
        Ok(())
    }

    /// Flows what a table's cell holds; its edges are the row's matter.
    pub(super) fn cell_content(&mut self, block: &'a BlockBox, x: Length, width: Length) -> Result<(), Stop> {
        if let Some(id) = &block.anchor {
            self.mark(Mark::Anchor(Arc::clone(id)));
        }
        let padding = Sides::default();
        self.content(block, &Geometry { border_x: x, border_width: width, x, width, padding })
    }

    /// Begins a block: its margin, what it asks of page breaks, its marks. Gives the page name to go back to.
    pub(super) fn enter(&mut self, block: &BlockBox, room: Length) -> Option<Option<Arc<str>>> {
        let boxed = &block.style.boxed;
        let outer_name =
            boxed.page.as_ref().filter(|&name| self.page_name.as_ref() != Some(name)).map(|name| {
                let outer = self.page_name.replace(Arc::clone(name));
                self.turn_page(Some(Arc::clone(name)));
                outer
            });
        self.ask_break(boxed.break_before);
        self.margin.adjoin(margin(boxed.margin.top, room));
        if breaks::is_avoided(boxed.break_inside) {
            self.unbroken.push((self.flow.items.len(), block.span));
        }
        if boxed.clear != Clear::None {
            self.mark(Mark::Clear);
        }
        if let Some(id) = &block.anchor {
            self.mark(Mark::Anchor(Arc::clone(id)));
        }
        for running in &block.running {
            self.mark(Mark::Running(running.clone()));
        }
        outer_name
    }

    /// Ends a block.
    pub(super) fn leave(&mut self, block: &BlockBox, room: Length, outer_name: Option<Option<Arc<str>>>) {
        let boxed = &block.style.boxed;
        self.margin.adjoin(margin(boxed.margin.bottom, room));
        if breaks::is_avoided(boxed.break_inside) {
            self.keep_whole();
        }
        self.ask_break(boxed.break_after);
        if block.part == Part::Heading {
            self.avoid = self.avoid.max(breaks::STRANDED_HEADING);
            self.headings += 1;
            self.heading = Some(block.span);
        }
        if announces(block) {
            self.avoid = self.avoid.max(breaks::ANNOUNCED);
        }
        if let Some(name) = outer_name {
            self.page_name.clone_from(&name);
            self.turn_page(name);
        }
    }

    fn turn_page(&mut self, name: Option<Arc<str>>) {
        self.clear_sides();
        self.forced = Some(self.forced.unwrap_or_default());
        self.mark(Mark::PageName(name));
    }

    /// Opens a container if the block has edges or a background.
    pub(super) fn edges(&mut self, block: &BlockBox, geometry: &Geometry) -> Option<super::ContainerId> {
        if !has_edges(&block.style, &geometry.padding) {
            return None;
        }
        Some(self.open_container(Container {
            parent: self.open,
            x: geometry.border_x,
            width: geometry.border_width,
            padding: geometry.padding,
            style: block.style.clone(),
            repeat: None,
            span: block.span,
        }))
    }

    /// Whether a height is that of one or more lines of running text.
    pub(super) fn is_whole(&self, height: Length) -> bool {
        let grid = self.context.grid;
        grid > Length::ZERO && height >= grid && height.0 % grid.0 == 0
    }

    /// An empty line of a style's height.
    pub(super) fn strut(&self, style: &ComputedStyle) -> Line {
        let height = style.line_height();
        Line { height, baseline: height.scale(3, 4), ..Line::default() }
    }
}

/// Whether a block holds the items of a list.
fn is_list(block: &BlockBox) -> bool {
    match &block.content {
        BoxContent::Blocks(items) => items.first().is_some_and(|item| item.marker.is_some()),
        _ => false,
    }
}
