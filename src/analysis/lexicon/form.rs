//! The lexicon as bytes: made once from the built-in words and kept beside them, so that a start only takes it up.
//!
//! The lists stand one behind the other, each after its length (of a list of numbers: how many; of texts: how many bytes).
//! Nothing is read at the start but these lengths; everything else is looked at where it lies, when it is asked for.

use super::Lexicon;
use super::names::Names;
use super::numbers::{Groups, Numbers};
use std::borrow::Cow;

/// The lexicon that lies in these bytes; nothing when they are none.
pub(super) fn read(bytes: &'static [u8]) -> Option<Lexicon> {
    let mut rest = Rest(bytes);
    // In the order in which they were written.
    Some(Lexicon {
        steps: rest.numbers()?,
        sets: rest.numbers()?,
        programs: rest.numbers()?,
        families: rest.numbers()?,
        begins: rest.numbers()?,
        by_number: rest.numbers()?,
        anywhere: rest.numbers()?,
        by_first_word: rest.groups()?,
        by_needed_word: rest.groups()?,
        words: rest.names()?,
        lists: rest.names()?,
        endings: rest.names()?,
        written: rest.names()?,
    })
}

/// The bytes that are not read yet.
struct Rest(&'static [u8]);

impl Rest {
    fn length(&mut self) -> Option<usize> {
        let (length, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        usize::try_from(u32::from_le_bytes(*length)).ok()
    }

    fn bytes(&mut self, length: usize) -> Option<&'static [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    fn numbers(&mut self) -> Option<Numbers> {
        let length = self.length()?.checked_mul(4)?;
        Some(Cow::Borrowed(self.bytes(length)?.as_chunks().0))
    }

    fn groups(&mut self) -> Option<Groups> {
        Some(Groups { starts: self.numbers()?, values: self.numbers()? })
    }

    fn names(&mut self) -> Option<Names> {
        let (starts, places, length) = (self.numbers()?, self.numbers()?, self.length()?);
        Some(Names { starts, places, text: Cow::Borrowed(self.bytes(length)?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Words, made};

    /// The bytes of a lexicon.
    fn write(lexicon: &Lexicon) -> Vec<u8> {
        let Lexicon { steps, sets, words, lists, endings, written, programs, families, begins, .. } = lexicon;
        let mut bytes = Vec::new();
        let length =
            |bytes: &mut Vec<u8>, length: usize| bytes.extend(u32::try_from(length).unwrap().to_le_bytes());
        let numbers = |bytes: &mut Vec<u8>, list: &Numbers| {
            length(bytes, list.len());
            bytes.extend(list.as_flattened());
        };
        for list in [steps, sets, programs, families, begins, &lexicon.by_number, &lexicon.anywhere] {
            numbers(&mut bytes, list);
        }
        for groups in [&lexicon.by_first_word, &lexicon.by_needed_word] {
            numbers(&mut bytes, &groups.starts);
            numbers(&mut bytes, &groups.values);
        }
        for names in [words, lists, endings, written] {
            numbers(&mut bytes, &names.starts);
            numbers(&mut bytes, &names.places);
            length(&mut bytes, names.text.len());
            bytes.extend(names.text.iter());
        }
        bytes
    }

    /// The form that ships is what this program makes of the words that ship.
    /// `REMAKE=1 cargo test --no-default-features --lib lexicon` writes it anew.
    #[test]
    fn the_made_form_comes_from_the_words() {
        let lexicon = Lexicon::new(&Words::built_in().unwrap());
        let form = [&made::FINGERPRINT.to_le_bytes(), write(&lexicon).as_slice()].concat();
        if std::env::var_os("REMAKE").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/content/words.lexicon");
            std::fs::write(file, &form).unwrap();
        }
        assert!(
            form == made::BYTES,
            "content/words.lexicon is not made of content/words.toml as it is now: until it is, every start is slower. \
             REMAKE=1 cargo test --no-default-features --lib lexicon  writes it anew (and fails this once); keep it in the \
             same commit."
        );
        assert_eq!(read(made::lexicon().unwrap()), Some(lexicon));
    }

    #[test]
    fn bytes_that_were_cut_off_are_no_lexicon() {
        let lexicon =
            Lexicon::new(&Words::from_text("format_version = 1\n[x]\nsays = [\"my team\"]\n").unwrap());
        let bytes: &'static [u8] = write(&lexicon).leak();
        assert_eq!(read(bytes), Some(lexicon));
        for length in 0..bytes.len() {
            assert_eq!(read(&bytes[..length]), None, "{length}");
        }
    }
}
