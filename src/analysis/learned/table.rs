//! Two ways to a line of the weights, of which there are fifty thousand: by halving them, which needs nothing made before, and
//! by a table of where each begins, for many questions.

use super::super::quick::QuickHasher;
use std::hash::Hasher;

/// Where the lines begin, by the hash of what stands before their tab.
pub struct Table {
    lines: &'static str,
    /// The place of a line, from 1; 0 where there is none. The next free slot is taken where two would share one.
    slots: Vec<u32>,
}

impl Table {
    /// The table of these lines, each with a tab.
    pub fn new(lines: &'static str) -> Self {
        let bytes = lines.as_bytes();
        // A line has more than 20 bytes on average, so a good part of the slots stays free.
        let mut table = Self { lines, slots: vec![0; (bytes.len() / 16).next_power_of_two()] };
        let (mut start, mut tab) = (0, None);
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\t' if tab.is_none() => tab = Some(at),
                b'\n' => {
                    if let Some(tab) = tab.take() {
                        let mut slot = table.first_slot(&bytes[start..tab]);
                        while table.slots[slot] != 0 {
                            slot = (slot + 1) % table.slots.len();
                        }
                        table.slots[slot] = start as u32 + 1;
                    }
                    start = at + 1;
                }
                _ => {}
            }
        }
        table
    }

    fn first_slot(&self, words: &[u8]) -> usize {
        let mut hasher = QuickHasher::default();
        hasher.write(words);
        // The number of slots is a power of two.
        hasher.finish() as usize & (self.slots.len() - 1)
    }

    /// What stands behind the first tab in the line that begins with these words.
    pub fn get(&self, words: &str) -> Option<&'static str> {
        let mut slot = self.first_slot(words.as_bytes());
        loop {
            let start = self.slots[slot].checked_sub(1)?;
            let columns = self.lines.get(start as usize..)?.strip_prefix(words);
            if let Some(columns) = columns.and_then(|rest| rest.strip_prefix('\t')) {
                return columns.split('\n').next();
            }
            slot = (slot + 1) % self.slots.len();
        }
    }
}

/// What stands behind the first tab in the line that begins with these words, by halving the lines.
pub fn searched(mut lines: &'static str, words: &str) -> Option<&'static str> {
    while !lines.is_empty() {
        let bytes = lines.as_bytes();
        let middle = bytes.len() / 2;
        let start = bytes[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end =
            bytes[middle..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| middle + at);
        let (run, columns) = lines[start..end].split_once('\t')?;
        match run.cmp(words) {
            std::cmp::Ordering::Less => lines = lines.get(end + 1..).unwrap_or_default(),
            std::cmp::Ordering::Greater => lines = &lines[..start],
            std::cmp::Ordering::Equal => return Some(columns),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::statements::WEIGHTS;

    #[test]
    fn every_line_is_found_in_both_ways() {
        let table = Table::new(WEIGHTS);
        assert!(WEIGHTS.lines().count() * 3 < table.slots.len() * 2);
        for line in WEIGHTS.lines() {
            let (words, columns) = line.split_once('\t').unwrap();
            assert_eq!(
                (searched(WEIGHTS, words), table.get(words)),
                (Some(columns), Some(columns)),
                "{words}"
            );
        }
        for words in ["zebra crossing me", "~", "\u{1F600}", "a quite unheard of run"] {
            assert_eq!((searched(WEIGHTS, words), table.get(words)), (None, None), "{words}");
        }
    }

    #[test]
    fn nothing_is_found_in_no_lines() {
        assert_eq!((searched("", "a"), Table::new("").get("a")), (None, None));
    }
}
