//! The instances of variable faces that a build uses, made when they are first asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use super::{Coordinates, Face, FontId};

/// More instances than a document has use for; what is asked for beyond is set in the face as it is.
const MOST: usize = 256;

/// The instances of one book of faces. They are only added, so that faces can be lent out.
#[derive(Debug, Default)]
pub(super) struct Instances {
    slots: OnceLock<Box<[OnceLock<Face>]>>,
    known: Mutex<BTreeMap<(FontId, Coordinates), usize>>,
}

impl Instances {
    /// The instance of a number.
    pub(super) fn get(&self, index: usize) -> Option<&Face> {
        self.slots.get()?.get(index)?.get()
    }

    /// The number of a face's instance, which `make` makes; `None` if there are too many.
    pub(super) fn intern(
        &self,
        base: FontId,
        coordinates: Coordinates,
        make: impl FnOnce(&Coordinates) -> Face,
    ) -> Option<usize> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (base, coordinates);
        if let Some(index) = known.get(&key) {
            return Some(*index);
        }
        let slots = self.slots.get_or_init(|| (0..MOST).map(|_| OnceLock::new()).collect());
        let index = known.len();
        slots.get(index)?.get_or_init(|| make(&key.1));
        known.insert(key, index);
        Some(index)
    }
}
