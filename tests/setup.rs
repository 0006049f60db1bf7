//! `setup.sh` on pretend machines: a folder of pretend tools is all that it sees.

#![cfg(unix)]
#![allow(clippy::expect_used, reason = "a test that cannot build its machine has failed")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// The tools that every machine has, taken from this one.
const REAL: &[&str] = &["sh", "sed", "grep", "dirname", "env", "cat", "chmod"];

/// A machine that has the tools put onto it, and writes every installation to a log.
struct Machine {
    folder: tempfile::TempDir,
}

/// How a run of `setup.sh` ended.
struct Outcome {
    code: Option<i32>,
    out: String,
    errors: String,
    installed: String,
}

impl Machine {
    fn new(system: &str, user_id: u32) -> Self {
        let machine = Self { folder: tempfile::tempdir().expect("a folder") };
        for tool in REAL {
            let found = std::env::split_paths(&std::env::var_os("PATH").expect("a PATH"))
                .map(|folder| folder.join(tool))
                .find(|path| path.is_file())
                .expect("the tool is on this machine");
            symlink(found, machine.folder.path().join(tool)).expect("a link");
        }
        machine
            .with("uname", &format!("echo {system}"))
            .with("id", &format!("echo {user_id}"))
            .with("find", "")
            .with("rustc", "echo 'rustc 1.90.0 (x 2025-01-01)'")
            .with("cargo", "")
    }

    /// Adds a tool that runs this script.
    fn with(self, tool: &str, script: &str) -> Self {
        let path = self.folder.path().join(tool);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("executable");
        self
    }

    /// Adds a package manager that puts the tools onto the machine when it installs.
    fn with_manager(self, manager: &str, brings: &[&str]) -> Self {
        let here = self.folder.path().display().to_string();
        let mut script = format!("echo \"{manager} $*\" >> {here}/log\n");
        for tool in brings {
            script += &["printf '#!/bin/sh\\n' > ", &here, "/", tool, "; chmod +x ", &here, "/", tool, "\n"]
                .concat();
        }
        self.with(manager, &script)
    }

    fn with_all(self, tools: &[&str]) -> Self {
        tools.iter().fold(self, |machine, tool| machine.with(tool, ""))
    }

    fn without(self, tool: &str) -> Self {
        fs::remove_file(self.folder.path().join(tool)).expect("it was there");
        self
    }

    fn set_up(&self, arguments: &[&str]) -> Outcome {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("setup.sh");
        let done = Command::new(self.folder.path().join("sh"))
            .arg(script)
            .args(arguments)
            .env_clear()
            .env("PATH", self.folder.path())
            .env("HOME", self.folder.path())
            .output()
            .expect("sh runs");
        Outcome {
            code: done.status.code(),
            out: String::from_utf8_lossy(&done.stdout).into_owned(),
            errors: String::from_utf8_lossy(&done.stderr).into_owned(),
            installed: fs::read_to_string(self.folder.path().join("log")).unwrap_or_default(),
        }
    }
}

const BUILD: &[&str] = &["cmake", "c++", "make", "pkg-config"];

#[test]
fn nothing_is_done_when_nothing_is_missing() {
    let outcome = Machine::new("Linux", 0).with_manager("apt-get", &[]).with_all(BUILD).set_up(&[]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.errors);
    assert!(outcome.out.contains("nothing is missing"), "{}", outcome.out);
    assert_eq!(outcome.installed, "");
}

#[test]
fn the_missing_packages_are_named_and_installed() {
    let outcome = Machine::new("Linux", 0).with_manager("apt-get", BUILD).set_up(&[]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.errors);
    assert!(outcome.out.contains("Missing system packages: cmake g++ make pkg-config libasound2-dev\n"));
    let before = outcome.out.find("Running: apt-get install").expect("it says what it does");
    assert!(before < outcome.out.find("all there now").expect("it says that it is done"));
    assert_eq!(
        outcome.installed,
        "apt-get update -qq\napt-get install -y --no-install-recommends --no-remove cmake g++ make pkg-config libasound2-dev\n"
    );
}

#[test]
fn the_packages_of_the_tests_come_only_when_asked_for() {
    let machine = Machine::new("Linux", 0).with_manager("apt-get", &["pulseaudio"]).with_all(BUILD);
    let outcome = machine.set_up(&["--tests"]);
    let wanted = "pulseaudio pulseaudio-utils libasound2-plugins espeak-ng flite";
    assert!(outcome.installed.contains(wanted), "{}", outcome.installed);
    assert_eq!(outcome.code, Some(1), "what is still missing is an error");
    assert!(
        outcome.errors.contains("Still missing after the installation: pulseaudio-utils"),
        "{}",
        outcome.errors
    );
}

#[test]
fn without_rights_it_says_the_command_and_installs_nothing() {
    let outcome = Machine::new("Linux", 1000).with_manager("apt-get", BUILD).set_up(&[]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.errors.contains("\n    apt-get install -y"), "{}", outcome.errors);
    assert_eq!(outcome.installed, "");
}

#[test]
fn sudo_is_used_when_it_is_there_and_needed() {
    let sudo = "echo sudo >> \"$HOME/log\"; \"$@\"";
    let needed = Machine::new("Linux", 1000).with_manager("apt-get", BUILD).with("sudo", sudo).set_up(&[]);
    assert_eq!(needed.code, Some(0), "{}", needed.errors);
    assert!(needed.installed.starts_with("sudo\napt-get update"), "{}", needed.installed);
    assert!(needed.out.contains("Running: sudo apt-get install"), "{}", needed.out);
    let root = Machine::new("Linux", 0).with_manager("apt-get", BUILD).with("sudo", sudo).set_up(&[]);
    assert!(!root.installed.contains("sudo"), "{}", root.installed);
}

#[test]
fn a_failing_installation_says_the_command_to_try() {
    let outcome = Machine::new("Linux", 0).with("apt-get", "exit 100").set_up(&[]);
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.errors.contains("The installation failed"), "{}", outcome.errors);
    assert!(outcome.errors.contains("\n    apt-get install -y"), "{}", outcome.errors);
}

#[test]
fn every_manager_knows_the_packages_by_its_own_names() {
    for (manager, wanted) in [
        ("dnf", "dnf install -y cmake gcc-c++ make pkgconf-pkg-config alsa-lib-devel\n"),
        ("pacman", "pacman -S --needed --noconfirm cmake gcc make pkgconf alsa-lib\n"),
    ] {
        let outcome = Machine::new("Linux", 0).with_manager(manager, BUILD).set_up(&[]);
        assert_eq!((outcome.code, outcome.installed.as_str()), (Some(0), wanted), "{}", outcome.errors);
    }
    let mac =
        Machine::new("Darwin", 501).with_all(&["c++"]).with_manager("brew", &["cmake"]).set_up(&["--tests"]);
    assert_eq!((mac.code, mac.installed.as_str()), (Some(0), "brew install cmake\n"), "{}", mac.errors);
    let other = Machine::new("Linux", 0).set_up(&[]);
    assert_eq!(other.code, Some(1));
    assert!(other.errors.contains("None of apt-get, dnf, pacman and brew is here"), "{}", other.errors);
}

#[test]
fn a_missing_or_old_rust_is_said_with_the_remedy() {
    let gone = Machine::new("Linux", 0).with_all(BUILD).without("cargo").set_up(&[]);
    assert_eq!(gone.code, Some(1));
    assert!(
        gone.errors.contains("Rust is missing") && gone.errors.contains("https://rustup.rs"),
        "{}",
        gone.errors
    );
    for old in ["1.63.0", "1.87.1", "0.99.0"] {
        let rustc = format!("echo 'rustc {old} (x 2022-01-01)'");
        let outcome = Machine::new("Linux", 0).with_all(BUILD).with("rustc", &rustc).set_up(&[]);
        assert_eq!(outcome.code, Some(1), "{old}");
        assert!(outcome.errors.contains("is too old"), "{}", outcome.errors);
    }
    let rustc = "echo 'rustc 2.0.0 (x 2030-01-01)'";
    assert_eq!(Machine::new("Linux", 0).with_all(BUILD).with("rustc", rustc).set_up(&[]).code, Some(0));
}

#[test]
fn an_unknown_option_is_a_usage_error() {
    let outcome = Machine::new("Linux", 0).with_all(BUILD).set_up(&["--all"]);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.errors.contains("--tests"), "{}", outcome.errors);
}
