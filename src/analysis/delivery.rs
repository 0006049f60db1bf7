//! How it was spoken: pace, pauses, fillers, probable hesitations. Every rate has speech time as its denominator: the
//! sum of the stretches in which a voice was heard, without the padding around them and without pauses.

use super::Sound;
use super::result::Delivery;
use crate::capture::PADDING;
use crate::transcript::{Span, Word};
use std::time::Duration;

/// Silences from here on count as long pauses: 0.25–0.5 s is normal, 4 s makes sentences harder to follow (Lundholm Fors);
/// 2 s is our choice.
const LONG_PAUSE: Duration = Duration::from_secs(2);
/// Voiced stretches from here on that no word covers are probable hesitations.
const HESITATION: Duration = Duration::from_millis(300);
/// A word may be heard for so long around the times that the engine gives it.
const HANGOVER: Duration = Duration::from_millis(120);
/// Below so much speech a rate says nothing.
const ENOUGH_SPEECH: Duration = Duration::from_secs(3);

/// The delivery of a step with so many `words`, of which so many are `fillers`.
pub fn delivery(sound: &Sound, words: usize, timed: Option<&[Word]>, fillers: usize) -> Delivery {
    let voiced: Vec<Span> = sound.speech.iter().copied().map(without_padding).collect();
    let speech: Duration = voiced.iter().map(Span::length).sum();
    let pauses = voiced.windows(2).map(|pair| Span::new(pair[0].end, pair[1].start));
    Delivery {
        words_per_minute: per_minute(words, speech),
        speech,
        long_pauses: pauses.filter(|pause| pause.length() >= LONG_PAUSE).collect(),
        fillers_per_minute: per_minute(fillers, speech),
        hesitations: timed.map_or_else(Vec::new, |timed| hesitations(&voiced, timed)),
    }
}

/// So many in this much speech, as a rate per minute; `None` below three seconds of speech.
pub fn per_minute(count: usize, speech: Duration) -> Option<f64> {
    (speech >= ENOUGH_SPEECH).then(|| count as f64 * 60.0 / speech.as_secs_f64())
}

/// The voice detector's own span: at the very beginning of a take there was no room for all of the padding.
fn without_padding(span: Span) -> Span {
    let start = span.start + PADDING.min(span.start);
    Span::new(start.min(span.end), span.end.saturating_sub(PADDING))
}

/// What is voiced and not covered by a word with its hangover, and long enough.
fn hesitations(voiced: &[Span], words: &[Word]) -> Vec<Span> {
    let mut covered: Vec<Span> = words
        .iter()
        .map(|word| Span::new(word.start.saturating_sub(HANGOVER), word.end + HANGOVER))
        .collect();
    covered.sort_by_key(|span| span.start);
    let mut found = Vec::new();
    let mut next = 0;
    for span in voiced {
        let mut from = span.start;
        // Words that end before this span cannot cover it, nor any later one.
        while covered.get(next).is_some_and(|word| word.end <= span.start) {
            next += 1;
        }
        for word in covered.iter().skip(next).take_while(|word| word.start < span.end) {
            found.push(Span::new(from, word.start));
            from = from.max(word.end);
        }
        found.push(Span::new(from, span.end));
    }
    found.retain(|span| span.length() >= HESITATION);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u64, end: u64) -> Span {
        Span::new(Duration::from_millis(start), Duration::from_millis(end))
    }

    fn word(start: u64, end: u64) -> Word {
        let Span { start, end } = span(start, end);
        Word { text: "word".into(), start, end, probability: 0.9 }
    }

    fn sound(speech: &[(u64, u64)]) -> Sound {
        Sound {
            spoken: Duration::from_secs(60),
            speech: speech.iter().map(|(start, end)| span(*start, *end)).collect(),
        }
    }

    #[test]
    fn pace_is_words_by_speech_time_without_pauses_and_padding() {
        // Twice 10 s of voice with 100 ms of padding around, and a silence between them.
        let heard = delivery(&sound(&[(900, 11_100), (14_900, 25_100)]), 50, None, 2);
        assert_eq!(heard.speech, Duration::from_secs(20));
        assert_eq!(heard.words_per_minute, Some(150.0));
        assert_eq!(heard.fillers_per_minute, Some(6.0));
        assert_eq!(heard.long_pauses, [span(11_000, 15_000)]);
    }

    #[test]
    fn a_pause_counts_from_two_seconds_of_silence() {
        let long = |gap: u64| {
            delivery(&sound(&[(0, 5_100), (4_900 + gap, 9_000 + gap)]), 10, None, 0).long_pauses.len()
        };
        assert_eq!((long(1_999), long(2_000)), (0, 1));
    }

    #[test]
    fn below_three_seconds_of_speech_there_is_no_rate() {
        let heard = delivery(&sound(&[(0, 2_900)]), 9, None, 1);
        assert_eq!((heard.words_per_minute, heard.fillers_per_minute), (None, None));
    }

    #[test]
    fn a_voiced_stretch_without_a_word_is_a_probable_hesitation() {
        let words = [word(1_000, 1_500), word(2_500, 3_000)];
        let heard = delivery(&sound(&[(900, 3_100)]), 2, Some(&words), 0);
        // From 120 ms after the first word to 120 ms before the second.
        assert_eq!(heard.hesitations, [span(1_620, 2_380)]);
    }

    #[test]
    fn the_hangover_of_words_is_no_hesitation() {
        let gap = |gap: u64| {
            let words = [word(1_000, 1_500), word(1_500 + gap, 3_000)];
            delivery(&sound(&[(900, 3_100)]), 2, Some(&words), 0).hesitations.len()
        };
        assert_eq!((gap(539), gap(540)), (0, 1));
    }

    #[test]
    fn a_hesitation_may_stand_before_the_first_and_after_the_last_word() {
        let heard = delivery(&sound(&[(400, 1_100), (1_900, 2_100)]), 1, Some(&[word(1_900, 2_000)]), 0);
        assert_eq!(heard.hesitations, [span(500, 1_000)]);
    }

    #[test]
    fn without_word_times_nothing_is_known_of_hesitations() {
        assert!(delivery(&sound(&[(0, 60_000)]), 100, None, 0).hesitations.is_empty());
    }

    #[test]
    fn silence_has_no_rate_and_no_pause() {
        let heard = delivery(&sound(&[]), 0, Some(&[]), 0);
        assert_eq!((heard.speech, heard.words_per_minute), (Duration::ZERO, None));
        assert!(heard.long_pauses.is_empty() && heard.hesitations.is_empty());
    }
}
