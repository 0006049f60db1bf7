//! Lists of numbers that are used where they lie: in the program itself, or in memory of their own.

use super::super::index::Index;
use std::borrow::Cow;

/// A number as it lies in a file: four bytes, the lowest first. So it can be read at any place, on any machine, without a copy.
pub(super) type Number = [u8; 4];

/// A list of numbers.
pub(super) type Numbers = Cow<'static, [Number]>;

/// The list of these numbers.
pub(super) fn numbers(values: impl IntoIterator<Item = u32>) -> Numbers {
    values.into_iter().map(u32::to_le_bytes).collect()
}

/// The number at a place of a list.
#[inline]
pub(super) fn at(list: &[Number], place: usize) -> Option<u32> {
    list.get(place).copied().map(u32::from_le_bytes)
}

/// Values by small numbers: an [`Index`] that is used where it lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Groups {
    /// By number: where its values begin; those of the next number begin where they end.
    pub(super) starts: Numbers,
    pub(super) values: Numbers,
}

impl Groups {
    /// The values of these pairs of a number and a value; those of a number keep their order.
    pub(super) fn new(pairs: &[(u32, u32)]) -> Self {
        let (starts, values) = Index::new(pairs.iter().copied()).into_lists();
        Self { starts: numbers(starts), values: numbers(values) }
    }

    /// The values of a number; nothing for one that has none.
    pub(super) fn of(&self, number: u32) -> impl Iterator<Item = u32> {
        let number = number as usize;
        let range = at(&self.starts, number).zip(at(&self.starts, number + 1));
        let values = range.and_then(|(from, to)| self.values.get(from as usize..to as usize));
        values.unwrap_or_default().iter().copied().map(u32::from_le_bytes)
    }
}
