//! Addresses of links and pictures.

/// An address with everything percent-encoded that a URL cannot hold as it is; links into the article are left alone.
pub fn encode_address(address: &str) -> String {
    if address.starts_with('#') {
        return address.to_owned();
    }
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.+!*(),%#@?=;:/,+$&~'".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for digit in [byte >> 4, byte & 0xF] {
                out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
            }
        }
    }
    out
}
