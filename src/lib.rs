//! Offprint.
