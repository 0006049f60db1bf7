//! An interview from the outside: one continuous recording in, the steps that were cut from it, the follow-ups and the
//! report out; with the real engine and the demo model.
#![cfg(feature = "engine")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, too")]

mod support;

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use support::program::Home;
use support::repository;

/// The recordings of the demo and what they say.
const STEPS: [&str; 5] = ["1-situation", "2-task", "3-action", "4-result", "5-reflection"];

/// One engine at a time, as for a person: two that want all cores wait for each other.
fn alone() -> MutexGuard<'static, ()> {
    static ENGINE: Mutex<()> = Mutex::new(());
    ENGINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Recordings of the demo, one after the other with a breath between, as one file.
fn joined(folder: &Path, steps: &[&str]) -> PathBuf {
    let path = folder.join("whole answer.wav");
    let spec = hound::WavReader::open(recording(steps[0])).unwrap().spec();
    let mut writer = hound::WavWriter::create(&path, spec).unwrap();
    for step in steps {
        let mut reader = hound::WavReader::open(recording(step)).unwrap();
        assert_eq!(reader.spec(), spec);
        for sample in reader.samples::<i16>() {
            writer.write_sample(sample.unwrap()).unwrap();
        }
        for _ in 0..spec.sample_rate / 2 {
            writer.write_sample(0_i16).unwrap();
        }
    }
    writer.finalize().unwrap();
    path
}

fn recording(step: &str) -> PathBuf {
    repository(&format!("content/demo/{step}.wav"))
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace(['.', ','], "")
}

/// What was really said in a step.
fn said(step: &str) -> Vec<String> {
    let text = std::fs::read_to_string(repository(&format!("content/demo/{step}.txt"))).unwrap();
    plain(&text).split_whitespace().map(str::to_owned).collect()
}

/// What the cut gave a step of a result.
fn given(step: &Value) -> Vec<String> {
    let words = step["transcript"]["transcript"]["words"].as_array().into_iter().flatten();
    words.map(|word| plain(word["text"].as_str().unwrap())).collect()
}

fn rules(findings: &Value) -> Vec<(&str, &str)> {
    let findings = findings.as_array().unwrap().iter();
    findings
        .map(|finding| (finding["step"].as_str().unwrap_or(""), finding["rule"].as_str().unwrap_or("")))
        .collect()
}

#[test]
fn one_recording_is_cut_into_its_five_steps_and_each_is_judged() {
    let _alone = alone();
    let (home, folder) = (Home::new(), tempfile::tempdir().unwrap());
    let answer = joined(folder.path(), &STEPS);
    let (answer, follow_up) = (answer.to_str().unwrap(), recording("2-task"));
    let args = [
        "interview",
        "webhook-drops",
        "--model",
        "demo",
        "--seed",
        "7",
        "--from",
        answer,
        follow_up.to_str().unwrap(),
    ];
    let ran = home.run(&[&args[..], &["--json"]].concat()).code(0);
    let result = ran.json();
    assert_eq!(result["attempt"]["mode"], "interview");
    assert_eq!(result["cut"]["estimated"], true);
    let steps = result["steps"].as_array().unwrap();
    // Every word is in a step, and no border is further from the true one than a short sentence: "Nobody owned the problem"
    // ends the recording of the situation, and may as well begin the task.
    let heard: Vec<String> = steps.iter().flat_map(given).collect();
    let spoken: Vec<String> = STEPS.iter().flat_map(|step| said(step)).collect();
    assert_eq!(heard, spoken);
    let (mut border, mut true_border) = (0, 0);
    for (step, recorded) in steps.iter().zip(STEPS) {
        border += given(step).len();
        true_border += said(recorded).len();
        assert!(border.abs_diff(true_border) <= 4, "{recorded} ends at word {border}, not at {true_border}");
    }
    // The time of a step is that of its recording, first to last word.
    for step in [2, 4] {
        let loud = support::speech(&recording(STEPS[step]));
        let seconds = loud[loud.len() - 1].end.saturating_sub(loud[0].start).as_secs_f64();
        let spoken = steps[step]["spoken_seconds"].as_f64().unwrap();
        assert!((spoken - seconds).abs() < 0.5, "{}: {spoken} s", STEPS[step]);
    }
    // Later steps keep the time of the one recording, so that they can be found in it.
    let starts: Vec<f64> = result["cut"]["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["time"]["start"].as_f64().unwrap())
        .collect();
    assert!(starts.is_sorted() && starts[4] > 60.0, "{starts:?}");
    // The faults that were planted into the recordings, each in its step.
    let found = rules(&result["findings"]);
    for fault in [("action", "we"), ("result", "no-figure"), ("task", "missing-phrase")] {
        assert!(found.contains(&fault), "{fault:?}: {found:?}");
    }
    assert!(!found.iter().any(|(_, rule)| matches!(*rule, "missing-scope" | "missing-step")), "{found:?}");
    // One recording of an answer to a follow-up, so one is drawn; it does not answer the question.
    let follow_ups = result["follow_ups"].as_array().unwrap();
    assert_eq!((follow_ups.len(), &result["seed"]), (1, &7.into()));
    assert_eq!(given(&follow_ups[0]), said("2-task"));
    assert_eq!(
        (&follow_ups[0]["target_seconds"], &follow_ups[0]["verdict"]),
        (&60.0.into(), &"short".into())
    );
    assert!(rules(&follow_ups[0]["findings"]).contains(&("", "missing-phrase")), "{follow_ups:?}");
    assert!(follow_ups[0]["strong"].is_string() && follow_ups[0]["probes"].is_string());

    // The report says that the cut is estimated, and is the same from the files.
    let report = home.run(&["review", "--last", "--plain"]).code(0).out;
    for words in
        ["Estimated cut", "Follow-ups (drawn with --seed 7)", "A strong answer:", "*We*", "[I traced]"]
    {
        assert!(report.contains(words), "{words}: {report}");
    }
    let again = home.run(&["review", "--last", "--json"]).code(0).json();
    assert_eq!(again, result);
    // Transcribed again, it is cut again.
    let once_more = home.run(&["transcribe", "1", "--model", "demo", "--json"]).code(0).json();
    assert_eq!(once_more["cut"], result["cut"]);
    let list = home.run(&["review", "--plain"]).code(0).out;
    assert!(list.contains("5 of 5"), "{list}");
}

#[test]
fn a_step_that_is_not_there_is_not_heard_and_the_old_attempts_cut_stays() {
    let _alone = alone();
    let (home, folder) = (Home::new(), tempfile::tempdir().unwrap());
    let answer = joined(folder.path(), &["2-task", "4-result"]);
    let ran = home
        .run(&["interview", "webhook-drops", "--model", "demo", "--from", answer.to_str().unwrap()])
        .code(0);
    for words in ["The Reflection was not heard.", "not heard", "[not my team]"] {
        assert!(ran.out.contains(words), "{words}: {}", ran.out);
    }
    assert!(!ran.out.contains("zero shared visibility"), "no list of its phrases: {}", ran.out);
    assert!(!ran.out.contains("Follow-ups"), "there is no recording of one: {}", ran.out);
    let result = home.run(&["review", "--last", "--json"]).code(0).json();
    assert_eq!(result["steps"][4]["outcome"]["state"], "not-heard");
    assert_eq!(result["steps"][4]["spoken_seconds"], Value::Null);

    // A cut by an earlier version stays as it is; one that does not fit the words is made anew.
    let file = home.attempts()[0].join("attempt.json");
    let mut attempt = home.attempt();
    let cut = attempt["takes"][0]["cut"].clone();
    attempt["takes"][0]["cut"]["steps"][1]["words"][1] = 999.into();
    std::fs::write(&file, attempt.to_string()).unwrap();
    assert_eq!(home.run(&["review", "--last", "--json"]).code(0).json()["cut"], cut);
    attempt["takes"][0].as_object_mut().unwrap().remove("cut");
    std::fs::write(&file, attempt.to_string()).unwrap();
    assert_eq!(home.run(&["review", "--last", "--json"]).code(0).json()["cut"], cut);
}

#[test]
fn a_question_of_the_bank_and_a_story_of_ones_own_can_be_asked() {
    let _alone = alone();
    let (home, folder) = (Home::new(), tempfile::tempdir().unwrap());
    let task = recording("2-task");
    let task = task.to_str().unwrap();
    let ran =
        home.run(&["interview", "ownership-1", "--model", "demo", "--from", task, task, "--json"]).code(0);
    let result = ran.json();
    assert_eq!(result["steps"].as_array().unwrap().len(), 5);
    assert_eq!(result["follow_ups"][0]["phrase"], Value::Null);
    let found = rules(&result["findings"]);
    assert!(!found.iter().any(|(_, rule)| *rule == "missing-phrase"), "{found:?}");
    assert!(home.run(&["review", "--last"]).code(0).out.contains("rehearse interview ownership-1"));

    let text = std::fs::read_to_string(repository("content/stories/webhook-drops.toml")).unwrap();
    let mine = home.data().join("stories");
    std::fs::create_dir_all(&mine).unwrap();
    std::fs::write(mine.join("my-drops.toml"), text.replace("id = \"webhook-drops\"", "id = \"my-drops\""))
        .unwrap();
    let ran = home
        .run(&["interview", "my-drops", "--level", "senior", "--model", "demo", "--from", task, "--json"])
        .code(0);
    assert_eq!(ran.json()["answer"]["at_most_seconds"], 180.0);
    let ran = home.run(&["--content", folder.path().to_str().unwrap(), "interview", "my-drop"]).code(2);
    assert!(
        ran.err.contains("there is no story or question \"my-drop\"") && ran.err.contains("my-drops"),
        "{}",
        ran.err
    );
}

#[test]
fn what_cannot_be_asked_is_said_before_anybody_speaks() {
    let home = Home::new();
    let refused = |args: &[&str], words: &[&str]| {
        let ran = home.run(&[&["interview"], args].concat()).code(2);
        for said in words {
            assert!(ran.err.contains(said), "{said}: {}", ran.err);
        }
    };
    refused(&["ownership-9"], &["no story or question", "ownership-1"]);
    refused(&["ownership-1", "--angle", "ownership"], &["an angle belongs to a story"]);
    refused(&["webhook-drops", "--level", "staff"], &["sde1, sde2, senior"]);
    refused(&["webhook-drops", "--mark", "--from", "a.wav"], &["--from"]);
    refused(
        &["webhook-drops", "--follow-ups", "1", "--from", "a.wav", "b.wav", "c.wav"],
        &["3 recordings for 2 answers", "answer, follow-up-1"],
    );
    assert!(home.attempts().is_empty());
}

/// A person (a recording, played into a virtual microphone) stands an interview.
#[cfg(all(feature = "microphone", target_os = "linux"))]
mod spoken {
    use super::*;
    use support::program::{Running, seconds_of};
    use support::virtual_microphone::{Room, VirtualMicrophone};

    fn interview(home: &Home, microphone: &VirtualMicrophone, args: &[&str]) -> Running {
        let mut command = home.prepare(microphone.command(support::PROGRAM));
        command.args(["interview", "webhook-drops", "--plain", "--model", "demo", "--seed", "7"]).args(args);
        let mut interview = Running::start(command);
        // Nobody speaks yet, and a virtual microphone has no noise: that is said, and may be meant.
        interview.wait_for("record all the same", 1);
        interview.press("");
        interview
    }

    #[test]
    fn marks_cut_the_answer_exactly_and_the_follow_up_is_a_take_of_its_own() {
        let _alone = alone();
        let (room, home) = (Room::start(), Home::new());
        let mut interview = interview(&home, &room.microphone, &["--mark", "--follow-ups", "1"]);
        interview.wait_for("Recording begins in", 1);
        assert!(!interview.said().contains("Say:"), "no phrases: {}", interview.said());
        interview.press("");
        interview.wait_for("Go.", 1);
        interview.press(""); // nothing is said of the situation
        interview.wait_for("Now: Task.", 1);
        room.microphone.play(&recording("2-task")).wait();
        interview.press("");
        interview.wait_for("Now: Action.", 1);
        interview.press("");
        interview.wait_for("Now: Result.", 1);
        room.microphone.play(&recording("4-result")).wait();
        interview.press("");
        interview.wait_for("Now: Reflection.", 1);
        interview.press("");
        interview.wait_for("Recording begins in", 2);
        interview.press("");
        interview.wait_for("Go.", 2);
        room.microphone.play(&recording("2-task")).wait();
        interview.press("");
        let ran = interview.end().code(0);
        assert!(ran.out.contains("The answer is cut where you marked the steps."), "{}", ran.out);
        assert!(ran.err.contains("1 follow-up (seed 7)"), "{}", ran.err);

        let result = home.run(&["review", "--last", "--json"]).code(0).json();
        let steps = result["steps"].as_array().unwrap();
        assert_eq!((given(&steps[1]), given(&steps[3])), (said("2-task"), said("4-result")));
        for empty in [0, 2, 4] {
            assert_eq!(steps[empty]["outcome"]["state"], "not-heard");
        }
        assert_eq!(result["takes"][0]["marks"].as_array().unwrap().len(), 4);
        assert_eq!(given(&result["follow_ups"][0]), said("2-task"));
        for file in ["answer-1.wav", "follow-up-1-1.wav"] {
            assert!(seconds_of(&home.attempts()[0].join(file)) > 6.0);
        }
    }

    #[test]
    fn an_answer_is_spoken_again_stopped_and_kept() {
        let _alone = alone();
        let (room, home) = (Room::start(), Home::new());
        let mut interview = interview(&home, &room.microphone, &[]);
        interview.wait_for("Recording begins in", 1);
        interview.press("");
        interview.wait_for("Go.", 1);
        interview.press("r");
        interview.wait_for("Go.", 2);
        interview.press("s"); // an answer cannot be skipped
        room.microphone.play(&recording("2-task")).wait();
        interview.press("q");
        let ran = interview.end().code(0);
        assert!(
            ran.out.contains("Stopped before the end") && ran.out.contains("not answered"),
            "{}",
            ran.out
        );
        let attempt = home.attempt();
        assert_eq!(
            (&attempt["takes"][1]["step"], &attempt["takes"][1]["number"]),
            (&"answer".into(), &2.into())
        );
        assert_eq!(attempt["takes"][1]["outcome"]["state"], "complete");
    }
}
