//! Reads the head of a mail: who sent it, when, what about.

use super::block::blocks;
use super::draft::Draft;
use super::line::Line;
use super::record::{FEWEST, Field, keyed, turned};
use super::report::reason;
use crate::import::meta::Author;

/// The keys of a mail's head.
const MAIL: [(Field, &str); 4] = [
    (Field::Title, "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|temat|ämne|тема"),
    (
        Field::Date,
        "date|sent|datum|gesendet|envoyé|fecha|enviado|data|inviato|enviada em|verzonden|wysłano|skickat|дата|отправлено",
    ),
    (Field::Sender, "from|von|de|da|van|od|från|от|от кого"),
    (
        Field::Other,
        "to|cc|bcc|reply-to|an|antwort an|à|répondre à|para|a|aan|do|till|кому|копия|importance|priority|list-id|message-id",
    ),
];

/// What an address behind a name begins with.
const ADDRESS: [char; 3] = ['<', '[', '('];

/// Who sent a mail, and the line that says so.
pub(super) type Sender = (Author, Line);

impl Draft<'_> {
    /// Takes the fields of a mail; lines above them that say it is passed on go.
    pub(super) fn mail(&mut self) -> bool {
        const NEAR: usize = 3;
        let mut above: Option<usize> = None;
        for (number, block) in blocks(&self.lines).into_iter().take(NEAR).enumerate() {
            let (Some(first), Some(last)) = (block.lines.first().copied(), block.lines.last().copied())
            else {
                continue;
            };
            let mail = self.fields(first..last + 1, |text| keyed(text, &MAIL));
            let has_subject = mail.iter().any(|(_, field, _)| *field == Field::Title);
            let start = mail.first().map_or(first, |(at, ..)| *at);
            let is_led = (first..start).all(|at| self.passes_on(at));
            if mail.len() >= FEWEST && has_subject && is_led && (number == 0 || above.is_some()) {
                above.into_iter().chain(first..start).for_each(|at| self.drop(at, reason::BOILERPLATE));
                self.take(&mail, last + 1);
                self.is_mail = true;
                return true;
            }
            above = (first == last && self.passes_on(first)).then_some(first);
        }
        false
    }

    /// Whether a line may say that a mail is passed on.
    fn passes_on(&self, at: usize) -> bool {
        let text = self.lines.get(at).map(|line| line.text.as_str()).unwrap_or_default();
        (text.ends_with(':') || text.starts_with("--") && text.ends_with("--"))
            && text.split_whitespace().count() <= 8
    }

    /// Notes who sent a mail.
    pub(super) fn sender_field(&mut self, line: &Line, value: &str) -> bool {
        let (name, _) = value.split_once(ADDRESS).unwrap_or((value, ""));
        let name = name.trim().trim_matches(['"', '\'', '“', '”']).trim();
        let name = turned(name).unwrap_or_else(|| name.to_owned());
        let people = self.names.people(&name).unwrap_or_default();
        let ([author], true) = (people.as_slice(), self.sender.is_none()) else { return false };
        self.sender = Some((author.clone(), line.clone()));
        true
    }

    /// Takes who sent a mail as its author, where the text names none; the address is left out.
    pub(super) fn sign_as_sender(&mut self) {
        let Some((author, line)) = self.sender.take() else { return };
        if !self.metadata.authors.is_empty() {
            return self.report.leave_out(line.span, reason::FIELD);
        }
        self.report.guess(line.span, format!("taken as the byline: {}", author.name));
        self.metadata.authors.push(author);
        let at = line.text.find(':').map_or(0, |at| at + 1);
        let (key, value) = line.text.split_at_checked(at).unwrap_or_default();
        let (name, address) =
            value.split_at_checked(value.find(ADDRESS).unwrap_or(value.len())).unwrap_or_default();
        let span = self.sub_span(&line, name.trim());
        self.report.said.push(span);
        for part in [key, address].into_iter().filter(|part| !part.is_empty()) {
            let span = self.sub_span(&line, part);
            self.report.leave_out(span, reason::FIELD);
        }
    }
}
