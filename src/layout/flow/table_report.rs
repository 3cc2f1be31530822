//! What is said of a table that is too wide.

use super::FlowBuilder;
use super::table_columns::{Columns, FULL, Words};
use super::table_legible::Least;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::geometry::Length;
use crate::layout::box_tree::{BlockBox, TableBox};

impl<'a> FlowBuilder<'_, 'a> {
    /// Says that a table goes across all columns.
    pub(super) fn report_spanning(&self, block: &BlockBox) {
        let message = "the table is too wide for its column: it goes across all columns";
        let mut diagnostic = Diagnostic::new(Code::TableTooWide, block.span, message);
        diagnostic.severity = Severity::Note;
        let key = format!("{}:{} spans", block.span.source.0, block.span.start);
        self.context.context.report_once(&key, diagnostic);
    }

    /// Says what was done to a table that needed more than `room`; `cuts` is how often a word was cut.
    pub(super) fn report_too_wide(
        &self,
        block: &BlockBox,
        table: &'a TableBox,
        room: Length,
        columns: &Columns,
        cuts: usize,
        turned: bool,
    ) {
        if columns.padding == FULL && !turned {
            return;
        }
        let millimetres = |length: Length| length.to_pt() * 25.4 / 72.0;
        let needed = |least| -> Length {
            let wanted = self.context.wanted_columns(table, FULL, least);
            wanted.iter().map(|column| column.min).sum()
        };
        // Its words may have room, but not so that they are read well.
        let words = needed(Least::Word);
        let needs = if turned || words <= room { needed(Least::Legible) } else { words };
        let mut done = Vec::new();
        if turned {
            done.push("it is turned on pages of its own".to_owned());
        }
        if columns.padding < FULL {
            done.push("its columns stand closer together".to_owned());
        }
        if columns.scale < FULL {
            done.push(format!("it is set at {} % of its size", (columns.scale / 10).max(1)));
        }
        if columns.words > Words::Whole && cuts == 0 {
            done.push("its long words are hyphenated".to_owned());
        }
        if cuts > 0 {
            let times = if cuts == 1 { "once".to_owned() } else { format!("{cuts} times") };
            done.push(format!("words are cut without a hyphen, {times}"));
        }
        let done = match done.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
            None => String::new(),
        };
        let message = format!(
            "the table needs a width of {} mm, but has {} mm: {done}",
            millimetres(needs).ceil(),
            millimetres(room).floor(),
        );
        let help = "turn rows into columns, shorten its words, or split it in two";
        let mut diagnostic = Diagnostic::new(Code::TableTooWide, block.span, message).help(help);
        if columns.scale == FULL && !turned {
            diagnostic.severity = Severity::Note;
        }
        let key = format!("{}:{}", block.span.source.0, block.span.start);
        self.context.context.report_once(&key, diagnostic);
    }
}
