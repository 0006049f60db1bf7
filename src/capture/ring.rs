//! The ring between the callback of a device and the drain thread.
//!
//! The writing side is safe to use in a real-time callback: it neither waits, nor locks, nor allocates.

use super::StreamFormat;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

/// How much sound the ring holds. Long enough for a stalled disk or a program stopped for a moment (Ctrl-Z).
const RING: Duration = Duration::from_secs(10);
/// How many separate losses can wait in the ring at the same time; further ones are joined to the next.
const LOSS_MARKS: usize = 256;

/// What callback, device and drain thread share; atomics only.
#[derive(Debug, Default)]
struct Shared {
    /// Highest absolute sample since it was last read, as the bits of a non-negative `f32`.
    peak: AtomicU32,
    /// Frames delivered by the device, kept or not.
    delivered: AtomicU64,
    /// Frames that found no room in the ring.
    dropped: AtomicU64,
    /// Overruns reported by the device itself.
    overruns: AtomicU64,
    /// The device said that it is gone. Set once, however many errors follow.
    lost: AtomicBool,
    /// Nothing more will come (the end of a file).
    ended: AtomicBool,
    /// A take is being recorded: a source in fast time waits for this.
    wanted: AtomicBool,
}

/// A ring for frames of this format, which has at least one channel.
pub fn ring(format: StreamFormat) -> (FrameWriter, FrameReader) {
    let shared = Arc::<Shared>::default();
    let channels = usize::from(format.channels);
    let samples = format.rate_hz as usize * channels * RING.as_secs() as usize;
    let (frames, read_frames) = rtrb::RingBuffer::new(samples);
    let (losses, read_losses) = rtrb::RingBuffer::new(LOSS_MARKS);
    let writer =
        FrameWriter { shared: Arc::clone(&shared), frames, losses, channels, pushed: 0, unmarked: 0 };
    (writer, FrameReader { format, frames: read_frames, losses: read_losses, shared, read: 0 })
}

/// `frames` were lost just before the frame `at` (counted from the start of the stream, lost ones left out).
#[derive(Debug, Clone, Copy)]
struct Loss {
    at: u64,
    frames: u64,
}

/// The writing end of the ring, for the callback of the device.
pub struct FrameWriter {
    shared: Arc<Shared>,
    frames: rtrb::Producer<f32>,
    losses: rtrb::Producer<Loss>,
    channels: usize,
    pushed: u64,
    unmarked: u64,
}

impl FrameWriter {
    /// Pushes interleaved samples as `f32`, whole frames only; what does not fit is counted as lost. Never waits.
    pub fn write<T: Copy>(&mut self, samples: &[T], to_f32: impl Fn(T) -> f32) {
        let frames = samples.len() / self.channels;
        let kept = frames.min(self.room());
        let mut peak = 0.0_f32;
        if kept > 0 {
            self.mark_loss();
            if let Ok(chunk) = self.frames.write_chunk_uninit(kept * self.channels) {
                chunk.fill_from_iter(samples.iter().map(|sample| {
                    let value = to_f32(*sample);
                    // A comparison with NaN is false: the peak stays a number.
                    if value.abs() > peak {
                        peak = value.abs();
                    }
                    value
                }));
                self.pushed += kept as u64;
            }
        }
        self.unmarked += (frames - kept) as u64;
        self.shared.dropped.fetch_add((frames - kept) as u64, Ordering::Relaxed);
        // The bits of non-negative floats sort like the floats.
        self.shared.peak.fetch_max(peak.to_bits(), Ordering::Relaxed);
        self.shared.delivered.fetch_add(frames as u64, Ordering::Release);
    }

    /// How many frames fit at the moment.
    pub fn room(&self) -> usize {
        self.frames.slots() / self.channels
    }

    /// The device is gone.
    pub fn device_lost(&self) {
        self.shared.lost.store(true, Ordering::Release);
    }

    /// A handle for the error callback of the device.
    pub fn faults(&self) -> Faults {
        Faults { shared: Arc::clone(&self.shared) }
    }

    /// Nothing more will come.
    pub fn end(&self) {
        self.shared.ended.store(true, Ordering::Release);
    }

    /// Whether a take is being recorded.
    pub fn is_wanted(&self) -> bool {
        self.shared.wanted.load(Ordering::Acquire)
    }

    /// Whether the reader is gone.
    pub fn is_abandoned(&self) -> bool {
        self.frames.is_abandoned()
    }

    fn mark_loss(&mut self) {
        if self.unmarked > 0 && self.losses.push(Loss { at: self.pushed, frames: self.unmarked }).is_ok() {
            self.unmarked = 0;
        }
    }
}

/// How a device reports trouble beside the frames. Cheap to call a million times a second.
#[derive(Clone)]
pub struct Faults {
    shared: Arc<Shared>,
}

impl Faults {
    /// The device is gone.
    pub fn device_lost(&self) {
        self.shared.lost.store(true, Ordering::Release);
    }

    /// The device lost an unknown number of frames; frames against the clock will tell how many.
    pub fn overrun(&self) {
        self.shared.overruns.fetch_add(1, Ordering::Relaxed);
    }
}

/// A piece of the stream: its samples are in the buffer that was passed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Piece {
    /// Frames read.
    pub frames: usize,
    /// Frames that were lost just before the first of them.
    pub lost_before: u64,
}

/// The reading end of the ring.
pub struct FrameReader {
    format: StreamFormat,
    frames: rtrb::Consumer<f32>,
    losses: rtrb::Consumer<Loss>,
    shared: Arc<Shared>,
    read: u64,
}

impl FrameReader {
    /// What the device delivers.
    pub fn format(&self) -> StreamFormat {
        self.format
    }

    /// Replaces `buffer` by at most `max_frames` interleaved frames. A piece never reaches across a loss.
    pub fn read(&mut self, buffer: &mut Vec<f32>, max_frames: usize) -> Piece {
        buffer.clear();
        let channels = usize::from(self.format.channels);
        // The frames first: a mark is pushed before the frames that follow it, so every mark for these frames is there.
        let mut frames = (self.frames.slots() / channels).min(max_frames);
        let mut lost_before = 0;
        while let Ok(loss) = self.losses.peek().copied() {
            if frames == 0 || loss.at > self.read {
                frames = frames.min(usize::try_from(loss.at - self.read).unwrap_or(usize::MAX));
                break;
            }
            lost_before += loss.frames;
            let _ = self.losses.pop();
        }
        if let Ok(chunk) = self.frames.read_chunk(frames * channels) {
            let (first, second) = chunk.as_slices();
            buffer.extend_from_slice(first);
            buffer.extend_from_slice(second);
            chunk.commit_all();
            self.read += frames as u64;
        }
        Piece { frames, lost_before }
    }

    /// The highest absolute sample since the last call, 1.0 is full scale.
    pub fn take_peak(&self) -> f32 {
        f32::from_bits(self.shared.peak.swap(0, Ordering::Relaxed))
    }

    /// Frames delivered by the device so far, kept or not.
    pub fn delivered(&self) -> u64 {
        self.shared.delivered.load(Ordering::Acquire)
    }

    /// Frames that found no room in the ring so far.
    pub fn dropped(&self) -> u64 {
        self.shared.dropped.load(Ordering::Relaxed)
    }

    /// Overruns that the device reported so far.
    pub fn overruns(&self) -> u64 {
        self.shared.overruns.load(Ordering::Relaxed)
    }

    /// Whether the device said that it is gone.
    pub fn is_lost(&self) -> bool {
        self.shared.lost.load(Ordering::Acquire)
    }

    /// Whether everything has been read and nothing more will come.
    pub fn is_at_end(&self) -> bool {
        self.shared.ended.load(Ordering::Acquire) && self.frames.is_empty()
    }

    /// Tells a source in fast time whether a take is being recorded.
    pub fn want(&self, wanted: bool) {
        self.shared.wanted.store(wanted, Ordering::Release);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: StreamFormat = StreamFormat { rate_hz: 8, channels: 2, paced: true };

    #[test]
    fn frames_come_out_as_they_went_in() {
        let (mut writer, mut reader) = ring(SMALL);
        writer.write(&[1_i16, 2, 3, 4], f32::from);
        let mut buffer = Vec::new();
        assert_eq!(reader.read(&mut buffer, 100), Piece { frames: 2, lost_before: 0 });
        assert_eq!(buffer, [1.0, 2.0, 3.0, 4.0]);
        assert!((reader.take_peak() - 4.0).abs() < f32::EPSILON);
        assert_eq!(reader.delivered(), 2);
    }

    #[test]
    fn what_does_not_fit_is_counted_and_its_place_is_known() {
        let (mut writer, mut reader) = ring(SMALL);
        let frames: Vec<f32> = (0..100).flat_map(|n| [n as f32, -(n as f32)]).collect();
        writer.write(&frames, |sample| sample);
        assert_eq!(reader.dropped(), 20);
        let mut buffer = Vec::new();
        assert_eq!(reader.read(&mut buffer, 30).frames, 30);
        writer.write(&[500.0, 500.0, 501.0, 501.0], |sample| sample);
        assert_eq!(reader.read(&mut buffer, 1000), Piece { frames: 50, lost_before: 0 });
        assert_eq!(buffer.last(), Some(&-79.0));
        assert_eq!(reader.read(&mut buffer, 1000), Piece { frames: 2, lost_before: 20 });
        assert_eq!(buffer, [500.0, 500.0, 501.0, 501.0]);
    }

    #[test]
    fn an_incomplete_frame_is_never_pushed() {
        let (mut writer, mut reader) = ring(SMALL);
        writer.write(&[1.0_f32, 2.0, 3.0], |sample| sample);
        let mut buffer = Vec::new();
        assert_eq!(reader.read(&mut buffer, 10).frames, 1);
    }

    #[test]
    fn a_peak_is_a_number_even_after_a_nan() {
        let (mut writer, reader) = ring(SMALL);
        writer.write(&[f32::NAN, -0.5, 0.25, f32::NAN], |sample| sample);
        assert!((reader.take_peak() - 0.5).abs() < f32::EPSILON);
    }
}
