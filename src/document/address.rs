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

/// A path as the file system knows it: `%20` is a space (RFC 3986, 2.1). Invalid escapes stand as they are.
pub fn file_path(source: &str) -> String {
    let path = source.split(['?', '#']).next().unwrap_or(source);
    let bytes = path.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let pair = bytes.get(at + 1..at + 3).filter(|pair| pair.iter().all(u8::is_ascii_hexdigit));
        let digits = pair.and_then(|pair| std::str::from_utf8(pair).ok());
        match digits.and_then(|pair| u8::from_str_radix(pair, 16).ok()).filter(|_| byte == b'%') {
            Some(value) => {
                decoded.push(value);
                at += 3;
            }
            None => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8(decoded).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::file_path;

    #[test]
    fn two_hexadecimal_digits_are_an_escape_and_nothing_else() {
        assert_eq!(file_path("a%20b%C3%a9.png?x#y"), "a bé.png");
        for path in ["%+1", "% 1", "%-1", "%1", "%", "%g0", "%ff"] {
            assert_eq!(file_path(path), path);
        }
    }
}
