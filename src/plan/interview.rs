//! What an interview asks: one answer in one go, then follow-up questions drawn at random.

use super::{Limit, Part, Plan, PlannedStep};
use crate::content::{FollowUp, KeyPhrase, LevelName, Question, StepName, Story};
use crate::transcript::seconds;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The longest that an answer to a follow-up question should take.
pub const FOLLOW_UP_TARGET: Duration = Duration::from_secs(60);
/// How many follow-up questions an interviewer mostly asks.
pub const USUAL_FOLLOW_UPS: usize = 2;
/// An answer to a follow-up question that is shorter proves nothing: the strong answers of the stories take 17 s and more at
/// a calm pace.
const FOLLOW_UP_AT_LEAST: Duration = Duration::from_secs(15);

/// What makes a rehearsal an interview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Interview {
    /// The seed of the draw: the same one draws the same questions.
    pub seed: u64,
    /// The questions that were drawn, in the order in which they are asked.
    pub follow_ups: Vec<PlannedFollowUp>,
}

/// A follow-up question as it is asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedFollowUp {
    /// The question.
    pub question: String,
    /// The longest that the answer should take.
    #[serde(rename = "target_seconds", with = "seconds")]
    pub target: Duration,
    /// What it probes, where a story says so.
    #[serde(default)]
    pub probes: Option<String>,
    /// A strong answer, where a story has one.
    #[serde(default)]
    pub strong: Option<String>,
    /// The phrase that carries the strong answer.
    #[serde(default)]
    pub phrase: Option<KeyPhrase>,
}

impl PlannedFollowUp {
    fn plain(question: &str) -> Self {
        Self {
            question: question.to_owned(),
            target: FOLLOW_UP_TARGET,
            probes: None,
            strong: None,
            phrase: None,
        }
    }
}

impl From<&FollowUp> for PlannedFollowUp {
    fn from(follow_up: &FollowUp) -> Self {
        Self {
            probes: Some(follow_up.probes.clone()),
            strong: Some(follow_up.strong.clone()),
            phrase: Some(follow_up.phrase.clone()),
            ..Self::plain(&follow_up.question)
        }
    }
}

impl Interview {
    /// Draws `count` of the questions, or all where there are fewer.
    fn draw(mut questions: Vec<PlannedFollowUp>, count: usize, seed: u64) -> Self {
        fastrand::Rng::with_seed(seed).shuffle(&mut questions);
        questions.truncate(count);
        Self { seed, follow_ups: questions }
    }
}

impl Plan {
    /// The plan of a question without a worked story: the usual steps and targets, scaled to the level, and no phrases.
    pub fn for_question(question: &Question, level: Option<LevelName>) -> Self {
        Self {
            story: question.id.clone(),
            title: question.competency.clone(),
            question: question.question.clone(),
            ..Self::without_story(StepName::ALL, level)
        }
    }

    /// Makes the plan an interview with follow-up questions of the story.
    #[must_use]
    pub fn interview_about(self, story: &Story, count: usize, seed: u64) -> Self {
        let questions = story.follow_ups.iter().map(PlannedFollowUp::from).collect();
        Self { interview: Some(Interview::draw(questions, count, seed)), ..self }
    }

    /// Makes the plan an interview with follow-up questions of the bank.
    #[must_use]
    pub fn interview_with(self, question: &Question, count: usize, seed: u64) -> Self {
        let questions = question.follow_ups.iter().map(|question| PlannedFollowUp::plain(question)).collect();
        Self { interview: Some(Interview::draw(questions, count, seed)), ..self }
    }

    /// Whether it is an interview about a question of the bank, behind which no story stands.
    pub fn is_about_a_question(&self) -> bool {
        self.interview.is_some() && self.steps.iter().all(|step| step.phrases.is_empty())
    }

    /// What is spoken, one after the other.
    pub fn turns(&self) -> Vec<Turn> {
        let Some(interview) = &self.interview else { return self.steps.iter().map(Turn::from).collect() };
        let answer = Turn {
            part: Part::Answer,
            target: self.whole_answer().at_most,
            at_least: Some(self.whole_answer().at_least),
            cue: String::new(),
            phrases: Vec::new(),
            question: Some(self.question.clone()),
        };
        let follow_ups = (1..).zip(&interview.follow_ups).map(|(number, follow_up)| Turn {
            part: Part::FollowUp(number),
            target: follow_up.target,
            at_least: Some(FOLLOW_UP_AT_LEAST),
            cue: String::new(),
            phrases: Vec::new(),
            question: Some(follow_up.question.clone()),
        });
        std::iter::once(answer).chain(follow_ups).collect()
    }

    /// How long the whole answer may be.
    pub fn whole_answer(&self) -> Limit {
        let sum = self.steps.iter().map(|step| step.target).sum();
        self.limit.unwrap_or(Limit { at_least: Duration::ZERO, at_most: sum })
    }
}

/// One thing to speak.
#[derive(Debug, Clone, PartialEq)]
pub struct Turn {
    /// What it is.
    pub part: Part,
    /// How long it should take; with a limit, the longest.
    pub target: Duration,
    /// The shortest of a limit (0 without a lower one); `None` where there is a target and no limit.
    pub at_least: Option<Duration>,
    /// One line that says what belongs here; empty in an interview.
    pub cue: String,
    /// The phrases that should be said; none in an interview.
    pub phrases: Vec<KeyPhrase>,
    /// What the interviewer asks before it.
    pub question: Option<String>,
}

impl From<&PlannedStep> for Turn {
    fn from(step: &PlannedStep) -> Self {
        Self {
            part: Part::Step(step.step),
            target: step.target,
            at_least: None,
            cue: step.cue.clone(),
            phrases: step.phrases.clone(),
            question: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;
    use crate::content::Library;

    fn drawn(seed: u64, count: usize) -> Vec<String> {
        let library = Library::load(&[]).unwrap();
        let story = library.find("webhook-drops").unwrap();
        let plan = Plan::new(story, &Options::default()).unwrap().interview_about(story, count, seed);
        plan.interview.unwrap().follow_ups.into_iter().map(|follow_up| follow_up.question).collect()
    }

    #[test]
    fn the_same_seed_asks_the_same_and_every_question_is_drawn_by_some_seed() {
        assert_eq!(drawn(7, 2), drawn(7, 2));
        assert_eq!(drawn(7, 2).len(), 2);
        let all: std::collections::HashSet<String> = (0..50).flat_map(|seed| drawn(seed, 2)).collect();
        assert_eq!(all.len(), 4);
        // No question twice, and no more than there are.
        let everything: std::collections::HashSet<String> = drawn(1, 99).into_iter().collect();
        assert_eq!((everything.len(), drawn(1, 99).len()), (4, 4));
        assert!(drawn(1, 0).is_empty());
    }

    #[test]
    fn an_interview_is_one_answer_and_then_its_follow_ups_without_prompts() {
        let library = Library::load(&[]).unwrap();
        let question = library.find_question("ownership-1").unwrap();
        let turns = Plan::for_question(question, None).interview_with(question, 2, 3).turns();
        let parts: Vec<Part> = turns.iter().map(|turn| turn.part).collect();
        assert_eq!(parts, [Part::Answer, Part::FollowUp(1), Part::FollowUp(2)]);
        assert_eq!(turns[0].target, Duration::from_secs(175));
        assert_eq!(turns[1].target, FOLLOW_UP_TARGET);
        assert!(
            turns
                .iter()
                .all(|turn| turn.phrases.is_empty() && turn.cue.is_empty() && turn.question.is_some())
        );
    }
}
