//! One face as a PDF font: a subset of its file behind a composite font (ISO 32000-1, 9.7 to 9.9).

use skrifa::raw::TableProvider;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider, Tag};
use subsetter::GlyphRemapper;

use crate::font::{Embedding, Face};
use crate::pdf::file::PdfFile;
use crate::pdf::font::cmap;
use crate::pdf::font::codes::Codes;
use crate::pdf::syntax::{Ref, Syntax};

/// Why a face cannot be embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Its licence bits forbid it.
    Forbidden,
    /// Its file is broken.
    Broken,
}

/// The code of the space, and its CID in a subset that has so many glyphs.
const SPACE: u16 = 32;

/// What the codes lead to.
struct Cids {
    /// Pairs of a code and a CID in ascending order of codes.
    by_code: Vec<(u16, u16)>,
    /// Advances by CID.
    widths: Vec<i64>,
}

/// Writes a face with the glyphs of `codes` and returns its font dictionary.
///
/// # Errors
/// Says why the face cannot be embedded.
pub fn embed(file: &mut PdfFile, face: &Face, codes: &Codes) -> Result<Ref, Refusal> {
    let font = face.font_ref().ok_or(Refusal::Broken)?;
    let (program, cids) = match face.embedding() {
        Embedding::Forbidden => return Err(Refusal::Forbidden),
        Embedding::Whole => whole(face, &font, codes)?,
        Embedding::Subset => subset(face, codes)?,
    };
    let program = if face.is_cff() { bare_cff(&program).ok_or(Refusal::Broken)? } else { program };
    let name = base_name(&font, face, &cids);
    let descriptor = descriptor(file, face, &font, &name, &program);
    let descendant = descendant(file, face, &name, descriptor, &cids);

    let (sorted, wide) = (codes.sorted(), codes.wide());
    let map_name = format!("{name}-Codes");
    let encoding = file.reserve();
    let entries = format!(
        "/Type/CMap/CMapName/{map_name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/WMode 0"
    );
    file.stream(encoding, &entries, &cmap::encoding(&map_name, &cids.by_code, wide));
    let to_unicode = file.reserve();
    file.stream(to_unicode, "", &cmap::to_unicode(&sorted, wide));
    Ok(file.add(|out| {
        out.put("<</Type/Font/Subtype/Type0/BaseFont/").put(&name).put("/Encoding ").reference(encoding);
        out.put("/DescendantFonts[")
            .reference(descendant)
            .put("]/ToUnicode ")
            .reference(to_unicode)
            .put(">>");
    }))
}

/// The glyphs of the codes, renumbered in the order of the codes.
fn subset(face: &Face, codes: &Codes) -> Result<(Vec<u8>, Cids), Refusal> {
    let mut remapper = remapper(face, codes);
    let by_code = codes.sorted().iter().map(|code| (code.number, remapper.remap(code.glyph))).collect();
    let widths = advances(face, remapper.remapped_gids());
    Ok((program(face, &remapper)?, Cids { by_code, widths }))
}

/// A font file of some glyphs of a face, a variable one set fast where it stands.
fn program(face: &Face, glyphs: &GlyphRemapper) -> Result<Vec<u8>, Refusal> {
    let place: Vec<_> =
        face.coordinates.iter().map(|(tag, value)| (subsetter::Tag::new(&tag), value)).collect();
    subsetter::subset_with_variations(face.data.as_ref(), face.index, &place, glyphs)
        .map_err(|_| Refusal::Broken)
}

/// The CIDs of the glyphs: in the order of the codes, but for the space, which is the only one that may be 32. Poppler
/// takes word spacing off the width of that CID, whatever its code, and then finds words that are not there.
fn remapper(face: &Face, codes: &Codes) -> GlyphRemapper {
    let sorted = codes.sorted();
    let known = sorted.iter().find(|code| code.number == SPACE).map(|code| code.glyph);
    let space = known.or_else(|| face.glyph(' '));
    let mut remapper = GlyphRemapper::new();
    for code in sorted.iter().filter(|code| Some(code.glyph) != space) {
        if let (true, Some(space)) = (remapper.num_gids() == SPACE, space) {
            remapper.remap(space);
        }
        remapper.remap(code.glyph);
    }
    remapper
}

/// The whole file, its glyphs under their own numbers; of a variable face all glyphs where it stands.
fn whole(face: &Face, font: &FontRef<'_>, codes: &Codes) -> Result<(Vec<u8>, Cids), Refusal> {
    let by_code = codes.sorted().iter().map(|code| (code.number, code.glyph)).collect();
    let count = font.maxp().map(|maxp| maxp.num_glyphs()).unwrap_or_default();
    let widths = advances(face, 0..count);
    let data = if face.info.axes.is_empty() {
        face.data.as_ref().to_vec()
    } else {
        program(face, &GlyphRemapper::new_from_glyphs_sorted(&(0..count).collect::<Vec<_>>()))?
    };
    Ok((data, Cids { by_code, widths }))
}

/// The advances of glyphs in hundredths of a thousandth of an em: what `W` says to the last digit.
pub fn advances(face: &Face, glyphs: impl IntoIterator<Item = u16>) -> Vec<i64> {
    let units = f64::from(face.metrics().units_per_em.max(1));
    let share = |advance: f32| (f64::from(advance) * 100_000.0 / units).round() as i64;
    face.advances(glyphs).into_iter().map(share).collect()
}

/// The `CFF ` table of an OpenType file.
fn bare_cff(program: &[u8]) -> Option<Vec<u8>> {
    let font = FontRef::new(program).ok()?;
    font.table_data(Tag::new(b"CFF ")).map(|table| table.as_bytes().to_vec())
}

/// The PostScript name behind six letters that name the subset (9.6.4).
fn base_name(font: &FontRef<'_>, face: &Face, cids: &Cids) -> String {
    let own = font.localized_strings(StringId::POSTSCRIPT_NAME).english_or_first();
    let own = own.map(|name| name.chars().collect()).unwrap_or_else(|| face.info.family.clone());
    let own: String =
        own.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).take(63).collect();
    let own = if own.is_empty() { String::from("Font") } else { own };
    let mix = |hash: u64, value: u64| (hash ^ value).wrapping_mul(0x0100_0000_01B3);
    let place = face.coordinates.iter().map(|(_, value)| u64::from(value.to_bits()));
    let seed = place.chain(cids.widths.iter().map(|width| *width as u64)).fold(0xCBF2_9CE4_8422_2325, mix);
    let mut hash = cids
        .by_code
        .iter()
        .fold(seed, |hash, (code, cid)| mix(hash, u64::from(*code) << 16 | u64::from(*cid)));
    hash ^= hash >> 32;
    let letters: String = (0..6)
        .map(|_| {
            let letter = char::from(b'A' + (hash % 26) as u8);
            hash /= 26;
            letter
        })
        .collect();
    format!("{letters}+{own}")
}

fn descendant(file: &mut PdfFile, face: &Face, name: &str, descriptor: Ref, cids: &Cids) -> Ref {
    file.add(|out| {
        let kind = if face.is_cff() { "CIDFontType0" } else { "CIDFontType2/CIDToGIDMap/Identity" };
        out.put("<</Type/Font/Subtype/").put(kind).put("/BaseFont/").put(name);
        out.put("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor ");
        out.reference(descriptor).put("/DW 0/W[0[");
        for (index, width) in cids.widths.iter().enumerate() {
            // Real widths: whole thousandths would misplace the text of faces with 2048 units to the em.
            out.put(if index > 0 { " " } else { "" }).decimal(*width, 2);
        }
        out.put("]]>>");
    })
}

fn descriptor(file: &mut PdfFile, face: &Face, font: &FontRef<'_>, name: &str, program: &[u8]) -> Ref {
    let stream = file.reserve();
    let key = if face.is_cff() {
        file.stream(stream, "/Subtype/CIDFontType0C", program);
        "FontFile3"
    } else {
        file.stream(stream, &format!("/Length1 {}", program.len()), program);
        "FontFile2"
    };
    let metrics = *face.metrics();
    let scale = 1000.0 / f64::from(metrics.units_per_em.max(1));
    let scaled = |value: f64| (value * scale).round() as i64;
    let bounds = font.head().map(|head| [head.x_min(), head.y_min(), head.x_max(), head.y_max()]);
    let stem = 10.0 + 220.0 * (f64::from(face.info.weight) - 50.0) / 900.0;
    file.add(|out| {
        out.put("<</Type/FontDescriptor/FontName/").put(name).put("/Flags ").int(flags(font, &metrics));
        out.put("/FontBBox[");
        for (index, bound) in bounds.unwrap_or_default().into_iter().enumerate() {
            out.put(if index > 0 { " " } else { "" }).int(scaled(f64::from(bound)));
        }
        out.put("]/ItalicAngle ").decimal((f64::from(metrics.italic_angle) * 100.0).round() as i64, 2);
        out.put("/Ascent ").int(scaled(f64::from(metrics.ascent)));
        out.put("/Descent ").int(scaled(f64::from(metrics.descent)));
        out.put("/CapHeight ").int(scaled(f64::from(metrics.cap_height)));
        out.put("/XHeight ").int(scaled(f64::from(metrics.x_height)));
        out.put("/StemV ").int(stem.max(0.0).round() as i64);
        out.put("/").put(key).put(" ").reference(stream).put(">>");
    })
}

/// Font flags (table 123). The codes are the font's own, so it is symbolic whatever its characters.
fn flags(font: &FontRef<'_>, metrics: &crate::font::FontMetrics) -> i64 {
    const FIXED_PITCH: i64 = 1;
    const SERIF: i64 = 1 << 1;
    const SYMBOLIC: i64 = 1 << 2;
    const ITALIC: i64 = 1 << 6;
    let mut flags = SYMBOLIC;
    if font.post().is_ok_and(|post| post.is_fixed_pitch() != 0) {
        flags |= FIXED_PITCH;
    }
    if font.os2().is_ok_and(|os2| is_serif(os2.panose_10())) {
        flags |= SERIF;
    }
    if metrics.italic_angle != 0.0 {
        flags |= ITALIC;
    }
    flags
}

/// Whether PANOSE calls it a Latin text face with serifs.
fn is_serif(panose: &[u8]) -> bool {
    matches!((panose.first(), panose.get(1)), (Some(2), Some(2..=10)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{FontBook, FontQuery, FontStyle, SERIF};

    #[test]
    fn only_the_space_is_cid_32() {
        let book = FontBook::bundled();
        let query = FontQuery { families: vec![SERIF], weight: 400, style: FontStyle::Normal, stretch: 100 };
        let face = book.select(&query).and_then(|found| book.face(found.id)).expect("a face");
        let space = face.glyph(' ').expect("a space");
        for (text, expected) in [
            ("abcdefghijklmnopqrstuvwxyz ABCDEFGHIJ", Some(space)),
            ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJ", Some(space)),
            ("a few", None),
        ] {
            let mut codes = Codes::new();
            for character in text.chars() {
                let glyph = face.glyph(character).expect("a glyph");
                codes.code(glyph, &character.to_string()).expect("a code");
            }
            let (_, cids) = subset(face, &codes).expect("a subset");
            let at_32 = cids.by_code.iter().find(|&&(_, cid)| cid == SPACE).map(|&(code, _)| code);
            assert!(at_32.is_none_or(|code| code == SPACE), "{text}: code {at_32:?}");
            assert_eq!(remapper(face, &codes).remapped_gids().nth(32), expected, "{text}");
        }
    }
}
