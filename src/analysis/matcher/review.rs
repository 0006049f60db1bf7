//! What an author should know about the phrases of a story before anybody speaks them.

use super::normal_form::{Fault, normal_form};
use super::{Speech, said};
use crate::analysis::text::Text;
use crate::content::KeyPhrase;

/// More phrases than these are not compared with each other: nobody can say so many in one step.
const MOST: usize = 100;

/// A remark on a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseNote {
    /// The phrase as the author wrote it.
    pub phrase: String,
    /// What is the matter.
    pub what: String,
    /// What to write instead.
    pub write: &'static str,
    /// Whether the phrase can never be said, and is refused.
    pub refused: bool,
}

/// Remarks on the phrases of one list: those that nothing can say, those that cannot be told apart, and those that are said
/// by an alternate of another one.
pub fn review_phrases(phrases: &[KeyPhrase]) -> Vec<PhraseNote> {
    let mut notes = Vec::new();
    for phrase in phrases {
        for wording in std::iter::once(&phrase.text).chain(&phrase.also) {
            notes.extend(normal_form(wording).err().map(|fault| refused(wording, fault)));
        }
    }
    if phrases.len() > MOST {
        return notes;
    }
    for (at, phrase) in phrases.iter().enumerate() {
        for other in &phrases[at + 1..] {
            notes.extend(alike(phrase, other));
        }
    }
    notes
}

fn refused(wording: &str, fault: Fault) -> PhraseNote {
    let what = match fault {
        Fault::NoWord => format!("the phrase {wording:?} has no word"),
        Fault::OnlyFunctionWords => {
            format!("the phrase {wording:?} has only small words that say nothing alone")
        }
    };
    PhraseNote {
        phrase: wording.to_owned(),
        what,
        write: "Write a phrase with a word that says something.",
        refused: true,
    }
}

/// What two phrases have in common: who says the one says the other.
fn alike(one: &KeyPhrase, other: &KeyPhrase) -> Option<PhraseNote> {
    let note = |phrase: &KeyPhrase, what: String, write| {
        Some(PhraseNote { phrase: phrase.text.clone(), what, write, refused: false })
    };
    if says(&one.text, other) && says(&other.text, one) {
        let what = format!("{:?} and {:?} cannot be told apart", one.text, other.text);
        return note(other, what, "Keep one of them, or make one an alternate of the other.");
    }
    for (a, b) in [(one, other), (other, one)] {
        if let Some(alternate) = a.also.iter().find(|alternate| says(alternate, b)) {
            let what = format!("{alternate:?}, an alternate of {:?}, says {:?} as well", a.text, b.text);
            return note(b, what, "Leave the alternate out, or word it differently.");
        }
    }
    None
}

fn says(wording: &str, phrase: &KeyPhrase) -> bool {
    let text = Text::new(wording);
    said(phrase, &Speech::new(&text)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrase(text: &str, also: &[&str]) -> KeyPhrase {
        KeyPhrase {
            text: text.into(),
            also: also.iter().map(|also| (*also).to_owned()).collect(),
            exact: false,
        }
    }

    #[test]
    fn phrases_that_cannot_be_told_apart_are_named() {
        let notes = review_phrases(&[phrase("two per cent of orders", &[]), phrase("2% of the orders", &[])]);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].what.contains("cannot be told apart") && !notes[0].refused, "{notes:?}");
    }

    #[test]
    fn an_alternate_that_says_another_phrase_is_named() {
        let notes =
            review_phrases(&[phrase("nobody owned it", &["it had no owner"]), phrase("no owner", &[])]);
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert!(notes[0].what.contains("an alternate of \"nobody owned it\""), "{notes:?}");
    }

    #[test]
    fn a_phrase_that_is_a_part_of_another_one_is_fine() {
        assert_eq!(review_phrases(&[phrase("drop rate", &[]), phrase("drop rate of 2%", &[])]), []);
    }

    #[test]
    fn small_words_and_signs_alone_are_refused() {
        for text in ["of the", "it was", "… !", "", "🎉", "not my"] {
            let notes = review_phrases(&[phrase(text, &[])]);
            assert!(notes.len() == 1 && notes[0].refused, "{text:?}: {notes:?}");
        }
        assert!(review_phrases(&[phrase("fine words", &["of the"])])[0].refused);
    }
}
