//! What an attempt remembers. Pure.

use crate::capture::RecordedTake;
use crate::content::StepName;
use crate::plan::Plan;
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The format of `attempt.json` that this program writes, and the newest that it reads.
pub const FORMAT_VERSION: u32 = 1;

/// How the answer was spoken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Step by step, prompts in sight.
    Practice,
    /// The recordings that ship with the program.
    Demo,
    /// The person's own recordings.
    Import,
}

impl Mode {
    /// The mode as it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Demo => "demo",
            Self::Import => "import",
        }
    }
}

/// One run through a story, with all of its takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// [`FORMAT_VERSION`]; always the first key of the file.
    pub format_version: u32,
    /// The name of its folder: when it started, and the story ("2026-11-23-180502-webhook-drops").
    pub id: String,
    /// How many attempts at this story there were, this one included.
    pub number: u32,
    /// How the answer was spoken.
    pub mode: Mode,
    /// When it started, with the zone of the person.
    pub started: jiff::ZonedDateTime,
    /// What was meant to be said, as it stood then.
    pub plan: Plan,
    /// All takes in the order in which they were recorded.
    pub takes: Vec<Take>,
    /// How it ended.
    pub outcome: AttemptOutcome,
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum AttemptOutcome {
    /// Not yet; or the program was killed.
    Running,
    /// All steps were recorded or skipped.
    Complete,
    /// The person stopped before the last step.
    Stopped,
    /// Something else ended it.
    Interrupted {
        /// What happened, one sentence.
        why: String,
    },
}

/// One recording of one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// Which step.
    pub step: StepName,
    /// Which recording of this step it is, from 1.
    pub number: u32,
    /// The name of the WAV file in the attempt's folder; `None` when nothing was recorded.
    pub file: Option<String>,
    /// How the recording ended.
    pub outcome: TakeOutcome,
    /// What the recorder says; `None` when nothing was recorded.
    pub recorded: Option<RecordedTake>,
    /// What was said.
    pub transcript: TranscriptState,
}

/// How a recording ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum TakeOutcome {
    /// The person ended it.
    Complete,
    /// The person ended it, and no speech was heard.
    NoSpeech,
    /// The person skipped the step. What was recorded until then is kept, and not judged.
    Skipped,
    /// Something else ended it; what was recorded is kept.
    Interrupted {
        /// What happened, one sentence.
        why: String,
    },
}

/// Where the transcript of a take stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum TranscriptState {
    /// There is nothing to transcribe: no speech, or no recording.
    Nothing,
    /// Not yet; `rehearse transcribe` does it later.
    Pending,
    /// Here it is.
    Done {
        /// What was said.
        transcript: Transcript,
    },
    /// It could not be done.
    Failed {
        /// Why, one sentence.
        why: String,
    },
}

impl Take {
    /// The transcript, when there is one.
    pub fn transcript(&self) -> Option<&Transcript> {
        match &self.transcript {
            TranscriptState::Done { transcript } => Some(transcript),
            _ => None,
        }
    }

    /// From the first to the last spoken word, without pauses; `None` without speech.
    pub fn spoken(&self) -> Option<Duration> {
        Some(self.recorded.as_ref()?.spoken?.length())
    }
}

impl Attempt {
    /// The take that counts for a step: the newest one with speech that was not skipped, else the newest one.
    pub fn counting_take(&self, step: StepName) -> Option<&Take> {
        let of_step = || self.takes.iter().rev().filter(|take| take.step == step);
        let spoken = |take: &&Take| take.spoken().is_some() && take.outcome != TakeOutcome::Skipped;
        of_step().find(spoken).or_else(|| of_step().next())
    }

    /// The model of the newest transcript.
    pub fn model(&self) -> Option<&str> {
        self.takes.iter().rev().find_map(|take| Some(take.transcript()?.model.as_str()))
    }
}
