//! Raw HTML → tokens, each with its place in the source.
//!
//! The tokenizer keeps no offsets. It is fed in pieces that end where a token can end (before `<` and `&`, after `>`
//! and `;`), so that what it emits for a piece came from what was fed since its last token.

use std::cell::RefCell;
use std::ops::Range;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token as RawToken, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A piece of raw HTML.
#[derive(Debug)]
pub(super) enum Token {
    /// A start tag.
    Start(StartTag),
    /// An end tag's name, in lower case.
    End(String),
    /// Characters, entities resolved.
    Text(String),
    /// A comment's text.
    Comment(String),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct StartTag {
    /// Its name in lower case.
    pub name: String,
    /// Its attributes, names in lower case.
    pub attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub self_closing: bool,
}

/// Collects what the tokenizer emits.
#[derive(Debug, Default)]
struct Collector {
    tokens: RefCell<Vec<Token>>,
}

impl TokenSink for Collector {
    type Handle = ();

    fn process_token(&self, token: RawToken, _line: u64) -> TokenSinkResult<()> {
        let mut result = TokenSinkResult::Continue;
        let token = match token {
            RawToken::TagToken(tag) => {
                result = content_kind(&tag);
                Some(tag_token(tag))
            }
            RawToken::CommentToken(text) => Some(Token::Comment(text.to_string())),
            RawToken::CharacterTokens(text) => Some(Token::Text(text.to_string())),
            RawToken::NullCharacterToken => Some(Token::Text("\0".to_owned())),
            RawToken::DoctypeToken(_) | RawToken::EOFToken | RawToken::ParseError(_) => None,
        };
        self.tokens.borrow_mut().extend(token);
        result
    }
}

/// Elements whose content is not markup (HTML Standard, 13.2.6.4).
fn content_kind(tag: &Tag) -> TokenSinkResult<()> {
    if tag.kind == TagKind::EndTag {
        return TokenSinkResult::Continue;
    }
    match tag.name.as_ref() {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "iframe" | "xmp" | "noembed" | "noframes" | "noscript" => {
            TokenSinkResult::RawData(RawKind::Rawtext)
        }
        "textarea" | "title" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

fn tag_token(tag: Tag) -> Token {
    let name = tag.name.to_string();
    if tag.kind == TagKind::EndTag {
        return Token::End(name);
    }
    let attributes = tag
        .attrs
        .into_iter()
        .map(|attribute| (attribute.name.local.to_string(), attribute.value.to_string()))
        .collect();
    Token::Start(StartTag { name, attributes, self_closing: tag.self_closing })
}

/// A token and its place in the source.
pub(super) type Placed = (Token, Range<usize>);

/// The tokens of the given lines of the source, and the rest that was no whole token.
pub(super) fn tokenize(lines: &[Range<usize>], source: &str) -> (Vec<Placed>, Option<Range<usize>>) {
    let tokenizer = Tokenizer::new(Collector::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    let mut out = Vec::new();
    let mut pending: Option<Range<usize>> = None;
    for piece in lines.iter().flat_map(|line| pieces(line.clone(), source)) {
        queue.push_back(StrTendril::from_slice(source.get(piece.clone()).unwrap_or_default()));
        let _ = tokenizer.feed(&queue);
        let range = pending.take().map_or(piece.start, |range| range.start)..piece.end;
        let tokens = std::mem::take(&mut *tokenizer.sink.tokens.borrow_mut());
        if tokens.is_empty() {
            pending = Some(range);
        } else {
            out.extend(tokens.into_iter().map(|token| (token, range.clone())));
        }
    }
    tokenizer.end();
    let last = std::mem::take(&mut *tokenizer.sink.tokens.borrow_mut());
    let unfinished = pending.clone().filter(|_| last.is_empty());
    let range = pending.unwrap_or_default();
    out.extend(last.into_iter().map(|token| (token, range.clone())));
    (out, unfinished)
}

/// Cuts a line where tokens may begin and end.
fn pieces(line: Range<usize>, source: &str) -> impl Iterator<Item = Range<usize>> {
    let end = line.end;
    let mut start = line.start;
    std::iter::from_fn(move || {
        let rest = source.get(start..end).filter(|rest| !rest.is_empty())?;
        let length = rest
            .bytes()
            .enumerate()
            .find_map(|(at, byte)| match byte {
                b'<' | b'&' if at > 0 => Some(at),
                b'>' | b';' => Some(at + 1),
                _ => None,
            })
            .unwrap_or(rest.len());
        let piece = start..start + length;
        start = piece.end;
        Some(piece)
    })
}
