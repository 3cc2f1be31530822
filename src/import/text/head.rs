//! Reads the head of a text: kicker, title, dek, byline, date, place.

use super::block::{self, Block, blocks};
use super::byline::{Byline, is_work, tidied};
use super::date::dateline;
use super::draft::Draft;
use super::paragraph::{is_rule, label};
use super::report::reason;
use super::vocabulary::{SALUTATIONS, is_capitals, is_upper_start, prefix};

/// As many blocks may belong to a head.
const MOST_BLOCKS: usize = 12;
/// A dek has at most so many words, and a title.
const LONGEST_DEK: usize = 60;
pub(super) const LONGEST_TITLE: usize = 24;

/// A group of lines that is one part of a head.
pub(super) type Group = Vec<usize>;

impl Draft<'_> {
    /// Takes the head from the lines.
    pub(super) fn head(&mut self) {
        let is_quoted = |block: &Block| {
            block.lines.iter().any(|at| self.lines.get(*at).is_some_and(|line| line.is_quoted))
        };
        let own = blocks(&self.lines).into_iter().take_while(|block| !is_quoted(block));
        let blocks: Vec<Block> = own.take(MOST_BLOCKS).collect();
        let byline = self.find_byline(&blocks);
        let is_byline = |at: usize| byline.as_ref().is_some_and(|(line, _)| *line == at);
        let mut groups: Vec<Group> = Vec::new();
        let mut rest = Vec::new();
        let mut is_behind = false;
        let (mut work, mut place) = (None, None);
        for (number, block) in blocks.iter().enumerate() {
            let is_before =
                byline.as_ref().is_some_and(|(at, _)| block.lines.first().is_some_and(|first| first <= at));
            if !is_before && !self.is_head_block(block, blocks.get(number + 1).is_none(), is_behind) {
                break;
            }
            let mut open: Group = Vec::new();
            let mut ends = false;
            for (place_in, at) in block.lines.iter().copied().enumerate() {
                if is_byline(at) {
                    groups.push(std::mem::take(&mut open));
                    let below = block.lines.get(place_in + 1..).unwrap_or_default();
                    is_behind = groups.iter().any(|group| !group.is_empty())
                        || !self.metadata.title.is_empty()
                        || !below.is_empty() && !self.fits_title(below);
                } else if self.is_meta(at) {
                    groups.push(std::mem::take(&mut open));
                    rest.push(at);
                } else if is_behind && self.is_place(at) && block.lines.iter().any(|at| is_byline(*at)) {
                    place = Some(at);
                } else if is_behind && self.is_work(at) {
                    work = Some(at);
                } else if is_behind {
                    ends = true;
                    break;
                } else {
                    open.push(at);
                }
            }
            if !self.is_book(&open) {
                groups.push(open);
            }
            if ends {
                break;
            }
        }
        groups.retain(|group| !group.is_empty());
        let groups: Vec<Group> = groups.into_iter().flat_map(|group| self.split_group(group)).collect();
        let last = groups.iter().flatten().chain(&rest).max();
        let follows = blocks.iter().find(|block| block.lines.iter().all(|at| Some(at) > last));
        let greets = follows
            .and_then(|block| self.lines.get(*block.lines.first()?))
            .is_some_and(|line| greets(&line.text));
        let is_letter = self.is_letter(&groups) || greets && self.is_address(&groups);
        if !is_letter {
            self.assign(groups, byline.is_some());
        }
        if let Some((at, found)) = byline {
            self.sign(at, found);
        }
        if let Some((at, line)) = work.and_then(|at| Some((at, self.lines.get(at)?.text.clone()))) {
            self.metadata.authors.iter_mut().for_each(|author| author.affiliation = Some(line.clone()));
            self.keep_as(at, "author's affiliation");
        }
        if let Some((at, line)) = place.and_then(|at| Some((at, self.lines.get(at)?.text.clone()))) {
            self.metadata.place.get_or_insert(tidied_place(&line));
            self.keep_as(at, "place");
        }
        rest.into_iter().for_each(|at| self.meta(at));
    }

    /// The byline and its line: one that says so before all, else names alone before the text. Of a review that names
    /// the author of a book too, the reviewer's.
    fn find_byline(&self, blocks: &[Block]) -> Option<(usize, Byline)> {
        if !self.metadata.authors.is_empty() {
            return None;
        }
        let head: Vec<&Block> = blocks.iter().take_while(|block| !self.begins_text(block)).collect();
        let next = blocks.get(head.len()).into_iter();
        let start = blocks.first().and_then(|block| block.lines.first());
        let mut sure: Option<(usize, Byline)> = None;
        for block in head.iter().copied().chain(next) {
            for (number, at) in block
                .lines
                .iter()
                .enumerate()
                .take(8)
                .filter(|(number, _)| *number == 0 || block.lines.len() < 7)
            {
                let line = self.lines.get(*at)?;
                let Some(found) = self.names.byline(&line.text, true) else { continue };
                if Some(at) == start && self.names.may_be_title(&line.text, &found) {
                    continue;
                }
                if sure.is_none() || is_review(&line.text) && number == 0 {
                    sure = Some((*at, found));
                }
            }
        }
        sure.or_else(|| self.find_names(&head, blocks))
    }

    /// Names that stand alone behind a title and before the text, or a date and the like.
    fn find_names(&self, head: &[&Block], blocks: &[Block]) -> Option<(usize, Byline)> {
        let mut has_title = !self.metadata.title.is_empty();
        let more = blocks.len() > head.len();
        for (number, block) in head.iter().enumerate() {
            let is_last = number + 1 == head.len() && !more;
            for (place, at) in block.lines.iter().enumerate().take(6) {
                let line = self.lines.get(*at)?;
                let next = block.lines.get(place + 1);
                let ends = next.is_none_or(|next| {
                    self.is_meta(*next) || self.is_place(*next) && block.lines.len() == place + 2
                });
                if has_title
                    && ends
                    && !is_last
                    && let Some(found) = self.names.byline(&line.text, false)
                {
                    return Some((*at, found));
                }
                has_title |= !self.is_meta(*at);
            }
        }
        None
    }

    /// Whether the text begins with a block: it is long, a second sentence of its own, a break, or greets the reader.
    fn begins_text(&self, block: &Block) -> bool {
        let first = block.lines.first().and_then(|at| self.lines.get(*at)).map(|line| line.text.as_str());
        let first = first.unwrap_or_default();
        self.count(block) > LONGEST_DEK || is_rule(first) || greets(first) || self.is_asked(first)
    }

    /// Whether a line begins with a letter and a colon, as questions and answers do, and others with the same.
    fn is_asked(&self, text: &str) -> bool {
        let Some(own) = asker(text) else { return false };
        self.lines.iter().filter(|line| asker(&line.text) == Some(own)).take(2).count() == 2
    }

    /// Whether a line behind a byline is a place: a name of one or two words.
    fn is_place(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let words = line.text.split_whitespace().count();
        let plain = line.text.chars().all(|c| c.is_alphabetic() || " -'’".contains(c));
        words <= 3 && plain && is_capitals(&line.text) || words == 1 && plain && is_upper_start(&line.text)
    }

    /// Whether a line behind a byline says what the author works as, or where.
    fn is_work(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        line.text.split_whitespace().count() <= 6 && !line.ends_sentence() && is_work(&line.text)
    }

    fn count(&self, block: &Block) -> usize {
        block::of(&self.lines, &block.lines).iter().map(|line| line.text.split_whitespace().count()).sum()
    }

    /// Whether a block may belong to a head that no byline closes: it is short, and more follows.
    fn is_head_block(&self, block: &Block, is_last: bool, is_behind: bool) -> bool {
        let lines = block::of(&self.lines, &block.lines);
        let meta = block.lines.iter().all(|at| self.is_meta(*at));
        let short = lines.len() <= 3
            && self.count(block) <= LONGEST_TITLE
            && lines.iter().all(|line| line.width <= 120);
        let first = lines.first().map(|line| line.text.as_str()).unwrap_or_default();
        let speaks = first.starts_with(['-', '–', '—', '•', '*']);
        meta || !is_behind
            && short
            && !is_last
            && !speaks
            && !self.begins_text(block)
            && !self.is_book(&block.lines)
    }

    /// Whether lines say what book is spoken of: its pages, its price.
    pub(super) fn is_book(&self, lines: &Group) -> bool {
        let text = self.text_of(Some(lines)).to_lowercase();
        let has_price = text.contains(['£', '€', '$']) && text.contains(|c: char| c.is_ascii_digit());
        let has_pages = [
            " pp", " p.", " pages", " seiten", " s.,", " págs", " pág.", " pagine", " pp.", " blz", " str.",
            " sidor", " с.",
        ]
        .iter()
        .any(|word| text.contains(word));
        (has_price && text.contains(',') || has_pages && text.contains(|c: char| c.is_ascii_digit()))
            || text.contains("isbn")
    }

    /// Takes a byline.
    fn sign(&mut self, at: usize, found: Byline) {
        self.say(at, "byline");
        self.metadata.authors = found.authors;
        self.metadata.credits.extend(found.credits);
        self.metadata.date = self.metadata.date.take().or(found.date);
        self.metadata.place = self.metadata.place.take().or(found.place);
    }

    /// Takes the dateline before the first words of the text.
    pub(super) fn dateline(&mut self) {
        let Some(at) = blocks(&self.lines).first().and_then(|block| block.lines.first().copied()) else {
            return;
        };
        let Some(line) = self.lines.get(at).cloned() else { return };
        let Some(found) = dateline(&line.text, self.names.language) else { return };
        // A word in capitals with a full stop is a place only if the text has it for nothing else.
        let is_told = found.date.is_some() || !found.dropped.is_empty();
        let is_word = |word: &str| self.names.common.contains(&word.to_lowercase());
        let ends = line.text.get(..found.end).unwrap_or_default().trim_end().ends_with('.');
        if ends && !is_told && found.place.split([' ', ',']).any(is_word) {
            return;
        }
        // A day without its year has no place but the text, unless the date is known.
        if found.has_day && self.metadata.date.is_none() {
            return;
        }
        let head = line.text.get(..found.end).unwrap_or_default().to_owned();
        self.tell("place and date", at, head.trim());
        for dropped in &found.dropped {
            let span = self.sub_span(&line, dropped);
            self.report.leave_out(span, reason::BOILERPLATE);
        }
        if let Some(said) = &found.said {
            let span = self.sub_span(&line, said);
            self.report.said.push(span);
        }
        if self.metadata.place.is_some() {
            let span = self.sub_span(&line, &found.place);
            self.report.leave_out(span, reason::FIELD);
        }
        self.metadata.place.get_or_insert(tidied_place(&found.place));
        self.metadata.date = self.metadata.date.take().or(found.date);
        if let Some(line) = self.lines.get_mut(at) {
            line.text = line.text.get(found.end..).unwrap_or_default().to_owned();
            let start = line.span.end.saturating_sub(u32::try_from(line.text.len()).unwrap_or(0));
            line.span.start = start.max(line.span.start);
        }
    }
}

/// The letter before a colon that a question or an answer begins with.
fn asker(text: &str) -> Option<&str> {
    label(text).filter(|label| {
        label.chars().count() == 1 && text.get(label.len()..).is_some_and(|rest| rest.starts_with(':'))
    })
}

/// Whether a line greets the reader of a letter.
pub(super) fn greets(text: &str) -> bool {
    prefix(SALUTATIONS, text).is_some()
        && text.ends_with([',', '!', ':', '.'])
        && text.split_whitespace().count() <= 7
}

/// Whether a byline is a reviewer's.
fn is_review(text: &str) -> bool {
    prefix("reviewed by|review by|a review by|rezensiert von|besprochen von|critique de|critique par|reseña de|recensione di|recensie door|recenzja|recension av|рецензия", text).is_some()
}

/// A place in capitals as places are written, each part by itself.
fn tidied_place(place: &str) -> String {
    place.split(", ").map(tidied).collect::<Vec<_>>().join(", ")
}
