//! On which pages ids stand (`target-counter()`, CSS GCPM 3, 4.1).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::plan::PagePlan;
use crate::layout::flow::item::{Flow, FlowItem, Fragment, Mark};

/// The number of the page on which each id first stands, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageNumbers(BTreeMap<Arc<str>, i64>);

impl PageNumbers {
    /// The numbers that follow from what stands on each page.
    pub fn of(list: &Flow, plans: &[PagePlan]) -> PageNumbers {
        let mut numbers = PageNumbers::default();
        let mut items = list.items.iter();
        let mut next = 0;
        for (number, plan) in (1..).zip(plans) {
            for row in &plan.rows {
                row.floats.iter().for_each(|&(id, _)| numbers.float(list, id, number));
                for column in &row.columns {
                    column.floats.iter().for_each(|&(id, _)| numbers.float(list, id, number));
                    let count = column.end.saturating_sub(next);
                    items.by_ref().take(count).for_each(|item| numbers.item(item, number));
                    next = next.max(column.end);
                }
            }
        }
        numbers
    }

    /// The number of the page on which an id stands; `None` if it is not known, or stands on none.
    pub fn get(&self, id: &str) -> Option<i64> {
        self.0.get(id).copied()
    }

    /// Whether nothing is known yet.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn set(&mut self, id: &Arc<str>, number: i64) {
        self.0.entry(Arc::clone(id)).or_insert(number);
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
