//! Makes the list, the notes and the pages until they agree.
//!
//! A list depends on where pages end in two ways: a side float waits for as much text as fills the page before it, and
//! the first page may have a width of its own as far as the first forced break. Both are assumed, looked up in the
//! pages that come of it, and mended, a bounded number of times. (The third way, page numbers in the text, is the
//! matter of [`layout()`](super::layout()).) What was reported of lists that are given up is taken back.

use crate::diagnostic::{Code, Context, Diagnostic, Stop};
use crate::geometry::Length;
use crate::layout::OF_TRIES;
use crate::layout::box_tree::BoxTree;
use crate::layout::flow::item::{Break, Flow, FlowItem};
use crate::layout::flow::note::{NoteList, note_list};
use crate::layout::flow::{FlowContext, flow};
use crate::layout::page::hold::Holds;
use crate::layout::page::paginate::{paginate, report_late};
use crate::layout::page::plan::PagePlan;
use crate::layout::page::{Numbers, PageStyles, content_size};

/// By how many millimetres lines must be shorter to be told of.
const LEAST_DIFFERENCE: f64 = 0.5;

/// The lists of an article and what of them stands on each page.
pub struct Settled {
    /// The text.
    pub list: Flow,
    /// The notes.
    pub notes: NoteList,
    /// The pages in order.
    pub plans: Vec<PagePlan>,
    /// The width of the column that notes stand in.
    pub note_width: Length,
}

/// Makes the lists and the pages.
///
/// # Errors
/// When pages have no room for text, there are too many of them, or the work was asked to end.
pub fn settle<'a>(flowing: &FlowContext<'a>, boxes: &'a BoxTree, context: &Context) -> Result<Settled, Stop> {
    let pages = flowing.pages;
    let width = |numbers| pages.text_room(None, numbers).width;
    let mut first_apart = width(Numbers::First) != width(Numbers::Further);
    let mut holds = Holds::default();
    let settled = loop {
        let before = context.mark();
        let settled = attempt(flowing, boxes, &holds, first_apart, context)?;
        if first_apart && !ends_where_it_must(&settled) {
            first_apart = false;
            holds = Holds::default();
        } else if !holds.lengthen(&settled.list, &settled.plans, flowing.grid) {
            break settled;
        }
        context.take_back(before, OF_TRIES);
    };
    report_late(&settled.plans, &settled.notes, context);
    report_widths(pages, &settled.plans, first_apart, context);
    Ok(settled)
}

fn attempt<'a>(
    flowing: &FlowContext<'a>,
    boxes: &'a BoxTree,
    holds: &Holds,
    first_apart: bool,
    context: &Context,
) -> Result<Settled, Stop> {
    let pages = flowing.pages;
    let list = flow(flowing, &boxes.root, &holds.heights, first_apart)?;
    let note_width = list.narrowest_column();
    let width = note_width - pages.note_edges(note_width);
    let notes = note_list(flowing, &list, &boxes.notes, &boxes.links, width.max(Length::ZERO))?;
    let plans = paginate(&list, &notes, flowing.grid, context, &|number, name| pages.room(number, name))?;
    Ok(Settled { list, notes, plans, note_width })
}

/// Whether the first page ends at a forced break, or with the text.
fn ends_where_it_must(settled: &Settled) -> bool {
    let end = settled.plans.first().and_then(PagePlan::last).map_or(0, |column| column.end);
    matches!(settled.list.items.get(end), None | Some(FlowItem::Break(Break::Forced(_))))
}

/// Reports pages on which lines are shorter than they could be because other pages of their name are narrower.
fn report_widths(pages: &PageStyles<'_>, plans: &[PagePlan], first_apart: bool, context: &Context) {
    let numbers = if first_apart { Numbers::Further } else { Numbers::All };
    for (number, plan) in
        (1..).zip(plans).skip(usize::from(first_apart)).filter(|(_, plan)| !plan.rows.is_empty())
    {
        let name = plan.name.as_ref();
        let own = content_size(&pages.get(number, name, false)).width;
        let set = pages.text_room(name, numbers).width;
        if own <= set + Length::from_mm(LEAST_DIFFERENCE) {
            continue;
        }
        let (own, set) = (own.to_mm().round(), set.to_mm().round());
        let message = format!(
            "page {number} has room for lines of {own} mm, but the text runs through others that have {set} mm: it is set for these"
        );
        let help = "let :first, :left and :right have margins of the same sum; what needs another width goes on a named page";
        let place = pages.narrowest(name).width_from;
        context.report(Diagnostic::new(Code::PageWidths, place, message).help(help));
        return;
    }
}
