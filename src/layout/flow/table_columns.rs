//! The widths of a table's columns, from what their cells want (CSS 2, 17.5.2.2), and what is done to one too wide.

use super::FlowContext;
use super::intrinsic::{Wanted, edges, side_padding};
use super::table_legible::Least;
use crate::geometry::Length;
use crate::layout::box_tree::{TableBox, TableCell};
use crate::style::{AutoLength, ComputedStyle, LengthPercentage};

/// Column widths, and what has to be done for the table to fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The widths before scaling.
    pub widths: Vec<Length>,
    /// The scale at which the table is drawn, in thousandths.
    pub scale: i32,
    /// How much of the padding beside cells is left, in thousandths.
    pub padding: i32,
    /// What happens to words.
    pub words: Words,
    /// How much more than the room whole words would need at the smallest scale, in thousandths of the room.
    pub excess: i32,
}

impl Columns {
    /// Whether more is too narrow than a few words that are hyphenated.
    pub fn are_crowded(&self) -> bool {
        self.words == Words::Cut || self.is_far_too_wide()
    }

    /// Whether the width of the columns beside it is wanted.
    pub fn are_cramped(&self) -> bool {
        self.words > Words::Whole || self.scale < COMFORTABLE
    }

    /// Whether the room is too small by far.
    pub fn is_far_too_wide(&self) -> bool {
        self.excess > MOST_EXCESS
    }
}

/// What happens to the words of a table that is too wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Words {
    /// They are divided where their style allows.
    Whole,
    /// They are hyphenated wherever their language allows.
    Hyphenated,
    /// They are cut.
    Cut,
}

/// As it is: a thousand thousandths.
pub(super) const FULL: i32 = 1000;
/// The padding of a table that is too wide.
const TIGHT: i32 = 500;
/// The smallest scale before words are divided, and the steps on the way there.
const READABLE: i32 = 750;
/// The smallest that does without the width of the columns beside it.
const COMFORTABLE: i32 = 900;
const STEP: usize = 50;
/// What a text on two lines takes of its width on one, in thousandths.
const FOLDED: i32 = 550;
/// How much too narrow columns may be before a table is better turned, in thousandths: a few words are hyphenated.
const MOST_EXCESS: i32 = 150;

impl<'a> FlowContext<'a> {
    /// The columns of a table in a room, which they fill if `fill` is set.
    ///
    /// What does not fit gets less padding, then a smaller size; then its words are hyphenated, at last cut.
    pub(super) fn fit_columns(&self, table: &'a TableBox, room: Length, fill: bool, least: Least) -> Columns {
        let wanted = self.columns_with(table, FULL, least, |wanted| wanted);
        let folded = || self.folded_columns(table, FULL, least);
        if let Some(widths) = widths_in(&wanted, folded, room, fill) {
            return Columns { widths, scale: FULL, padding: FULL, words: Words::Whole, excess: 0 };
        }
        let wanted = self.columns_with(table, TIGHT, least, |wanted| wanted);
        let scales = (READABLE..=FULL).rev().step_by(STEP);
        let fitting = |scale: i32| {
            let folded = || self.folded_columns(table, TIGHT, least);
            let widths = widths_in(&wanted, folded, room.scale(FULL, scale), fill)?;
            Some(Columns { widths, scale, padding: TIGHT, words: Words::Whole, excess: 0 })
        };
        scales.into_iter().find_map(fitting).unwrap_or_else(|| {
            let divided = self.divided_columns(table, least);
            divided_widths(&wanted, &divided, &self.narrowest_columns(table), room)
        })
    }

    /// What each column of a table wants, its cells' edges included, with so many thousandths of their padding.
    pub(super) fn wanted_columns(&self, table: &'a TableBox, padding: i32, least: Least) -> Vec<Wanted> {
        self.columns_with(table, padding, least, |wanted| wanted)
    }

    /// The same if the cells of header rows stand on two lines where they can.
    fn folded_columns(&self, table: &'a TableBox, padding: i32, least: Least) -> Vec<Wanted> {
        let folded = |Wanted { min, max }| Wanted { min, max: max.scale(FOLDED, FULL).max(min) };
        self.columns_with(table, padding, least, folded)
    }

    /// What each column wants if `of_header` changes what the cells of header rows want.
    fn columns_with(
        &self,
        table: &'a TableBox,
        padding: i32,
        least: Least,
        of_header: impl Fn(Wanted) -> Wanted,
    ) -> Vec<Wanted> {
        let mut columns = vec![Wanted::default(); table.columns];
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        for row in &table.rows {
            for cell in row.cells.iter().filter(|cell| cell.col_span == 1) {
                if let Some(column) = columns.get_mut(cell.column) {
                    let wanted = self.wanted_cell(cell, padding);
                    *column = column.union(match (row.header, least) {
                        (true, _) => of_header(wanted),
                        (false, Least::Word) => wanted,
                        (false, Least::Legible) => {
                            wanted.at_least(self.legible_cell(cell) + cell_edges(&cell.block.style, padding))
                        }
                    });
                }
            }
        }
        for (index, wanted) in self.alignments(table, padding).wanted() {
            if let Some(column) = columns.get_mut(index) {
                *column = column.union(wanted);
            }
        }
        for cell in cells().filter(|cell| cell.col_span > 1) {
            let wanted = self.wanted_cell(cell, padding);
            let spanned = columns.iter_mut().skip(cell.column).take(cell.col_span);
            spread(spanned.collect(), wanted);
        }
        columns
    }

    fn wanted_cell(&self, cell: &'a TableCell, padding: i32) -> Wanted {
        let edges = cell_edges(&cell.block.style, padding);
        let wanted = self.wanted_content(&cell.block.content);
        match cell.block.style.boxed.width {
            AutoLength::Set(LengthPercentage::Length(width)) => {
                Wanted { min: wanted.min, max: width.max(wanted.min) }.plus(edges)
            }
            _ => wanted.plus(edges),
        }
    }

    /// The narrowest that each column can be with its words hyphenated.
    fn divided_columns(&self, table: &'a TableBox, least: Least) -> Vec<Length> {
        self.least_columns(table, |cell| {
            let divided = self.divided_content(&cell.block.content);
            if least == Least::Legible { divided.max(self.legible_cell(cell)) } else { divided }
        })
    }

    /// The same with its words cut anywhere.
    fn narrowest_columns(&self, table: &'a TableBox) -> Vec<Length> {
        self.least_columns(table, |cell| cell.block.style.font.size.scale(5, 4))
    }

    /// The least widths of columns whose cells' content has at least these. A cell over several asks for its share of
    /// each.
    fn least_columns(&self, table: &'a TableBox, least: impl Fn(&'a TableCell) -> Length) -> Vec<Length> {
        let mut columns = vec![Length::ZERO; table.columns];
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let least = least(cell) + cell_edges(&cell.block.style, TIGHT);
            for column in columns.iter_mut().skip(cell.column).take(cell.col_span) {
                *column = (*column).max(Length::from_units(i64::from(least.0) / cell.col_span.max(1) as i64));
            }
        }
        columns
    }
}

/// The edges of a cell with so many thousandths of the padding at its sides.
pub(super) fn cell_edges(style: &ComputedStyle, padding: i32) -> Length {
    let given = side_padding(style);
    edges(style) - given + given.scale(padding, FULL)
}

/// Raises the columns under a spanning cell evenly until they hold it.
fn spread(columns: Vec<&mut Wanted>, wanted: Wanted) {
    let count = columns.len().max(1) as i64;
    let missing =
        |want: Length, have: i64| Length::from_units(((i64::from(want.0) - have).max(0) + count - 1) / count);
    let min = missing(wanted.min, columns.iter().map(|column| i64::from(column.min.0)).sum());
    let max = missing(wanted.max, columns.iter().map(|column| i64::from(column.max.0)).sum());
    for column in columns {
        column.min += min;
        column.max = (column.max + max).max(column.min);
    }
}

/// Widths that together fill `room` at most, or exactly if `fill`; `None` if there is too little for the longest words.
/// Where there is too little for all, headers are `folded` before the text of rows is broken.
fn widths_in(
    columns: &[Wanted],
    folded: impl FnOnce() -> Vec<Wanted>,
    room: Length,
    fill: bool,
) -> Option<Vec<Length>> {
    let min: Length = columns.iter().map(|column| column.min).sum();
    let max: Length = columns.iter().map(|column| column.max).sum();
    if max <= room {
        let mut widths: Vec<Length> = columns.iter().map(|column| column.max).collect();
        if fill {
            stretch(&mut widths, room);
        }
        return Some(widths);
    }
    if min > room {
        return None;
    }
    let folded = folded();
    let most: Length = folded.iter().map(|column| column.max).sum();
    if most > room {
        return Some(shared(&folded, room));
    }
    let bounds = folded.iter().zip(columns).map(|(folded, column)| (folded.max, column.max));
    Some(between(bounds, room))
}

/// Columns in which words must be divided. The scale is the smallest that can be read, unless even words cut anywhere
/// need a smaller one.
fn divided_widths(columns: &[Wanted], divided: &[Length], narrowest: &[Length], room: Length) -> Columns {
    let whole: Length = columns.iter().map(|column| column.min).sum();
    let excess = thousandths(whole.scale(READABLE, FULL) - room, room);
    let columns_of = |widths, scale, words| Columns { widths, scale, padding: TIGHT, words, excess };
    let wide = room.scale(FULL, READABLE);
    let bounds = |least: &[Length], most: &[Wanted]| -> Vec<Wanted> {
        let bound = |(&least, most): (&Length, &Wanted)| Wanted { min: least.min(most.min), max: most.min };
        least.iter().zip(most).map(bound).collect()
    };
    let least = |columns: &[Wanted]| columns.iter().map(|column| column.min).sum::<Length>();
    let hyphenated = bounds(divided, columns);
    if least(&hyphenated) <= wide {
        return columns_of(shared(&hyphenated, wide), READABLE, Words::Hyphenated);
    }
    let cut = bounds(narrowest, &hyphenated);
    if least(&cut) <= wide {
        return columns_of(shared(&cut, wide), READABLE, Words::Cut);
    }
    let scale = thousandths(room, least(&cut)).max(1);
    columns_of(cut.iter().map(|column| column.min).collect(), scale, Words::Cut)
}

/// Widths where not all columns can have what they want: narrow ones, which ask for no more than an even share,
/// are not broken; the wide ones share what is left.
fn shared(columns: &[Wanted], room: Length) -> Vec<Length> {
    let mut order: Vec<usize> = (0..columns.len()).collect();
    order.sort_by_key(|&index| columns.get(index).map(|column| column.max));
    let mut left = i64::from(room.0);
    let mut least: i64 = columns.iter().map(|column| i64::from(column.min.0)).sum();
    let mut bounds: Vec<(Length, Length)> = columns.iter().map(|column| (column.min, column.max)).collect();
    for (done, index) in order.into_iter().enumerate() {
        let Some(bound) = bounds.get_mut(index) else { continue };
        let (min, max) = (i64::from(bound.0.0), i64::from(bound.1.0));
        let wide = (columns.len() - done) as i64;
        if max > left / wide || least - min > left - max {
            break;
        }
        left -= max;
        least -= min;
        bound.0 = bound.1;
    }
    between(bounds.iter().copied(), room)
}

/// How many thousandths `part` is of `whole`, rounded down.
fn thousandths(part: Length, whole: Length) -> i32 {
    i32::try_from(i64::from(part.0.max(0)) * 1000 / i64::from(whole.0.max(1))).unwrap_or(1000)
}

/// Widths between a least and a most, the room above the least shared by how much more each wants.
fn between(bounds: impl Iterator<Item = (Length, Length)> + Clone, room: Length) -> Vec<Length> {
    let least: i64 = bounds.clone().map(|(least, _)| i64::from(least.0)).sum();
    let more: i64 = bounds.clone().map(|(least, most)| i64::from((most - least).0)).sum();
    let spare = (i64::from(room.0) - least).max(0);
    let width = |(least, most): (Length, Length)| {
        let share = i128::from((most - least).0) * i128::from(spare) / i128::from(more.max(1));
        least + Length::from_units(i64::try_from(share).unwrap_or(0))
    };
    bounds.map(width).collect()
}

/// Widens columns, each by its share, until they fill the room.
fn stretch(widths: &mut [Length], room: Length) {
    let total: i64 = widths.iter().map(|width| i64::from(width.0)).sum();
    let spare = i64::from(room.0) - total;
    for width in widths {
        let share = i128::from(width.0) * i128::from(spare) / i128::from(total.max(1));
        *width += Length::from_units(i64::try_from(share).unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(columns: &[(i32, i32)]) -> Vec<Wanted> {
        columns.iter().map(|&(min, max)| Wanted { min: Length::pt(min), max: Length::pt(max) }).collect()
    }

    fn rounded(widths: Vec<Length>) -> Vec<i32> {
        widths.iter().map(|width| width.to_pt().round() as i32).collect()
    }

    fn widths(columns: &[(i32, i32)], room: i32, fill: bool) -> Option<Vec<i32>> {
        widths_in(&wanted(columns), || wanted(columns), Length::pt(room), fill).map(rounded)
    }

    #[test]
    fn columns_take_what_they_want_if_there_is_room() {
        assert_eq!(widths(&[(20, 50), (20, 150)], 300, false), Some(vec![50, 150]));
        assert_eq!(widths(&[(20, 50), (20, 150)], 300, true), Some(vec![75, 225]));
    }

    #[test]
    fn columns_share_what_is_left_above_their_longest_words() {
        assert_eq!(widths(&[(20, 90), (20, 190)], 140, false), Some(vec![49, 91]));
    }

    #[test]
    fn narrow_columns_are_not_broken_for_wide_ones() {
        assert_eq!(widths(&[(20, 50), (20, 190)], 140, false), Some(vec![50, 90]));
        assert_eq!(widths(&[(20, 50), (80, 190)], 120, false), Some(vec![24, 96]));
    }

    #[test]
    fn words_are_hyphenated_then_cut_then_made_smaller() {
        assert_eq!(widths(&[(50, 90), (50, 90)], 80, false), None);
        let divided = |room: i32| {
            let narrowest = [Length::pt(10); 2];
            let divided = [Length::pt(20), Length::pt(40)];
            let wanted = wanted(&[(50, 90), (50, 90)]);
            let columns = divided_widths(&wanted, &divided, &narrowest, Length::pt(room));
            (rounded(columns.widths), columns.scale)
        };
        assert_eq!(divided(60), (vec![35, 45], READABLE));
        assert_eq!(divided(30), (vec![20, 20], READABLE));
        assert_eq!(divided(10), (vec![10, 10], 500));
    }
}
