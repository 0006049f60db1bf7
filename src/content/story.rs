//! A story: question, steps, targets, key phrases, advice. Pure: text in, story out.

use super::coaching::{Angle, FollowUp, Level, LevelName, QuizQuestion, WeakAnswer};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The format of story files that this program reads.
pub const FORMAT_VERSION: u32 = 1;

/// The five steps of an answer (STAR and a reflection).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StepName {
    /// What was wrong, and what it put at risk.
    Situation,
    /// What had to be done, and whose job it was.
    Task,
    /// What the speaker did.
    Action,
    /// What came of it, in figures.
    Result,
    /// What the speaker learned.
    Reflection,
}

impl StepName {
    /// All steps in the order in which they are told.
    pub const ALL: [Self; 5] = [Self::Situation, Self::Task, Self::Action, Self::Result, Self::Reflection];

    /// The name as it is written in files and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Situation => "situation",
            Self::Task => "task",
            Self::Action => "action",
            Self::Result => "result",
            Self::Reflection => "reflection",
        }
    }

    /// The name as it is shown to a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Situation => "Situation",
            Self::Task => "Task",
            Self::Action => "Action",
            Self::Result => "Result",
            Self::Reflection => "Reflection",
        }
    }
}

impl fmt::Display for StepName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for StepName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wanted = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|step| step.as_str() == wanted).ok_or_else(|| {
            Error::usage(format!("there is no step {text:?}"))
                .hint("The steps are situation, task, action, result and reflection.")
        })
    }
}

/// A phrase that should be said: plain text in a story file, or a table with alternates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "KeyPhraseForm")]
pub struct KeyPhrase {
    /// The phrase as the author wrote it.
    pub text: String,
    /// Other wordings that count as well.
    #[serde(default)]
    pub also: Vec<String>,
    /// Whether only these very words count.
    #[serde(default)]
    pub exact: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum KeyPhraseForm {
    Plain(String),
    Table(KeyPhraseTable),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyPhraseTable {
    text: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    exact: bool,
}

impl From<KeyPhraseForm> for KeyPhrase {
    fn from(form: KeyPhraseForm) -> Self {
        match form {
            KeyPhraseForm::Plain(text) => Self { text, also: Vec::new(), exact: false },
            KeyPhraseForm::Table(table) => Self { text: table.text, also: table.also, exact: table.exact },
        }
    }
}

impl From<&str> for KeyPhrase {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), also: Vec::new(), exact: false }
    }
}

impl KeyPhrase {
    /// Whether the text has the words of the phrase, or of an alternate, in order and side by side.
    pub fn occurs_in(&self, text: &str) -> bool {
        std::iter::once(&self.text).chain(&self.also).any(|form| super::node::occurs(form, text))
    }
}

/// One step of a story.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoryStep {
    /// Which step.
    pub step: StepName,
    /// How many seconds it should take.
    pub target_seconds: u32,
    /// One line that says what belongs here, shown while speaking.
    pub cue: String,
    /// How a strong speaker tells it.
    pub strong: String,
    /// The phrases that should be said.
    pub phrases: Vec<KeyPhrase>,
    /// The coach's advice.
    pub advice: String,
    /// The mistake that most people make.
    pub mistake: String,
    /// Whether "we" is to be avoided here.
    #[serde(default = "yes")]
    pub first_person: bool,
}

fn yes() -> bool {
    true
}

/// A story file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// The format of the file; [`FORMAT_VERSION`].
    pub format_version: u32,
    /// The name used on the command line.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// The interviewer's question.
    pub question: String,
    /// The set of stories or questions that it belongs to ("Amazon Leadership Principles").
    #[serde(default)]
    pub collection: String,
    /// What the question is meant to probe ("Earn Trust").
    pub competency: String,
    /// What happened, in a few sentences.
    pub overview: String,
    /// What an interviewer takes away.
    #[serde(default)]
    pub takeaways: Vec<String>,
    /// Other wordings of the scope boundary that this story uses.
    #[serde(default)]
    pub scope_statements: Vec<KeyPhrase>,
    /// The steps, in the order in which they are told.
    pub steps: Vec<StoryStep>,
    /// What each level asks of the answer.
    #[serde(default)]
    pub levels: Vec<Level>,
    /// The same story for other principles.
    #[serde(default)]
    pub angles: Vec<Angle>,
    /// The questions that come after the answer.
    #[serde(default)]
    pub follow_ups: Vec<FollowUp>,
    /// A weak telling, to learn by contrast.
    #[serde(default)]
    pub weak_answer: Option<WeakAnswer>,
    /// The quiz.
    #[serde(default)]
    pub quiz: Vec<QuizQuestion>,
}

impl Story {
    /// The step of this name.
    pub fn step(&self, step: StepName) -> Option<&StoryStep> {
        self.steps.iter().find(|candidate| candidate.step == step)
    }

    /// What the level of this name asks, if the story says so.
    pub fn level(&self, level: LevelName) -> Option<&Level> {
        self.levels.iter().find(|candidate| candidate.level == level)
    }

    /// The angle of this name, written as a principle or as its slug.
    pub fn angle(&self, name: &str) -> Option<&Angle> {
        let wanted = super::coaching::slug(name);
        self.angles.iter().find(|angle| angle.slug() == wanted)
    }

    /// The sum of the step targets, in seconds.
    pub fn target_seconds(&self) -> u32 {
        self.steps.iter().map(|step| step.target_seconds).sum()
    }
}
