//! A table that is too wide even for the page: turned by a quarter, on pages of its own.

use super::FlowBuilder;
use super::block::geometry;
use super::item::{FlowItem, Fragment};
use super::table::{TableRows, spacing};
use super::table_columns::FULL;
use super::table_legible::Least;
use crate::diagnostic::Stop;
use crate::geometry::{Length, Point, Rect, Size};
use crate::layout::box_tree::{BlockBox, TableBox};
use crate::layout::compose::Composer;
use crate::style::CaptionSide;

impl<'a> FlowBuilder<'_, 'a> {
    /// Whether a table here may be turned: it stands in the pages' own list, not in a box, and a page is higher than wide.
    pub(super) fn can_turn(&self) -> bool {
        self.in_pages && self.multicol.is_none() && self.open.is_none() && self.is_upright()
    }

    /// Whether pages are higher than wide, so that what is turned has more room.
    pub(super) fn is_upright(&self) -> bool {
        let page = self.context.page.get();
        page.height > page.width
    }

    /// Sets a table along the height of its pages; text goes on behind it on a new page.
    pub(super) fn turned_table(
        &mut self,
        block: &'a BlockBox,
        table: &'a TableBox,
        room: Length,
    ) -> Result<(), Stop> {
        self.clear_sides();
        self.forced = Some(self.forced.unwrap_or_default());
        self.on_its_page(block, room)?;
        let entered = self.enter(block, room);
        let page = self.context.page.get();
        let side = Size { width: page.height, height: page.width };
        self.context.page.set(side);
        let pages = self.turned_pages(block, table, side, room);
        self.context.page.set(page);
        // It is parted, whatever it asks.
        let unbroken = std::mem::take(&mut self.unbroken);
        for fragment in pages? {
            self.forced = Some(self.forced.unwrap_or_default());
            self.margin = Default::default();
            self.place(FlowItem::fragment(turned(fragment, side.width)));
        }
        self.unbroken = unbroken;
        self.leave(block, room, entered);
        self.margin = Default::default();
        self.forced = Some(self.forced.unwrap_or_default());
        Ok(())
    }

    /// The table in pieces that fit a page of this size, each with its header, and the captions with the first or last.
    fn turned_pages(
        &self,
        block: &'a BlockBox,
        table: &'a TableBox,
        side: Size,
        room: Length,
    ) -> Result<Vec<Fragment>, Stop> {
        let spacing = spacing(block);
        let upright = self.table_room(block, table, room, spacing.0).0;
        let (full, fill) = self.table_room(block, table, side.width, spacing.0);
        let columns = self.context.fit_columns(table, full, fill, Least::Legible);
        let columns = self.context.or_narrow_columns(columns, table, full, fill);
        let natural = columns.widths.iter().copied().sum::<Length>()
            + spacing.0.scale(columns.widths.len() as i32 + 1, 1);
        let geometry =
            geometry(&block.style, Length::ZERO, side.width, Some(natural.scale(columns.scale, FULL)));
        let TableRows { header, repeat, body, cuts } = self.set_rows(table, &columns, geometry.x, spacing)?;
        self.report_too_wide(block, table, upright, &columns, cuts, true);
        let mut pieces = Pieces { room: side.height, repeat, ..Pieces::default() };
        let (above, below): (Vec<_>, Vec<_>) =
            table.captions.iter().partition(|caption| caption.style.text.caption_side == CaptionSide::Top);
        for caption in above {
            pieces.add(self.turned_caption(caption, geometry.border_x, geometry.border_width)?, false);
        }
        let body = body.into_iter().map(|row| row.fragment);
        let mut rows: Vec<Fragment> = header.into_iter().chain(body).collect();
        for caption in below {
            let caption = self.turned_caption(caption, geometry.border_x, geometry.border_width)?;
            // A caption does not stand alone: the last row goes with it.
            match rows.last_mut() {
                Some(last) => last.stack(caption),
                None => pieces.add(caption, false),
            }
        }
        rows.into_iter().for_each(|row| pieces.add(row, true));
        Ok(pieces.finish())
    }

    fn turned_caption(&self, caption: &'a BlockBox, x: Length, width: Length) -> Result<Fragment, Stop> {
        let mut inner = FlowBuilder::new(self.context);
        inner.block(caption, x, width)?;
        let below = inner.margin.solve().max(Length::ZERO);
        let fragment = Composer::new(inner.finish(), Length::ZERO).piece(usize::MAX);
        Ok(Fragment { height: fragment.height + below, ..fragment })
    }
}

/// A fragment turned by a quarter against the clock, as high as it was `width` wide.
pub(super) fn turned(mut fragment: Fragment, width: Length) -> Fragment {
    let turn = |point: Point| Point { x: point.y, y: width - point.x };
    for item in &mut fragment.items {
        item.position = turn(item.position);
        item.turned = true;
    }
    for link in &mut fragment.links {
        let Rect { origin, size } = link.rect;
        let origin = turn(Point { x: origin.x + size.width, y: origin.y });
        link.rect = Rect { origin, size: Size { width: size.height, height: size.width } };
    }
    for (_, point) in &mut fragment.anchors {
        *point = turn(*point);
    }
    for line in &mut fragment.lines {
        line.position = turn(line.position);
        line.turned = true;
    }
    Fragment { height: width, baseline: None, ..fragment }
}

/// Fragments below each other, as many as have room on a page.
#[derive(Default)]
struct Pieces {
    room: Length,
    /// What stands at the top of every page but the first.
    repeat: Option<Fragment>,
    done: Vec<Fragment>,
    last: Fragment,
}

impl Pieces {
    /// Adds a fragment; one of a table's rows stands below the repeated header on a new page.
    fn add(&mut self, fragment: Fragment, is_row: bool) {
        if self.last.height > Length::ZERO && self.last.height + fragment.height > self.room {
            self.done.push(std::mem::take(&mut self.last));
            if let Some(header) = self.repeat.clone().filter(|_| is_row) {
                self.last.stack(header.into_artifact());
            }
        }
        self.last.stack(fragment);
    }

    fn finish(mut self) -> Vec<Fragment> {
        self.done.push(self.last);
        self.done
    }
}
