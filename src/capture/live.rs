//! What the live screen may show: a snapshot of the recorder.

use super::Problem;
use super::level::FLOOR_DBFS;
use std::time::Duration;

/// The state of the recorder at one moment; cheap to take.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts about one moment, not a state machine")]
pub struct Live {
    /// The first real samples have arrived: "go" may be shown.
    pub ready: bool,
    /// A take is being recorded (a paused one included).
    pub recording: bool,
    /// The person has paused the take.
    pub paused: bool,
    /// Somebody is speaking at this moment.
    pub speaking: bool,
    /// The take's clock: zero until the first word, then the time since its beginning, pauses left out.
    pub elapsed: Duration,
    /// How long the take's file is so far.
    pub length: Duration,
    /// Root mean square of the last tenth of a second in dBFS.
    pub level_dbfs: f32,
    /// Highest sample of the last tenth of a second in dBFS.
    pub peak_dbfs: f32,
    /// Highest sample of this take so far in dBFS.
    pub take_peak_dbfs: f32,
    /// Samples at full scale in this take.
    pub clipped: u64,
    /// Exact zeros for so long: muted, not permitted, or a device that is no longer there. Worth saying from 2 s.
    pub silent_for: Duration,
    /// Sound lost in this take.
    pub lost: Duration,
    /// Nothing more will come: the end of a file in fast time.
    pub ended: bool,
    /// Why the take, or the whole recording, is over.
    pub problem: Option<Problem>,
}

impl Live {
    /// From here on [`Live::silent_for`] is worth a warning.
    pub const SILENCE_TO_REPORT: Duration = Duration::from_secs(2);

    /// Whether the person should be told that nothing but zeros comes from the device.
    pub fn is_dead_silent(&self) -> bool {
        self.silent_for >= Self::SILENCE_TO_REPORT
    }
}

impl Default for Live {
    fn default() -> Self {
        Self {
            ready: false,
            recording: false,
            paused: false,
            speaking: false,
            elapsed: Duration::ZERO,
            length: Duration::ZERO,
            level_dbfs: FLOOR_DBFS,
            peak_dbfs: FLOOR_DBFS,
            take_peak_dbfs: FLOOR_DBFS,
            clipped: 0,
            silent_for: Duration::ZERO,
            lost: Duration::ZERO,
            ended: false,
            problem: None,
        }
    }
}
