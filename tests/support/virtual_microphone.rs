//! A virtual microphone for end-to-end tests: a private PulseAudio daemon whose only "microphone" is whatever is played
//! into it. It touches nothing outside of a temporary folder and ends with the test, even when the test is killed.
//!
//! The recorder reads where the sound server is from the environment, and a running program cannot change its own. So
//! [`with_virtual_microphone`] starts the daemon and then runs the same test once more, as a process of its own inside
//! of that environment.
#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test has to stop when its room cannot be built")]

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

/// Where the daemon lives; set inside of its environment.
const FOLDER: &str = "REHEARSE_VIRTUAL_MICROPHONE";
/// The microphone into which sounds are played.
pub const MICROPHONE: &str = "vmic";
/// A second microphone that is always silent.
pub const SILENT: &str = "vmic_silent";

/// Runs `body` in a process in whose environment the virtual microphone is the default one. `test` is the name of the
/// calling test.
pub fn with_virtual_microphone(test: &str, body: impl FnOnce(&VirtualMicrophone)) {
    if let Some(microphone) = VirtualMicrophone::around() {
        body(&microphone);
        return;
    }
    let room = Room::start();
    let status = Command::new(std::env::current_exe().expect("the test program has a path"))
        .args([test, "--exact", "--nocapture", "--include-ignored"])
        .envs(room.microphone.environment())
        .status()
        .expect("the test program can be started again");
    assert!(status.success(), "{test} failed inside the virtual room: {status}");
}

/// The daemon and everything around it; all of it ends when this is dropped.
pub struct Room {
    /// What stands in the room.
    pub microphone: VirtualMicrophone,
    _keeper: Held,
    _daemon: Held,
    _folder: tempfile::TempDir,
}

impl Room {
    /// Starts the daemon and waits until sound flows.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let microphone = VirtualMicrophone { folder: folder.path().to_owned() };
        std::fs::create_dir(folder.path().join("run")).expect("a folder for the daemon");
        std::fs::write(microphone.folder.join("asound.conf"), ALSA_CONFIG).expect("a configuration for ALSA");
        let daemon = microphone.start_daemon();
        std::fs::write(microphone.folder.join("pid"), daemon.pid.to_string()).expect("a file for the pid");
        let up = || microphone.pactl(&["info"]).is_some();
        assert!(eventually(Duration::from_secs(20), up), "pulseaudio did not come up: {}", microphone.log());
        microphone.plug();
        // Without a listener the sink sleeps for up to 2 s at a time, and the first samples reach a recorder late.
        let mut keeper = microphone.command("parec");
        keeper.args(["--device=vmic_sink.monitor", "--latency-msec=20", "--raw"]);
        let keeper = Held::start(&keeper);
        microphone.wait_for_sound();
        Self { microphone, _keeper: keeper, _daemon: daemon, _folder: folder }
    }
}

/// ALSA's default device is the daemon, whatever the machine has.
const ALSA_CONFIG: &str = "</usr/share/alsa/alsa.conf>
pcm.!default { type pulse hint { show on description \"Default\" } }
ctl.!default { type pulse }
";

/// The virtual microphone, as a test sees it.
pub struct VirtualMicrophone {
    folder: PathBuf,
}

impl VirtualMicrophone {
    /// The one in whose environment this process runs, if any.
    pub fn around() -> Option<Self> {
        std::env::var_os(FOLDER).map(|folder| Self { folder: folder.into() })
    }

    /// The environment in which ALSA and the sound server mean this one.
    pub fn environment(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.folder.join(name).display().to_string();
        vec![
            (FOLDER, self.folder.display().to_string()),
            ("XDG_RUNTIME_DIR", path("run")),
            ("PULSE_RUNTIME_PATH", path("run")),
            ("PULSE_STATE_PATH", path("state")),
            ("PULSE_SERVER", format!("unix:{}", path("run/native"))),
            ("PULSE_COOKIE", path("run/cookie")),
            ("ALSA_CONFIG_PATH", path("asound.conf")),
        ]
    }

    /// Plays a WAV file into the microphone, in real time. Dropping the result stops it.
    pub fn play(&self, sound: &Path) -> Playing {
        let mut command = self.command("paplay");
        Playing(command.arg("--device=vmic_sink").arg(sound).spawn().expect("paplay starts"))
    }

    /// Takes the microphone away, as pulling the plug would.
    pub fn unplug(&self, source: &str) {
        let list = self.pactl(&["list", "sources"]).expect("pactl lists the sources");
        let module = list
            .split("Source #")
            .find(|text| text.contains(&format!("Name: {source}\n")))
            .and_then(|text| text.split("Owner Module: ").nth(1)?.lines().next())
            .expect("the source belongs to a module");
        assert!(self.pactl(&["unload-module", module]).is_some(), "the source can be unloaded");
    }

    /// Puts it back and makes it the default one.
    pub fn plug(&self) {
        let name = format!("source_name={MICROPHONE}");
        let properties = "source_properties=device.description=Virtual-Mic";
        let module = ["load-module", "module-remap-source", &name, "master=vmic_sink.monitor", properties];
        assert!(self.pactl(&module).is_some(), "the virtual microphone cannot be made: {}", self.log());
        assert!(self.pactl(&["set-default-source", MICROPHONE]).is_some(), "it becomes the default");
    }

    /// Mutes or unmutes a source.
    pub fn mute(&self, source: &str, muted: bool) {
        assert!(self.pactl(&["set-source-mute", source, if muted { "1" } else { "0" }]).is_some());
    }

    /// A sink finishes its first block of 2 s before it obeys its listener.
    fn wait_for_sound(&self) {
        let mut listener = self.command("parec");
        listener.args(["--device", MICROPHONE, "--latency-msec=20", "--raw"]).stdout(Stdio::piped());
        let mut listener = listener.spawn().expect("parec starts: run ./setup.sh first if it is missing");
        let mut sound = listener.stdout.take().expect("parec has an output");
        let heard = sound.read_exact(&mut [0; 8_000]);
        let _ = listener.kill();
        let _ = listener.wait();
        assert!(heard.is_ok(), "no sound flows: {}", self.log());
    }

    /// Sends a signal to the daemon (`-KILL`, `-STOP`, `-CONT`).
    pub fn signal_daemon(&self, signal: &str) {
        let pid = std::fs::read_to_string(self.folder.join("pid")).expect("the pid of the daemon");
        assert!(Command::new("kill").args([signal, pid.trim()]).status().expect("kill runs").success());
    }

    /// A command that runs in the environment of the microphone.
    pub fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.environment()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn pactl(&self, arguments: &[&str]) -> Option<String> {
        let output = self.command("pactl").args(arguments).stdout(Stdio::piped()).output();
        let output =
            output.unwrap_or_else(|cause| panic!("cannot run pactl ({cause}): run ./setup.sh first"));
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    fn start_daemon(&self) -> Held {
        assert!(
            Command::new("pulseaudio").arg("--version").stdout(Stdio::null()).status().is_ok(),
            "pulseaudio is not installed: run ./setup.sh first (these tests record from a private daemon)"
        );
        let socket = self.folder.join("run/native");
        let log = format!("--log-target=file:{}", self.folder.join("log").display());
        let mut command = self.command("pulseaudio");
        command
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("DISPLAY")
            // No default.pa, no pid file, no D-Bus, and no end when nobody listens.
            .args(["-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1", "--realtime=no"])
            .args(["--disallow-exit=no", "--high-priority=no", "--log-level=info", &log])
            .args([
                "-L",
                &format!("module-native-protocol-unix socket={} auth-anonymous=1", socket.display()),
            ])
            .args(["-L", "module-null-sink sink_name=vmic_sink format=s16le rate=48000 channels=2"])
            .args([
                "-L",
                &format!("module-null-source source_name={SILENT} rate=48000 description=Silent-Mic"),
            ]);
        Held::start(&command)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.folder.join("log")).unwrap_or_default()
    }
}

/// A sound being played.
pub struct Playing(Child);

impl Playing {
    /// Waits for its end.
    pub fn wait(mut self) {
        assert!(self.0.wait().expect("paplay ends").success(), "paplay failed");
    }
}

impl Drop for Playing {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A process that ends when this is dropped, and also when this program is killed: a shell waits for the end of our pipe.
struct Held {
    shell: Child,
    pipe: Option<ChildStdin>,
    pid: u32,
}

impl Held {
    fn start(command: &Command) -> Self {
        let script =
            r#""$@" </dev/null >/dev/null 2>&1 & echo $!; cat >/dev/null; kill $! 2>/dev/null; wait $!"#;
        let mut shell = Command::new("sh");
        shell.args(["-c", script, "sh"]).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        let mut shell = shell
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("a shell starts");
        let mut line = String::new();
        let output = shell.stdout.take().expect("the shell has an output");
        BufReader::new(output).read_line(&mut line).expect("the shell says the pid");
        let pipe = shell.stdin.take();
        Self { shell, pipe, pid: line.trim().parse().expect("a pid") }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        // A stopped process would not hear that it has to end.
        let _ = Command::new("kill").args(["-CONT", &self.pid.to_string()]).stderr(Stdio::null()).status();
        drop(self.pipe.take());
        let _ = self.shell.wait();
    }
}

/// Waits until something is true; gives `false` after the limit.
pub fn eventually(limit: Duration, mut is_true: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    while began.elapsed() < limit {
        if is_true() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    is_true()
}

/// Two spoken sentences with a pause of 1.2 s between them (`tests/sounds/README.md`).
pub fn two_sentences() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds/two-sentences.wav")
}
