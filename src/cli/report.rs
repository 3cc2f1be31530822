//! Shows diagnostics: to people with the source line, to programs as JSON lines.

use std::io::{IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
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

/// As much of a line is handed over on either side of a mark: a terminal shows less, and a line may be a whole book.
const CONTEXT: usize = 200;

/// A part of a line.
struct Excerpt<'s> {
    text: &'s str,
    /// It begins where the line does.
    is_start: bool,
    /// The marked range in it.
    mark: std::ops::Range<usize>,
}

/// What is shown of the line in which a span starts.
fn excerpt(source: &Source, span: Span) -> Excerpt<'_> {
    let text: &str = &source.text;
    let boundary =
        |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let start = boundary(span.start as usize);
    let (first, last) = (boundary(start.saturating_sub(CONTEXT)), boundary(start + LONGEST_MARK + CONTEXT));
    let line_start = text.get(first..start).and_then(|head| head.rfind('\n')).map(|at| first + at + 1);
    let line_end = text.get(start..last).and_then(|tail| tail.find('\n')).map_or(last, |at| start + at);
    let end = boundary((span.end as usize).min(start + LONGEST_MARK)).clamp(start, line_end);
    let from = line_start.unwrap_or(first);
    Excerpt {
        text: text.get(from..line_end).unwrap_or_default(),
        is_start: line_start.is_some() || first == 0,
        mark: start - from..end - from,
    }
}

fn human(diagnostic: &Diagnostic, sources: &Sources, renderer: &Renderer) -> String {
    let level = level(diagnostic.severity);
    let title = level.clone().primary_title(&diagnostic.message).id(diagnostic.code.as_str());
    let span = diagnostic.span.map(|span| sources.origin(span));
    let place = span.and_then(|span| Some((sources.get(span.source)?, span)));
    let mut groups = Vec::with_capacity(2);
    let mut group = match place {
        None => Group::with_title(title),
        Some((source, span)) => {
            let place = source.line_column(span.start as usize);
            let excerpt = excerpt(source, span);
            let snippet = Snippet::source(excerpt.text).line_start(place.line);
            let snippet = snippet.annotation(AnnotationKind::Primary.span(excerpt.mark));
            if excerpt.is_start {
                title.element(snippet.path(&source.name))
            } else {
                // The renderer would count columns from the excerpt's start.
                let origin = Origin::path(&source.name).line(place.line).char_column(place.column);
                groups.push(title.element(origin));
                Group::with_level(level).element(snippet)
            }
        }
    };
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help));
    }
    groups.push(group);
    renderer.render(&groups)
}

fn json(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let place = diagnostic.span.map(|span| sources.origin(span)).and_then(|span| {
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
