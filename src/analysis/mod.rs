//! Judgement: what was said against what was planned. Pure; no I/O at all.
//!
//! ```text
//! text → words and sentences → what was seen in each step → rules → findings, worst first
//! ```
//!
//! - [`analyse`] judges the answers of a plan;
//! - [`cut`] cuts an answer that was spoken in one go into its steps, and [`interview`] judges it with its follow-ups;
//! - [`RULES`] is the list of the rules; one rule is one file in `rules/`, with what it tells the user about itself.

#[cfg(test)]
mod aim_tests;
mod analyse;
mod angle;
mod delivery;
mod doing;
mod findings;
mod fluent;
mod follow_up;
mod index;
mod inflect;
mod interview;
pub mod learned;
mod lexicon;
mod matcher;
mod normal;
mod quick;
mod reading;
mod result;
#[cfg(test)]
mod rule_properties;
mod rules;
mod seen;
mod segment;
mod text;
mod units;

pub use analyse::{analyse, analyse_with};
pub use follow_up::{FollowUpAnalysis, Strength};
pub use interview::interview;
pub use lexicon::Lexicon;
pub use matcher::{Explanation, Part, PhraseFault, PhraseNote, explain_phrases, normal_form, review_phrases};
pub use result::{
    Analysis, AngleWords, Delivery, FORMAT_VERSION, Finding, IActions, PhraseResult, PhraseStatus, Reason,
    Severity, Spoken, Statement, StepAnalysis, StepTime, We, WordRange,
};
pub use rules::{RULES, Rule};
pub use segment::{cut, cut_at};

use crate::content::StepName;
use crate::transcript::{Span, Word};
use std::time::Duration;

/// What was said or written in one step.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Which step.
    pub step: StepName,
    /// The text. With `words`, it is their texts joined with single blanks.
    pub text: String,
    /// The words with their times, when they were spoken. Word `n` is the `n`th blank-separated piece of `text`.
    pub words: Option<Vec<Word>>,
    /// How it was spoken.
    pub sound: Option<Sound>,
}

/// What the recording says about an answer beside its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sound {
    /// From the first to the last spoken word, without the pauses of the recording.
    pub spoken: Duration,
    /// Where speech was heard, with [`crate::capture::PADDING`] on both sides.
    pub speech: Vec<Span>,
}
