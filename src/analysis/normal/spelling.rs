//! British and American spelling in one: the rules are those by which the two differ, so a word may come out in a form that
//! nobody writes ("promize"), but both spellings come out the same.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Pairs that follow no rule.
static PAIRS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
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
    if let Some(one) = PAIRS.get(word).or_else(|| PAIRS.get(stem)) {
        return Cow::Owned(format!("{one}{}", if PAIRS.contains_key(word) { "" } else { plural }));
    }
    for (british, american) in ENDINGS {
        if let Some(begin) = word.strip_suffix(british).filter(|begin| begin.len() > 1 && has_vowel(begin)) {
            return Cow::Owned(format!("{begin}{american}"));
        }
    }
    Cow::Borrowed(word)
}

fn has_vowel(text: &str) -> bool {
    text.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// The longer ending of one family stands first.
const ENDINGS: &[(&str, &str)] = &[
    ("isational", "izational"),
    ("isations", "izations"),
    ("isation", "ization"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("iser", "izer"),
    ("isers", "izers"),
    ("ise", "ize"),
    ("ysing", "yzing"),
    ("ysed", "yzed"),
    ("yses", "yzes"),
    ("yse", "yze"),
    ("ouring", "oring"),
    ("oured", "ored"),
    ("ourable", "orable"),
    ("ourite", "orite"),
    ("ourites", "orites"),
    ("ours", "ors"),
    ("our", "or"),
    ("ogues", "ogs"),
    ("ogued", "oged"),
    ("oguing", "oging"),
    ("ogue", "og"),
    ("ences", "enses"),
    ("ence", "ense"),
    ("tres", "ters"),
    ("tre", "ter"),
    ("bres", "bers"),
    ("bre", "ber"),
];

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
