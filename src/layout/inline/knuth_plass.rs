//! Total fit: the set of breaks whose lines together are the least bad.
//!
//! Spec: D. E. Knuth and M. F. Plass, “Breaking Paragraphs into Lines” (1981), with TeX's badness and demerits.
//! All arithmetic is on integers, so that every machine breaks alike.

use super::breakpoint::{Breakpoint, Totals};
use super::content::Measure;
use super::emergency::with_emergencies;
use super::typesetter::{Paragraph, Typesetter};
use crate::geometry::Length;
use crate::style::{HyphenateLimitLast, TextAlign, TextAlignLast};

/// The room of each line, and how it is filled.
#[derive(Clone, Debug)]
pub(super) struct LineWidths {
    /// Start and width of the first lines, where they differ from the rest.
    leading: Vec<(Length, Length)>,
    /// Start and width of all others.
    pub rest: (Length, Length),
    /// Where an initial letter starts.
    pub initial: Length,
    /// How many lines stand beside it: nothing hangs out of them towards it.
    pub beside: usize,
    /// Lines are stretched to their room.
    pub justified: bool,
    /// Last lines are stretched too.
    pub justified_last: bool,
    /// The shortest last line that is no runt.
    pub runt: Length,
    /// Most hyphens in a row.
    pub hyphens_in_row: u8,
    /// No hyphen at the end of the last full line.
    pub no_last_hyphen: bool,
}

impl LineWidths {
    /// The room in a measure, less the paragraph's indent and its initial letter; `tail` if lines below that give way
    /// to its tail.
    pub fn new(measure: &Measure, paragraph: &Paragraph<'_>, tail: bool) -> LineWidths {
        let text = &paragraph.content.style.text;
        let indent = text.indent.resolve(measure.width);
        // What is hung keeps half of its measure.
        let half = measure.width.max(Length::ZERO).scale(1, 2);
        let (first, others) =
            if text.indent_hanging { (Length::ZERO, indent.min(half)) } else { (indent, Length::ZERO) };
        let beside: Vec<Length> = match &paragraph.initial {
            Some(initial) if tail => initial.edges.iter().chain(&initial.tail).copied().collect(),
            Some(initial) => initial.edges.clone(),
            None => Vec::new(),
        };
        let count = measure.leading.len().max(beside.len()).max(usize::from(first != others));
        // The letter stands where the first line starts; what that one stands beside may end above the next.
        let letter = measure.line(0).0 + first;
        let line = |index: usize| {
            let (start, width) = measure.line(index);
            let own = if index == 0 { first } else { others };
            let by = beside.get(index).map_or(own, |&edge| own.max(letter + edge - start));
            (start + by, width - by)
        };
        LineWidths {
            leading: (0..count).map(line).collect(),
            rest: (others, measure.width - others),
            initial: letter,
            beside: beside.len(),
            justified: text.align == TextAlign::Justify,
            justified_last: text.align_last == TextAlignLast::Justify,
            runt: text.justification.runt.resolve(measure.width),
            hyphens_in_row: text.hyphenate_limit_lines,
            no_last_hyphen: text.hyphenate_limit_last == HyphenateLimitLast::Always,
        }
    }

    /// The same for lines that are not stretched.
    pub fn ragged(&self) -> LineWidths {
        LineWidths { justified: false, ..self.clone() }
    }

    /// The same with each line made narrower.
    pub fn narrowed(&self, by: Length) -> LineWidths {
        let narrow = |(start, width): (Length, Length)| (start, width - by);
        let leading = self.leading.iter().copied().map(narrow).collect();
        LineWidths { leading, rest: narrow(self.rest), ..self.clone() }
    }

    /// Start and width of a line.
    pub fn line(&self, index: usize) -> (Length, Length) {
        self.leading.get(index).copied().unwrap_or(self.rest)
    }

    /// How far the first character of a line may hang out that would hang out by `hang` at the margin.
    pub fn hang(&self, index: usize, hang: i64) -> i64 {
        if index < self.beside { 0 } else { hang }
    }

    /// From this line on all lines are alike.
    pub fn first_uniform(&self) -> usize {
        self.leading.len()
    }

    /// The width of the narrowest line, not negative.
    pub fn narrowest(&self) -> i64 {
        let widths = self.leading.iter().chain([&self.rest]).map(|&(_, width)| i64::from(width.0));
        widths.min().unwrap_or(0).max(0)
    }
}

/// One attempt's rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pass {
    pub tolerance: i64,
    pub hyphens: bool,
    /// Added to every line's stretch.
    pub extra_stretch: i64,
    /// Accept an overfull line rather than fail.
    pub last_resort: bool,
    /// More hyphens in a row than the style allows cost, where else they are not there: a word must not be cut for want of one.
    pub any_hyphens: bool,
}

/// The breaks of a paragraph.
pub(super) fn break_lines(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    widths: &LineWidths,
) -> Vec<Breakpoint> {
    let em = i64::from(paragraph.content.style.font.size.0);
    let ragged = if widths.justified { 0 } else { 4 * em };
    let first = paragraph.first_start(typesetter);
    let plain =
        Pass { tolerance: 0, hyphens: true, extra_stretch: ragged, last_resort: false, any_hyphens: false };
    let tries = [
        Pass { tolerance: 100, hyphens: false, ..plain },
        Pass { tolerance: 250, ..plain },
        Pass { tolerance: 1500, ..plain },
    ];
    let mut fallback = None;
    for pass in tries {
        let Some(breaks) = total_fit(&paragraph.breakpoints, first, widths, pass) else { continue };
        if !ends_in_runt(&breaks, widths) {
            return breaks;
        }
        fallback.get_or_insert(breaks);
    }
    if let Some(breaks) = fallback {
        return breaks;
    }
    let points = with_emergencies(typesetter, paragraph, widths.narrowest(), true);
    // A line that is far from full is left to the last resort: where every letter may end a line, trying them all would
    // cost the square of a line's length.
    let tolerance = INFINITE_BADNESS - 1;
    let emergency = Pass { tolerance, extra_stretch: ragged + 2 * em, any_hyphens: true, ..plain };
    // Lines that may be as short as they like still differ in how short they are.
    let last =
        Pass { last_resort: true, extra_stretch: ragged + (widths.narrowest() / 5).max(2 * em), ..emergency };
    total_fit(&points, first, widths, emergency)
        .or_else(|| total_fit(&points, first, widths, last))
        .unwrap_or_default()
}

/// Whether a paragraph of several lines ends in a line that is too short.
fn ends_in_runt(breaks: &[Breakpoint], widths: &LineWidths) -> bool {
    match breaks {
        [.., before, last] => last.end.width - before.start.width < i64::from(widths.runt.0),
        _ => false,
    }
}

/// TeX's fitness classes of lines, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fitness {
    Tight,
    Decent,
    Loose,
    VeryLoose,
}

/// A way to reach a breakpoint.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The breakpoint; none for the paragraph's start.
    point: Option<u32>,
    /// How many lines end at it or before.
    line: usize,
    fitness: Fitness,
    hyphens: u8,
    start: Totals,
    hang: i64,
    demerits: i64,
    previous: Option<u32>,
}

const LINE_PENALTY: i64 = 10;
const ADJACENT_DEMERITS: i64 = 10_000;
const DOUBLE_HYPHEN_DEMERITS: i64 = 10_000;
const FINAL_HYPHEN_DEMERITS: i64 = 5_000;
const HYPHEN_BEYOND_LIMIT_DEMERITS: i64 = 100_000;
/// Where the style asks for none: it is a lesser fault than a runt.
const LAST_HYPHEN_DEMERITS: i64 = 40_000;
const RUNT_DEMERITS: i64 = 60_000;
const OVERFULL_DEMERITS: i64 = 100_000_000;
const INFINITE_BADNESS: i64 = 10_000;

/// TeX's badness (The TeXbook, chapter 14; tex.web, 108): about 100 times the cube of `excess / room`.
fn badness(excess: i64, room: i64) -> i64 {
    if excess <= 0 {
        return 0;
    }
    if room <= 0 {
        return INFINITE_BADNESS;
    }
    let ratio = excess.saturating_mul(297) / room;
    if ratio > 1290 { INFINITE_BADNESS } else { ((ratio * ratio * ratio) + 0x20000) / 0x40000 }
}

/// The best breaks under a pass's rules; `None` if there are none.
pub(super) fn total_fit(
    points: &[Breakpoint],
    (start, hang): (Totals, i64),
    widths: &LineWidths,
    pass: Pass,
) -> Option<Vec<Breakpoint>> {
    let (nodes, active) = (Vec::with_capacity(points.len()), vec![0]);
    let mut fit = TotalFit { widths, pass, nodes, active, kept: Vec::new(), best: Vec::new() };
    fit.nodes.push(Node {
        point: None,
        line: 0,
        fitness: Fitness::Decent,
        hyphens: 0,
        start,
        hang,
        demerits: 0,
        previous: None,
    });
    let last = points.len().checked_sub(1)?;
    for (index, point) in points.iter().enumerate() {
        if point.flagged && !pass.hyphens {
            continue;
        }
        fit.try_break(u32::try_from(index).ok()?, point, index == last);
        if fit.active.is_empty() {
            return None;
        }
    }
    let best = fit.active.iter().min_by_key(|&&id| fit.nodes.get(id as usize).map(|node| node.demerits))?;
    let chain =
        std::iter::successors(fit.nodes.get(*best as usize), |node| fit.nodes.get(node.previous? as usize));
    let mut breaks: Vec<Breakpoint> =
        chain.filter_map(|node| points.get(node.point? as usize).copied()).collect();
    breaks.reverse();
    Some(breaks)
}

struct TotalFit<'a> {
    widths: &'a LineWidths,
    pass: Pass,
    nodes: Vec<Node>,
    active: Vec<u32>,
    /// The room for what stays active behind a break, and for the ways to it.
    kept: Vec<u32>,
    best: Vec<Node>,
}

/// What a line between two breaks is like.
enum Fit {
    Good { badness: i64, fitness: Fitness },
    Overfull,
    TooLoose,
}

impl TotalFit<'_> {
    fn try_break(&mut self, index: u32, point: &Breakpoint, is_last: bool) {
        let uniform = self.widths.first_uniform();
        let (mut best, mut kept) = (std::mem::take(&mut self.best), std::mem::take(&mut self.kept));
        let mut overfull: Option<Node> = None;
        for &id in &self.active {
            let Some(node) = self.nodes.get(id as usize) else { continue };
            match self.fit(node, point) {
                Fit::Overfull => {
                    let tight = Fitness::Tight;
                    let candidate = self.node(
                        id,
                        node,
                        index,
                        point,
                        is_last,
                        INFINITE_BADNESS,
                        tight,
                        OVERFULL_DEMERITS,
                    );
                    if overfull.is_none_or(|held| candidate.demerits < held.demerits) {
                        overfull = Some(candidate);
                    }
                    continue;
                }
                Fit::TooLoose => {}
                Fit::Good { badness, fitness } => {
                    let too_many = point.flagged && node.hyphens >= self.widths.hyphens_in_row;
                    if !too_many || self.pass.any_hyphens {
                        let extra = if too_many { HYPHEN_BEYOND_LIMIT_DEMERITS } else { 0 };
                        keep_best(
                            &mut best,
                            self.node(id, node, index, point, is_last, badness, fitness, extra),
                            uniform,
                        );
                    }
                }
            }
            if !point.forced {
                kept.push(id);
            }
        }
        if kept.is_empty() && best.is_empty() && self.pass.last_resort {
            best.extend(overfull);
        }
        self.kept = std::mem::replace(&mut self.active, kept);
        self.kept.clear();
        for node in best.drain(..) {
            self.active.push(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
            self.nodes.push(node);
        }
        self.best = best;
    }

    fn fit(&self, node: &Node, point: &Breakpoint) -> Fit {
        let room = i64::from(self.widths.line(node.line).1.0)
            + self.widths.hang(node.line, node.hang)
            + point.hang_end;
        let width = point.end.width - node.start.width;
        if width > room {
            let shrink = if self.widths.justified { point.end.shrink - node.start.shrink } else { 0 };
            if width - room > shrink {
                return Fit::Overfull;
            }
            let badness = badness(width - room, shrink);
            let fitness = if badness > 12 { Fitness::Tight } else { Fitness::Decent };
            return Fit::Good { badness, fitness };
        }
        if point.forced && !self.widths.justified_last {
            return Fit::Good { badness: 0, fitness: Fitness::Decent };
        }
        let stretch = if self.widths.justified { point.end.stretch - node.start.stretch } else { 0 };
        let badness = badness(room - width, stretch + self.pass.extra_stretch);
        if badness > self.pass.tolerance && !self.pass.last_resort {
            return Fit::TooLoose;
        }
        let fitness = match badness {
            0..=12 => Fitness::Decent,
            13..=99 => Fitness::Loose,
            _ => Fitness::VeryLoose,
        };
        Fit::Good { badness, fitness }
    }

    #[expect(clippy::too_many_arguments, reason = "one line of TeX's bookkeeping, named once")]
    fn node(
        &self,
        id: u32,
        from: &Node,
        index: u32,
        point: &Breakpoint,
        is_last: bool,
        badness: i64,
        fitness: Fitness,
        extra: i64,
    ) -> Node {
        let base = LINE_PENALTY + badness;
        let mut demerits = base * base + i64::from(point.penalty) * i64::from(point.penalty) + extra;
        if point.flagged && from.hyphens > 0 {
            demerits += DOUBLE_HYPHEN_DEMERITS;
        }
        if is_last && from.hyphens > 0 {
            demerits += FINAL_HYPHEN_DEMERITS;
            demerits += if self.widths.no_last_hyphen { LAST_HYPHEN_DEMERITS } else { 0 };
        }
        if (fitness as u8).abs_diff(from.fitness as u8) > 1 {
            demerits += ADJACENT_DEMERITS;
        }
        let width = point.end.width - from.start.width;
        if is_last && from.point.is_some() && width < i64::from(self.widths.runt.0) {
            demerits += RUNT_DEMERITS;
        }
        Node {
            point: Some(index),
            line: from.line + 1,
            fitness,
            hyphens: if point.flagged { from.hyphens.saturating_add(1) } else { 0 },
            start: point.start,
            hang: point.hang_start,
            demerits: from.demerits.saturating_add(demerits),
            previous: Some(id),
        }
    }
}

/// Keeps the best node of each fitness class, and of each line number while lines differ.
fn keep_best(best: &mut Vec<Node>, node: Node, uniform: usize) {
    let line = |node: &Node| node.line.min(uniform);
    let rival = best.iter_mut().find(|held| held.fitness == node.fitness && line(held) == line(&node));
    match rival {
        Some(held) if held.demerits <= node.demerits => {}
        Some(held) => *held = node,
        None => best.push(node),
    }
}

#[cfg(test)]
#[path = "knuth_plass_tests.rs"]
mod tests;
