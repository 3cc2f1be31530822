//! What a form shows through other objects: groups, the masks they are seen through, raster pictures.

use crate::image::graphic::{Group, Mask, Matrix};
use crate::pdf::graphic::content::Writer;
use crate::pdf::graphic::number::put;
use crate::pdf::graphic::resources::{mask_entry, state_entries};
use crate::pdf::syntax::Syntax;

/// Graphics states saved in each other before a form of its own begins (ISO 19005-2, 6.1.13 allows 28).
const DEEPEST: usize = 20;

/// A form that is composed on its own (ISO 32000-1, 11.6.6).
const ISOLATED: &str = "/Group<</S/Transparency/CS/DeviceRGB/I true>>";

impl Writer<'_> {
    /// Writes a group, as a form if it is composed on its own.
    pub(super) fn group(&mut self, group: &Group) {
        if !group.isolated && self.depth() < DEEPEST {
            self.save();
            group.clips.iter().for_each(|clip| self.clip(clip));
            self.items(&group.items);
            self.restore();
            return;
        }
        let form = self.nested(&group.items, if group.isolated { ISOLATED } else { "" });
        let mask = group.mask.as_ref().map(|mask| self.mask(mask));
        self.save();
        group.clips.iter().for_each(|clip| self.clip(clip));
        let opacity = (f64::from(group.opacity) * 1000.0).round().clamp(0.0, 1000.0) as i64;
        if opacity < 1000 || group.blend != "Normal" || mask.is_some() {
            self.set_state(state_entries(opacity, opacity, group.blend) + &mask.unwrap_or_default());
        } else {
            self.alphas((u8::MAX, u8::MAX));
        }
        self.out.put("/X").int(self.resources.object(form) as i64).put(" Do\n");
        self.restore();
    }

    /// Writes a mask as a form and gives the entry of the graphics state that applies it.
    fn mask(&mut self, mask: &Mask) -> String {
        let form = self.nested(&mask.items, ISOLATED);
        mask_entry(form, mask.luminosity)
    }

    /// Shows a picture that was written.
    pub(super) fn picture(&mut self, index: usize, matrix: Matrix) {
        let Some(Some(picture)) = self.pictures.get(index) else { return };
        self.translucent |= picture.translucent;
        self.alphas((u8::MAX, u8::MAX));
        self.out.put("q ");
        for number in matrix {
            put(&mut self.out, number, 6);
        }
        self.out.put("cm /X").int(self.resources.object(picture.object) as i64).put(" Do Q\n");
    }
}
