//! First fit: each line takes what it can hold. For code, where lines stand for themselves.

use super::breakpoint::{Breakpoint, Place};
use super::emergency::with_emergencies;
use super::knuth_plass::LineWidths;
use super::typesetter::{Paragraph, Typesetter};

/// The breaks of a paragraph: at its forced breaks, and where a line would run over.
pub(super) fn break_lines(
    typesetter: &Typesetter<'_>,
    paragraph: &Paragraph<'_>,
    widths: &LineWidths,
) -> Vec<Breakpoint> {
    let room = |line: usize| i64::from(widths.line(line).1.0).max(0);
    let fits = |start: i64, point: &Breakpoint, line: usize| point.end.width - start <= room(line);
    let plain: Vec<Breakpoint> = paragraph.breakpoints.iter().copied().filter(|point| point.forced).collect();
    let mut start = 0;
    let all_fit = plain.iter().enumerate().all(|(line, point)| {
        let fit = fits(start, point, line);
        start = point.start.width;
        fit
    });
    if all_fit {
        return plain;
    }
    let points = with_emergencies(typesetter, paragraph, widths.narrowest(), false);
    let mut breaks: Vec<Breakpoint> = Vec::with_capacity(plain.len() * 2);
    let mut start = 0;
    let (mut good, mut any): (Option<Breakpoint>, Option<Breakpoint>) = (None, None);
    for point in points.iter().filter(|point| !point.flagged) {
        while !fits(start, point, breaks.len()) {
            let half = start + room(breaks.len()) / 2;
            let chosen = good.filter(|held| held.end.width > half).or(any).or(good);
            let Some(chosen) = chosen else { break };
            start = chosen.start.width;
            breaks.push(chosen);
            good = good.filter(|held| held.start.width > start);
            any = any.filter(|held| held.start.width > start);
        }
        if point.forced {
            breaks.push(*point);
            start = point.start.width;
            (good, any) = (None, None);
        } else if point.place == Place::End {
            good = Some(*point);
            any = Some(*point);
        } else {
            any = Some(*point);
        }
    }
    breaks
}
