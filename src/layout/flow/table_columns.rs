//! The widths of a table's columns, from what their cells want (CSS 2, 17.5.2.2).

use super::FlowContext;
use super::intrinsic::{Wanted, edges};
use crate::geometry::Length;
use crate::layout::box_tree::{TableBox, TableCell};
use crate::style::{AutoLength, LengthPercentage};

/// Column widths, and the scale at which the table must be drawn to fit: 1000 is full size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    /// The widths before scaling.
    pub widths: Vec<Length>,
    /// The scale in thousandths.
    pub scale: i32,
}

/// The smallest scale before words are broken.
const READABLE: i32 = 750;

impl<'a> FlowContext<'a> {
    /// What each column of a table wants, its cells' edges included.
    pub(super) fn wanted_columns(&self, table: &'a TableBox) -> Vec<Wanted> {
        let mut columns = vec![Wanted::default(); table.columns];
        let cells = || table.rows.iter().flat_map(|row| &row.cells);
        for cell in cells().filter(|cell| cell.col_span == 1) {
            if let Some(column) = columns.get_mut(cell.column) {
                *column = column.union(self.wanted_cell(cell));
            }
        }
        for cell in cells().filter(|cell| cell.col_span > 1) {
            let wanted = self.wanted_cell(cell);
            let spanned = columns.iter_mut().skip(cell.column).take(cell.col_span);
            spread(spanned.collect(), wanted);
        }
        columns
    }

    fn wanted_cell(&self, cell: &'a TableCell) -> Wanted {
        let edges = edges(&cell.block.style);
        let wanted = self.wanted_content(&cell.block.content);
        match cell.block.style.boxed.width {
            AutoLength::Set(LengthPercentage::Length(width)) => {
                Wanted { min: wanted.min, max: width.max(wanted.min) }.plus(edges)
            }
            _ => wanted.plus(edges),
        }
    }

    /// The narrowest that each column can be with its words broken anywhere.
    pub(super) fn narrowest_columns(&self, table: &TableBox) -> Vec<Length> {
        let mut columns = vec![Length::ZERO; table.columns];
        for cell in table.rows.iter().flat_map(|row| &row.cells) {
            let style = &cell.block.style;
            let least = style.font.size.scale(5, 4) + edges(style);
            for column in columns.iter_mut().skip(cell.column).take(cell.col_span) {
                *column = (*column).max(Length::from_units(i64::from(least.0) / cell.col_span.max(1) as i64));
            }
        }
        columns
    }
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

/// Gives each column its width so that together they fill `room` at most, or exactly if `fill`.
pub(super) fn column_widths(columns: &[Wanted], narrowest: &[Length], room: Length, fill: bool) -> Columns {
    let min: Length = columns.iter().map(|column| column.min).sum();
    let max: Length = columns.iter().map(|column| column.max).sum();
    if max <= room {
        let mut widths: Vec<Length> = columns.iter().map(|column| column.max).collect();
        if fill {
            stretch(&mut widths, room);
        }
        return Columns { widths, scale: 1000 };
    }
    if min <= room {
        return Columns { widths: shared(columns, room), scale: 1000 };
    }
    let scale = thousandths(room, min);
    if scale >= READABLE {
        return Columns { widths: columns.iter().map(|column| column.min).collect(), scale };
    }
    let room = room.scale(1000, READABLE);
    let bounds = || columns.iter().zip(narrowest).map(|(column, &least)| (least.min(column.min), column.min));
    let least: Length = bounds().map(|(least, _)| least).sum();
    if least <= room {
        return Columns { widths: between(bounds(), room), scale: READABLE };
    }
    let scale = thousandths(room.scale(READABLE, 1000), least).max(1);
    Columns { widths: bounds().map(|(least, _)| least).collect(), scale }
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

    fn widths(columns: &[(i32, i32)], room: i32, fill: bool) -> (Vec<i32>, i32) {
        let narrowest = vec![Length::pt(10); columns.len()];
        let set = column_widths(&wanted(columns), &narrowest, Length::pt(room), fill);
        (set.widths.iter().map(|width| width.to_pt().round() as i32).collect(), set.scale)
    }

    #[test]
    fn columns_take_what_they_want_if_there_is_room() {
        assert_eq!(widths(&[(20, 50), (20, 150)], 300, false), (vec![50, 150], 1000));
        assert_eq!(widths(&[(20, 50), (20, 150)], 300, true), (vec![75, 225], 1000));
    }

    #[test]
    fn columns_share_what_is_left_above_their_longest_words() {
        assert_eq!(widths(&[(20, 90), (20, 190)], 140, false), (vec![49, 91], 1000));
    }

    #[test]
    fn narrow_columns_are_not_broken_for_wide_ones() {
        assert_eq!(widths(&[(20, 50), (20, 190)], 140, false), (vec![50, 90], 1000));
        assert_eq!(widths(&[(20, 50), (80, 190)], 120, false), (vec![24, 96], 1000));
    }

    #[test]
    fn a_table_too_wide_is_scaled_then_broken_then_scaled_further() {
        assert_eq!(widths(&[(50, 90), (50, 90)], 80, false), (vec![50, 50], 800));
        assert_eq!(widths(&[(50, 90), (50, 90)], 60, false), (vec![40, 40], READABLE));
        assert_eq!(widths(&[(50, 90), (50, 90)], 10, false), (vec![10, 10], 500));
    }
}
