//! The plan of a run: the story, and the level and angle that the person wants.

use super::Context;
use crate::cli::AimArgs;
use crate::content::{LevelName, StepName, Story};
use crate::error::{Error, Result};
use crate::plan::{Options, Plan};

/// The plan for a story, or for the steps in `only` when it is not empty.
///
/// # Errors
/// When the story has no such level or angle.
pub fn plan(story: &Story, aim: &AimArgs, only: &[StepName], _context: &Context) -> Result<Plan> {
    Plan::new(story, &Options { only, level: level(aim), angle: angle(aim) })
}

/// The plan for a text that belongs to no story.
///
/// # Errors
/// When an angle is wanted: it belongs to a story.
pub fn plan_without_story(
    aim: &AimArgs,
    steps: impl IntoIterator<Item = StepName>,
    _context: &Context,
) -> Result<Plan> {
    if angle(aim).is_some() {
        return Err(Error::usage("an angle belongs to a story").hint("Say which one: --story ID"));
    }
    Ok(Plan::without_story(steps, level(aim)))
}

fn level(aim: &AimArgs) -> Option<LevelName> {
    aim.level.and_then(|choice| choice.0)
}

fn angle(aim: &AimArgs) -> Option<&str> {
    aim.angle.as_ref().and_then(|choice| choice.0.as_deref())
}
