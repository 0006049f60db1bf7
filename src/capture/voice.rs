//! Is somebody speaking? A score for every 16 ms of a take. The only file that knows earshot.

use super::TAKE_RATE_HZ;
use std::time::Duration;

/// Samples in a frame of the detector: 16 ms at 16 kHz.
pub const FRAME: usize = 256;
/// A score from here on is voice (the authors' threshold).
const VOICE: f32 = 0.5;

/// Decides frame by frame whether a voice is heard.
pub struct VoiceDetector {
    detector: Box<earshot::Detector>,
    waiting: Vec<f32>,
}

impl VoiceDetector {
    /// A detector that has heard nothing yet.
    pub fn new() -> Self {
        Self { detector: earshot::Detector::default_boxed(), waiting: Vec::with_capacity(FRAME) }
    }

    /// Takes in 16 kHz mono sound and calls `frame` for every completed frame: voice or not.
    pub fn push(&mut self, samples: &[f32], mut frame: impl FnMut(bool)) {
        for &sample in samples {
            self.waiting.push(sample);
            if self.waiting.len() == FRAME {
                frame(self.detector.predict_f32(&self.waiting) >= VOICE);
                self.waiting.clear();
            }
        }
    }
}

/// When the frame with this number begins.
pub fn frame_time(number: usize) -> Duration {
    Duration::from_nanos((number * FRAME) as u64 * 1_000_000_000 / u64::from(TAKE_RATE_HZ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voiced(samples: &[f32]) -> Vec<bool> {
        let mut found = Vec::new();
        VoiceDetector::new().push(samples, |voice| found.push(voice));
        found
    }

    #[test]
    fn silence_and_a_low_hum_are_no_voice() {
        assert!(!voiced(&vec![0.0; 16_000]).contains(&true));
        let hum: Vec<f32> = (0..16_000).map(|n| (n as f32 * 0.02).sin() * 0.01).collect();
        assert!(!voiced(&hum).contains(&true));
    }

    #[test]
    fn a_frame_is_256_samples_however_they_arrive() {
        assert_eq!(voiced(&[0.0; 255]).len(), 0);
        assert_eq!(voiced(&[0.0; 513]).len(), 2);
        assert_eq!(frame_time(2), Duration::from_millis(32));
    }
}
