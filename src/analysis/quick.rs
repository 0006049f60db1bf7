//! Maps and sets of words that the program itself wrote: a quick hash, since nobody chooses their words to be slow.

pub use rustc_hash::{FxHashMap as QuickMap, FxHashSet as QuickSet};
