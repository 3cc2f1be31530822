//! Figures: a picture with its title for a caption where that says all of it, else an element.

use super::escape::Within;
use super::inline::Piece;
use super::media::push_picture;
use super::{Writer, html};
use crate::import::tree::{Attr, Block, BlockKind, Inline, InlineKind};

impl<'a> Writer<'a> {
    pub(super) fn figure(&mut self, content: &'a [Block], caption: &'a [Block], block: &'a Block) {
        if let Some(pieces) = self.titled_picture(content, caption, &block.attr) {
            self.out.place(block.span);
            return self.write_pieces(&pieces);
        }
        self.out.push(&html::start_tag("figure", &block.attr));
        let pictures: Option<Vec<&Inline>> = content.iter().map(picture_of).collect();
        match pictures {
            Some(pictures) => {
                self.out.end_line();
                for picture in pictures {
                    self.out.place(picture.span);
                    self.out.push(&html::picture(picture));
                    self.out.end_line();
                }
            }
            None => {
                self.out.separate();
                self.blocks(content);
                self.out.separate();
            }
        }
        if !caption.is_empty() {
            self.part("figcaption", &Attr::default(), caption);
        }
        self.out.push("</figure>");
    }

    /// A picture with its caption as a title, if Markdown reads it back as such: a title is Markdown itself, but only
    /// stress, code and links count in it, and nothing may be escaped.
    fn titled_picture(
        &mut self,
        content: &'a [Block],
        caption: &'a [Block],
        attr: &Attr,
    ) -> Option<Vec<Piece>> {
        let [only] = content else { return None };
        let picture = picture_of(only)?;
        let InlineKind::Image { title, address, .. } = &picture.kind else { return None };
        if html::says_something(attr) || !title.is_empty() || address.is_empty() {
            return None;
        }
        let row = match caption {
            [] => return Some(pieces_of(picture, None)),
            [Block { kind: BlockKind::Plain(row) | BlockKind::Paragraph(row), attr, .. }]
                if attr.is_empty() =>
            {
                row
            }
            _ => return None,
        };
        if !row.iter().all(is_simple) {
            return None;
        }
        let title = self.row(row, Within { heading: true, ..Within::default() });
        let text: String = title.iter().map(as_str).collect();
        let is_bare = !text.is_empty() && !text.contains(['\\', '&', '<']);
        let (open, close) = [('"', '"'), ('\'', '\''), ('(', ')')]
            .into_iter()
            .find(|(open, close)| is_bare && !text.contains([*open, *close]))?;
        Some(pieces_of(picture, Some((open, title, close))))
    }
}

fn as_str(piece: &Piece) -> &str {
    match piece {
        Piece::Text(text, ..) | Piece::Mark(text) | Piece::Content(text, _) => text,
        Piece::Soft | Piece::Hard => "\\",
    }
}

/// Whether an inline counts in a title: stress, code, links and words.
fn is_simple(inline: &Inline) -> bool {
    use crate::import::tree::Style;
    match &inline.kind {
        InlineKind::Text(_) | InlineKind::SoftBreak => true,
        InlineKind::Code(_) => inline.attr.is_empty(),
        InlineKind::Styled(Style::Emphasis | Style::Strong | Style::Strikeout, content)
        | InlineKind::Quoted(_, content) => content.iter().all(is_simple),
        InlineKind::Link { content, title, .. } => {
            title.is_empty() && inline.attr.is_empty() && content.iter().all(is_simple)
        }
        _ => false,
    }
}

fn pieces_of(picture: &Inline, title: Option<(char, Vec<Piece>, char)>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    push_picture(picture, Within::default(), &mut pieces);
    let Some((open, title, close)) = title else { return pieces };
    // The last piece closes the address and holds the attributes: `){…}`.
    let last = pieces.pop();
    pieces.push(Piece::Mark(format!(" {open}")));
    pieces.extend(title);
    pieces.push(Piece::Mark(close.to_string()));
    pieces.extend(last);
    pieces
}

/// The picture that a block holds and nothing else.
fn picture_of(block: &Block) -> Option<&Inline> {
    let (BlockKind::Plain(row) | BlockKind::Paragraph(row)) = &block.kind else { return None };
    let [only] = row.as_slice() else { return None };
    matches!(only.kind, InlineKind::Image { .. }).then_some(only)
}
