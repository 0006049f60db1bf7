//! The regular forms of an English word: `ask` has `asks`, `asked`, `asking`; irregular ones are listed in `words.toml`.

/// The word itself and its forms as a verb and as a noun. Forms that do not exist ("tickets" has no "ticketed" that anybody
/// says) do no harm: nobody says them.
pub fn forms(word: &str, irregular: Option<&[String]>) -> Vec<String> {
    let mut forms = vec![word.to_owned(), with_s(word), with_ing(word)];
    match irregular {
        Some(listed) => forms.extend(listed.iter().cloned()),
        None => forms.push(with_ed(word)),
    }
    forms
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// The last letters: one before the other.
fn tail(word: &str) -> (Option<char>, Option<char>, Option<char>) {
    let mut letters = word.chars().rev();
    (letters.next(), letters.next(), letters.next())
}

fn with_s(word: &str) -> String {
    match tail(word) {
        (Some('y'), Some(before), _) if !is_vowel(before) => format!("{}ies", &word[..word.len() - 1]),
        (Some('s' | 'x' | 'z'), ..) | (Some('h'), Some('c' | 's'), _) | (Some('o'), Some('g'), _) => {
            [word, "es"].concat()
        }
        _ => [word, "s"].concat(),
    }
}

fn with_ed(word: &str) -> String {
    match tail(word) {
        (Some('e'), ..) => [word, "d"].concat(),
        (Some('y'), Some(before), _) if !is_vowel(before) => format!("{}ied", &word[..word.len() - 1]),
        _ if doubles(word) => format!("{word}{}ed", word.chars().next_back().unwrap_or_default()),
        _ => [word, "ed"].concat(),
    }
}

fn with_ing(word: &str) -> String {
    match tail(word) {
        (Some('e'), Some('i'), _) => format!("{}ying", &word[..word.len() - 2]),
        (Some('e'), Some(before), _) if before != 'e' && word != "be" => {
            format!("{}ing", &word[..word.len() - 1])
        }
        _ if doubles(word) => format!("{word}{}ing", word.chars().next_back().unwrap_or_default()),
        _ => [word, "ing"].concat(),
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
    use super::*;

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
