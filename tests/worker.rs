//! The real engine in its real worker process, with the demo model: what it hears, and what happens when it is killed,
//! hangs, talks nonsense, or gets a bad model.
#![cfg(all(unix, feature = "engine"))]

mod support;

use rehearse::error::Result;
use rehearse::transcribe::{Limits, Queue};
use rehearse::transcript::Transcript;
use std::path::Path;
use std::time::Duration;
use support::{PROGRAM, demo_model, repository, speech};

const LONG_ENOUGH: Duration = Duration::from_secs(120);

fn start() -> Queue {
    Queue::start(Path::new(PROGRAM), &demo_model()).unwrap()
}

fn next(queue: &mut Queue) -> (usize, Result<Transcript>) {
    queue.wait(LONG_ENOUGH).expect("a result in time")
}

const STEPS: [&str; 5] = ["1-situation", "2-task", "3-action", "4-result", "5-reflection"];

/// Lower-case words without punctuation.
fn plain(text: &str) -> Vec<String> {
    let kept = |word: &str| {
        word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>().to_lowercase()
    };
    text.split_whitespace().map(kept).filter(|word| !word.is_empty()).collect()
}

#[test]
fn the_demo_recordings_are_heard_as_written() {
    let mut queue = start();
    queue.recording_ended();
    for (key, step) in STEPS.iter().enumerate() {
        let wav = repository(&format!("content/demo/{step}.wav"));
        let spans = speech(&wav);
        queue.submit(key, wav, spans);
    }
    for (key, step) in STEPS.iter().enumerate() {
        let (got, transcript) = next(&mut queue);
        assert_eq!(got, key);
        let transcript = transcript.unwrap();
        println!("{step}: {}", transcript.text());
        let written = std::fs::read_to_string(repository(&format!("content/demo/{step}.txt"))).unwrap();
        assert_eq!(plain(&transcript.text()), plain(&written), "{step}");
    }
}
