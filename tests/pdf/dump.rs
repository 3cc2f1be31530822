//! A PDF file as readable text: its objects with their streams inflated.

use std::fmt::Write as _;

use lopdf::{Document, Object};

/// Every object, in the order of their numbers.
pub fn dump(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("lopdf reads the file");
    let mut out = String::new();
    for ((number, _), object) in &document.objects {
        let structural =
            |stream: &lopdf::Stream| stream.dict.has_type(b"ObjStm") || stream.dict.has_type(b"XRef");
        if matches!(object, Object::Stream(stream) if structural(stream)) {
            continue;
        }
        let _ = write!(out, "{number}: ");
        write_object(&mut out, object, 0);
        out.push('\n');
    }
    let root = document.trailer.get(b"Root").and_then(Object::as_reference).expect("a root");
    let _ = writeln!(out, "root: {}", root.0);
    out
}

fn write_object(out: &mut String, object: &Object, depth: usize) {
    let indent = "  ".repeat(depth + 1);
    match object {
        Object::Dictionary(entries) => {
            out.push_str("<<\n");
            for (key, value) in entries.iter() {
                let _ = write!(out, "{indent}{} ", String::from_utf8_lossy(key));
                write_object(out, value, depth + 1);
                out.push('\n');
            }
            let _ = write!(out, "{}>>", "  ".repeat(depth));
        }
        Object::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                out.push_str(if index > 0 { " " } else { "" });
                write_object(out, item, depth);
            }
            out.push(']');
        }
        Object::Stream(stream) => write_stream(out, stream, depth),
        Object::Name(name) => {
            let _ = write!(out, "/{}", String::from_utf8_lossy(name));
        }
        Object::String(bytes, _) => {
            let _ = write!(out, "({})", bytes.escape_ascii());
        }
        Object::Reference((number, _)) => {
            let _ = write!(out, "{number} R");
        }
        Object::Real(number) => {
            let _ = write!(out, "{number}");
        }
        Object::Integer(number) => {
            let _ = write!(out, "{number}");
        }
        Object::Boolean(value) => {
            let _ = write!(out, "{value}");
        }
        Object::Null => out.push_str("null"),
    }
}

fn write_stream(out: &mut String, stream: &lopdf::Stream, depth: usize) {
    let mut entries = stream.dict.clone();
    let filter = entries.remove(b"Filter");
    entries.remove(b"Length");
    write_object(out, &Object::Dictionary(entries), depth);
    let flate =
        filter.as_ref().is_some_and(|filter| filter.as_name().is_ok_and(|name| name == b"FlateDecode"));
    let content =
        if flate { stream.decompressed_content().expect("a sound stream") } else { stream.content.clone() };
    let readable = content.iter().filter(|byte| byte.is_ascii_graphic() || b" \n".contains(byte)).count();
    if content.contains(&0) || readable * 10 < content.len() * 9 {
        let _ = write!(out, " stream of {} bytes", content.len());
        return;
    }
    let text: String = content
        .iter()
        .map(|byte| if byte.is_ascii() { char::from(*byte).to_string() } else { format!("\\x{byte:02X}") })
        .collect();
    let _ = write!(out, " stream\n{}\nendstream", text.trim_end());
}
