//! Finds the front matter: where it starts, what syntax it is in, where it ends.

use std::ops::Range;

use super::fields::is_known_key;

/// The syntax of a front matter block, known by its fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Syntax {
    /// Between `---` lines; `...` may close it too.
    Yaml,
    /// Between `+++` lines.
    Toml,
}

impl Syntax {
    /// The line that opens and closes the block.
    pub(super) fn fence(self) -> &'static str {
        match self {
            Syntax::Yaml => "---",
            Syntax::Toml => "+++",
        }
    }

    fn closes(self, line: &str) -> bool {
        line == self.fence() || (self == Syntax::Yaml && line == "...")
    }

    /// Whether a line can open a key: what tells front matter from a thematic break.
    fn is_key(self, line: &str) -> bool {
        let separator = match self {
            Syntax::Yaml => ':',
            Syntax::Toml => '=',
        };
        let Some((key, value)) = line.split_once(separator) else {
            return self == Syntax::Toml && line.starts_with('[');
        };
        let named = !key.trim().is_empty()
            && key.trim().chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '"' | '\''));
        named && (self == Syntax::Toml || value.is_empty() || value.starts_with([' ', '\t']))
    }
}

/// A front matter block, as byte ranges of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// What it is written in.
    pub syntax: Syntax,
    /// From the opening fence to the end of the closing one's line.
    pub whole: Range<usize>,
    /// Between the fences.
    pub content: Range<usize>,
    /// Whether there is a closing fence; without one `whole` is the opening line.
    pub closed: bool,
    /// What stands between the fences of YAML where no line looks like a key: a list or a text.
    pub keyless: Option<&'static str>,
}

/// How many bytes the byte order mark takes that a text may begin with.
pub(super) fn bom(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// The front matter of a text, which may begin with blank lines if the first key is one that we know. A fence alone is none: `---` may as well be a thematic break, so the block must be
/// empty, or one of its lines look like a key, or its lines follow each other without a blank one: then it was meant
/// as front matter and has no keys.
pub(super) fn find(text: &str) -> Option<Block> {
    let first = bom(text);
    let start = first + blank_lines(text.get(first..)?);
    let body = text.get(start..)?;
    let mut lines = body.split_inclusive('\n');
    let opening = lines.next()?;
    let is_sure = start == first || has_known_key(body);
    let syntax =
        [Syntax::Yaml, Syntax::Toml].into_iter().find(|syntax| opening.trim_end() == syntax.fence())?;
    let content = start + opening.len();
    let mut at = content;
    let mut keyed = false;
    for line in lines {
        if syntax.closes(line.trim_end()) {
            let inside = text.get(content..at)?;
            let keyless = if keyed || inside.trim().is_empty() { None } else { Some(keyless(inside)?) };
            let keyless = keyless.filter(|_| syntax == Syntax::Yaml);
            if !is_sure {
                return None;
            }
            let end = at + line.len();
            return Some(Block { syntax, whole: start..end, content: content..at, closed: true, keyless });
        }
        keyed |= !line.starts_with('#') && (syntax.is_key(line.trim_end()) || line.starts_with('{'));
        at += line.len();
    }
    let first = body.lines().nth(1).unwrap_or_default();
    (is_sure && syntax.is_key(first)).then_some(Block {
        syntax,
        whole: start..content,
        content: content..content,
        closed: false,
        keyless: None,
    })
}

/// How many bytes the blank lines take that a text begins with.
fn blank_lines(text: &str) -> usize {
    let blank = text.split_inclusive('\n').take_while(|line| line.trim().is_empty());
    blank.map(str::len).sum()
}

/// Whether the line under the first sets a key that we know: nothing else is sure to be front matter where blank lines
/// stand before it, or a fence of another length.
fn has_known_key(body: &str) -> bool {
    let line = body.lines().nth(1).unwrap_or_default();
    [Syntax::Yaml, Syntax::Toml].into_iter().filter(|syntax| syntax.is_key(line)).any(|syntax| {
        let separator = if syntax == Syntax::Yaml { ':' } else { '=' };
        let key = line.split(separator).next().unwrap_or_default();
        is_known_key(key.trim().trim_matches(['"', '\'']))
    })
}

/// The first line of a text, as a byte range of the source, if it is a fence but for its length: `----`.
pub(super) fn overlong_fence(text: &str) -> Option<Range<usize>> {
    let first = bom(text);
    let start = first + blank_lines(text.get(first..)?);
    let body = text.get(start..)?;
    let line = body.lines().next()?.trim_end();
    let is_fence = line.len() > 3 && ['-', '+'].iter().any(|sign| line.chars().all(|other| other == *sign));
    (is_fence && has_known_key(body)).then_some(start..start + line.len())
}

/// What lines without a key are; `None` if they are Markdown: parted by a blank line, or all of them headings.
fn keyless(lines: &str) -> Option<&'static str> {
    let first = lines.lines().find(|line| !line.starts_with('#'))?;
    let parted = lines.lines().any(|line| line.trim().is_empty());
    (!parted).then_some(if first.starts_with(['-', '[']) { "a list" } else { "a text" })
}
