//! What practice and interview have in common: the way from a plan to a spoken, transcribed and judged attempt.

use super::session::{Ending, Session, Source};
use super::transcription::Transcription;
use super::{Context, devices, progress, recordings, results};
use crate::capture::{self, InputIssue, Recorder};
use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::takes::{Mode, OpenAttempt};
use crate::terminal::{Choice, Key, Keys, Look, Screen};
use std::path::PathBuf;
use std::time::Duration;

/// How long to wait for a transcript before looking at the keys.
const LOOK: Duration = Duration::from_millis(50);

/// What is to be rehearsed, and how.
pub struct Rehearsal<'a> {
    /// What is to be said.
    pub plan: Plan,
    /// How it is told, when a person speaks.
    pub mode: Mode,
    /// The mode of an attempt that is made of recordings.
    pub mode_of_recordings: Mode,
    /// The microphone, by name.
    pub device: Option<&'a str>,
    /// The model, by name or path.
    pub model: Option<&'a str>,
    /// Whether phrases are shown.
    pub hints: bool,
    /// Whether the person marks the steps of a whole answer.
    pub marking: bool,
    /// Whether the result is printed as JSON.
    pub json: bool,
}

impl Rehearsal<'_> {
    /// Runs it, with recordings instead of the microphone when there are any, and shows its result. Gives the exit code.
    ///
    /// # Errors
    /// When the model, the microphone or a recording is wrong; what was recorded until then is kept.
    pub fn run(self, from: &[PathBuf], context: &Context) -> Result<u8> {
        if from.is_empty() {
            devices::in_its_environment(self.device)?;
            live(self, context)
        } else {
            import(self, from, context)
        }
    }
}

/// Recordings made elsewhere, as fast as they go.
fn import(rehearsal: Rehearsal<'_>, from: &[PathBuf], context: &Context) -> Result<u8> {
    let assigned = recordings::assign(from, &rehearsal.plan)?;
    let mut transcription = Transcription::start(rehearsal.model, &context.folders.models())?;
    transcription.recording_ended();
    if let Some(warning) = transcription.warning() {
        context.output.note(&warning);
    }
    let store = context.store();
    context.recover(&store);
    let mut open = store.begin(rehearsal.plan, rehearsal.mode_of_recordings, &jiff::ZonedDateTime::now())?;
    if let Err(error) = recordings::take_in(&assigned, &mut open, &mut transcription) {
        // Copies only: the recordings themselves lie where they were.
        open.discard();
        return Err(error);
    }
    open.attempt.outcome = crate::takes::AttemptOutcome::Complete;
    open.save()?;
    let bar = progress::Bar::new(context);
    while let Some(progress) = transcription.progress() {
        bar.show(progress);
        if transcription.collect(&mut open.attempt, LOOK) {
            open.save()?;
        }
    }
    drop(bar);
    finish(&open, &transcription, rehearsal.json, context)
}

/// A person speaks.
fn live(rehearsal: Rehearsal<'_>, context: &Context) -> Result<u8> {
    let Rehearsal { plan, mode, device, model, hints, marking, json, .. } = rehearsal;
    let store = context.store();
    context.recover(&store);
    let transcription = Transcription::start(model, &context.folders.models())?;
    let recorder = Recorder::open(capture::microphone(device)?)?;
    let mut keys = Keys::new()?;
    let mut screen = context.screen(json, Look { hints, marking, played: false });
    screen.begins(&plan);
    if let Some(warning) = transcription.warning() {
        screen.message(&warning);
    }
    if let Some(code) = listen(&recorder, screen.as_mut(), &mut keys) {
        return Ok(code);
    }
    let marked_steps = if marking { plan.steps.len() } else { 0 };
    let open = store.begin(plan, mode, &jiff::ZonedDateTime::now())?;
    let source = Source::Microphone { wanted: device.map(str::to_owned), recorder: Some(recorder) };
    let screen = screen.as_mut();
    let mut session =
        Session { open, transcription, screen, keys: &mut keys, source, unsaved: None, marked_steps };
    let ending = session.run();
    rehearsed(session, &ending, json, context)
}

/// Checks the input before the first step. `Some`: the person would rather stop, with this exit code.
fn listen(recorder: &Recorder, screen: &mut dyn Screen, keys: &mut Keys) -> Option<u8> {
    screen.message(&format!("Listening to {} …", recorder.device()));
    let check = capture::check_input(recorder);
    screen.input(&check);
    let doubtful = check.problem.is_some()
        || matches!(check.issue, Some(InputIssue::NoSound | InputIssue::DigitalSilence));
    if !doubtful {
        return None;
    }
    match screen.ask("Enter: record all the same · q: stop", keys) {
        Choice::Go => None,
        Choice::Stop => Some(1),
        Choice::Leave => Some(130),
    }
}

/// After the last take: waits for what is still to be transcribed, and shows the result.
///
/// # Errors
/// When the attempt could not be saved, or the result cannot be shown.
pub fn rehearsed(mut session: Session<'_>, ending: &Ending, json: bool, context: &Context) -> Result<u8> {
    session.transcription.recording_ended();
    if *ending == Ending::Left {
        let open = &session.open;
        session.screen.ends();
        context.output.talk(&format!("Stopped. Kept as {}\n", open.attempt.id));
        let verb = if session.transcription.pending() > 0 { "transcribe" } else { "review" };
        context.output.talk(&format!("See it: rehearse {verb} {}\n", open.attempt.id));
        return unsaved(session.unsaved).map(|()| 130);
    }
    while let Some(progress) = session.transcription.progress() {
        session.screen.progress(progress);
        let waiting = session.transcription.collect(&mut session.open.attempt, Duration::ZERO);
        if waiting {
            session.save();
            continue;
        }
        if let Some(Key::Interrupt | Key::Stop) = session.keys.next(LOOK) {
            session.screen.ends();
            context.output.talk(&format!(
                "Stopped before everything was transcribed. Later: rehearse transcribe {}\n",
                session.open.attempt.id
            ));
            return unsaved(session.unsaved).map(|()| 130);
        }
    }
    session.screen.ends();
    let code = finish(&session.open, &session.transcription, json, context)?;
    unsaved(session.unsaved)?;
    Ok(if matches!(ending, Ending::Failed(_)) { 1 } else { code })
}

fn unsaved(error: Option<Error>) -> Result<()> {
    error.map_or(Ok(()), Err)
}

/// Shows the result; the exit code says whether everything that was recorded could be transcribed.
fn finish(open: &OpenAttempt, transcription: &Transcription, json: bool, context: &Context) -> Result<u8> {
    let mut notes = Vec::new();
    if !matches!(transcription, Transcription::Running { .. }) {
        notes.extend(transcription.warning());
    }
    results::show(&open.attempt, open.folder(), json, &notes, context)?;
    match results::not_transcribed(&open.attempt) {
        None => Ok(0),
        Some(why) => Err(Error::failed(format!("not everything could be transcribed: {why}")).hint(format!(
            "The recordings are kept. When a good model is here (rehearse model list): rehearse transcribe {}",
            open.attempt.id
        ))),
    }
}
