//! Takes out what web pages and mails put around a text: blocks whose lines all say such things.

use super::line::{Line, Taken};
use super::report::{Report, reason};
use super::vocabulary::{BOILERPLATE, BOILERPLATE_STARTS, is_one, prefix};

/// Such blocks have at most so many lines.
const LONGEST: usize = 12;

/// Marks such lines.
pub(super) fn mark(lines: &mut [Line], report: &mut Report) {
    let mut exact: Vec<usize> = Vec::new();
    let mut sure: Vec<usize> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let length = lines.iter().skip(at).take_while(|line| !line.is_gone()).count();
        let block = lines.get(at..at + length).unwrap_or_default();
        let kinds: Option<Vec<bool>> =
            block.iter().take(LONGEST + 1).map(|line| boilerplate_kind(&line.text)).collect();
        for (offset, is_sure) in kinds.filter(|_| length <= LONGEST).into_iter().flatten().enumerate() {
            let list = if is_sure { &mut sure } else { &mut exact };
            list.push(at + offset);
        }
        at += length.max(1);
    }
    // One word such as “Print” may be a heading; two of them are a page's.
    if exact.len() + sure.len() > 1 {
        sure.append(&mut exact);
    }
    for at in sure {
        if let Some(line) = lines.get_mut(at) {
            report.drop_line(line, Taken::Furniture, reason::BOILERPLATE);
        }
    }
}

/// What is surely no heading though it is one word.
const SURE: &str = "advertisement|anzeige|werbung|publicité|publicidad|pubblicità|publicidade|advertentie|reklama|annons|реклама|\
    press release|for immediate release|pressemitteilung|communiqué de presse|nota de prensa|comunicado de prensa|comunicato stampa|\
    nota de imprensa|comunicado de imprensa|persbericht|informacja prasowa|pressmeddelande|пресс-релиз|skip to content|\
    skip to main content|share this article";

/// Whether a line is what pages and mails say: surely, maybe, or `None`.
pub(super) fn boilerplate_kind(text: &str) -> Option<bool> {
    if text.len() > 120 || text.split_whitespace().count() > 14 {
        return None;
    }
    let lower = text.to_lowercase();
    // What is said or asked is of the text.
    let is_kept = |c: char| c.is_alphanumeric() || "©('’\"“”„‘«».!?…".contains(c);
    let plain = lower.trim_matches(|c: char| !is_kept(c));
    if is_one(SURE, plain) || prefix(BOILERPLATE_STARTS, plain).is_some() || is_copyright(plain) {
        return Some(true);
    }
    is_one(BOILERPLATE, plain).then_some(false)
}

/// Whether a line says whose the text is: the word with its sign, with a year, or with what is reserved.
fn is_copyright(lower: &str) -> bool {
    let Some(rest) = lower.strip_prefix("copyright") else { return false };
    let rest = rest.trim_start_matches([' ', ':', ',']);
    let figures = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.starts_with(['©']) || rest.starts_with("(c)") || figures == 4 || rest.contains("all rights")
}

#[cfg(test)]
mod tests {
    use super::boilerplate_kind;

    #[test]
    fn words_of_pages_are_told_from_words_of_texts() {
        for (text, kind) in [
            ("Copyright 2019 The Courier", Some(true)),
            ("Copyright (c) The Courier", Some(true)),
            ("Copyright The Courier. All rights reserved.", Some(true)),
            ("Copyright before 1911", None),
            ("« Print »", None),
            ("“Listen.”", None),
            ("“Home!”", None),
            ("[Print]", Some(false)),
            ("— Advertisement —", Some(true)),
        ] {
            assert_eq!(boilerplate_kind(text), kind, "{text}");
        }
    }
}
