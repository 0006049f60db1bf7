//! The program, run as a person runs it.

use super::PROGRAM;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Far longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// A person's own data folder, empty at first.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn config(&self) -> PathBuf {
        self.folder.path().join("config.toml")
    }

    /// The program in this home; nothing of the machine's own settings reaches it.
    pub fn command(&self) -> Command {
        self.prepare(Command::new(PROGRAM))
    }

    pub fn prepare(&self, mut command: Command) -> Command {
        for name in
            ["REHEARSE_MODEL", "REHEARSE_DEVICE", "REHEARSE_CONTENT", "NO_COLOR", "CLICOLOR_FORCE", "COLUMNS"]
        {
            command.env_remove(name);
        }
        for name in ["REHEARSE_LEVEL", "REHEARSE_ANGLE", "REHEARSE_HINTS", "REHEARSE_PLAIN", "PAGER"] {
            command.env_remove(name);
        }
        command
            .env("REHEARSE_DATA", self.data())
            .env("REHEARSE_CONFIG", self.config())
            .env("LANG", "C.UTF-8")
            .env_remove("LC_ALL")
            .env_remove("LC_CTYPE");
        command
    }

    /// Runs to the end with nothing to type.
    pub fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, "")
    }

    /// Runs to the end; `input` is typed.
    pub fn run_with(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        let mut command = self.command();
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut typed = child.stdin.take().unwrap();
        let input = input.as_ref().to_vec();
        // A program that does not read its input must not block the test.
        let writer = std::thread::spawn(move || drop(typed.write_all(&input)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Ran::from(output)
    }

    /// The folders of the attempts, the oldest first.
    pub fn attempts(&self) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.data().join("attempts")).into_iter().flatten().flatten();
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        folders.sort();
        folders
    }

    /// `attempt.json` of the only attempt.
    pub fn attempt(&self) -> serde_json::Value {
        let [folder] = self.attempts().try_into().unwrap();
        serde_json::from_slice(&std::fs::read(folder.join("attempt.json")).unwrap()).unwrap()
    }
}

/// What a finished program said.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Ran {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {}\n{}", self.out, self.err))
    }

    /// Asserts the exit code, with everything that was said.
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }
}

/// The program while it runs; ended when it is dropped.
pub struct Running {
    child: Child,
    said: Arc<Mutex<String>>,
    out: Option<std::thread::JoinHandle<String>>,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let (mut out, mut err) = (child.stdout.take().unwrap(), child.stderr.take().unwrap());
        let said = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(length @ 1..) = err.read(&mut buffer) {
                heard.lock().unwrap().push_str(&String::from_utf8_lossy(&buffer[..length]));
            }
        });
        let out = std::thread::spawn(move || {
            let mut text = String::new();
            let _ = out.read_to_string(&mut text);
            text
        });
        Self { child, said, out: Some(out) }
    }

    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Waits until standard error has this text for the `times`th time.
    pub fn wait_for(&self, text: &str, times: usize) {
        let began = Instant::now();
        while self.said().matches(text).count() < times {
            assert!(began.elapsed() < PATIENCE, "{text:?} was not said {times} times: {}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Types a line: one key.
    pub fn press(&mut self, key: &str) {
        writeln!(self.child.stdin.as_mut().unwrap(), "{key}").unwrap();
    }

    pub fn signal(&self, signal: &str) {
        let pid = self.pid().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
    }

    /// Waits for its end.
    pub fn end(mut self) -> Ran {
        let began = Instant::now();
        let code = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.code().unwrap_or(-1);
            }
            assert!(began.elapsed() < PATIENCE, "it does not end: {}", self.said());
            std::thread::sleep(Duration::from_millis(10));
        };
        let out = self.out.take().unwrap().join().unwrap();
        Ran { code, out, err: self.said() }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The samples of a WAV file, read by another implementation of the format than the program's own repair.
pub fn seconds_of(wav: &Path) -> f64 {
    let reader = hound::WavReader::open(wav).unwrap();
    f64::from(reader.duration()) / f64::from(reader.spec().sample_rate)
}
