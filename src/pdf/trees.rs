//! Balanced name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7).

use crate::pdf::file::PdfFile;
use crate::pdf::syntax::{Ref, Syntax};

/// How many entries a leaf holds, and how many children a node.
const FAN: usize = 64;

/// A node with its first and last key, as they are written.
struct Node {
    number: Ref,
    first: Vec<u8>,
    last: Vec<u8>,
}

/// A number tree whose keys are the entries' indices; an entry is an object as it is written.
pub fn number_tree(file: &mut PdfFile, entries: &[Vec<u8>]) -> Ref {
    let key = |index: usize| index.to_string().into_bytes();
    let entries: Vec<_> = entries.iter().enumerate().map(|(index, entry)| (key(index), entry)).collect();
    tree(file, "Nums", &entries)
}

/// A name tree; the entries are pairs of a key and an object as it is written, in ascending order of keys.
pub fn name_tree(file: &mut PdfFile, entries: &[(Vec<u8>, Vec<u8>)]) -> Ref {
    let key = |name: &[u8]| {
        let mut out = Vec::with_capacity(name.len() + 2);
        out.string(name);
        out
    };
    let entries: Vec<_> = entries.iter().map(|(name, entry)| (key(name), entry)).collect();
    tree(file, "Names", &entries)
}

fn tree(file: &mut PdfFile, leaf_key: &str, entries: &[(Vec<u8>, &Vec<u8>)]) -> Ref {
    if entries.len() <= FAN {
        return file.add(|out| {
            out.put("<<");
            leaf(out, leaf_key, entries);
            out.put(">>");
        });
    }
    let mut nodes: Vec<Node> = Vec::new();
    for chunk in entries.chunks(FAN) {
        let (Some((first, _)), Some((last, _))) = (chunk.first(), chunk.last()) else { continue };
        let number = file.add(|out| {
            limits(out, first, last);
            leaf(out, leaf_key, chunk);
            out.put(">>");
        });
        nodes.push(Node { number, first: first.clone(), last: last.clone() });
    }
    while nodes.len() > FAN {
        nodes = nodes.chunks(FAN).filter_map(|chunk| joined(file, chunk)).collect();
    }
    file.add(|out| {
        out.put("<<");
        kids(out, &nodes);
        out.put(">>");
    })
}

fn joined(file: &mut PdfFile, nodes: &[Node]) -> Option<Node> {
    let (first, last) = (nodes.first()?.first.clone(), nodes.last()?.last.clone());
    let number = file.add(|out| {
        limits(out, &first, &last);
        kids(out, nodes);
        out.put(">>");
    });
    Some(Node { number, first, last })
}

fn limits(out: &mut Vec<u8>, first: &[u8], last: &[u8]) {
    out.put("<</Limits[").extend_from_slice(first);
    out.put(" ").extend_from_slice(last);
    out.put("]");
}

fn leaf(out: &mut Vec<u8>, leaf_key: &str, entries: &[(Vec<u8>, &Vec<u8>)]) {
    out.put("/").put(leaf_key).put("[");
    for (key, entry) in entries {
        out.extend_from_slice(key);
        out.put(" ").extend_from_slice(entry);
        out.put("\n");
    }
    out.put("]");
}

fn kids(out: &mut Vec<u8>, nodes: &[Node]) {
    out.put("/Kids[");
    for node in nodes {
        out.reference(node.number).put(" ");
    }
    out.put("]");
}
