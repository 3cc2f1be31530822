//! The library as another program calls it: limits hold, and a build that is cancelled ends and says so once.

use std::path::PathBuf;
use std::sync::Arc;

use offprint::assets::{LoadError, Loader};
use offprint::convert::{Input, Options, convert};
use offprint::diagnostic::{Cancel, Code, Context, Severity};
use offprint::markdown::{ParseOptions, parse};
use offprint::source::Sources;

/// A loader that has no files; asked for one, it cancels the build.
struct Canceller(Option<Cancel>);

impl Loader for Canceller {
    fn load(&self, _: &str, _: usize) -> Result<Arc<[u8]>, LoadError> {
        self.0.iter().for_each(Cancel::cancel);
        Err(LoadError::Missing)
    }

    fn requested(&self) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// Whether a build gave outputs, and how often it said that it was cancelled.
fn build(context: &Context, loader: &Canceller) -> (bool, usize) {
    let mut sources = Sources::default();
    let source = sources.add("a.md", "# A title\n\nOne.\n\n![Words](x.png)\n\nTwo.\n\n| a |\n|---|\n| b |\n");
    let input = Input { source, fallback_title: None, loader };
    let options = Options { epub: true, pdf: true, ..Options::default() };
    let made = convert(&input, &options, &mut sources, context).is_ok();
    let said = context.take_diagnostics();
    let cancelled: Vec<_> = said.iter().filter(|message| message.code == Code::Cancelled).collect();
    assert!(cancelled.iter().all(|message| message.severity == Severity::Error && message.span.is_none()));
    (made, cancelled.len())
}

#[test]
fn a_cancelled_build_gives_nothing_and_says_so_once() {
    let context = Context::new();
    assert_eq!(build(&context, &Canceller(None)), (true, 0));

    let before = Context::new();
    before.cancel.cancel();
    assert_eq!(build(&before, &Canceller(None)), (false, 1));

    let within = Context::new();
    assert_eq!(build(&within, &Canceller(Some(within.cancel.clone()))), (false, 1));
    assert!(within.check().is_err() && within.take_diagnostics().is_empty(), "said again");
}

/// Why a text is not read within a limit.
fn refused(text: &str, limit: impl Fn(&mut Context)) -> Vec<Code> {
    let mut sources = Sources::default();
    let source = sources.add("a.md", text);
    let mut context = Context::new();
    limit(&mut context);
    let read = parse(&sources, source, &ParseOptions::default(), &context).is_ok();
    let codes: Vec<Code> = context.take_diagnostics().into_iter().map(|message| message.code).collect();
    assert_eq!(read, codes.is_empty(), "{text}: {codes:?}");
    codes
}

#[test]
fn limits_hold_within_a_paragraph_and_within_raw_html() {
    let few = |context: &mut Context| context.limits.nodes = 100;
    assert_eq!(refused("# A\n\n*a* *b*", few), []);
    for text in ["*a* ".repeat(60), "<b>a</b>".repeat(60), "<div>\n".to_owned() + &"<p>a</p>".repeat(60)] {
        assert_eq!(refused(&format!("# A\n\n{text}"), few), [Code::LimitReached], "{text}");
    }
    let small = |context: &mut Context| context.limits.source_bytes = 9;
    assert_eq!(refused("# A\n\nText", small), []);
    assert_eq!(refused("# A\n\nTexts", small), [Code::InputTooLarge]);
}
