//! Turns what a page says of itself into front matter.
//!
//! Steps, one file each: [`json_ld`], [`meta`] (Open Graph, Dublin Core, the names that search engines read),
//! [`microdata`], [`mod@headline`], and [`page`], the lines around it. What is stated counts
//! before what is guessed; the words of the headline are those of the page.

mod date;
mod headline;
mod json_ld;
mod meta;
mod microdata;
mod names;
pub(super) mod page;

pub(super) use date::find as find_day;
pub(super) use headline::headline;
pub(super) use names::{before_date, before_site, behind_day, has_name, names, split_title};

use super::dom::{Dom, squeeze};
use super::survey::Survey;

/// What a page states, the most trusted first.
#[derive(Debug, Default)]
pub(super) struct Stated {
    /// Headlines: the page's own, with and without the site's name.
    pub(super) titles: Vec<String>,
    /// What `<title>` says.
    pub(super) window: String,
    pub(super) publications: Vec<String>,
    pub(super) authors: Vec<String>,
    pub(super) dates: Vec<String>,
    pub(super) languages: Vec<String>,
    pub(super) rights: Vec<String>,
    /// The page's own addresses.
    pub(super) addresses: Vec<String>,
    pub(super) descriptions: Vec<String>,
}

/// Collects what a page states.
pub(super) fn stated(dom: &Dom, survey: &Survey) -> Stated {
    let mut stated = Stated::default();
    if let Some(title) = dom.find(0, "title") {
        stated.window = squeeze(&dom.text_of(title));
    }
    json_ld::collect(dom, &mut stated);
    meta::collect(dom, &mut stated);
    microdata::collect(dom, survey, &mut stated);
    for lines in [&mut stated.titles, &mut stated.publications, &mut stated.descriptions] {
        lines.retain(|line| line.len() <= LONGEST);
        lines.truncate(MOST);
    }
    if stated.window.len() > LONGEST {
        stated.window.clear();
    }
    stated
}

/// Bytes of a line that a page states of itself, at most: what is longer is no title and no description of one line.
const LONGEST: usize = 2000;

/// Lines of one kind that are looked at: each is compared with what the page shows.
const MOST: usize = 12;

impl Stated {
    /// The page's own address, whole.
    pub(super) fn address(&self) -> Option<&str> {
        self.addresses
            .iter()
            .map(String::as_str)
            .find(|address| address.starts_with("https://") || address.starts_with("http://"))
    }

    /// The parts of all that may be a headline, the most trusted first.
    pub(super) fn headlines(&self) -> Vec<String> {
        let mut all = self.titles.clone();
        all.push(self.window.clone());
        let parts: Vec<String> = all.iter().flat_map(|title| split_title(title)).collect();
        all.extend(parts);
        all.retain(|title| !title.is_empty() && title.len() <= LONGEST);
        all
    }

    /// The language, unless it is English.
    pub(super) fn language(&self) -> Option<String> {
        let tag = self.languages.iter().map(|tag| tag.trim().replace('_', "-")).find(|tag| {
            let primary = tag.split('-').next().unwrap_or_default();
            (2..=3).contains(&primary.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        })?;
        let is_english = tag.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("en"))
            && (tag.len() == 2 || tag.get(2..3) == Some("-"));
        (!is_english).then_some(tag)
    }
}

/// Whether two texts say the same, whatever their signs and capitals.
pub(super) fn says_same(one: &str, other: &str) -> bool {
    fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    letters(one).next().is_some() && letters(one).eq(letters(other))
}
