//! Recognises tables whose columns are set apart by spaces or tabs.

use crate::document::Align;

use super::line::Line;

/// A table: its cells row by row, the first row its head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// How each column is set.
    pub(super) columns: Vec<Align>,
    /// The words of each cell.
    pub(super) rows: Vec<Vec<String>>,
}

/// A cell: its words and the columns of characters that it takes.
#[derive(Debug)]
struct Cell<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// The table that lines make, if there is no doubt: three rows and columns at least, every row whole, every column
/// straight at its left or right, and a head.
pub(super) fn read(lines: &[&Line]) -> Option<Table> {
    if lines.len() < 3 {
        return None;
    }
    let rows: Vec<Vec<Cell>> =
        lines.iter().filter(|line| !is_ruler(&line.text)).map(|line| cells(line)).collect();
    let count = rows.first()?.len();
    if rows.len() < 3 || count < 3 || rows.iter().any(|row| row.len() != count) {
        return None;
    }
    let tabs = lines.iter().all(|line| line.text.contains('\t'));
    let columns = (0..count).map(|at| column(&rows, at, tabs)).collect::<Option<Vec<Align>>>()?;
    let is_year =
        |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1800..2100).contains(&year));
    let ruled = lines.get(1).is_some_and(|line| is_ruler(&line.text));
    let mut head = rows.first()?.iter();
    let is_head = head.next().is_some_and(|cell| !is_number(cell.text))
        && head.all(|cell| ruled || !is_number(cell.text) || is_year(cell.text));
    let has_numbers = rows.iter().skip(1).flatten().any(|cell| is_number(cell.text));
    let is_prose = rows.iter().flatten().any(|cell| cell.text.chars().count() > 40);
    let words = |row: &Vec<Cell>| row.iter().map(|cell| cell.text.to_owned()).collect();
    (is_head && (has_numbers || tabs || rows.len() > 3) && !is_prose)
        .then(|| Table { columns, rows: rows.iter().map(words).collect() })
}

/// Whether a line is drawn: dashes and the like under a head.
fn is_ruler(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '-' | '=' | '_' | '—' | '─' | ' ' | '\t' | '+' | '|'))
}

/// The cells of a line: what two spaces or a tab part.
fn cells(line: &Line) -> Vec<Cell<'_>> {
    let mut cells = Vec::new();
    let mut column = line.indent;
    for part in line.text.split_inclusive("  ").flat_map(|part| part.split_inclusive('\t')) {
        let trimmed = part.trim();
        let start = column + part.chars().take_while(|c| c.is_whitespace()).count();
        column += part.chars().count();
        if !trimmed.is_empty() {
            cells.push(Cell { text: trimmed, start, end: start + trimmed.chars().count() });
        }
    }
    cells
}

/// How a column is set; `None` if its cells are not straight or its head stands elsewhere.
fn column(rows: &[Vec<Cell>], at: usize, tabs: bool) -> Option<Align> {
    let cells: Vec<&Cell> = rows.iter().skip(1).filter_map(|row| row.get(at)).collect();
    let head = rows.first()?.get(at)?;
    let same = |place: fn(&Cell) -> usize| {
        let first = cells.first().map(|cell| place(cell));
        cells.iter().all(|cell| Some(place(cell)) == first)
    };
    let (start, end) = (cells.iter().map(|cell| cell.start).min()?, cells.iter().map(|cell| cell.end).max()?);
    let is_over = head.start < end + 3 && start < head.end + 3;
    let numbers = cells.iter().all(|cell| is_number(cell.text));
    match (same(|cell| cell.end), same(|cell| cell.start)) {
        _ if tabs => Some(if numbers { Align::Right } else { Align::Left }),
        _ if !is_over => None,
        (true, false) => Some(Align::Right),
        (true, true) if numbers => Some(Align::Right),
        (_, true) => Some(Align::Left),
        (false, false) => None,
    }
}

/// Whether a cell is an amount.
fn is_number(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let others = text.chars().filter(|c| c.is_alphabetic()).count();
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || !c.is_alphanumeric());
    digits > 0 && begins && others <= 2 && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn table(text: &str) -> Option<Table> {
        let lines = crate::import::text::line::lines(text, SourceId(0));
        read(&lines.iter().collect::<Vec<_>>())
    }

    #[test]
    fn straight_columns_are_a_table() {
        let found =
            table("Grade     2022   2023\n--------  ----  -----\nFirst    1.00  12.50\nSecond  11.00   2.50")
                .expect("a table");
        assert_eq!(found.columns, [Align::Left, Align::Right, Align::Right]);
        assert_eq!(found.rows.len(), 3);
        assert!(table("Name\tA\tB\nx\t1\t2\ny\t3\t4").is_some());
    }

    #[test]
    fn what_is_in_doubt_is_none() {
        assert_eq!(table("Monday  10-12\nTuesday  9-12\nFriday   closed"), None);
        assert_eq!(table("One  two  three\nfour  five\nsix  seven  eight"), None);
        assert_eq!(table("a  b  c\nlonger  d  e\nf  g  h"), None);
    }
}
