//! The sheets inside the binary.

/// The element defaults of the PDF engine.
pub const BASE: &str = include_str!("../../styles/base.css");

/// A style that can be asked for by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BuiltIn {
    /// One column of essay text.
    #[default]
    Essay,
}

impl BuiltIn {
    /// Every built-in style, the default first.
    pub const ALL: &'static [BuiltIn] = &[BuiltIn::Essay];

    /// The style of a name.
    pub fn from_name(name: &str) -> Option<BuiltIn> {
        BuiltIn::ALL.iter().copied().find(|style| style.name() == name)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            BuiltIn::Essay => "essay",
        }
    }

    /// What it looks like, in one line.
    pub fn description(self) -> &'static str {
        match self {
            BuiltIn::Essay => "one column of book text with wide margins, for essays and columns",
        }
    }

    /// Its sheet.
    pub fn text(self) -> &'static str {
        match self {
            BuiltIn::Essay => include_str!("../../styles/essay.css"),
        }
    }
}
