//! Listens to the input for a moment before the first step, and says what is wrong with it and what helps.

use super::level::FLOOR_DBFS;
use super::{Live, Problem, Recorder};
use serde::Serialize;
use std::time::{Duration, Instant};

/// The check never takes longer.
const AT_MOST: Duration = Duration::from_secs(2);
/// So much sound is enough for a verdict, silence included.
const ENOUGH: Duration = Duration::from_secs(1);
/// Looks at the level in between.
const LOOK: Duration = Duration::from_millis(50);
/// A peak as high as this is full scale.
const CLIPPING_DBFS: f32 = -0.01;
/// A room in which nobody speaks has more than this on any working microphone.
const ROOM_DBFS: f32 = -75.0;
/// Speech whose highest peak stays below this is hard to transcribe.
const SPEECH_DBFS: f32 = -40.0;
/// Before the level of speech is judged, so much must have been spoken.
const SPOKEN: Duration = Duration::from_secs(3);
/// A few samples at full scale are no harm.
const CLIPPED: u64 = 50;

/// Something is wrong with the input, but it may still be recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InputIssue {
    /// The device opened, but no samples have come yet.
    NoSound,
    /// Nothing but zeros.
    DigitalSilence,
    /// At full scale.
    Clipping,
    /// Hardly anything is heard.
    TooQuiet,
}

impl InputIssue {
    /// What is wrong, as a sentence without its full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::NoSound => "the microphone delivers no sound yet",
            Self::DigitalSilence => "the microphone delivers only silence",
            Self::Clipping => "the input is too loud and distorts",
            Self::TooQuiet => "the input is very quiet",
        }
    }

    /// The likely cause.
    pub fn cause(self) -> &'static str {
        match self {
            Self::NoSound => "The device is asleep, busy, or not the one you speak into.",
            Self::DigitalSilence if cfg!(target_os = "macos") => {
                "It is muted, it is not the one you speak into, or the terminal may not use the microphone."
            }
            Self::DigitalSilence => "It is muted, or it is not the one you speak into.",
            Self::Clipping => "The input level is too high, or the microphone is too close.",
            Self::TooQuiet => "The input level is too low, or this is not the microphone you speak into.",
        }
    }

    /// What helps.
    pub fn remedy(self) -> &'static str {
        match self {
            Self::NoSound => "Wait a moment, or choose another one with --device (rehearse devices).",
            Self::DigitalSilence if cfg!(target_os = "macos") => {
                "Unmute it, choose another one with --device (rehearse devices), or allow the terminal under System \
                 Settings > Privacy & Security > Microphone and start it again."
            }
            Self::DigitalSilence => "Unmute it, or choose another one with --device (rehearse devices).",
            Self::Clipping => "Lower the input level in the sound settings, or move back a little.",
            Self::TooQuiet => {
                "Raise the input level in the sound settings, come closer, or choose another one with --device."
            }
        }
    }
}

/// What the check found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InputCheck {
    /// The device as people know it.
    pub device: String,
    /// Loudest tenth of a second, root mean square, in dBFS.
    pub level_dbfs: f32,
    /// Highest sample in dBFS.
    pub peak_dbfs: f32,
    /// What is wrong, if anything.
    pub issue: Option<InputIssue>,
    /// The device was lost meanwhile.
    pub problem: Option<Problem>,
}

/// Listens for one second of sound, two seconds at most.
pub fn check_input(recorder: &Recorder) -> InputCheck {
    let began = Instant::now();
    let mut ready_since = None;
    let mut heard = Heard::default();
    while began.elapsed() < AT_MOST {
        let live = recorder.live();
        if live.ready {
            ready_since.get_or_insert_with(Instant::now);
        }
        heard.look(&live);
        if live.problem.is_some() || ready_since.is_some_and(|since: Instant| since.elapsed() > ENOUGH + LOOK)
        {
            break;
        }
        std::thread::sleep(LOOK);
    }
    InputCheck {
        device: recorder.device().to_owned(),
        level_dbfs: heard.level_dbfs,
        peak_dbfs: heard.peak_dbfs,
        issue: heard.issue(),
        problem: recorder.live().problem,
    }
}

/// What was heard during a check.
#[derive(Debug)]
struct Heard {
    ready: bool,
    level_dbfs: f32,
    peak_dbfs: f32,
    silent_for: Duration,
}

impl Default for Heard {
    fn default() -> Self {
        Self { ready: false, level_dbfs: FLOOR_DBFS, peak_dbfs: FLOOR_DBFS, silent_for: Duration::ZERO }
    }
}

impl Heard {
    fn look(&mut self, live: &Live) {
        self.ready |= live.ready;
        self.level_dbfs = self.level_dbfs.max(live.level_dbfs);
        self.peak_dbfs = self.peak_dbfs.max(live.peak_dbfs);
        self.silent_for = live.silent_for;
    }

    fn issue(&self) -> Option<InputIssue> {
        if !self.ready {
            Some(InputIssue::NoSound)
        } else if self.silent_for >= ENOUGH {
            Some(InputIssue::DigitalSilence)
        } else if self.peak_dbfs >= CLIPPING_DBFS {
            Some(InputIssue::Clipping)
        } else if self.peak_dbfs < ROOM_DBFS {
            Some(InputIssue::TooQuiet)
        } else {
            None
        }
    }
}

impl Live {
    /// What is wrong with the input during a take, if anything. Speech that is too quiet is said after three seconds.
    pub fn issue(&self) -> Option<InputIssue> {
        if self.is_dead_silent() {
            Some(InputIssue::DigitalSilence)
        } else if self.clipped > CLIPPED {
            Some(InputIssue::Clipping)
        } else if self.elapsed >= SPOKEN && self.take_peak_dbfs < SPEECH_DBFS {
            Some(InputIssue::TooQuiet)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(peak_dbfs: f32, silent_millis: u64) -> Heard {
        Heard {
            ready: true,
            level_dbfs: peak_dbfs - 6.0,
            peak_dbfs,
            silent_for: Duration::from_millis(silent_millis),
        }
    }

    #[test]
    fn each_fault_of_the_input_has_its_own_verdict() {
        assert_eq!(Heard::default().issue(), Some(InputIssue::NoSound));
        assert_eq!(heard(-120.0, 1000).issue(), Some(InputIssue::DigitalSilence));
        assert_eq!(heard(0.0, 0).issue(), Some(InputIssue::Clipping));
        assert_eq!(heard(-80.0, 0).issue(), Some(InputIssue::TooQuiet));
        assert_eq!(heard(-60.0, 100).issue(), None);
    }

    #[test]
    fn during_a_take_quiet_speech_is_said_only_after_a_while() {
        let mut live = Live { elapsed: Duration::from_secs(1), take_peak_dbfs: -50.0, ..Live::default() };
        assert_eq!(live.issue(), None);
        live.elapsed = Duration::from_secs(4);
        assert_eq!(live.issue(), Some(InputIssue::TooQuiet));
        live.take_peak_dbfs = -20.0;
        assert_eq!(live.issue(), None);
        live.silent_for = Duration::from_secs(2);
        assert_eq!(live.issue(), Some(InputIssue::DigitalSilence));
    }
}
