//! Recordings made elsewhere: which file belongs to which step, and the way into an attempt.

use super::transcription::Transcription;
use crate::capture;
use crate::content::StepName;
use crate::error::{Error, Result};
use crate::plan::{Part, Plan};
use crate::takes::{OpenAttempt, Take, TakeOutcome, TranscriptState, take_of};
use std::path::{Path, PathBuf};

/// A recording and what it is a recording of.
pub type Assigned = (Part, PathBuf);

/// The recordings that `--from` names, each with its step. A folder stands for the WAV files in it, by name. Files that
/// carry the name of a step ("2-task.wav") belong to it; otherwise they follow the order of the plan.
///
/// # Errors
/// When there is no recording, there are more than steps, or a name says a step that is not asked for.
pub fn assign(from: &[PathBuf], plan: &Plan) -> Result<Vec<Assigned>> {
    let files = files(from)?;
    let parts: Vec<Part> = plan.turns().iter().map(|turn| turn.part).collect();
    let named: Vec<Option<Part>> = files.iter().map(|file| part_in_name(file, &parts)).collect();
    if named.iter().all(Option::is_some) {
        let mut assigned: Vec<Assigned> = named.into_iter().flatten().zip(files).collect();
        if let Some((part, file)) = assigned.iter().find(|(part, _)| !parts.contains(part)) {
            return Err(Error::usage(format!(
                "{} is for the step {part}, which is not asked for",
                file.display()
            ))
            .hint("Leave the file out, or the --step."));
        }
        // By step; of two recordings of one step the later one counts, as when a step is spoken again.
        assigned.sort_by_key(|(part, _)| parts.iter().position(|planned| planned == part));
        return Ok(assigned);
    }
    if files.len() > parts.len() {
        let names: Vec<String> = parts.iter().map(Part::to_string).collect();
        let what = if plan.interview.is_some() { "answers" } else { "steps" };
        return Err(Error::usage(format!("{} recordings for {} {what}", files.len(), parts.len()))
            .hint(format!("Give one for each of: {}.", names.join(", "))));
    }
    Ok(parts.into_iter().zip(files).collect())
}

fn files(from: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for path in from {
        if path.is_dir() {
            files.extend(recordings_in(path)?);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn recordings_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).map_err(|cause| Error::io("cannot read", folder, &cause))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| {
        file.is_file() && file.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wav"))
    });
    if files.is_empty() {
        return Err(Error::usage(format!("there is no WAV file in {}", folder.display()))
            .hint("Give a folder with one recording a step, or the files themselves."));
    }
    files.sort();
    Ok(files)
}

/// What the name of the file says: it is called as a take is, or the name of a step is a word of it. `None` for no step, or
/// several, and where no steps are wanted.
fn part_in_name(file: &Path, wanted: &[Part]) -> Option<Part> {
    if let Some((part, _)) = take_of(&file.file_name()?.to_string_lossy()) {
        return Some(part).filter(|part| part.step().is_some() || wanted.contains(part));
    }
    wanted.iter().any(|part| part.step().is_some()).then(|| step_in_name(file)).flatten().map(Part::Step)
}

fn step_in_name(file: &Path) -> Option<StepName> {
    let stem = file.file_stem()?.to_string_lossy().to_lowercase();
    let mut steps = stem.split(|c: char| !c.is_alphabetic()).filter_map(|word| word.parse::<StepName>().ok());
    let step = steps.next()?;
    steps.next().is_none().then_some(step)
}

/// Brings the recordings into the attempt, and hands each over to be transcribed.
///
/// # Errors
/// When a file cannot be used: the message names it.
pub fn take_in(
    recordings: &[Assigned],
    open: &mut OpenAttempt,
    transcription: &mut Transcription,
) -> Result<()> {
    for (part, file) in recordings {
        let (number, wav) = open.next_take(*part);
        let recorded = capture::import(file, &wav)?;
        let name = wav.file_name().map(|name| name.to_string_lossy().into_owned());
        open.attempt.takes.push(Take {
            part: *part,
            number,
            file: name,
            outcome: if recorded.spoken.is_some() { TakeOutcome::Complete } else { TakeOutcome::NoSpeech },
            recorded: Some(recorded),
            transcript: TranscriptState::Pending,
            marks: Vec::new(),
            cut: None,
        });
        transcription.submit_newest(&mut open.attempt, wav);
        open.save()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Library;
    use crate::plan::Options;

    fn plan(only: &[StepName]) -> Plan {
        let options = Options { only, ..Options::default() };
        Plan::new(Library::load(&[]).unwrap().stories().next().unwrap(), &options).unwrap()
    }

    fn steps(from: &[&str], only: &[StepName]) -> Result<Vec<(Part, String)>> {
        let from: Vec<PathBuf> = from.iter().map(PathBuf::from).collect();
        let assigned = assign(&from, &plan(only))?;
        Ok(assigned.into_iter().map(|(part, file)| (part, file.display().to_string())).collect())
    }

    #[test]
    fn names_say_the_step_whatever_the_order() {
        let assigned = steps(&["x/take-2_Result.wav", "x/1-situation.wav"], &[]).unwrap();
        assert_eq!(assigned[0], (StepName::Situation.into(), "x/1-situation.wav".into()));
        assert_eq!(assigned[1].0, StepName::Result.into());
    }

    #[test]
    fn without_names_the_order_counts() {
        let assigned = steps(&["b.wav", "a.wav"], &[StepName::Action, StepName::Task]).unwrap();
        assert_eq!(
            assigned,
            [(StepName::Task.into(), "b.wav".into()), (StepName::Action.into(), "a.wav".into())]
        );
        // One name among others, or two steps in one name, say nothing.
        assert_eq!(steps(&["task.wav", "a.wav"], &[]).unwrap()[0].0, StepName::Situation.into());
        assert_eq!(steps(&["task-result.wav"], &[]).unwrap()[0].0, StepName::Situation.into());
    }

    #[test]
    fn too_many_recordings_and_steps_that_are_not_asked_for_are_refused() {
        let error = steps(&["a.wav", "b.wav"], &[StepName::Task]).unwrap_err();
        assert_eq!(error.message(), "2 recordings for 1 steps");
        let error = steps(&["action.wav"], &[StepName::Task]).unwrap_err();
        assert!(error.message().contains("action.wav is for the step action"), "{error}");
    }

    #[test]
    fn a_folder_gives_its_wav_files_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["2-task.WAV", "1-situation.wav", "notes.txt"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let assigned = assign(&[folder.path().to_owned()], &plan(&[])).unwrap();
        let names: Vec<_> =
            assigned.iter().map(|(_, file)| file.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["1-situation.wav", "2-task.WAV"]);
        let empty = tempfile::tempdir().unwrap();
        assert!(
            assign(&[empty.path().to_owned()], &plan(&[])).unwrap_err().message().contains("no WAV file")
        );
    }
}
