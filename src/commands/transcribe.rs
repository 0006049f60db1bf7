//! `rehearse transcribe ATTEMPT|WAV…`: transcripts that are missing, or once more with another model.

use super::transcription::Transcription;
use super::{Context, progress, results};
use crate::capture::{self, RecordedTake};
use crate::cli::TranscribeArgs;
use crate::error::{Error, Result};
use crate::takes::{OpenAttempt, TakeOutcome};
use crate::transcribe::{Queue, models};
use crate::transcript::{Span, Transcript};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long to wait for a result before looking around.
const LOOK: Duration = Duration::from_millis(100);

/// Transcribes an attempt once more and shows its report, or transcribes WAV files and prints what was said.
///
/// # Errors
/// When there is no model, a file cannot be used, or nothing could be transcribed.
pub fn run(args: &TranscribeArgs, context: &Context) -> Result<u8> {
    let Transcription::Running { queue, model } =
        Transcription::start_strictly(args.model.as_deref(), &context.folders.models())?
    else {
        return Err(Error::failed("there is no speech model yet").hint(models::how_to_get_one()));
    };
    if let Some(warning) = &model.warning {
        context.output.note(warning);
    }
    queue.recording_ended();
    if args.what.iter().all(|what| is_file(what)) {
        let files: Vec<PathBuf> = args.what.iter().map(PathBuf::from).collect();
        return transcribe_files(&files, queue, args.json, context);
    }
    let [wanted] = args.what.as_slice() else {
        return Err(Error::usage("give one attempt, or WAV files").hint("See the attempts: rehearse review"));
    };
    let store = context.store();
    context.recover(&store);
    let id = store.find(wanted)?;
    let mut open = store.open(&id)?;
    transcribe_attempt(&mut open, Transcription::Running { queue, model }, context)?;
    results::show(&open.attempt, open.folder(), args.json, &[], context)?;
    Ok(u8::from(results::not_transcribed(&open.attempt).is_some()))
}

fn is_file(what: &str) -> bool {
    let path = Path::new(what);
    path.is_file() || path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("wav"))
}

fn transcribe_attempt(
    open: &mut OpenAttempt,
    mut transcription: Transcription,
    context: &Context,
) -> Result<()> {
    for key in 0..open.attempt.takes.len() {
        let Some(take) = open.attempt.takes.get_mut(key) else { continue };
        if take.outcome == TakeOutcome::NoSpeech && take.spoken().is_some() {
            // A model heard no word; another one may.
            take.outcome = TakeOutcome::Complete;
        }
        if let Some(wav) = open.attempt.takes.get(key).and_then(|take| open.path_of(take)) {
            transcription.submit(&mut open.attempt, key, wav);
        }
    }
    let bar = progress::Bar::new(context);
    while let Some(progress) = transcription.progress() {
        bar.show(progress);
        if transcription.collect(&mut open.attempt, LOOK) {
            open.save()?;
        }
    }
    open.save()
}

/// One file, transcribed.
#[derive(Serialize)]
struct Heard {
    file: PathBuf,
    text: String,
    #[serde(flatten)]
    transcript: Transcript,
    speech: Vec<Span>,
}

fn transcribe_files(files: &[PathBuf], mut queue: Queue, json: bool, context: &Context) -> Result<u8> {
    let folder = tempfile::tempdir()
        .map_err(|cause| Error::failed(format!("cannot create a temporary folder: {cause}")))?;
    let takes = files
        .iter()
        .enumerate()
        .map(|(at, file)| {
            let take = folder.path().join(format!("{at}.wav"));
            capture::import(file, &take).map(|recorded| (take, recorded))
        })
        .collect::<Result<Vec<(PathBuf, RecordedTake)>>>()?;
    for (at, (take, recorded)) in takes.iter().enumerate() {
        queue.submit(at, take.clone(), recorded.speech.clone());
    }
    let bar = progress::Bar::new(context);
    let mut heard = Vec::new();
    while queue.pending() > 0 {
        bar.show(queue.progress());
        let Some((at, outcome)) = queue.wait(LOOK) else { continue };
        let (file, (_, recorded)) = (&files[at], &takes[at]);
        let transcript = outcome.map_err(|error| {
            Error::failed(format!("cannot transcribe {}: {error}", file.display()))
                .hint(error.hint_text().unwrap_or("Try another model: rehearse model list"))
        })?;
        heard.push(Heard {
            file: file.clone(),
            text: transcript.text(),
            transcript,
            speech: recorded.speech.clone(),
        });
    }
    drop(bar);
    if json {
        context.output.json(&heard)?;
        return Ok(0);
    }
    for one in &heard {
        if heard.len() > 1 {
            context.output.data(&format!("# {}\n", one.file.display()));
        }
        context.output.data_line(if one.text.is_empty() { "(no speech)" } else { &one.text });
    }
    Ok(0)
}
