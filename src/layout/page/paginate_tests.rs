//! The breaks chosen against every possible choice, and against the pages that are filled as far as they go.

use proptest::prelude::*;

use super::*;
use crate::layout::flow::item::{Columns, Fragment};
use crate::layout::flow::note::Called;
use crate::layout::inline::Line;
use crate::layout::page::filling::Filling;
use crate::layout::page::notes::NoteRoom;
use crate::layout::quality::LineFacts;
use crate::source::Span;

const GRID: Length = Length::pt(10);
const NOTE_LINE: Length = Length::pt(8);
const ABOVE_NOTES: Length = Length::pt(6);

/// One paragraph, heading or picture of a made-up article.
#[derive(Clone, Debug)]
enum Piece {
    /// So many lines, of which one may call a note of so many lines.
    Paragraph(usize, Option<(usize, usize)>),
    Heading,
    Picture(i32),
}

fn pieces(most: usize) -> impl Strategy<Value = Vec<Piece>> {
    let piece = prop_oneof![
        4 => (1usize..6).prop_map(|lines| Piece::Paragraph(lines, None)),
        3 => (1usize..6, 0usize..6, 1usize..7).prop_map(|(lines, at, note)| {
            Piece::Paragraph(lines, Some((at % lines, note)))
        }),
        1 => Just(Piece::Heading),
        1 => (5i32..45).prop_map(Piece::Picture),
    ];
    proptest::collection::vec(piece, 1..most)
}

/// A made-up article: its text, and its notes as numbers of lines.
struct Article {
    body: Flow,
    notes: NoteList,
    lines: Vec<usize>,
    columns: usize,
}

/// A page and a column on it, both from 0.
type At = (usize, usize);

fn line(height: Length, on_grid: bool) -> FlowItem {
    FlowItem::line(Length::ZERO, Line { height, ..Line::default() }, on_grid)
}

/// A line of running text: which of how many in which paragraph.
fn text_line(paragraph: usize, index: usize, count: usize) -> FlowItem {
    let number = |value| u32::try_from(value).expect("a small number");
    let (paragraph, index, count) = (number(paragraph), number(index), number(count));
    let facts = LineFacts { paragraph, index, count, orphans: 2, widows: 2, ..LineFacts::default() };
    let line = Line { height: GRID, facts, ..Line::default() };
    FlowItem::line(Length::ZERO, line, true)
}

fn article(pieces: &[Piece], columns: usize) -> Article {
    let fragment =
        |height| FlowItem::fragment(Fragment { height: Length::pt(height), ..Fragment::default() });
    let (mut items, mut called, mut lines): (_, Vec<Called>, _) = (Vec::new(), Vec::new(), Vec::new());
    let mut cost = 0;
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 {
            items.push(FlowItem::Break(Break::Allowed(cost)));
            let space = if matches!(piece, Piece::Paragraph(..)) { 0 } else { 7 };
            items.push(FlowItem::Space(Length::pt(space)));
        }
        cost = 0;
        match piece {
            Piece::Paragraph(count, call) => {
                for index in 0..*count {
                    if index > 0 {
                        let cost = breaks::between_lines(index, *count, 2, 2);
                        items.push(FlowItem::Break(Break::Allowed(cost)));
                    }
                    items.push(text_line(number, index, *count));
                    called.resize(items.len() - 1, Called { notes: lines.len(), by_text: lines.len() });
                    lines.extend(call.filter(|(at, _)| *at == index).map(|(_, note)| note));
                    called.push(Called { notes: lines.len(), by_text: lines.len() });
                }
            }
            Piece::Heading => {
                items.push(fragment(12));
                cost = breaks::STRANDED_HEADING;
            }
            Piece::Picture(height) => items.push(fragment(*height)),
        }
    }
    called.resize(items.len(), Called { notes: lines.len(), by_text: lines.len() });
    let notes = note_flow(&lines);
    let spans = vec![Span::default(); lines.len()];
    let notes = NoteList { flow: notes.0, ends: notes.1, spans, called };
    let columns_of = Columns { count: columns, width: Length::pt(50), ..Columns::default() };
    let section = Section { columns: columns_of, ..Section::default() };
    let body = Flow { items, sections: vec![section], ..Flow::default() };
    Article { body, notes, lines, columns }
}

fn note_flow(notes: &[usize]) -> (Flow, Vec<usize>) {
    let (mut items, mut ends) = (Vec::new(), Vec::new());
    for &count in notes {
        for index in 0..count {
            if !items.is_empty() {
                let cost = if index == 0 { 0 } else { breaks::between_lines(index, count, 2, 2) };
                items.push(FlowItem::Break(Break::Allowed(cost)));
            }
            items.push(line(NOTE_LINE, false));
        }
        ends.push(items.len());
    }
    (Flow { items, ..Flow::default() }, ends)
}

fn room(lines: i32) -> PageRoom {
    let height = GRID.scale(lines, 1);
    let notes = NoteRoom { above: ABOVE_NOTES, below: Length::ZERO, most: height.scale(3, 5) };
    PageRoom { height, notes }
}

fn is_break(item: &FlowItem) -> bool {
    matches!(item, FlowItem::Break(_))
}

/// The notes by their lines, which are counted through.
impl Article {
    /// What a break before a line costs.
    fn cost_before(&self, line: usize) -> u64 {
        let mut start = 0;
        for &count in &self.lines {
            if (start + 1..start + count).contains(&line) {
                return u64::from(breaks::between_lines(line - start, count, 2, 2));
            }
            start += count;
        }
        0
    }

    fn height(from: usize, to: usize) -> Length {
        let lines = i32::try_from(to - from).expect("few lines");
        if lines == 0 { Length::ZERO } else { ABOVE_NOTES + NOTE_LINE.scale(lines, 1) }
    }

    /// The cheapest line to go on with on the next page, and what that costs.
    fn division(&self, from: usize, first: usize, wanted: usize, room: Length) -> Option<(usize, u64)> {
        let fitting = (first..=wanted).filter(|&to| Self::height(from, to) <= room);
        let cost = |to: usize| {
            if to == wanted { 0 } else { self.cost_before(to) + u64::from(breaks::DIVIDED_NOTE) }
        };
        let missing = |to: usize| breaks::missing(room - Self::height(from, to), GRID);
        fitting.rev().map(|to| (to, cost(to))).min_by_key(|&(to, cost)| cost + missing(to))
    }

    /// What it costs that a column holds a single line out of the middle of a paragraph.
    fn sliver(&self, start: usize, end: usize) -> u64 {
        let line = |place: usize| match self.body.items.get(place + 1) {
            Some(FlowItem::Line(placed)) if place > 0 => Some(placed.line.facts),
            _ => None,
        };
        let lines = line(start).zip(line(end)).filter(|(from, to)| from.paragraph == to.paragraph);
        let is_sliver = lines.is_some_and(|(from, to)| from.index > 0 && to.index < from.index + 2);
        if is_sliver { u64::from(breaks::WIDOW_OR_ORPHAN) } else { 0 }
    }

    /// What a page from one item to another costs, and the line of the notes that the next one goes on with;
    /// `None` if it does not fit though it could end earlier.
    fn page(&self, start: usize, end: usize, from: usize, at: At, room: PageRoom) -> Option<(u64, usize)> {
        let items = &self.body.items;
        let mut page = Filling::new(&self.body, GRID, None, None, Length::ZERO);
        (start..end).for_each(|index| page.add(index, start == 0));
        let called = self.notes.called.get(end - 1)?.notes;
        let wanted: usize = self.lines.iter().take(called).sum();
        let last = wanted - called.checked_sub(1).and_then(|last| self.lines.get(last)).copied().unwrap_or(0);
        let before = start.checked_sub(1).map_or(0, |item| self.notes.called[item].notes);
        let must = if called > before && last >= from { last + 1 } else { from };
        let is_last = end == items.len();
        let shares =
            room.notes.most.max(if wanted > from { Self::height(from, from + 1) } else { Length::ZERO });
        let most = if is_last { room.height } else { shares.min(room.height - GRID) };
        let (cost, to) = if Self::height(from, wanted) <= most.min(room.height - page.y) {
            (0, wanted)
        } else if let Some((to, cost)) = self.division(from, must, wanted, most.min(room.height - page.y)) {
            (cost, to)
        } else if items.get(start + 1..end)?.iter().any(is_break) {
            return None;
        } else {
            let over = if page.y > room.height { u64::from(breaks::OVERFULL) } else { 0 };
            let (to, cost) = self.division(from, from, wanted, room.height - page.y).unwrap_or((from, 0));
            (over + u64::from(breaks::LATE_NOTE) + cost, to)
        };
        let left = room.height - Self::height(from, to);
        let left = Length(left.0 - left.0.rem_euclid(GRID.0));
        let ending = match items.get(end) {
            Some(FlowItem::Break(Break::Allowed(cost))) => {
                let missing = breaks::missing(left - page.y, GRID);
                let missing = if self.columns > 1 { breaks::ragged(missing) } else { missing };
                let cost = u64::from(*cost) + self.sliver(start, end);
                breaks::in_column(cost, at.1 + 1 < self.columns) + missing
            }
            _ if at.0 == 0 => self.rest(to, room),
            _ => breaks::last_page(page.y, GRID) + self.rest(to, room),
        };
        Some((cost + ending, to))
    }

    /// What the pages cost that hold the rest of the notes.
    fn rest(&self, from: usize, room: PageRoom) -> u64 {
        let wanted: usize = self.lines.iter().sum();
        if from == wanted {
            return 0;
        }
        let found = self.division(from, from + 1, wanted, room.height);
        let whole = (Self::height(from, wanted) <= room.height).then_some((wanted, 0));
        let (to, cost) = whole.or(found).unwrap_or((from + 1, u64::from(breaks::OVERFULL)));
        cost + u64::from(breaks::PAGE_OF_NOTES) + self.rest(to, room)
    }

    fn ends(&self, start: usize) -> impl DoubleEndedIterator<Item = usize> {
        let items = &self.body.items;
        let ends = (start + 1..items.len()).filter(|&at| items.get(at).is_some_and(is_break));
        ends.chain([items.len()])
    }

    /// The least cost from an item on, by trying everything.
    fn least(&self, start: usize, from: usize, at: At, room: PageRoom) -> u64 {
        let costs = self.ends(start).filter_map(|end| {
            let (here, to) = self.page(start, end, from, at, room)?;
            Some(
                here + if end == self.body.items.len() {
                    0
                } else {
                    self.least(end, to, self.next(at), room)
                },
            )
        });
        costs.min().unwrap_or(u64::MAX)
    }

    fn next(&self, (page, column): At) -> At {
        if column + 1 < self.columns { (page, column + 1) } else { (page + 1, 0) }
    }

    /// The cost of pages that are each filled as far as they go.
    fn greedy(&self, room: PageRoom) -> u64 {
        let (mut start, mut from, mut sum, mut at) = (0, 0, 0, (0, 0));
        while start < self.body.items.len() {
            let page = |end| Some((end, self.page(start, end, from, at, room)?));
            let (end, (cost, to)) =
                self.ends(start).rev().find_map(page).expect("the first end always holds");
            (start, from, sum, at) = (end, to, sum + cost, self.next(at));
        }
        sum
    }

    /// The cost of the pages that were chosen.
    fn chosen(&self, room: PageRoom) -> u64 {
        let context = Context::new();
        let plans = paginate(&self.body, &self.notes, GRID, &context, &|_, _| room).expect("few pages");
        let (mut start, mut from, mut sum, mut at) = (0, 0, 0, (0, 0));
        let columns = plans.iter().flat_map(|plan| &plan.rows).flat_map(|row| &row.columns);
        for plan in columns {
            if plan.end == start {
                break;
            }
            let (cost, to) =
                self.page(start, plan.end, from, at, room).expect("a page that fits or must not");
            let lines =
                |item: usize| self.notes.flow.items.iter().take(item).filter(|item| !is_break(item)).count();
            if plan.end < self.body.items.len() {
                assert_eq!(lines(plan.notes), to, "the notes end where they should");
            }
            (start, from, sum, at) = (plan.end, to, sum + cost, self.next(at));
        }
        assert_eq!(start, self.body.items.len());
        assert_eq!(
            plans.last().and_then(PagePlan::last).map(|column| column.notes),
            Some(self.notes.flow.items.len()),
            "every note is set"
        );
        sum
    }
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn no_choice_of_breaks_is_cheaper(pieces in pieces(6), lines in 3i32..8, columns in 1usize..4) {
        let article = article(&pieces, columns);
        prop_assert_eq!(article.chosen(room(lines)), article.least(0, 0, (0, 0), room(lines)));
    }

    #[test]
    fn pages_filled_as_far_as_they_go_are_not_cheaper(
        pieces in pieces(60), lines in 5i32..20, columns in 1usize..4
    ) {
        let article = article(&pieces, columns);
        prop_assert!(article.chosen(room(lines)) <= article.greedy(room(lines)));
    }
}

#[test]
fn a_forced_break_to_a_side_leaves_a_blank_page() {
    let mut article = article(&[Piece::Paragraph(1, None), Piece::Paragraph(1, None)], 1);
    for item in &mut article.body.items {
        if is_break(item) {
            *item = FlowItem::Break(Break::Forced(Side::Right));
        }
    }
    let plans = paginate(&article.body, &article.notes, GRID, &Context::new(), &|_, _| room(10))
        .expect("three pages");
    assert_eq!(plans.iter().map(|plan| plan.blank).collect::<Vec<_>>(), [false, true, false]);
}

#[test]
fn a_note_begins_on_the_page_of_its_call_and_goes_on_where_it_does_not_fit() {
    let article = article(&[Piece::Paragraph(5, Some((1, 12))), Piece::Paragraph(5, None)], 1);
    let plans =
        paginate(&article.body, &article.notes, GRID, &Context::new(), &|_, _| room(8)).expect("two pages");
    let lines = |plan: &PagePlan| plan.last().map_or(0, |column| column.notes.div_ceil(2));
    assert_eq!(plans.iter().map(lines).collect::<Vec<_>>(), [5, 10, 12]);
}

#[test]
fn a_note_without_room_on_its_page_comes_late_and_is_reported() {
    let article = article(&[Piece::Picture(30), Piece::Paragraph(1, Some((0, 2)))], 1);
    let context = Context::new();
    let plans =
        paginate(&article.body, &article.notes, GRID, &context, &|_, _| room(1)).expect("three pages");
    report_late(&plans, &article.notes, &context);
    assert_eq!(
        plans.iter().filter_map(PagePlan::last).map(|column| column.notes).collect::<Vec<_>>(),
        [0, 0, 1, 3]
    );
    assert_eq!(
        context.take_diagnostics().iter().map(|message| message.code).collect::<Vec<_>>(),
        [Code::NoteLate]
    );
}

#[test]
fn a_note_keeps_two_lines_on_each_side_in_whichever_of_its_paragraphs() {
    let mut article = article(&[Piece::Paragraph(4, Some((0, 5))), Piece::Paragraph(1, None)], 1);
    // The first line of the note is a paragraph of its own.
    let between = article.notes.flow.items.iter_mut().find(|item| is_break(item));
    *between.expect("a note of several lines") = FlowItem::Break(Break::Allowed(0));
    let plans =
        paginate(&article.body, &article.notes, GRID, &Context::new(), &|_, _| room(6)).expect("two pages");
    let ends: Vec<usize> =
        plans.iter().filter_map(PagePlan::last).map(|column| column.notes.div_ceil(2)).collect();
    assert_eq!(ends, [3, 5]);
}

#[test]
fn no_column_holds_a_single_line_out_of_a_paragraph() {
    let mut article = article(&[Piece::Paragraph(5, None)], 3);
    if let Some(section) = article.body.sections.first_mut() {
        section.columns.balanced = true;
    }
    let plans =
        paginate(&article.body, &article.notes, GRID, &Context::new(), &|_, _| room(20)).expect("one page");
    let mut start = 0;
    let lines = plans.iter().flat_map(|plan| &plan.rows).flat_map(|row| &row.columns).map(|column| {
        let from = std::mem::replace(&mut start, column.end);
        let items = article.body.items.get(from..column.end).unwrap_or_default();
        items.iter().filter(|item| !is_break(item)).count()
    });
    assert_eq!(lines.collect::<Vec<_>>(), [3, 2]);
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn columns_end_at_one_height_where_they_can(paragraphs in proptest::collection::vec(1usize..8, 1..12), columns in 2usize..4) {
        let pieces: Vec<Piece> = paragraphs.iter().map(|lines| Piece::Paragraph(*lines, None)).collect();
        let mut article = article(&pieces, columns);
        if let Some(section) = article.body.sections.first_mut() {
            section.columns.balanced = true;
        }
        let room = room(60);
        let plans = paginate(&article.body, &article.notes, GRID, &Context::new(), &|_, _| room).expect("one page");
        prop_assert_eq!(plans.len(), 1);
        let row = &plans[0].rows[0];
        prop_assert!(row.columns.len() <= columns);
        let lines: usize = paragraphs.iter().sum();
        let (mut start, mut most) = (0, 0);
        for column in &row.columns {
            let here = article.body.items[start..column.end].iter().filter(|item| matches!(item, FlowItem::Line(_)));
            most = most.max(here.count());
            start = column.end;
        }
        prop_assert_eq!(start, article.body.items.len());
        // Two lines stay together, so that a column may be a little longer than its share.
        prop_assert!(most <= lines.div_ceil(columns) + 3, "{} of {} lines in {} columns", most, lines, columns);
    }
}
