//! What several end-to-end tests need.
#![allow(dead_code, reason = "not every test file uses every helper")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where it cannot go on"
)]

pub mod counter;
pub mod fake_model;
pub mod program;
#[cfg(unix)]
pub mod pty;
pub mod virtual_microphone;

use rehearse::transcribe::ModelFile;
use rehearse::transcript::Span;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The program under test.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_rehearse");

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The demo model as it lies in the repository.
pub fn demo_model() -> ModelFile {
    model(&repository("models/demo.bin"))
}

/// Any file as a model.
pub fn model(path: &Path) -> ModelFile {
    ModelFile {
        name: "demo".into(),
        path: path.to_owned(),
        bytes: std::fs::metadata(path).map_or(0, |file| file.len()),
        longest_chunk: Duration::from_secs(9),
        warning: None,
    }
}

/// Where a clean synthetic recording is louder than silence; pauses below 0.2 s belong to the speech.
pub fn speech(wav: &Path) -> Vec<Span> {
    const FRAME: usize = 320;
    let samples: Vec<i16> = hound::WavReader::open(wav).unwrap().samples().map(Result::unwrap).collect();
    let time = |frame: usize| Duration::from_millis(20 * frame as u64);
    let mut spans: Vec<Span> = Vec::new();
    for (at, frame) in samples.chunks(FRAME).enumerate() {
        if frame.iter().all(|sample| sample.unsigned_abs() < 200) {
            continue;
        }
        match spans.last_mut() {
            Some(last) if time(at) < last.end + Duration::from_millis(200) => last.end = time(at + 1),
            _ => spans.push(Span::new(time(at), time(at + 1))),
        }
    }
    spans
}
