//! What this run asks for: ordered steps with targets, made from a story and the person's options.

mod angle;
mod interview;
mod level;
mod part;
pub mod quiz;

pub use angle::PlannedAngle;
pub use interview::{FOLLOW_UP_TARGET, Interview, PlannedFollowUp, Turn, USUAL_FOLLOW_UPS};
pub use level::{Limit, PlannedLevel, WORDS_PER_MINUTE, names_the_organization, speaking_time};
pub use part::Part;

use crate::content::{KeyPhrase, LevelName, StepName, Story, usual_seconds};
use crate::error::Result;
use crate::transcript::seconds;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// What a person chooses about a run through a story.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Options<'a> {
    /// Only these steps, in the story's order; all when it is empty.
    pub only: &'a [StepName],
    /// How senior the answer should sound; as the story is written when there is none.
    pub level: Option<LevelName>,
    /// For which principle the story is told: its name or its slug ("deliver-results").
    pub angle: Option<&'a str>,
}

/// One step to speak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedStep {
    /// Which of the five steps.
    pub step: StepName,
    /// How long it should take.
    #[serde(rename = "target_seconds", with = "seconds")]
    pub target: Duration,
    /// One line that says what belongs here.
    pub cue: String,
    /// The phrases that should be said.
    pub phrases: Vec<KeyPhrase>,
    /// Whether "we" is to be avoided here.
    pub first_person: bool,
}

impl PlannedStep {
    /// A step with the usual target, and nothing that must be said.
    fn usual(step: StepName) -> Self {
        let target = Duration::from_secs(u64::from(usual_seconds(step)));
        Self { step, target, cue: String::new(), phrases: Vec::new(), first_person: true }
    }
}

/// The ordered steps of one attempt, and what they are for. A copy is kept with each attempt.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The story's id.
    pub story: String,
    /// The story's title.
    pub title: String,
    /// The interviewer's question.
    pub question: String,
    /// The steps in the order in which they are spoken.
    pub steps: Vec<PlannedStep>,
    /// The story's own scope statements, beside the general ones.
    #[serde(default)]
    pub scope_statements: Vec<KeyPhrase>,
    /// The level by which the answer is judged; older attempts have none.
    #[serde(default)]
    pub level: Option<PlannedLevel>,
    /// The principle for which the story is told.
    #[serde(default)]
    pub angle: Option<PlannedAngle>,
    /// How long the whole answer may be; nothing when only some steps are spoken.
    #[serde(default)]
    pub limit: Option<Limit>,
    /// What makes it an interview; `None` for a practice step by step.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interview: Option<Interview>,
}

/// A seed for what is drawn or shuffled, short enough to be typed again.
pub fn any_seed() -> u64 {
    fastrand::u64(1..10_000)
}

impl Plan {
    /// The plan for a story.
    ///
    /// A level sets the limit of the whole answer, scales the targets to it, and puts its own phrases in place of the
    /// reflection's. An angle adds the phrases that it emphasises to the steps whose strong example says them, and takes
    /// out those that it plays down.
    ///
    /// # Errors
    /// A usage error, with what there is instead, when the story has no such level or angle. A story without any levels
    /// takes the usual limits of a level.
    pub fn new(story: &Story, options: &Options<'_>) -> Result<Self> {
        let mut steps: Vec<PlannedStep> = story
            .steps
            .iter()
            .map(|step| PlannedStep {
                step: step.step,
                target: Duration::from_secs(u64::from(step.target_seconds)),
                cue: step.cue.clone(),
                phrases: step.phrases.clone(),
                first_person: step.first_person,
            })
            .collect();
        let own = options.level.map(|name| level::find(name, story)).transpose()?.flatten();
        let level = options.level.map(|name| level::apply(name, own, &mut steps));
        let angle =
            options.angle.map(|name| angle::apply(name, story, options.level, &mut steps)).transpose()?;
        let limit = Limit::of(options.level, own, &steps);
        steps.retain(|step| options.only.is_empty() || options.only.contains(&step.step));
        Ok(Self {
            story: story.id.clone(),
            title: story.title.clone(),
            question: story.question.clone(),
            limit: (steps.len() == story.steps.len()).then_some(limit),
            steps,
            scope_statements: story.scope_statements.clone(),
            level,
            angle,
            interview: None,
        })
    }

    /// The plan for a text that belongs to no story: the usual targets, scaled to the level, and no phrases.
    pub fn without_story(steps: impl IntoIterator<Item = StepName>, level: Option<LevelName>) -> Self {
        let mut all: Vec<PlannedStep> = StepName::ALL.into_iter().map(PlannedStep::usual).collect();
        let planned = level.map(|name| level::apply(name, None, &mut all));
        let limit = Limit::of(level, None, &all);
        let wanted: Vec<StepName> = steps.into_iter().collect();
        all.retain(|step| wanted.contains(&step.step));
        let limit = (all.len() == StepName::ALL.len()).then_some(limit);
        Self { steps: all, level: planned, limit, ..Self::default() }
    }

    /// The planned step of this name, if the plan has it.
    pub fn step(&self, step: StepName) -> Option<&PlannedStep> {
        self.steps.iter().find(|planned| planned.step == step)
    }

    /// By which level and angle the answer is judged, as it is shown: "SDE 2", "Ownership".
    pub fn judged_by(&self) -> Vec<&str> {
        let level = self.level.as_ref().map(|level| level.level.title());
        level.into_iter().chain(self.angle.as_ref().map(|angle| angle.principle.as_str())).collect()
    }
}
