//! Addresses: what they begin with, and what a relative one means on a page.
//!
//! Spec: RFC 3986, 5.2 (relative resolution).

/// The scheme of an address, if it has one.
pub(super) fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme.then_some(scheme)
}

/// An address as it is meant on a page of this address; as it stands if the page has none.
pub(super) fn resolve(base: Option<&str>, address: &str) -> String {
    if let (None, Some(host)) = (base, address.strip_prefix("//")) {
        return format!("https://{host}");
    }
    let Some(base) = base.filter(|_| scheme(address).is_none()) else { return address.to_owned() };
    let base = base.split(['?', '#']).next().unwrap_or(base);
    let Some((scheme, rest)) = base.split_once("://") else { return address.to_owned() };
    if let Some(host) = address.strip_prefix("//") {
        return format!("{scheme}://{host}");
    }
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if address.starts_with('/') {
        return format!("{scheme}://{host}{}", without_dots(address));
    }
    if address.is_empty() || address.starts_with(['?', '#']) {
        return format!("{base}{address}");
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let gap = if folder.is_empty() { "" } else { "/" };
    format!("{scheme}://{host}{}", without_dots(&format!("/{folder}{gap}{address}")))
}

/// A path without `.` and `..`.
fn without_dots(path: &str) -> String {
    let end = path.find(['?', '#']).unwrap_or(path.len());
    let (path, rest) = path.split_at_checked(end).unwrap_or((path, ""));
    let mut kept: Vec<&str> = Vec::new();
    let mut parts = path.split('/').skip(1).peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | ".." => {
                if part == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            _ => kept.push(part),
        }
    }
    format!("/{}{rest}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{resolve, scheme};

    #[test]
    fn relative_addresses_are_resolved() {
        let base = Some("https://a.example/b/c?d#e");
        for (address, whole) in [
            ("x", "https://a.example/b/x"),
            ("../x", "https://a.example/x"),
            ("./x/../y?z/../", "https://a.example/b/y?z/../"),
            ("/x", "https://a.example/x"),
            ("//h.example/x", "https://h.example/x"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("?q", "https://a.example/b/c?q"),
        ] {
            assert_eq!(resolve(base, address), whole);
        }
        assert_eq!(resolve(None, "marees.htm"), "marees.htm");
        assert_eq!(resolve(None, "//h.example/x"), "https://h.example/x");
        assert_eq!(resolve(Some("https://a.example"), "x"), "https://a.example/x");
        assert_eq!(scheme("a/b:c"), None);
    }
}
