//! Texts by their numbers, and numbers by their texts.

use super::super::quick::lasting_hash;
use super::numbers::{Number, Numbers, at, numbers};
use std::borrow::Cow;

/// Texts by their numbers, from 0. Those that are asked for by text are found through a table that lies ready: a map of
/// thousands of words would be made anew at every start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// Where each text begins, and behind them where the last one ends.
    pub(super) starts: Numbers,
    /// By the hash of a text, or behind that place: its number and one more; 0 where nothing is. Without places, nobody asks.
    pub(super) places: Numbers,
    /// The texts, one behind the other.
    pub(super) text: Cow<'static, [u8]>,
}

impl Names {
    /// Texts that are only asked for by their numbers.
    pub(super) fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut starts, mut text) = (vec![0], Vec::new());
        for one in texts {
            text.extend_from_slice(one.as_bytes());
            starts.push(text.len() as u32);
        }
        Self { starts: numbers(starts), places: Numbers::default(), text: text.into() }
    }

    /// Texts, each different, that are found by what they are, too.
    pub(super) fn found<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut names = Self::listed(texts);
        // A third of the places stays free, so that a search ends soon.
        let mut places: Vec<u32> = vec![0; (names.len() * 3 / 2 + 1).next_power_of_two()];
        for number in 0..names.len() {
            let mut place = lasting_hash(names.bytes(number)) as usize % places.len();
            while places[place] != 0 {
                place = (place + 1) % places.len();
            }
            places[place] = number as u32 + 1;
        }
        names.places = numbers(places);
        names
    }

    /// How many texts there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The text of a number, as bytes; nothing for a number that has none.
    pub(super) fn bytes(&self, number: usize) -> &[u8] {
        let range = at(&self.starts, number).zip(at(&self.starts, number.saturating_add(1)));
        range.and_then(|(from, to)| self.text.get(from as usize..to as usize)).unwrap_or_default()
    }

    /// The text of a number.
    pub(super) fn text(&self, number: usize) -> &str {
        std::str::from_utf8(self.bytes(number)).unwrap_or_default()
    }

    /// The number of a text that can be found.
    pub(super) fn number(&self, text: &str) -> Option<usize> {
        let places: &[Number] = &self.places;
        let last = places.len().checked_sub(1)?;
        let mut place = lasting_hash(text.as_bytes()) as usize & last;
        loop {
            let number = (at(places, place)? as usize).checked_sub(1)?;
            if self.bytes(number) == text.as_bytes() {
                return Some(number);
            }
            place = (place + 1) & last;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_and_no_other() {
        let texts: Vec<String> =
            (0..1000).map(|number| format!("w{number}")).chain([String::new(), "é".to_owned()]).collect();
        let names = Names::found(texts.iter().map(String::as_str));
        assert_eq!(names.len(), 1002);
        for (number, text) in texts.iter().enumerate() {
            assert_eq!((names.number(text), names.text(number)), (Some(number), text.as_str()));
            assert_eq!(names.number(&format!("{text}x")), None);
        }
        assert_eq!(names.text(1002), "");
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        assert_eq!(Names::default().number("a"), None);
        assert_eq!(Names::found([]).number("a"), None);
        assert_eq!(Names::listed(["a"]).number("a"), None);
    }
}
