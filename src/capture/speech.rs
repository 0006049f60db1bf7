//! From "voice or not" for every 16 ms to stretches of speech. Pure.

use super::voice::frame_time;
use crate::transcript::Span;
use std::ops::Range;
use std::time::Duration;

/// Speech begins after about 50 ms of voice.
const ONSET: usize = 3;
/// Speech ends after about 200 ms without voice; shorter holes are part of a word.
const HANGOVER: usize = 13;
/// Added to both sides of every speech span, so that soft beginnings and ends of words are inside.
pub const PADDING: Duration = Duration::from_millis(100);
/// A burst that begins this close before the end of a take may be the key that ended it: 150 ms.
const KEY_PRESS: usize = 10;
/// A voiced burst shorter than this at the very end is no word: 100 ms.
const SHORT_BURST: usize = 6;
/// This much silence before it (48 ms) makes a burst a sound of its own.
const SEPARATION: usize = 3;

/// Follows the voice live: is somebody speaking, and since when?
#[derive(Debug, Clone, Default)]
pub struct Smoothing {
    frame: usize,
    voiced_in_a_row: usize,
    quiet_in_a_row: usize,
    /// First frame of the current run of speech.
    since: Option<usize>,
}

impl Smoothing {
    /// Takes in the next frame. Gives a run of speech (frames) when it has just ended.
    pub fn push(&mut self, voice: bool) -> Option<Range<usize>> {
        self.frame += 1;
        if voice {
            self.voiced_in_a_row += 1;
            self.quiet_in_a_row = 0;
        } else {
            self.voiced_in_a_row = 0;
            self.quiet_in_a_row += 1;
        }
        match self.since {
            None if self.voiced_in_a_row >= ONSET => self.since = Some(self.frame - self.voiced_in_a_row),
            Some(_) if self.quiet_in_a_row >= HANGOVER => return self.end(),
            _ => {}
        }
        None
    }

    /// The run of speech that is still open, if any; its end is the last voiced frame.
    pub fn end(&mut self) -> Option<Range<usize>> {
        let end = self.frame - self.quiet_in_a_row;
        self.since.take().map(|start| start..end)
    }

    /// Whether somebody is speaking.
    pub fn is_speaking(&self) -> bool {
        self.since.is_some()
    }

    /// The first frame of the current run of speech.
    pub fn since(&self) -> Option<usize> {
        self.since
    }
}

/// The runs of speech in a whole take, as ranges of frames.
pub fn runs(voiced: &[bool]) -> Vec<Range<usize>> {
    let mut smoothing = Smoothing::default();
    let mut found: Vec<_> = voiced.iter().filter_map(|&voice| smoothing.push(voice)).collect();
    found.extend(smoothing.end());
    found
}

/// Takes the sound of the key that ended the take out of its voiced frames.
///
/// That is the last burst when it stands at the very end, is separated from the speech before it, and is short or began
/// in the last 150 ms.
pub fn without_key_press(voiced: &mut [bool]) {
    let Some(last) = voiced.iter().rposition(|&voice| voice) else { return };
    if voiced.len() - 1 - last > KEY_PRESS {
        return;
    }
    let quiet_before = |end: usize| voiced[..end].iter().rev().take_while(|&&voice| !voice).count();
    let mut start = last;
    while let quiet = quiet_before(start)
        && quiet < SEPARATION.min(start)
    {
        start -= 1 + quiet;
    }
    let short = last + 1 - start < SHORT_BURST;
    let late = voiced.len() - start <= KEY_PRESS;
    if short || late {
        voiced[start..].fill(false);
    }
}

/// Runs of frames as spans of time within a take of this length: padded on both sides, joined where they touch.
pub fn padded(runs: &[Range<usize>], length: Duration) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for run in runs {
        let start = frame_time(run.start).saturating_sub(PADDING).min(length);
        let end = (frame_time(run.end) + PADDING).min(length);
        match spans.last_mut() {
            Some(before) if before.end >= start => before.end = end,
            _ => spans.push(Span::new(start, end)),
        }
    }
    spans
}

/// From the first to the last spoken word, without padding.
pub fn spoken(runs: &[Range<usize>], length: Duration) -> Option<Span> {
    let (first, last) = (runs.first()?, runs.last()?);
    Some(Span::new(frame_time(first.start).min(length), frame_time(last.end).min(length)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `"..##.."`: `#` is a voiced frame.
    fn frames(picture: &str) -> Vec<bool> {
        picture.chars().map(|sign| sign == '#').collect()
    }

    fn repeat(parts: &[(bool, usize)]) -> Vec<bool> {
        parts.iter().flat_map(|&(voice, count)| std::iter::repeat_n(voice, count)).collect()
    }

    /// The same as pairs, which are easier to write down.
    fn pairs(voiced: &[bool]) -> Vec<(usize, usize)> {
        runs(voiced).into_iter().map(|run| (run.start, run.end)).collect()
    }

    #[test]
    fn a_burst_shorter_than_the_onset_is_no_speech() {
        assert!(runs(&frames("...##....##....................")).is_empty());
    }

    #[test]
    fn speech_begins_where_the_voice_began_and_ends_with_its_last_frame() {
        assert_eq!(pairs(&repeat(&[(false, 5), (true, 20), (false, 30)])), [(5, 25)]);
    }

    #[test]
    fn a_short_hole_is_bridged_and_a_long_one_divides() {
        assert_eq!(pairs(&repeat(&[(true, 5), (false, 12), (true, 5)])), [(0, 22)]);
        assert_eq!(pairs(&repeat(&[(true, 5), (false, 13), (true, 5)])), [(0, 5), (18, 23)]);
    }

    #[test]
    fn speech_that_lasts_to_the_end_of_the_take_is_kept() {
        assert_eq!(pairs(&repeat(&[(false, 2), (true, 40)])), [(2, 42)]);
    }

    #[test]
    fn spans_are_padded_joined_and_never_leave_the_take() {
        let spans = padded(&[0..10, 20..30, 100..110], Duration::from_millis(1800));
        let millis: Vec<_> =
            spans.iter().map(|span| (span.start.as_millis(), span.end.as_millis())).collect();
        assert_eq!(millis, [(0, 580), (1500, 1800)]);
    }

    #[test]
    fn a_take_runs_from_the_first_to_the_last_word() {
        let spoken = spoken(&[10..20, 50..60], Duration::from_secs(9)).unwrap();
        assert_eq!((spoken.start.as_millis(), spoken.end.as_millis()), (160, 960));
        assert_eq!(super::spoken(&[], Duration::from_secs(9)), None);
    }

    #[test]
    fn the_key_that_ends_a_take_is_cut() {
        let mut voiced = repeat(&[(true, 50), (false, 20), (true, 4), (false, 3)]);
        without_key_press(&mut voiced);
        assert_eq!(pairs(&voiced), [(0, 50)]);
    }

    #[test]
    fn a_key_pressed_right_after_the_last_word_is_cut_too() {
        let mut voiced = repeat(&[(true, 50), (false, 4), (true, 3), (false, 1)]);
        without_key_press(&mut voiced);
        assert_eq!(pairs(&voiced), [(0, 50)]);
    }

    #[test]
    fn a_last_word_is_not_a_key_press() {
        for picture in [
            repeat(&[(true, 50), (false, 20), (true, 20)]),
            repeat(&[(true, 50), (false, 2), (true, 4)]),
            repeat(&[(true, 50), (false, 20), (true, 5), (false, 20)]),
            repeat(&[(true, 50)]),
        ] {
            let mut voiced = picture.clone();
            without_key_press(&mut voiced);
            assert_eq!(voiced, picture);
        }
    }

    proptest! {
        #[test]
        fn runs_are_in_order_apart_and_begin_and_end_with_voice(voiced in proptest::collection::vec(any::<bool>(), 0..300)) {
            let found = runs(&voiced);
            for run in &found {
                prop_assert!(run.len() >= ONSET && voiced[run.start] && voiced[run.end - 1]);
            }
            prop_assert!(found.windows(2).all(|pair| pair[0].end + HANGOVER <= pair[1].start));
        }

        #[test]
        fn cutting_a_key_press_only_ever_removes_a_tail(voiced in proptest::collection::vec(any::<bool>(), 0..300)) {
            let mut cut = voiced.clone();
            without_key_press(&mut cut);
            let kept = cut.iter().zip(&voiced).take_while(|(after, before)| after == before).count();
            prop_assert!(cut[kept..].iter().all(|&voice| !voice));
        }
    }
}
