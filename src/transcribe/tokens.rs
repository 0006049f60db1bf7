//! The engine's tokens, joined to words and freed of what nobody said. Pure.

use crate::transcript::Word;
use std::time::Duration;

/// One token of text, as the engine gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Its bytes: a leading blank begins a word; a letter may be spread over two tokens.
    pub bytes: Vec<u8>,
    /// Where it begins in the chunk.
    pub start: Duration,
    /// Where it ends in the chunk.
    pub end: Duration,
    /// 0 to 1.
    pub probability: f32,
    /// The natural logarithm of the probability.
    pub log_probability: f32,
}

/// Three times the same in a row is a loop of the engine, not speech.
const LOOP: usize = 3;
/// The longest phrase that is looked at for a loop, in words.
const LONGEST_LOOP: usize = 8;

/// The words of the segments of a chunk that is `length` long: notes about sounds and loops are gone, times are in order.
pub fn words(segments: &[Vec<Token>], length: Duration) -> Vec<Word> {
    let joined: Vec<Word> = segments.iter().flat_map(|tokens| join(tokens)).collect();
    let mut words = without_loops(without_notes(&joined));
    words.retain(|word| word.text.chars().any(char::is_alphanumeric));
    order(&mut words, length);
    words
}

/// Whether the engine repeated itself: some phrase three times in a row.
pub fn repeats(segments: &[Vec<Token>]) -> bool {
    let joined: Vec<Word> = segments.iter().flat_map(|tokens| join(tokens)).collect();
    let count = joined.len();
    without_loops(joined).len() < count
}

/// The mean logarithm of the probabilities; `None` without tokens.
pub fn mean_log_probability(segments: &[Vec<Token>]) -> Option<f32> {
    let all: Vec<f32> = segments.iter().flatten().map(|token| token.log_probability).collect();
    (!all.is_empty()).then(|| all.iter().sum::<f32>() / all.len() as f32)
}

/// Joins the tokens of one segment at their leading blanks.
fn join(tokens: &[Token]) -> Vec<Word> {
    let mut pieces: Vec<(Vec<u8>, Word)> = Vec::new();
    for token in tokens {
        match pieces.last_mut() {
            Some((bytes, word)) if !token.bytes.starts_with(b" ") => {
                bytes.extend_from_slice(&token.bytes);
                word.end = token.end;
                word.probability = word.probability.min(token.probability);
            }
            _ => {
                let word = Word {
                    text: String::new(),
                    start: token.start,
                    end: token.end,
                    probability: token.probability,
                };
                pieces.push((token.bytes.clone(), word));
            }
        }
    }
    pieces.into_iter().flat_map(|(bytes, word)| split(&String::from_utf8_lossy(&bytes), &word)).collect()
}

/// A token may hold blanks inside; a word never does.
fn split(text: &str, word: &Word) -> Vec<Word> {
    text.split_whitespace().map(|text| Word { text: text.to_owned(), ..word.clone() }).collect()
}

/// Leaves out "[BLANK_AUDIO]", "(keyboard clicking)", "*sighs*" and "♪ … ♪". A sign that is never closed hides nothing.
fn without_notes(mut rest: &[Word]) -> Vec<Word> {
    let mut kept = Vec::new();
    while let Some((word, after)) = rest.split_first() {
        if let Some(length) = note_length(rest) {
            rest = &rest[length..];
        } else {
            kept.push(word.clone());
            rest = after;
        }
    }
    kept
}

/// How many words the note takes that begins at the first word, if one does.
fn note_length(words: &[Word]) -> Option<usize> {
    let first = words.first()?.text.as_str();
    let opening = first.chars().next()?;
    let closing = match opening {
        '[' => ']',
        '(' => ')',
        '*' => '*',
        '♪' | '♫' => opening,
        _ => return None,
    };
    let closes = |text: &str| text.trim_end_matches(['.', ',', '!', '?']).ends_with(closing);
    if first.chars().count() > 1 && closes(first) {
        return Some(1);
    }
    words.iter().skip(1).position(|word| closes(&word.text)).map(|at| at + 2)
}

/// Keeps one of a phrase that comes three or more times in a row.
fn without_loops(mut words: Vec<Word>) -> Vec<Word> {
    for size in 1..=LONGEST_LOOP {
        let mut at = 0;
        while at + LOOP * size <= words.len() {
            let times = 1 + words[at + size..]
                .chunks_exact(size)
                .take_while(|next| same(next, &words[at..at + size]))
                .count();
            if times >= LOOP {
                words.drain(at + size..at + times * size);
            }
            at += 1;
        }
    }
    words
}

/// Whether two phrases are the same apart from case and punctuation.
fn same(a: &[Word], b: &[Word]) -> bool {
    let plain = |word: &Word| -> String {
        word.text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    a.iter().map(plain).eq(b.iter().map(plain))
}

/// Puts times in order and inside the chunk: the engine's are guesses.
fn order(words: &mut [Word], length: Duration) {
    let mut earliest = Duration::ZERO;
    for word in words {
        word.start = word.start.clamp(earliest, length.max(earliest));
        word.end = word.end.clamp(word.start, length.max(word.start));
        earliest = word.start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(text: &str, start: u64, end: u64, probability: f32) -> Token {
        Token {
            bytes: text.as_bytes().to_vec(),
            start: Duration::from_millis(start),
            end: Duration::from_millis(end),
            probability,
            log_probability: probability.ln(),
        }
    }

    fn said(text: &[&str]) -> Vec<Vec<Token>> {
        vec![
            text.iter()
                .enumerate()
                .map(|(at, text)| token(text, at as u64 * 100, at as u64 * 100 + 90, 0.9))
                .collect(),
        ]
    }

    fn heard(text: &[&str]) -> String {
        let words = words(&said(text), Duration::from_secs(28));
        words.iter().map(|word| word.text.clone()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_become_words_at_their_leading_blanks() {
        let segment =
            vec![token(" not", 0, 200, 0.9), token(" it", 250, 300, 0.8), token("'s", 300, 400, 0.5)];
        let words = words(&[segment], Duration::from_secs(1));
        assert_eq!(words.len(), 2);
        assert_eq!(words[1].text, "it's");
        assert_eq!(words[1].start, Duration::from_millis(250));
        assert_eq!(words[1].end, Duration::from_millis(400));
        assert!((words[1].probability - 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_letter_spread_over_two_tokens_is_joined() {
        let mut tokens = said(&[" caf", "x", "x"]);
        tokens[0][1].bytes = vec![0xc3];
        tokens[0][2].bytes = vec![0xa9];
        assert_eq!(words(&tokens, Duration::from_secs(1))[0].text, "café");
    }

    #[test]
    fn a_new_segment_begins_a_new_word() {
        let segments = [said(&[" one"]), said(&["two"])].concat();
        assert_eq!(words(&segments, Duration::from_secs(1)).len(), 2);
    }

    #[test]
    fn notes_about_sounds_are_not_words() {
        assert_eq!(heard(&[" [", "BL", "ANK", "_", "AUDIO", "]"]), "");
        assert_eq!(heard(&[" I", " (", "key", "board", " cl", "icking", ")", " wrote"]), "I wrote");
        assert_eq!(heard(&[" ♪", " la", " la", " ♪", " done."]), "done.");
        assert_eq!(heard(&[" *", "s", "ighs", "*", " yes"]), "yes");
        assert_eq!(heard(&[" (", "music", ")."]), "");
    }

    #[test]
    fn an_unclosed_sign_hides_nothing_that_was_said() {
        assert_eq!(heard(&[" I", " (", "really", " wrote", " it"]), "I (really wrote it");
        assert_eq!(heard(&[" -", " yes", " ..."]), "yes");
    }

    #[test]
    fn three_in_a_row_is_a_loop_and_two_are_speech() {
        assert_eq!(heard(&[" very", " very", " good"]), "very very good");
        assert_eq!(heard(&[" no", " No,", " no.", " no", " more"]), "no more");
        assert_eq!(heard(&[" we", " Thank", " you.", " thank", " you", " Thank", " you."]), "we Thank you.");
        assert!(repeats(&said(&[" a", " b", " a", " b", " a", " b"])));
        assert!(!repeats(&said(&[" a", " b", " a", " b", " a"])));
    }

    #[test]
    fn times_are_in_order_and_inside_the_chunk() {
        let segment =
            vec![token(" a", 500, 900, 1.0), token(" b", 100, 50, 1.0), token(" c", 5000, 9000, 1.0)];
        let words = words(&[segment], Duration::from_secs(2));
        assert!(words.windows(2).all(|pair| pair[0].start <= pair[1].start));
        assert!(words.iter().all(|word| word.start <= word.end && word.end <= Duration::from_secs(2)));
    }

    #[test]
    fn the_mean_log_probability_needs_tokens() {
        assert_eq!(mean_log_probability(&[]), None);
        assert!((mean_log_probability(&[vec![token(" a", 0, 1, 1.0)]]).unwrap()).abs() < 1e-6);
    }
}
