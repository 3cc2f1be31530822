//! The element names of the tree: HTML's, and no others.

macro_rules! tags {
    ($( $variant:ident $name:literal; )*) => {
        /// An element's name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tag { $( #[doc = concat!("`", $name, "`")] $variant, )* }

        impl Tag {
            /// Every tag.
            pub const ALL: &'static [Tag] = &[ $( Tag::$variant, )* ];

            /// The name in lower case, as HTML and CSS write it.
            pub fn name(self) -> &'static str {
                match self { $( Tag::$variant => $name, )* }
            }

            /// The tag of a lower-case name.
            pub fn from_name(name: &str) -> Option<Tag> {
                match name { $( $name => Some(Tag::$variant), )* _ => None }
            }
        }
    };
}

tags! {
    Article "article"; Section "section"; Header "header"; Footer "footer"; Hgroup "hgroup"; Aside "aside"; Div "div"; Nav "nav";
    H1 "h1"; H2 "h2"; H3 "h3"; H4 "h4"; H5 "h5"; H6 "h6";
    P "p"; Blockquote "blockquote"; Pre "pre"; Hr "hr";
    Ul "ul"; Ol "ol"; Li "li"; Dl "dl"; Dt "dt"; Dd "dd";
    Figure "figure"; Figcaption "figcaption"; Img "img";
    Table "table"; Caption "caption"; Thead "thead"; Tbody "tbody"; Tfoot "tfoot"; Tr "tr"; Th "th"; Td "td";
    A "a"; Em "em"; Strong "strong"; I "i"; B "b"; Code "code"; Del "del"; Ins "ins"; S "s"; U "u"; Sub "sub"; Sup "sup";
    Small "small"; Mark "mark"; Q "q"; Cite "cite"; Dfn "dfn"; Abbr "abbr"; Kbd "kbd"; Samp "samp"; Var "var"; Time "time";
    Span "span"; Bdi "bdi"; Bdo "bdo"; Br "br"; Wbr "wbr"; Input "input";
}

impl Tag {
    /// Whether the element is void: it has no children and no end tag.
    pub fn is_void(self) -> bool {
        matches!(self, Tag::Hr | Tag::Img | Tag::Br | Tag::Wbr | Tag::Input)
    }

    /// Whether the element stands in a line of text (HTML's phrasing content).
    pub fn is_phrasing(self) -> bool {
        use Tag::*;
        matches!(
            self,
            A | Em
                | Strong
                | I
                | B
                | Code
                | Del
                | Ins
                | S
                | U
                | Sub
                | Sup
                | Small
                | Mark
                | Q
                | Cite
                | Dfn
                | Abbr
                | Kbd
                | Samp
                | Var
                | Time
                | Span
                | Bdi
                | Bdo
                | Br
                | Wbr
                | Input
                | Img
        )
    }

    /// The level of a heading, 1 to 6.
    pub fn heading_level(self) -> Option<u8> {
        Some(match self {
            Tag::H1 => 1,
            Tag::H2 => 2,
            Tag::H3 => 3,
            Tag::H4 => 4,
            Tag::H5 => 5,
            Tag::H6 => 6,
            _ => return None,
        })
    }

    /// The heading of a level; levels outside 1 to 6 are clamped.
    pub fn heading(level: u8) -> Tag {
        match level {
            0 | 1 => Tag::H1,
            2 => Tag::H2,
            3 => Tag::H3,
            4 => Tag::H4,
            5 => Tag::H5,
            _ => Tag::H6,
        }
    }
}
