//! Collapsed borders: of two that meet in `border-collapse: collapse`, one is drawn (CSS 2.2, 17.6.2).
//!
//! The wider one stays, of two alike the one above or to the left. It keeps its place in its own cell, so that no
//! border is divided between two cells. A border that meets several on its other side goes only if all of these are as
//! wide as it is.

use std::collections::HashMap;
use std::sync::Arc;

use crate::geometry::{Length, Sides};
use crate::layout::box_tree::{TableBox, TableRow};
use crate::style::{BorderSide, BoxProperties, ComputedStyle};

/// A cell: the index of its row and its index in the row.
type Place = (usize, usize);

/// The cells on both sides of an edge, the one above or to the left first.
type Pairs = Vec<(Place, Place)>;

/// Which borders of a cell are not drawn.
type Dropped = Sides<bool>;

/// Leaves one of each two borders that meet in a table whose own style is given.
pub(super) fn collapse(table: &mut TableBox, outer: &ComputedStyle) {
    let has_borders = |row: &TableRow| row.cells.iter().any(|cell| is_any(&cell.block.style.boxed.border));
    if !table.rows.iter().any(has_borders) {
        return;
    }
    let Neighbours { beside, below, edges } = Neighbours::of(table);
    let mut dropped: HashMap<Place, Dropped> = HashMap::new();
    settle(table, &beside, (|border| border.right.width, |border| border.left.width), |first, place| {
        let sides = dropped.entry(place).or_default();
        *(if first { &mut sides.right } else { &mut sides.left }) = true;
    });
    settle(table, &below, (|border| border.bottom.width, |border| border.top.width), |first, place| {
        let sides = dropped.entry(place).or_default();
        *(if first { &mut sides.bottom } else { &mut sides.top }) = true;
    });
    let frame = &outer.boxed.border;
    for (place, at) in edges {
        let Some(own) = border(table, place) else { continue };
        let hides = |frame: &BorderSide, own: &BorderSide, at: bool| at && frame.width >= own.width;
        let sides = dropped.entry(place).or_default();
        sides.top |= hides(&frame.top, &own.top, at.top);
        sides.right |= hides(&frame.right, &own.right, at.right);
        sides.bottom |= hides(&frame.bottom, &own.bottom, at.bottom);
        sides.left |= hides(&frame.left, &own.left, at.left);
    }
    drop_borders(table, &dropped);
}

fn is_any(border: &Sides<BorderSide>) -> bool {
    [border.top, border.right, border.bottom, border.left].iter().any(|side| side.width > Length::ZERO)
}

fn border(table: &TableBox, (row, cell): Place) -> Option<&Sides<BorderSide>> {
    Some(&table.rows.get(row)?.cells.get(cell)?.block.style.boxed.border)
}

/// Which cells meet.
#[derive(Default)]
struct Neighbours {
    /// Left and right of an edge.
    beside: Pairs,
    /// Above and below one.
    below: Pairs,
    /// The cells at the table's edges, and which of their sides lie there.
    edges: Vec<(Place, Sides<bool>)>,
}

impl Neighbours {
    fn of(table: &TableBox) -> Neighbours {
        let mut found = Neighbours::default();
        // For each column the cell that stands in it in the row above.
        let mut above: Vec<Option<Place>> = vec![None; table.columns];
        let last = table.rows.len().saturating_sub(1);
        for (index, row) in table.rows.iter().enumerate() {
            let owners = owners(table, index, row, &above);
            for pair in owners.windows(2) {
                if let [Some(left), Some(right)] = pair {
                    push(&mut found.beside, (*left, *right));
                }
            }
            for (above, own) in above.iter().zip(&owners) {
                if let (Some(above), Some(own)) = (above, own) {
                    push(&mut found.below, (*above, *own));
                }
            }
            for (number, cell) in row.cells.iter().enumerate() {
                let at = Sides {
                    top: index == 0,
                    left: cell.column == 0,
                    right: cell.column + cell.col_span >= table.columns,
                    bottom: index + cell.row_span > last,
                };
                if at.top || at.left || at.right || at.bottom {
                    found.edges.push(((index, number), at));
                }
            }
            above = owners;
        }
        found
    }
}

/// For each column the cell that stands in it in a row: its own, or one that comes down from above.
fn owners(table: &TableBox, index: usize, row: &TableRow, above: &[Option<Place>]) -> Vec<Option<Place>> {
    let reaches = |place: &Place| {
        let cell = table.rows.get(place.0).and_then(|row| row.cells.get(place.1));
        cell.is_some_and(|cell| place.0 + cell.row_span > index)
    };
    let mut owners: Vec<Option<Place>> = above.iter().map(|place| place.filter(reaches)).collect();
    for (number, cell) in row.cells.iter().enumerate() {
        owners
            .iter_mut()
            .skip(cell.column)
            .take(cell.col_span)
            .for_each(|owner| *owner = Some((index, number)));
    }
    owners
}

/// Adds a pair of two cells, once for all columns or rows in which they meet one after the other.
fn push(pairs: &mut Pairs, pair: (Place, Place)) {
    if pair.0 != pair.1 && pairs.last() != Some(&pair) {
        pairs.push(pair);
    }
}

/// The widths of the border that the first cell of a pair has at their edge, and of the second cell's.
type Widths = (fn(&Sides<BorderSide>) -> Length, fn(&Sides<BorderSide>) -> Length);

/// Says of each border that loses whether it is the first cell's, and which cell's.
fn settle(table: &TableBox, pairs: &Pairs, widths: Widths, mut lose: impl FnMut(bool, Place)) {
    let width =
        |place: Place, of: fn(&Sides<BorderSide>) -> Length| border(table, place).map_or(Length::ZERO, of);
    // The narrowest of the borders that meet each second cell's.
    let mut narrowest: HashMap<Place, Length> = HashMap::new();
    for &(first, second) in pairs {
        let met = width(first, widths.0);
        narrowest.entry(second).and_modify(|least| *least = met.min(*least)).or_insert(met);
    }
    for &(first, second) in pairs {
        let own = width(second, widths.1);
        if own == Length::ZERO {
            continue;
        }
        if narrowest.get(&second).is_some_and(|least| *least >= own) {
            lose(false, second);
        } else if width(first, widths.0) <= own {
            lose(true, first);
        }
    }
}

/// Takes the borders away; cells that shared their properties share the new ones.
fn drop_borders(table: &mut TableBox, dropped: &HashMap<Place, Dropped>) {
    // By where the old ones lie; they are kept, so that no other can come to lie there.
    let mut made: HashMap<(*const BoxProperties, Dropped), [Arc<BoxProperties>; 2]> = HashMap::new();
    for (index, row) in table.rows.iter_mut().enumerate() {
        for (number, cell) in row.cells.iter_mut().enumerate() {
            let Some(&sides) = dropped.get(&(index, number)) else { continue };
            let boxed = &mut cell.block.style.boxed;
            if is_any(&boxed.border) {
                let [_, new] = made
                    .entry((Arc::as_ptr(boxed), sides))
                    .or_insert_with(|| [Arc::clone(boxed), Arc::new(without(boxed, sides))]);
                *boxed = Arc::clone(new);
            }
        }
    }
}

fn without(boxed: &BoxProperties, sides: Dropped) -> BoxProperties {
    let mut boxed = boxed.clone();
    let border = &mut boxed.border;
    let each = [
        (&mut border.top, sides.top),
        (&mut border.right, sides.right),
        (&mut border.bottom, sides.bottom),
        (&mut border.left, sides.left),
    ];
    for (side, is_dropped) in each {
        if is_dropped {
            *side = BorderSide::default();
        }
    }
    boxed
}
