//! Whether an ICC profile may go into the file (ICC.1:2010; ISO 19005-2, 6.2.4.2).

use crate::pdf::image::Colors;

/// The profile if it is valid and fits the image; none for sRGB, which device colours are already.
pub fn usable(profile: Vec<u8>, colors: &Colors) -> Option<Vec<u8>> {
    let space: &[u8] = if *colors == Colors::Gray { b"GRAY" } else { b"RGB " };
    let size = u32::from_be_bytes(*profile.first_chunk::<4>()?);
    let version = *profile.get(8)?;
    let class = profile.get(12..16)?;
    let sound = size as usize == profile.len()
        && profile.len() > 132
        && matches!(version, 2..=4)
        && [b"scnr", b"mntr", b"prtr", b"spac"].iter().any(|known| class == known.as_slice())
        && profile.get(16..20)? == space
        && profile.get(36..40)? == b"acsp"
        && tags_lie_inside(&profile);
    (sound && !is_srgb(&profile)).then_some(profile)
}

fn tags_lie_inside(profile: &[u8]) -> bool {
    let Some(count) = profile.get(128..132).and_then(|bytes| bytes.first_chunk::<4>()) else { return false };
    let count = u32::from_be_bytes(*count) as usize;
    let Some(table) = profile.get(132..).filter(|rest| rest.len() / 12 >= count) else { return false };
    table.chunks_exact(12).take(count).all(|entry| {
        let word = |at: usize| entry.get(at..at + 4).and_then(|bytes| bytes.first_chunk::<4>());
        let (Some(offset), Some(size)) = (word(4), word(8)) else { return false };
        let end = u64::from(u32::from_be_bytes(*offset)) + u64::from(u32::from_be_bytes(*size));
        end <= profile.len() as u64
    })
}

/// Whether a profile calls itself sRGB, in ASCII or in UTF-16.
fn is_srgb(profile: &[u8]) -> bool {
    let wide: Vec<u8> = "sRGB".encode_utf16().flat_map(u16::to_be_bytes).collect();
    profile.windows(4).any(|window| window == b"sRGB") || profile.windows(8).any(|window| window == wide)
}
