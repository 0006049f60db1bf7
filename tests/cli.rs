//! The program from the outside, without a microphone: recordings in, reports, files and exit codes out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, too")]

mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use support::program::Home;
use support::repository;

/// Everything on this machine that the engine has to be there for.
#[cfg(feature = "engine")]
mod heard {
    use super::*;
    use std::process::Command;
    use std::sync::{Mutex, MutexGuard, PoisonError};
    use support::program::{Ran, Running};

    /// One engine at a time, as for a person: two that want all cores wait for each other.
    fn alone() -> MutexGuard<'static, ()> {
        static ENGINE: Mutex<()> = Mutex::new(());
        ENGINE.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[test]
    fn the_report_is_the_same_from_the_files_and_says_what_the_demo_model_is() {
        let _alone = alone();
        let home = Home::new();
        let demo = home.run(&["demo", "--fast"]).code(0);
        assert!(
            demo.err.contains("understands only") && demo.err.contains("rehearse model get"),
            "{}",
            demo.err
        );
        assert_eq!(home.run(&["review", "--last"]).code(0).out, demo.out);
        assert_eq!(home.run(&["review", "1"]).code(0).out, demo.out);
        assert!(home.run(&["review"]).code(0).out.contains("webhook-drops"));
        let list = home.run(&["list", "--json"]).code(0).json();
        assert_eq!(list[0]["attempts"], 1);
    }

    fn import(home: &Home, model: &str) -> Ran {
        let demo = repository("content/demo");
        home.run(&["practice", "webhook-drops", "--from", demo.to_str().unwrap(), "--model", model])
    }

    #[test]
    fn a_folder_of_recordings_gives_what_the_demo_gives() {
        let _alone = alone();
        let home = Home::new();
        let ran = import(&home, "demo").code(0);
        assert!(ran.out.contains("[I traced]") && ran.out.contains("*We*"), "{}", ran.out);
        let again = home.run(&["transcribe", "1", "--model", "demo", "--json"]).code(0).json();
        assert_eq!(again["steps"][2]["we"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn a_bad_model_costs_the_transcripts_and_one_clear_error() {
        let _engine = alone();
        let folder = tempfile::tempdir().unwrap();
        let good = std::fs::read(repository("models/demo.bin")).unwrap();
        let files: [(&str, &[u8]); 4] = [
            ("empty", b""),
            ("text", b"hello, this is no model"),
            ("cut", &good[..good.len() / 2]),
            ("garbage", &[7; 5000]),
        ];
        for (name, bytes) in files {
            let path = folder.path().join(format!("{name}.bin"));
            std::fs::write(&path, bytes).unwrap();
            let home = Home::new();
            let ran = import(&home, path.to_str().unwrap()).code(1);
            assert!(
                ran.err.contains("error: ") && ran.err.contains(&format!("{name}.bin")),
                "{name}: {}",
                ran.err
            );
            let kept = home.attempts()[0].join("action-1.wav");
            assert!(kept.exists(), "{name}");
            let later = home.run(&["transcribe", "1", "--model", "demo"]).code(0);
            assert!(later.out.contains("[I traced]"), "{}", later.out);
        }
        let home = Home::new();
        let ran = import(&home, "no-such-model").code(2);
        assert!(ran.err.contains("no-such-model") && home.attempts().is_empty(), "{}", ran.err);
    }

    #[test]
    fn wav_files_are_transcribed_on_their_own() {
        let _alone = alone();
        let home = Home::new();
        let wav = repository("content/demo/2-task.wav");
        let ran = home.run(&["transcribe", wav.to_str().unwrap(), "--model", "demo"]).code(0);
        assert!(ran.out.starts_with("This was not my team."), "{}", ran.out);
        assert!(home.run(&["transcribe", "gone.wav", "--model", "demo"]).code(1).err.contains("gone.wav"));
    }

    /// A practice in a network namespace of its own, in which not even the loopback is up.
    #[cfg(target_os = "linux")]
    #[test]
    fn nothing_needs_the_network() {
        let _alone = alone();
        let home = Home::new();
        let mut command = home.prepare(Command::new("unshare"));
        command
            .args(["--net", "--map-root-user", "--", support::PROGRAM, "demo", "--json"])
            .stdin(Stdio::null());
        let ran = Running::start(command).end();
        if ran.err.contains("unshare failed") || ran.err.contains("Operation not permitted") {
            // A container may forbid namespaces; then there is nothing to learn here.
            return;
        }
        assert_eq!(ran.code(0).json()["steps"].as_array().unwrap().len(), 5);
    }
}

#[test]
fn bad_recordings_are_named_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let good = std::fs::read(repository("content/demo/2-task.wav")).unwrap();
    let files: [(&str, &[u8]); 4] = [
        ("empty.wav", b""),
        ("text.wav", b"not a recording at all, just text"),
        ("header.wav", &good[..44]),
        ("short.wav", &good[..20]),
    ];
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let home = Home::new();
        let ran = home.run(&["practice", "webhook-drops", "--from", path.to_str().unwrap()]).code(1);
        assert!(ran.err.contains(name), "{name}: {}", ran.err);
        assert!(home.attempts().is_empty(), "{name}");
    }
    let home = Home::new();
    assert!(home.run(&["practice", "webhook-drops", "--from", "gone.wav"]).code(1).err.contains("gone.wav"));
}

#[test]
fn wrong_words_get_the_nearest_right_ones_and_exit_code_2() {
    let home = Home::new();
    let ran = home.run(&["practice", "webhook-drop", "--from", "x.wav"]).code(2);
    assert!(ran.err.contains("webhook-drops"), "{}", ran.err);
    assert!(home.run(&["practice", "webhook-drops", "--step", "actoin"]).code(2).err.contains("actoin"));
    home.run(&["rehearsal"]).code(2);
    assert!(home.run(&["review", "7"]).code(1).err.contains("no attempt yet"));
    assert!(home.run(&["list", "--content", "/nowhere"]).code(2).err.contains("/nowhere"));
}

#[test]
fn help_lists_completions_and_manual_come_without_a_microphone() {
    let home = Home::new();
    assert!(home.run(&[]).code(0).out.contains("rehearse demo"));
    assert!(home.run(&["--help"]).code(0).out.contains("practice"));
    assert!(home.run(&["list"]).code(0).out.contains("webhook-drops"));
    assert!(home.run(&["completions", "bash"]).code(0).out.contains("complete"));
    assert!(home.run(&["man"]).code(0).out.contains(".TH rehearse"));
}

const DRAFT: &str = "# Task\n\nUm, we saw it. I escalated it.\n\n# Result\n\nThings got better.\n";

#[test]
fn check_speaks_its_contract_and_says_3_when_something_is_to_be_fixed() {
    let home = Home::new();
    let args = ["check", "--json", "--phrase", "not my team", "--also", "other team", "-"];
    let result = home.run_with(&args, DRAFT).code(3).json();
    assert_eq!(result["format_version"], 1);
    let task = &result["steps"][0];
    assert_eq!((&task["step"], &task["sentences"]), (&"task".into(), &2.into()));
    assert_eq!(task["phrases"][0]["status"], "missing");
    assert_eq!((&task["we"][0]["word"], &task["we"][0]["at"]), (&"we".into(), &1.into()));
    assert_eq!((&task["fillers"][0]["word"], &task["fillers"][0]["at"]), (&"Um".into(), &0.into()));
    for key in [
        "hedges",
        "i_actions",
        "scope",
        "assigned",
        "handed_off",
        "quantified",
        "vague_outcome",
        "generic_lesson",
    ] {
        assert!(!task[key].is_null(), "{key}");
    }
    for key in ["rule", "step", "severity", "message", "hint", "evidence", "words", "time"] {
        assert!(result["findings"][0].get(key).is_some(), "{key}");
    }
}

#[test]
fn words_of_ones_own_are_heard_beside_the_built_in_ones_and_change_nothing_else() {
    let home = Home::new();
    let explained = |text: &str| home.run_with(&["check", "--explain", "--step", "task", "-"], text).out;
    let texts =
        [DRAFT, "It was not my team, and nobody had asked me to fix it.", "That was a pure zyzzyva for us."];
    let before = texts.map(explained);
    std::fs::create_dir_all(home.data()).unwrap();
    let own = "format_version = 1\n[scope]\nsays = [\"(a|the) pure zyzzyva\"]\n";
    std::fs::write(home.data().join("words.toml"), own).unwrap();
    let after = texts.map(explained);
    assert_eq!(before[..2], after[..2]);
    let pattern = "(a|the) pure zyzzyva";
    assert!(!before[2].contains(pattern) && after[2].contains(pattern), "{}", after[2]);
}

#[test]
fn check_finds_nothing_in_the_seed_storys_own_words() {
    let home = Home::new();
    let story = std::fs::read_to_string(repository("content/stories/webhook-drops.toml")).unwrap();
    let story: toml::Table = story.parse().unwrap();
    let mut draft = String::new();
    for step in story["steps"].as_array().unwrap() {
        let _ = writeln!(draft, "# {}\n{}", step["step"].as_str().unwrap(), step["strong"].as_str().unwrap());
    }
    let ran = home.run_with(&["check", "--story", "webhook-drops", "--json", "-"], &draft);
    let findings = ran.json()["findings"].clone();
    let fixes: Vec<_> =
        findings.as_array().unwrap().iter().filter(|finding| finding["severity"] == "fix").collect();
    assert!(fixes.is_empty(), "{fixes:#?}");
    assert_eq!(ran.code, 0);
}

#[test]
fn text_that_is_no_text_is_an_error_with_its_place() {
    let home = Home::new();
    let ran = home.run_with(&["check", "--step", "task", "-"], b"abc\xff\xfe").code(1);
    assert!(ran.err.contains("position 3"), "{}", ran.err);
    assert!(home.run_with(&["check", "-"], "no headings").code(2).err.contains("--step"));
    for text in ["", "\0\0\0", "👩‍🚀", "שלום עולם", "a"] {
        let ran = home.run_with(&["check", "--step", "result", "--json", "-"], text);
        assert!(matches!(ran.code, 0 | 3), "{text:?}: {}", ran.err);
    }
}

#[test]
fn control_characters_of_a_file_never_reach_the_terminal() {
    let home = Home::new();
    let text = "I \u{1b}[31mtraced\u{7} it\u{9b}2J. \u{1b}]0;title\u{7} We did. I traced what we saw.";
    let ran = home.run_with(&["check", "--step", "action", "-"], text).code(3);
    assert!(!ran.out.chars().any(|c| c.is_control() && c != '\n'), "{:?}", ran.out);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let home = Home::new();
    let mut child = home
        .command()
        .args(["completions", "zsh"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_used_is_one_clear_error() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let home = Home::new();
    let wav: PathBuf = repository("content/demo/2-task.wav");
    let mut command = home.command();
    command.env("REHEARSE_DATA", file.path()).args(["practice", "webhook-drops", "--from"]).arg(&wav);
    let output = command.stdin(Stdio::null()).output().unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains(&Path::new(file.path()).display().to_string()), "{err}");
}
