//! The content model of the structure tree (ISO 32000-1, 14.8.4; ISO 14289-1, 7), and the repair of what breaks it.
//!
//! [`fit`] is the table. A tree that keeps to it is written as it is; any other is copied and repaired.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::pdf::structure::{grid, reachable};
use crate::structure::{StructChild, StructElem, StructId, StructTree, StructType};

/// How a child fits under its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fit {
    /// As it is.
    Keep,
    /// Inside these, the outermost first; neighbours share them.
    Wrap(&'static [StructType]),
    /// As another type.
    Become(StructType),
}

/// How a child (an element's type, or `None` for page content) fits under a parent.
fn fit(parent: StructType, child: Option<StructType>) -> Fit {
    use Fit::{Become, Keep, Wrap};
    use StructType as T;
    match (parent, child) {
        (T::L, Some(T::L | T::Li | T::Caption)) => Keep,
        (T::L, _) => Wrap(&[T::Li, T::LBody]),
        (T::Li, Some(T::Lbl | T::LBody)) => Keep,
        (T::Li, _) => Wrap(&[T::LBody]),
        (T::Table, Some(T::Tr | T::THead | T::TBody | T::TFoot | T::Caption)) => Keep,
        (T::Table | T::THead | T::TBody | T::TFoot, Some(T::Th | T::Td)) => Wrap(&[T::Tr]),
        (T::THead | T::TBody | T::TFoot, Some(T::Tr)) => Keep,
        (T::Table | T::THead | T::TBody | T::TFoot, _) => Wrap(&[T::Tr, T::Td]),
        (T::Tr, Some(T::Th | T::Td)) => Keep,
        (T::Tr, _) => Wrap(&[T::Td]),
        (T::Toc, Some(T::Toc | T::Toci | T::Caption)) => Keep,
        (T::Toc, _) => Wrap(&[T::Toci]),
        (_, Some(T::Li)) => Wrap(&[T::L]),
        (_, Some(T::Tr | T::THead | T::TBody | T::TFoot)) => Wrap(&[T::Table]),
        (_, Some(T::Toci)) => Wrap(&[T::Toc]),
        (_, Some(T::LBody | T::Th | T::Td | T::Document)) => Become(T::Div),
        (parent, Some(T::Caption)) if parent != T::Figure => Become(T::Div),
        (parent, None) if is_grouping(parent) => Wrap(&[T::P]),
        (parent, Some(child)) if is_grouping(parent) && is_inline(child) => Wrap(&[T::P]),
        (parent, Some(child)) if is_leaf_block(parent) && is_leaf_block(child) => Become(T::Span),
        _ => Keep,
    }
}

/// Elements that hold blocks only.
fn is_grouping(kind: StructType) -> bool {
    use StructType as T;
    matches!(kind, T::Document | T::Part | T::Art | T::Sect | T::Div | T::Aside | T::BlockQuote)
}

/// Elements that stand in a line.
fn is_inline(kind: StructType) -> bool {
    use StructType as T;
    matches!(kind, T::Span | T::Quote | T::Reference | T::Code | T::Link | T::Lbl)
}

/// Blocks that hold lines only.
fn is_leaf_block(kind: StructType) -> bool {
    kind == StructType::P || heading_level(kind).is_some()
}

const HEADINGS: [StructType; 6] =
    [StructType::H1, StructType::H2, StructType::H3, StructType::H4, StructType::H5, StructType::H6];

/// The level of a heading, from 0.
fn heading_level(kind: StructType) -> Option<usize> {
    HEADINGS.iter().position(|heading| *heading == kind)
}

/// A tree that keeps to the content model.
pub struct Repaired<'t> {
    /// The tree.
    pub tree: Cow<'t, StructTree>,
    /// The links that now hold the annotations of other elements.
    links: BTreeMap<StructId, StructId>,
}

impl Repaired<'_> {
    /// The element that holds the annotations meant for `element`.
    pub fn link(&self, element: StructId) -> StructId {
        self.links.get(&element).copied().unwrap_or(element)
    }
}

/// The tree, repaired where it breaks the content model. `linked` are the elements with annotations.
pub fn repaired<'t>(tree: &'t StructTree, linked: &BTreeSet<StructId>) -> Repaired<'t> {
    if faults(tree, linked).is_empty() {
        return Repaired { tree: Cow::Borrowed(tree), links: BTreeMap::new() };
    }
    let mut tree = tree.clone();
    if tree.elements.is_empty() {
        tree.push(StructType::Document, None, Default::default());
    }
    if let Some(root) = tree.get_mut(StructId(0)) {
        root.kind = StructType::Document;
    }
    hide_pictures(&mut tree);
    let links = add_links(&mut tree, linked);
    let linked = linked.iter().map(|id| links.get(id).copied().unwrap_or(*id)).collect();
    while wrap_children(&mut tree) {}
    drop_hollow(&mut tree, &linked);
    mend_elements(&mut tree);
    fill_rows(&mut tree);
    Repaired { tree: Cow::Owned(tree), links }
}

/// What breaks the content model: elements and reasons.
pub fn faults(tree: &StructTree, linked: &BTreeSet<StructId>) -> Vec<(StructId, &'static str)> {
    let mut faults = Vec::new();
    if tree.get(StructId(0)).is_none_or(|root| root.kind != StructType::Document) {
        faults.push((StructId(0), "the root is no Document"));
    }
    let (mut level, mut ids) = (0, BTreeSet::new());
    for (id, element) in reachable(tree) {
        for child in &element.children {
            if fit(element.kind, child_kind(tree, *child)) != Fit::Keep {
                faults.push((id, "a child is of a type that cannot stand here"));
            }
        }
        if let Some(own) = heading_level(element.kind) {
            if own > level {
                faults.push((id, "a heading level is skipped"));
            }
            level = own + 1;
        }
        if lacks_alt(element) {
            faults.push((id, "a picture has no alternative text"));
        }
        if element.kind == StructType::Note && !element.id.as_ref().is_some_and(|id| ids.insert(id)) {
            faults.push((id, "a note has no id of its own"));
        }
        if element.kind == StructType::Table && lacks_body(tree, element) {
            faults.push((id, "a table has a head but no body"));
        }
        if element.kind == StructType::Table && !grid::short_rows(tree, element).is_empty() {
            faults.push((id, "a table's rows differ in width"));
        }
        if linked.contains(&id) && element.kind != StructType::Link {
            faults.push((id, "a link's area belongs to no Link"));
        }
        if element.children.is_empty() && may_be_dropped(element) && !linked.contains(&id) {
            faults.push((id, "an element is empty"));
        }
    }
    faults
}

fn child_kind(tree: &StructTree, child: StructChild) -> Option<StructType> {
    match child {
        StructChild::Element(id) => tree.get(id).map(|element| element.kind),
        StructChild::Content(_) => None,
    }
}

fn lacks_alt(element: &StructElem) -> bool {
    matches!(element.kind, StructType::Figure | StructType::Formula)
        && element.alt.as_ref().is_none_or(|alt| alt.trim().is_empty())
}

fn lacks_body(tree: &StructTree, table: &StructElem) -> bool {
    let has = |kind| table.children.iter().any(|child| child_kind(tree, *child) == Some(kind));
    (has(StructType::THead) || has(StructType::TFoot)) && !has(StructType::TBody)
}

/// Empty cells keep a table's grid regular, and every list item has a body.
fn may_be_dropped(element: &StructElem) -> bool {
    use StructType as T;
    !matches!(element.kind, T::Document | T::Th | T::Td | T::LBody) && element.alt.is_none()
}

/// Puts every child under a parent that may hold it. Returns whether an element that was looked at before became
/// another type, so that its children have to be looked at again; types only ever change towards `Div` and `Span`.
fn wrap_children(tree: &mut StructTree) -> bool {
    let mut index = 0;
    let mut again = false;
    // New wrappers come after all others, and are looked at in their turn.
    while let Some(element) = tree.get_mut(StructId(index)) {
        let (kind, children) = (element.kind, std::mem::take(&mut element.children));
        let mut kept = Vec::with_capacity(children.len());
        let mut wrapper: Option<(&[StructType], StructId)> = None;
        for child in children {
            match fit(kind, child_kind(tree, child)) {
                Fit::Keep => {
                    kept.push(child);
                    wrapper = None;
                }
                Fit::Become(new) => {
                    if let StructChild::Element(id) = child
                        && let Some(element) = tree.get_mut(id)
                    {
                        element.kind = new;
                        again |= id.0 <= index;
                    }
                    kept.push(child);
                    wrapper = None;
                }
                Fit::Wrap(kinds) => {
                    let holder = match wrapper {
                        Some((open, holder)) if open == kinds => holder,
                        _ => {
                            let (outer, inner) = wrap(tree, kinds, StructId(index));
                            kept.push(StructChild::Element(outer));
                            inner
                        }
                    };
                    wrapper = Some((kinds, holder));
                    adopt(tree, holder, child);
                }
            }
        }
        if let Some(element) = tree.get_mut(StructId(index)) {
            element.children = kept;
        }
        index += 1;
    }
    again
}

/// Makes a chain of new elements under `parent`, which does not list it yet: the outermost and the innermost.
fn wrap(tree: &mut StructTree, kinds: &[StructType], parent: StructId) -> (StructId, StructId) {
    let span = tree.get(parent).map(|element| element.span).unwrap_or_default();
    let (mut outer, mut inner) = (None, parent);
    for kind in kinds {
        let id = tree.push(*kind, outer.map(|_| inner), span);
        if outer.is_none()
            && let Some(element) = tree.get_mut(id)
        {
            element.parent = Some(parent);
        }
        outer = outer.or(Some(id));
        inner = id;
    }
    (outer.unwrap_or(inner), inner)
}

fn adopt(tree: &mut StructTree, parent: StructId, child: StructChild) {
    if let StructChild::Element(id) = child
        && let Some(element) = tree.get_mut(id)
    {
        element.parent = Some(parent);
    }
    if let Some(element) = tree.get_mut(parent) {
        element.children.push(child);
    }
}

/// What a picture without words shows cannot be told: its caption stays, the picture becomes an artifact.
fn hide_pictures(tree: &mut StructTree) {
    for element in tree.elements.iter_mut().filter(|element| lacks_alt(element)) {
        element.kind = StructType::Div;
        element.alt = None;
        element.children.retain(|child| matches!(child, StructChild::Element(_)));
    }
}

/// Gives every other element with annotations a link: around all it holds if it stands in a line, else at its end.
fn add_links(tree: &mut StructTree, linked: &BTreeSet<StructId>) -> BTreeMap<StructId, StructId> {
    let mut links = BTreeMap::new();
    for &id in linked {
        let Some(element) = tree.get_mut(id).filter(|element| element.kind != StructType::Link) else {
            continue;
        };
        let moves = is_inline(element.kind);
        let children = if moves { std::mem::take(&mut element.children) } else { Vec::new() };
        let span = element.span;
        let link = tree.push(StructType::Link, Some(id), span);
        for child in children {
            adopt(tree, link, child);
        }
        links.insert(id, link);
    }
    links
}

/// Mends headings, notes and tables, in reading order.
fn mend_elements(tree: &mut StructTree) {
    let order: Vec<StructId> = reachable(tree).into_iter().map(|(id, _)| id).collect();
    let (mut level, mut ids) = (0, BTreeMap::<String, usize>::new());
    for id in order {
        let headless = tree.get(id).is_some_and(|e| e.kind == StructType::Table && lacks_body(tree, e));
        if headless {
            rename_sections(tree, id);
        }
        let Some(element) = tree.get_mut(id) else { continue };
        if let Some(own) = heading_level(element.kind) {
            let own = own.min(level);
            element.kind = HEADINGS.get(own).copied().unwrap_or(StructType::H6);
            level = own + 1;
        }
        if element.kind == StructType::Note {
            let wanted = element.id.take().unwrap_or_else(|| String::from("note"));
            let count = ids.entry(wanted.clone()).or_default();
            *count += 1;
            let own = if *count == 1 { wanted } else { format!("{wanted}-{}", id.0) };
            element.id = Some(own);
        }
    }
}

/// A table without a body has no head either.
fn rename_sections(tree: &mut StructTree, table: StructId) {
    let children = tree.get(table).map(|table| table.children.clone()).unwrap_or_default();
    for child in children {
        if let StructChild::Element(id) = child
            && let Some(section) = tree.get_mut(id)
            && matches!(section.kind, StructType::THead | StructType::TFoot)
        {
            section.kind = StructType::TBody;
        }
    }
}

/// Ends every short row of a table with an empty cell.
fn fill_rows(tree: &mut StructTree) {
    let tables = reachable(tree).into_iter().filter(|(_, element)| element.kind == StructType::Table);
    let short: Vec<_> = tables.flat_map(|(_, table)| grid::short_rows(tree, table)).collect();
    for (row, missing) in short {
        let cell = tree.push(StructType::Td, Some(row), Default::default());
        if let Some(cell) = tree.get_mut(cell) {
            cell.col_span = u16::try_from(missing).unwrap_or(u16::MAX);
        }
    }
}

/// Takes elements out that hold nothing.
fn drop_hollow(tree: &mut StructTree, linked: &BTreeSet<StructId>) {
    let order: Vec<StructId> = reachable(tree).into_iter().map(|(id, _)| id).collect();
    let mut hollow = vec![false; tree.elements.len()];
    // Children come after their parents in reading order, so the last are looked at first.
    for id in order.into_iter().rev() {
        let Some(element) = tree.get_mut(id) else { continue };
        element.children.retain(|child| match child {
            StructChild::Element(child) => hollow.get(child.0 as usize) != Some(&true),
            StructChild::Content(_) => true,
        });
        if element.children.is_empty()
            && may_be_dropped(element)
            && !linked.contains(&id)
            && let Some(hollow) = hollow.get_mut(id.0 as usize)
        {
            *hollow = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KINDS: [StructType; 24] = {
        use StructType as T;
        [
            T::Document,
            T::Art,
            T::Sect,
            T::Div,
            T::Aside,
            T::BlockQuote,
            T::Caption,
            T::Toc,
            T::Toci,
            T::P,
            T::H1,
            T::H4,
            T::L,
            T::Li,
            T::Lbl,
            T::LBody,
            T::Table,
            T::THead,
            T::TBody,
            T::Tr,
            T::Td,
            T::Note,
            T::Link,
            T::Figure,
        ]
    };

    /// A tree and linked elements from a linear congruential generator.
    fn random_tree(mut seed: u64) -> (StructTree, BTreeSet<StructId>) {
        let mut next = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let (mut tree, mut linked) = (StructTree::default(), BTreeSet::new());
        tree.push(StructType::Document, None, Default::default());
        for index in 1..60u32 {
            let parent = StructId(next(index as usize) as u32);
            let id = tree.push(KINDS[next(KINDS.len())], Some(parent), Default::default());
            for _ in 0..next(3) {
                tree.push_content(id);
            }
            if next(6) == 0 {
                linked.insert(id);
            }
            if let Some(element) = tree.get_mut(id) {
                element.col_span = 1 + next(3) as u16;
                element.row_span = 1 + next(3) as u16;
                element.alt = (next(4) == 0).then(|| String::from("words"));
            }
        }
        (tree, linked)
    }

    #[test]
    fn a_repaired_tree_keeps_to_the_model() {
        for seed in 0..500 {
            let (tree, linked) = random_tree(seed);
            let repaired = repaired(&tree, &linked);
            let linked = linked.iter().map(|id| repaired.link(*id)).collect();
            assert_eq!(faults(&repaired.tree, &linked), [], "seed {seed}");
        }
    }

    #[test]
    fn no_content_is_lost_in_repair_but_that_of_pictures_without_words() {
        let contents = |tree: &StructTree| {
            let all = reachable(tree).into_iter().flat_map(|(_, element)| element.children.clone());
            let own = all.filter(|child| matches!(child, StructChild::Content(_)));
            own.collect::<Vec<_>>().len()
        };
        for seed in 0..100 {
            let (mut tree, linked) = random_tree(seed);
            tree.elements.iter_mut().for_each(|element| element.alt = Some(String::from("words")));
            assert_eq!(contents(&tree), contents(&repaired(&tree, &linked).tree), "seed {seed}");
        }
    }
}
