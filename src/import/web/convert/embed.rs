//! What plays on a page, and pages that stand in it: a link stands for them.

use super::Converter;
use crate::import::LeftOut;
use crate::import::tree::{Inline, InlineKind};
use crate::import::web::dom::{NodeId, squeeze};
use crate::import::web::survey::is_hidden;
use crate::import::web::traits::Traits;

impl Converter<'_> {
    /// Reads what plays on the page or holds another one, if an element is that and has an address.
    pub(super) fn embedded(&mut self, id: NodeId) -> Option<Inline> {
        let what = match self.dom.name(id) {
            "iframe" => "it is another page that stands in this one",
            "video" => "it is a film",
            "audio" => "it is a recording",
            "object" | "embed" => "it is something that another program shows",
            _ => return None,
        };
        if !self.is_shown(id) {
            return None;
        }
        let address = self.address_of(id)?;
        let span = self.span(id);
        // What begins at the root of a site that is not known leads nowhere.
        let link =
            self.link_address(&address).filter(|link| !link.starts_with('/') && !self.is_saved(&address));
        let reason = match link {
            Some(_) => format!("{what}; a link stands for it"),
            None => format!("{what}, of which there is no address"),
        };
        self.dropped.push(LeftOut { span, reason, is_furniture: false });
        let address = link?;
        let name = squeeze(self.dom.attr(id, "title").unwrap_or_default());
        let words = if name.is_empty() { address.clone() } else { name };
        let content = vec![Inline::text(words, span)];
        Some(Inline::new(InlineKind::Link { content, address, title: String::new() }, span))
    }

    /// Whether an element of the text is seen, and no advertisement or counter.
    fn is_shown(&self, id: NodeId) -> bool {
        let is_tiny = ["width", "height"]
            .into_iter()
            .filter_map(|name| self.dom.attr(id, name))
            .any(|size| size.trim_end_matches("px").trim().parse::<u32>().is_ok_and(|size| size <= 2));
        let is_beside = self.place.is_some_and(|place| self.is_beside(id, place));
        !is_tiny
            && !is_hidden(self.dom, id)
            && !is_beside
            && !self.survey.has(id, Traits::FURNITURE.and(Traits::UNSEEN))
    }

    /// The address of what an element plays or shows.
    fn address_of(&self, id: NodeId) -> Option<String> {
        let dom = self.dom;
        let sources = dom.elements(id).filter(|child| dom.is(*child, "source")).take(20);
        std::iter::once(id)
            .chain(sources)
            .flat_map(|holder| {
                ["src", "data-src", "data"].into_iter().filter_map(move |name| dom.attr(holder, name))
            })
            .map(str::trim)
            .find(|address| {
                !address.is_empty() && !address.starts_with("about:") && !address.starts_with("javascript:")
            })
            .map(str::to_owned)
    }
}
