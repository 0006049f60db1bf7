//! The weights as they are embedded: every run of words under a key that is made of its words, so that no run has to be
//! written down to be found, and nothing has to be made ready before.
//!
//! First stands where each group of rows begins; a group has the rows whose keys share their first bits. Then comes one byte
//! of every key, its mark, by which most runs that were never learned are told before a row has to be fetched; and then the
//! rows in the order of their keys: the last half of the key, and a weight for each statement. All numbers are little-endian.

use super::Row;
use crate::analysis::quick::lasting_hash;

/// So many first bits the keys of a group share: a group has two or three rows, and the groups fit into the cache.
const GROUP_BITS: u32 = 16;
const GROUPS: usize = 1 << GROUP_BITS;
/// The bytes of half a key, and of a row.
const KEY: usize = size_of::<u32>();
const ROW: usize = KEY + size_of::<Row>();
/// Stands before a run of classes.
pub const CLASSES: &str = "~";

/// The key of a run that has no words yet.
pub fn key(classes: bool) -> u64 {
    if classes { !0 } else { 0 }
}

/// The key of a run with one word more, given the hash of that word. Its first [`GROUP_BITS`], its mark and its last half tell
/// runs apart: one that was never learned is taken for another less often than once in a hundred thousand million times.
pub fn and(run: u64, word: u64) -> u64 {
    // The multiplier of Fibonacci hashing (Knuth, The Art of Computer Programming 3, 6.4) brings every bit to the top.
    (run.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The hash of a word.
pub fn hash(word: &str) -> u64 {
    lasting_hash(word.as_bytes())
}

/// Lines of weights (`content/statements/weights.tsv`) in the form in which they are embedded.
pub fn packed(lines: &str) -> Vec<u8> {
    let mut rows: Vec<(u64, Row)> = lines.lines().filter_map(line).collect();
    rows.sort_unstable();
    let mut packed = Vec::with_capacity((GROUPS + 1) * size_of::<u32>() + rows.len() * ROW);
    for group in 0..=GROUPS {
        let begins = rows.partition_point(|(key, _)| group_of(*key) < group);
        packed.extend(u32::try_from(begins).unwrap_or(u32::MAX).to_le_bytes());
    }
    packed.extend(rows.iter().map(|(key, _)| mark_of(*key)));
    for (key, row) in rows {
        packed.extend((key as u32).to_le_bytes());
        packed.extend(row.into_iter().flat_map(i16::to_le_bytes));
    }
    packed
}

/// The key and the weights of a line; a weight that is left out is nothing.
fn line(line: &str) -> Option<(u64, Row)> {
    let (words, columns) = line.split_once('\t')?;
    let classes = words.strip_prefix(CLASSES);
    let words = classes.unwrap_or(words).split(' ').filter(|word| !word.is_empty());
    let mut row = Row::default();
    for (weight, column) in row.iter_mut().zip(columns.split('\t')) {
        *weight = column.parse().unwrap_or_default();
    }
    Some((words.fold(key(classes.is_some()), |run, word| and(run, hash(word))), row))
}

fn group_of(key: u64) -> usize {
    (key >> (u64::BITS - GROUP_BITS)) as usize
}

/// The byte after the first bits.
fn mark_of(key: u64) -> u8 {
    (key >> (u64::BITS - GROUP_BITS - u8::BITS)) as u8
}

/// Packed weights.
pub struct Table<'w> {
    groups: &'w [[u8; size_of::<u32>()]],
    marks: &'w [u8],
    rows: &'w [[u8; ROW]],
}

impl<'w> Table<'w> {
    /// The table of these weights; takes no time.
    pub fn new(packed: &'w [u8]) -> Self {
        let (groups, rest) = packed.split_at_checked((GROUPS + 1) * size_of::<u32>()).unwrap_or_default();
        let groups: &[[u8; size_of::<u32>()]] = groups.as_chunks().0;
        let rows = groups.last().map_or(0, |end| u32::from_le_bytes(*end) as usize);
        let (marks, rows) = rest.split_at_checked(rows).unwrap_or_default();
        Self { groups, marks, rows: rows.as_chunks().0 }
    }

    /// The place and the weights of a run; nothing for one that was never learned.
    pub fn find(&self, run: u64) -> Option<(u32, Row)> {
        let group = self.groups.get(group_of(run)..)?;
        let (from, to) = (u32::from_le_bytes(*group.first()?), u32::from_le_bytes(*group.get(1)?));
        let (mark, wanted) = (mark_of(run), (run as u32).to_le_bytes());
        let marks = self.marks.get(from as usize..to as usize)?.iter();
        let mut places = (from..to).zip(marks).filter(|(_, found)| **found == mark);
        places.find_map(|(place, _)| {
            let weights = self.rows.get(place as usize)?.strip_prefix(&wanted)?;
            let mut row = Row::default();
            for (weight, bytes) in row.iter_mut().zip(weights.as_chunks().0) {
                *weight = i16::from_le_bytes(*bytes);
            }
            Some((place, row))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::statements::WEIGHTS;
    use std::collections::HashSet;

    const LINES: &str = include_str!("../../../content/statements/weights.tsv");

    #[test]
    fn every_line_is_found_and_no_other_one() {
        let table = Table::new(WEIGHTS);
        let mut places = HashSet::new();
        for text in LINES.lines() {
            let (run, row) = line(text).unwrap();
            let (place, found) = table.find(run).unwrap();
            assert!(found == row && places.insert(place), "{text}");
        }
        assert_eq!((places.len(), places.len()), (LINES.lines().count(), table.rows.len()));
        for words in ["zebra crossing me", "~", "a quite unheard of run", "team my not"] {
            let (run, _) = line(&format!("{words}\t1")).unwrap();
            assert!(table.find(run).is_none(), "{words}");
        }
    }

    #[test]
    fn what_is_left_out_of_a_line_is_nothing_and_the_order_of_words_counts() {
        let packed = packed("a b\t7\t\t-3\nb a\t\t9\n~a b\t1\n\t5\n");
        let table = Table::new(&packed);
        let run = |words: &[&str], classes| words.iter().fold(key(classes), |run, word| and(run, hash(word)));
        let row = |words: &[&str], classes| table.find(run(words, classes)).map(|(_, row)| row);
        assert_eq!(row(&["a", "b"], false), Some([7, 0, -3, 0, 0, 0]));
        assert_eq!(row(&["b", "a"], false), Some([0, 9, 0, 0, 0, 0]));
        assert_eq!(row(&["a", "b"], true), Some([1, 0, 0, 0, 0, 0]));
        assert_eq!(row(&[], false), Some([5, 0, 0, 0, 0, 0]));
        assert_eq!(row(&["a"], false), None);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        assert!(Table::new(&[]).find(0).is_none() && Table::new(&packed("")).find(!0).is_none());
    }
}
