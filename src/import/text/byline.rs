//! Recognises bylines: `By Ann Lee and Jon Roth`, `Text: Ann Lee, photos: Jon Roth`, a bare name.

use std::collections::HashSet;

use super::credit::credits;
use super::vocabulary::{BYLINES, CREDITS, PUBLICATIONS, is_capitals, is_one, is_text, prefix};
use crate::import::meta::{Author, Credit};
use crate::markdown::{credits_of_line, split_names};

/// What a byline says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Byline {
    /// Who wrote the text.
    pub(super) authors: Vec<Author>,
    /// Who did other things for it.
    pub(super) credits: Vec<Credit>,
    /// A date that stands in it, as it stands.
    pub(super) date: Option<String>,
    /// A place that stands in it.
    pub(super) place: Option<String>,
}

/// What tells names from other words: the language, and the words that the text has in small letters.
#[derive(Debug)]
pub(super) struct Names {
    /// The text's language.
    pub(super) language: &'static str,
    /// Words that stand in the text in small letters.
    pub(super) common: HashSet<String>,
}

/// Words of what people do for a paper: not their names.
const WORK: &str = "staff|writer|correspondent|reporter|editor|columnist|critic|contributor|contributing|special|senior|chief|\
    associate|foreign|redaktion|redakteur|redakteurin|korrespondent|korrespondentin|journaliste|correspondant|correspondante|\
    corresponsal|redacción|redactor|redactora|corrispondente|inviato|inviata|redazione|redação|jornalista|correspondente|\
    redactie|verslaggever|redacteur|correspondent|dziennikarz|redakcja|korespondent|reporter|корреспондент|редакция|agency|press|\
    wire|newswire|reuters|afp|dpa|ap|efe|ansa|lusa|pap|tt|тасс|professor|prof|university|universität|université|universidad|università|universidade|universiteit|uniwersytet|universitet";

impl Names {
    /// The byline that a line is. `is_sure` for one that a word such as `By` begins; without it only names count.
    pub(super) fn byline(&self, line: &str, is_sure: bool) -> Option<Byline> {
        if line.chars().count() > 140 || line.split_whitespace().count() > 18 {
            return None;
        }
        let line = line.trim_matches(|c: char| c.is_whitespace() || "|·•—–-*_".contains(c));
        if !is_sure {
            let name = line.strip_prefix('(').and_then(|line| line.strip_suffix(')')).unwrap_or(line);
            return self.people(name).map(|authors| Byline { authors, ..Byline::default() });
        }
        if let Some(found) = self.with_parts_in_brackets(line) {
            return Some(found);
        }
        let mut parts = parted(line).into_iter();
        let mut found = self.opened(parts.next()?)?;
        for part in parts {
            let credits = credits(part);
            if !credits.is_empty() {
                found.credits.extend(credits);
            } else if let Some(date) = super::date::day(part, self.language) {
                found.date.get_or_insert(date);
            } else {
                found.affiliate(part)?;
            }
        }
        Some(found)
    }

    /// The byline that begins with a word for it.
    fn opened(&self, part: &str) -> Option<Byline> {
        let tables = BYLINES.iter().filter(|(language, _)| *language == self.language || *language == "en");
        let length = tables.filter_map(|(_, list)| prefix(list, part)).max()?;
        let rest = part.get(length..)?;
        let is_bound = rest.starts_with([' ', ':', '\u{a0}']) || part.get(..length)?.ends_with(':');
        let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
        if !is_bound || rest.is_empty() {
            return None;
        }
        let rest = if ends_in_initial(rest) { rest } else { rest.trim_end_matches(['.', ',']) };
        let (who, what) = at_work(rest);
        let (authors, place) = self.named(who)?;
        let mut found = Byline { authors, place, ..Byline::default() };
        if let Some(what) = what {
            found.affiliate(what)?;
        }
        Some(found)
    }

    /// The authors of a row behind a word such as `By`; a place may follow.
    fn named(&self, row: &str) -> Option<(Vec<Author>, Option<String>)> {
        if row.chars().any(|c| c.is_ascii_digit()) {
            return None;
        }
        let plain = plain(row);
        let mut names = split_names(&plain)?;
        // One word behind full names and a comma is where they wrote.
        let place = names.last().copied().filter(|last| {
            let before = plain.strip_suffix(last).map(str::trim_end);
            let is_full = |name: &&str| name.contains(' ');
            !last.contains([' ', '.'])
                && before.is_some_and(|before| before.ends_with(','))
                && names.split_last().is_some_and(|(_, others)| others.iter().all(is_full))
        });
        if place.is_some() {
            names.pop();
        }
        let fits = |name: &&str| {
            !self.is_stop(name.split_whitespace().next().unwrap_or_default()) || is_capitals(name)
        };
        let fit = names.iter().all(fits);
        fit.then(|| (names.into_iter().map(author).collect(), place.map(tidied)))
    }

    /// `Ann Lee (text) and Jon Roth (photos)`.
    fn with_parts_in_brackets(&self, line: &str) -> Option<Byline> {
        let mut found = Byline::default();
        for part in line.split_inclusive(')') {
            let (name, role) = part.split_once('(')?;
            let role = role.strip_suffix(')')?.trim();
            let name = name.trim_matches([' ', ',', '&', '/']);
            let joins = ["and ", "und ", "et ", "y ", "e ", "en ", "i ", "och ", "и "];
            let name = joins.iter().find_map(|join| name.strip_prefix(join)).unwrap_or(name);
            let name = self.opened(name).map_or_else(
                || name.to_owned(),
                |found| found.authors.into_iter().map(|author| author.name).collect(),
            );
            let names = self.people(&name)?;
            if is_text(&role.to_lowercase()) {
                found.authors.extend(names);
            } else if prefix(CREDITS, role).is_some()
                || !credits_of_line(&format!("{role}: {name}")).is_empty()
            {
                found.credits.extend(
                    names.into_iter().map(|author| Credit { role: role.to_owned(), name: author.name }),
                );
            } else {
                return None;
            }
        }
        (!found.authors.is_empty()).then_some(found)
    }

    /// Whether a byline may be a title (`By Land and Sea`): it is nothing but names, and one is not full.
    pub(super) fn may_be_title(&self, line: &str, found: &Byline) -> bool {
        found.credits.is_empty()
            && found.date.is_none()
            && found.place.is_none()
            && !line.contains([':', '|', '('])
            && found.authors.iter().any(|author| author.affiliation.is_none() && !self.is_full(&author.name))
    }

    /// The people whose full names a text is, and nothing else.
    pub(super) fn people(&self, text: &str) -> Option<Vec<Author>> {
        if text.chars().count() > 80
            || text.ends_with(['.', ',', ':', ';', '!', '?']) && !ends_in_initial(text)
        {
            return None;
        }
        let plain = plain(text);
        let names = split_names(&plain)?;
        names.iter().all(|name| self.is_full(name)).then(|| names.into_iter().map(author).collect())
    }

    /// Whether a name has two to five words, none of which is one of the language's others.
    fn is_full(&self, name: &str) -> bool {
        let words: Vec<&str> = name.split_whitespace().collect();
        let is_common = |word: &&str| {
            let plain = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
            plain.chars().count() > 1
                && word.starts_with(char::is_uppercase)
                && (self.is_stop(word) || self.common.contains(&plain))
        };
        let single =
            words.iter().any(|word| word.chars().count() == 1 && word.starts_with(char::is_alphabetic));
        let full = words
            .iter()
            .filter(|word| {
                word.starts_with(char::is_uppercase) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
            })
            .count();
        let is_paper = |word: &&str| is_one(PUBLICATIONS, &word.to_lowercase());
        (2..=5).contains(&words.len())
            && full > 0
            && !single
            && name.chars().count() <= 40
            && !words.iter().any(|word| is_common(word) || is_paper(word))
    }

    fn is_stop(&self, word: &str) -> bool {
        is_one(
            "the|a|an|in|on|of|for|and|my|our|your|his|her|its|this|that|what|how|why|when|where|who|is|are|no|not|new|old|der|die|das|ein|eine|im|am|auf|wie|was|warum|les|la|le|un|une|des|du|el|los|las|una|il|lo|gli|uno|os|as|um|uma|het|een|de|den|ett|en|och|jak|co|nie|как|что|и|в|на|не",
            &word.to_lowercase(),
        ) && !word.chars().all(|c| c.is_uppercase() || c == '.')
    }
}

impl Byline {
    /// Notes where the authors work, or from where they wrote.
    fn affiliate(&mut self, words: &str) -> Option<()> {
        let is_place = words.split_whitespace().count() <= 3
            && words.starts_with(char::is_uppercase)
            && words.chars().all(|c| c.is_alphabetic() || " -.'’".contains(c));
        if is_work(words) {
            self.authors.iter_mut().for_each(|author| author.affiliation = Some(words.to_owned()));
        } else if is_place && self.place.is_none() {
            self.place = Some(words.to_owned());
        } else {
            return None;
        }
        Some(())
    }
}

/// Whether words say what somebody works as, or for which paper.
pub(super) fn is_work(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut parts = lower.split(|c: char| !c.is_alphabetic());
    words.starts_with("The ") || parts.any(|word| is_one(WORK, word) || is_one(PUBLICATIONS, word))
}

/// Where names end and what they do begins: `Ann Lee, Staff Writer`, `Ann Lee in Paris`.
fn at_work(text: &str) -> (&str, Option<&str>) {
    if let Some((at, _)) = text.match_indices(", ").find(|(at, _)| text.get(at + 2..).is_some_and(is_work)) {
        return (text.get(..at).unwrap_or(text), text.get(at + 2..));
    }
    let from = [" in ", " aus ", " à ", " en ", " uit ", " em ", " a "]
        .iter()
        .find_map(|word| text.split_once(word));
    match from {
        Some((who, place)) if split_names(text).is_none() => (who, Some(place)),
        _ => (text, None),
    }
}

/// The parts of a line that signs or wide spaces part: `By Ann Lee | 3 May 2019`.
fn parted(line: &str) -> Vec<&str> {
    let mut parts = vec![line];
    for sign in [" | ", "|", " · ", " • ", " / ", "   ", " — ", " – ", "; "] {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(sign))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
    }
    parts.into_iter().flat_map(at_credit).collect()
}

/// A part before and from a second role in it: `Text: Ann Lee, photos: Jon Roth`.
fn at_credit(part: &str) -> Vec<&str> {
    let starts = part.match_indices([' ', ',']).map(|(at, sign)| at + sign.len());
    let found = starts.take(24).find(|at| {
        part.get(*at..).is_some_and(|rest| {
            rest.starts_with(char::is_alphabetic)
                && !credits(rest).is_empty()
                && (rest.contains(':')
                    || part.get(..*at).is_some_and(|before| before.trim_end().ends_with(',')))
        })
    });
    match found.and_then(|at| Some((part.get(..at)?, part.get(at..)?))) {
        Some((before, rest)) => vec![before.trim_end_matches([' ', ',']), rest],
        None => vec![part],
    }
}

/// A row of names without signs, the words between names in capitals in small letters.
fn plain(row: &str) -> String {
    let row: String = row.chars().filter(|c| !is_mark(*c)).collect();
    if !is_capitals(&row) {
        return row;
    }
    let joins = |word: &str| is_one("and|und|et|y|e|en|i|och|и", &word.to_lowercase());
    let words =
        row.split_whitespace().map(|word| if joins(word) { word.to_lowercase() } else { word.to_owned() });
    words.collect::<Vec<_>>().join(" ")
}

/// Signs behind names that lead to where somebody works.
fn is_mark(c: char) -> bool {
    matches!(c, '*' | '†' | '‡' | '§' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

fn author(name: &str) -> Author {
    Author { name: tidied(name), ..Author::default() }
}

fn ends_in_initial(text: &str) -> bool {
    ["Jr.", "Sr.", "Esq.", "Ph.D.", "M.D."].iter().any(|suffix| text.ends_with(suffix))
        || text.strip_suffix('.').is_some_and(|text| text.chars().next_back().is_some_and(char::is_uppercase))
}

/// A name in capitals as names are written.
pub(super) fn tidied(name: &str) -> String {
    if !is_capitals(name) {
        return name.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let words = name.split_whitespace().enumerate().map(|(at, word)| {
        let lower = word.to_lowercase();
        let is_particle = at > 0 && is_one("de|del|della|di|da|do|dos|das|du|van|von|der|den|ten|ter|zu|y|e|und|and|et|la|le|af|of|the|on|upon|am|an|sur|sous|in|i|en|och|nad|и|на", &lower);
        let is_initials = word.contains('.') && word.chars().filter(|c| c.is_alphabetic()).count() <= word.matches('.').count();
        match (is_particle, is_initials) {
            (true, _) => lower,
            (_, true) => word.to_owned(),
            _ => capitalized(&lower),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A word whose parts begin with capitals.
fn capitalized(lower: &str) -> String {
    let mut out = String::with_capacity(lower.len());
    let mut begins = true;
    for c in lower.chars() {
        if begins {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        begins = matches!(c, '-' | '\u{2010}') || matches!(c, '\'' | '’') && out.chars().count() <= 3;
    }
    if let Some(rest) = out.strip_prefix("Mc").filter(|rest| rest.len() > 2) {
        return format!("Mc{}", capitalized(rest));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(language: &'static str, line: &str) -> String {
        let names = Names { language, common: ["small", "hours"].map(str::to_owned).into() };
        let found = names.byline(line, true).or_else(|| names.byline(line, false)).unwrap_or_default();
        let authors = found.authors.iter().map(|author| match &author.affiliation {
            Some(place) => format!("{} ({place})", author.name),
            None => author.name.clone(),
        });
        let credits = found.credits.iter().map(|credit| format!("{}={}", credit.role, credit.name));
        authors.chain(credits).chain(found.date).chain(found.place).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn bylines_of_every_language_are_read() {
        for (language, line, wanted) in [
            ("en", "By Nell Harker", "Nell Harker"),
            ("en", "BY JOSS WHITLOW AND J. R. MCKAY", "Joss Whitlow; J. R. McKay"),
            ("en", "by Ann Lee, Jon Roth and Eva Ott", "Ann Lee; Jon Roth; Eva Ott"),
            ("en", "By Ann Lee, Staff Writer", "Ann Lee (Staff Writer)"),
            ("en", "By Ann Lee | 3 May 2019", "Ann Lee; 2019-05-03"),
            ("en", "Words: Ann Lee   Photos: Jon Roth", "Ann Lee; Photos=Jon Roth"),
            ("en", "Text by Ann Lee, photographs by Jon Roth", "Ann Lee; photographs by=Jon Roth"),
            ("en", "As told to Ann Lee", "Ann Lee"),
            ("de", "Von Ruth Ansbach und Emil Kordes", "Ruth Ansbach; Emil Kordes"),
            ("de", "Text: Eva Ott, Fotos: Max Bein", "Eva Ott; Fotos=Max Bein"),
            ("de", "Von Eva Ott, Berlin", "Eva Ott; Berlin"),
            ("fr", "Par Lucie Hamard et Étienne Roule", "Lucie Hamard; Étienne Roule"),
            ("fr", "Texte : Lucie Hamard", "Lucie Hamard"),
            ("fr", "Propos recueillis par Lucie Hamard", "Lucie Hamard"),
            ("es", "Por Elvira Santos y Marcos Pedraza", "Elvira Santos; Marcos Pedraza"),
            ("it", "di Ginevra Loi", "Ginevra Loi"),
            ("pt", "Por Anselmo Trigueiro", "Anselmo Trigueiro"),
            ("nl", "Door Marijke van Dort", "Marijke van Dort"),
            ("pl", "Rozmawiała Halina Wierzba", "Halina Wierzba"),
            ("sv", "Av Karin Ek och Nils Ås", "Karin Ek; Nils Ås"),
            ("sv", "Karin Ek (text) och Nils Ås (foto)", "Karin Ek; foto=Nils Ås"),
            ("ru", "Текст: Вера Ельницкая", "Вера Ельницкая"),
            ("en", "Solange Tibert", "Solange Tibert"),
            ("en", "ORLA O’NEIL", "Orla O’Neil"),
        ] {
            assert_eq!(read(language, line), wanted, "{line}");
        }
        for line in [
            "Small Hours",
            "The Long Read",
            "By the river",
            "By 1986 they had",
            "What the Water Kept",
            "A Fine Office",
            "Winnie",
            "THE FEN READER",
            "By and large.",
        ] {
            assert_eq!(read("en", line), "", "{line}");
        }
    }
}
