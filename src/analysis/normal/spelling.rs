//! British and American spelling in one: the rules are those by which the two differ, so a word may come out in a form that
//! nobody writes ("promize"), but both spellings come out the same.

use crate::analysis::quick::QuickMap;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Pairs that follow no rule.
static PAIRS: LazyLock<QuickMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../../content/english/spellings.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

/// The word in the one spelling.
pub fn american(word: &str) -> Cow<'_, str> {
    if word.len() < 5 || !word.is_ascii() {
        return PAIRS.get(word).map_or(Cow::Borrowed(word), |one| Cow::Borrowed(*one));
    }
    let (stem, plural) = match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with('s') => (stem, "s"),
        _ => (word, ""),
    };
    if let Some(one) = PAIRS.get(word) {
        return Cow::Borrowed(one);
    }
    if let Some(one) = PAIRS.get(stem).filter(|_| !plural.is_empty()) {
        return Cow::Owned(format!("{one}{plural}"));
    }
    for (british, american) in endings(word) {
        if let Some(begin) = word.strip_suffix(british).filter(|begin| begin.len() > 1 && has_vowel(begin)) {
            return Cow::Owned(format!("{begin}{american}"));
        }
    }
    Cow::Borrowed(word)
}

fn has_vowel(text: &str) -> bool {
    text.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The endings of words with the same last letter; the longer one of a family stands first.
fn endings(word: &str) -> &'static [(&'static str, &'static str)] {
    match word.as_bytes().last() {
        Some(b'd') => &[("ised", "ized"), ("ysed", "yzed"), ("oured", "ored"), ("ogued", "oged")],
        Some(b'e') => &[
            ("ise", "ize"),
            ("yse", "yze"),
            ("ourable", "orable"),
            ("ourite", "orite"),
            ("ogue", "og"),
            ("ence", "ense"),
            ("tre", "ter"),
            ("bre", "ber"),
        ],
        Some(b'g') => &[("ising", "izing"), ("ysing", "yzing"), ("ouring", "oring"), ("oguing", "oging")],
        Some(b'l') => &[("isational", "izational")],
        Some(b'n') => &[("isation", "ization")],
        Some(b'r') => &[("iser", "izer"), ("our", "or")],
        Some(b's') => &[
            ("isations", "izations"),
            ("ises", "izes"),
            ("isers", "izers"),
            ("yses", "yzes"),
            ("ourites", "orites"),
            ("ours", "ors"),
            ("ogues", "ogs"),
            ("ences", "enses"),
            ("tres", "ters"),
            ("bres", "bers"),
        ],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::american;

    #[test]
    fn both_spellings_come_out_the_same() {
        for (british, american_) in [
            ("behaviour", "behavior"),
            ("colours", "colors"),
            ("prioritised", "prioritized"),
            ("analysing", "analyzing"),
            ("centre", "center"),
            ("catalogues", "catalogs"),
            ("catalogued", "cataloged"),
            ("defence", "defense"),
            ("programme", "program"),
            ("organisational", "organizational"),
            ("grey", "gray"),
            ("judgement", "judgment"),
        ] {
            assert_eq!(american(british), american(american_), "{british}");
        }
    }

    #[test]
    fn words_that_only_look_british_stay_apart_from_others() {
        assert_eq!(american("hours"), "hours");
        assert_eq!(american("four"), "four");
        assert_ne!(american("source"), american("sore"));
    }
}
