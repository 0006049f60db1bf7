//! From interleaved frames to one channel, and what can be said of its level. Pure.

/// Below this absolute value for a second, the input is muted or not there (hyprwhspr's measured threshold).
pub const DIGITAL_SILENCE: f32 = 5e-7;
/// At or above this a sample is at full scale: the highest value of 16-bit sound.
const FULL_SCALE: f32 = 32_767.0 / 32_768.0;
/// The lowest level that is reported, in dBFS.
pub const FLOOR_DBFS: f32 = -120.0;

/// What mixing saw.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MixStats {
    /// Samples that were no numbers and became 0.
    pub replaced: u64,
    /// Samples at full scale.
    pub clipped: u64,
    /// Highest absolute sample of any channel, 1.0 is full scale.
    pub peak: f32,
}

/// Replaces `mono` by the mean of the channels of every frame.
pub fn mix(interleaved: &[f32], channels: u16, mono: &mut Vec<f32>) -> MixStats {
    let mut stats = MixStats::default();
    mono.clear();
    let channels = usize::from(channels.max(1));
    for frame in interleaved.chunks_exact(channels) {
        let mut sum = 0.0;
        for &sample in frame {
            if !sample.is_finite() {
                stats.replaced += 1;
                continue;
            }
            stats.clipped += u64::from(sample.abs() >= FULL_SCALE);
            stats.peak = stats.peak.max(sample.abs());
            sum += sample;
        }
        mono.push(sum / channels as f32);
    }
    stats
}

/// A linear level as dBFS, not below [`FLOOR_DBFS`].
pub fn to_dbfs(linear: f32) -> f32 {
    if linear > 0.0 { (20.0 * linear.log10()).max(FLOOR_DBFS) } else { FLOOR_DBFS }
}

/// The level of the last tenth of a second, and how long there has been digital silence.
#[derive(Debug, Clone)]
pub struct Meter {
    window: u64,
    frames: u64,
    sum_of_squares: f64,
    peak: f32,
    silent_frames: u64,
    level_dbfs: f32,
    peak_dbfs: f32,
}

impl Meter {
    /// A meter for mono sound of this rate.
    pub fn new(rate_hz: u32) -> Self {
        Self {
            window: u64::from(rate_hz / 10).max(1),
            frames: 0,
            sum_of_squares: 0.0,
            peak: 0.0,
            silent_frames: 0,
            level_dbfs: FLOOR_DBFS,
            peak_dbfs: FLOOR_DBFS,
        }
    }

    /// Takes in a piece of mono sound and the highest sample of any of its channels.
    pub fn push(&mut self, mono: &[f32], peak: f32) {
        if peak >= DIGITAL_SILENCE {
            self.silent_frames = 0;
        } else {
            self.silent_frames += mono.len() as u64;
        }
        self.sum_of_squares += mono.iter().map(|&sample| f64::from(sample) * f64::from(sample)).sum::<f64>();
        self.frames += mono.len() as u64;
        self.peak = self.peak.max(peak);
        if self.frames >= self.window {
            self.level_dbfs = to_dbfs((self.sum_of_squares / self.frames as f64).sqrt() as f32);
            self.peak_dbfs = to_dbfs(self.peak);
            (self.frames, self.sum_of_squares, self.peak) = (0, 0.0, 0.0);
        }
    }

    /// Root mean square of the last window of 0.1 s, in dBFS (a full-scale sine has −3).
    pub fn level_dbfs(&self) -> f32 {
        self.level_dbfs
    }

    /// Highest sample of the last window of 0.1 s, in dBFS.
    pub fn peak_dbfs(&self) -> f32 {
        self.peak_dbfs
    }

    /// Frames of digital silence up to now.
    pub fn silent_frames(&self) -> u64 {
        self.silent_frames
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_become_their_mean() {
        let mut mono = Vec::new();
        mix(&[0.2, 0.4, -0.1, -0.3], 2, &mut mono);
        assert!((mono[0] - 0.3).abs() < 1e-6 && (mono[1] + 0.2).abs() < 1e-6);
    }

    #[test]
    fn what_is_no_number_becomes_silence_and_is_counted() {
        let mut mono = Vec::new();
        let stats = mix(&[f32::NAN, f32::INFINITY, 0.5, f32::NEG_INFINITY], 1, &mut mono);
        assert_eq!(mono, [0.0, 0.0, 0.5, 0.0]);
        assert_eq!(stats, MixStats { replaced: 3, clipped: 0, peak: 0.5 });
    }

    #[test]
    fn full_scale_is_clipping_and_a_loud_sample_is_not() {
        let mut mono = Vec::new();
        let stats = mix(&[1.0, -1.0, 32_767.0 / 32_768.0, 0.99], 1, &mut mono);
        assert_eq!(stats.clipped, 3);
    }

    #[test]
    fn the_meter_shows_the_level_of_a_tone_and_of_nothing() {
        let mut meter = Meter::new(1000);
        meter.push(&[0.1; 100], 0.1);
        assert!((meter.level_dbfs() + 20.0).abs() < 0.01);
        assert!((meter.peak_dbfs() + 20.0).abs() < 0.01);
        meter.push(&[0.0; 100], 0.0);
        assert!((meter.level_dbfs() - FLOOR_DBFS).abs() < 0.01);
        assert_eq!(meter.silent_frames(), 100);
        meter.push(&[1e-5; 10], 1e-5);
        assert_eq!(meter.silent_frames(), 0);
    }
}
