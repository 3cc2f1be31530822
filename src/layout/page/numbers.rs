//! The number of each page, and on which of them ids stand (`target-counter()`, CSS GCPM 3, 4.1).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::PageStyles;
use super::plan::PagePlan;
use super::running::Running;
use crate::layout::flow::item::{Flow, FlowItem, Fragment, Mark};
use crate::style::PageCount;

/// The numbers of pages, and the page on which each id first stands; at first none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageNumbers {
    /// The page of each id, from 0.
    pages: BTreeMap<Arc<str>, usize>,
    /// What the page counter is worth on each page.
    counted: Vec<i64>,
    is_known: bool,
}

impl PageNumbers {
    /// The numbers that follow from what stands on each page, notes included: a page counts on as its style says, then
    /// as the elements say that begin on it, in order.
    pub fn of(list: &Flow, notes: &Flow, plans: &[PagePlan], styles: &PageStyles<'_>) -> PageNumbers {
        let mut numbers = PageNumbers { is_known: true, ..PageNumbers::default() };
        let (mut text_end, mut notes_end, mut last) = (0, 0, 0);
        for (number, plan) in (1..).zip(plans) {
            let mut count = styles.get(number, plan.name.as_ref(), plan.blank).count;
            let mut page = OnPage { page: number - 1, pages: &mut numbers.pages, count: &mut count };
            for row in &plan.rows {
                row.floats.iter().for_each(|&(id, _)| page.float(list, id));
                for column in &row.columns {
                    column.floats.iter().for_each(|&(id, _)| page.float(list, id));
                    page.items(&list.items, &mut text_end, column.end);
                    page.items(&notes.items, &mut notes_end, column.notes);
                }
            }
            last = count.after(last);
            numbers.counted.push(last);
        }
        numbers
    }

    /// The number of the page on which an id stands; `None` if it is not known, or stands on none.
    pub fn get(&self, id: &str) -> Option<i64> {
        self.pages.get(id).map(|&page| self.of_page(page))
    }

    /// The number of a page that is counted from 0.
    pub fn of_page(&self, page: usize) -> i64 {
        self.counted.get(page).copied().unwrap_or_default()
    }

    /// Whether the text was laid out before.
    pub fn is_known(&self) -> bool {
        self.is_known
    }
}

/// A page on which things are met.
struct OnPage<'a> {
    page: usize,
    pages: &'a mut BTreeMap<Arc<str>, usize>,
    count: &'a mut PageCount,
}

impl OnPage<'_> {
    fn id(&mut self, id: &Arc<str>) {
        self.pages.entry(Arc::clone(id)).or_insert(self.page);
    }

    fn running(&mut self, running: &Running) {
        if let Running::Count(count) = running {
            *self.count = self.count.then(*count);
        }
    }

    /// The items from `next` to `end`, where the next column begins.
    fn items(&mut self, items: &[FlowItem], next: &mut usize, end: usize) {
        items.get(*next..end).unwrap_or_default().iter().for_each(|item| self.item(item));
        *next = end.max(*next);
    }

    fn item(&mut self, item: &FlowItem) {
        match item {
            FlowItem::Mark(Mark::Anchor(id)) => self.id(id),
            FlowItem::Mark(Mark::Running(running)) => self.running(running),
            FlowItem::Line(placed) => placed.line.anchors.iter().for_each(|id| self.id(id)),
            FlowItem::Fragment(fragment) | FlowItem::Side { fragment, .. } => self.fragment(fragment),
            _ => {}
        }
    }

    fn float(&mut self, list: &Flow, id: usize) {
        if let Some(float) = list.floats.get(id) {
            self.fragment(&float.fragment);
        }
    }

    fn fragment(&mut self, fragment: &Fragment) {
        fragment.anchors.iter().for_each(|(id, _)| self.id(id));
        fragment.running.iter().for_each(|running| self.running(running));
    }
}
