//! Contractions, written out: "wasn't" is "was not".

/// Gives the parts of a word in order; a word that is no contraction is its only part.
pub(super) fn write_out(word: &str, part: &mut impl FnMut(&str)) {
    for (short, parts) in WHOLE {
        if *short == word {
            parts.iter().for_each(|one| part(one));
            return;
        }
    }
    if let Some(verb) = word.strip_suffix("n't").or_else(|| without_apostrophe(word)) {
        part(verb);
        part("not");
        return;
    }
    let Some((before, after)) = word.rsplit_once('\'') else {
        part(word);
        return;
    };
    let after = match after {
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        "m" => "am",
        // Each stands for several words; the matcher gives none of them weight.
        "d" => "'d",
        "s" => "'s",
        // "O'Brien" and other names.
        _ => {
            part(&word.replace('\'', ""));
            return;
        }
    };
    if !before.is_empty() {
        write_out(before, part);
    }
    part(after);
}

/// Whether plain letters, in capitals or not, are a contraction without its apostrophe.
pub(super) fn is_one(letters: &str) -> bool {
    let (begin, end) = letters.split_at(letters.len().saturating_sub(2));
    end.eq_ignore_ascii_case("nt") && VERBS.iter().any(|verb| verb.eq_ignore_ascii_case(begin))
        || matches!(letters.as_bytes()[0], b'c' | b'C' | b'g' | b'G' | b'i' | b'I' | b'w' | b'W')
            && WHOLE.iter().any(|(short, _)| short.eq_ignore_ascii_case(letters))
}

/// The verb of "didnt", which recognisers and typists write.
fn without_apostrophe(word: &str) -> Option<&str> {
    word.strip_suffix("nt").filter(|verb| VERBS.contains(verb))
}

const VERBS: &[&str] =
    &["did", "do", "does", "was", "were", "is", "are", "had", "has", "have", "could", "should", "would"];

const WHOLE: &[(&str, &[&str])] = &[
    ("can't", &["can", "not"]),
    ("cant", &["can", "not"]),
    ("cannot", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("wont", &["will", "not"]),
    ("shan't", &["shall", "not"]),
    ("ain't", &["is", "not"]),
    ("let's", &["let", "us"]),
    ("im", &["i", "am"]),
    ("ive", &["i", "have"]),
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("o'clock", &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(word: &str) -> String {
        let mut all = Vec::new();
        write_out(word, &mut |part| all.push(part.to_owned()));
        all.join(" ")
    }

    #[test]
    fn contractions_are_written_out() {
        assert_eq!(parts("wasn't"), "was not");
        assert_eq!(parts("can't"), "can not");
        assert_eq!(parts("didnt"), "did not");
        assert_eq!(parts("i'd've"), "i 'd have");
        assert_eq!(parts("we're"), "we are");
        assert_eq!(parts("o'brien"), "obrien");
        assert_eq!(parts("want"), "want");
    }

    #[test]
    fn letters_are_seen_to_be_a_contraction() {
        for word in ["cant", "Im", "IVE", "shouldnt", "DIDNT", "gonna", "cannot"] {
            assert!(is_one(word), "{word}");
        }
        for word in ["want", "i", "was", "went", "different", "nt", "n"] {
            assert!(!is_one(word), "{word}");
        }
    }
}
