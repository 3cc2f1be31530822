//! Messages about the input, and the context that every stage shares.
//!
//! A stage reports into its [`Context`] and goes on; it returns [`Stop`] only when nothing sensible can follow.
//! [`Code`] is the one table of codes; rendering for people is the command line's matter.

mod code;
mod context;

pub use code::Code;
pub use context::{Cancel, Context, Limits, Stop};

use crate::source::Span;

/// How grave a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Says what was taken for granted, such as a byline recognised from the text.
    Note,
    /// The output is valid but lacks or changes something.
    Warning,
    /// No output is written.
    Error,
}

/// One message about the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// Where; `None` for messages about a whole run.
    pub span: Option<Span>,
    /// What is wrong, one sentence without a closing full stop.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A message of the code's own severity.
    pub fn new(code: Code, span: impl Into<Option<Span>>, message: impl Into<String>) -> Diagnostic {
        Diagnostic { code, severity: code.severity(), span: span.into(), message: message.into(), help: None }
    }

    /// The same message with advice.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }
}
