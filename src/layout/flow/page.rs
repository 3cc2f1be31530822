//! The width of the pages that blocks stand on (CSS Paged Media 3, 3.1: the page box is the first containing block).
//!
//! Where a page must end, the next may have another name, and so another width. A block that begins there is given as
//! much more room as its column has become wider since its parent was measured.

use std::sync::Arc;

use super::FlowBuilder;
use super::item::Mark;
use crate::diagnostic::{Code, Diagnostic, Stop};
use crate::geometry::{Length, Size};
use crate::layout::box_tree::BlockBox;
use crate::layout::page::{Numbers, breaks};

/// The least room for text, either way.
const LEAST_ROOM: Length = Length::pt(36);

impl FlowBuilder<'_, '_> {
    /// Begins the first page.
    pub(super) fn begin_pages(&mut self) -> Result<(), Stop> {
        let room = self.page_room(None)?;
        self.context.page.set(room);
        (self.width, self.given) = (room.width, room.width);
        Ok(())
    }

    /// The room that a block gets on the page where it begins; `room` is what its parent has for it.
    pub(super) fn on_its_page(&mut self, block: &BlockBox, room: Length) -> Result<Length, Stop> {
        let asked = block.style.boxed.page.as_ref();
        let turns = asked.is_some() && asked != self.page_name.as_ref();
        let breaks = turns || self.forced.is_some() || breaks::is_forced(block.style.boxed.break_before);
        let is_first = self.flow.items.is_empty();
        if self.in_pages && breaks && (is_first || !self.at_start) {
            if !is_first {
                self.numbers = Numbers::Further;
            }
            let name = asked.or(self.page_name.as_ref()).cloned();
            let size = self.page_room(name.as_ref())?;
            self.turn_to(size);
        }
        Ok(room + (self.measure() - self.given))
    }

    /// What comes next stands on pages with this room.
    fn turn_to(&mut self, room: Size) {
        self.context.page.set(room);
        let delta = room.width - self.width;
        if delta == Length::ZERO {
            return;
        }
        self.clear_sides();
        self.mark(Mark::Clear);
        self.width = room.width;
        self.widen_columns(delta);
    }

    /// The room on the pages of a name.
    fn page_room(&self, name: Option<&Arc<str>>) -> Result<Size, Stop> {
        let pages = self.context.pages;
        let room = pages.text_room(name, self.numbers);
        if room.width >= LEAST_ROOM && room.height >= self.context.grid.max(LEAST_ROOM) {
            return Ok(room);
        }
        let message = "the page's margins leave no room for text";
        let help = "make the margins of @page smaller, or the page larger";
        let is_narrow = room.width < LEAST_ROOM;
        let place = if is_narrow { pages.narrowest(name).width_from } else { pages.lowest(name).height_from };
        self.context.context.report(Diagnostic::new(Code::PageTooSmall, place, message).help(help));
        Err(Stop)
    }

    /// Something is placed on the pages that are being filled.
    pub(super) fn note_width(&mut self) {
        let narrowest = &mut self.flow.narrowest_page;
        *narrowest = if *narrowest == Length::ZERO { self.width } else { self.width.min(*narrowest) };
    }

    /// Says that a page must end here though the heading above or a box around asks that none does.
    pub(super) fn report_contradicted(&self) {
        let start = self.flow.items.len();
        let parted = self.unbroken.iter().find(|(first, _)| *first < start);
        // A headline on a page of its own is a title page.
        let (span, message, help) = match (self.heading.filter(|_| self.headings > 1), parted) {
            (Some(heading), _) => {
                let message = "a heading ends its page: what it heads must begin a new one";
                (heading, message, "let the page end before the heading, or put some text below it")
            }
            (None, Some((_, parted))) => {
                let message = "a box asks not to be broken, but a page must end inside it";
                (*parted, message, "take `break-inside: avoid` away, or the page break inside")
            }
            (None, None) => return,
        };
        let key = format!("{}:{}", span.source.0, span.start);
        let diagnostic = Diagnostic::new(Code::BreakContradicted, span, message).help(help);
        self.context.context.report_once(&key, diagnostic);
    }
}
