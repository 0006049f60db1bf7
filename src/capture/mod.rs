//! Recording: microphone → ring → drain thread → 16 kHz mono WAV, level, speech spans. Knows nothing of stories.
//!
//! ```text
//! Microphone ─(callback: convert, push)→ ring ─(drain thread)→ mix → meter
//!                                                              └→ TakeBuilder: resample → WAV `.part`, speech, gaps
//! ```
//!
//! What people want to do:
//!
//! - record: [`Recorder::open`], wait for [`Live::ready`], [`Recorder::start_take`], [`Recorder::finish_take`];
//! - use a recording instead of a microphone: [`import`];
//! - keep what a crash left behind: [`recover_part`];
//! - listen to the input for a moment before the first step: [`check_input`].
//!
//! The callback of the device never waits: no lock, no allocation, no file. Everything slow happens in the drain
//! thread, and the ring between them holds ten seconds.

#[cfg(feature = "microphone")]
mod cpal_microphone;
mod device;
mod drain;
mod file_microphone;
mod import;
mod input_check;
mod level;
mod live;
mod microphone;
mod problem;
mod recorder;
mod recover;
mod resampler;
mod ring;
mod speech;
mod take;
mod voice;
mod watch;
mod wav_reader;
mod wav_writer;

pub use device::{Device, devices, environment_for, find, microphone};
pub use file_microphone::{FileMicrophone, Pace};
pub use import::{import, measure};
pub use input_check::{InputCheck, InputIssue, check_input};
pub use live::Live;
pub use microphone::{Microphone, Sink, Source, StreamFormat, connection};
pub use problem::Problem;
pub use recorder::Recorder;
pub use recover::{RecoveredTake, recover_part};
pub use ring::{Faults, FrameReader, FrameWriter, Piece};
pub use speech::PADDING;
pub use take::{Gap, RecordedTake};
pub use wav_reader::read_wav_16k;
pub use wav_writer::part_path;

/// The rate of every take, in samples per second: what the speech engine and the voice detector want.
pub const TAKE_RATE_HZ: u32 = 16_000;

/// The time of `samples` samples of a take.
fn take_time(samples: u64) -> std::time::Duration {
    std::time::Duration::from_nanos(samples * 1_000_000_000 / u64::from(TAKE_RATE_HZ))
}
