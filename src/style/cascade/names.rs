//! Names as numbers: a quick hash for look-ups, and sets of names that may claim too much but never too little.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// FNV-1a over bytes: short keys from our own sheets and tree, the same on every machine.
pub(crate) struct NameHasher(u64);

impl Default for NameHasher {
    fn default() -> NameHasher {
        NameHasher(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for NameHasher {
    /// Spread over all bits: FNV leaves the upper ones of short names alike.
    fn finish(&self) -> u64 {
        (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| mix(hash, u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = mix(self.0, u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = mix(self.0, number as u64);
    }
}

fn mix(hash: u64, value: u64) -> u64 {
    (hash ^ value).wrapping_mul(0x0100_0000_01B3)
}

/// A map with short keys.
pub(crate) type NameMap<K, V> = HashMap<K, V, BuildHasherDefault<NameHasher>>;

/// A set of names as 64 bits: what lacks a bit lacks the name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Names(u64);

impl Names {
    /// The set with one more name.
    pub fn with(self, name: &str) -> Names {
        let mut hasher = NameHasher::default();
        hasher.write(name.as_bytes());
        Names(self.0 | 1 << (hasher.finish() >> 58))
    }

    /// Whether all names of `other` may be in this set.
    pub fn may_hold(self, other: Names) -> bool {
        other.0 & !self.0 == 0
    }
}
