//! What can end a take before the person does, in words, and what to do about it.

use serde::{Deserialize, Serialize};

/// Why a take or the whole recording ended early. The take so far is kept in every case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "detail", rename_all = "kebab-case")]
pub enum Problem {
    /// The device reported that it is gone, or it is no longer in the list of the sound server.
    DeviceLost,
    /// No samples for a while and no error either: the sound server has stopped.
    ServerGone,
    /// No room left on the disk.
    DiskFull,
    /// The file could not be written; the cause in the words of the system.
    NotWritable(String),
    /// The file was moved or deleted while it was being written.
    FileGone,
    /// Longer than a WAV file of this program may be.
    TooLong,
    /// The program was stopped in the middle of the take; the file was repaired afterwards.
    Stopped,
}

impl Problem {
    /// What happened, as a sentence without its full stop.
    pub fn message(&self) -> String {
        match self {
            Self::DeviceLost => "the microphone is gone".into(),
            Self::ServerGone => "the microphone has stopped delivering sound".into(),
            Self::DiskFull => "the disk is full".into(),
            Self::NotWritable(cause) => format!("the recording could not be written: {cause}"),
            Self::FileGone => "the recording was moved or deleted while it was being written".into(),
            Self::TooLong => "the recording reached the longest length of a take".into(),
            Self::Stopped => "the program was stopped in the middle of the recording".into(),
        }
    }

    /// What the person can do now.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::DeviceLost => "Plug the microphone in again, or choose another one (rehearse devices).",
            Self::ServerGone => "Check that the sound server runs (for example: pactl info), then try again.",
            Self::DiskFull => "Free some disk space, then record the step again.",
            Self::NotWritable(_) => "Check the folder of the recordings, then record the step again.",
            Self::FileGone => "Leave the folder alone while recording, then record the step again.",
            Self::TooLong => "Start a new take.",
            Self::Stopped => {
                "What was recorded until then is kept; record the step again if it is not enough."
            }
        }
    }

    /// Whether the microphone itself is the cause: nothing more can be recorded until it is opened again.
    pub fn is_of_the_device(&self) -> bool {
        matches!(self, Self::DeviceLost | Self::ServerGone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_survives_the_way_through_a_file() {
        for problem in [Problem::DeviceLost, Problem::NotWritable("read-only".into()), Problem::Stopped] {
            let json = serde_json::to_string(&problem).unwrap();
            assert_eq!(serde_json::from_str::<Problem>(&json).unwrap(), problem);
        }
    }

    #[test]
    fn only_a_lost_device_ends_the_whole_recording() {
        assert!(Problem::ServerGone.is_of_the_device());
        assert!(!Problem::DiskFull.is_of_the_device());
    }
}
