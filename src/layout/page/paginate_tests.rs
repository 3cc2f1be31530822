//! The breaks chosen against every possible choice.

use proptest::prelude::*;

use super::*;
use crate::layout::flow::item::{Fragment, PlacedLine};
use crate::layout::inline::Line;

const GRID: Length = Length::pt(10);

/// One paragraph, heading or picture of a made-up article.
#[derive(Clone, Debug)]
enum Piece {
    Paragraph(usize),
    Heading,
    Picture(i32),
}

fn pieces() -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        4 => (1usize..6).prop_map(Piece::Paragraph),
        1 => Just(Piece::Heading),
        1 => (5i32..45).prop_map(Piece::Picture),
    ];
    proptest::collection::vec(piece, 1..6)
}

fn list(pieces: &[Piece]) -> Flow {
    let line = || {
        FlowItem::Line(PlacedLine {
            x: Length::ZERO,
            line: Line { height: GRID, ..Line::default() },
            on_grid: true,
        })
    };
    let fragment =
        |height| FlowItem::Fragment(Fragment { height: Length::pt(height), ..Fragment::default() });
    let mut items = Vec::new();
    let mut cost = 0;
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            items.push(FlowItem::Break(Break::Allowed(cost)));
            items.push(FlowItem::Space(Length::pt(if matches!(piece, Piece::Paragraph(_)) { 0 } else { 7 })));
        }
        cost = 0;
        match piece {
            Piece::Paragraph(count) => {
                for index in 0..*count {
                    if index > 0 {
                        let cost = breaks::between_lines(index, *count, 2, 2, false);
                        items.push(FlowItem::Break(Break::Allowed(cost)));
                    }
                    items.push(line());
                }
            }
            Piece::Heading => {
                items.push(fragment(12));
                cost = breaks::STRANDED_HEADING;
            }
            Piece::Picture(height) => items.push(fragment(*height)),
        }
    }
    Flow { items, containers: Vec::new() }
}

fn is_break(item: &FlowItem) -> bool {
    matches!(item, FlowItem::Break(_))
}

/// What a page from one item to another costs; `None` if it does not fit though it could end earlier.
fn page_cost(flow: &Flow, start: usize, end: usize, room: Length, first: bool) -> Option<u64> {
    let mut page =
        Filling { y: Length::ZERO, empty: true, spaces: Length::ZERO, container: None, picture: None };
    for (index, item) in flow.items.get(start..end)?.iter().enumerate() {
        page.add(start + index, item, flow, GRID, start == 0);
    }
    let breaks_inside = flow.items.get(start + 1..end)?.iter().filter(|item| is_break(item)).count();
    let over = if page.y <= room {
        0
    } else if breaks_inside == 0 {
        u64::from(breaks::OVERFULL)
    } else {
        return None;
    };
    Some(
        over + match flow.items.get(end) {
            Some(FlowItem::Break(Break::Allowed(cost))) => {
                u64::from(*cost) + breaks::missing(room - page.y, GRID)
            }
            _ if first => 0,
            _ => breaks::last_page(page.y, GRID),
        },
    )
}

/// The least cost from an item on, by trying everything.
fn least(flow: &Flow, start: usize, room: Length) -> u64 {
    let ends = (start + 1..flow.items.len()).filter(|&at| flow.items.get(at).is_some_and(is_break));
    let ends = ends.chain([flow.items.len()]);
    let costs = ends.filter_map(|end| {
        let here = page_cost(flow, start, end, room, start == 0)?;
        Some(here + if end == flow.items.len() { 0 } else { least(flow, end, room) })
    });
    costs.min().unwrap_or(u64::MAX)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_choice_of_breaks_is_cheaper(pieces in pieces(), lines in 3i32..8) {
        let flow = list(&pieces);
        let room = Length::pt(lines * 10);
        let context = Context::new();
        let plans = paginate(&flow, GRID, &context, &|_, _| room).expect("few pages");
        let mut start = 0;
        let mut cost = 0;
        for plan in &plans {
            cost += page_cost(&flow, start, plan.end, room, start == 0).expect("a page that fits or must not");
            start = plan.end;
        }
        prop_assert_eq!(start, flow.items.len());
        prop_assert_eq!(cost, least(&flow, 0, room));
    }
}

#[test]
fn a_forced_break_to_a_side_leaves_a_blank_page() {
    let mut flow = list(&[Piece::Paragraph(1), Piece::Paragraph(1)]);
    for item in &mut flow.items {
        if is_break(item) {
            *item = FlowItem::Break(Break::Forced(Side::Right));
        }
    }
    let plans = paginate(&flow, GRID, &Context::new(), &|_, _| Length::pt(100)).expect("three pages");
    assert_eq!(plans.iter().map(|plan| plan.blank).collect::<Vec<_>>(), [false, true, false]);
}
