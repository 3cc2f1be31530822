//! Writes XML text: names as given, everything else escaped, characters that XML cannot hold left out (XML 1.0, 2.2).

/// A growing XML text with a start tag possibly still open.
#[derive(Debug, Default)]
pub(super) struct Markup {
    text: String,
    /// The last start tag has no `>` yet.
    in_tag: bool,
}

impl Markup {
    /// An empty text that expects `capacity` bytes.
    pub(super) fn with_capacity(capacity: usize) -> Markup {
        Markup { text: String::with_capacity(capacity), in_tag: false }
    }

    /// Begins a start tag; attributes may follow.
    pub(super) fn open(&mut self, name: &str) -> &mut Markup {
        self.finish_tag();
        self.text.push('<');
        self.text.push_str(name);
        self.in_tag = true;
        self
    }

    /// Adds an attribute to the start tag just begun.
    pub(super) fn attribute(&mut self, name: &str, value: &str) -> &mut Markup {
        self.text.push(' ');
        self.text.push_str(name);
        self.text.push_str("=\"");
        push_escaped(&mut self.text, value, true);
        self.text.push('"');
        self
    }

    /// Adds an attribute where there is a value.
    pub(super) fn attribute_if(&mut self, name: &str, value: Option<&str>) -> &mut Markup {
        if let Some(value) = value {
            self.attribute(name, value);
        }
        self
    }

    /// Ends an element; one without content closes in its start tag only if `void`.
    pub(super) fn close(&mut self, name: &str, void: bool) -> &mut Markup {
        if self.in_tag && void {
            self.in_tag = false;
            self.text.push_str("/>");
            return self;
        }
        self.finish_tag();
        self.text.push_str("</");
        self.text.push_str(name);
        self.text.push('>');
        self
    }

    /// Adds text, escaped.
    pub(super) fn text(&mut self, text: &str) -> &mut Markup {
        self.finish_tag();
        push_escaped(&mut self.text, text, false);
        self
    }

    /// Adds a line end.
    pub(super) fn line(&mut self) -> &mut Markup {
        self.finish_tag();
        self.text.push('\n');
        self
    }

    /// Adds finished XML.
    pub(super) fn raw(&mut self, xml: &str) -> &mut Markup {
        self.finish_tag();
        self.text.push_str(xml);
        self
    }

    /// An element that holds a text and nothing else.
    pub(super) fn text_element(&mut self, name: &str, text: &str) -> &mut Markup {
        self.open(name).text(text).close(name, false)
    }

    /// A link that holds a text and nothing else.
    pub(super) fn text_link(&mut self, href: &str, text: &str) -> &mut Markup {
        self.open("a").attribute("href", href).text(text).close("a", false)
    }

    /// An element that holds a text and nothing else, on a line of its own.
    pub(super) fn text_line(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> &mut Markup {
        self.open(name);
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.text(text).close(name, false).line()
    }

    /// An element without content on a line of its own.
    pub(super) fn void_line(&mut self, name: &str, attributes: &[(&str, &str)]) -> &mut Markup {
        self.open(name);
        for (name, value) in attributes {
            self.attribute(name, value);
        }
        self.close(name, true).line()
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> String {
        self.finish_tag();
        self.text
    }

    fn finish_tag(&mut self) {
        if self.in_tag {
            self.in_tag = false;
            self.text.push('>');
        }
    }
}

/// Whether XML 1.0 can hold a character, noncharacters of the last two code points of each plane left out too.
pub(super) fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' => false,
        '\u{FDD0}'..='\u{FDEF}' => false,
        _ => u32::from(character) & 0xFFFE != 0xFFFE,
    }
}

/// A text without the characters that XML cannot hold, its white space run together.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let before = line.len();
        if before > 0 {
            line.push(' ');
        }
        line.extend(word.chars().filter(|&character| is_allowed(character)));
        if line.len() == before + usize::from(before > 0) {
            line.truncate(before);
        }
    }
    line
}

fn push_escaped(out: &mut String, text: &str, in_attribute: bool) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| needs_care(byte, in_attribute)) {
        let (plain, tail) = rest.split_at(at);
        out.push_str(plain);
        let mut characters = tail.chars();
        let Some(character) = characters.next() else { return };
        push_character(out, character, in_attribute);
        rest = characters.as_str();
    }
    out.push_str(rest);
}

/// Bytes that begin a character which may have to be escaped or dropped.
fn needs_care(byte: u8, in_attribute: bool) -> bool {
    match byte {
        b'<' | b'>' | b'&' | b'\r' => true,
        b'"' | b'\n' | b'\t' => in_attribute,
        0..=8 | 0x0B | 0x0C | 0x0E..=0x1F | 0x7F => true,
        // First bytes of U+0080–U+009F, U+FDD0–U+FFFF and of the planes beyond the first.
        0xC2 | 0xEF | 0xF0..=0xFF => true,
        _ => false,
    }
}

fn push_character(out: &mut String, character: char, in_attribute: bool) {
    match character {
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '&' => out.push_str("&amp;"),
        '"' if in_attribute => out.push_str("&quot;"),
        '\n' | '\t' | '\r' if in_attribute => out.push(' '),
        '\r' => out.push('\n'),
        _ if is_allowed(character) => out.push(character),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{Markup, one_line};

    #[test]
    fn escapes_and_drops() {
        let mut markup = Markup::default();
        markup.open("p").attribute("title", "a \"b\" <c>\n&").text("x\0\u{1F} < y\u{FFFE}é—\u{A0}\u{1F600}");
        let expected = "<p title=\"a &quot;b&quot; &lt;c&gt; &amp;\">x &lt; yé—\u{A0}\u{1F600}</p>";
        markup.close("p", false);
        assert_eq!(markup.finish(), expected);
    }

    #[test]
    fn void_elements_close_in_their_tag() {
        let mut markup = Markup::default();
        markup.open("br").close("br", true).open("td").close("td", false);
        assert_eq!(markup.finish(), "<br/><td></td>");
    }

    #[test]
    fn one_line_runs_white_space_together() {
        assert_eq!(one_line("  a\u{0}b \u{1} \n c "), "ab c");
    }
}
