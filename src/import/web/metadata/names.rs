//! Names of people, and of sites in the titles of windows.

use crate::import::web::dom::squeeze;

/// Words before names, in the languages that we know.
const BEFORE: [&str; 23] = [
    "by",
    "written by",
    "posted by",
    "published by",
    "author:",
    "authors:",
    "words by",
    "story by",
    "text by",
    "von",
    "par",
    "por",
    "di",
    "scritto da",
    "a cura di",
    "autor:",
    "autora:",
    "auteur:",
    "autore:",
    "av",
    "przez",
    "text:",
    "door",
];

/// Words between names.
const BETWEEN: [&str; 11] =
    [" and ", " & ", " und ", " et ", " y ", " e ", " i ", " och ", " with ", "; ", " en "];

/// The names that a line holds.
pub(in crate::import::web) fn names(line: &str) -> Vec<String> {
    let mut line = squeeze(line);
    while let Some(rest) = without_before(&line) {
        line = rest;
    }
    for between in BETWEEN {
        line = line.replace(between, ", ");
    }
    let parts: Vec<&str> = line.split(", ").map(str::trim).collect();
    parts
        .into_iter()
        .map(|part| part.trim_matches([',', '.', ':', '·', '|', '-', '–', '—', ' ', '(', ')']))
        .filter(|part| is_name(part))
        .map(str::to_owned)
        .collect()
}

fn without_before(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    BEFORE.iter().find_map(|before| {
        let rest = lower.strip_prefix(before)?;
        if !rest.starts_with([' ', ':', '\u{A0}']) && !before.ends_with(':') {
            return None;
        }
        // Lowering may change lengths; the words before names are of ASCII.
        line.get(before.len()..).map(|rest| rest.trim_start_matches([':', ' ']).to_owned())
    })
}

/// Whether words look like a name: few, without addresses.
fn is_name(text: &str) -> bool {
    let words = text.split(' ').count();
    let has_year =
        text.split(' ').any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_word = text.chars().any(char::is_alphabetic) && !text.contains("://") && !text.contains('@');
    let is_first_capital = text.chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit())
        || words == 1
        || text.starts_with("de ")
        || text.starts_with("van ")
        || text.starts_with("von ");
    is_word && !has_year && words <= 6 && text.chars().count() <= 60 && is_first_capital && !is_label(text)
}

/// Whether words only lead to a day or a name, in an element of their own: `Posted on`.
fn is_label(text: &str) -> bool {
    const LABELS: [&str; 8] = [
        "posted on",
        "published on",
        "written on",
        "veröffentlicht am",
        "publié le",
        "publicado el",
        "pubblicato il",
        "publicerad",
    ];
    LABELS.contains(&text.to_lowercase().as_str())
}

/// A line up to a sign that parts a byline from what follows it.
pub(in crate::import::web) fn before_date(line: &str) -> &str {
    let end = ["|", "·", "•", " on ", " am ", " le ", " el ", " il ", "\n\n", ", le "]
        .iter()
        .filter_map(|sign| line.find(sign))
        .filter(|at| *at > 3)
        .min();
    line.get(..end.unwrap_or(line.len())).unwrap_or(line)
}

/// What of a line follows its day, where a name does: `May 2nd, 2011 by Ida Holm`.
pub(in crate::import::web) fn behind_day(line: &str) -> Option<&str> {
    const BY: [&str; 7] = [" by ", " von ", " par ", " por ", " di ", " av ", " door "];
    BY.iter().find_map(|by| {
        let at = line.find(by)?;
        let name = line.get(at + 1..)?;
        (has_name(name) && super::find_day(line.get(..at)?).is_some()).then_some(name)
    })
}

/// Whether a line begins as a byline does.
pub(in crate::import::web) fn has_name(line: &str) -> bool {
    without_before(&squeeze(line)).is_some_and(|rest| rest.chars().next().is_some_and(char::is_uppercase))
}

/// A name as it is spoken, of one that is written as it is sorted.
pub(super) fn spoken(name: &str) -> String {
    match name.split_once(", ") {
        Some((family, given))
            if !given.contains(',') && !family.contains(' ') || name.matches(',').count() == 1 =>
        {
            format!("{} {}", given.trim(), family.trim())
        }
        _ => name.to_owned(),
    }
}

/// The parts of a window's title.
pub(in crate::import::web) fn split_title(title: &str) -> Vec<String> {
    const BETWEEN: [&str; 12] =
        [" | ", " - ", " – ", " — ", " · ", " :: ", " » ", " « ", " • ", " / ", " › ", " ~ "];
    let mut parts = vec![title.to_owned()];
    for between in BETWEEN {
        parts = parts.iter().flat_map(|part| part.split(between).map(str::to_owned)).collect();
    }
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.iter().map(|part| squeeze(part)).filter(|part| !part.is_empty()).collect()
}

/// The place of the last part of a window's title before the site's name, where the headline says them all in its words:
/// `Error code 12` in the window as `12 - Index of errors`.
pub(in crate::import::web) fn before_site(parts: &[String], title: &str) -> Option<usize> {
    let (_, before) = parts.split_last()?;
    let title = title.to_lowercase();
    let is_said = |part: &String| title.contains(&part.to_lowercase());
    (!title.is_empty() && before.iter().all(is_said)).then(|| before.len().checked_sub(1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{names, split_title, spoken};

    #[test]
    fn names_are_parted() {
        assert_eq!(
            names("By Rosalind Achterberg and Femi Oduwalle"),
            ["Rosalind Achterberg", "Femi Oduwalle"]
        );
        assert_eq!(names("by Bob Hansen, July 1998"), ["Bob Hansen"]);
        assert_eq!(names("Scritto da Ginevra Saltori"), ["Ginevra Saltori"]);
        assert_eq!(names("Maud Terrasson, Yvon Kerdal"), ["Maud Terrasson", "Yvon Kerdal"]);
        assert_eq!(spoken("Solvang, Amrit"), "Amrit Solvang");
        assert_eq!(split_title("Tides | Notes - Marsh"), ["Tides", "Notes", "Marsh"]);
    }
}
