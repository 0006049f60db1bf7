//! Where one continuous answer was cut into its steps. Pure.

use super::attempt::{Take, TakeOutcome, TranscriptState};
use crate::capture::{PADDING, RecordedTake};
use crate::content::StepName;
use crate::transcript::{Span, Transcript};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::time::Duration;

/// An answer, cut into its steps. The steps stand in the order of the plan, and together they hold every word.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cut {
    /// Whether the borders were guessed from the words; otherwise the person marked them.
    pub estimated: bool,
    /// Every step of the plan, those of which nothing was heard included.
    pub steps: Vec<CutStep>,
}

/// The part of an answer that belongs to one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CutStep {
    /// Which step.
    pub step: StepName,
    /// Its words in the transcript of the answer: `[first, end)`. Equal where nothing was heard of the step.
    pub words: [usize; 2],
    /// From where to where it lasts in the recording; the pause between two steps is halved.
    pub time: Span,
}

impl Cut {
    /// Whether it was made for a transcript of so many words.
    pub fn fits(&self, words: usize) -> bool {
        let ends = self.steps.iter().map(|step| step.words);
        let joined = ends.clone().zip(ends.skip(1)).all(|(a, b)| a[1] == b[0]);
        joined
            && self.steps.first().is_some_and(|first| first.words[0] == 0)
            && self.steps.last().is_some_and(|last| last.words[1] == words)
            && self.steps.iter().all(|step| step.words[0] <= step.words[1])
    }

    /// What of `answer` belongs to the step, as a take of its own whose times are those of the whole recording.
    /// `None`: the cut does not know the step.
    pub(super) fn slice(&self, answer: &Take, step: StepName) -> Option<Take> {
        let part = self.steps.iter().find(|part| part.step == step)?;
        let [from, to] = part.words;
        let words =
            answer.transcript().and_then(|transcript| transcript.words.get(from..to)).unwrap_or_default();
        let recorded = answer.recorded.as_ref().map(|recorded| within(recorded, part.time));
        let mut take = Take { part: step.into(), recorded, marks: Vec::new(), cut: None, ..answer.clone() };
        if words.is_empty() {
            take.outcome = TakeOutcome::NotHeard;
            take.recorded =
                take.recorded.map(|recorded| RecordedTake { spoken: None, speech: Vec::new(), ..recorded });
            take.transcript = TranscriptState::Nothing;
        } else if let Some(transcript) = answer.transcript() {
            let transcript = Transcript { model: transcript.model.clone(), words: words.to_vec() };
            take.transcript = TranscriptState::Done { transcript };
        }
        Some(take)
    }
}

/// What happened in a stretch of a recording. The peaks of the whole answer are said with the answer, not five times.
fn within(recorded: &RecordedTake, time: Span) -> RecordedTake {
    let inside = |at: Duration| time.start <= at && at < time.end;
    let speech: Vec<Span> = recorded.speech.iter().filter_map(|span| clipped(*span, time)).collect();
    RecordedTake {
        length: time.length(),
        spoken: spoken(&speech, time),
        speech,
        gaps: recorded.gaps.iter().filter(|gap| inside(gap.at)).copied().collect(),
        pauses: recorded.pauses.iter().filter(|pause| inside(pause.start)).copied().collect(),
        clipped_samples: 0,
        replaced_samples: 0,
        problem: None,
        ..recorded.clone()
    }
}

/// From the first to the last spoken word. Speech spans are padded; where one was cut, no padding stands.
fn spoken(speech: &[Span], time: Span) -> Option<Span> {
    let (first, last) = (speech.first()?, speech.last()?);
    let start = if first.start > time.start { first.start + PADDING } else { first.start };
    let end = if last.end < time.end { last.end.saturating_sub(PADDING) } else { last.end };
    Some(Span::new(start, end.max(start)))
}

fn clipped(span: Span, to: Span) -> Option<Span> {
    let (start, end) = (span.start.max(to.start), span.end.min(to.end));
    (start < end).then(|| Span::new(start, end))
}

/// The words of a step as a range.
impl CutStep {
    /// [`CutStep::words`], to index with.
    pub fn range(&self) -> Range<usize> {
        self.words[0]..self.words[1].max(self.words[0])
    }
}
