//! Tells kicker, title and dek among the first lines of a text.

use super::block::{self, blocks};
use super::draft::Draft;
use super::head::{Group, LONGEST_TITLE, greets};
use super::line::{Line, Taken, ends_sentence};
use super::report::{reason, shown};
use super::vocabulary::{PUBLICATIONS, is_capitals, is_lower_start, is_one, is_upper_start};

impl Draft<'_> {
    /// Parts a block of a head where one thing ends and the next begins: capitals end, or a title a sentence follows.
    pub(super) fn split_group(&self, group: Group) -> Vec<Group> {
        let mut groups: Vec<Group> = Vec::new();
        for at in group {
            let Some(line) = self.lines.get(at) else { continue };
            let before = groups.last().and_then(|group| Some((group.len(), self.lines.get(*group.last()?)?)));
            let begins = before.is_none_or(|(count, before)| {
                self.measure.width.is_none() && is_upper_start(&line.text)
                    || self.is_other(before, line, count)
            });
            match groups.last_mut() {
                Some(group) if !begins => group.push(at),
                _ => groups.push(vec![at]),
            }
        }
        groups
    }

    /// Whether a line of a head is something else than the line before.
    fn is_other(&self, before: &Line, line: &Line, count: usize) -> bool {
        if is_capitals(&before.text) != is_capitals(&line.text) {
            return line.text.split_whitespace().count() > 1 || is_capitals(&before.text);
        }
        let is_title = |text: &str| {
            let long: Vec<&str> = text.split_whitespace().filter(|word| word.chars().count() > 3).collect();
            long.iter().filter(|word| word.starts_with(char::is_uppercase)).count() * 3 >= long.len() * 2
        };
        let sentence = |text: &str| !is_title(text) && text.split_whitespace().count() > 3;
        let early = before.width + 1 + line.first_word() < line.width;
        count == 1
            && is_upper_start(&line.text)
            && !before.text.ends_with([',', ':', '-'])
            && !is_capitals(&line.text)
            && early
            && sentence(&line.text)
            && (is_title(&before.text) || ends_sentence(&line.text))
    }

    /// Whether a text begins as a letter does, or goes on from something else.
    pub(super) fn is_letter(&self, groups: &[Group]) -> bool {
        let first =
            groups.first().and_then(|group| self.lines.get(*group.first()?)).map(|line| line.text.as_str());
        first.is_some_and(|first| {
            greets(first) || first.ends_with([',', ';']) || is_lower_start(first) && !first.contains(' ')
        })
    }

    /// Whether lines above a letter say where it comes from: set in far, several, or with a number.
    pub(super) fn is_address(&self, groups: &[Group]) -> bool {
        let far = |line: &Line| line.indent > 20 || line.text.starts_with(|c: char| c.is_ascii_digit());
        groups.iter().any(|group| group.iter().filter_map(|at| self.lines.get(*at)).any(far))
    }

    /// Says which group is the kicker, the title, the dek. Behind a title that is known already none is.
    pub(super) fn assign(&mut self, groups: Vec<Group>, is_signed: bool) {
        let mut groups = groups;
        if !self.metadata.title.is_empty() {
            return;
        }
        while groups.len() > 1 && self.is_paper(groups.first()) {
            for at in groups.remove(0) {
                self.drop(at, reason::RUNNING_HEAD);
            }
        }
        let (kicker, title, dek) = match groups.len() {
            0 => return,
            1 => (None, groups.first(), None),
            2 if self.is_kicker(groups.first(), groups.get(1)) => (groups.first(), groups.get(1), None),
            2 => (None, groups.first(), groups.get(1)),
            _ if self.is_kicker(groups.first(), groups.get(1)) => {
                (groups.first(), groups.get(1), groups.get(2))
            }
            _ => (None, groups.first(), groups.get(1)),
        };
        let Some(title) = title.filter(|title| match is_signed {
            true => self.fits_title(title),
            false => self.is_title(title),
        }) else {
            return;
        };
        let dek = dek.filter(|dek| !self.is_book(dek));
        let dek = dek.filter(|dek| is_signed || self.is_dek(dek) && !self.is_opening(dek));
        for (what, group) in [("kicker", kicker), ("title", Some(title)), ("subtitle", dek)] {
            let Some(group) = group else { continue };
            let words = self.words(group);
            let inlines = self.inlines_from(group, 0);
            self.tell(what, group.first().copied().unwrap_or(0), &shown(&words));
            group.iter().for_each(|at| self.set(*at, Taken::Said));
            match what {
                "kicker" => self.metadata.kicker = inlines,
                "title" => self.metadata.title = inlines,
                _ => self.metadata.subtitle = inlines,
            }
        }
    }

    pub(super) fn text_of(&self, group: Option<&Group>) -> String {
        let lines = block::of(&self.lines, group.map(Vec::as_slice).unwrap_or_default());
        lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether a group names the paper: in capitals, with a word of papers' names.
    fn is_paper(&self, group: Option<&Group>) -> bool {
        let text = self.text_of(group);
        let lower = text.to_lowercase();
        let is_word = |word: &str| {
            is_one(PUBLICATIONS, word)
                || ["zeitung", "blatt", "anzeiger", "kurier"].iter().any(|end| word.ends_with(end))
        };
        let named = lower.split(|c: char| !c.is_alphabetic()).any(is_word);
        let is_article = ["the ", "le ", "la ", "el ", "il ", "die ", "der ", "de ", "o ", "a "]
            .iter()
            .any(|article| lower.starts_with(article));
        let count = text.split_whitespace().count();
        named && is_capitals(&text) && (count > 2 || is_article || count == 1) && !text.ends_with(['?', '!'])
    }

    /// Whether the first of two groups is the line over the title and not the title itself.
    fn is_kicker(&self, first: Option<&Group>, second: Option<&Group>) -> bool {
        let (one, two) = (self.text_of(first), self.text_of(second));
        let (count, next) = (one.split_whitespace().count(), two.split_whitespace().count());
        let is_sentence = (two.ends_with('.') || holds_end(&two)) && next > 3;
        if first.is_some_and(|group| group.len() > 1)
            || count > 5
            || one.ends_with(['.', '?', '!', '"', '”', '»', '“'])
            || is_sentence
        {
            return one.ends_with(':') && count <= 4;
        }
        if is_capitals(&one) && !is_capitals(&two) {
            return next <= LONGEST_TITLE;
        }
        count <= 2 && next > count && next <= 14 || count == 3 && (4..=9).contains(&next)
    }

    /// Whether a group can be a title though no byline follows it.
    fn is_title(&self, group: &Group) -> bool {
        let text = self.text_of(Some(group));
        self.fits_title(group)
            && text.contains(char::is_alphabetic)
            && (!text.ends_with(['.', ',', ';', ':']) || is_capitals(&text) || text.ends_with("..."))
    }

    /// Whether lines are as few and as short as a title's.
    pub(super) fn fits_title(&self, lines: &[usize]) -> bool {
        let words =
            block::of(&self.lines, lines).into_iter().map(|line| line.text.split_whitespace().count());
        lines.len() <= 3 && words.sum::<usize>() <= LONGEST_TITLE
    }

    /// Whether a group can be a dek though no byline follows it: a sentence, not a heading.
    fn is_dek(&self, group: &Group) -> bool {
        let text = self.text_of(Some(group));
        let count = text.split_whitespace().count();
        (count > 6 || ends_sentence(&text) && count > 3) && !text.contains(". ")
    }

    /// Whether a group opens the text: it goes on in what follows, or ends as prose does and is as long as other
    /// paragraphs.
    fn is_opening(&self, group: &Group) -> bool {
        const NEXT: usize = 12;
        let last = group.last();
        let behind = blocks(&self.lines).into_iter().filter(|block| block.lines.first() > last).take(NEXT);
        let behind: Vec<Vec<usize>> = behind.map(|block| block.lines).collect();
        let count = |lines: &[usize]| -> usize {
            block::of(&self.lines, lines).iter().map(|line| line.text.split_whitespace().count()).sum()
        };
        let goes_on = behind
            .first()
            .and_then(|lines| self.lines.get(*lines.first()?))
            .is_some_and(|line| line.starts_lower());
        let own = self.text_of(Some(group));
        let words: usize = behind.iter().map(|lines| count(lines)).sum();
        goes_on && !ends_sentence(&own) || own.ends_with('.') && count(group) * 2 * behind.len() >= words
    }
}

/// Whether a sentence ends within a text: a full stop behind a word that is no short form.
fn holds_end(text: &str) -> bool {
    let is_word = |before: &str| before.chars().rev().take(4).filter(|c| c.is_lowercase()).count() == 4;
    text.match_indices(". ").any(|(at, _)| text.get(..at).is_some_and(is_word))
}
