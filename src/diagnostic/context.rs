//! What every stage is handed: limits, the cancel flag and the place to report to.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::{Code, Diagnostic, Severity};
use crate::source::{SourceId, Span};

/// The stage cannot go on; the reason stands in the context's diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop;

/// Bounds on the work that one input may cause. They count things, never time.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one Markdown or CSS text, front matter included. An SVG has a bound of its own, 16 MB unpacked.
    pub source_bytes: usize,
    /// Bytes of one image or font file.
    pub asset_bytes: usize,
    /// Bytes of one archive, such as an EPUB to be imported.
    pub archive_bytes: usize,
    /// Bytes of all that is in an archive once it is unpacked.
    pub archive_unpacked: usize,
    /// Files of one archive.
    pub archive_entries: usize,
    /// Pixels of one raster image.
    pub pixels: u64,
    /// Bytes of one raster image once it is decoded, as many to the pixel as its file has channels and depth for.
    pub decoded_bytes: u64,
    /// Blocks nested in each other before they are flattened.
    pub nesting: usize,
    /// Nodes of one document.
    pub nodes: usize,
    /// Pages of one PDF.
    pub pages: usize,
    /// Cells of one table, spans counted.
    pub table_cells: usize,
    /// Messages kept; later ones are counted only.
    pub diagnostics: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            source_bytes: 64 << 20,
            asset_bytes: 128 << 20,
            archive_bytes: 512 << 20,
            archive_unpacked: 1 << 30,
            archive_entries: 10_000,
            pixels: 50_000_000,
            decoded_bytes: 150_000_000,
            nesting: 32,
            nodes: 4_000_000,
            pages: 20_000,
            table_cells: 1_000_000,
            diagnostics: 1_000,
        }
    }
}

/// A flag that another thread may raise to end the work.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the work to end at its next check.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether the work was asked to end.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Where a code was silenced by the author.
#[derive(Debug)]
struct Allowance {
    code: Code,
    within: Span,
}

#[derive(Debug, Default)]
struct State {
    diagnostics: Vec<Diagnostic>,
    allowed: Vec<Allowance>,
    dropped: usize,
    /// The codes and keys of recurring faults, each with how many were known before it.
    once: BTreeMap<(Code, String), usize>,
}

/// How far the messages went at some time: see [`Context::mark`].
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    diagnostics: usize,
    dropped: usize,
    once: usize,
}

/// Limits, cancellation and diagnostics of one build; shared by reference among its stages and threads.
#[derive(Debug, Default)]
pub struct Context {
    /// Bounds on the work.
    pub limits: Limits,
    /// Raised from outside to end the work.
    pub cancel: Cancel,
    state: Mutex<State>,
}

impl Context {
    /// A context with default limits.
    pub fn new() -> Context {
        Context::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether nothing is kept but errors: what is only checked need not be.
    pub(crate) fn is_silent(&self) -> bool {
        self.limits.diagnostics == 0
    }

    /// Adds a message.
    pub fn report(&self, diagnostic: Diagnostic) {
        let mut state = self.state();
        if state.silences(&diagnostic) {
            return;
        }
        if state.diagnostics.len() < self.limits.diagnostics || diagnostic.severity == Severity::Error {
            state.diagnostics.push(diagnostic);
        } else {
            state.dropped += 1;
        }
    }

    /// Adds a message unless one with the same code and key was added before: for faults that recur.
    pub fn report_once(&self, key: &str, diagnostic: Diagnostic) {
        let mut state = self.state();
        let known = state.once.len();
        let Entry::Vacant(entry) = state.once.entry((diagnostic.code, key.to_owned())) else { return };
        entry.insert(known);
        drop(state);
        self.report(diagnostic);
    }

    /// Where the messages stand before something is tried.
    pub fn mark(&self) -> Mark {
        let state = self.state();
        Mark { diagnostics: state.diagnostics.len(), dropped: state.dropped, once: state.once.len() }
    }

    /// Takes back the messages of these codes that were reported since a mark: what was tried did not come about.
    pub fn take_back(&self, mark: Mark, codes: &[Code]) {
        let mut state = self.state();
        if state.once.len() == mark.once && state.diagnostics.len() == mark.diagnostics {
            return;
        }
        let mut place = 0;
        state.diagnostics.retain(|diagnostic| {
            place += 1;
            place <= mark.diagnostics || !codes.contains(&diagnostic.code)
        });
        state.dropped = mark.dropped;
        state.once.retain(|(code, _), known| *known < mark.once || !codes.contains(code));
    }

    /// Silences warnings and notes of a code within a span (`<!-- offprint: allow CODE -->`).
    pub fn allow(&self, code: Code, within: Span) {
        self.state().allowed.push(Allowance { code, within });
    }

    /// `Err` once the work was asked to end, which is reported once; called per paragraph, table row and page.
    pub fn check(&self) -> Result<(), Stop> {
        if !self.cancel.is_cancelled() {
            return Ok(());
        }
        self.report_once("", Diagnostic::new(Code::Cancelled, None, "the build was cancelled"));
        Err(Stop)
    }

    /// `Err` for a text that is larger than [`Limits::source_bytes`], which is reported.
    pub fn check_size(&self, source: SourceId, text: &str) -> Result<(), Stop> {
        let limit = self.limits.source_bytes;
        if text.len() <= limit {
            return Ok(());
        }
        let message = format!("the text is larger than the limit of {limit} bytes");
        self.report(Diagnostic::new(Code::InputTooLarge, Span::new(source, 0, 0), message));
        Err(Stop)
    }

    /// Whether an error was reported.
    pub fn has_errors(&self) -> bool {
        self.state().diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Takes all messages, silenced ones left out, sorted by source, place and code.
    pub fn take_diagnostics(&self) -> Vec<Diagnostic> {
        let mut state = self.state();
        let mut list = std::mem::take(&mut state.diagnostics);
        list.retain(|diagnostic| !state.silences(diagnostic));
        list.sort_by_cached_key(|diagnostic| {
            let span = diagnostic.span.unwrap_or(Span { source: SourceId(u32::MAX), start: 0, end: 0 });
            (span, diagnostic.code.as_str(), diagnostic.message.clone())
        });
        list.dedup();
        let dropped = std::mem::take(&mut state.dropped);
        if dropped > 0 {
            let message = format!("{dropped} further messages are not shown");
            list.push(Diagnostic::new(Code::TooManyMessages, None, message));
        }
        list
    }
}

impl State {
    /// Whether the author has silenced a message; errors cannot be.
    fn silences(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.severity != Severity::Error
            && self.allowed.iter().any(|allowance| allowance.covers(diagnostic))
    }
}

impl Allowance {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        diagnostic.code == self.code
            && diagnostic.span.is_some_and(|span| {
                span.source == self.within.source
                    && self.within.start <= span.start
                    && span.start <= self.within.end
            })
    }
}
