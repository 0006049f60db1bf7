//! `rehearse practice STORY`: speak it step by step, then see what to fix.

use super::rehearsal::Rehearsal;
use super::{Context, aim};
use crate::cli::PracticeArgs;
use crate::error::Result;
use crate::takes::Mode;

/// Runs a practice and shows its result. Gives the exit code.
///
/// # Errors
/// When the story, the model, the microphone or a recording is wrong; what was recorded until then is kept.
pub fn run(args: &PracticeArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    let story = library.find(&args.story)?;
    let rehearsal = Rehearsal {
        plan: aim::plan(story, &args.aim, &args.step, context)?,
        mode: Mode::Practice,
        mode_of_recordings: Mode::Import,
        device: args.device.as_deref(),
        model: args.model.as_deref(),
        hints: !args.no_hints,
        marking: false,
        json: args.json,
    };
    rehearsal.run(&args.from, context)
}
