//! What running strings and page counters are worth on a page (CSS GCPM 3, 1.1.2).

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::layout::counter_style::format_counter;
use crate::layout::stress::StressedText;
use crate::style::{ContentItem, PageCount, StringKeyword};

/// A running string that gets a value: its name and the value.
pub type RunningString = (Arc<str>, Arc<StressedText>);

/// What an element sets for the page that it begins on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Running {
    /// A running string.
    String(RunningString),
    /// The page's number.
    Count(PageCount),
}

/// The running strings, from page to page.
#[derive(Debug, Default)]
pub struct RunningStrings {
    /// What each is worth at the end of the last page.
    values: BTreeMap<Arc<str>, Arc<StressedText>>,
}

/// The strings and counters of one page.
#[derive(Debug, Default)]
pub struct PageValues {
    /// The page's number and how many there are.
    pub page: (i64, i64),
    entry: BTreeMap<Arc<str>, Arc<StressedText>>,
    first: BTreeMap<Arc<str>, Arc<StressedText>>,
    last: BTreeMap<Arc<str>, Arc<StressedText>>,
}

impl RunningStrings {
    /// Running strings that have these values before any page sets them.
    pub fn new(values: impl IntoIterator<Item = RunningString>) -> RunningStrings {
        RunningStrings { values: values.into_iter().collect() }
    }

    /// Goes on to a page on which these strings are set, in order.
    pub fn turn(&mut self, page: (i64, i64), set: &[Running]) -> PageValues {
        let mut values = PageValues { page, entry: self.values.clone(), ..PageValues::default() };
        for running in set {
            let Running::String((name, value)) = running else { continue };
            values.first.entry(Arc::clone(name)).or_insert_with(|| Arc::clone(value));
            values.last.insert(Arc::clone(name), Arc::clone(value));
            self.values.insert(Arc::clone(name), Arc::clone(value));
        }
        values
    }
}

impl PageValues {
    /// The text of a margin box's `content`.
    pub fn text(&self, items: &[ContentItem]) -> StressedText {
        let mut text = StressedText::default();
        for item in items {
            match item {
                ContentItem::Text(string) => text.push(string, None),
                ContentItem::RunningString(name, keyword) => {
                    let value = self.string(name, *keyword).into_iter().flat_map(|value| &value.runs);
                    value.for_each(|run| text.push(&run.text, run.stress.clone()));
                }
                ContentItem::Counter(name, style) => match &**name {
                    "page" => text.push(&format_counter(self.page.0, style), None),
                    "pages" => text.push(&format_counter(self.page.1, style), None),
                    _ => {}
                },
                _ => {}
            }
        }
        text
    }

    fn string(&self, name: &Arc<str>, keyword: StringKeyword) -> Option<&StressedText> {
        let (entry, first, last) = (self.entry.get(name), self.first.get(name), self.last.get(name));
        let value = match keyword {
            StringKeyword::First => first.or(entry),
            StringKeyword::Start => entry.or(first),
            StringKeyword::Last => last.or(entry),
            StringKeyword::FirstExcept => entry.filter(|_| first.is_none()),
        };
        value.map(|value| &**value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_take_the_value_that_the_keyword_asks_for() {
        let mut strings = RunningStrings::default();
        let (name, set) = (Arc::<str>::from("title"), |value: &str| {
            Running::String((Arc::from("title"), Arc::new(StressedText::from(value))))
        });
        let first = strings.turn((1, 3), &[set("One"), set("Two")]);
        let second = strings.turn((2, 3), &[]);
        let third = strings.turn((3, 3), &[set("Three")]);
        let get = |page: &PageValues, keyword| {
            page.string(&name, keyword).map(StressedText::text).unwrap_or_default()
        };
        assert_eq!(get(&first, StringKeyword::First), "One");
        assert_eq!(get(&first, StringKeyword::Last), "Two");
        assert_eq!(get(&second, StringKeyword::First), "Two");
        assert_eq!(get(&third, StringKeyword::Start), "Two");
        assert_eq!(get(&first, StringKeyword::FirstExcept), "");
        assert_eq!(get(&second, StringKeyword::FirstExcept), "Two");
    }
}
