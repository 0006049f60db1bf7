//! The regular forms of an English word: `ask` has `asks`, `asked`, `asking`; irregular ones are listed in `words.toml`.

/// Gives the word itself and its forms as a verb and as a noun. Forms that do not exist ("tickets" has no "ticketed" that
/// anybody says) do no harm: nobody says them.
pub fn forms(word: &str, irregular: Option<&[String]>, give: &mut impl FnMut(&str)) {
    give(word);
    let mut form = String::with_capacity(word.len() + 4);
    let mut regular = |stem: &str, endings: &[&str]| {
        form.clear();
        form.push_str(stem);
        form.extend(endings.iter().copied());
        give(&form);
    };
    with_s(word, &mut regular);
    with_ing(word, &mut regular);
    match irregular {
        Some(listed) => {
            for form in listed {
                give(form);
            }
        }
        None => with_ed(word, &mut regular),
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The last letters: one before the other.
fn tail(word: &str) -> (Option<char>, Option<char>, Option<char>) {
    let mut letters = word.chars().rev();
    (letters.next(), letters.next(), letters.next())
}

fn with_s(word: &str, give: &mut impl FnMut(&str, &[&str])) {
    match tail(word) {
        (Some('y'), Some(before), _) if !is_vowel(before) => give(&word[..word.len() - 1], &["ies"]),
        (Some('s' | 'x' | 'z'), ..) | (Some('h'), Some('c' | 's'), _) | (Some('o'), Some('g'), _) => {
            give(word, &["es"]);
        }
        _ => give(word, &["s"]),
    }
}

fn with_ed(word: &str, give: &mut impl FnMut(&str, &[&str])) {
    match tail(word) {
        (Some('e'), ..) => give(word, &["d"]),
        (Some('y'), Some(before), _) if !is_vowel(before) => give(&word[..word.len() - 1], &["ied"]),
        _ if doubles(word) => give(word, &[&word[word.len() - 1..], "ed"]),
        _ => give(word, &["ed"]),
    }
}

fn with_ing(word: &str, give: &mut impl FnMut(&str, &[&str])) {
    match tail(word) {
        (Some('e'), Some('i'), _) => give(&word[..word.len() - 2], &["ying"]),
        (Some('e'), Some(before), _) if before != 'e' && word != "be" => {
            give(&word[..word.len() - 1], &["ing"]);
        }
        _ if doubles(word) => give(word, &[&word[word.len() - 1..], "ing"]),
        _ => give(word, &["ing"]),
    }
}

/// A short word that ends consonant, vowel, consonant doubles its last letter: drop, dropped. The longer ones that do
/// ("refer") are few, and listed.
fn doubles(word: &str) -> bool {
    let pattern = matches!(
        tail(word),
        (Some(last), Some(vowel), Some(before))
            if !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(vowel) && !is_vowel(before)
    );
    let syllables = word.chars().filter(|letter| is_vowel(*letter)).count();
    pattern && word.is_ascii() && syllables == 1
}

#[cfg(test)]
mod tests {

    fn forms(word: &str, irregular: Option<&[String]>) -> Vec<String> {
        let mut forms = Vec::new();
        super::forms(word, irregular, &mut |form| forms.push(form.to_owned()));
        forms
    }

    #[test]
    fn regular_verbs_and_nouns() {
        assert_eq!(forms("ask", None), ["ask", "asks", "asking", "asked"]);
        assert_eq!(forms("drop", None), ["drop", "drops", "dropping", "dropped"]);
        assert_eq!(forms("escalate", None), ["escalate", "escalates", "escalating", "escalated"]);
        assert_eq!(forms("deliver", None), ["deliver", "delivers", "delivering", "delivered"]);
        assert_eq!(forms("fix", None), ["fix", "fixes", "fixing", "fixed"]);
        assert_eq!(forms("carry", None), ["carry", "carries", "carrying", "carried"]);
    }

    #[test]
    fn irregular_forms_stand_beside_the_regular_present() {
        let listed = ["gave".to_owned(), "given".to_owned()];
        assert_eq!(forms("give", Some(&listed)), ["give", "gives", "giving", "gave", "given"]);
    }
}
