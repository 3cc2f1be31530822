//! Reads the marks that typists set by hand: lines under headings and signs before quoted lines; and tells Markdown.

use super::line::{Line, Taken};
use super::report::Report;

/// Marks headings that a line is drawn under, and quoted lines.
pub(super) fn mark(lines: &mut [Line], report: &mut Report) {
    underlined(lines, report);
    quoted(lines);
}

/// The sign that a line consists of, three or more of it.
fn drawn(text: &str) -> Option<char> {
    let sign = text.chars().next().filter(|sign| matches!(sign, '=' | '-' | '~'))?;
    (text.len() > 2 && text.chars().all(|c| c == sign)).then_some(sign)
}

/// Marks the headings; the lines under them go.
fn underlined(lines: &mut [Line], report: &mut Report) {
    for at in 1..lines.len() {
        let is_blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(Line::is_gone);
        let is_columns = lines.get(at + 1).is_some_and(|below| below.text.contains("   "));
        let (Some(rule), Some(head)) = (lines.get(at), lines.get(at - 1)) else { continue };
        let (Some(sign), false) = (drawn(&rule.text), head.is_gone()) else { continue };
        let is_long = rule.width * 2 >= head.width && rule.width <= head.width + 24;
        let over =
            at.checked_sub(2).filter(|over| lines.get(*over).is_some_and(|over| over.text == rule.text));
        let is_apart = is_blank(at.checked_sub(2)) || over.is_some() && is_blank(at.checked_sub(3));
        let fits = drawn(&head.text).is_none() && head.width <= 80 && !head.text.contains("   ");
        if !is_long || !is_apart || !fits || is_columns || head.text.ends_with([',', ';']) {
            continue;
        }
        if let Some(head) = lines.get_mut(at - 1) {
            head.under = Some(sign);
        }
        for at in over.into_iter().chain([at]) {
            let Some(rule) = lines.get_mut(at) else { continue };
            rule.taken = Taken::Said;
            report.said.push(rule.span);
        }
    }
}

/// Takes the signs from quoted lines and marks these, if there are several and others.
fn quoted(lines: &mut [Line]) {
    let rest = |text: &str| {
        let inner = text.strip_prefix('>')?;
        (inner.is_empty() || inner.starts_with([' ', '>']))
            .then(|| inner.trim_start_matches(['>', ' ']).len())
    };
    let all = lines.iter().filter(|line| !line.is_gone()).count();
    let count = lines.iter().filter(|line| !line.is_gone() && rest(&line.text).is_some()).count();
    if count < 2 {
        return;
    }
    for line in lines.iter_mut().filter(|line| !line.is_gone()) {
        let Some(length) = rest(&line.text) else { continue };
        line.text = line.text.split_off(line.text.len() - length);
        line.width = line.text.chars().count();
        line.span.start =
            line.span.start.max(line.span.end.saturating_sub(u32::try_from(length).unwrap_or(0)));
        // What is quoted as a whole is no quotation.
        line.is_quoted = count * 10 < all * 9;
    }
}

/// Whether a text has marks of Markdown, of two kinds at least or several headings.
pub(super) fn is_markdown(lines: &[Line]) -> bool {
    let is_heading = |text: &str| {
        let rest = text.trim_start_matches('#');
        (1..=6).contains(&(text.len() - rest.len()))
            && rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
    };
    let is_strong = |text: &str| {
        text.split("**").skip(1).step_by(2).any(|inner| inner.starts_with(char::is_alphanumeric))
            && text.matches("**").count() > 1
    };
    let count = |test: &dyn Fn(&str) -> bool| lines.iter().filter(|line| test(&line.text)).take(3).count();
    let headings = count(&is_heading);
    let kinds: [usize; 4] = [
        headings,
        count(&|text| text.contains("](")),
        count(&|text| text.starts_with("```") || text.starts_with("~~~")),
        count(&is_strong),
    ];
    headings > 2 || kinds.iter().filter(|count| **count > 0).count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceId;

    fn read(text: &str) -> Vec<Line> {
        let mut lines = crate::import::text::line::lines(text, SourceId(0));
        mark(&mut lines, &mut Report::default());
        lines.into_iter().filter(|line| !line.is_gone()).collect()
    }

    #[test]
    fn lines_under_headings_are_told_from_breaks_and_tables() {
        let heads = |text: &str| read(text).iter().filter(|line| line.under.is_some()).count();
        assert_eq!(heads("One\n===\n\nWords.\n\nTwo\n-----\nWords."), 2);
        assert_eq!(heads("====\nOne\n====\n\nWords."), 1);
        assert_eq!(heads("Words.\n\n----\n\nWords."), 0);
        assert_eq!(heads("Of two\nlines.\n------\nWords."), 0);
        assert_eq!(heads("Name   Age\n----------\nAnn    9"), 0);
    }

    #[test]
    fn quoted_lines_lose_their_signs() {
        let lines = read("Words.\n\n> One\n> >two\n\nWords.");
        let texts: Vec<(&str, bool)> =
            lines.iter().map(|line| (line.text.as_str(), line.is_quoted)).collect();
        assert_eq!(texts, [("Words.", false), ("One", true), ("two", true), ("Words.", false)]);
        assert!(read("> is more than.\n\nWords.").iter().all(|line| !line.is_quoted));
        assert!(read("> One\n> two").iter().all(|line| !line.is_quoted && !line.text.contains('>')));
    }

    #[test]
    fn markdown_is_told() {
        let is = |text: &str| is_markdown(&crate::import::text::line::lines(text, SourceId(0)));
        assert!(is("# Title\n\nA [link](a.html).") && is("# One\n\n## Two\n\n## Three"));
        assert!(!is("# 1 fan\n\nHe gave it ** of five.") && !is("* one\n* two"));
    }
}
