//! A long word that was misheard by a letter or two: "visability". A real word is never taken for another one.

/// Shorter words differ by one letter from too many others.
const SHORTEST: usize = 6;
/// From this length on two letters may differ.
const LONG: usize = 8;
/// Longer "words" are none.
pub(super) const LONGEST: usize = 40;

/// The words of English of five letters and more, sorted, one a line.
const WORDS: &str = include_str!("../../../content/english/words.txt");

/// How many letters may differ in a word of this length.
pub(super) fn slips(length: usize) -> usize {
    match length {
        0..SHORTEST => 0,
        SHORTEST..LONG => 1,
        LONG..=LONGEST => 2,
        _ => 0,
    }
}

/// Whether `heard` can be `wanted`, misheard or misspelled.
pub(super) fn sounds_like(heard: &str, wanted: &str) -> bool {
    let most = slips(wanted.len().min(heard.len()));
    most > 0
        && heard.len().abs_diff(wanted.len()) <= most
        && letters(heard).may_be(letters(wanted), most)
        && heard.bytes().all(|byte| byte.is_ascii_lowercase())
        && strsim::osa_distance(heard, wanted) <= most
        && !turns_around(heard, wanted)
        && !turns_around(wanted, heard)
        && !exists(heard)
}

/// Whether a word is another one with a prefix that makes it the opposite: "unsealed" is not "sealed".
fn turns_around(word: &str, other: &str) -> bool {
    const PREFIXES: &[&str] = &["un", "non", "in", "im", "il", "ir", "dis", "de", "mis", "re"];
    PREFIXES.iter().any(|prefix| word.strip_prefix(prefix) == Some(other))
}

/// A set of letters: two words that differ in many letters are not compared any further.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters(u32);

impl Letters {
    /// Whether words with these letters can differ in so few places.
    pub(super) fn may_be(self, other: Self, slips: usize) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * slips
    }
}

/// The letters of a word.
pub(super) fn letters(word: &str) -> Letters {
    Letters(word.bytes().fold(0, |set, byte| set | 1 << (byte & 31)))
}

/// Whether the word is in the list of words.
pub(super) fn exists(word: &str) -> bool {
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = WORDS[..middle].rfind('\n').map_or(0, |line| line + 1);
        let end = WORDS[middle..].find('\n').map_or(WORDS.len(), |line| middle + line);
        match WORDS[start..end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_words_is_sorted_and_found() {
        let words: Vec<&str> = WORDS.lines().collect();
        assert!(words.is_sorted());
        for word in [words[0], words[1], words[words.len() / 2], words[words.len() - 1], "adapted", "letter"]
        {
            assert!(exists(word), "{word}");
        }
        for word in ["", "visability", "a", "zzzzz", "aaaaa"] {
            assert!(!exists(word), "{word}");
        }
    }

    #[test]
    fn a_slip_in_a_long_word_counts_and_another_real_word_does_not() {
        for (heard, wanted) in [
            ("visability", "visibility"),
            ("notifcation", "notification"),
            ("persistant", "persistent"),
            ("resaerch", "research"),
        ] {
            assert!(sounds_like(heard, wanted), "{heard}");
        }
        for (heard, wanted) in [
            ("ladder", "letter"),
            ("adapted", "adopted"),
            ("contract", "contact"),
            ("slow", "slo"),
            ("detection", "deletion"),
            ("notification", "notification2"),
        ] {
            assert!(!sounds_like(heard, wanted), "{heard}");
        }
    }
}
