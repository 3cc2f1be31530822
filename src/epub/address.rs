//! Makes links safe to write: addresses that every checker and reader can parse (URL Standard; RFC 3986).

/// Schemes that are in IANA's registry and mean something to a reader of an article.
const SCHEMES: &[&str] =
    &["http", "https", "mailto", "tel", "sms", "ftp", "geo", "xmpp", "sip", "magnet", "news", "urn"];

/// An address with everything percent-encoded that must be; `None` if no reader could follow it.
pub(super) fn external(address: &str) -> Option<String> {
    let trimmed = address.trim();
    let (scheme, rest) = trimmed.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    if rest.is_empty() || !SCHEMES.contains(&scheme.as_str()) {
        return None;
    }
    if !matches!(scheme.as_str(), "http" | "https" | "ftp") {
        return Some(format!("{scheme}:{}", encode(rest)));
    }
    let after = rest.strip_prefix("//")?;
    let end = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (authority, path) = after.split_at_checked(end)?;
    is_authority(authority).then(|| format!("{scheme}://{authority}{}", encode_once_hashed(path)))
}

/// User, host and port as RFC 3986, 3.2 has them; hosts may hold letters of any script.
fn is_authority(authority: &str) -> bool {
    let host_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    let plain = |character: char| character.is_alphanumeric() || "-._~".contains(character);
    if !user.chars().all(|character| plain(character) || character == ':') {
        return false;
    }
    if let Some(literal) = host_port.strip_prefix('[') {
        let Some((address, port)) = literal.split_once(']') else { return false };
        let known = address.parse::<std::net::Ipv6Addr>().is_ok();
        return known && (port.is_empty() || port.strip_prefix(':').is_some_and(is_port));
    }
    let (host, port) = host_port.split_once(':').map_or((host_port, None), |(host, port)| (host, Some(port)));
    let labels = host.strip_suffix('.').unwrap_or(host).split('.');
    let numeric =
        host.rsplit('.').next().is_some_and(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    let well_formed =
        labels.clone().all(|label| !label.is_empty() && label.len() < 64 && label.chars().all(plain));
    well_formed && (!numeric || host.parse::<std::net::Ipv4Addr>().is_ok()) && port.is_none_or(is_port)
}

fn is_port(port: &str) -> bool {
    port.is_empty() || port.parse::<u16>().is_ok()
}

/// Encodes a path with query and fragment; a second `#` cannot stand in an address.
fn encode_once_hashed(path: &str) -> String {
    match path.split_once('#') {
        Some((before, fragment)) => format!("{}#{}", encode(before), encode(fragment).replace('#', "%23")),
        None => encode(path),
    }
}

/// Percent-encodes what an address cannot hold; escapes that are there stay.
pub(super) fn encode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    for (at, &byte) in bytes.iter().enumerate() {
        let escape = byte == b'%'
            && bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        if escape || byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?#".contains(&byte) {
            out.push(char::from(byte));
        } else if byte >= 0x20 {
            const HEX: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            for digit in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(digit)).map_or('0', |&hex| char::from(hex)));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::external;

    #[test]
    fn keeps_what_can_be_followed() {
        let kept = [
            ("https://example.org/a b?q=é#x#y", "https://example.org/a%20b?q=%C3%A9#x%23y"),
            ("HTTP://Example.org", "http://Example.org"),
            ("mailto:letters@example.org?subject=A B", "mailto:letters@example.org?subject=A%20B"),
            ("https://[::1]:80/", "https://[::1]:80/"),
            ("https://bücher.example/%zz", "https://bücher.example/%25zz"),
        ];
        for (address, expected) in kept {
            assert_eq!(external(address).as_deref(), Some(expected));
        }
        for address in
            ["http://", "http:///x", "javascript:x", "notes.md", "https://a b/", "http://x:99999", "//x"]
        {
            assert_eq!(external(address), None, "{address}");
        }
    }
}
