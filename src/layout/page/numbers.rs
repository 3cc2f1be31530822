//! On which pages ids stand (`target-counter()`, CSS GCPM 3, 4.1).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::PagePlan;
use crate::layout::flow::item::{Flow, FlowItem, Fragment, Mark};

/// The number of the page on which each id first stands, from 1; at first none is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageNumbers {
    numbers: BTreeMap<Arc<str>, i64>,
    is_known: bool,
}

impl PageNumbers {
    /// The numbers that follow from what stands on each page, notes included.
    pub fn of(list: &Flow, notes: &Flow, plans: &[PagePlan]) -> PageNumbers {
        let mut numbers = PageNumbers { is_known: true, ..PageNumbers::default() };
        let (mut text_end, mut notes_end) = (0, 0);
        for (number, plan) in (1..).zip(plans) {
            for row in &plan.rows {
                row.floats.iter().for_each(|&(id, _)| numbers.float(list, id, number));
                for column in &row.columns {
                    column.floats.iter().for_each(|&(id, _)| numbers.float(list, id, number));
                    numbers.items(&list.items, &mut text_end, column.end, number);
                    numbers.items(&notes.items, &mut notes_end, column.notes, number);
                }
            }
        }
        numbers
    }

    /// The number of the page on which an id stands; `None` if it is not known, or stands on none.
    pub fn get(&self, id: &str) -> Option<i64> {
        self.numbers.get(id).copied()
    }

    /// Whether the text was laid out before.
    pub fn is_known(&self) -> bool {
        self.is_known
    }

    fn set(&mut self, id: &Arc<str>, number: i64) {
        self.numbers.entry(Arc::clone(id)).or_insert(number);
    }

    /// The items from `next` to `end`, where the next column begins.
    fn items(&mut self, items: &[FlowItem], next: &mut usize, end: usize, number: i64) {
        items.get(*next..end).unwrap_or_default().iter().for_each(|item| self.item(item, number));
        *next = end.max(*next);
    }

    fn item(&mut self, item: &FlowItem, number: i64) {
        match item {
            FlowItem::Mark(Mark::Anchor(id)) => self.set(id, number),
            FlowItem::Line(placed) => placed.line.anchors.iter().for_each(|id| self.set(id, number)),
            FlowItem::Fragment(fragment) | FlowItem::Side { fragment, .. } => self.fragment(fragment, number),
            _ => {}
        }
    }

    fn float(&mut self, list: &Flow, id: usize, number: i64) {
        if let Some(float) = list.floats.get(id) {
            self.fragment(&float.fragment, number);
        }
    }

    fn fragment(&mut self, fragment: &Fragment, number: i64) {
        fragment.anchors.iter().for_each(|(id, _)| self.set(id, number));
    }
}
