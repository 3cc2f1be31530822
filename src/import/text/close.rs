//! Reads what closes a text: end mark, signature, credits, contact, words about the author.

use super::block::{Block, blocks};
use super::boilerplate::boilerplate_kind;
use super::credit::credits;
use super::draft::Draft;
use super::line::{Line, Taken};
use super::paragraph::is_rule;
use super::report::{reason, shown};
use super::vocabulary::{SALUTATIONS, is_lower_start, prefix};
use crate::markdown::is_email;

/// As many blocks at the end are looked at.
const MOST_BLOCKS: usize = 14;
/// As many words has what is said about an author, and a line of contact.
const LONGEST_BIO: usize = 90;
const LONGEST_CONTACT: usize = 16;

/// What words about the author begin with.
const ABOUT: &str = "about the author|about the writer|zur person|über den autor|über die autorin|à propos de l’auteur|à propos de l'auteur|\
    sobre el autor|sobre la autora|sull’autore|sull’autrice|sobre o autor|sobre a autora|over de auteur|o autorze|o autorce|om författaren|\
    об авторе|autor —|autor –|autor -|автор —|автор –|автор -";

/// Who such words are about, before one of [`DOES`].
const WHO: &str = "the author|the writer|our author|der autor|die autorin|der verfasser|die verfasserin|unser autor|unsere autorin|\
    l’auteur|l'auteur|l’autrice|l'autrice|l’auteure|el autor|la autora|l’autore|l'autore|l’autrice|o autor|a autora|de auteur|autor|autorka|\
    författaren|skribenten|автор";

/// What is said of authors: what they are, where they live and work.
const DOES: &str = "is|was|lives|teaches|works|writes|has written|has published|ist|war|lebt|lehrt|arbeitet|schreibt|unterrichtet|forscht|\
    est|vit|enseigne|travaille|écrit|es|vive|enseña|trabaja|escribe|è|insegna|lavora|scrive|é|mora|ensina|trabalha|escreve|woont|werkt|\
    schrijft|doceert|jest|mieszka|pracuje|pisze|wykłada|är|bor|arbetar|skriver|undervisar|живёт|живет|работает|преподаёт|преподает|пишет";

/// What a block of contact begins with.
const CONTACT: &str = "contact|contacts|contact details|media contact|press contact|press enquiries|press inquiries|media enquiries|media inquiries|\
    for more information|for further information|kontakt|pressekontakt|ansprechpartner|ansprechpartnerin|rückfragen|contact presse|contacts presse|\
    service de presse|contacto|contacto de prensa|gabinete de prensa|prensa|contatti|contatto|ufficio stampa|per informazioni|contacto de imprensa|\
    assessoria de imprensa|contato|perscontact|meer informatie|kontakt dla mediów|biuro prasowe|presskontakt|контакт|контакты|пресс-служба";

/// Signs that close a text.
const MARKS: [char; 9] = ['■', '□', '●', '♦', '∎', '◆', '▪', '◼', '◾'];

/// What a closing line was taken as.
enum Closing {
    Credit,
    Contact,
    Dropped(&'static str),
    Bio,
    Signature,
    Mark(String),
}

impl Draft<'_> {
    /// Takes what closes the text from its end.
    pub(super) fn close(&mut self) {
        self.mail_signature();
        for _ in 0..MOST_BLOCKS {
            let blocks = blocks(&self.lines);
            let Some(last) = blocks.last().cloned() else { return };
            let is_only = blocks.len() < 2;
            if !self.close_block(&last, is_only) {
                break;
            }
        }
        self.credit_rows();
    }

    /// Leaves out what stands under the two hyphens that end a mail.
    fn mail_signature(&mut self) {
        const MOST_LINES: usize = 10;
        const MOST_SIGNED: usize = 6;
        let is_signature_line = |line: &Line| line.width <= 72 && !line.ends_sentence();
        let last = self.lines.iter().enumerate().rev().filter(|(_, line)| !line.is_gone()).take(MOST_LINES);
        let Some((sign, _)) = last.into_iter().find(|(_, line)| line.text == "--") else { return };
        let below = self.lines.iter().skip(sign + 1).filter(|line| !line.is_gone());
        let signs = below.clone().count() <= MOST_SIGNED && below.clone().all(is_signature_line);
        if self.lines.iter().take(sign).all(Line::is_gone) || !self.is_mail && !signs {
            return;
        }
        self.drop(sign, reason::SEPARATOR);
        for at in sign + 1..self.lines.len() {
            if self.lines.get(at).is_some_and(|line| !line.is_gone()) {
                self.drop(at, reason::BOILERPLATE);
            }
        }
    }

    /// Takes closing lines from the end of a block; whether nothing is left of it.
    fn close_block(&mut self, block: &Block, is_only: bool) -> bool {
        if block.lines.iter().any(|at| self.lines.get(*at).is_some_and(|line| line.is_quoted)) {
            return false;
        }
        if !is_only && self.contact_block(block) {
            return true;
        }
        let mut found: Vec<(usize, Closing)> = Vec::new();
        let mut left = block.lines.clone();
        let is_row = self.has_credit(&left);
        while let Some(at) = left.last().copied() {
            let is_alone = block.lines.len() <= 3 && found.is_empty();
            let Some(closing) = self.closing(at, is_only, is_alone, is_row) else { break };
            found.push((at, closing));
            left.pop();
        }
        let whole = left.is_empty() || !is_only && self.is_bio(&left);
        let ends = left.last().and_then(|at| self.lines.get(*at)).is_some_and(Line::ends_sentence);
        let is_sure = found.iter().all(|(_, closing)| !matches!(closing, Closing::Signature));
        let greets =
            !is_sure && left.iter().filter_map(|at| self.lines.get(*at)).all(|line| line.width <= 40);
        let is_taken = whole || greets || ends && is_sure;
        if !is_taken {
            return false;
        }
        for (at, closing) in found {
            self.take_closing(at, closing);
        }
        if whole && !left.is_empty() {
            self.bio(&left);
        }
        whole
    }

    /// What a line at the end of the text is.
    fn closing(&self, at: usize, is_only: bool, is_alone: bool, is_row: bool) -> Option<Closing> {
        let line = self.lines.get(at)?;
        let text = line.text.as_str();
        if let Some(mark) = end_mark(text) {
            return self.metadata.end_mark.is_none().then_some(Closing::Mark(mark));
        }
        if is_rule(text) {
            return Some(Closing::Dropped(reason::SEPARATOR));
        }
        if boilerplate_kind(text).is_some_and(|is_sure| is_sure || !is_only) {
            return Some(Closing::Dropped(reason::BOILERPLATE));
        }
        if is_only {
            return None;
        }
        if is_initials(text) {
            return Some(Closing::Dropped(reason::FIELD));
        }
        if self.is_credit(at, is_row) {
            return Some(Closing::Credit);
        }
        if self.author_of(text).is_some() && self.is_bio(&[at]) {
            return Some(Closing::Bio);
        }
        if is_contact(text) && self.metadata.contact.is_none() {
            return Some(Closing::Contact);
        }
        (is_alone && self.metadata.authors.is_empty() && self.signature(text).is_some())
            .then_some(Closing::Signature)
    }

    fn signature(&self, text: &str) -> Option<super::byline::Byline> {
        let name = text.trim_start_matches(['—', '–', '-', ' ']);
        self.names.byline(name, true).or_else(|| self.names.byline(name, false))
    }

    fn take_closing(&mut self, at: usize, closing: Closing) {
        let text = self.lines.get(at).map(|line| line.text.clone()).unwrap_or_default();
        match closing {
            Closing::Dropped(why) => self.drop(at, why),
            Closing::Credit => self.take_credit(at),
            Closing::Contact => {
                self.metadata.contact = Some(text);
                self.keep_as(at, "contact");
            }
            Closing::Bio => self.bio(&[at]),
            Closing::Signature => {
                if let Some(found) = self.signature(&text) {
                    self.metadata.authors = found.authors;
                    self.metadata.credits.extend(found.credits);
                    self.metadata.place = self.metadata.place.take().or(found.place);
                    self.metadata.date = self.metadata.date.take().or(found.date);
                    self.say(at, "byline");
                }
            }
            Closing::Mark(mark) => {
                self.metadata.end_mark = Some(mark);
                self.say(at, "end mark");
            }
        }
    }

    /// Whether lines are about the author: they begin with the name or say so.
    fn is_bio(&self, lines: &[usize]) -> bool {
        let Some(first) = lines.first().and_then(|at| self.lines.get(*at)) else { return false };
        let words = lines
            .iter()
            .filter_map(|at| self.lines.get(*at))
            .map(|line| line.text.split_whitespace().count())
            .sum::<usize>();
        let ends = lines.last().and_then(|at| self.lines.get(*at)).is_some_and(Line::ends_sentence);
        let others = lines.iter().skip(1).filter_map(|at| self.lines.get(*at));
        (4..=LONGEST_BIO).contains(&words)
            && others.into_iter().all(|line| credits(&line.text).is_empty())
            && (ends || self.line_has_address(lines))
            && self.author_of(&first.text).is_some()
    }

    fn line_has_address(&self, lines: &[usize]) -> bool {
        lines.last().and_then(|at| self.lines.get(*at)).is_some_and(|line| address(&line.text).is_some())
    }

    /// Whom words are about.
    fn author_of(&self, text: &str) -> Option<usize> {
        let plain = text.trim_start_matches(['*', '•', '—', '–', '(', '[', ' ', '■']);
        let begins = |name: &str| {
            let rest = plain.strip_prefix(name).or_else(|| {
                plain
                    .to_lowercase()
                    .starts_with(&name.to_lowercase())
                    .then(|| plain.get(name.len()..))
                    .flatten()
            });
            rest.is_some_and(|rest| rest.starts_with([' ', ',', ':', '\'', '’', 's']))
        };
        let by_name = self.metadata.authors.iter().position(|author| begins(&author.name));
        by_name.or_else(|| (self.metadata.authors.len() == 1 && is_about(plain)).then_some(0))
    }

    fn bio(&mut self, lines: &[usize]) {
        let Some(author) =
            lines.first().and_then(|at| self.lines.get(*at)).and_then(|line| self.author_of(&line.text))
        else {
            return;
        };
        let row = self.inlines_from(lines, 0);
        if let Some(author) = self.metadata.authors.get_mut(author) {
            author.bio.insert(0, row);
        }
        let text = self.words(lines);
        self.tell("words about the author", lines.first().copied().unwrap_or(0), &shown(&text));
        lines.iter().for_each(|at| self.set(*at, Taken::Said));
    }

    /// Takes a block of several lines that says whom to ask.
    fn contact_block(&mut self, block: &Block) -> bool {
        let lines: Vec<&Line> = block.lines.iter().filter_map(|at| self.lines.get(*at)).collect();
        let addresses = lines.iter().filter(|line| address(&line.text).is_some()).count();
        let name = lines
            .first()
            .and_then(|line| self.names.byline(&line.text, false))
            .filter(|_| self.metadata.authors.is_empty());
        let begins =
            name.is_some() || lines.first().is_some_and(|line| prefix(CONTACT, &line.text).is_some());
        let is_short = lines.iter().all(|line| line.width <= 70 && !line.text.ends_with('.'));
        if !(2..=6).contains(&lines.len())
            || addresses != 1
            || !begins
            || !is_short
            || self.metadata.contact.is_some()
        {
            return false;
        }
        let own = usize::from(name.is_some());
        let text = lines.iter().skip(own).map(|line| line.text.as_str()).collect::<Vec<_>>().join(" ");
        if let (Some(name), Some(at)) = (name, block.lines.first()) {
            self.metadata.authors = name.authors;
            self.say(*at, "byline");
        }
        let at = block.lines.get(own).copied().unwrap_or(0);
        self.tell("contact", at, &text);
        self.metadata.contact = Some(text);
        block.lines.iter().for_each(|at| self.set(*at, Taken::Said));
        true
    }

    /// Takes the mark at the end of the last line.
    pub(super) fn end_mark(&mut self) {
        if self.metadata.end_mark.is_some() {
            return;
        }
        let last = self.lines.iter().rposition(|line| !line.is_gone());
        let Some((at, line)) = last.and_then(|at| Some((at, self.lines.get(at)?.clone()))) else { return };
        let Some((rest, mark)) = mark_at_end(&line.text) else { return };
        let rest = rest.to_owned();
        let sign = line.text.get(rest.len()..).unwrap_or_default().trim().to_owned();
        let start = line.span.end.saturating_sub(u32::try_from(sign.len()).unwrap_or(0));
        let span = crate::source::Span { start, ..line.span };
        self.report.said.push(span);
        self.report.guess(span, format!("taken as the end mark: {sign}"));
        self.metadata.end_mark = Some(mark);
        if let Some(line) = self.lines.get_mut(at) {
            line.text = rest;
            line.span.end = start;
            if line.text.is_empty() {
                line.taken = Taken::Said;
            }
        }
    }
}

/// Whether words are about the author, who is not named.
fn is_about(text: &str) -> bool {
    let does = |length: usize| text.get(length..).and_then(|rest| prefix(DOES, rest.trim_start()));
    prefix(ABOUT, text).is_some() || prefix(WHO, text).and_then(does).is_some()
}

/// The mark that a whole line is: a sign, or what typescripts end with.
fn end_mark(text: &str) -> Option<String> {
    let mut characters = text.chars();
    let only = characters.next().filter(|c| MARKS.contains(c) && characters.next().is_none());
    if let Some(mark) = only {
        return Some(mark.to_string());
    }
    is_thirty(text).then(|| "true".to_owned())
}

/// Whether a line is the initials of those who worked on a dispatch: `mc/olb/jk`.
fn is_initials(text: &str) -> bool {
    let is_part =
        |part: &str| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    text.contains('/') && text.split('/').all(is_part)
}

/// Whether a line is what typescripts end with: `-30-`, `###`, `# # #`.
pub(super) fn is_thirty(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = signs.trim_matches(['-', '–', '—']);
    signs == "###" || signs == "#" || inner == "30" && inner.len() < signs.len() && text.len() < 16
}

/// A line without the mark at its end, and the mark.
fn mark_at_end(text: &str) -> Option<(&str, String)> {
    if let Some((rest, mark)) = ["###", "# # #", "-30-", "—30—", "–30–", "- 30 -"]
        .iter()
        .find_map(|mark| Some((text.strip_suffix(mark)?, *mark)))
    {
        return (rest.ends_with(' '))
            .then(|| (rest.trim_end(), mark.to_owned()))
            .map(|(rest, _)| (rest, "true".to_owned()));
    }
    let mark = text.chars().next_back().filter(|c| MARKS.contains(c))?;
    let rest = text.get(..text.len() - mark.len_utf8())?;
    let is_apart = rest.chars().next_back().is_some_and(|c| !c.is_alphanumeric() && !MARKS.contains(&c));
    is_apart.then(|| (rest.trim_end(), mark.to_string()))
}

/// The address in a text.
fn address(text: &str) -> Option<&str> {
    let is_sign = |c: char| "<>()[]\"'“”‘’«»„,;:.!?".contains(c);
    let mut words = text
        .split_whitespace()
        .map(|word| word.trim_matches(is_sign))
        .map(|word| word.strip_prefix("mailto:").unwrap_or(word));
    words.find(|word| is_email(word))
}

/// Whether a line says where to write: few words and an address, no part of a story.
fn is_contact(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let is_name = prefix(SALUTATIONS, text).is_none();
    words <= LONGEST_CONTACT && address(text).is_some() && is_name && !is_lower_start(text)
        || words <= 2 && address(text) == Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_from_the_end() {
        assert_eq!(mark_at_end("all day. ■"), Some(("all day.", "■".to_owned())));
        assert_eq!(mark_at_end("all day.”■"), Some(("all day.”", "■".to_owned())));
        assert_eq!(mark_at_end("all day ###"), Some(("all day", "true".to_owned())));
        assert_eq!(mark_at_end("the sign■"), None);
        assert!(
            is_thirty("# # #")
                && is_thirty("-30-")
                && is_thirty("— 30 —")
                && !is_thirty("30")
                && !is_thirty("* * *")
        );
    }

    #[test]
    fn contact_needs_an_address_and_few_words() {
        for text in [
            "Comments to ann@a.example",
            "Reageren? Mail naar marijke@b.example",
            "Ufficio stampa: s@c.example",
            "ann@a.example",
        ] {
            assert!(is_contact(text), "{text}");
        }
        for text in [
            "Comments to Ann",
            "and sent it all to ann@a.example",
            "He wrote to ann@a.example every day of that long summer and never got a word back from her at all.",
        ] {
            assert!(!is_contact(text), "{text}");
        }
    }
}
