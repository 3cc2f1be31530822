//! `offprint dump`: prints a form that an article takes on its way.

use std::io::Write;

use offprint::convert::{Input, Stage, dump};
#[cfg(feature = "import")]
use offprint::diagnostic::{Code, Diagnostic};
use offprint::diagnostic::{Context, Severity};
use offprint::source::Sources;

#[cfg(feature = "import")]
use super::args::DumpFormat;
use super::args::{DumpArgs, MessageFormat, StageName};
use super::{Failure, build, inputs, report};

/// Prints one stage to standard output and the messages to standard error.
pub fn run(args: &DumpArgs) -> Result<(), Failure> {
    let context = Context::new();
    #[cfg(feature = "import")]
    if args.to != DumpFormat::Text && args.stage != StageName::Document {
        let message = "only the stage `document` can be printed as Pandoc's AST";
        let diagnostic = Diagnostic::new(Code::OutputClash, None, message).help("write `--stage document`");
        report::print(&[diagnostic], &Sources::default(), MessageFormat::Human);
        return Err(Failure::Usage);
    }
    let mut sources = Sources::default();
    let text = text(args, &mut sources, &context);
    let diagnostics = context.take_diagnostics();
    report::print(&diagnostics, &sources, MessageFormat::Human);
    // A closed pipe (`offprint dump … | head`) is no fault.
    let _ = std::io::stdout().write_all(text.as_deref().unwrap_or_default().as_bytes());
    let failed =
        text.is_none() || diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error);
    if failed { Err(build::failure(&diagnostics)) } else { Ok(()) }
}

fn text(args: &DumpArgs, sources: &mut Sources, context: &Context) -> Option<String> {
    let inputs::Article { source, loader } = inputs::article(&args.input, &args.common, sources, context)?;
    let options = inputs::options(&args.common, sources, context)?;
    let input = Input { source, fallback_title: build::fallback_title(&args.input), loader: &*loader };
    #[cfg(feature = "import")]
    if args.to == DumpFormat::PandocJson {
        let json = offprint::convert::dump_pandoc_json(&input, &options, sources, context).ok();
        return json.map(|json| json + "\n");
    }
    dump(stage(args.stage), &input, &options, sources, context).ok()
}

fn stage(name: StageName) -> Stage {
    match name {
        StageName::Document => Stage::Document,
        StageName::Styles => Stage::Styles,
        StageName::Boxes => Stage::Boxes,
        StageName::Layout => Stage::Layout,
        StageName::Structure => Stage::Structure,
        StageName::Quality => Stage::Quality,
    }
}
