//! The store on a real folder.

use super::store::{OpenAttempt, Store, story_of};
use super::{AttemptOutcome, Mode, Take, TakeOutcome, TranscriptState};
use crate::capture::{import, part_path};
use crate::content::{Library, StepName};
use crate::plan::{Options, Plan};
use std::path::{Path, PathBuf};
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
    let (number, path) = open.next_take(step);
    let recorded = import(&sentences(), &path).unwrap();
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    open.attempt.takes.push(Take {
        step,
        number,
        file: Some(file),
        outcome: TakeOutcome::Complete,
        recorded: Some(recorded),
        transcript: TranscriptState::Pending,
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
    let (_, unsaved) = open.next_take(StepName::Task);
    import(&sentences(), &unsaved).unwrap();
    // Cut off in the middle: the header knows less than the file has.
    let (_, cut) = open.next_take(StepName::Action);
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
    let (_, path) = open.next_take(StepName::Task);
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
