//! The forms of a word: "wrote" and "written" are forms of "write", "notification" is none of "notice".
//!
//! The stemmer finds what a plural, past or -ing form comes from. It also cuts off endings that make another word
//! ("notification", "organizational"): where it cuts off more than the inflection, the word keeps that ending.

use super::spelling::american;
use crate::analysis::quick::QuickMap;
use crate::content::ShortText;
use rust_stemmers::{Algorithm, Stemmer};
use std::borrow::Cow;
use std::sync::LazyLock;

/// A set of forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Forms(u8);

impl Forms {
    /// As in a dictionary ("trace").
    pub const BARE: Self = Self(1);
    /// With an s ("traces").
    pub const S: Self = Self(2);
    /// Past ("traced", "wrote").
    pub const PAST: Self = Self(4);
    /// Past participle ("traced", "written").
    pub const PARTICIPLE: Self = Self(8);
    /// The -ing form.
    pub const ING: Self = Self(16);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is one of these forms.
    pub fn is(self, forms: Self) -> bool {
        self.0 & forms.0 != 0
    }
}

impl std::ops::BitOr for Forms {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// What a word may be a form of.
#[derive(Debug, Clone, PartialEq)]
pub struct Lemma {
    /// The same for all forms of one word.
    pub key: ShortText,
    /// Which forms of it the word can be.
    pub forms: Forms,
    /// Whether the verb is irregular: then the form is one for sure, where a regular ending may also be chance.
    pub irregular: bool,
    /// Whether the key is the stem of the word as it is written.
    pub stem: bool,
}

static IRREGULAR: LazyLock<QuickMap<&'static str, Vec<(&'static str, Forms)>>> = LazyLock::new(|| {
    let mut table: QuickMap<&str, Vec<(&str, Forms)>> = QuickMap::default();
    for line in include_str!("../../../content/english/irregular-verbs.txt").lines() {
        let mut parts = line.split(' ');
        let (Some(bare), Some(past), Some(participle)) = (parts.next(), parts.next(), parts.next()) else {
            continue;
        };
        if bare == "#" {
            continue;
        }
        let forms = std::iter::once((bare, Forms::BARE))
            .chain(past.split('/').map(|form| (form, Forms::PAST)))
            .chain(participle.split('/').map(|form| (form, Forms::PARTICIPLE)));
        for (form, kind) in forms {
            let known = table.entry(form).or_default();
            match known.iter_mut().find(|(verb, _)| *verb == bare) {
                Some((_, kinds)) => *kinds = *kinds | kind,
                None => known.push((bare, kind)),
            }
        }
    }
    table
});

/// Plurals that no ending tells.
static PLURALS: LazyLock<QuickMap<&'static str, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("../../../content/english/irregular-nouns.txt").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect()
});

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// The stem of a word in lower case, as the Porter stemmer has it: "reporting" and "reports" have one.
pub fn stem(word: &str) -> Cow<'_, str> {
    if has_an_ending(word) { STEMMER.stem(word) } else { Cow::Borrowed(word) }
}

/// Whether the stemmer may change a word: it cuts off endings (and an apostrophe before the word), and many words that are said
/// have none. To see that is much quicker than to ask it.
fn has_an_ending(word: &str) -> bool {
    match word.as_bytes() {
        [b'\'', ..] => true,
        [] | [_] | [_, _] => false,
        [.., before, last] => match last {
            b's' | b'y' | b'e' | b'l' | b'i' | b'\'' => true,
            b'd' => *before == b'e',
            b'r' => matches!(before, b'e' | b'o'),
            b'c' => *before == b'i',
            b'g' | b't' => *before == b'n',
            b'm' => *before == b's',
            b'n' => *before == b'o',
            _ => false,
        },
    }
}

/// Everything that the word may be a form of; the word's own reading comes first.
pub fn lemmas(word: &str) -> Vec<Lemma> {
    let mut found = Vec::with_capacity(1);
    let irregular = IRREGULAR.get(word).map_or(&[][..], Vec::as_slice);
    if !irregular.iter().any(|(verb, _)| *verb == word) {
        found.push(regular(word));
    }
    for (verb, forms) in irregular {
        let own = regular(verb);
        found.push(Lemma { forms: *forms, irregular: true, stem: own.stem && *verb == word, ..own });
    }
    if let Some(singular) = PLURALS.get(word) {
        found.push(Lemma { forms: Forms::S, irregular: false, stem: false, ..regular(singular) });
    }
    found
}

fn regular(word: &str) -> Lemma {
    let spelled = american(word);
    if let Some(rest) = spelled.strip_suffix("es").filter(|rest| rest.ends_with("go")) {
        return Lemma { key: ShortText::new(rest), forms: Forms::S, irregular: false, stem: false };
    }
    let (rest, forms) = without_ending(&spelled);
    if !spelled.is_ascii() {
        return Lemma { key: ShortText::new(spelled), forms, irregular: false, stem: false };
    }
    let stem = stem(&spelled);
    // "agreed" is a form, "exceed" is none: the stemmer knows.
    let forms = if spelled.ends_with("eed") && stem == spelled { Forms::BARE } else { forms };
    // A letter more is the doubled one of "stopped" or the e of "trace".
    let derived = rest.len() > stem.len() + 1;
    let acronym = forms.is(Forms::S) && stem == spelled;
    let key = if derived || acronym { rest } else { &stem };
    let own = !derived && !acronym && *spelled == *word;
    Lemma { key: ShortText::new(key), forms, irregular: false, stem: own }
}

/// The word without the ending of an inflection, and which form the ending says it is.
fn without_ending(word: &str) -> (&str, Forms) {
    const SHORTEST: usize = 2;
    let verb = |rest: &str| rest.len() >= SHORTEST && rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some(rest) = word.strip_suffix("ing").filter(|rest| verb(rest)) {
        return (rest, Forms::ING);
    }
    if let Some(rest) = word.strip_suffix("ed").filter(|rest| verb(rest)) {
        let rest = rest.strip_suffix('e').unwrap_or(rest);
        return (rest, Forms::PAST | Forms::PARTICIPLE);
    }
    // Acronyms have no vowel: "PRs".
    let acronym = |rest: &str| rest.len() >= SHORTEST && !rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if let Some(rest) = word.strip_suffix('s').filter(|rest| acronym(rest) && !rest.ends_with('s')) {
        return (rest, Forms::S);
    }
    let plural = word.strip_suffix('s').filter(|rest| verb(rest) && !rest.ends_with(['s', 'u', 'i']));
    if let Some(rest) = plural {
        return (rest.strip_suffix('e').unwrap_or(rest), Forms::S);
    }
    (word.strip_suffix('e').unwrap_or(word), Forms::BARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let other = lemmas(b);
        lemmas(a).iter().any(|one| other.iter().any(|two| one.key == two.key))
    }

    #[test]
    fn forms_of_a_word_are_the_same() {
        for (a, b) in [
            ("trace", "traced"),
            ("tracing", "traces"),
            ("write", "wrote"),
            ("written", "writing"),
            ("stop", "stopped"),
            ("hope", "hoping"),
            ("submit", "submitting"),
            ("query", "queries"),
            ("organise", "organizing"),
            ("organisational", "organizational"),
            ("deployment", "deployments"),
            ("service", "services"),
            ("cancelled", "canceled"),
            ("customer", "customers"),
            ("utilisation", "utilization"),
            ("recover", "recovered"),
            ("discover", "discovers"),
            ("box", "boxes"),
            ("process", "processes"),
            ("catch", "catches"),
            ("notify", "notified"),
            ("cause", "causing"),
            ("database", "databases"),
            ("agree", "agreed"),
            ("profile", "profiling"),
            ("find", "found"),
            ("engineer", "engineers"),
            ("release", "releases"),
            ("analyse", "analyzed"),
            ("analysis", "analysis"),
            ("rebuild", "rebuilt"),
            ("goes", "went"),
            ("shelves", "shelf"),
            ("women", "woman"),
            ("indices", "index"),
            ("undergo", "undergoes"),
            ("overlay", "overlaid"),
        ] {
            assert!(same(a, b), "{a} {b}: {:?} {:?}", lemmas(a), lemmas(b));
        }
    }

    #[test]
    fn a_word_without_an_ending_is_its_own_stem() {
        let known = include_str!("../../../content/statements/weights.tsv")
            .split(|c: char| !c.is_alphabetic() && c != '\'');
        let mut words: Vec<&str> =
            known.chain(["'tis", "'em", "a", "it", "ies", "sky", "news", "é", "cafés"]).collect();
        words.sort_unstable();
        words.dedup();
        let without = words.iter().filter(|word| !has_an_ending(word)).count();
        assert!(words.len() > 5000 && without > words.len() / 5, "{without} of {}", words.len());
        for word in words {
            assert_eq!(stem(word), STEMMER.stem(word), "{word}");
        }
    }

    #[test]
    fn other_words_of_the_family_are_not() {
        for (a, b) in [
            ("notice", "notification"),
            ("notice", "unnoticed"),
            ("team", "teammate"),
            ("adopt", "adoption"),
            ("deploy", "deployment"),
            ("custom", "customer"),
            ("organize", "organization"),
            ("organization", "organizational"),
            ("recover", "recovery"),
            ("care", "car"),
            ("hop", "hope"),
            ("universe", "university"),
            ("silent", "silently"),
            ("test", "tester"),
        ] {
            assert!(!same(a, b), "{a} {b}: {:?} {:?}", lemmas(a), lemmas(b));
        }
    }
}
