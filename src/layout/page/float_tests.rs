//! Floats on pages: each once, in order, not before its place, nothing across anything else.

use proptest::prelude::*;

use crate::diagnostic::Context;
use crate::geometry::Length;
use crate::layout::flow::item::{Break, Columns, Flow, FlowItem, Fragment, Mark, PageFloat, Section, Snap};
use crate::layout::flow::note::NoteList;
use crate::layout::inline::Line;
use crate::layout::page::notes::NoteRoom;
use crate::layout::page::paginate::paginate;
use crate::layout::page::plan::PagePlan;
use crate::layout::page::{PageRoom, breaks};

const GRID: Length = Length::pt(10);
const GAP: Length = Length::pt(6);

#[derive(Clone, Debug)]
enum Piece {
    Paragraph(usize),
    Picture(i32),
    /// Its height, where it stands, whether it is as wide as a column.
    Float(i32, Snap, bool),
    Clear,
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let snap = prop_oneof![Just(Snap::Top), Just(Snap::Bottom), Just(Snap::Here)];
    let piece = prop_oneof![
        6 => (1usize..9).prop_map(Piece::Paragraph),
        1 => (10i32..70).prop_map(Piece::Picture),
        3 => (5i32..108, snap, any::<bool>()).prop_map(|(height, snap, narrow)| Piece::Float(height, snap, narrow)),
        1 => Just(Piece::Clear),
    ];
    proptest::collection::vec(piece, 1..30)
}

fn list(pieces: &[Piece], columns: usize) -> Flow {
    let mut flow = Flow::default();
    let line = || {
        let line = Line { height: GRID, ..Line::default() };
        FlowItem::line(Length::ZERO, line, true)
    };
    let fragment = |height| Fragment { height: Length::pt(height), ..Fragment::default() };
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 && !matches!(piece, Piece::Clear) {
            flow.items.push(FlowItem::Break(Break::Allowed(0)));
        }
        match piece {
            Piece::Paragraph(count) => {
                for index in 0..*count {
                    if index > 0 {
                        let cost = breaks::between_lines(index, *count, 2, 2);
                        flow.items.push(FlowItem::Break(Break::Allowed(cost)));
                    }
                    flow.items.push(line());
                }
            }
            Piece::Picture(height) => flow.items.push(FlowItem::fragment(fragment(*height))),
            Piece::Float(height, snap, narrow) => {
                flow.items.push(FlowItem::Float(flow.floats.len()));
                let in_column = *narrow && columns > 1;
                let (before, after) = (GAP, GAP);
                flow.floats.push(PageFloat {
                    fragment: fragment(*height),
                    before,
                    after,
                    snap: *snap,
                    in_column,
                });
            }
            Piece::Clear => flow.items.push(FlowItem::Mark(Mark::Clear)),
        }
    }
    let columns = Columns { count: columns, width: Length::pt(50), balanced: true, ..Columns::default() };
    flow.sections.push(Section { columns, ..Section::default() });
    flow
}

fn room(lines: i32) -> PageRoom {
    let height = GRID.scale(lines, 1);
    PageRoom { height, notes: NoteRoom { above: GAP, below: Length::ZERO, most: height } }
}

/// Where each float came to stand: its page and how far down, `None` at its place in the text.
fn places(plans: &[PagePlan]) -> Vec<(usize, usize, Option<Length>)> {
    let mut places = Vec::new();
    for (page, plan) in plans.iter().enumerate() {
        for row in &plan.rows {
            places.extend(row.floats.iter().map(|&(id, y)| (id, page, Some(y))));
            let columns = row.columns.iter().flat_map(|column| &column.floats);
            places.extend(columns.map(|&(id, y)| (id, page, y)));
        }
    }
    places.sort();
    places
}

/// The page on which an item of the text stands.
fn page_of(plans: &[PagePlan], item: usize) -> usize {
    let ends = plans.iter().map(|plan| plan.last().map_or(0, |column| column.end));
    ends.take_while(|&end| end <= item).count()
}

/// How many lines of text each column holds.
fn lines(flow: &Flow, plans: &[PagePlan]) -> Vec<usize> {
    let columns = plans.iter().flat_map(|plan| &plan.rows).flat_map(|row| &row.columns);
    let mut start = 0;
    let count = columns.map(|column| {
        let items = &flow.items[std::mem::replace(&mut start, column.end)..column.end];
        items.iter().filter(|item| matches!(item, FlowItem::Line(_))).count()
    });
    count.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn floats_find_their_place(pieces in pieces(), lines in 11i32..30, columns in 1usize..4) {
        let flow = list(&pieces, columns);
        let room = room(lines);
        let plans = paginate(&flow, &NoteList::default(), GRID, &Context::new(), &|_, _| room).expect("few pages");
        let places = places(&plans);
        let ids: Vec<usize> = places.iter().map(|(id, ..)| *id).collect();
        prop_assert_eq!(ids, (0..flow.floats.len()).collect::<Vec<_>>(), "each float stands once");
        prop_assert!(places.windows(2).all(|pair| pair[0].1 <= pair[1].1), "in order: {:?}", places);
        prop_assert_eq!(plans.last().and_then(PagePlan::last).map(|column| column.end), Some(flow.items.len()));
        let anchors = flow.items.iter().enumerate().filter(|(_, item)| matches!(item, FlowItem::Float(_)));
        for ((anchor, _), (id, page, y)) in anchors.zip(&places) {
            prop_assert!(*page >= page_of(&plans, anchor), "float {} stands before its place", id);
            if let Some(y) = y {
                let bottom = *y + flow.floats[*id].fragment.height;
                prop_assert!(*y >= Length::ZERO && bottom <= room.height, "float {} stands at {:?}", id, y);
            }
        }
        let columns = plans.iter().flat_map(|plan| &plan.rows).flat_map(|row| {
            row.columns.iter().map(|column| (&row.floats, &column.floats))
        });
        for (across, floats) in columns {
            let placed = floats.iter().copied().chain(across.iter().map(|&(id, y)| (id, Some(y))));
            let mut edges: Vec<(Length, Length)> = placed.filter_map(|(id, y)| {
                Some((y?, y? + flow.floats[id].fragment.height))
            }).collect();
            edges.sort();
            prop_assert!(edges.windows(2).all(|pair| pair[0].1 <= pair[1].0), "floats over each other: {:?}", edges);
        }
    }
}

#[test]
fn what_clears_waits_for_the_floats_before_it() {
    let float = Piece::Float(50, Snap::Top, false);
    let mut flow = list(&[Piece::Paragraph(3), float, Piece::Paragraph(2), Piece::Paragraph(2)], 1);
    let last = flow
        .items
        .iter()
        .rposition(|item| matches!(item, FlowItem::Break(Break::Allowed(0))))
        .expect("a break");
    flow.items.insert(last + 1, FlowItem::Mark(Mark::Clear));
    let plans =
        paginate(&flow, &NoteList::default(), GRID, &Context::new(), &|_, _| room(20)).expect("two pages");
    assert_eq!(
        plans.iter().filter_map(PagePlan::last).map(|column| column.end).collect::<Vec<_>>(),
        [last, flow.items.len()]
    );
    assert_eq!(places(&plans), [(0, 1, Some(Length::ZERO))]);
}

#[test]
fn a_float_that_leaves_no_room_for_text_has_a_column_of_its_own() {
    let float = Piece::Float(98, Snap::Here, true);
    let pieces = [Piece::Paragraph(4), float, Piece::Paragraph(9), Piece::Paragraph(9), Piece::Paragraph(5)];
    let flow = list(&pieces, 2);
    let plans =
        paginate(&flow, &NoteList::default(), GRID, &Context::new(), &|_, _| room(11)).expect("two pages");
    assert_eq!(lines(&flow, &plans), [11, 0, 8, 8]);
    assert_eq!(places(&plans), [(0, 0, Some(Length::ZERO))]);
}

#[test]
fn a_float_stands_in_the_column_beside_the_end_of_the_text() {
    let flow = list(&[Piece::Paragraph(4), Piece::Float(98, Snap::Here, true), Piece::Paragraph(3)], 2);
    let plans =
        paginate(&flow, &NoteList::default(), GRID, &Context::new(), &|_, _| room(11)).expect("one page");
    assert_eq!(lines(&flow, &plans), [7, 0]);
    assert_eq!(places(&plans), [(0, 0, Some(Length::ZERO))]);
}

#[test]
fn text_goes_on_where_a_float_has_no_room_though_few_lines_do() {
    let flow = list(&[Piece::Paragraph(9), Piece::Float(60, Snap::Here, false), Piece::Paragraph(7)], 1);
    let plans =
        paginate(&flow, &NoteList::default(), GRID, &Context::new(), &|_, _| room(12)).expect("two pages");
    assert_eq!(lines(&flow, &plans), [12, 4]);
}
