//! What was made of `words.toml` ahead of time, and whether it still belongs to it.
//!
//! The words never change while the program runs, and making them ready takes seven times as long as judging a short answer.
//! So `words.lexicon` holds them ready, as `analysis::lexicon` reads them. After a change of `words.toml` it is passed over,
//! and everything works as before, but slower, until it is made anew:
//! `REMAKE=1 cargo test --no-default-features --lib lexicon`.

/// The made form, behind the fingerprint of the words of which it was made.
pub const BYTES: &[u8] = include_bytes!("../../content/words.lexicon");

/// The fingerprint of the words as they are.
pub const FINGERPRINT: u64 = fingerprint(super::words::EMBEDDED.as_bytes());

/// The made form, without its fingerprint; nothing when it is one of other words.
pub fn lexicon() -> Option<&'static [u8]> {
    // The compiler compares them, not every start.
    const MADE: Option<&[u8]> = match BYTES.split_first_chunk() {
        Some((of, form)) if u64::from_le_bytes(*of) == FINGERPRINT => Some(form),
        _ => None,
    };
    MADE
}

/// A number that a change of the text changes, too.
const fn fingerprint(text: &[u8]) -> u64 {
    let (mut rest, mut sum) = (text, text.len() as u64);
    while let Some((eight, behind)) = rest.split_first_chunk() {
        sum = mixed(sum, u64::from_le_bytes(*eight));
        rest = behind;
    }
    while let [byte, behind @ ..] = rest {
        sum = mixed(sum, *byte as u64);
        rest = behind;
    }
    sum
}

/// Multiplying by an odd number, as turning does, loses nothing: of two sums that differ, the results differ.
const fn mixed(sum: u64, next: u64) -> u64 {
    (sum.rotate_left(29) ^ next).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_change_of_the_words_changes_the_fingerprint() {
        let text = "format_version = 1\n[scope]\nsays = [\"not mine\"]\n";
        let changed = [
            text.replace("mine", "mind"),
            text.replace("mine", "mine "),
            text.replace('1', "2"),
            format!("{text}\n"),
            format!("{text}\0"),
            text[1..].to_owned(),
            String::new(),
        ];
        for other in changed {
            assert_ne!(fingerprint(text.as_bytes()), fingerprint(other.as_bytes()), "{other:?}");
        }
    }
}
