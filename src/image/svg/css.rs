//! The little CSS that a drawing may keep: rules and declarations that name nothing outside.

/// The ids that `url(#id)` names.
pub fn local_references(text: &str) -> impl Iterator<Item = &str> {
    addresses(text).filter_map(|address| address.strip_prefix('#'))
}

/// What stands between each `url(` and its bracket, or the next `url(` where it has none.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split("url(").skip(1).map(|rest| unquoted(rest.split(')').next().unwrap_or_default()))
}

fn unquoted(address: &str) -> &str {
    address.trim().trim_matches(['"', '\'']).trim()
}

/// Whether a value names something outside of the drawing or could hide that it does.
pub fn reaches_outside(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    addresses(&lower).any(|address| !address.starts_with('#'))
        || ["javascript:", "expression(", "image(", "image-set(", "-moz-binding", "behavior:"]
            .iter()
            .any(|word| lower.contains(word))
        || (lower.contains('\\') && lower.contains('('))
}

/// A `style` attribute without the declarations that reach outside.
pub fn declarations(text: &str) -> String {
    let kept = text.split(';').filter(|declaration| !reaches_outside(declaration));
    kept.collect::<Vec<_>>().join(";")
}

/// A stylesheet without at-rules and without rules that reach outside; whether anything was left out.
pub fn sheet(text: &str) -> (String, bool) {
    let text = without_comments(text);
    let (mut kept, mut lost) = (String::new(), false);
    let mut rest = text.as_str();
    while let Some(first) = rest.trim_start().chars().next() {
        rest = rest.trim_start();
        let end = if first == '@' { end_of_at_rule(rest) } else { rest.find('}').map(|at| at + 1) };
        let (rule, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        if first == '@' || reaches_outside(rule) || end.is_none() {
            lost = true;
        } else {
            kept.push_str(rule);
            kept.push('\n');
        }
    }
    (kept, lost)
}

fn without_comments(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        kept.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// Where an at-rule ends: behind its semicolon or its block.
fn end_of_at_rule(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b';' if depth == 0 => return Some(at + 1),
            b'{' => depth += 1,
            b'}' if depth <= 1 => return Some(at + 1),
            b'}' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_something_outside_is_left_out() {
        let text = "@import url(http://x.example/a.css); .a{fill:url(#g)} .b{fill:url(http://x.example)}\
                    @media print{.c{fill:red}} .d{stroke:#123}";
        assert_eq!(sheet(text), (".a{fill:url(#g)}\n.d{stroke:#123}\n".to_owned(), true));
        assert_eq!(
            declarations("fill:red;background:URL( 'x.png' );stroke:url(#s)"),
            "fill:red;stroke:url(#s)"
        );
        assert_eq!(local_references("fill:url( '#a' );stroke:url(#b)").collect::<Vec<_>>(), ["a", "b"]);
        assert!(reaches_outside(r"fill:u\72l(x)"));
        assert!(reaches_outside("fill:url(#a url(x"));
        // An address that is not closed is read once, up to the next.
        let unclosed = "url(#a ".repeat(9);
        assert_eq!(local_references(&unclosed).collect::<Vec<_>>(), ["a"; 9]);
    }
}
