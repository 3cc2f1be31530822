//! Finds pull quotes: blocks that repeat words of the text one after another, as they stand.
//!
//! All quotes of one length are looked up in one pass with a rolling hash, so that the work stays near the length of
//! the text however many there may be.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::block::{Block, blocks};
use super::draft::Draft;
use super::join::Seam;
use super::line::{Line, Taken, ends_sentence};
use super::list::marker;
use super::report::shown;
use super::vocabulary::is_capitals;

/// A quote has at least and at most so many words.
const FEWEST: usize = 4;
const MOST: usize = 60;
/// It has at most so many lines.
const MOST_LINES: usize = 8;

/// A pull quote.
#[derive(Clone, Debug)]
pub(super) struct Quote {
    /// Its lines.
    pub(super) lines: Vec<usize>,
    /// The line that says whose words they are.
    pub(super) attribution: Option<usize>,
    /// The line of the text in which the words that it repeats end.
    pub(super) home: usize,
}

/// A word of the text.
#[derive(Clone, Copy, Debug)]
struct Word {
    hash: u64,
    line: usize,
    block: usize,
}

/// A block that may be a quote.
struct Candidate {
    block: usize,
    lines: Vec<usize>,
    attribution: Option<usize>,
    hashes: Vec<u64>,
}

impl Draft<'_> {
    /// Takes the pull quotes from the lines.
    pub(super) fn quotes(&mut self) -> Vec<Quote> {
        let blocks = blocks(&self.lines);
        let words = self.stream(&blocks);
        let mut counts = vec![0usize; blocks.len()];
        for word in &words {
            if let Some(count) = counts.get_mut(word.block) {
                *count += 1;
            }
        }
        let candidates: Vec<Candidate> =
            blocks.iter().enumerate().filter_map(|(at, block)| self.candidate(at, block)).collect();
        let homes = find(&words, &counts, &candidates);
        let mut quotes = Vec::new();
        for candidate in candidates {
            let Some(home) = homes.get(&key(&candidate.hashes)).copied() else { continue };
            let text = self.words(&candidate.lines);
            self.tell("pull quote", candidate.lines.first().copied().unwrap_or(0), &shown(&text));
            let lines = candidate.lines.iter().chain(&candidate.attribution);
            lines.for_each(|at| self.set(*at, Taken::Furniture));
            quotes.push(Quote { lines: candidate.lines, attribution: candidate.attribution, home });
        }
        quotes
    }

    /// The words of all blocks, divided ones whole.
    fn stream(&self, blocks: &[Block]) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut before: Option<&Line> = None;
        for (block, lines) in blocks.iter().enumerate() {
            for at in &lines.lines {
                let Some(line) = self.lines.get(*at) else { continue };
                let divides = before.is_some_and(|before| self.lexicon.divides(before, &line.text));
                let mut own = folded(&line.text);
                if let Some(first) = own.first().filter(|_| divides).cloned() {
                    let half = before
                        .map(|before| folded(&before.text))
                        .and_then(|mut words| words.pop())
                        .unwrap_or_default();
                    words.pop();
                    words.push(Word { hash: hash(&(half + &first)), line: *at, block });
                    own.remove(0);
                }
                words.extend(own.iter().map(|word| Word { hash: hash(word), line: *at, block }));
                before = Some(line);
            }
        }
        words
    }

    fn candidate(&self, at: usize, block: &Block) -> Option<Candidate> {
        let first = block.lines.first().and_then(|at| self.lines.get(*at))?;
        if block.lines.len() > MOST_LINES || marker(&first.text).is_some() {
            return None;
        }
        let mut lines = block.lines.clone();
        let last = lines.last().and_then(|at| self.lines.get(*at))?;
        let name = last.text.trim_start_matches(['—', '–', '-', ' ']);
        let attributed = lines.len() > 1
            && name.len() < last.text.len()
            && name.split_whitespace().count() <= 8
            && name.split(',').next().is_some_and(|name| self.names.people(name.trim()).is_some());
        let attribution = if attributed { lines.pop() } else { None };
        let rows: Vec<&Line> = lines.iter().filter_map(|at| self.lines.get(*at)).collect();
        let mut words: Vec<String> = Vec::new();
        for (number, line) in rows.iter().enumerate() {
            let mut own = folded(&line.text).into_iter();
            let before = number.checked_sub(1).and_then(|before| rows.get(before));
            if before.is_some_and(|before| self.lexicon.seam(before, &line.text) == Seam::Divided)
                && let (Some(half), Some(first)) = (words.pop(), own.next())
            {
                words.push(half + &first);
            }
            words.extend(own);
            if words.len() > MOST {
                return None;
            }
        }
        let text = rows.last().map(|line| line.text.as_str()).unwrap_or_default();
        // A heading may say again what the text says; a sentence begins few of its words with capitals.
        if rows.len() == 1 && is_headline(text) {
            return None;
        }
        let is_sure =
            words.len() > FEWEST || rows.len() > 1 || text.ends_with(['.', '!', '?', '”', '"', '»']);
        let hashes: Vec<u64> = words.iter().map(|word| hash(word)).collect();
        (words.len() >= FEWEST && is_sure).then_some(Candidate { block: at, lines, attribution, hashes })
    }
}

/// Whether a text without a mark at its end is written as headlines are: most long words with capitals.
fn is_headline(text: &str) -> bool {
    let long = text.split_whitespace().filter(|word| word.chars().count() > 3);
    let (all, high) = long.fold((0, 0), |(all, high), word| {
        (all + 1, high + usize::from(word.starts_with(char::is_uppercase)))
    });
    let is_quoted = text.starts_with(['"', '“', '„', '«', '»']);
    all > 1 && high * 4 >= all * 3 && !is_capitals(text) && !is_quoted && !ends_sentence(text)
}

/// Words that are looked for, and the blocks that consist of them.
struct Wanted<'q> {
    hashes: &'q [u64],
    blocks: HashSet<usize>,
}

/// Where the words of each quote end in a block that is longer than the quote: the line, by the quote's hash.
fn find(words: &[Word], counts: &[usize], candidates: &[Candidate]) -> HashMap<u64, usize> {
    let mut by_length: BTreeMap<usize, HashMap<u64, Wanted>> = BTreeMap::new();
    let blocks: HashSet<usize> = candidates.iter().map(|candidate| candidate.block).collect();
    for candidate in candidates {
        let by_key = by_length.entry(candidate.hashes.len()).or_default();
        let wanted = by_key
            .entry(key(&candidate.hashes))
            .or_insert_with(|| Wanted { hashes: &candidate.hashes, blocks: HashSet::new() });
        wanted.blocks.insert(candidate.block);
    }
    let mut homes = HashMap::new();
    for (length, mut wanted) in by_length {
        let leaving = (1..length).fold(1u64, |power, _| power.wrapping_mul(BASE));
        let mut sum = 0u64;
        for (at, word) in words.iter().enumerate() {
            if let Some(old) = at.checked_sub(length).and_then(|old| words.get(old)) {
                sum = sum.wrapping_sub(old.hash.wrapping_mul(leaving));
            }
            sum = roll(sum, word.hash);
            let Some(window) = (at + 1).checked_sub(length).and_then(|start| words.get(start..=at)) else {
                continue;
            };
            let Some(quote) = wanted.get(&sum) else { continue };
            let first = window.first().map_or(word.block, |word| word.block);
            let is_home = if first == word.block {
                counts.get(first).is_some_and(|count| *count > length) && !quote.blocks.contains(&first)
            } else {
                !blocks.contains(&first) && !blocks.contains(&word.block)
            };
            if is_home && window.iter().map(|word| word.hash).eq(quote.hashes.iter().copied()) {
                homes.insert(sum, word.line);
                wanted.remove(&sum);
                if wanted.is_empty() {
                    break;
                }
            }
        }
    }
    homes
}

/// The words of a text as they are compared: letters and digits in lower case.
fn folded(text: &str) -> Vec<String> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’');
    let fold = |word: &str| {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    text.split(|c: char| !inner(c)).map(fold).filter(|word| !word.is_empty()).collect()
}

fn key(hashes: &[u64]) -> u64 {
    hashes.iter().fold(0, |sum, hash| roll(sum, *hash))
}

const BASE: u64 = 0x0000_0100_0000_01b3;

fn roll(sum: u64, entering: u64) -> u64 {
    sum.wrapping_mul(BASE).wrapping_add(entering)
}

/// FNV-1a with a final mix.
fn hash(word: &str) -> u64 {
    let sum =
        word.bytes().fold(0xcbf2_9ce4_8422_2325u64, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(BASE));
    let mixed = (sum ^ (sum >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ (mixed >> 29)
}
