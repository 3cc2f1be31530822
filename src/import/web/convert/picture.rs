//! Pictures: which of the files that a page names for one is taken.
//!
//! One that was saved counts before all others, also where the page offers larger ones elsewhere; of a picture that was
//! not, the largest. What only stands in for a picture until a script loads it is none.

use std::hash::BuildHasher;
use std::path::{Component, Path};

use super::Converter;
use crate::assets::binary;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::file_path;
use crate::import::File;
use crate::import::tree::{Inline, InlineKind};
use crate::import::web::address;
use crate::import::web::dom::{NONE, NodeId, squeeze};
use crate::import::web::traits::Traits;

/// Attributes in which pages keep the address of a picture that is loaded later, the best first.
const LATER: [&str; 12] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-orig-file",
    "data-large-file",
    "data-full-src",
    "data-full",
    "data-hi-res-src",
    "data-image",
    "data-actualsrc",
    "data-srcurl",
    "data-url",
];

/// Attributes with several addresses.
const SETS: [&str; 4] = ["srcset", "data-srcset", "data-lazy-srcset", "data-original-set"];

/// Bytes of a picture in the page itself that only stands in for another.
const PLACEHOLDER: usize = 200;

/// An address and how wide the picture there is.
struct Offer {
    address: String,
    width: u64,
}

impl Converter<'_> {
    /// Reads a picture; `None` if it shows nothing.
    pub(super) fn picture(&mut self, id: NodeId) -> Option<Inline> {
        let dom = self.dom;
        let image =
            if dom.is(id, "picture") { dom.below(id).find(|below| dom.is(*below, "img")) } else { Some(id) }?;
        let alt = squeeze(dom.attr(image, "alt").unwrap_or_default());
        if self.survey.has(image, Traits::EMOJI) && alt.chars().count() <= 8 && !alt.is_empty() {
            return Some(Inline::text(alt, self.span(image)));
        }
        if is_pixel(dom.attr(image, "width")) || is_pixel(dom.attr(image, "height")) {
            return None;
        }
        let address = self.best(image)?;
        self.take_all(id);
        let kind = InlineKind::Image { alt, address, title: String::new(), decorative: false };
        Some(Inline::new(kind, self.span(image)))
    }

    /// The address of a picture.
    fn best(&mut self, image: NodeId) -> Option<String> {
        let offers = self.offers(image);
        let is_data =
            |offer: &&Offer| offer.address.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
        let named: Vec<&Offer> = offers.iter().filter(|offer| !is_data(offer)).collect();
        for offer in &named {
            if let Some(path) = self.saved(&offer.address) {
                return Some(path);
            }
        }
        let widest = named.iter().map(|offer| offer.width).max().unwrap_or(0);
        match named.iter().find(|offer| offer.width == widest) {
            Some(offer) => Some(self.missing(&offer.address, image)),
            None => {
                let data = offers.iter().find(is_data).filter(|offer| offer.address.len() > PLACEHOLDER)?;
                self.drawn_here(&data.address)
            }
        }
    }

    /// All addresses that the page has for a picture, in its own order of preference.
    fn offers(&self, image: NodeId) -> Vec<Offer> {
        let dom = self.dom;
        let mut offers = Vec::new();
        let parent = dom.parent(image);
        if dom.is(parent, "picture") {
            for source in dom.elements(parent).filter(|child| dom.is(*child, "source")) {
                self.sets(source, &mut offers);
            }
        }
        self.sets(image, &mut offers);
        let single = |id: NodeId, offers: &mut Vec<Offer>| {
            for name in LATER.iter().chain(&["src"]) {
                let address = dom.attr(id, name).map(str::trim).filter(|address| {
                    !address.is_empty() && !address.contains(char::is_whitespace) || *name == "src"
                });
                offers.extend(
                    address
                        .filter(|address| !address.is_empty())
                        .map(|address| Offer { address: address.to_owned(), width: 0 }),
                );
            }
        };
        single(image, &mut offers);
        for hidden in self.without_scripts(image) {
            self.sets(hidden, &mut offers);
            single(hidden, &mut offers);
        }
        offers
    }

    /// The pictures beside this one that are meant for readers without scripts.
    fn without_scripts(&self, image: NodeId) -> Vec<NodeId> {
        let dom = self.dom;
        let mut found = Vec::new();
        let mut holder = image;
        for _ in 0..3 {
            let near = [dom.next(holder), dom.previous(holder)].into_iter().flat_map(|beside| {
                let further = if dom.text(beside).is_some() {
                    if beside == dom.next(holder) { dom.next(beside) } else { dom.previous(beside) }
                } else {
                    NONE
                };
                [beside, further]
            });
            let scripts: Vec<NodeId> = near.filter(|beside| dom.is(*beside, "noscript")).collect();
            found.extend(
                scripts
                    .into_iter()
                    .flat_map(|noscript| dom.below(noscript))
                    .filter(|below| dom.is(*below, "img"))
                    .take(1),
            );
            if !found.is_empty()
                || dom
                    .elements(dom.parent(holder))
                    .take(50)
                    .filter(|child| self.survey.facts(*child).has_picture)
                    .nth(1)
                    .is_some()
            {
                break;
            }
            holder = dom.parent(holder);
        }
        found
    }

    fn sets(&self, id: NodeId, offers: &mut Vec<Offer>) {
        for name in SETS {
            offers.extend(self.dom.attr(id, name).into_iter().flat_map(candidates));
        }
    }

    /// The path of a picture that stands beside the page; of one elsewhere, in the page's folder by its name.
    fn saved(&mut self, address: &str) -> Option<String> {
        let path = address.trim_start_matches("./");
        let bare = path.split(['?', '#']).next().unwrap_or(path);
        let name = bare.rsplit('/').next().filter(|name| bare.starts_with("//") && !name.is_empty());
        let in_folder = name.map(|name| format!("{}_files/{name}", self.stem));
        let bare = in_folder.as_deref().unwrap_or(bare);
        let decoded = file_path(bare);
        for candidate in [bare, decoded.as_str()].into_iter().filter(|path| is_beside(path)) {
            if self.files.contains_key(candidate) {
                return Some(as_address(candidate));
            }
            if let Ok(bytes) = self.loader.load(candidate, self.context.limits.asset_bytes)
                && is_drawing(&bytes)
            {
                self.files
                    .insert(candidate.to_owned(), File { path: candidate.to_owned(), bytes: bytes.to_vec() });
                return Some(as_address(candidate));
            }
        }
        None
    }

    /// The address of a picture that was not saved, which is said.
    fn missing(&self, address: &str, image: NodeId) -> String {
        let span = self.span(image);
        let path = address.trim_start_matches("./");
        let whole = if self.is_saved(address) {
            path.to_owned()
        } else {
            address::resolve(self.address.as_deref(), address)
        };
        let diagnostic = if address::scheme(&whole).is_some() {
            Diagnostic::new(
                Code::ImageRemote,
                span,
                format!("`{whole}` was not saved with the page, and is not fetched"),
            )
            .help("save it beside the Markdown and name it there")
        } else {
            Diagnostic::new(
                Code::ImageMissing,
                span,
                format!("`{whole}` is not there, or not in the page's folder"),
            )
        };
        self.context.report(diagnostic);
        whole
    }

    /// Whether an address is one of the page's folder.
    pub(super) fn is_saved(&self, address: &str) -> bool {
        let folder = address.trim_start_matches("./").split_once('/').map(|(folder, _)| folder);
        folder.is_some_and(|folder| {
            folder.ends_with("_files") || folder.ends_with("-Dateien") || folder.ends_with(".files")
        })
    }

    /// Makes a file of a picture that stands in the page itself.
    fn drawn_here(&mut self, address: &str) -> Option<String> {
        let url = data_url::DataUrl::process(address).ok()?;
        let kind = url.mime_type();
        let ending = match (kind.type_.as_str(), kind.subtype.as_str()) {
            ("image", "png") => "png",
            ("image", "jpeg" | "jpg") => "jpg",
            ("image", "gif") => "gif",
            ("image", "webp") => "webp",
            ("image", "svg+xml") => "svg",
            _ => return None,
        };
        let (bytes, _) =
            url.decode_to_vec().ok().filter(|(bytes, _)| bytes.len() <= self.context.limits.asset_bytes)?;
        let hash = self.files.hasher().hash_one(&bytes);
        let known = self.drawn_before.get(&hash).and_then(|path| self.files.get(path));
        if let Some(known) = known.filter(|known| known.bytes == bytes) {
            return Some(as_address(&known.path));
        }
        loop {
            self.drawn += 1;
            let path = format!("{}_files/picture-{}.{ending}", self.stem, self.drawn);
            let is_free = !self.files.contains_key(&path)
                && self.loader.load(&path, self.context.limits.asset_bytes).is_err();
            if is_free || self.drawn > 10_000 {
                self.drawn_before.insert(hash, path.clone());
                self.files.insert(path.clone(), File { path: path.clone(), bytes });
                return Some(as_address(&path));
            }
        }
    }
}

/// Whether a path stays in the page's folder, on every system.
fn is_beside(path: &str) -> bool {
    let is_inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    !path.is_empty() && !path.contains(['\\', ':', '\0']) && Path::new(path).components().all(is_inside)
}

/// The address of a file: what an address would read otherwise is written as codes.
fn as_address(path: &str) -> String {
    path.replace('%', "%25").replace('#', "%23").replace('?', "%3F")
}

/// Whether bytes begin as a picture's do.
fn is_drawing(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let begins = |sign: &[u8]| start.starts_with(sign);
    binary(bytes).is_some_and(|kind| kind.is_picture)
        || begins(b"BM")
        || begins(b"\0\0\x01\0")
        || start.get(4..8) == Some(b"ftyp")
        || start.windows(4).any(|word| word.eq_ignore_ascii_case(b"<svg"))
}

/// Whether a size is that of a picture that nobody is meant to see.
fn is_pixel(size: Option<&str>) -> bool {
    size.and_then(|size| size.trim().parse::<u32>().ok()).is_some_and(|size| size <= 2)
}

/// The addresses of a `srcset`, with their widths.
fn candidates(set: &str) -> Vec<Offer> {
    let mut offers = Vec::new();
    let mut rest = set.trim();
    while !rest.is_empty() && offers.len() < 100 {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (address, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let is_alone = address.ends_with(',');
        let (size, next) = if is_alone { ("", after) } else { after.split_once(',').unwrap_or((after, "")) };
        let size = size.trim();
        let width = size.strip_suffix('w').and_then(|width| width.parse().ok());
        let density = size
            .strip_suffix('x')
            .and_then(|density| density.parse::<f64>().ok())
            .map(|density| (density * 10.0) as u64);
        offers.push(Offer {
            address: address.trim_end_matches(',').to_owned(),
            width: width.or(density).unwrap_or(1),
        });
        rest = next.trim_start();
    }
    offers
}
