//! Shows diagnostics: to people with the source line, to programs as JSON lines.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use offprint::diagnostic::{Diagnostic, Severity};
use offprint::source::{Source, Sources, Span};

use super::args::MessageFormat;

/// Prints messages to standard error.
pub fn print(diagnostics: &[Diagnostic], sources: &Sources, format: MessageFormat) {
    let mut stderr = std::io::stderr().lock();
    let colored = stderr.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let renderer = if colored { Renderer::styled() } else { Renderer::plain() };
    for diagnostic in diagnostics {
        let text = match format {
            MessageFormat::Human => human(diagnostic, sources, &renderer),
            MessageFormat::Json => json(diagnostic, sources),
        };
        // Nobody is left to tell when standard error is closed.
        let _ = writeln!(stderr, "{text}");
    }
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// A longer span is marked by its start only.
const LONGEST_MARK: usize = 60;

/// The line in which a span starts, its number, and the marked range in it.
fn marked_line(source: &Source, span: Span) -> (&str, usize, std::ops::Range<usize>) {
    let text: &str = &source.text;
    let boundary =
        |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = boundary(span.start as usize);
    let line_start = text.get(..start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let line_end = text.get(start..).and_then(|tail| tail.find('\n')).map_or(text.len(), |at| start + at);
    let end = boundary((span.end as usize).min(start + LONGEST_MARK)).clamp(start, line_end);
    let line = text.get(line_start..line_end).unwrap_or_default();
    (line, source.line_column(start).line, start - line_start..end - line_start)
}

fn human(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let title = level(diagnostic.severity).primary_title(&diagnostic.message).id(diagnostic.code.as_str());
    let place = diagnostic.span.and_then(|span| Some((sources.get(span.source)?, span)));
    let mut group = match place {
        None => Group::with_title(title),
        Some((source, span)) => {
            let (line, number, range) = marked_line(source, span);
            let snippet = Snippet::source(line).line_start(number).path(&source.name);
            title.element(snippet.annotation(AnnotationKind::Primary.span(range)))
        }
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place = diagnostic.span.and_then(|span| {
        let source = sources.get(span.source)?;
        let (start, end) = (source.line_column(span.start as usize), source.line_column(span.end as usize));
        Some(serde_json::json!({
            "file": source.name,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
            "start_byte": span.start,
            "end_byte": span.end,
        }))
    });
    serde_json::json!({
        "code": diagnostic.code.as_str(),
        "severity": severity,
        "message": diagnostic.message,
        "place": place,
        "help": diagnostic.help,
    })
    .to_string()
}
