//! The CMaps of a font: from codes to glyphs, and from codes to characters (ISO 32000-1, 9.7.5 and 9.10.3).

use crate::pdf::font::codes::{Code, Shown};
use crate::pdf::syntax::{Syntax, utf16_hex};

/// How many entries a section may hold.
const SECTION: usize = 100;

const PROLOGUE: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n";
const EPILOGUE: &str = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
const SYSTEM_INFO: &str = "/CIDSystemInfo 3 dict dup begin\n/Registry (Adobe) def\n/Ordering (";

/// A run of codes whose values ascend with them.
struct Range {
    first: u16,
    last: u16,
    value: u32,
}

/// The CMap that gives each code its CID; `cids` are pairs of both in ascending order of codes.
pub fn encoding(name: &str, cids: &[(u16, u16)], wide: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    out.put("%!PS-Adobe-3.0 Resource-CMap\n%%DocumentNeededResources: ProcSet (CIDInit)\n");
    out.put("%%IncludeResource: ProcSet (CIDInit)\n%%BeginResource: CMap (").put(name);
    out.put(")\n%%Title: (").put(name).put(" Adobe Identity 0)\n%%Version: 1.000\n%%EndComments\n");
    out.put(PROLOGUE).put(SYSTEM_INFO).put("Identity) def\n/Supplement 0 def\nend def\n/CMapName /");
    out.put(name).put(" def\n/CMapVersion 1.0 def\n/CMapType 1 def\n/WMode 0 def\n");
    code_space(&mut out, wide);
    let ranges = ranges(cids.iter().map(|&(code, cid)| (code, u32::from(cid))), wide);
    let (single, runs): (Vec<_>, Vec<_>) = ranges.into_iter().partition(|range| range.first == range.last);
    section(&mut out, "cidchar", &single, |out, range| {
        code(out, range.first, wide);
        out.put(" ").int(i64::from(range.value));
    });
    section(&mut out, "cidrange", &runs, |out, range| {
        code(out, range.first, wide);
        code(out, range.last, wide);
        out.put(" ").int(i64::from(range.value));
    });
    out.put(EPILOGUE).put("%%EndResource\n%%EOF\n");
    out
}

/// The CMap that gives each code its characters; `codes` are in ascending order.
pub fn to_unicode(codes: &[&Code], wide: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    out.put(PROLOGUE).put(SYSTEM_INFO).put("UCS) def\n/Supplement 0 def\nend def\n");
    out.put("/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n");
    code_space(&mut out, wide);
    let plain = codes.iter().filter_map(|code| match code.shown {
        Shown::Char(character) if u32::from(character) <= 0xFFFF => Some((code.number, u32::from(character))),
        _ => None,
    });
    let (single, runs): (Vec<_>, Vec<_>) =
        ranges(plain, wide).into_iter().partition(|range| range.first == range.last);
    section(&mut out, "bfrange", &runs, |out, range| {
        code(out, range.first, wide);
        code(out, range.last, wide);
        utf16_hex(out, &character(range.value));
    });
    let mut mapped: Vec<(u16, String)> =
        single.iter().map(|range| (range.first, character(range.value))).collect();
    mapped.extend(codes.iter().filter_map(|code| match &code.shown {
        Shown::Char(character) if u32::from(*character) > 0xFFFF => {
            Some((code.number, character.to_string()))
        }
        Shown::Char(_) => None,
        Shown::Text(text) => Some((code.number, text.to_string())),
        Shown::Nothing => Some((code.number, String::new())),
    }));
    mapped.sort();
    section(&mut out, "bfchar", &mapped, |out, (number, text)| {
        code(out, *number, wide);
        utf16_hex(out, text);
    });
    out.put(EPILOGUE);
    out
}

fn character(value: u32) -> String {
    char::from_u32(value).map(String::from).unwrap_or_default()
}

fn code_space(out: &mut Vec<u8>, wide: bool) {
    let range = if wide { "<0000> <FFFF>" } else { "<00> <FF>" };
    out.put("1 begincodespacerange\n").put(range).put("\nendcodespacerange\n");
}

fn code(out: &mut Vec<u8>, code: u16, wide: bool) {
    let hex = if wide { format!("<{code:04X}>") } else { format!("<{code:02X}>") };
    out.put(&hex);
}

/// Joins neighbours whose codes and values both ascend by one. The first bytes of two-byte codes and of values must
/// not change within a range.
fn ranges(pairs: impl Iterator<Item = (u16, u32)>, wide: bool) -> Vec<Range> {
    let mut ranges: Vec<Range> = Vec::new();
    for (code, value) in pairs {
        let joins = |range: &&mut Range| {
            let length = u32::from(range.last - range.first) + 1;
            let same_page = value >> 8 == range.value >> 8 && (!wide || code >> 8 == range.first >> 8);
            range.last.checked_add(1) == Some(code) && range.value + length == value && same_page
        };
        match ranges.last_mut().filter(joins) {
            Some(range) => range.last = code,
            None => ranges.push(Range { first: code, last: code, value }),
        }
    }
    ranges
}

fn section<T>(out: &mut Vec<u8>, kind: &str, entries: &[T], write: impl Fn(&mut Vec<u8>, &T)) {
    for part in entries.chunks(SECTION) {
        out.int(part.len() as i64).put(" begin").put(kind).put("\n");
        for entry in part {
            write(out, entry);
            out.put("\n");
        }
        out.put("end").put(kind).put("\n");
    }
}
