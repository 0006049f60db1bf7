//! `rehearse demo`: the whole job on recordings that ship with the program; no microphone, no model, no network.

use super::recordings::Assigned;
use super::session::{Session, Source};
use super::transcription::Transcription;
use super::{Context, rehearsal};
use crate::capture::Pace;
use crate::cli::DemoArgs;
use crate::content::demo::{RECORDINGS, STORY};
use crate::error::{Error, Result};
use crate::plan::{Options, Plan};
use crate::takes::Mode;
use crate::terminal::{Keys, Look};
use std::path::Path;

/// A person can follow the clock at this multiple of its pace, and has seen all five steps in about ten seconds.
const TIMES: u32 = 10;
/// The model that understands the voices of the recordings, and little else.
const MODEL: &str = "demo";

/// Plays the recordings through the same path as a live run, and shows the result. Gives the exit code.
///
/// # Errors
/// When the recordings or the model cannot be written, or the engine does not run.
pub fn run(args: &DemoArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    let plan = Plan::new(library.find(STORY)?, &Options::default())?;
    let store = context.store();
    context.recover(&store);
    let transcription = Transcription::start(Some(MODEL), &context.folders.models())?;
    let folder = tempfile::tempdir()
        .map_err(|cause| Error::failed(format!("cannot create a temporary folder: {cause}")))?;
    let recordings = unpack(folder.path())?;

    let mut keys = Keys::new()?;
    let watched = !args.fast && !args.json && keys.are_typed();
    let mut screen = context.screen(args.json, Look { hints: true, played: true, marking: false });
    screen.begins(&plan);
    screen.message("Five recordings of a synthetic voice stand for your own. Nothing is recorded from you.");
    if watched {
        screen.message(&format!(
            "They play {TIMES} times as fast as they were spoken; Enter goes straight to the report."
        ));
    }
    if let Some(warning) = transcription.warning() {
        screen.message(&warning);
    }
    let pace = if watched { Pace::Times(TIMES) } else { Pace::Fast };
    let open = store.begin(plan, Mode::Demo, &jiff::ZonedDateTime::now())?;
    let source = Source::Files { recordings, pace, hurry: false };
    let mut session = Session {
        open,
        transcription,
        screen: screen.as_mut(),
        keys: &mut keys,
        source,
        unsaved: None,
        marked_steps: 0,
    };
    let ending = session.run();
    let code = rehearsal::rehearsed(session, &ending, args.json, context)?;
    drop(screen);
    context.output.talk(NEXT);
    Ok(code)
}

const NEXT: &str = "\nThat was the demo: its small model understands only the voices of the demo. For your own voice:\n  \
                    rehearse model get                 a real speech model, 82 MB, once\n  \
                    rehearse doctor                    is the microphone right?\n  \
                    rehearse practice webhook-drops    your turn\n";

fn unpack(folder: &Path) -> Result<Vec<Assigned>> {
    RECORDINGS
        .iter()
        .map(|(step, sound)| {
            let file = folder.join(format!("{step}.wav"));
            std::fs::write(&file, sound).map_err(|cause| Error::io("cannot write", &file, &cause))?;
            Ok(((*step).into(), file))
        })
        .collect()
}
