//! Where a take is cut for the engine: at pauses, never longer than the engine's window, and without silence. Pure.

use super::SAMPLE_RATE;
use crate::transcript::Span;
use std::ops::Range;
use std::time::Duration;

/// Whisper hears 30 s at once; a margin keeps the end of a chunk from being dropped silently.
pub const LONGEST: Duration = Duration::from_secs(28);
/// Kept before and after speech, so that soft first and last sounds are heard.
const PADDING: Duration = Duration::from_millis(100);
/// A longer pause always ends a chunk: the engine invents words on silence. Shorter ones carry the flow of a sentence.
const LONGEST_PAUSE: Duration = Duration::from_millis(1500);

/// The chunks of a take of `length` samples, in samples of the take, in order and without overlap.
///
/// `longest` is the longest chunk that the model hears well. A single stretch of speech beyond it is cut where `quietest`
/// says: it is given a range of samples and answers with one of them.
pub fn chunks(
    length: usize,
    speech: &[Span],
    longest: Duration,
    quietest: &mut dyn FnMut(Range<usize>) -> usize,
) -> Vec<Range<usize>> {
    let longest = samples(longest.min(LONGEST)).max(SAMPLE_RATE);
    let stretches = cut_long(padded(length, speech), longest, quietest);
    let mut chunks = Vec::new();
    for group in stretches.chunk_by(|before, after| after.start - before.end < samples(LONGEST_PAUSE)) {
        divide(group, longest, &mut chunks);
    }
    chunks
}

/// A time as a number of samples.
pub fn samples(time: Duration) -> usize {
    (time.as_secs_f64() * SAMPLE_RATE as f64).round() as usize
}

/// A number of samples as a time.
pub fn time(samples: usize) -> Duration {
    Duration::from_secs_f64(samples as f64 / SAMPLE_RATE as f64)
}

/// The speech with its padding, ordered, inside the take; stretches that touch become one.
fn padded(length: usize, speech: &[Span]) -> Vec<Range<usize>> {
    let mut spans: Vec<&Span> = speech.iter().filter(|span| span.start < span.end).collect();
    spans.sort_by_key(|span| span.start);
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for span in spans {
        let start = samples(span.start.saturating_sub(PADDING)).min(length);
        let end = samples(span.end.saturating_add(PADDING)).min(length);
        match stretches.last_mut() {
            Some(last) if start <= last.end => last.end = last.end.max(end),
            _ if start < end => stretches.push(start..end),
            _ => {}
        }
    }
    stretches
}

/// Cuts stretches beyond `longest`, each time in the last third of what fits.
fn cut_long(
    stretches: Vec<Range<usize>>,
    longest: usize,
    quietest: &mut dyn FnMut(Range<usize>) -> usize,
) -> Vec<Range<usize>> {
    let mut pieces = Vec::new();
    for mut rest in stretches {
        while rest.len() > longest {
            let window = rest.start + longest * 2 / 3..rest.start + longest;
            let cut = quietest(window.clone()).clamp(window.start, window.end);
            pieces.push(rest.start..cut);
            rest.start = cut;
        }
        pieces.push(rest);
    }
    pieces
}

/// Joins neighbours into chunks of at most `longest`, cutting at the longest pause that leaves a chunk of useful size.
fn divide(group: &[Range<usize>], longest: usize, chunks: &mut Vec<Range<usize>>) {
    let mut rest = group;
    while let (Some(first), Some(last)) = (rest.first(), rest.last()) {
        if last.end - first.start <= longest {
            chunks.push(first.start..last.end);
            return;
        }
        let fitting = rest.iter().take_while(|piece| piece.end - first.start <= longest).count();
        let pause_after = |piece: usize| rest[piece + 1].start - rest[piece].end;
        let cut = (0..fitting)
            .filter(|&piece| rest[piece].end - first.start >= longest / 3)
            .max_by_key(|&piece| pause_after(piece))
            .unwrap_or(fitting - 1);
        chunks.push(first.start..rest[cut].end);
        rest = &rest[cut + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(start: f64, end: f64) -> Span {
        Span::new(Duration::from_secs_f64(start), Duration::from_secs_f64(end))
    }

    fn seconds(chunks: &[Range<usize>]) -> Vec<(f64, f64)> {
        chunks.iter().map(|c| (time(c.start).as_secs_f64(), time(c.end).as_secs_f64())).collect()
    }

    fn cut(length: f64, speech: &[Span], longest: u64) -> Vec<(f64, f64)> {
        let length = samples(Duration::from_secs_f64(length));
        seconds(&chunks(length, speech, Duration::from_secs(longest), &mut |window| window.end))
    }

    #[test]
    fn a_take_without_speech_has_no_chunks() {
        assert!(cut(30.0, &[], 28).is_empty());
        assert!(cut(0.0, &[span(0.0, 3.0)], 28).is_empty());
    }

    #[test]
    fn speech_is_padded_by_a_tenth_of_a_second_inside_the_take() {
        assert_eq!(cut(10.0, &[span(0.05, 2.0)], 28), [(0.0, 2.1)]);
        assert_eq!(cut(10.0, &[span(1.0, 9.95)], 28), [(0.9, 10.0)]);
    }

    #[test]
    fn short_pauses_stay_inside_a_chunk_and_long_ones_end_it() {
        assert_eq!(
            cut(20.0, &[span(1.0, 3.0), span(4.0, 6.0), span(9.0, 10.0)], 28),
            [(0.9, 6.1), (8.9, 10.1)]
        );
    }

    #[test]
    fn a_long_answer_is_cut_at_its_longest_pause() {
        let speech = [span(0.0, 10.0), span(11.2, 20.0), span(20.5, 27.0), span(27.5, 40.0)];
        assert_eq!(cut(40.0, &speech, 28), [(0.0, 10.1), (11.1, 27.1), (27.4, 40.0)]);
    }

    #[test]
    fn a_smaller_limit_gives_smaller_chunks() {
        let speech = [span(0.5, 8.0), span(8.5, 12.0), span(12.5, 18.0)];
        assert_eq!(cut(20.0, &speech, 12), [(0.4, 12.1), (12.4, 18.1)]);
    }

    #[test]
    fn speech_without_a_pause_is_cut_where_it_is_quietest() {
        let cuts = chunks(samples(Duration::from_secs(50)), &[span(0.0, 50.0)], LONGEST, &mut |window| {
            window.start + 16_000
        });
        let first = LONGEST.as_secs() as usize * SAMPLE_RATE * 2 / 3 + 16_000;
        assert_eq!(cuts.iter().map(|c| c.end).collect::<Vec<_>>()[..2], [first, 2 * first]);
        assert_eq!(cuts.last().unwrap().end, samples(Duration::from_secs(50)));
    }

    proptest! {
        #[test]
        fn chunks_cover_all_speech_fit_the_limit_and_never_overlap(
            spans in prop::collection::vec((0u64..300_000, 0u64..60_000), 0..20),
            length in 0usize..6_000_000,
            longest in 1u64..40,
        ) {
            let speech: Vec<Span> = spans
                .iter()
                .map(|&(start, long)| Span::new(Duration::from_millis(start), Duration::from_millis(start + long)))
                .collect();
            let longest = Duration::from_secs(longest);
            let found = chunks(length, &speech, longest, &mut |window| window.start);
            for chunk in &found {
                prop_assert!(chunk.start < chunk.end && chunk.end <= length);
                prop_assert!(chunk.len() <= samples(longest.min(LONGEST)));
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].end <= pair[1].start));
            for span in speech.iter().filter(|span| span.start < span.end) {
                let middle = samples(span.start + span.length() / 2);
                prop_assert!(middle >= length || found.iter().any(|chunk| chunk.contains(&middle)));
            }
        }
    }
}
