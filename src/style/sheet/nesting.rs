//! Writes nested selectors out (CSS Nesting 1), the same way for both outputs: `&` becomes the parent's text.

/// The selectors of a nested rule below each of its parent's; `None` if they would be more than `limit`.
pub(crate) fn flatten(parents: &[String], nested: &[&str], limit: usize) -> Option<Vec<String>> {
    if parents.len().saturating_mul(nested.len()) > limit {
        return None;
    }
    Some(parents.iter().flat_map(|parent| nested.iter().map(|selector| join(parent, selector))).collect())
}

fn join(parent: &str, nested: &str) -> String {
    let places = ampersands(nested);
    if places.is_empty() {
        return format!("{parent} {nested}");
    }
    let mut flat = String::with_capacity(nested.len() + parent.len());
    let mut done = 0;
    for at in places {
        let (before, after) =
            (nested.get(..at).unwrap_or_default(), nested.get(at + 1..).unwrap_or_default());
        flat.push_str(nested.get(done..at).unwrap_or_default());
        if stands_alone(before, after, parent) {
            flat.push_str(parent);
        } else {
            flat.push_str(&format!(":is({parent})"));
        }
        done = at + 1;
    }
    flat.push_str(nested.get(done..).unwrap_or_default());
    flat
}

/// Whether the parent's plain text in place of `&` means the same as `:is()` around it.
fn stands_alone(before: &str, after: &str, parent: &str) -> bool {
    let compound = !parent.contains([' ', '>', '+', '~']);
    let begins = before.trim_start().is_empty() || before.ends_with('(');
    let apart = before.ends_with([' ', '>', '+', '~', '(']) || before.is_empty();
    let typed = after.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '-');
    !typed && (begins || (compound && apart))
}

/// The places of `&` outside of strings.
fn ampersands(selector: &str) -> Vec<usize> {
    let mut quote = None;
    let mut escaped = false;
    let mut places = Vec::new();
    for (at, byte) in selector.bytes().enumerate() {
        match (byte, quote) {
            _ if escaped => escaped = false,
            (b'\\', _) => escaped = true,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if byte == open => quote = None,
            (b'&', None) => places.push(at),
            _ => {}
        }
    }
    places
}

/// Splits a selector list at its outer commas.
pub(crate) fn split_list(list: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut escaped, mut start) = (0usize, None, false, 0);
    for (at, byte) in list.bytes().enumerate() {
        match (byte, quote) {
            _ if escaped => escaped = false,
            (b'\\', _) => escaped = true,
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) => quote = quote.filter(|_| byte != open),
            (b'(' | b'[', None) => depth += 1,
            (b')' | b']', None) => depth = depth.saturating_sub(1),
            (b',', None) if depth == 0 => {
                parts.push(list.get(start..at).unwrap_or_default().trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(list.get(start..).unwrap_or_default().trim());
    parts
}

#[cfg(test)]
mod tests {
    use super::{flatten, split_list};

    #[test]
    fn writes_parents_out() {
        let parents = [String::from(".a"), String::from("p > b")];
        let flat = flatten(&parents, &["&:first-child", "em", "> i", ".x &"], 100).unwrap_or_default();
        assert_eq!(
            flat,
            [
                ".a:first-child",
                ".a em",
                ".a > i",
                ".x .a",
                "p > b:first-child",
                "p > b em",
                "p > b > i",
                ".x :is(p > b)"
            ]
        );
        assert_eq!(split_list("a, b:is(c, d), [e=\",\"]"), ["a", "b:is(c, d)", "[e=\",\"]"]);
    }
}
