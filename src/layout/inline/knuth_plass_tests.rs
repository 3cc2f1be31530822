//! Total fit against every way to break a short paragraph.

use proptest::prelude::*;

use super::*;
use crate::layout::inline::breakpoint::Place;

/// Words with their widths, and whether a line may end after each in a hyphen of ours; all in points.
fn points(words: &[(i64, bool)]) -> Vec<Breakpoint> {
    let pt = i64::from(Length::PER_PT);
    let mut totals = Totals::default();
    let mut list = Vec::new();
    for (unit, &(width, flagged)) in words.iter().enumerate() {
        let end = Totals { width: totals.width + width * pt, ..totals };
        let space = if flagged { 0 } else { 3 * pt };
        totals = Totals {
            width: end.width + space,
            stretch: end.stretch + space / 2,
            shrink: end.shrink + space / 3,
        };
        list.push(Breakpoint {
            unit,
            place: Place::End,
            end,
            start: totals,
            hang_end: 0,
            hang_start: 0,
            penalty: if flagged { 60 } else { 0 },
            flagged: flagged && unit + 1 < words.len(),
            forced: unit + 1 == words.len(),
        });
    }
    list
}

fn widths(leading: &[(i32, i32)], rest: i32) -> LineWidths {
    LineWidths {
        leading: leading.iter().map(|&(start, width)| (Length::pt(start), Length::pt(width))).collect(),
        rest: (Length::ZERO, Length::pt(rest)),
        initial: Length::ZERO,
        beside: 0,
        tail: false,
        justified: true,
        justified_last: false,
        runt: Length::pt(20),
        hyphens_in_row: u8::MAX,
        no_last_hyphen: false,
    }
}

const PASS: Pass = Pass { tolerance: 10_000, hyphens: true, extra_stretch: 0, last_resort: false };

/// The demerits of breaking at exactly these points; `None` if a line cannot be set so.
fn demerits(fit: &TotalFit<'_>, points: &[Breakpoint], chosen: &[usize]) -> Option<i64> {
    let mut node = start();
    for &index in chosen {
        let point = points.get(index)?;
        let Fit::Good { badness, fitness } = fit.fit(&node, point) else { return None };
        let last = index + 1 == points.len();
        node = fit.node(0, &node, index as u32, point, last, badness, fitness, 0);
    }
    Some(node.demerits)
}

fn start() -> Node {
    Node {
        point: None,
        line: 0,
        fitness: 1,
        hyphens: 0,
        start: Totals::default(),
        hang: 0,
        demerits: 0,
        previous: None,
    }
}

/// The least demerits over all sets of breaks.
fn least(fit: &TotalFit<'_>, points: &[Breakpoint]) -> Option<i64> {
    let last = points.len() - 1;
    let sets = 0u32..1 << last;
    let chosen = |set: u32| -> Vec<usize> {
        (0..last).filter(|index| set & (1 << index) != 0).chain([last]).collect()
    };
    sets.filter_map(|set| demerits(fit, points, &chosen(set))).min()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_other_breaks_cost_less(
        words in prop::collection::vec((4i64..30, prop::bool::weighted(0.2)), 2..14),
        leading in prop::collection::vec((0..40, 25..90), 0..4),
        rest in 40..90,
    ) {
        let points = points(&words);
        let widths = widths(&leading, rest);
        let fit = TotalFit { widths: &widths, pass: PASS, nodes: Vec::new(), active: Vec::new() };
        let found = total_fit(&points, (Totals::default(), 0), &widths, PASS);
        let found = found.map(|breaks| breaks.iter().map(|point| point.unit).collect::<Vec<_>>());
        let cost = found.as_deref().map(|chosen| demerits(&fit, &points, chosen));
        prop_assert_eq!(cost.flatten(), least(&fit, &points), "{:?}", found);
    }
}
