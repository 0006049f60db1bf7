//! Maps and sets of words that the program itself wrote: a quick hash, since nobody chooses their words to be slow. And a
//! hash that lasts, for those that lie ready in a file.

pub use rustc_hash::{FxHashMap as QuickMap, FxHashSet as QuickSet};

/// FNV-1a (Fowler, Noll and Vo), which stays the same in every release and on every machine: for what is kept in a file.
pub fn lasting_hash(text: &[u8]) -> u64 {
    let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    text.iter().fold(0xcbf2_9ce4_8422_2325, add)
}
