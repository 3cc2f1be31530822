//! What is judged over the lines of a paragraph: hyphens and ladders, runts, widows and orphans.

use std::collections::BTreeMap;

use super::{Fault, LineKind, Measuring, SetLine, pages};
use crate::geometry::Length;

/// More hyphens than this in a row are a ladder.
const MOST_HYPHENS: usize = 2;

/// A line and the number of its page.
type OnPage = (usize, SetLine);

impl Measuring<'_> {
    /// Judges every paragraph.
    pub fn paragraphs(&mut self) {
        let mut paragraphs: BTreeMap<u32, Vec<OnPage>> = BTreeMap::new();
        for (number, page) in pages(self.paged) {
            for line in &page.setting.lines {
                paragraphs.entry(line.facts.paragraph).or_default().push((number, *line));
            }
        }
        for lines in paragraphs.values_mut() {
            lines.sort_by_key(|(_, line)| line.facts.index);
            self.hyphens(lines);
            self.runt(lines);
            self.divided(lines);
        }
    }

    /// Hyphens are found where the rest of their word begins.
    fn hyphens(&mut self, lines: &[OnPage]) {
        for row in lines.chunk_by(|(_, before), (_, line)| before.hyphenated && line.hyphenated) {
            let Some((first, line)) = row.first().filter(|(_, line)| line.hyphenated) else { continue };
            if row.len() > MOST_HYPHENS {
                let place = self.place(line);
                self.find(Fault::Ladder(row.len()), *first, place);
            }
        }
        for (pair, (page, line)) in (1..).zip(lines).filter(|(_, (_, line))| line.hyphenated) {
            let place = self.place(lines.get(pair).map_or(line, |(_, next)| next));
            self.find(Fault::Hyphen, *page, place);
        }
    }

    /// What a line break of the author's leaves on the last line is no runt.
    fn runt(&mut self, lines: &[OnPage]) {
        let [.., (_, before), (page, last)] = lines else { return };
        let facts = &last.facts;
        let is_text = facts.kind != LineKind::Code && !before.facts.is_forced && facts.is_last();
        if is_text && facts.runt > Length::ZERO && facts.natural < facts.runt {
            let place = self.place(last);
            self.find(Fault::Runt(facts.natural), *page, place);
        }
    }

    /// A paragraph is divided between two lines if the second does not stand below the first. Of what is neither its
    /// first nor its last part the lines count as those at a foot.
    fn divided(&mut self, lines: &[OnPage]) {
        let mut first = lines.first().map_or(0, |(_, line)| line.facts.index);
        for pair in lines.windows(2) {
            let [(page, line), (next_page, next)] = pair else { continue };
            if page == next_page && is_below(next, line) {
                continue;
            }
            let above = next.facts.index.saturating_sub(std::mem::replace(&mut first, next.facts.index));
            let below = next.facts.count - next.facts.index.min(next.facts.count);
            if above < u32::from(line.facts.orphans) {
                let place = self.place(line);
                self.find(Fault::Orphan(above), *page, place);
            }
            if below < u32::from(next.facts.widows) {
                let place = self.place(next);
                self.find(Fault::Widow(below), *next_page, place);
            }
        }
    }
}

fn is_below(next: &SetLine, line: &SetLine) -> bool {
    if line.turned { next.position.x > line.position.x } else { next.position.y > line.position.y }
}
