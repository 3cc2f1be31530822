//! How much text a side float lets pass so that no hole is left where it had no room.
//!
//! A float and the lines beside it are not divided: where a column has no room for them it ends early. As much of the
//! text as fills it is then to come first, and the list is made anew with the float at the top of the next column.

use super::breaks;
use super::plan::PagePlan;
use crate::geometry::Length;
use crate::layout::flow::item::{Break, Flow, FlowItem};

/// The fewest lines that make a hole.
const LEAST_LINES: i32 = 2;
/// How often a float is made to wait for more, and how often all of them together.
const MOST_TRIES: u32 = 3;
const MOST_CHANGES: u32 = 16;

/// How much text each side float waits for.
#[derive(Debug, Default)]
pub struct Holds {
    /// The height of the text, for each float in order.
    pub heights: Vec<Length>,
    /// How often each was made to wait for more.
    tries: Vec<u32>,
}

impl Holds {
    /// Makes the first float with a hole before it wait for more text; what those behind it wait for is found anew.
    /// Gives whether there was one.
    pub fn lengthen(&mut self, flow: &Flow, plans: &[PagePlan], grid: Length) -> bool {
        if self.tries.iter().sum::<u32>() >= MOST_CHANGES {
            return false;
        }
        let columns = plans.iter().flat_map(|plan| &plan.rows).flat_map(|row| &row.columns);
        for column in columns.filter(|column| column.left >= grid.scale(LEAST_LINES, 1)) {
            let Some((number, above)) = first_float(flow, column.end, column.left) else { continue };
            let lines = (column.left - above).0 / grid.0.max(1);
            self.heights.resize(self.heights.len().max(number + 1), Length::ZERO);
            self.tries.resize(self.tries.len().max(number + 1), 0);
            let (Some(height), Some(tries)) = (self.heights.get_mut(number), self.tries.get_mut(number))
            else {
                continue;
            };
            let more = grid.scale(lines, 1);
            // A float that all of its text passed would stand alone on its page.
            let is_left_alone = || text_behind(flow, number) < more + grid.scale(LEAST_LINES, 1);
            if lines >= LEAST_LINES && *tries < MOST_TRIES && !is_left_alone() {
                *height += more;
                *tries += 1;
                self.heights.truncate(number + 1);
                return true;
            }
        }
        false
    }
}

/// For each item the height of what cannot be parted from a place to break there, if a side float is in it; nothing at
/// all in a list without side floats.
pub(super) fn undivided(flow: &Flow) -> Vec<Option<Length>> {
    if !flow.items.iter().any(|item| matches!(item, FlowItem::Side { .. })) {
        return Vec::new();
    }
    let (mut height, mut floats) = (Length::ZERO, false);
    let stretch = flow.items.iter().rev().map(|item| {
        let mut found = None;
        match item {
            FlowItem::Break(place) => {
                found = floats.then_some(height);
                if !matches!(place, Break::Allowed(cost) if *cost >= breaks::WIDOW_OR_ORPHAN) {
                    (height, floats) = (Length::ZERO, false);
                }
            }
            FlowItem::Side { .. } => floats = true,
            _ => height += height_of(item),
        }
        found.or_else(|| floats.then_some(height))
    });
    let mut stretches: Vec<_> = stretch.collect();
    stretches.reverse();
    stretches
}

fn height_of(item: &FlowItem) -> Length {
    match item {
        FlowItem::Line(placed) => placed.line.height,
        FlowItem::Fragment(fragment) => fragment.height,
        FlowItem::Space(space) => *space,
        _ => Length::ZERO,
    }
}

/// The height of the text behind a side float up to where a page must end.
fn text_behind(flow: &Flow, float: usize) -> Length {
    let is_float = |item: &FlowItem| matches!(item, FlowItem::Side { number, .. } if *number == float);
    let behind = flow.items.iter().skip_while(|item| !is_float(item));
    let text = behind.take_while(|item| !matches!(item, FlowItem::Break(Break::Forced(_))));
    text.filter(|item| matches!(item, FlowItem::Line(_))).map(height_of).sum()
}

/// The first side float behind an item, and what stands above it, if that would have had `room` but not what cannot be
/// parted from the float.
fn first_float(flow: &Flow, from: usize, room: Length) -> Option<(usize, Length)> {
    let (mut above, mut found) = (Length::ZERO, None);
    for (index, item) in flow.items.iter().enumerate().skip(from) {
        match item {
            FlowItem::Side { number, .. } => {
                found.get_or_insert((*number, above));
            }
            FlowItem::Break(_) if index == from => {}
            FlowItem::Break(Break::Allowed(cost)) if found.is_none() || *cost >= breaks::WIDOW_OR_ORPHAN => {}
            FlowItem::Break(_) => return None,
            _ => above += height_of(item),
        }
        if above > room {
            return found;
        }
    }
    None
}
