//! What it costs to end a page somewhere. All costs are finite: a bad break is better than none.

use crate::geometry::Length;
use crate::style::{BreakBetween, BreakInside, HyphenateLimitLast};

/// One line of a paragraph left alone at the foot or the head of a page.
pub const WIDOW_OR_ORPHAN: u32 = 30_000;
/// A heading without the text that it heads.
pub const STRANDED_HEADING: u32 = 40_000;
/// Where `break-before` or `break-after` says `avoid`.
pub const AVOID: u32 = 38_000;
/// Inside a box whose `break-inside` says `avoid`, such as a figure with its caption.
pub const INSIDE_AVOID: u32 = 35_000;
/// A word divided between two pages.
const HYPHENATED: u32 = 60;
/// The same where the style asks that none is (`hyphenate-limit-last`).
const HYPHENATED_LAST: u32 = 1_200;
/// In a block of code, wherever it is, and in one that is so short that it should stay whole.
const IN_CODE: u32 = 40;
const IN_SHORT_CODE: u32 = 400;
/// The most lines of a short block of code.
const SHORT_CODE: usize = 14;
/// In a table, wherever it is.
const IN_TABLE: u32 = 20;
/// A single row left at the foot or the head of a page.
const LONE_ROW: u32 = 3_000;
/// A line that ends in a colon without the list, code or table that it announces.
pub const ANNOUNCED: u32 = 6_000;
/// A short paragraph all in bold, such as a question, without what it heads.
pub const BOLD_PARAGRAPH: u32 = 9_000;
/// A single item left at the foot or the head of a page.
const LONE_ITEM: u32 = 300;
/// The text of an item without the list that it holds.
pub const NESTED_LIST: u32 = 600;
/// A last page with only a few lines on it.
const SHORT_LAST_PAGE: u32 = 4_000;
/// A note that goes on on the next page, on top of what the break between its lines costs.
pub const DIVIDED_NOTE: u32 = 80;
/// A note that begins on a later page than its call.
pub const LATE_NOTE: u32 = 200_000;
/// A page behind the end of the text that holds notes only.
pub const PAGE_OF_NOTES: u32 = 2_000;
/// The columns at the end of a section of unequal height, where they should be of one.
pub const RAGGED_COLUMNS: u32 = 150_000;
/// A float that waits for more than the next column or page.
pub const WAITING_FLOAT: u32 = 150;
/// A page behind the end of the text that holds floats.
pub const PAGE_OF_FLOATS: u32 = 2_000;
/// A float that goes to such a page, though it might stand in a column beside the text, however unequal these are.
pub const FLOAT_BEHIND_COLUMNS: u32 = 8_000;
/// Content that is higher than its page.
pub const OVERFULL: u32 = 1_000_000;
/// One line less than a page can hold; it grows with the square.
const MISSING_LINE: u64 = 10;

/// The cost of the most unequal column.
const MOST_UNEQUAL: u64 = 6_000;

/// Whether a page must end here.
pub fn is_forced(between: BreakBetween) -> bool {
    matches!(between, BreakBetween::Page | BreakBetween::Left | BreakBetween::Right)
}

/// Whether a box asks not to be broken by pages or columns.
pub fn is_avoided(inside: BreakInside) -> bool {
    inside != BreakInside::Auto
}

/// The cost of a break before line `index` of `count`.
pub fn between_lines(index: usize, count: usize, orphans: usize, widows: usize) -> u32 {
    let mut cost = 0;
    if index < orphans {
        cost += WIDOW_OR_ORPHAN;
    }
    if count - index < widows {
        cost += WIDOW_OR_ORPHAN;
    }
    cost
}

/// The cost of a break behind a line that ends in a hyphen.
pub fn behind_hyphen(limit: HyphenateLimitLast) -> u32 {
    if limit == HyphenateLimitLast::None { HYPHENATED } else { HYPHENATED_LAST }
}

/// The cost of a break in a block of code of so many lines, on top of that between its lines.
pub fn in_code(count: usize) -> u32 {
    if count <= SHORT_CODE { IN_SHORT_CODE } else { IN_CODE }
}

/// The cost of a break before item `index` of a list of `count`.
pub fn between_items(index: usize, count: usize) -> u32 {
    if count > 2 && (index == 1 || index + 1 == count) { LONE_ITEM } else { 0 }
}

/// The cost of a break before row `index` of `count` rows of a table's body.
pub fn between_rows(index: usize, count: usize) -> u32 {
    match index {
        0 => STRANDED_HEADING,
        1 => LONE_ROW,
        _ if index + 1 == count => LONE_ROW,
        _ => IN_TABLE,
    }
}

/// The cost of leaving room at the foot of a page.
pub fn missing(room: Length, grid: Length) -> u64 {
    let tenths = i64::from(room.0.max(0)) * 10 / i64::from(grid.0.max(1));
    let tenths = u64::try_from(tenths).unwrap_or(0);
    tenths.saturating_mul(tenths).saturating_mul(MISSING_LINE) / 100
}

/// The cost of a break that ends a column, but not the page.
pub fn in_column(cost: u64, is_column: bool) -> u64 {
    if is_column { cost * 3 / 5 } else { cost }
}

/// The cost of room left at the foot of one of several columns, beside another.
pub fn ragged(missing: u64) -> u64 {
    missing * 3
}

/// The cost of a column that ends so far above the others beside it: no more than a picture that no text can balance is
/// worth, else the pages before would be left short for its sake.
pub fn unequal(by: Length, grid: Length) -> u64 {
    (missing(by, grid) * 4).min(MOST_UNEQUAL)
}

/// The cost of making a picture lower by `by`.
pub fn shrinking(by: Length, height: Length) -> u64 {
    let percent = i64::from(by.0.max(0)) * 100 / i64::from(height.0.max(1));
    let percent = u64::try_from(percent).unwrap_or(0);
    100 + percent * percent * 2
}

/// The cost of a last page that holds only this much.
pub fn last_page(height: Length, grid: Length) -> u64 {
    if height < grid.scale(4, 1) { u64::from(SHORT_LAST_PAGE) } else { 0 }
}
