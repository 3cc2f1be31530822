//! What is judged at the foot of columns: headings without their text, unequal ends, room that text might fill, content
//! without room.

use super::lines::TOLERANCE;
use super::{Fault, Measuring, SetColumn, pages};
use crate::geometry::Length;

/// How many lines may be left at the foot of a column whose text goes on.
const SHORT: i32 = 2;

impl Measuring<'_> {
    /// Judges every column; gives the greatest difference at the end of a section, in lines.
    pub fn columns(&mut self) -> f64 {
        let columns: Vec<(usize, SetColumn)> = pages(self.paged)
            .flat_map(|(number, page)| page.setting.columns.iter().map(move |column| (number, *column)))
            .collect();
        for (page, column) in &columns {
            let over = column.bottom - column.room;
            if over > TOLERANCE {
                self.find(Fault::OverFoot(over), *page, None);
            }
        }
        self.headings(&columns);
        let is_same_row = |(page, column): &(usize, SetColumn), (next_page, next): &(usize, SetColumn)| {
            page == next_page && column.section == next.section && column.row_top == next.row_top
        };
        let rows: Vec<&[(usize, SetColumn)]> = columns.chunk_by(is_same_row).collect();
        let mut greatest = 0.0;
        for (index, row) in rows.iter().enumerate() {
            let following = rows.get(index + 1).and_then(|row| row.first()).map(|(_, column)| column.section);
            greatest = f64::max(greatest, self.ends(row, following));
            if row.first().map(|(_, column)| column.section) == following {
                self.short(row);
            }
        }
        greatest
    }

    /// A heading is stranded unless what follows stands below it on its page.
    fn headings(&mut self, columns: &[(usize, SetColumn)]) {
        for pair in columns.windows(2) {
            let [(page, column), (next_page, next)] = pair else { continue };
            let Some(heading) = &column.heading else { continue };
            if page != next_page || next.row_top == column.row_top {
                let place = self.place(heading);
                self.find(Fault::StrandedHeading, *page, place);
            }
        }
    }

    /// A column is short if it leaves room for more than two lines, though the text of its section goes on behind its row.
    fn short(&mut self, row: &[(usize, SetColumn)]) {
        for (page, column) in row {
            let left = column.left.unwrap_or_default();
            if self.grid > Length::ZERO && left > self.grid.scale(SHORT, 1) + TOLERANCE {
                let lines = f64::from(left.0) / f64::from(self.grid.0);
                self.find(Fault::ShortColumn(lines), *page, None);
            }
        }
    }

    /// By how many lines the columns of a row differ, if its section ends there.
    fn ends(&mut self, row: &[(usize, SetColumn)], following: Option<usize>) -> f64 {
        let Some((page, first)) = row.first() else { return 0.0 };
        let ends = following != Some(first.section) && (first.is_balanced || following.is_some());
        if first.count < 2 || !ends || self.grid <= Length::ZERO {
            return 0.0;
        }
        let bottoms = || row.iter().map(|(_, column)| column.bottom);
        let empty = Some(first.row_top).filter(|_| row.len() < first.count);
        let lowest = bottoms().max().unwrap_or_default();
        let highest = bottoms().chain(empty).min().unwrap_or_default();
        let lines = f64::from((lowest - highest).0) / f64::from(self.grid.0);
        // Of an odd number of lines one column has one more.
        if lowest - highest > self.grid + TOLERANCE {
            self.find(Fault::UnequalColumns(lines), *page, None);
        }
        lines
    }
}
