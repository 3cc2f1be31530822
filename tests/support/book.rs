//! What a book must satisfy by the rules that need no outside checker: XML, ids, links inside the book.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;

use quick_xml::events::Event;

/// What is wrong inside a book: files that are not well-formed, ids that stand twice, links that lead nowhere.
pub fn faults(book: &[u8]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a book is a zip archive");
    let names: BTreeSet<String> = archive.file_names().map(str::to_owned).collect();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for name in names
        .iter()
        .filter(|name| name.ends_with(".xhtml") || name.ends_with(".opf") || name.ends_with(".ncx"))
    {
        let mut text = String::new();
        archive.by_name(name).expect("it is listed").read_to_string(&mut text).expect("it is UTF-8");
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            let element = match reader.read_event() {
                Ok(Event::Start(element) | Event::Empty(element)) => element,
                Ok(Event::Eof) => break,
                Ok(_) => continue,
                Err(error) => {
                    faults.push(format!("{name}: {error}"));
                    break;
                }
            };
            for attribute in element.attributes() {
                let Ok(attribute) = attribute else {
                    faults.push(format!("{name}: an attribute of {element:?}"));
                    continue;
                };
                let value = quick_xml::escape::unescape(&attribute.value).expect("a value").into_owned();
                match attribute.key.as_ref() {
                    "id" if !ids.entry(name.clone()).or_default().insert(value.clone()) => {
                        faults.push(format!("{name}: the id {value:?} stands twice"));
                    }
                    "href" | "src" if name.ends_with(".xhtml") => links.push((name.clone(), value)),
                    _ => {}
                }
            }
        }
    }
    for (from, to) in links.into_iter().filter(|(_, to)| !to.contains(':')) {
        let (path, id) = to.split_once('#').unwrap_or((&to, ""));
        let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = if path.is_empty() { from.clone() } else { format!("{folder}/{path}") };
        let found = names.contains(&target)
            && (id.is_empty() || ids.get(&target).is_some_and(|ids| ids.contains(id)));
        if !found {
            faults.push(format!("{from}: the link {to:?} leads nowhere"));
        }
    }
    faults
}
