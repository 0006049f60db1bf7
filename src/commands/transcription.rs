//! The transcription that goes on beside an attempt: takes in, transcripts into the attempt.

use super::cutting;
use crate::error::{Error, Kind, Result};
use crate::takes::{Attempt, Take, TakeOutcome, TranscriptState};
use crate::transcribe::{ModelFile, Progress, Queue, models};
use crate::transcript::Transcript;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Who hears the takes.
pub enum Transcription {
    /// The engine, in a process of its own.
    Running {
        /// Takes in, transcripts out.
        queue: Queue,
        /// The model that it uses.
        model: ModelFile,
    },
    /// No model is here; takes stay pending.
    NoModel,
    /// A model was wanted, and cannot be used; takes say why.
    Broken(Error),
}

impl Transcription {
    /// Starts the engine with the wanted model, or the best one that is here. A model that cannot be used costs the
    /// transcripts and never the recording: see [`Transcription::Broken`].
    ///
    /// # Errors
    /// Only when the wanted model does not exist: better said before anybody speaks.
    pub fn start(wanted: Option<&str>, models_folder: &Path) -> Result<Self> {
        match Self::start_strictly(wanted, models_folder) {
            Err(error) if error.kind() == Kind::Failed => Ok(Self::Broken(error)),
            outcome => outcome,
        }
    }

    /// As [`Transcription::start`], where nothing can be done without a model.
    ///
    /// # Errors
    /// When the wanted model does not exist or cannot be used, or the engine cannot run.
    pub fn start_strictly(wanted: Option<&str>, models_folder: &Path) -> Result<Self> {
        let Some(model) = models::resolve(wanted, models_folder)? else { return Ok(Self::NoModel) };
        let program = std::env::current_exe()
            .map_err(|cause| Error::failed(format!("cannot find this program's own file: {cause}")))?;
        let queue = Queue::start(&program, &model)?;
        Ok(Self::Running { queue, model })
    }

    /// What the person has to know before the first step, if anything.
    pub fn warning(&self) -> Option<String> {
        match self {
            Self::Running { model, .. } => model.warning.clone(),
            Self::NoModel => Some(format!(
                "No speech model is here: this run is recorded and timed, and not transcribed. {}",
                models::how_to_get_one()
            )),
            Self::Broken(error) => Some(format!(
                "This run is recorded and timed, and not transcribed: {error}. {}",
                error.hint_text().unwrap_or_default()
            )),
        }
    }

    /// Hands over the newest take of the attempt, which lies at `wav`.
    pub fn submit_newest(&mut self, attempt: &mut Attempt, wav: PathBuf) {
        let Some(key) = attempt.takes.len().checked_sub(1) else { return };
        self.submit(attempt, key, wav);
    }

    /// Hands over take `key` of the attempt, which lies at `wav`. A take without speech has nothing to transcribe.
    pub fn submit(&mut self, attempt: &mut Attempt, key: usize, wav: PathBuf) {
        let Some(take) = attempt.takes.get_mut(key) else { return };
        let speech = take.recorded.as_ref().map(|recorded| recorded.speech.clone()).unwrap_or_default();
        take.transcript = if speech.is_empty() {
            TranscriptState::Nothing
        } else {
            match self {
                Self::Running { queue, .. } => {
                    queue.submit(key, wav, speech);
                    TranscriptState::Pending
                }
                Self::NoModel => TranscriptState::Pending,
                Self::Broken(error) => TranscriptState::Failed { why: error.message().to_owned() },
            }
        };
    }

    /// The last take has ended: the engine may use the whole machine.
    pub fn recording_ended(&self) {
        if let Self::Running { queue, .. } = self {
            queue.recording_ended();
        }
    }

    /// How many takes have no result yet.
    pub fn pending(&self) -> usize {
        match self {
            Self::Running { queue, .. } => queue.pending(),
            Self::NoModel | Self::Broken(_) => 0,
        }
    }

    /// How far it is; `None` when nothing is pending.
    pub fn progress(&self) -> Option<Progress> {
        match self {
            Self::Running { queue, .. } if queue.pending() > 0 => Some(queue.progress()),
            _ => None,
        }
    }

    /// Puts finished transcripts into the attempt; waits up to `patience` for the first. Says whether any came.
    pub fn collect(&mut self, attempt: &mut Attempt, patience: Duration) -> bool {
        let Self::Running { queue, .. } = self else { return false };
        let mut result = if patience.is_zero() { queue.try_next() } else { queue.wait(patience) };
        let any = result.is_some();
        while let Some((key, heard)) = result {
            if let Some(take) = attempt.takes.get_mut(key) {
                keep(take, heard);
            }
            cutting::renew(attempt, key);
            result = queue.try_next();
        }
        any
    }
}

fn keep(take: &mut Take, heard: Result<Transcript>) {
    take.transcript = match heard {
        Ok(transcript) => {
            // Noise may pass for speech: the engine then hears no word.
            if transcript.words.is_empty() && take.outcome == TakeOutcome::Complete {
                take.outcome = TakeOutcome::NoSpeech;
            }
            TranscriptState::Done { transcript }
        }
        Err(error) => TranscriptState::Failed { why: error.message().to_owned() },
    };
}
