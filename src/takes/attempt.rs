//! What an attempt remembers. Pure.

use super::cut::Cut;
use crate::capture::RecordedTake;
use crate::content::StepName;
use crate::plan::{Part, Plan};
use crate::transcript::Transcript;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::time::Duration;

/// The newest format of `attempt.json` that this program reads. Version 2 has whole answers and follow-ups beside steps; an
/// attempt without them is written as version 1, which older programs read.
pub const FORMAT_VERSION: u32 = 2;

/// The format in which an attempt with this plan is written.
pub(super) fn format_of(plan: &Plan) -> u32 {
    if plan.interview.is_some() { FORMAT_VERSION } else { 1 }
}

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
    /// The whole answer in one go, without prompts, and follow-up questions.
    Interview,
}

impl Mode {
    /// The mode as it is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Practice => "practice",
            Self::Demo => "demo",
            Self::Import => "import",
            Self::Interview => "interview",
        }
    }
}

/// One run through a story, with all of its takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// The format, up to [`FORMAT_VERSION`]; always the first key of the file.
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

/// One recording of one step, or of a whole answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Take {
    /// What it is a recording of; the files of older versions know steps only.
    #[serde(rename = "step")]
    pub part: Part,
    /// Which recording of this part it is, from 1.
    pub number: u32,
    /// The name of the WAV file in the attempt's folder; `None` when nothing was recorded.
    pub file: Option<String>,
    /// How the recording ended.
    pub outcome: TakeOutcome,
    /// What the recorder says; `None` when nothing was recorded.
    pub recorded: Option<RecordedTake>,
    /// What was said.
    pub transcript: TranscriptState,
    /// Where the person marked the end of a step of an answer, in the take's own time.
    #[serde(default, skip_serializing_if = "Vec::is_empty", with = "moments")]
    pub marks: Vec<Duration>,
    /// Where an answer was cut into its steps, once its transcript is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cut: Option<Cut>,
}

/// How a recording ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum TakeOutcome {
    /// The person ended it.
    Complete,
    /// The person ended it, and no speech was heard.
    NoSpeech,
    /// The whole answer was heard, and nothing of this step in it. Only in what [`Attempt::counting_take`] gives.
    NotHeard,
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

    /// Whether it is judged: the person did not skip it.
    pub fn counts(&self) -> bool {
        self.outcome != TakeOutcome::Skipped
    }

    /// From the first to the last spoken word, without pauses; `None` without speech.
    pub fn spoken(&self) -> Option<Duration> {
        Some(self.recorded.as_ref()?.spoken?.length())
    }
}

impl Attempt {
    /// The take that counts for a part: the newest one with speech that was not skipped, else the newest one.
    pub fn counting(&self, part: Part) -> Option<&Take> {
        let of_part = || self.takes.iter().rev().filter(|take| take.part == part);
        let spoken = |take: &&Take| take.spoken().is_some() && take.outcome != TakeOutcome::Skipped;
        of_part().find(spoken).or_else(|| of_part().next())
    }

    /// The take that counts for a step. Where the whole answer was spoken in one go, what of it belongs to the step, as a
    /// take of its own (its times are those of the whole recording); `None` until the answer has been cut.
    pub fn counting_take(&self, step: StepName) -> Option<Cow<'_, Take>> {
        if let Some(take) = self.counting(Part::Step(step)) {
            return Some(Cow::Borrowed(take));
        }
        let answer = self.counting(Part::Answer)?;
        answer.cut.as_ref()?.slice(answer, step).map(Cow::Owned)
    }

    /// The model of the newest transcript.
    pub fn model(&self) -> Option<&str> {
        self.takes.iter().rev().find_map(|take| Some(take.transcript()?.model.as_str()))
    }
}

/// Moments as seconds.
mod moments {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::time::Duration;

    pub fn serialize<S: Serializer>(moments: &[Duration], out: S) -> Result<S::Ok, S::Error> {
        let seconds: Vec<f64> =
            moments.iter().map(|moment| (moment.as_secs_f64() * 1000.0).round() / 1000.0).collect();
        seconds.serialize(out)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(input: D) -> Result<Vec<Duration>, D::Error> {
        let seconds = Vec::<f64>::deserialize(input)?;
        seconds
            .into_iter()
            .map(|value| Duration::try_from_secs_f64(value).map_err(D::Error::custom))
            .collect()
    }
}
