//! The sheets inside the binary.

/// The element defaults of the PDF engine.
pub const BASE: &str = include_str!("../../styles/base.css");

/// What the built-in styles share.
pub const COMMON: &str = include_str!("../../styles/common.css");

/// A style that can be asked for by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltIn {
    /// One column of essay text.
    #[default]
    Essay,
    /// Two columns under a wide title.
    Magazine,
    /// Plain and compact, with room for notes.
    Handout,
    /// Numbered sections behind a table of contents.
    Report,
}

impl BuiltIn {
    /// Every built-in style, the default first.
    pub const ALL: &'static [BuiltIn] =
        &[BuiltIn::Essay, BuiltIn::Magazine, BuiltIn::Handout, BuiltIn::Report];

    /// The style of a name.
    pub fn from_name(name: &str) -> Option<BuiltIn> {
        BuiltIn::ALL.iter().copied().find(|style| style.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            BuiltIn::Essay => "essay",
            BuiltIn::Magazine => "magazine",
            BuiltIn::Handout => "handout",
            BuiltIn::Report => "report",
        }
    }

    /// What it looks like, in one line.
    pub fn description(self) -> &'static str {
        match self {
            BuiltIn::Essay => "one column of book text with wide margins, for essays and columns",
            BuiltIn::Magazine => "two columns under a large headline, for features",
            BuiltIn::Handout => "one compact column with room for notes, for talks and classes",
            BuiltIn::Report => "numbered sections behind a table of contents, for papers and manuals",
        }
    }

    /// Whether headings are numbered and listed before the text, unless the article says otherwise.
    pub fn is_sectioned(self) -> bool {
        self == BuiltIn::Report
    }

    /// Its own sheet, which comes after [`COMMON`].
    pub fn text(self) -> &'static str {
        match self {
            BuiltIn::Essay => include_str!("../../styles/essay.css"),
            BuiltIn::Magazine => include_str!("../../styles/magazine.css"),
            BuiltIn::Handout => include_str!("../../styles/handout.css"),
            BuiltIn::Report => include_str!("../../styles/report.css"),
        }
    }
}
