//! The attributes that an element can carry: a closed set.

/// The direction of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
    /// By the first strong character.
    Auto,
}

impl Direction {
    /// HTML's word.
    pub fn name(self) -> &'static str {
        match self {
            Direction::Ltr => "ltr",
            Direction::Rtl => "rtl",
            Direction::Auto => "auto",
        }
    }
}

/// The alignment that a Markdown table gives its columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Align {
    /// To the left.
    Left,
    /// Centred.
    Center,
    /// To the right.
    Right,
}

impl Align {
    /// HTML's word.
    pub fn name(self) -> &'static str {
        match self {
            Align::Left => "left",
            Align::Center => "center",
            Align::Right => "right",
        }
    }
}

/// An element's attributes. Absent ones are `None`, empty or at their neutral value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attributes {
    /// `id`, unique in the document.
    pub id: Option<Box<str>>,
    /// Classes that the author gave; a role's class is not repeated here.
    pub classes: Vec<Box<str>>,
    /// `lang`, a valid BCP 47 tag.
    pub lang: Option<Box<str>>,
    /// `dir`.
    pub dir: Option<Direction>,
    /// `href` of a link: `#id` inside the document, else an absolute or `mailto:` address.
    pub href: Option<Box<str>>,
    /// `src` of an image, as the author wrote it.
    pub src: Option<Box<str>>,
    /// `alt` of an image; `None` where the author gave none.
    pub alt: Option<Box<str>>,
    /// The image is decorative (`{decorative}`): no alternative text is wanted.
    pub decorative: bool,
    /// `title`, an advisory text.
    pub title: Option<Box<str>>,
    /// An image's or column's width as the author gave it: CSS, such as `50%` or `320px`.
    pub width: Option<Box<str>>,
    /// `start` of an ordered list.
    pub start: Option<i64>,
    /// `type` of an ordered list: `1`, `a`, `A`, `i` or `I`.
    pub list_type: Option<char>,
    /// `reversed` of an ordered list.
    pub reversed: bool,
    /// `value` of a list item.
    pub value: Option<i64>,
    /// A list whose items are apart (CommonMark's loose lists).
    pub loose: bool,
    /// `colspan`; 0 stands for 1.
    pub col_span: u16,
    /// `rowspan`; 0 stands for 1.
    pub row_span: u16,
    /// The column's alignment, on table cells.
    pub align: Option<Align>,
    /// `scope` of a header cell: a row header if true, else a column header.
    pub row_header: bool,
    /// `checked` of a checkbox.
    pub checked: bool,
    /// `datetime` of a `time` element.
    pub datetime: Option<Box<str>>,
    /// The language of a code block, the first word of its info string.
    pub code_language: Option<Box<str>>,
    /// `aria-label`: a name for readers that do not see.
    pub aria_label: Option<Box<str>>,
    /// Hidden from readers that do not see: a repeat or an ornament.
    pub hidden: bool,
}

impl Attributes {
    /// The numbers that are not neutral, under HTML's names.
    pub(crate) fn numbers(&self) -> impl Iterator<Item = (&'static str, i64)> {
        let span = |span: u16| Some(i64::from(span)).filter(|&span| span > 1);
        let numbers = [
            ("start", self.start),
            ("value", self.value),
            ("colspan", span(self.col_span)),
            ("rowspan", span(self.row_span)),
        ];
        numbers.into_iter().filter_map(|(name, value)| Some((name, value?)))
    }
}
