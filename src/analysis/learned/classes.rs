//! Classes of words (`content/statements/classes.txt`): the model learns of "the <department> <team>" from every team that it reads.

use crate::analysis::normal::stem;
use crate::analysis::quick::QuickMap;
use crate::content::{ShortText, statements};
use std::sync::LazyLock;

/// Stems that were found out before: finding them takes longer than all else here.
pub type Stems<'s> = &'s dyn Fn(&str) -> Option<ShortText>;

/// A figure in digits is a number as those in words are.
const NUMBER: &str = "<number>";
/// What is written with a capital inside of a sentence, and has no class: somebody or something with a name.
const NAME: &str = "<name>";

/// The class of every stem.
static CLASSES: LazyLock<QuickMap<ShortText, ShortText>> = LazyLock::new(|| {
    let mut classes = QuickMap::default();
    let mut class = ShortText::default();
    for line in statements::CLASSES.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_suffix(':') {
            class = ShortText::from(format!("<{name}>"));
        }
        for word in line.split_whitespace().filter(|_| line.starts_with(' ')) {
            classes.entry(ShortText::new(stem(word))).or_insert_with(|| class.clone());
        }
    }
    classes
});

/// The class of a word in lower case, in angle brackets; its stem when it has none. `capital`: it is written with one inside
/// of its sentence. `known` knows the stems of some words.
pub fn class(word: &str, capital: bool, known: Stems) -> ShortText {
    if word.starts_with(|first: char| first.is_numeric()) {
        return ShortText::new_static(NUMBER);
    }
    let stem = known(word).unwrap_or_else(|| ShortText::new(stem(word)));
    match CLASSES.get(&stem) {
        Some(class) => class.clone(),
        None if capital && word != "i" => ShortText::new_static(NAME),
        None => stem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_its_class() {
        assert_eq!(class("teams", false, &|_| None), class("squad", false, &|_| None));
        assert_eq!(class("asked", false, &|_| None), class("told", false, &|_| None));
        assert_ne!(class("asked", false, &|_| None), class("team", false, &|_| None));
        assert_eq!(class("0", false, &|_| None), class("seven", false, &|_| None));
    }

    #[test]
    fn other_words_are_their_stems_and_names_are_names() {
        assert_eq!(class("reporting", false, &|_| None), class("reports", false, &|_| None));
        assert_eq!(class("zanzibar", true, &|_| None), NAME);
        assert_eq!(class("zanzibar", false, &|_| None), "zanzibar");
        assert_eq!(class("i", true, &|_| None), "i");
    }

    #[test]
    fn every_class_has_words_and_every_word_belongs_to_one() {
        let mut class = None;
        for line in statements::CLASSES.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_suffix(':') {
                Some(name) => {
                    assert!(class.replace((name, 0)).is_none_or(|(_, words)| words > 0), "before {name}");
                }
                None => class.as_mut().unwrap().1 += line.split_whitespace().count(),
            }
            assert!(line.ends_with(':') || line.starts_with(' '), "{line}");
        }
    }
}
