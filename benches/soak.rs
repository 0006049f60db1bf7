//! Records a counted signal through the virtual microphone while every core is busy, and says what was lost.
//!
//! `cargo bench --bench soak -- 10` records for ten minutes (one without a number). At the same time the recorder makes
//! a take from a second stream of the same microphone, so that its whole path (resampling, voice, file) is under load
//! too, and the real engine transcribes the demo recordings again and again in processes of its own. Before that it says
//! how much of a core the recorder alone takes. The numbers are the result: nothing is passed or failed by time.
#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement, not a part of the program")]

#[path = "../tests/support/mod.rs"]
mod support;

use rehearse::capture::{Recorder, connection, microphone};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::counter::{self, Verdict};
use support::virtual_microphone::{self, Room, VirtualMicrophone};

/// Set in the process that records.
const INSIDE: &str = "REHEARSE_SOAK_FOLDER";
/// How long the recorder alone is measured.
const ALONE: Duration = Duration::from_secs(15);
/// Clock ticks a second in `/proc` (fixed for programs, whatever the kernel uses).
const TICKS: f64 = 100.0;

fn main() {
    // cargo adds `--bench` to the arguments.
    let minutes = std::env::args().find_map(|argument| argument.parse::<f64>().ok()).unwrap_or(1.0);
    let seconds = (minutes * 60.0) as u32;
    if let (Some(folder), Some(microphone)) = (std::env::var_os(INSIDE), VirtualMicrophone::around()) {
        soak(&microphone, Path::new(&folder), seconds);
        return;
    }
    let room = Room::start();
    let folder = tempfile::tempdir().expect("a temporary folder");
    counter::write(&folder.path().join("counter.wav"), seconds);
    let status = Command::new(std::env::current_exe().expect("the program has a path"))
        .arg(minutes.to_string())
        .envs(room.microphone.environment())
        .env(INSIDE, folder.path())
        .status()
        .expect("the program can be started again");
    assert!(status.success(), "the soak failed: {status}");
}

fn soak(virtual_microphone: &VirtualMicrophone, folder: &Path, seconds: u32) {
    let recorder = Recorder::open(microphone(None).expect("a microphone")).expect("it opens");
    // Until the first block comes, the thread of the device waits actively; that is not what is measured.
    assert!(
        virtual_microphone::eventually(ALONE, || recorder.live().ready),
        "the microphone delivers nothing"
    );
    recorder.start_take(&folder.join("alone.wav")).expect("a take");
    let (began, before) = (Instant::now(), cpu_seconds());
    std::thread::sleep(ALONE);
    let share = (cpu_seconds() - before) / began.elapsed().as_secs_f64();
    let alone = recorder.finish_take().expect("a take");
    println!(
        "recorder alone: {:.2}% of one core, {} gaps, {} MiB",
        share * 100.0,
        alone.gaps.len(),
        memory_mib()
    );

    let attempts = folder.join("data");
    let busy = Busy::start(seconds + 60, &attempts);
    recorder.start_take(&folder.join("soak.wav")).expect("a take");
    let (verdict, dropped) = record_counted(virtual_microphone, &folder.join("counter.wav"), seconds);
    let take = recorder.finish_take().expect("a take");
    let problem = recorder.close();
    let processes = busy.0.len();
    drop(busy);
    println!("cores saturated by {} processes that compute and one that transcribes", processes - 1);
    println!("takes transcribed by the engine meanwhile: {}", transcripts(&attempts));
    println!("counted stream: {verdict:?}, {dropped} dropped by the ring");
    println!(
        "recorder: take of {:.1} s, {} gaps ({:?}), problem {problem:?}",
        take.length.as_secs_f64(),
        take.gaps.len(),
        take.gaps.iter().map(|gap| gap.lost).sum::<Duration>()
    );
    println!("lost or repeated frames: {}", verdict.lost + verdict.repeated + verdict.inserted + dropped);
}

/// Plays the signal and listens to it in a stream of its own.
fn record_counted(virtual_microphone: &VirtualMicrophone, signal: &Path, seconds: u32) -> (Verdict, u64) {
    let mut microphone = microphone(None).expect("a microphone");
    let (sink, source) = connection();
    microphone.open(sink).expect("it opens");
    let mut reader = source.reader().expect("a stream");
    let playing = virtual_microphone.play(signal);
    let (mut verdict, mut frames) = (Verdict::default(), Vec::new());
    virtual_microphone::eventually(Duration::from_secs(u64::from(seconds) + 30), || {
        while reader.read(&mut frames, 4096).frames > 0 {
            verdict.listen(&frames);
        }
        verdict.next == Some(seconds * counter::RATE_HZ)
    });
    drop(playing);
    microphone.close();
    (verdict, reader.dropped())
}

/// Takes with a finished transcript in the attempts under `data`.
fn transcripts(data: &Path) -> usize {
    let found = Command::new("grep")
        .args(["-rhoE", "--include=attempt.json", r#""state": *"done""#])
        .arg(data)
        .output();
    found.map_or(0, |found| String::from_utf8_lossy(&found.stdout).lines().count())
}

/// Two processes a core that do nothing but compute, and one that runs the demo, with its worker and the engine, again
/// and again; they end by themselves when this program is killed.
struct Busy(Vec<Child>);

impl Busy {
    fn start(seconds: u32, data: &Path) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let spawn = |script: &str| {
            let mut command = Command::new("timeout");
            command.arg(seconds.to_string()).args(["sh", "-c", script]);
            command.env("PROGRAM", env!("CARGO_BIN_EXE_rehearse")).env("XDG_DATA_HOME", data);
            command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a busy process")
        };
        let computing = (0..2 * cores).map(|_| spawn("while :; do :; done"));
        let transcribing = spawn(r#"while "$PROGRAM" demo --fast; do :; done"#);
        Self(computing.chain([transcribing]).collect())
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        for process in &self.0 {
            // `timeout` passes the signal on to what it runs.
            let _ = Command::new("kill").arg(process.id().to_string()).status();
        }
        for process in &mut self.0 {
            let _ = process.wait();
        }
    }
}

/// Processor time of this process so far.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(") ").next().unwrap_or_default();
    after_name.split(' ').skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// Resident memory of this process.
fn memory_mib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) / 1024
}
