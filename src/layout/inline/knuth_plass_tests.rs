//! Total fit against every way to break a short paragraph, their cost written down once more and plainly.

use proptest::prelude::*;

use super::*;
use crate::layout::inline::breakpoint::Place;

/// How a line may end after a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// At a space.
    Space,
    /// In a hyphen of ours.
    Hyphen,
    /// After a hyphen or dash of the author's.
    Dash,
    /// It must.
    Forced,
}

/// A word: its width, how a line may end after it, how far its last character and the next word's first may hang out;
/// lengths in points.
type Word = (i64, End, i64, i64);

fn word() -> impl Strategy<Value = Word> {
    let end = prop_oneof![
        12 => Just(End::Space),
        4 => Just(End::Hyphen),
        2 => Just(End::Dash),
        1 => Just(End::Forced),
    ];
    (4i64..30, end, 0i64..3, 0i64..3)
}

fn points(words: &[Word]) -> Vec<Breakpoint> {
    let pt = i64::from(Length::PER_PT);
    let mut totals = Totals::default();
    let mut list = Vec::new();
    for (unit, &(width, kind, hang_end, hang_start)) in words.iter().enumerate() {
        let last = unit + 1 == words.len();
        let hyphen = if kind == End::Hyphen && !last { 2 * pt } else { 0 };
        let end = Totals { width: totals.width + width * pt, ..totals };
        let space = if kind == End::Space { 3 * pt } else { 0 };
        totals = Totals {
            width: end.width + space,
            stretch: end.stretch + space / 2,
            shrink: end.shrink + space / 3,
        };
        list.push(Breakpoint {
            unit,
            place: Place::End,
            end: Totals { width: end.width + hyphen, ..end },
            start: totals,
            hang_end: hang_end * pt,
            hang_start: hang_start * pt,
            penalty: match kind {
                End::Hyphen if !last => 60,
                End::Dash if !last => 30,
                _ => 0,
            },
            flagged: kind == End::Hyphen && !last,
            forced: kind == End::Forced || last,
        });
    }
    list
}

/// Rooms for lines, with rules that do not look further back than one line: only such can be met one break at a time.
fn rules() -> impl Strategy<Value = (LineWidths, Pass)> {
    let leading = prop::collection::vec((0..40i32, 25..90i32), 0..4);
    let limit = prop_oneof![3 => Just(u8::MAX), 1 => Just(1), 1 => Just(0)];
    let pass = (prop::sample::select(vec![100, 250, 1500, 9_999]), prop::bool::weighted(0.8));
    (leading, 40..90i32, 0..4usize, any::<[bool; 3]>(), limit, pass).prop_map(
        |(
            leading,
            rest,
            beside,
            [justified, justified_last, no_last_hyphen],
            limit,
            (tolerance, hyphens),
        )| {
            let leading: Vec<_> =
                leading.iter().map(|&(start, width)| (Length::pt(start), Length::pt(width))).collect();
            let widths = LineWidths {
                beside: beside.min(leading.len()),
                leading,
                rest: (Length::ZERO, Length::pt(rest)),
                initial: Length::ZERO,
                justified,
                justified_last,
                runt: Length::pt(20),
                hyphens_in_row: limit,
                no_last_hyphen,
            };
            let extra_stretch = if justified { 0 } else { 40 * i64::from(Length::PER_PT) };
            (widths, Pass { tolerance, hyphens, extra_stretch, last_resort: false, any_hyphens: false })
        },
    )
}

/// Badness as tex.web 108 defines it: 297 times the ratio in whole numbers, its cube over 2¹⁸ rounded.
fn plain_badness(missing: i64, give: i64) -> f64 {
    if missing <= 0 {
        return 0.0;
    }
    if give <= 0 {
        return 10_000.0;
    }
    let ratio = (missing as f64 * 297.0 / give as f64).floor();
    if ratio > 1_290.0 { 10_000.0 } else { (ratio.powi(3) / 262_144.0 + 0.5).floor() }
}

/// What breaking at exactly these points costs (The TeXbook, chapter 14, with our runts); `None` where a line cannot be
/// set so.
fn plain_cost(points: &[Breakpoint], chosen: &[usize], widths: &LineWidths, pass: Pass) -> Option<f64> {
    let (mut total, mut class, mut hyphens) = (0.0, 1, 0);
    let mut from = (Totals::default(), 0);
    for (line, &index) in chosen.iter().enumerate() {
        let point = points.get(index)?;
        let width = if line < widths.leading.len() { widths.leading[line].1 } else { widths.rest.1 };
        let hang = if line < widths.beside { 0 } else { from.1 };
        let room = i64::from(width.0) + hang + point.hang_end;
        let text = point.end.width - from.0.width;
        let (stretch, shrink) = match widths.justified {
            true => (point.end.stretch - from.0.stretch, point.end.shrink - from.0.shrink),
            false => (0, 0),
        };
        let badness = if text > room {
            if text - room > shrink {
                return None;
            }
            plain_badness(text - room, shrink)
        } else if point.forced && !widths.justified_last {
            0.0
        } else {
            let badness = plain_badness(room - text, stretch + pass.extra_stretch);
            if badness > pass.tolerance as f64 {
                return None;
            }
            badness
        };
        let is_last = index + 1 == points.len();
        let here = match (text > room, badness) {
            (_, badness) if badness <= 12.0 => 1,
            (true, _) => 0,
            (false, badness) if badness < 100.0 => 2,
            _ => 3,
        };
        total += (10.0 + badness).powi(2) + f64::from(point.penalty).powi(2);
        if hyphens > 0 && point.flagged {
            total += 10_000.0;
        }
        if hyphens > 0 && is_last {
            total += 5_000.0;
        }
        if i32::abs(here - class) > 1 {
            total += 10_000.0;
        }
        if is_last && line > 0 && text < i64::from(widths.runt.0) {
            total += 60_000.0;
        }
        if is_last && hyphens > 0 && widths.no_last_hyphen {
            total += 40_000.0;
        }
        hyphens = if point.flagged { hyphens + 1 } else { 0 };
        if point.flagged && hyphens > i32::from(widths.hyphens_in_row) {
            return None;
        }
        class = here;
        from = (point.start, point.hang_start);
    }
    Some(total)
}

/// What the breaker itself counts for these breaks.
fn counted(points: &[Breakpoint], chosen: &[usize], widths: &LineWidths, pass: Pass) -> Option<f64> {
    let (nodes, active, kept, best) = Default::default();
    let fit = TotalFit { widths, pass, nodes, active, kept, best };
    let mut node = Node {
        point: None,
        line: 0,
        fitness: Fitness::Decent,
        hyphens: 0,
        start: Totals::default(),
        hang: 0,
        demerits: 0,
        previous: None,
    };
    for &index in chosen {
        let point = points.get(index)?;
        let Fit::Good { badness, fitness } = fit.fit(&node, point) else { return None };
        node = fit.node(0, &node, index as u32, point, index + 1 == points.len(), badness, fitness, 0);
    }
    Some(node.demerits as f64)
}

/// Every set of breaks that holds the forced ones.
fn every_choice(points: &[Breakpoint], hyphens: bool) -> impl Iterator<Item = Vec<usize>> {
    let free: Vec<usize> = (0..points.len())
        .filter(|&index| !points[index].forced && (hyphens || !points[index].flagged))
        .collect();
    (0u32..1 << free.len()).map(move |set| {
        let taken = |index: &usize| {
            let bit = free.iter().position(|free| free == index);
            bit.map_or(points[*index].forced, |bit| set & (1 << bit) != 0)
        };
        (0..points.len()).filter(taken).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_other_breaks_cost_less(words in prop::collection::vec(word(), 1..=14), (widths, pass) in rules()) {
        let points = points(&words);
        let costs = every_choice(&points, pass.hyphens).filter_map(|chosen| plain_cost(&points, &chosen, &widths, pass));
        let least = costs.min_by(f64::total_cmp);
        let found = total_fit(&points, (Totals::default(), 0), &widths, pass);
        let found = found.map(|breaks| breaks.iter().map(|point| point.unit).collect::<Vec<_>>());
        let cost = found.as_deref().map(|chosen| plain_cost(&points, chosen, &widths, pass));
        prop_assert_eq!(cost, least.map(Some), "{:?}", found);
        let counted = found.as_deref().map(|chosen| counted(&points, chosen, &widths, pass));
        prop_assert_eq!(counted, cost);
    }
}
