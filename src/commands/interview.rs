//! `rehearse interview STORY|QUESTION`: the whole answer in one go, without prompts, then follow-up questions.

use super::rehearsal::Rehearsal;
use super::{Context, aim};
use crate::cli::InterviewArgs;
use crate::content::{StepName, Told};
use crate::error::Result;
use crate::plan::{Plan, USUAL_FOLLOW_UPS, any_seed};
use crate::takes::Mode;

/// Runs an interview and shows its result. Gives the exit code.
///
/// # Errors
/// When the story or question, the model, the microphone or a recording is wrong; what was recorded until then is kept.
pub fn run(args: &InterviewArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    let told = library.find_told(&args.what)?;
    let plan = plan(told, args, context)?;
    let asked = plan.interview.as_ref().map_or(0, |interview| interview.follow_ups.len());
    if let Some(wanted) = args.follow_ups.filter(|wanted| *wanted > asked) {
        let there = if asked == 1 {
            "is only 1 follow-up question".into()
        } else {
            format!("are only {asked} follow-up questions")
        };
        context.output.note(&format!("There {there} about this, not {wanted}."));
    }
    let rehearsal = Rehearsal {
        plan,
        mode: Mode::Interview,
        mode_of_recordings: Mode::Interview,
        device: args.device.as_deref(),
        model: args.model.as_deref(),
        hints: false,
        marking: args.mark,
        json: args.json,
    };
    rehearsal.run(&args.from, context)
}

fn plan(told: Told<'_>, args: &InterviewArgs, context: &Context) -> Result<Plan> {
    let seed = args.seed.unwrap_or_else(any_seed);
    // Recordings of answers say themselves how many questions there were; a folder may hold any number.
    let recorded = args.from.iter().filter(|path| !path.is_dir()).count();
    let usual = if recorded > 0 && recorded == args.from.len() { recorded - 1 } else { USUAL_FOLLOW_UPS };
    let count = args.follow_ups.unwrap_or(usual);
    Ok(match told {
        Told::Story(story) => aim::plan(story, &args.aim, &[], context)?.interview_about(story, count, seed),
        Told::Question(question) => {
            let level = aim::plan_without_story(&args.aim, StepName::ALL, context)?.level;
            Plan::for_question(question, level.map(|level| level.level)).interview_with(question, count, seed)
        }
    })
}
