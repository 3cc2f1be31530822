//! HTML brought to one form, so that our tree and CommonMark's expected output can be compared: one token a line, white
//! space that no reader sees left out, addresses decoded.

use std::collections::BTreeMap;

use offprint::document::{Document, NodeId, NodeKind, Tag};

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open(String, BTreeMap<String, String>),
    Close(String),
    Text(String),
}

const BLOCKS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "dl",
    "dt",
    "dd",
    "figure",
    "br",
];

/// The one form of an HTML text that is well-formed.
pub fn of_html(html: &str) -> String {
    let mut tokens = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        tokens.push(Token::Text(entities(&rest[..at])));
        rest = &rest[at..];
        if rest.starts_with("<!") || rest.starts_with("<?") {
            rest = &rest[comment(rest)..];
            continue;
        }
        if !rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || next == '/') {
            tokens.push(Token::Text("<".to_owned()));
            rest = &rest[1..];
            continue;
        }
        let end = rest.find('>').unwrap_or(rest.len());
        tokens.extend(tag(&rest[1..end]));
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    tokens.push(Token::Text(entities(rest)));
    canonical(tokens)
}

/// The length of a comment, or of what a browser takes for one: a declaration, an instruction, a CDATA section.
fn comment(text: &str) -> usize {
    let proper = text.starts_with("<!--") && !text.starts_with("<!-->") && !text.starts_with("<!--->");
    let end = if proper { "-->" } else { ">" };
    text.find(end).map_or(text.len(), |at| at + end.len())
}

fn tag(inside: &str) -> Vec<Token> {
    if let Some(name) = inside.strip_prefix('/') {
        return vec![Token::Close(name.trim().to_lowercase())];
    }
    let inside = inside.trim_end_matches('/');
    let (name, mut rest) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let name = name.to_lowercase();
    let mut attributes = BTreeMap::new();
    while let Some((key, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        attributes.insert(key.trim().to_lowercase(), entities(value));
        rest = after;
    }
    if let Some(class) = attributes.get_mut("class") {
        *class = class.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if name == "img" {
        attributes.entry("alt".to_owned()).or_default();
    }
    let void = matches!(name.as_str(), "br" | "hr" | "img" | "input" | "wbr");
    let mut tokens = vec![Token::Open(name.clone(), attributes)];
    if void {
        tokens.push(Token::Close(name));
    }
    tokens
}

fn entities(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// The one form of a document's tree.
pub fn of_document(document: &Document) -> String {
    let mut tokens = Vec::new();
    for &child in document.children(document.root()) {
        write(document, child, &mut tokens);
    }
    canonical(tokens)
}

fn write(document: &Document, id: NodeId, tokens: &mut Vec<Token>) {
    let element = match document.get(id).map(|node| &node.kind) {
        Some(NodeKind::Text(text)) => return tokens.push(Token::Text(text.text.clone())),
        Some(NodeKind::Element(element)) => element,
        None => return,
    };
    let children =
        |tokens: &mut Vec<Token>| element.children.iter().for_each(|&child| write(document, child, tokens));
    let tight = |id: NodeId| document.element(id).is_some_and(|list| !list.attributes.loose);
    let mut above = document.ancestors(id);
    let item = above.next().filter(|&parent| document.tag(parent) == Some(Tag::Li));
    if element.tag == Tag::P && item.and(above.next()).is_some_and(tight) && element.role.is_none() {
        return children(tokens);
    }
    let name = element.tag.name().to_owned();
    let given = &element.attributes;
    let mut attributes = BTreeMap::new();
    let mut set = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            attributes.insert(key.to_owned(), value.to_owned());
        }
    };
    set("href", given.href.as_deref());
    set("src", given.src.as_deref());
    set("title", given.title.as_deref());
    if element.tag == Tag::Img {
        set("alt", Some(given.alt.as_deref().unwrap_or_default()));
    }
    let start = given.start.filter(|start| *start != 1).map(|start| start.to_string());
    set("start", start.as_deref());
    let language = given.code_language.as_deref().map(|language| format!("language-{language}"));
    let classes: Vec<&str> = given.classes.iter().map(|class| &**class).chain(language.as_deref()).collect();
    let classes = classes.join(" ");
    set("class", (!classes.is_empty()).then_some(classes.as_str()));
    set("id", given.id.as_deref().filter(|_| element.tag.heading_level().is_none()));
    tokens.push(Token::Open(name.clone(), attributes));
    children(tokens);
    tokens.push(Token::Close(name));
}

/// `%C3%A4` and `ä` are one address.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What our tree adds to raw HTML: a paragraph around text that stands in none. `tbody` is implied in HTML.
fn with_implied(tokens: Vec<Token>) -> Vec<Token> {
    let paragraph = || Token::Open("p".to_owned(), BTreeMap::new());
    let block = |name: &str| name != "br" && BLOCKS.contains(&name);
    let mut out = Vec::with_capacity(tokens.len());
    let (mut depth, mut open) = (0, false);
    for token in tokens {
        let inline = match &token {
            Token::Open(name, _) | Token::Close(name) if name == "tbody" => continue,
            Token::Open(name, _) => !block(name),
            Token::Close(_) => open,
            Token::Text(text) => open || !text.trim().is_empty(),
        };
        if depth == 0 && inline != open {
            out.push(if inline { paragraph() } else { Token::Close("p".to_owned()) });
            open = inline;
        }
        match token {
            Token::Open(..) => depth += 1,
            Token::Close(_) => depth -= 1,
            Token::Text(_) => {}
        }
        out.push(token);
    }
    out.extend(open.then(|| Token::Close("p".to_owned())));
    out
}

fn canonical(tokens: Vec<Token>) -> String {
    let mut joined: Vec<Token> = Vec::new();
    for token in with_implied(tokens) {
        match (joined.last_mut(), token) {
            (Some(Token::Text(before)), Token::Text(text)) => before.push_str(&text),
            (_, token) => joined.push(token),
        }
    }
    let block = |token: Option<&Token>| match token {
        Some(Token::Open(name, _) | Token::Close(name)) => BLOCKS.contains(&name.as_str()),
        Some(Token::Text(_)) => false,
        None => true,
    };
    let mut lines = Vec::new();
    let mut verbatim = false;
    for (index, token) in joined.iter().enumerate() {
        match token {
            Token::Open(name, attributes) => {
                verbatim |= name == "pre";
                let attributes: String =
                    attributes.iter().map(|(key, value)| format!(" {key}={:?}", decoded(value))).collect();
                lines.push(format!("<{name}{attributes}>"));
            }
            Token::Close(name) => {
                verbatim &= name != "pre";
                lines.push(format!("</{name}>"));
            }
            Token::Text(text) if verbatim => {
                lines.push(format!("{:?}", text.strip_suffix('\n').unwrap_or(text)))
            }
            Token::Text(text) => {
                let mut words = text
                    .split([' ', '\t', '\n', '\r'])
                    .filter(|word| !word.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ");
                let space = |character: Option<char>| {
                    character.is_some_and(|character| " \t\n\r".contains(character))
                };
                let before = !block(index.checked_sub(1).and_then(|before| joined.get(before)));
                let after = !block(joined.get(index + 1));
                if words.is_empty() {
                    words.push_str(if before && after && !text.is_empty() { " " } else { "" });
                } else {
                    words.insert_str(0, if before && space(text.chars().next()) { " " } else { "" });
                    words.push_str(if after && space(text.chars().last()) { " " } else { "" });
                }
                if !words.is_empty() {
                    lines.push(format!("{words:?}"));
                }
            }
        }
    }
    lines.retain(|line| line != "\"\"");
    lines.join("\n")
}
