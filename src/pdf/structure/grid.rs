//! The grid of a table: every row as wide as the widest (ISO 14289-1, 7.5).

use crate::structure::{StructChild, StructElem, StructId, StructTree, StructType};

/// The rows of a table that are narrower than its widest, and by how many columns.
pub fn short_rows(tree: &StructTree, table: &StructElem) -> Vec<(StructId, usize)> {
    let mut rows = Vec::new();
    let loose = elements(tree, table).filter(|(_, child)| child.kind == StructType::Tr);
    measure(tree, loose, &mut rows);
    for (_, section) in elements(tree, table) {
        if matches!(section.kind, StructType::THead | StructType::TBody | StructType::TFoot) {
            measure(tree, elements(tree, section), &mut rows);
        }
    }
    let widest = rows.iter().map(|(_, width)| *width).max().unwrap_or(0);
    rows.retain(|(_, width)| *width < widest);
    rows.iter().map(|(row, width)| (*row, widest - width)).collect()
}

/// Adds rows with their widths; cells that span rows reach to the end of their section at most.
fn measure<'t>(
    tree: &StructTree,
    section: impl Iterator<Item = (StructId, &'t StructElem)>,
    rows: &mut Vec<(StructId, usize)>,
) {
    // Columns taken by cells from above, with how many more rows they take.
    let mut hanging: Vec<(usize, u16)> = Vec::new();
    for (id, row) in section {
        let mut width: usize = hanging.iter().map(|(columns, _)| columns).sum();
        hanging.iter_mut().for_each(|(_, rows)| *rows -= 1);
        hanging.retain(|(_, rows)| *rows > 0);
        for (_, cell) in elements(tree, row) {
            let columns = usize::from(cell.col_span.max(1));
            width += columns;
            if cell.row_span > 1 {
                hanging.push((columns, cell.row_span - 1));
            }
        }
        rows.push((id, width));
    }
}

fn elements<'t>(
    tree: &'t StructTree,
    parent: &'t StructElem,
) -> impl Iterator<Item = (StructId, &'t StructElem)> {
    parent.children.iter().filter_map(|child| match child {
        StructChild::Element(id) => Some((*id, tree.get(*id)?)),
        StructChild::Content(_) => None,
    })
}
