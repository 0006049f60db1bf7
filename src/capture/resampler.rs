//! Any rate to 16 kHz, as a stream. The only file that knows rubato.

use super::TAKE_RATE_HZ;
use crate::error::{Error, Result};
use rubato::audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Resampler as _};

/// Blocks of about this length: long enough for a sharp filter, short enough for a live meter.
const BLOCK: f64 = 0.02;

/// Turns mono sound of one rate into 16 kHz, piece by piece; the delay of the filter is taken out.
pub struct Resampler {
    rate_hz: u32,
    /// `None` when the input already has the right rate.
    inner: Option<Inner>,
    taken: u64,
    given: u64,
}

struct Inner {
    fft: Fft<f32>,
    /// Input that does not yet fill a block.
    waiting: Vec<f32>,
    block: Vec<f32>,
    /// Output samples still to be thrown away: the delay of the filter.
    to_skip: usize,
}

impl Resampler {
    /// A resampler from `rate_hz`.
    ///
    /// # Errors
    /// When the rate is not between 8 and 192 kHz.
    pub fn new(rate_hz: u32) -> Result<Self> {
        if !(8_000..=192_000).contains(&rate_hz) {
            return Err(Error::failed(format!("a sample rate of {rate_hz} Hz is not supported"))
                .hint("Use 8 to 192 kHz; 16 kHz or 48 kHz are common."));
        }
        let inner = if rate_hz == TAKE_RATE_HZ { None } else { Some(Inner::new(rate_hz)?) };
        Ok(Self { rate_hz, inner, taken: 0, given: 0 })
    }

    /// Takes in a piece and appends what can already be said to `out`.
    pub fn push(&mut self, mono: &[f32], out: &mut Vec<f32>) -> Result<()> {
        self.taken += mono.len() as u64;
        let before = out.len();
        match &mut self.inner {
            None => out.extend_from_slice(mono),
            Some(inner) => inner.push(mono, out)?,
        }
        self.given += (out.len() - before) as u64;
        Ok(())
    }

    /// Appends the tail. Altogether exactly as much time has come out as went in, to the nearest sample.
    pub fn finish(&mut self, out: &mut Vec<f32>) -> Result<()> {
        let rate = u64::from(self.rate_hz);
        let expected = (self.taken * u64::from(TAKE_RATE_HZ) + rate / 2) / rate;
        while self.given < expected {
            let before = out.len();
            match &mut self.inner {
                None => break,
                Some(inner) => inner.push_silent_block(out)?,
            }
            let wanted = usize::try_from(expected - self.given).unwrap_or(usize::MAX);
            out.truncate(before + wanted.min(out.len() - before));
            self.given += (out.len() - before) as u64;
        }
        Ok(())
    }
}

impl Inner {
    fn new(rate_hz: u32) -> Result<Self> {
        let chunk = block_length(rate_hz);
        let fft = Fft::new(rate_hz as usize, TAKE_RATE_HZ as usize, chunk, 1, FixedSync::Both)
            .map_err(|cause| Error::failed(format!("cannot convert from {rate_hz} Hz: {cause}")))?;
        let to_skip = fft.output_delay();
        let block = vec![0.0; fft.output_frames_max()];
        Ok(Self { fft, waiting: Vec::new(), block, to_skip })
    }

    fn push(&mut self, mono: &[f32], out: &mut Vec<f32>) -> Result<()> {
        self.waiting.extend_from_slice(mono);
        let size = self.fft.input_frames_next();
        let mut start = 0;
        while self.waiting.len() - start >= size {
            let frames = SequentialSlice::new(&self.waiting[start..start + size], 1, size).map_err(broken)?;
            let room = self.block.len();
            let mut block = SequentialSlice::new_mut(&mut self.block, 1, room).map_err(broken)?;
            let (_, made) = self.fft.process_into_buffer(&frames, &mut block, None).map_err(broken)?;
            let skipped = self.to_skip.min(made);
            self.to_skip -= skipped;
            out.extend_from_slice(&self.block[skipped..made]);
            start += size;
        }
        self.waiting.drain(..start);
        Ok(())
    }

    fn push_silent_block(&mut self, out: &mut Vec<f32>) -> Result<()> {
        let missing = self.fft.input_frames_next() - self.waiting.len();
        self.push(&vec![0.0; missing], out)
    }
}

/// Frames of input in a block: about [`BLOCK`], a multiple of what the ratio of the rates needs, and even: the centre of
/// the filter then lies on a sample and the output is not shifted by a fraction of one.
fn block_length(rate_hz: u32) -> usize {
    let unit = rate_hz / greatest_common_divisor(rate_hz, TAKE_RATE_HZ);
    let unit = if unit % 2 == 1 && unit < 4096 { unit * 2 } else { unit } as usize;
    let wanted = (f64::from(rate_hz) * BLOCK) as usize;
    wanted.div_ceil(unit) * unit
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}

fn broken(cause: impl std::fmt::Display) -> Error {
    Error::failed(format!("the sample rate could not be converted: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The whole of `input` in pieces of `piece` samples.
    fn convert(rate_hz: u32, input: &[f32], piece: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(rate_hz).unwrap();
        let mut out = Vec::new();
        for part in input.chunks(piece) {
            resampler.push(part, &mut out).unwrap();
        }
        resampler.finish(&mut out).unwrap();
        out
    }

    fn sine(rate_hz: u32, pitch_hz: f64, samples: usize) -> Vec<f32> {
        let step = std::f64::consts::TAU * pitch_hz / f64::from(rate_hz);
        (0..samples).map(|n| (step * n as f64).sin() as f32 * 0.5).collect()
    }

    const RATES: [u32; 11] =
        [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 176_400, 192_000];

    #[test]
    fn as_much_time_comes_out_as_went_in() {
        for rate in RATES.into_iter().chain([8_001, 47_999]) {
            for samples in [1, 100, rate as usize / 3, rate as usize + 7] {
                let out = convert(rate, &vec![0.1; samples], 777);
                let expected = samples as f64 * 16_000.0 / f64::from(rate);
                assert!((out.len() as f64 - expected).abs() <= 0.5, "{rate} Hz, {samples}: {}", out.len());
            }
        }
    }

    #[test]
    fn a_tone_keeps_its_place_and_its_height() {
        for rate in RATES {
            let out = convert(rate, &sine(rate, 440.0, rate as usize), 480);
            let wanted = sine(16_000, 440.0, 16_000);
            // The filter needs a few milliseconds of the past: the edges are left out.
            let worst = (800..15_200).map(|n| (out[n] - wanted[n]).abs()).fold(0.0, f32::max);
            assert!(worst < 0.002, "{rate} Hz: {worst}");
        }
    }

    #[test]
    fn what_16_khz_cannot_carry_is_gone_and_not_mirrored() {
        let out = convert(48_000, &sine(48_000, 11_000.0, 48_000), 1024);
        let loudest = out[1000..15_000].iter().fold(0.0_f32, |most, sample| most.max(sample.abs()));
        assert!(loudest < 0.001, "{loudest}");
    }

    #[test]
    fn the_size_of_the_pieces_changes_nothing() {
        let input = sine(44_100, 300.0, 20_000);
        assert_eq!(convert(44_100, &input, 1), convert(44_100, &input, 20_000));
    }

    #[test]
    fn impossible_rates_are_refused() {
        assert!(Resampler::new(0).is_err());
        assert!(Resampler::new(7_999).is_err());
        assert!(Resampler::new(384_000).is_err());
    }
}
