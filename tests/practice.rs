//! A practice on a real sound system: a person (a recording played into a virtual microphone) speaks, the program records,
//! transcribes with the real engine and the demo model, judges and keeps.
#![cfg(all(feature = "microphone", feature = "engine", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, too")]

mod support;

use std::time::Duration;
use support::program::{Home, Running, seconds_of};
use support::repository;
use support::virtual_microphone::{MICROPHONE, Room, VirtualMicrophone};

/// A practice of some steps, without colours and bars.
fn practice(home: &Home, microphone: &VirtualMicrophone, args: &[&str]) -> Running {
    let mut command = home.prepare(microphone.command(support::PROGRAM));
    command.args(["practice", "webhook-drops", "--plain"]).args(args);
    let mut practice = Running::start(command);
    // Nobody speaks yet, and a virtual microphone has no noise: that is said, and may be meant.
    practice.wait_for("only silence", 1);
    practice.wait_for("record all the same", 1);
    practice.press("");
    practice
}

/// Speaks one of the demo's steps from its beginning to its end.
fn speak(microphone: &VirtualMicrophone, step: &str) {
    microphone.play(&repository(&format!("content/demo/{step}.wav"))).wait();
}

#[test]
fn what_is_spoken_into_the_microphone_is_timed_transcribed_judged_and_kept() {
    let (room, home) = (Room::start(), Home::new());
    let steps = ["--model", "demo", "--step", "task", "--step", "result"];
    let mut practice = practice(&home, &room.microphone, &steps);
    practice.wait_for("Go.", 1);
    speak(&room.microphone, "2-task");
    practice.press("");
    practice.wait_for("Go.", 2);
    speak(&room.microphone, "4-result");
    practice.press("");
    let ran = practice.end().code(0);
    for said in ["This was [not my team].", "not said: no ticket", "The result has no figure."] {
        assert!(ran.out.contains(said), "{said}: {}", ran.out);
    }

    let review = home.run(&["review", "--last", "--json"]).code(0).json();
    let task = &review["steps"][0];
    assert_eq!(task["step"], "task");
    assert_eq!(task["verdict"], "short");
    // The recording has 6.6 s from its first to its last word.
    let spoken = task["spoken_seconds"].as_f64().unwrap();
    assert!((spoken - 6.6).abs() < 0.4, "{spoken}");
    assert_eq!(task["phrases"][0]["status"], "said");
    assert_eq!(task["phrases"][1]["status"], "missing");
    let text = std::fs::read_to_string(repository("content/demo/2-task.txt")).unwrap();
    let plain = |text: &str| text.to_lowercase().replace(['.', ','], "");
    let heard: Vec<String> = task["transcript"]["transcript"]["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| plain(word["text"].as_str().unwrap()))
        .collect();
    let words: Vec<String> = plain(&text).split_whitespace().map(str::to_owned).collect();
    assert_eq!(heard, words);
    assert_eq!(
        ran.out,
        home.run(&["review", "--last", "--plain"]).code(0).out,
        "the report from the files is the same"
    );
}

#[test]
fn a_step_is_spoken_again_paused_and_skipped_and_every_take_stays() {
    let (room, home) = (Room::start(), Home::new());
    let mut practice =
        practice(&home, &room.microphone, &["--model", "demo", "--step", "task", "--step", "result"]);
    practice.wait_for("Go.", 1);
    speak(&room.microphone, "2-task");
    practice.press("r");
    practice.wait_for("Go.", 2);
    practice.press("p");
    // What is said during a pause is not recorded.
    speak(&room.microphone, "4-result");
    practice.press("p");
    speak(&room.microphone, "2-task");
    practice.press("");
    practice.wait_for("Go.", 3);
    practice.press("s");
    practice.end().code(0);
    let attempt = home.attempt();
    let outcome = |at: usize| attempt["takes"][at]["outcome"]["state"].as_str().unwrap().to_owned();
    assert_eq!([outcome(0), outcome(1), outcome(2)], ["complete", "complete", "skipped"]);
    assert_eq!(attempt["takes"][1]["number"], 2);
    assert_eq!(attempt["takes"][1]["recorded"]["pauses"].as_array().unwrap().len(), 1);
    let heard = attempt["takes"][1]["transcript"]["transcript"]["words"].as_array().unwrap().len();
    let first = attempt["takes"][0]["transcript"]["transcript"]["words"].as_array().unwrap().len();
    assert_eq!(heard, first, "the same words, and none of the pause");
    for file in ["task-1.wav", "task-2.wav"] {
        assert!(seconds_of(&home.attempts()[0].join(file)) > 6.0);
    }
}

#[test]
fn ctrl_c_keeps_the_take_and_says_130() {
    let (room, home) = (Room::start(), Home::new());
    let practice = practice(&home, &room.microphone, &["--model", "demo"]);
    practice.wait_for("Go.", 1);
    let playing = room.microphone.play(&repository("content/demo/2-task.wav"));
    practice.wait_for("early", 1);
    practice.signal("-INT");
    let ran = practice.end().code(130);
    drop(playing);
    assert!(ran.err.contains("Kept as"), "{}", ran.err);
    let attempt = home.attempt();
    assert_eq!(attempt["outcome"]["state"], "stopped");
    assert!(seconds_of(&home.attempts()[0].join("situation-1.wav")) > 0.1);
}

#[test]
fn after_kill_9_the_next_start_repairs_the_take_and_says_so() {
    let (room, home) = (Room::start(), Home::new());
    let practice = practice(&home, &room.microphone, &["--model", "demo", "--step", "task"]);
    practice.wait_for("Go.", 1);
    speak(&room.microphone, "2-task");
    practice.signal("-KILL");
    drop(practice);
    let folder = home.attempts()[0].clone();
    assert!(folder.join("task-1.wav.part").exists());
    let ran = home.run(&["review"]).code(0);
    assert!(ran.err.contains("task-1.wav was repaired and kept"), "{}", ran.err);
    // 7 s were spoken; at most the last second may be lost.
    assert!(seconds_of(&folder.join("task-1.wav")) > 6.0);
    assert_eq!(home.attempt()["takes"][0]["outcome"]["state"], "interrupted");
    let id = folder.file_name().unwrap().to_str().unwrap().to_owned();
    let ran = home.run(&["transcribe", &id, "--model", "demo"]).code(0);
    assert!(ran.out.contains("[not my team]"), "{}", ran.out);
}

#[test]
fn an_unplugged_microphone_is_said_and_the_step_can_be_spoken_again() {
    let (room, home) = (Room::start(), Home::new());
    let mut practice = practice(&home, &room.microphone, &["--model", "demo", "--step", "task"]);
    practice.wait_for("Go.", 1);
    let playing = room.microphone.play(&repository("content/demo/1-situation.wav"));
    practice.wait_for("early", 1);
    room.microphone.unplug(MICROPHONE);
    practice.wait_for("record this step again", 1);
    drop(playing);
    room.microphone.plug();
    practice.press("");
    practice.wait_for("Go.", 2);
    speak(&room.microphone, "2-task");
    practice.press("");
    let ran = practice.end().code(0);
    assert!(ran.out.contains("[not my team]"), "{}", ran.out);
    let attempt = home.attempt();
    assert_eq!(attempt["takes"][0]["outcome"]["state"], "interrupted");
    assert_eq!(attempt["takes"][1]["outcome"]["state"], "complete");
    assert!(seconds_of(&home.attempts()[0].join("task-1.wav")) > 0.1);
}

#[test]
fn without_a_model_everything_is_recorded_and_kept_and_the_way_to_one_is_said() {
    let (room, home) = (Room::start(), Home::new());
    let mut practice = practice(&home, &room.microphone, &["--step", "task"]);
    practice.wait_for("Go.", 1);
    speak(&room.microphone, "2-task");
    practice.press("");
    let ran = practice.end().code(0);
    assert!(ran.out.contains("rehearse model get") && ran.out.contains("0:07"), "{}", ran.out);
    assert_eq!(home.attempt()["takes"][0]["transcript"]["state"], "pending");
}

#[test]
fn silence_is_no_speech_and_never_all_phrases_missing() {
    let (room, home) = (Room::start(), Home::new());
    let mut practice = practice(&home, &room.microphone, &["--model", "demo", "--step", "task"]);
    practice.wait_for("Go.", 1);
    std::thread::sleep(Duration::from_millis(300));
    practice.press("");
    let ran = practice.end().code(0);
    assert!(ran.out.contains("no speech"), "{}", ran.out);
    assert!(!ran.out.contains("missing"), "{}", ran.out);
}
