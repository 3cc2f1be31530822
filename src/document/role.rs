//! The parts of an article that HTML has no element for, and the one table of what they become.
//!
//! Nothing else in the code repeats a role's class, its EPUB semantics or its PDF structure type.

use super::Tag;
use crate::structure::StructType;

/// What a role is in each output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleInfo {
    /// The element it is written as.
    pub tag: Tag,
    /// The class that a stylesheet selects it by.
    pub class: &'static str,
    /// `epub:type`, empty for none (EPUB Structural Semantics Vocabulary).
    pub epub_type: &'static str,
    /// The ARIA role, empty for none (DPUB-ARIA 1.1).
    pub aria: &'static str,
    /// The PDF structure type; `None` for an artifact.
    pub structure: Option<StructType>,
}

macro_rules! roles {
    ($( $variant:ident: $tag:ident $class:literal, $epub:literal, $aria:literal, $structure:expr, $doc:literal; )*) => {
        /// A part of an article.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Role { $( #[doc = $doc] $variant, )* }

        impl Role {
            /// Every role, in the order of the documentation.
            pub const ALL: &'static [Role] = &[ $( Role::$variant, )* ];

            /// What the role is in each output.
            pub fn info(self) -> RoleInfo {
                use StructType::*;
                match self {
                    $( Role::$variant => RoleInfo {
                        tag: Tag::$tag, class: $class, epub_type: $epub, aria: $aria, structure: $structure,
                    }, )*
                }
            }

            /// What the role is, in a few words.
            pub fn description(self) -> &'static str {
                match self { $( Role::$variant => $doc, )* }
            }
        }
    };
}

roles! {
    TitleBlock: Header "title-block", "", "", Some(Div), "Holds kicker, headline, dek and byline.";
    Kicker: P "kicker", "", "", Some(P), "The short line over the headline.";
    Headline: H1 "headline", "", "", Some(H1), "The article's title.";
    Dek: P "dek", "subtitle", "doc-subtitle", Some(P), "The standfirst under the headline.";
    Byline: P "byline", "", "", Some(P), "Who wrote it.";
    AuthorName: Span "author", "", "", Some(Span), "One author's name in the byline.";
    Affiliation: Span "affiliation", "", "", Some(Span), "An author's affiliation.";
    Dateline: P "dateline", "", "", Some(P), "Place and date.";
    Place: Span "place", "", "", Some(Span), "The place of a dateline.";
    Opening: P "opening", "", "", Some(P), "The paragraph that opens the text, if it can carry a large initial.";
    LeadIn: Span "lead-in", "", "", Some(Span), "Its first words.";
    Question: P "question", "", "", Some(P), "A question of an interview: a short paragraph all in bold before its answer.";
    PullQuote: Aside "pullquote", "pullquote", "doc-pullquote", Some(BlockQuote), "A sentence lifted from the text.";
    Attribution: P "attribution", "", "", Some(P), "Who said what is quoted above.";
    Sidebar: Aside "sidebar", "", "", Some(Aside), "A boxed text beside the article.";
    Note: Aside "note", "", "note", Some(Aside), "An alert of kind note.";
    Tip: Aside "tip", "tip", "doc-tip", Some(Aside), "An alert of kind tip.";
    Important: Aside "important", "", "note", Some(Aside), "An alert of kind important.";
    Warning: Aside "warning", "", "note", Some(Aside), "An alert of kind warning.";
    Caution: Aside "caution", "", "note", Some(Aside), "An alert of kind caution.";
    Label: P "label", "", "", Some(P), "The title line of a sidebar or an alert.";
    Epigraph: Blockquote "epigraph", "epigraph", "doc-epigraph", Some(BlockQuote), "A quotation before the text.";
    NestedHeading: P "heading", "", "", Some(P), "A heading inside a quote, note or list.";
    Footnotes: Section "footnotes", "footnotes", "doc-endnotes", Some(Sect), "The notes of the article.";
    Footnote: Aside "footnote", "footnote", "doc-footnote", Some(Note), "One note.";
    NoteLabel: Span "note-label", "", "", Some(Lbl), "A note's number before its text.";
    NoteRef: A "noteref", "noteref", "doc-noteref", Some(Reference), "The call of a note in the text.";
    BackLink: A "backlink", "backlink", "doc-backlink", Some(Link), "The way back from a note to its call.";
    EndMark: Span "end-mark", "", "", None, "The mark that closes the article.";
    Credits: Section "credits", "credits", "doc-credits", Some(Sect), "Who else worked on it.";
    Credit: P "credit", "", "", Some(P), "One line of credits.";
    Contact: P "contact", "", "", Some(P), "Where comments go.";
    ArticleFooter: Footer "article-footer", "", "", Some(Div), "Holds credits, author notes and contact.";
    About: Section "about", "", "", Some(Sect), "About the authors.";
    AuthorNote: P "author-note", "", "", Some(P), "One author's biographical note.";
    HeadingNumber: Span "heading-number", "", "", Some(Span), "The number of a heading.";
    Contents: Nav "contents", "", "doc-toc", Some(Div), "The table of contents.";
    ContentsList: Ol "contents-list", "", "", Some(Toc), "Entries of one level in the table of contents.";
    ContentsItem: Li "contents-item", "", "", Some(Toci), "An entry of the table of contents, and those below it.";
    ContentsLink: A "contents-link", "", "", Some(Link), "The title of an entry, which leads to it.";
    SectionBreak: Hr "section-break", "", "", None, "A break in the text without a heading.";
    PageBreak: Hr "page-break", "", "", None, "A forced page break.";
    TaskList: Ul "task-list", "", "", Some(L), "A list of tasks.";
    Task: Li "task", "", "", Some(Li), "A task with its checkbox.";
    CodeBlock: Pre "code-block", "", "", Some(Code), "A block of code.";
    MathInline: Code "math", "", "", Some(Code), "A formula in the line, as its source.";
    MathBlock: Pre "math", "", "", Some(Code), "A formula on its own, as its source.";
    MissingImage: Span "missing-image", "", "", Some(Span), "What stands for an image that is not there.";
}

impl Role {
    /// Whether the role is an alert of GitHub's five kinds.
    pub fn is_alert(self) -> bool {
        matches!(self, Role::Note | Role::Tip | Role::Important | Role::Warning | Role::Caution)
    }
}
