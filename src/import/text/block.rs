//! Turns lines into the blocks that space sets apart, and finds how the text is set: its measure, its indents.

use super::line::{Line, Taken, ends_sentence};
use super::list::marker;

/// Lines that stand together.
#[derive(Clone, Debug)]
pub(super) struct Block {
    /// Which.
    pub(super) lines: Vec<usize>,
    /// What stands before them.
    pub(super) gap: Gap,
}

/// What stands before a part of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing: it follows on the line before.
    None,
    /// Space.
    Space,
    /// The end of a page, or what else stood in the way of the text.
    Break,
}

/// The blocks of the lines that are left.
pub(super) fn blocks(lines: &[Line]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut gap = Gap::Space;
    for (at, line) in lines.iter().enumerate() {
        if line.new_page || line.taken == Taken::Furniture {
            gap = Gap::Break;
        } else if line.is_gone() && gap == Gap::None {
            gap = Gap::Space;
        }
        if line.is_gone() {
            continue;
        }
        let before = blocks.last().and_then(|block| lines.get(*block.lines.last()?));
        if gap == Gap::None && before.is_some_and(|before| before.is_quoted != line.is_quoted) {
            gap = Gap::Space;
        }
        match blocks.last_mut() {
            Some(block) if gap == Gap::None => block.lines.push(at),
            _ => blocks.push(Block { lines: vec![at], gap }),
        }
        gap = Gap::None;
    }
    blocks
}

/// The lines of a block.
pub(super) fn of<'l>(lines: &'l [Line], numbers: &[usize]) -> Vec<&'l Line> {
    numbers.iter().filter_map(|at| lines.get(*at)).collect()
}

/// How a text is set.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Measure {
    /// How many characters a full line has; `None` if each paragraph is one line.
    pub(super) width: Option<usize>,
    /// First lines of paragraphs are set in.
    pub(super) indents: bool,
}

/// A line of more characters is a whole paragraph's.
const LONGEST: usize = 120;
/// Lines of fewer characters are no column of text.
const NARROWEST: usize = 20;

/// Lines of verse have hardly more characters.
const WIDEST_VERSE: usize = 60;

impl Measure {
    /// How blocks are set.
    pub(super) fn of(lines: &[Line], blocks: &[Block]) -> Measure {
        Measure { width: width(lines, blocks), indents: indents(lines, blocks) }
    }

    /// Whether a line ends before it has to: the next line's first word had found room.
    pub(super) fn ends_early(&self, line: &Line, next: &Line) -> bool {
        self.width.is_none_or(|width| (line.width + 1 + next.first_word()) * 100 <= width * 82)
    }

    /// Whether a line is shorter than a full one.
    pub(super) fn is_short(&self, line: &Line) -> bool {
        self.width.map_or(line.width <= 70, |width| line.width * 100 <= width * 85)
    }
}

/// The length of full lines: nine of ten that are followed by another are not longer.
fn width(lines: &[Line], blocks: &[Block]) -> Option<usize> {
    let (mut lengths, mut short, mut long) = (Vec::new(), 0, 0);
    let mut pairs: Vec<usize> = Vec::new();
    for block in blocks {
        let block = of(lines, &block.lines);
        for (at, line) in block.iter().enumerate() {
            if line.width > LONGEST {
                long += line.width;
            } else if at + 1 < block.len() {
                short += line.width;
                lengths.push(line.width);
                pairs.push(line.width + 1 + block.get(at + 1).map_or(0, |next| next.first_word()));
            }
        }
    }
    if long > short {
        return None;
    }
    lengths.sort_unstable();
    let width = lengths.get(lengths.len() * 9 / 10).copied().filter(|length| *length >= NARROWEST)?;
    // Where most lines had room for more, each ends where it was meant to: verse.
    let early = pairs.iter().filter(|length| **length <= width).count();
    (width > WIDEST_VERSE || early * 100 < pairs.len() * 55).then_some(width)
}

/// Whether paragraphs begin with an indent: often enough a line is set in and those around it are not.
fn indents(lines: &[Line], blocks: &[Block]) -> bool {
    let (mut set_in, mut flush) = (0, 0);
    for block in blocks {
        let block = of(lines, &block.lines);
        if block.first().is_some_and(|line| marker(&line.text).is_some()) {
            continue;
        }
        for (at, line) in block.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|before| block.get(before));
            let after = block.get(at + 1);
            let deeper = |other: &&Line| line.indent > other.indent && line.indent <= other.indent + 12;
            let begins = before.is_none_or(|before| ends_sentence(&before.text));
            if begins && after.is_some_and(deeper) || begins && before.is_some_and(deeper) && after.is_none()
            {
                set_in += 1;
            } else if before.is_none()
                && after.is_some_and(|after| after.indent == line.indent)
                && block.len() > 2
            {
                flush += 1;
            }
        }
    }
    set_in > 1 && set_in * 2 >= flush || set_in == 1 && flush <= 2
}
