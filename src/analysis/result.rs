//! What the analysis found. Its JSON is the contract that other programs read: every step carries every key, and
//! `words` counts from 0 within the step, its end exclusive.

use super::follow_up::FollowUpAnalysis;
use crate::content::{LevelName, StepName};
use crate::countdown::Verdict;
use crate::transcript::{Span, seconds};
use serde::Serialize;
use std::time::Duration;

/// The version of the JSON of [`Analysis`].
pub const FORMAT_VERSION: u32 = 1;

/// The judgement of all steps of an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Analysis {
    /// [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The level by which it was judged; `None`: the story as it is written.
    pub level: Option<LevelName>,
    /// The principle for which the story was told.
    pub angle: Option<String>,
    /// The steps in the order in which they were given.
    pub steps: Vec<StepAnalysis>,
    /// What the rules say, worst first: `fix`, then `watch`, then `good`.
    pub findings: Vec<Finding>,
    /// The answers to the follow-up questions of an interview.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub follow_ups: Vec<FollowUpAnalysis>,
}

/// A range of words of a step: `[first, end)`.
pub type WordRange = [usize; 2];

/// Everything that was seen in one step, whether or not a rule makes something of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepAnalysis {
    /// Which step.
    pub step: StepName,
    /// How many words were said, fillers included.
    pub words: usize,
    /// How many sentences.
    pub sentences: usize,
    /// Every key phrase of the plan, in its order.
    pub phrases: Vec<PhraseResult>,
    /// Every first-person plural.
    pub we: Vec<We>,
    /// Every filler word that the transcript has: a lower bound, since engines leave many out.
    pub fillers: Vec<Spoken>,
    /// Every hedge ("maybe", "I guess").
    pub hedges: Vec<Spoken>,
    /// Sentences whose doer is "I".
    pub i_actions: IActions,
    /// That the work was not the speaker's to do.
    pub scope: Statement,
    /// That somebody gave the work to the speaker.
    pub assigned: Statement,
    /// That the speaker's work went to others.
    pub handed_off: Statement,
    /// An outcome in figures.
    pub quantified: Statement,
    /// An outcome that is only an activity or a mood.
    pub vague_outcome: Statement,
    /// A lesson that would fit any story.
    pub generic_lesson: Statement,
    /// That more is spoken of than the code and its author: teams, owners, what they share.
    pub organization: Statement,
    /// What the angle listens for. `None` without an angle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub angle: Option<AngleWords>,
    /// How long it took against its target. `None` for a written text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<StepTime>,
    /// How it was spoken. `None` for a written text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<Delivery>,
}

/// Whether a key phrase was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum PhraseStatus {
    /// It was said.
    Said,
    /// Something like it was said; [`PhraseResult::why`] says what keeps it from counting.
    Close,
    /// Nothing like it was said.
    Missing,
}

/// One key phrase and what was heard of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PhraseResult {
    /// The phrase as the author wrote it.
    pub phrase: String,
    /// Said, close or missing.
    pub status: PhraseStatus,
    /// The words of the transcript that matched, as they were written.
    pub heard: Option<String>,
    /// Where they stand.
    pub words: Option<WordRange>,
    /// When they were said, in seconds of the take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<[f64; 2]>,
    /// Why a close phrase does not count ("says 3%, not 0.3%").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// A first-person plural.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct We {
    /// As it was written, without punctuation ("We're").
    pub word: String,
    /// Which word of the step it is.
    pub at: usize,
    /// The sentence around it.
    pub sentence: String,
    /// When it was said, in seconds of the take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
}

/// A filler or a hedge.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spoken {
    /// As it was written, without punctuation ("you know").
    pub word: String,
    /// The first of its words.
    pub at: usize,
    /// How many words it has.
    pub length: usize,
    /// When it was said, in seconds of the take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<f64>,
}

/// Sentences whose doer is "I", of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct IActions {
    /// Sentences with "I" as the doer of the main action.
    pub with_i: usize,
    /// All sentences.
    pub sentences: usize,
}

/// Whether something is stated, and by which words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Statement {
    /// Whether it is stated.
    pub stated: bool,
    /// The words that decided, as they were written.
    pub evidence: Option<String>,
    /// Where they stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<WordRange>,
    /// Whether a person's own pattern says so.
    #[serde(skip)]
    pub own: bool,
    /// What was considered on the way, for `--explain`.
    #[serde(skip)]
    pub reasons: Vec<Reason>,
}

/// Words that a rule considered, and what it made of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The words as they were written.
    pub said: String,
    /// Where they stand.
    pub words: WordRange,
    /// Whether they speak for the statement.
    pub counts: bool,
    /// The pattern that found them, or why they do not count.
    pub because: String,
}

impl Statement {
    /// Nothing of the kind was said.
    pub fn none() -> Self {
        Self { stated: false, evidence: None, words: None, own: false, reasons: Vec::new() }
    }

    /// It is stated by these words.
    pub(super) fn by(words: WordRange, evidence: String) -> Self {
        Self { stated: true, evidence: Some(evidence), words: Some(words), own: false, reasons: Vec::new() }
    }

    /// The same words, but something else takes the statement back.
    pub(super) fn taken_back(self, because: &str) -> Self {
        let mut reasons = self.reasons;
        for reason in reasons.iter_mut().filter(|reason| reason.counts) {
            (reason.counts, reason.because) = (false, because.to_owned());
        }
        Self { reasons, ..Self::none() }
    }
}

/// What the angle listens for, as it was heard in one step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AngleWords {
    /// The phrases that gain weight and were said here.
    pub emphasised: Vec<PhraseResult>,
    /// The phrases that lose weight and were said here.
    pub downplayed: Vec<PhraseResult>,
    /// A figure of the result in that part of this step which lies in the first 20 s of the answer.
    pub result_first: Statement,
    /// A step that prevents the next failure.
    pub prevention: Statement,
}

/// The time of a step against its target.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StepTime {
    /// The target.
    #[serde(rename = "target_seconds", with = "seconds")]
    pub target: Duration,
    /// From the first to the last spoken word, without pauses of the recording.
    #[serde(rename = "spoken_seconds", with = "seconds")]
    pub spoken: Duration,
    /// Short, on target, over.
    pub verdict: Verdict,
}

/// How a step was spoken.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Delivery {
    /// Words a minute of speech time (the sum of the speech spans). `None` below three seconds of speech.
    pub words_per_minute: Option<f64>,
    /// The sum of the speech spans: the denominator of every rate.
    #[serde(rename = "speech_seconds", with = "seconds")]
    pub speech: Duration,
    /// Silences of 2 s and more between speech.
    pub long_pauses: Vec<Span>,
    /// Filler words a minute of speech time; a lower bound.
    pub fillers_per_minute: Option<f64>,
    /// Voiced stretches of 0.3 s and more that no word covers.
    pub hesitations: Vec<Span>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Costs the answer; mend it first.
    Fix,
    /// Worth knowing.
    Watch,
    /// Well done.
    Good,
}

/// What a rule says about a step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Finding {
    /// The rule's name (`missing-scope`).
    pub rule: &'static str,
    /// The step it is about; `None` for the whole answer.
    pub step: Option<StepName>,
    /// How much it matters.
    pub severity: Severity,
    /// What is the matter, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub hint: String,
    /// The key phrase it is about, as the author wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phrase: Option<String>,
    /// The words it rests on, as they were written.
    pub evidence: Option<String>,
    /// Where they stand.
    pub words: Option<WordRange>,
    /// When they were said, in seconds of the take.
    pub time: Option<[f64; 2]>,
}
