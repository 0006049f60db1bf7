//! The store on a real folder.

use super::store::{OpenAttempt, Store, story_of, take_of};
use super::{AttemptOutcome, Cut, CutStep, Mode, Take, TakeOutcome, TranscriptState};
use crate::capture::{import, part_path};
use crate::content::{Library, StepName};
use crate::plan::{Options, Part, Plan};
use crate::transcript::{Span, Transcript, Word};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

fn plan() -> Plan {
    let library = Library::load(&[]).unwrap();
    Plan::new(library.stories().next().unwrap(), &Options::default()).unwrap()
}

fn at(second: u32) -> jiff::ZonedDateTime {
    format!("2026-11-23T18:05:{second:02}+01:00[Europe/Berlin]").parse().unwrap()
}

fn store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("data/attempts"));
    (folder, store)
}

fn begin(store: &Store, second: u32) -> OpenAttempt {
    store.begin(plan(), Mode::Practice, &at(second)).unwrap()
}

fn sentences() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds/two-sentences.wav")
}

/// Records a take the way that a practice does.
fn record(open: &mut OpenAttempt, step: StepName) -> PathBuf {
    let (number, path) = open.next_take(step.into());
    let recorded = import(&sentences(), &path).unwrap();
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    open.attempt.takes.push(Take {
        part: step.into(),
        number,
        file: Some(file),
        outcome: TakeOutcome::Complete,
        recorded: Some(recorded),
        transcript: TranscriptState::Pending,
        marks: Vec::new(),
        cut: None,
    });
    open.save().unwrap();
    path
}

#[test]
fn what_was_saved_is_read_back_and_takes_are_numbered() {
    let (_keep, store) = store();
    let mut open = begin(&store, 2);
    record(&mut open, StepName::Task);
    let second = record(&mut open, StepName::Task);
    assert!(second.ends_with("task-2.wav"));
    let read = store.load("2026-11-23-180502-webhook-drops").unwrap();
    // Times are kept to the millisecond.
    let json = |attempt| serde_json::to_value(attempt).unwrap();
    assert_eq!(json(&read), json(&open.attempt));
    assert_eq!(read.takes[1].number, 2);
    assert_eq!(story_of(&read.id), "webhook-drops");
    let text = std::fs::read_to_string(open.folder().join("attempt.json")).unwrap();
    assert!(text.trim_start_matches(['{', '\n', ' ']).starts_with("\"format_version\": 1"));
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_anything() {
    use std::os::unix::fs::PermissionsExt;
    let (keep, store) = store();
    let mut open = begin(&store, 2);
    let wav = record(&mut open, StepName::Task);
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for folder in [keep.path().join("data"), store.folder().to_owned(), open.folder().to_owned()] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    for file in [wav, open.folder().join("attempt.json"), open.folder().join(".lock")] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

#[test]
fn two_attempts_in_one_second_get_folders_of_their_own_and_numbers_count_up() {
    let (_keep, store) = store();
    let first = begin(&store, 2);
    let second = begin(&store, 2);
    assert_ne!(first.attempt.id, second.attempt.id);
    assert_eq!((first.attempt.number, second.attempt.number), (1, 2));
    std::fs::remove_dir_all(first.folder()).unwrap();
    assert_eq!(begin(&store, 9).attempt.number, 3, "a number is not used again while a later one is there");
}

#[test]
fn an_attempt_is_found_by_number_id_beginning_or_story() {
    let (_keep, store) = store();
    assert!(store.find("1").unwrap_err().message().contains("no attempt yet"));
    let ids = [begin(&store, 2).attempt.id.clone(), begin(&store, 7).attempt.id.clone()];
    assert_eq!(store.find("1").unwrap(), ids[0]);
    assert_eq!(store.find(&ids[0]).unwrap(), ids[0]);
    assert_eq!(store.find("2026-11-23-180507").unwrap(), ids[1]);
    assert_eq!(store.find("webhook-drops").unwrap(), ids[1]);
    assert_eq!(store.newest().unwrap(), ids[1]);
    assert!(store.find("2026").unwrap_err().message().contains("fits 2"));
    for wanted in ["", "0", "3", "../..", "x"] {
        assert!(store.find(wanted).is_err(), "{wanted:?}");
    }
}

#[test]
fn foreign_things_in_the_folder_are_passed_over() {
    let (_keep, store) = store();
    begin(&store, 2);
    std::fs::create_dir(store.folder().join("notes")).unwrap();
    std::fs::write(store.folder().join("2026"), "x").unwrap();
    assert_eq!(store.ids().unwrap().len(), 1);
}

#[test]
fn an_attempt_of_a_later_version_is_left_alone() {
    let (_keep, store) = store();
    let open = begin(&store, 2);
    let path = open.folder().join("attempt.json");
    let id = open.attempt.id.clone();
    drop(open);
    let later = r#"{"format_version": 7, "shape": "unknown"}"#;
    std::fs::write(&path, later).unwrap();
    let error = store.open(&id).unwrap_err();
    assert!(error.message().contains("later version"), "{error}");
    assert!(store.recover().is_empty());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), later);
}

#[test]
fn a_damaged_file_is_named_and_its_recordings_are_not_touched() {
    let (_keep, store) = store();
    let mut open = begin(&store, 2);
    let wav = record(&mut open, StepName::Task);
    let id = open.attempt.id.clone();
    let path = open.folder().join("attempt.json");
    drop(open);
    std::fs::write(&path, "{\"format_version\": 1, \"id\"").unwrap();
    let error = store.load(&id).unwrap_err();
    assert!(error.message().contains("attempt.json is damaged"), "{error}");
    assert!(store.recover().is_empty() && wav.exists());
}

#[test]
fn somebody_elses_open_attempt_is_busy_and_is_not_recovered() {
    let (_keep, store) = store();
    let open = begin(&store, 2);
    let id = open.attempt.id.clone();
    assert!(store.open(&id).unwrap_err().message().contains("another rehearse"));
    assert!(store.recover().is_empty());
    assert_eq!(store.load(&id).unwrap().outcome, AttemptOutcome::Running);
}

#[test]
fn a_killed_program_loses_neither_the_unfinished_take_nor_one_that_was_not_saved() {
    let (_keep, store) = store();
    let mut open = begin(&store, 2);
    record(&mut open, StepName::Situation);
    // Complete, but the program was killed before the attempt was saved.
    let (_, unsaved) = open.next_take(StepName::Task.into());
    import(&sentences(), &unsaved).unwrap();
    // Cut off in the middle: the header knows less than the file has.
    let (_, cut) = open.next_take(StepName::Action.into());
    import(&sentences(), &cut).unwrap();
    let mut bytes = std::fs::read(&cut).unwrap();
    bytes[40..44].copy_from_slice(&64_u32.to_le_bytes());
    std::fs::write(part_path(&cut), &bytes).unwrap();
    std::fs::remove_file(&cut).unwrap();
    let id = open.attempt.id.clone();
    drop(open);

    let recoveries = store.recover();
    assert_eq!(recoveries.len(), 1);
    let mut kept: Vec<&str> = recoveries[0].kept.iter().map(|(file, _)| file.as_str()).collect();
    kept.sort_unstable();
    assert_eq!(kept, ["action-1.wav", "task-1.wav"]);
    let attempt = store.load(&id).unwrap();
    let action = attempt.counting_take(StepName::Action).unwrap();
    assert!(matches!(&action.outcome, TakeOutcome::Interrupted { why } if why.contains("stopped")));
    assert_eq!(action.transcript, TranscriptState::Pending);
    assert!(action.spoken().is_some());
    assert!(matches!(attempt.outcome, AttemptOutcome::Interrupted { .. }));
    assert!(store.recover().is_empty(), "it is said once");
}

#[test]
fn an_unfinished_file_without_sound_is_said_once_and_not_deleted() {
    let (_keep, store) = store();
    let open = begin(&store, 2);
    let (_, path) = open.next_take(StepName::Task.into());
    std::fs::write(part_path(&path), b"RIFF").unwrap();
    drop(open);
    let recoveries = store.recover();
    assert_eq!((recoveries[0].kept.len(), recoveries[0].problems.len()), (0, 1));
    assert!(path.with_file_name("task-1.wav.part.unusable").exists());
    assert!(store.recover().is_empty());
}

#[test]
fn a_folder_that_cannot_be_written_is_one_clear_error() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let error = Store::new(file.join("attempts")).begin(plan(), Mode::Practice, &at(2)).unwrap_err();
    assert!(error.message().contains("cannot create the folder") && error.hint_text().is_some(), "{error}");
}

/// An interview whose only take is an answer with speech in two stretches, cut at 2.2 s.
fn cut_interview(store: &Store) -> OpenAttempt {
    let library = Library::load(&[]).unwrap();
    let story = library.stories().next().unwrap();
    let plan = plan().interview_about(story, 2, 7);
    let mut open = store.begin(plan, Mode::Interview, &at(2)).unwrap();
    let (number, path) = open.next_take(Part::Answer);
    let mut recorded = import(&sentences(), &path).unwrap();
    let second = Duration::from_secs_f64;
    recorded.speech = vec![Span::new(second(0.4), second(2.0)), Span::new(second(2.6), second(4.0))];
    recorded.spoken = Some(Span::new(second(0.5), second(3.9)));
    recorded.clipped_samples = 900;
    let word = |text: &str, start: f64| Word {
        text: text.into(),
        start: second(start),
        end: second(start + 0.4),
        probability: 1.0,
    };
    let words = vec![word("I", 0.5), word("noticed.", 1.0), word("Nobody", 2.7), word("asked.", 3.4)];
    let part = |step, words, from, to| CutStep { step, words, time: Span::new(second(from), second(to)) };
    let steps = vec![
        part(StepName::Situation, [0, 2], 0.0, 2.3),
        part(StepName::Task, [2, 4], 2.3, 4.0),
        part(StepName::Action, [4, 4], 4.0, 4.0),
    ];
    open.attempt.takes.push(Take {
        part: Part::Answer,
        number,
        file: Some("answer-1.wav".into()),
        outcome: TakeOutcome::Complete,
        recorded: Some(recorded),
        transcript: TranscriptState::Done { transcript: Transcript { model: "x".into(), words } },
        marks: vec![second(2.2)],
        cut: Some(Cut { estimated: false, steps }),
    });
    open.save().unwrap();
    open
}

#[test]
fn an_interview_is_read_back_with_its_marks_and_cut_and_gives_each_step_its_part() {
    let (_keep, store) = store();
    let open = cut_interview(&store);
    let read = store.load(&open.attempt.id).unwrap();
    let json = |attempt| serde_json::to_value(attempt).unwrap();
    assert_eq!(json(&read), json(&open.attempt));
    assert_eq!(read.format_version, 2);
    assert_eq!(read.takes[0].marks, [Duration::from_millis(2200)]);
    let task = read.counting_take(StepName::Task).unwrap();
    assert_eq!(task.transcript().unwrap().text(), "Nobody asked.");
    let spoken = task.recorded.as_ref().unwrap().spoken.unwrap();
    assert_eq!(spoken, Span::new(Duration::from_millis(2700), Duration::from_secs(4)));
    assert_eq!(task.recorded.as_ref().unwrap().clipped_samples, 0, "it is said once, with the answer");
    let situation = read.counting_take(StepName::Situation).unwrap();
    assert_eq!(situation.spoken(), Some(Duration::from_millis(1400)));
    assert_eq!(read.counting_take(StepName::Action).unwrap().outcome, TakeOutcome::NotHeard);
    // The cut knows nothing of it, and nothing else does.
    assert!(read.counting_take(StepName::Result).is_none());
}

#[test]
fn an_attempt_of_an_older_version_is_read_as_before() {
    let (_keep, store) = store();
    let mut open = begin(&store, 2);
    record(&mut open, StepName::Task);
    let path = open.folder().join("attempt.json");
    let mut old: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let take = old["takes"][0].as_object().unwrap();
    assert!(
        !take.contains_key("marks") && !take.contains_key("cut"),
        "nothing is added to a practice: {take:?}"
    );
    assert_eq!((&take["step"], &old["format_version"]), (&"task".into(), &1.into()));
    // What later versions added to the plan was not there.
    for key in ["level", "angle", "limit", "interview", "scope_statements"] {
        old["plan"].as_object_mut().unwrap().remove(key);
    }
    std::fs::write(&path, old.to_string()).unwrap();
    let read = store.load(&open.attempt.id).unwrap();
    assert_eq!(read.takes[0].part, Part::Step(StepName::Task));
    assert!(read.plan.interview.is_none());
}

#[test]
fn an_answer_that_was_cut_off_by_a_crash_is_found_again_as_an_answer() {
    let (_keep, store) = store();
    let library = Library::load(&[]).unwrap();
    let plan = plan().interview_about(library.stories().next().unwrap(), 2, 7);
    let open = store.begin(plan, Mode::Interview, &at(2)).unwrap();
    for part in [Part::Answer, Part::FollowUp(2)] {
        let (_, path) = open.next_take(part);
        import(&sentences(), &path).unwrap();
        std::fs::rename(&path, part_path(&path)).unwrap();
    }
    let id = open.attempt.id.clone();
    drop(open);
    assert_eq!(store.recover().len(), 1);
    let parts: Vec<Part> = store.load(&id).unwrap().takes.iter().map(|take| take.part).collect();
    assert_eq!(parts, [Part::Answer, Part::FollowUp(2)]);
    assert_eq!(take_of("follow-up-12-3-recovered-2.wav"), Some((Part::FollowUp(12), 3)));
    assert_eq!(take_of("notes.wav"), None);
}
