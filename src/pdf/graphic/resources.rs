//! What a form's content stream names: graphics states, patterns and forms inside it.

use crate::pdf::syntax::{Ref, Syntax};

/// The resources of one form.
#[derive(Default)]
pub struct Resources {
    states: Vec<String>,
    patterns: Vec<Ref>,
    objects: Vec<Ref>,
}

impl Resources {
    /// The number of a graphics state that sets `entries`.
    pub fn state(&mut self, entries: String) -> usize {
        let known = self.states.iter().position(|state| *state == entries);
        known.unwrap_or_else(|| {
            self.states.push(entries);
            self.states.len() - 1
        })
    }

    /// The number of a pattern.
    pub fn pattern(&mut self, pattern: Ref) -> usize {
        self.patterns.push(pattern);
        self.patterns.len() - 1
    }

    /// The number of a form or an image.
    pub fn object(&mut self, object: Ref) -> usize {
        self.objects.push(object);
        self.objects.len() - 1
    }

    /// Whether anything is translucent: nothing else needs a state.
    pub fn translucent(&self) -> bool {
        !self.states.is_empty()
    }

    /// The resource dictionary.
    pub fn dictionary(&self, fonts: Ref) -> String {
        let mut out = Vec::new();
        out.put("<</Font ").reference(fonts);
        if !self.states.is_empty() {
            out.put("/ExtGState<<");
            for (number, entries) in self.states.iter().enumerate() {
                out.put("/G").int(number as i64).put("<<").put(entries).put(">>");
            }
            out.put(">>");
        }
        for (kind, prefix, objects) in
            [("/Pattern<<", "/P", &self.patterns), ("/XObject<<", "/X", &self.objects)]
        {
            if !objects.is_empty() {
                out.put(kind);
                for (number, object) in objects.iter().enumerate() {
                    out.put(prefix).int(number as i64).put(" ").reference(*object);
                }
                out.put(">>");
            }
        }
        out.put(">>");
        String::from_utf8_lossy(&out).into_owned()
    }
}

/// The entry of a graphics state for a soft mask (11.6.5.2): a form whose luminosity or opacity counts.
pub fn mask_entry(form: Ref, luminosity: bool) -> String {
    let mut out = Vec::new();
    out.put("/SMask<</Type/Mask/S/").put(if luminosity { "Luminosity" } else { "Alpha" }).put("/G ");
    out.reference(form).put(">>");
    String::from_utf8_lossy(&out).into_owned()
}

/// The entries of a graphics state for opacities from 0 to 1000 of fills and strokes, and a blend mode.
pub fn state_entries(fill: i64, stroke: i64, blend: &str) -> String {
    let mut out = Vec::new();
    out.put("/ca ").decimal(fill, 3).put("/CA ").decimal(stroke, 3).put("/BM/").put(blend);
    String::from_utf8_lossy(&out).into_owned()
}
