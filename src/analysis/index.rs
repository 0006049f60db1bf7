//! Values by small numbers: the programs of a word, the places of an entry.

/// Values by number, all in one list.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// By number: where its values begin; those of the next number begin where they end.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Index {
    /// The index of pairs of a number and a value; those of a number keep their order.
    pub(super) fn new(pairs: impl ExactSizeIterator<Item = (u32, u32)> + Clone) -> Self {
        let numbers = pairs.clone().map(|(number, _)| number as usize + 1).max().unwrap_or(0);
        let mut starts = vec![0; numbers + 1];
        for (number, _) in pairs.clone() {
            starts[number as usize + 1] += 1;
        }
        for number in 0..numbers {
            starts[number + 1] += starts[number];
        }
        let mut next = starts.clone();
        let mut values = vec![0; pairs.len()];
        for (number, value) in pairs {
            let place = &mut next[number as usize];
            values[*place as usize] = value;
            *place += 1;
        }
        Self { starts, values }
    }

    /// Where the values of each number begin, and the values.
    pub(super) fn into_lists(self) -> (Vec<u32>, Vec<u32>) {
        (self.starts, self.values)
    }

    /// The values of a number; nothing for one that has none.
    pub(super) fn of(&self, number: u32) -> &[u32] {
        let number = number as usize;
        let range = self.starts.get(number).zip(self.starts.get(number + 1));
        range.map_or(&[], |(from, to)| &self.values[*from as usize..*to as usize])
    }
}
