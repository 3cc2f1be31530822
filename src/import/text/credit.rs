//! Recognises credits: lines that say who did what for a text, and rows of them near its end.

use super::block::blocks;
use super::byline::tidied;
use super::draft::Draft;
use super::vocabulary::{CREDITS, is_upper_start, prefix};
use crate::import::meta::Credit;
use crate::markdown::{credits_of_line, split_names};

/// As many blocks at the end may be rows of credits.
const MOST_BLOCKS: usize = 5;

impl Draft<'_> {
    /// Whether a line is a credit. In a row of them so is what only looks like one, and who wrote the text.
    pub(super) fn is_credit(&self, at: usize, is_row: bool) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let text = inner(&line.text);
        !credits(text).is_empty()
            || is_row && (labelled(text).is_some() || self.names.byline(text, true).is_some())
    }

    /// Whether one of several lines is surely a credit.
    pub(super) fn has_credit(&self, lines: &[usize]) -> bool {
        lines.len() > 1 && lines.iter().any(|at| self.is_credit(*at, false))
    }

    /// Takes a credit before those that were taken already.
    pub(super) fn take_credit(&mut self, at: usize) {
        let text = self.lines.get(at).map(|line| inner(&line.text).to_owned()).unwrap_or_default();
        let mut found = credits(&text);
        if found.is_empty() && self.take_writers(at, &text) {
            return;
        }
        if let Some((role, name)) = labelled(&text).filter(|_| found.is_empty()) {
            let full = |names: &Vec<&str>| names.iter().all(|name| name.contains([' ', '.']));
            let names = split_names(name).filter(full).unwrap_or_else(|| vec![name]);
            let credit = |name: &&str| Credit { role: role.to_owned(), name: tidied(name) };
            found.extend(names.iter().map(credit));
        }
        self.metadata.credits.splice(0..0, found);
        self.keep_as(at, "credits");
    }

    /// Takes who wrote the text from a row of credits, where that is not said or said to be the same.
    fn take_writers(&mut self, at: usize, text: &str) -> bool {
        let Some(found) = self.names.byline(text, true).filter(|found| found.credits.is_empty()) else {
            return false;
        };
        let is_known = |name: &str| self.metadata.authors.iter().any(|author| author.name == name);
        let is_new = self.metadata.authors.is_empty();
        if !is_new && !found.authors.iter().all(|author| is_known(&author.name)) {
            return false;
        }
        if is_new {
            self.metadata.authors = found.authors;
        }
        self.say(at, "byline");
        true
    }

    /// Takes rows of credits that something else follows.
    pub(super) fn credit_rows(&mut self) {
        let blocks = blocks(&self.lines);
        for block in blocks.iter().skip(2).rev().take(MOST_BLOCKS) {
            let is_row = self.has_credit(&block.lines);
            let is_told = |at: &usize| self.lines.get(*at).is_some_and(|line| line.text.contains(':'));
            let is_alone = block.lines.len() == 1 && block.lines.iter().all(is_told);
            if (is_row || is_alone) && block.lines.iter().all(|at| self.is_credit(*at, is_row)) {
                block.lines.iter().rev().for_each(|at| self.take_credit(*at));
            }
        }
    }
}

/// A text without the brackets around it.
fn inner(text: &str) -> &str {
    text.strip_prefix(['(', '[']).and_then(|text| text.strip_suffix([')', ']'])).unwrap_or(text)
}

/// What looks like a credit though its words are not known: a label, and somebody's or something's name.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let by = |word: &str| text.find(word).map(|at| (at + word.len() - 1, at + word.len()));
    let (end, start) = match text.find(':') {
        Some(at) => (at, at + 1),
        None => [" by ", " von ", " par ", " door "].into_iter().find_map(by)?,
    };
    let (role, name) = (text.get(..end)?.trim(), text.get(start..)?.trim());
    let words = |text: &str| text.split_whitespace().count();
    let is_sentence = name.ends_with(['!', '?', ':', ';', ',']) || name.ends_with('.') && words(name) > 4;
    let fits = (1..=4).contains(&words(role)) && is_upper_start(role);
    let named = (1..=8).contains(&words(name)) && name.starts_with(char::is_uppercase) && !is_sentence;
    (fits && named).then_some((role, name))
}

/// The credits that a line is: those of the list, and others of the same kind.
pub(super) fn credits(line: &str) -> Vec<Credit> {
    let found = credits_of_line(line);
    if !found.is_empty() {
        return found
            .into_iter()
            .map(|credit| Credit { role: credit.label, name: tidied(&credit.name) })
            .collect();
    }
    let Some(length) = prefix(CREDITS, line) else { return Vec::new() };
    let (role, rest) = line.split_at(length);
    let row = rest.trim_start_matches([' ', ':', '\u{a0}', '\u{202f}', '/']).trim_end_matches('.');
    let role = role.trim_end_matches([':', ' ']).trim();
    let is_bound = rest.starts_with([':', '\u{a0}', '\u{202f}'])
        || rest.starts_with(" :")
        || rest.starts_with(" /")
        || role.contains(' ')
        || role.ends_with('.')
        || rest.starts_with(' ') && line.split_whitespace().count() <= 6;
    let names =
        split_names(row).filter(|names| is_bound && names.iter().all(|name| name.contains([' ', '.'])));
    names
        .unwrap_or_default()
        .into_iter()
        .map(|name| Credit { role: role.to_owned(), name: tidied(name) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::labelled;

    #[test]
    fn credits_of_unknown_words_look_like_others() {
        assert_eq!(labelled("Checking: Al Do"), Some(("Checking", "Al Do")));
        assert_eq!(labelled("Additional research by P. Quint"), Some(("Additional research by", "P. Quint")));
        for text in ["He said: It was late, and nobody minded.", "as told by Al", "Late by then", "Words"] {
            assert_eq!(labelled(text), None, "{text}");
        }
    }
}
