//! A signal in which every frame carries its own number, so that a lost, repeated or inserted frame shows exactly.
//! 48 kHz, 16 bits, stereo: left holds the low 16 bits of the number, right `0x4000 | high bits`.

use std::path::Path;

/// Frames per second of the signal.
pub const RATE_HZ: u32 = 48_000;

/// Writes so many seconds of it.
pub fn write(path: &Path, seconds: u32) {
    let spec = hound::WavSpec {
        channels: 2,
        sample_rate: RATE_HZ,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).expect("a WAV file");
    for number in 0..seconds * RATE_HZ {
        let [low, high] = [number as u16, 0x4000 | (number >> 16) as u16];
        writer.write_sample(low.cast_signed()).expect("a sample");
        writer.write_sample(high.cast_signed()).expect("a sample");
    }
    writer.finalize().expect("a complete file");
}

/// What became of the signal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Frames of the signal that were heard.
    pub heard: u64,
    /// Frames that are missing between the first and the last one heard.
    pub lost: u64,
    /// Places where the numbers went back or stood still.
    pub repeated: u64,
    /// Frames in the middle of the signal that are not part of it.
    pub inserted: u64,
    /// The number of the first frame that was heard.
    pub first: Option<u32>,
    /// One more than the number of the last frame that was heard.
    pub next: Option<u32>,
    foreign: u64,
}

impl Verdict {
    /// Takes in interleaved stereo frames, as they were recorded.
    pub fn listen(&mut self, frames: &[f32]) {
        for frame in frames.chunks_exact(2) {
            match number(frame) {
                Some(number) => self.hear(number),
                None => self.foreign += 1,
            }
        }
    }

    fn hear(&mut self, number: u32) {
        self.heard += 1;
        self.first.get_or_insert(number);
        if let Some(expected) = self.next {
            self.inserted += self.foreign;
            if number > expected {
                self.lost += u64::from(number - expected);
            }
            self.repeated += u64::from(number < expected);
        }
        self.foreign = 0;
        self.next = Some(number + 1);
    }
}

fn number(frame: &[f32]) -> Option<u32> {
    let word = |sample: f32| (sample * 32_768.0).round() as i16 as u16;
    let (low, high) = (word(frame[0]), word(frame[1]));
    (high & 0xc000 == 0x4000).then(|| u32::from(high & 0x3fff) << 16 | u32::from(low))
}
