//! The real engine in its real worker process, with the demo model: what it hears, and what happens when it is killed,
//! hangs, talks nonsense, or gets a bad model.
#![cfg(all(unix, feature = "engine"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

mod support;

use rehearse::error::{Error, Result};
use rehearse::transcribe::check::check;
use rehearse::transcribe::{Limits, Queue};
use rehearse::transcript::{Span, Transcript};
use rustix::process::{Pid, Signal, kill_process};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use support::fake_model::{self, Weights};
use support::{PROGRAM, demo_model, model, repository, speech};

const LONG_ENOUGH: Duration = Duration::from_secs(120);
const STEPS: [&str; 5] = ["1-situation", "2-task", "3-action", "4-result", "5-reflection"];

fn recording(step: &str) -> (PathBuf, Vec<Span>) {
    let wav = repository(&format!("content/demo/{step}.wav"));
    let spans = speech(&wav);
    (wav, spans)
}

fn submit(queue: &mut Queue, key: usize, step: &str) {
    let (wav, spans) = recording(step);
    queue.submit(key, wav, spans);
}

fn next(queue: &mut Queue) -> (usize, Result<Transcript>) {
    queue.wait(LONG_ENOUGH).expect("a result in time")
}

/// Lower-case words without punctuation.
fn plain(text: &str) -> Vec<String> {
    let letters = |word: &str| word.chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    text.split_whitespace().map(|word| letters(word).to_lowercase()).filter(|word| !word.is_empty()).collect()
}

fn written(step: &str) -> Vec<String> {
    plain(&std::fs::read_to_string(repository(&format!("content/demo/{step}.txt"))).unwrap())
}

#[test]
fn the_demo_recordings_are_heard_as_written() {
    let mut queue = Queue::start(Path::new(PROGRAM), &demo_model()).unwrap();
    queue.recording_ended();
    for (key, step) in STEPS.iter().enumerate() {
        submit(&mut queue, key, step);
    }
    for (key, step) in STEPS.iter().enumerate() {
        let (got, transcript) = next(&mut queue);
        let transcript = transcript.unwrap();
        assert_eq!((got, transcript.model.as_str()), (key, "demo"));
        assert_eq!(plain(&transcript.text()), written(step), "{step}");
        words_are_where_they_were_spoken(&transcript, step);
    }
    let progress = queue.progress();
    assert_eq!(progress.done, progress.total);
}

/// In order, inside the take, and each near some speech (the engine's times are good to half a second).
fn words_are_where_they_were_spoken(transcript: &Transcript, step: &str) {
    let (_, spans) = recording(step);
    let slack = Duration::from_millis(500);
    assert!(transcript.words.is_sorted_by_key(|word| word.start), "{step}");
    for word in &transcript.words {
        let near = |span: &Span| word.start + slack >= span.start && word.end <= span.end + slack;
        assert!(spans.iter().any(near), "{step}: {word:?}");
        assert!((0.0..=1.0).contains(&word.probability));
    }
}

#[test]
fn a_model_of_16_bit_floats_says_its_text_in_every_chunk() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fake.bin");
    fake_model::write(&path, " It was not my team and nobody had asked.", Weights::F16);
    assert_eq!(check(&path).unwrap().weights, "f16");
    let mut queue = Queue::start(Path::new(PROGRAM), &model(&path)).unwrap();
    submit(&mut queue, 0, "2-task");
    assert_eq!(next(&mut queue).1.unwrap().text(), "It was not my team and nobody had asked.");
}

#[test]
fn a_take_without_speech_has_no_words() {
    let mut queue = Queue::start(Path::new(PROGRAM), &demo_model()).unwrap();
    queue.submit(0, recording("2-task").0, Vec::new());
    assert!(next(&mut queue).1.unwrap().words.is_empty());
}

/// A queue whose worker can be told from those of other tests by its model's path.
struct Own {
    folder: tempfile::TempDir,
    queue: Queue,
}

impl Own {
    fn start(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.bin");
        std::os::unix::fs::symlink(repository("models/demo.bin"), &path).unwrap();
        let queue = Queue::start_with(Path::new(PROGRAM), &model(&path), limits).unwrap();
        Self { folder, queue }
    }

    /// The worker's process, waiting until there is one other than `not`.
    #[cfg(target_os = "linux")]
    fn worker(&self, not: Option<Pid>) -> Pid {
        let path = self.folder.path().join("own.bin").display().to_string();
        let begun = Instant::now();
        while begun.elapsed() < LONG_ENOUGH {
            let found = processes().find(|(pid, command)| command.contains(&path) && Some(*pid) != not);
            if let Some((pid, _)) = found {
                return pid;
            }
            std::thread::yield_now();
        }
        panic!("no worker process");
    }
}

/// All processes with their command lines.
#[cfg(target_os = "linux")]
fn processes() -> impl Iterator<Item = (Pid, String)> {
    std::fs::read_dir("/proc").unwrap().flatten().filter_map(|entry| {
        let pid = Pid::from_raw(entry.file_name().to_str()?.parse().ok()?)?;
        let command = std::fs::read_to_string(entry.path().join("cmdline")).ok()?;
        Some((pid, command))
    })
}

fn generous() -> Limits {
    Limits::for_model(demo_model().bytes)
}

#[cfg(target_os = "linux")]
#[test]
fn a_worker_killed_in_the_middle_of_a_chunk_costs_a_restart_and_nothing_else() {
    let mut own = Own::start(generous());
    let worker = own.worker(None);
    // Stopped, it has certainly not answered when it is killed.
    kill_process(worker, Signal::STOP).unwrap();
    submit(&mut own.queue, 0, "2-task");
    submit(&mut own.queue, 1, "4-result");
    assert!(own.queue.wait(Duration::from_millis(300)).is_none());
    kill_process(worker, Signal::KILL).unwrap();
    for (key, step) in [(0, "2-task"), (1, "4-result")] {
        let (got, transcript) = next(&mut own.queue);
        assert_eq!((got, plain(&transcript.unwrap().text())), (key, written(step)));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_second_death_is_one_clear_error_for_all_pending_takes() {
    let mut own = Own::start(generous());
    let first = own.worker(None);
    kill_process(first, Signal::STOP).unwrap();
    submit(&mut own.queue, 0, "2-task");
    submit(&mut own.queue, 1, "4-result");
    kill_process(first, Signal::KILL).unwrap();
    let second = own.worker(Some(first));
    kill_process(second, Signal::KILL).unwrap();
    let errors = [next(&mut own.queue), next(&mut own.queue)].map(|(_, result)| result.unwrap_err());
    assert_eq!(errors[0], errors[1]);
    assert!(errors[0].message().contains("the speech engine stopped while"), "{}", errors[0]);
    assert!(errors[0].message().contains("signal: 9"), "{}", errors[0]);
    assert!(errors[0].hint_text().unwrap().contains("recordings are kept"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_hung_worker_is_killed_and_a_new_one_takes_over() {
    let mut own = Own::start(Limits { chunk: Duration::from_secs(10), per_second: 0.0, ..generous() });
    // Ready before it is stopped, so that the limit for a chunk counts and not the one for loading.
    submit(&mut own.queue, 0, "2-task");
    assert!(next(&mut own.queue).1.is_ok());
    let worker = own.worker(None);
    kill_process(worker, Signal::STOP).unwrap();
    submit(&mut own.queue, 1, "2-task");
    assert_eq!(plain(&next(&mut own.queue).1.unwrap().text()), written("2-task"));
    assert!(processes().all(|(pid, _)| pid != worker));
}

#[cfg(target_os = "linux")]
#[test]
fn the_worker_steps_back_and_goes_with_its_queue() {
    let mut own = Own::start(generous());
    submit(&mut own.queue, 0, "2-task");
    assert!(next(&mut own.queue).1.is_ok());
    let worker = own.worker(None);
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", worker.as_raw_nonzero())).unwrap();
    // After the name in parentheses: state, parent, group, session … and the nice value as the 17th.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    assert_eq!(fields[3], worker.as_raw_nonzero().to_string(), "a session of its own");
    let own_nice = rustix::process::getpriority_process(None).unwrap();
    assert_eq!(fields[16].parse::<i32>().unwrap(), (own_nice + 10).min(19));
    drop(own.queue);
    assert!(processes().all(|(pid, _)| pid != worker));
}

/// A queue over a shell script in place of the program.
fn stand_in(script: &str, limits: Limits) -> (tempfile::TempDir, Queue) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("script");
    std::fs::write(&path, script).unwrap();
    let program = repository("tests/support/stand-in-worker.sh");
    let queue = Queue::start_unchecked(&program, &model(&path), limits);
    (folder, queue)
}

fn error_of(script: &str, limits: Limits) -> Error {
    let (_folder, mut queue) = stand_in(script, limits);
    submit(&mut queue, 0, "2-task");
    next(&mut queue).1.unwrap_err()
}

/// Says "ready" as a worker does, then goes on with `rest`.
fn ready_then(rest: &str) -> String {
    format!(r#"printf '\007\000\000\000"ready"'; {rest}"#)
}

#[test]
fn garbage_from_a_worker_is_one_clear_error() {
    for script in [
        "echo hello",
        "printf '\\002\\000\\000\\000{]'",
        "printf '\\020\\000\\000\\000{\"failed\":[1,2]}'",
        "printf '\\004\\000\\000\\000{\"fa'",
    ] {
        assert!(error_of(script, generous()).message().contains("makes no sense"), "{script}");
    }
    let other_id = ready_then(r#"printf '\036\000\000\000{"words":{"id":99,"words":[]}}'; exec sleep 100"#);
    assert!(error_of(&other_id, generous()).message().contains("makes no sense"));
}

#[test]
fn a_worker_that_ends_early_says_where_and_how() {
    let error = error_of("exit 3", generous());
    assert!(error.message().contains("loading the model (exit status: 3)"), "{error}");
    let error = error_of(&ready_then("kill -ABRT $$"), generous());
    assert!(error.message().contains("while transcribing (signal: 6"), "{error}");
    let error = error_of("printf '\\177\\000\\000\\000half'", generous());
    assert!(error.message().contains("stopped while loading"), "{error}");
}

#[test]
fn a_worker_that_never_answers_is_given_up_and_the_caller_is_never_blocked() {
    let quick =
        Limits { load: Duration::from_millis(200), chunk: Duration::from_millis(200), per_second: 0.0 };
    for script in ["exec sleep 1000".to_owned(), ready_then("exec sleep 1000")] {
        let (_folder, mut queue) = stand_in(&script, quick);
        submit(&mut queue, 0, "1-situation");
        assert!(queue.try_next().is_none());
        let error = next(&mut queue).1.unwrap_err();
        assert!(error.message().contains("gave no answer"), "{error}");
    }
}

#[test]
fn a_queue_can_be_dropped_while_its_worker_hangs() {
    let (folder, mut queue) = stand_in("echo $$ > \"$0.pid\"; exec sleep 1000", generous());
    submit(&mut queue, 0, "1-situation");
    let begun = Instant::now();
    let pid = loop {
        let text = std::fs::read_to_string(folder.path().join("script.pid")).unwrap_or_default();
        if let Some(pid) = text.trim().parse().ok().and_then(Pid::from_raw) {
            break pid;
        }
        assert!(begun.elapsed() < LONG_ENOUGH, "the script never started");
        std::thread::yield_now();
    };
    drop(queue);
    assert!(rustix::process::test_kill_process(pid).is_err(), "the worker is still there");
}

#[test]
fn a_missing_program_is_an_error_of_the_takes() {
    let mut queue = Queue::start_unchecked(Path::new("/none/such"), &demo_model(), generous());
    submit(&mut queue, 0, "2-task");
    assert!(next(&mut queue).1.unwrap_err().message().contains("/none/such"));
}

#[test]
fn a_bad_model_is_refused_before_any_process_starts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.bin");
    std::fs::write(&path, "this is text").unwrap();
    let error = Queue::start(Path::new(PROGRAM), &model(&path)).err().expect("a refusal");
    assert!(error.message().contains("bad.bin") && error.message().contains("no ggml model"), "{error}");
}

#[test]
fn bad_models_that_reach_the_engine_cost_a_transcript_and_never_this_process() {
    let good = std::fs::read(repository("models/demo.bin")).unwrap();
    let with = |at: usize, value: i32| {
        let mut bad = good.clone();
        bad[4 + 4 * at..8 + 4 * at].copy_from_slice(&value.to_le_bytes());
        bad
    };
    let folder = tempfile::tempdir().unwrap();
    // No audio heads at all (a division by zero), a huge vocabulary, an unknown format, a cut file, text.
    let bad =
        [with(3, 0), with(0, i32::MAX), with(10, 99), good[..4_000_000].to_vec(), b"this is text".to_vec()];
    for (at, bytes) in bad.iter().enumerate() {
        let path = folder.path().join(format!("{at}.bin"));
        std::fs::write(&path, bytes).unwrap();
        assert!(check(&path).is_err(), "{at}");
        let limits = Limits { load: Duration::from_secs(10), ..generous() };
        let mut queue = Queue::start_unchecked(Path::new(PROGRAM), &model(&path), limits);
        submit(&mut queue, at, "2-task");
        let error = next(&mut queue).1.unwrap_err();
        println!("{at}: {error}");
        assert!(error.message().contains("the speech engine"), "{at}: {error}");
    }
}

#[test]
fn a_worker_ends_when_its_program_is_gone() {
    let mut worker = Command::new(PROGRAM)
        .arg("engine-worker")
        .arg(repository("models/demo.bin"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    assert!(worker.wait().unwrap().success());
}
