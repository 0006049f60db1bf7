//! What this run asks for: ordered steps with targets, made from a story and the person's options.

use crate::content::{KeyPhrase, StepName, Story};
use crate::transcript::seconds;
use serde::{Deserialize, Serialize};
use std::time::Duration;

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

/// The ordered steps of one attempt, and what they are for. A copy is kept with each attempt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
}

impl Plan {
    /// The plan for a whole story, or for the steps in `only` when it is not empty (in the story's order).
    pub fn new(story: &Story, only: &[StepName]) -> Self {
        let steps = story
            .steps
            .iter()
            .filter(|step| only.is_empty() || only.contains(&step.step))
            .map(|step| PlannedStep {
                step: step.step,
                target: Duration::from_secs(u64::from(step.target_seconds)),
                cue: step.cue.clone(),
                phrases: step.phrases.clone(),
                first_person: step.first_person,
            })
            .collect();
        Self {
            story: story.id.clone(),
            title: story.title.clone(),
            question: story.question.clone(),
            steps,
            scope_statements: story.scope_statements.clone(),
        }
    }

    /// The planned step of this name, if the plan has it.
    pub fn step(&self, step: StepName) -> Option<&PlannedStep> {
        self.steps.iter().find(|planned| planned.step == step)
    }
}
