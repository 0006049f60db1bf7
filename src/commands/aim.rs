//! The plan of a run: the story, and the level and angle that the person wants.

use super::Context;
use crate::cli::AimArgs;
use crate::content::{LevelName, StepName, Story};
use crate::error::{Error, Result};
use crate::plan::{Options, Plan};

/// The plan for a story, or for the steps in `only` when it is not empty. A level or an angle that only the settings
/// want, and that the story does not have, is left out, and that is said.
///
/// # Errors
/// When the story has no such level or angle.
pub fn plan(story: &Story, aim: &AimArgs, only: &[StepName], context: &Context) -> Result<Plan> {
    let settings = &context.settings;
    let mut level = aim.level.map_or(settings.level, |choice| choice.0);
    let mut angle = aim.angle.as_ref().map_or(settings.angle.as_deref(), |choice| choice.0.as_deref());
    let say = |what: &str, name: &str| {
        let id = &story.id;
        context
            .output
            .note(&format!("The story {id} has no {what} {name} (from your settings); told without it."));
    };
    if let Some(wanted) = level.filter(|_| aim.level.is_none())
        && !story.levels.is_empty()
        && story.level(wanted).is_none()
    {
        say("level", wanted.as_str());
        level = None;
    }
    if let Some(wanted) = angle.filter(|_| aim.angle.is_none())
        && story.angle(wanted).is_none()
    {
        say("angle", wanted);
        angle = None;
    }
    Plan::new(story, &Options { only, level, angle })
}

/// The plan for a text that belongs to no story.
///
/// # Errors
/// When an angle is wanted: it belongs to a story.
pub fn plan_without_story(
    aim: &AimArgs,
    steps: impl IntoIterator<Item = StepName>,
    context: &Context,
) -> Result<Plan> {
    if aim.angle.as_ref().is_some_and(|choice| choice.0.is_some()) {
        return Err(Error::usage("an angle belongs to a story").hint("Say which one: --story ID"));
    }
    let level: Option<LevelName> = aim.level.map_or(context.settings.level, |choice| choice.0);
    Ok(Plan::without_story(steps, level))
}
