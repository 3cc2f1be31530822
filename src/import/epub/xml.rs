//! XML as a row of events: bounded in depth, with no entities but XML's own.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event as Token};

use super::{Fault, Text};
use crate::import::tree::MAX_DEPTH;
use crate::source::{SourceId, Span};

/// What comes next in a text.
#[derive(Debug)]
pub(super) enum Event {
    /// An element begins.
    Start(Element),
    /// The element that began last ends.
    End,
    /// Characters; `verbatim` if they stand so in the source.
    Text { text: String, span: Span, verbatim: bool },
}

/// The start of an element.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name, without a prefix but `dc:`.
    pub(super) name: String,
    /// Names and values of its attributes.
    pub(super) attributes: Vec<(String, String)>,
    /// Where it begins.
    pub(super) span: Span,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The events of a text.
pub(super) struct Events<'t> {
    reader: Reader<&'t [u8]>,
    source: SourceId,
    depth: usize,
}

impl<'t> Events<'t> {
    /// From the beginning.
    pub(super) fn new(text: &'t Text) -> Events<'t> {
        let mut reader = Reader::from_str(&text.text);
        reader.config_mut().expand_empty_elements = true;
        Events { reader, source: text.source, depth: 0 }
    }

    /// The next event; `None` at the end.
    ///
    /// # Errors
    /// Says what is no XML, or more than is read.
    pub(super) fn next(&mut self) -> Result<Option<Event>, Fault> {
        loop {
            let start = self.position();
            let token = self.reader.read_event();
            let span = Span::new(self.source, start, self.position());
            let token = token.map_err(|error| ill_formed(&error.to_string(), span))?;
            return Ok(Some(match token {
                Token::Start(tag) => Event::Start(self.start(&tag, span)?),
                Token::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    Event::End
                }
                Token::Text(text) => Event::Text {
                    text: text.xml10_content().into_owned(),
                    span,
                    verbatim: !text.contains('\r'),
                },
                Token::CData(text) => {
                    Event::Text { text: text.xml10_content().into_owned(), span, verbatim: false }
                }
                Token::GeneralRef(name) => {
                    let text = match name.resolve_char_ref() {
                        Ok(Some(character)) => character.to_string(),
                        _ => quick_xml::escape::resolve_predefined_entity(&name)
                            .ok_or_else(|| ill_formed("an entity is not known", span))?
                            .to_owned(),
                    };
                    Event::Text { text, span, verbatim: false }
                }
                Token::DocType(doctype) if doctype.contains(['[', '%']) => {
                    return Err(Fault::harmful("declares entities of its own").at(span));
                }
                Token::Eof if self.depth > 0 => return Err(ill_formed("an element is not closed", span)),
                Token::Eof => return Ok(None),
                Token::Empty(_) | Token::Comment(_) | Token::Decl(_) | Token::PI(_) | Token::DocType(_) => {
                    continue;
                }
            }));
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX)
    }

    fn start(&mut self, tag: &BytesStart<'_>, span: Span) -> Result<Element, Fault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let message = format!("is nested deeper than {MAX_DEPTH} elements, as none of Offprint's is");
            return Err(Fault::broken(message).at(span));
        }
        let mut attributes = Vec::new();
        // Comparing each name with all before it would take too long for very many.
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| ill_formed(&error.to_string(), span))?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| ill_formed(&error.to_string(), span))?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Element { name: tag.name().as_ref().to_owned(), attributes, span })
    }
}

fn ill_formed(reason: &str, span: Span) -> Fault {
    Fault::broken(format!("is damaged: {reason}")).at(span)
}
