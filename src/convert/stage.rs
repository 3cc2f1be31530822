//! Prints what stands between the stages: the newcomer's window, and what goldens compare.

use super::{Input, Options, layout_input, load, styles};
use crate::diagnostic::{Context, Stop};
use crate::layout;
use crate::source::Sources;
use crate::style;

/// A form that an article takes on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The document tree.
    Document,
    /// The computed styles.
    Styles,
    /// The boxes that layout makes of it.
    Boxes,
    /// The finished pages.
    Layout,
    /// The PDF's structure tree.
    Structure,
    /// What an editor would mark on the finished pages.
    Quality,
}

/// The text form of a stage.
///
/// # Errors
/// `Stop` if the stage cannot be reached; why stands in the context.
pub fn dump(
    stage: Stage,
    input: &Input<'_>,
    options: &Options,
    sources: &mut Sources,
    context: &Context,
) -> Result<String, Stop> {
    let loaded = load(input, options, sources, context)?;
    if stage == Stage::Document {
        return Ok(crate::document::dump(&loaded.document));
    }
    let styles = styles(&loaded, options, context);
    let input = layout_input(&loaded, &styles);
    Ok(match stage {
        Stage::Document | Stage::Styles => style::dump(&loaded.document, &styles),
        Stage::Boxes => layout::trace::dump_boxes(&layout::boxes(&input, context)?),
        Stage::Layout => layout::trace::trace(&layout::layout(&input, context)?.0),
        Stage::Quality => {
            let quality = layout::quality(&input, context)?;
            layout::quality::print(&quality, sources)
        }
        Stage::Structure => layout::trace::dump_structure(&layout::layout(&input, context)?.0.structure),
    })
}

/// The document tree as Pandoc's JSON: as it was read, its pictures not loaded.
///
/// # Errors
/// `Stop` if there is no tree; why stands in the context.
#[cfg(feature = "import")]
pub fn dump_pandoc_json(
    input: &Input<'_>,
    options: &Options,
    sources: &Sources,
    context: &Context,
) -> Result<String, Stop> {
    let document =
        crate::markdown::parse(sources, input.source, &super::parse_options(input, options), context)?;
    Ok(crate::import::to_json(&crate::import::article(&document)))
}
