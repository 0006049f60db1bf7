use super::sample::{self, analysis, finding};
use super::*;
use crate::analysis::{Analysis, Answer, Severity};
use crate::content::StepName;
use crate::plan::Part;
use crate::takes::{AttemptOutcome, Mode, TakeOutcome, TranscriptState};
use std::path::{Path, PathBuf};

/// Compares a text with the file of this name in `tests/snapshots`; `SNAPSHOTS=write` writes it.
pub(super) fn snapshot(name: &str, text: &str) {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name);
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "write") {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(text, kept, "{} differs; look, then write it with SNAPSHOTS=write", file.display());
}

fn folder() -> &'static Path {
    Path::new("/home/ann/.local/share/rehearse/attempts/2026-11-23-180502-webhook-drops")
}

fn shown(style: &Style) -> String {
    attempt(&sample::attempt(), &analysis(), folder(), &[], style)
}

#[test]
fn an_attempt_reads_well_on_40_80_and_120_columns() {
    for width in [40, 80, 120] {
        let text = shown(&Style::plain(width));
        for line in text.lines().filter(|line| !line.starts_with("Files:") && !line.starts_with("Next:")) {
            assert!(columns_of(line) <= width, "{} columns: {line}", columns_of(line));
        }
        snapshot(&format!("attempt-{width}.txt"), &text);
    }
}

#[test]
fn colour_only_adds_to_what_the_signs_say() {
    for width in [40, 80, 120] {
        let plain = Style::plain(width);
        let coloured = Style { colour: true, ..plain };
        let text: Vec<String> =
            shown(&coloured).lines().map(|line| wash(line).trim_end().to_owned()).collect();
        assert_eq!(text.join("\n") + "\n", shown(&plain));
    }
    snapshot("attempt-colour.txt", &shown(&Style { colour: true, width: 80, unicode: true }));
}

#[test]
fn without_unicode_the_report_itself_is_ascii() {
    let mut analysis = analysis();
    analysis.findings.clear();
    let text =
        attempt(&sample::attempt(), &analysis, folder(), &[], &Style { unicode: false, ..Style::plain(80) });
    assert!(text.is_ascii(), "{text}");
}

#[test]
fn no_more_than_three_things_are_to_fix_first_and_the_others_are_not_lost() {
    let text = shown(&Style::plain(80));
    let (first, also) = text.split_once("\nAlso\n").unwrap();
    let first = first.split_once("\nFix first\n").unwrap().1;
    assert!(first.starts_with("1. Task, 0:03: You did not say"), "{first}");
    assert!(first.contains("\n3. ") && !first.contains("\n4. "), "{first}");
    assert!(also.contains("A key phrase is missing: not my team."), "{also}");
    assert!(also.contains("\nGood\n"), "{also}");
}

#[test]
fn a_step_without_speech_is_never_a_step_without_phrases() {
    let text = shown(&Style::plain(80));
    let line = |step: &str| text.lines().find(|line| line.starts_with(step)).unwrap().to_owned();
    assert!(line("Result").ends_with("no speech"), "{text}");
    assert!(line("Reflection").ends_with("skipped"), "{text}");
}

#[test]
fn what_cannot_be_transcribed_says_why_and_what_to_do() {
    let mut waiting = sample::attempt();
    for take in &mut waiting.takes {
        if let TranscriptState::Done { .. } = take.transcript {
            take.transcript = match take.part {
                Part::Step(StepName::Situation) => TranscriptState::Pending,
                _ => TranscriptState::Failed { why: "the engine stopped".into() },
            };
        }
    }
    let nothing = Analysis { format_version: 1, ..Analysis::default() };
    let notes = ["No speech model is here yet. Get one: rehearse model get".to_owned()];
    let text = attempt(&waiting, &nothing, folder(), &notes, &Style::plain(80));
    assert!(text.contains("! Not transcribed yet: Situation."), "{text}");
    assert!(text.contains("! No transcript of Task, Action: the engine stopped."), "{text}");
    assert!(text.contains("! No speech model is here yet. Get one: rehearse model get"), "{text}");
    assert!(text.contains("! Then: rehearse transcribe 2026-11-23-180502-webhook-drops"), "{text}");
    assert!(!text.contains("Nothing to fix"), "nothing was heard: {text}");
    // The times are known all the same.
    assert!(text.contains("+0:04 good"), "{text}");
    snapshot("attempt-untranscribed.txt", &text);
}

#[test]
fn an_attempt_with_only_some_steps_and_an_interrupted_take_is_said_to_be_so() {
    let mut partial = sample::attempt();
    partial.takes.truncate(2);
    let why = "the microphone is gone".to_owned();
    partial.takes[1].outcome = TakeOutcome::Interrupted { why: why.clone() };
    partial.outcome = AttemptOutcome::Interrupted { why };
    let text = attempt(&partial, &analysis(), folder(), &[], &Style::plain(80));
    assert!(text.contains("Interrupted: the microphone is gone. What was spoken is kept."), "{text}");
    assert!(text.contains("✗ interrupted: the microphone is gone"), "{text}");
    assert_eq!(text.matches("not recorded").count(), 3, "{text}");
}

#[test]
fn nothing_to_fix_is_said_clearly() {
    let mut good = analysis();
    good.findings.retain(|finding| finding.severity == Severity::Good);
    let text = attempt(&sample::attempt(), &good, folder(), &[], &Style::plain(80));
    assert!(text.contains("\nNothing to fix in 3 steps that were heard.\n"), "{text}");
}

#[test]
fn the_demo_sends_people_to_their_own_voice() {
    let mut demo = sample::attempt();
    demo.mode = Mode::Demo;
    let text = attempt(&demo, &analysis(), folder(), &[], &Style::plain(80));
    assert!(text.contains("Next:  rehearse practice webhook-drops\n"), "{text}");
    assert!(shown(&Style::plain(80)).contains("Next:  rehearse practice webhook-drops --step task\n"));
}

#[test]
fn no_foreign_text_can_steer_the_terminal() {
    let evil = "\u{1b}[2J\u{1b}]0;x\u{7}\u{202e}a\u{9b}31mb\n\r\u{8}";
    let mut dirty = sample::attempt();
    dirty.id = evil.into();
    dirty.plan.story = evil.into();
    dirty.outcome = AttemptOutcome::Interrupted { why: evil.into() };
    let text = format!("one{evil} two{evil}");
    for take in &mut dirty.takes {
        take.transcript = sample::transcript(&text);
        take.outcome = TakeOutcome::Interrupted { why: evil.into() };
    }
    let mut found = analysis();
    for step in &mut found.steps {
        for phrase in &mut step.phrases {
            phrase.phrase = evil.into();
            phrase.heard = Some(evil.into());
            phrase.why = Some(evil.into());
        }
    }
    for finding in &mut found.findings {
        finding.message = evil.into();
        finding.hint = evil.into();
        finding.evidence = Some(format!("x{evil}"));
    }
    let answers = [Answer { step: StepName::Situation, text, words: None, sound: None }];
    for style in [Style::plain(40), Style::plain(120)] {
        let notes = [evil.to_owned()];
        let list = [Summary::of(1, &dirty, None), Summary::unreadable(2, evil, evil, evil)];
        let texts = [
            attempt(&dirty, &found, Path::new(evil), &notes, &style),
            attempts(&list, &style),
            check(&found, &answers, &style),
        ];
        for text in texts {
            assert!(text.chars().all(|c| c == '\n' || wash(&c.to_string()) == c.to_string()), "{text:?}");
        }
    }
}

#[test]
fn ranges_that_the_text_does_not_have_do_no_harm() {
    let mut wrong = analysis();
    for step in &mut wrong.steps {
        step.phrases.push(sample::phrase("x", crate::analysis::PhraseStatus::Said, Some([900, 3])));
        step.phrases.push(sample::phrase("x", crate::analysis::PhraseStatus::Said, Some([3, 3])));
        step.we.push(crate::analysis::We {
            word: "we".into(),
            at: usize::MAX - 1,
            sentence: String::new(),
            time: None,
        });
    }
    let text = attempt(&sample::attempt(), &wrong, folder(), &[], &Style::plain(80));
    assert!(text.contains("[I noticed]"));
}

#[test]
fn a_checked_draft_has_marks_and_findings_but_no_times() {
    let mut found = analysis();
    found.steps.truncate(2);
    for step in &mut found.steps {
        step.time = None;
        step.delivery = None;
    }
    for finding in &mut found.findings {
        finding.time = None;
    }
    let answer = |step, text: &str| Answer { step, text: text.into(), words: None, sound: None };
    let answers = [answer(StepName::Situation, sample::SITUATION), answer(StepName::Task, sample::TASK)];
    snapshot("check-80.txt", &check(&found, &answers, &Style::plain(80)));
    found.findings.clear();
    assert!(check(&found, &answers, &Style::plain(80)).ends_with("\nNothing to fix.\n"));
}

#[test]
fn the_list_of_attempts_says_how_each_ended() {
    let mut stopped = sample::attempt();
    stopped.outcome = AttemptOutcome::Stopped;
    let list = [
        Summary::of(1, &sample::attempt(), Some(2)),
        Summary::of(2, &stopped, Some(0)),
        Summary::unreadable(3, "x", "webhook-drops", "it was written by a later version"),
    ];
    for width in [40, 80, 120] {
        let text = attempts(&list, &Style::plain(width));
        snapshot(&format!("attempts-{width}.txt"), &text);
    }
    assert!(attempts(&[], &Style::plain(80)).contains("rehearse practice STORY"));
}

#[test]
fn the_json_has_every_key_for_every_step_of_the_plan() {
    let value = attempt_json(&sample::attempt(), &analysis());
    let contract = [
        "step",
        "words",
        "sentences",
        "phrases",
        "we",
        "fillers",
        "hedges",
        "i_actions",
        "scope",
        "assigned",
        "handed_off",
        "quantified",
        "vague_outcome",
        "generic_lesson",
        "target_seconds",
        "spoken_seconds",
        "verdict",
        "words_per_minute",
        "outcome",
        "take",
        "speech",
        "gaps",
        "transcript",
    ];
    let steps = value["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 5);
    for step in steps {
        for key in contract {
            assert!(step.get(key).is_some(), "{key} is missing in {step}");
        }
    }
    assert_eq!(value["format_version"], 1);
    assert_eq!((&steps[0]["spoken_seconds"], &steps[0]["verdict"]), (&33.6.into(), &"on-target".into()));
    assert_eq!(steps[0]["transcript"]["transcript"]["words"][1]["start"], 1.4);
    assert_eq!((&steps[2]["take"], &steps[2]["gaps"][0]["lost"]), (&2.into(), &0.21.into()));
    assert_eq!(
        (steps[3]["outcome"]["state"].as_str(), steps[3]["verdict"].is_null()),
        (Some("no-speech"), true)
    );
    assert_eq!(steps[4]["outcome"]["state"], "skipped");
    assert_eq!(value["takes"].as_array().unwrap().len(), 6);
    assert_eq!(value["findings"][0]["rule"], "missing-scope");
    assert_eq!(value["attempt"]["model"], "base.en-q8_0");
}

#[test]
fn evidence_that_the_message_quotes_is_not_said_twice() {
    let mut one = finding("we", Some(StepName::Action), Severity::Fix, "You said \"we fixed\".");
    one.evidence = Some("we fixed".into());
    let found = Analysis { format_version: 1, findings: vec![one], ..Analysis::default() };
    let text = check(&found, &[], &Style::plain(80));
    assert_eq!(text.matches("we fixed").count(), 1, "{text}");
}

#[test]
fn an_interview_says_how_it_was_cut_and_shows_its_follow_ups() {
    let found = sample::interview_analysis();
    for width in [40, 80, 120] {
        let text = attempt(&sample::interview(), &found, folder(), &[], &Style::plain(width));
        snapshot(&format!("interview-{width}.txt"), &text);
    }
    let mut marked = sample::interview();
    if let Some(cut) = &mut marked.takes[0].cut {
        cut.estimated = false;
    }
    let text = attempt(&marked, &found, folder(), &[], &Style::plain(80));
    assert!(text.contains("cut where you marked the steps") && !text.contains("Estimated"), "{text}");
}

#[test]
fn an_answer_that_is_not_transcribed_has_its_time_and_no_steps() {
    let mut waiting = sample::interview();
    for take in &mut waiting.takes {
        (take.cut, take.transcript) = (None, TranscriptState::Pending);
    }
    let text = attempt(&waiting, &Analysis::default(), folder(), &[], &Style::plain(80));
    assert!(text.contains("answer        2:55    0:58"), "{text}");
    assert!(
        text.contains("Not transcribed yet: Answer, Follow-up 1.") && !text.contains("Situation"),
        "{text}"
    );
    assert!(!text.contains("not heard") && !text.contains("Nothing to fix"), "{text}");
}

#[test]
fn the_json_of_an_interview_has_its_cut_its_answer_and_its_follow_ups() {
    let value = attempt_json(&sample::interview(), &sample::interview_analysis());
    assert_eq!(value["cut"]["estimated"], true);
    assert_eq!(value["cut"]["steps"][2]["words"], serde_json::json!([16, 21]));
    assert_eq!(
        (&value["answer"]["spoken_seconds"], &value["answer"]["verdict"]),
        (&58.0.into(), &"short".into())
    );
    assert_eq!(value["steps"][1]["outcome"]["state"], "not-heard");
    assert_eq!(value["steps"][2]["transcript"]["transcript"]["words"].as_array().unwrap().len(), 5);
    assert_eq!((&value["seed"], &value["takes"][0]["step"]), (&4711.into(), &"answer".into()));
    let follow_up = &value["follow_ups"][0];
    assert_eq!((&follow_up["strength"], &follow_up["verdict"]), (&"weak".into(), &"short".into()));
    assert_eq!(value["follow_ups"][1]["outcome"]["state"], "not-recorded");
    // A practice has the same keys, and nothing in them.
    let practice = attempt_json(&sample::attempt(), &analysis());
    assert!(practice["cut"].is_null() && practice["answer"].is_null() && practice["seed"].is_null());
    assert_eq!(practice["follow_ups"], serde_json::json!([]));
}
