//! What a story teaches beside its steps: levels, angles, follow-ups, the weak answer, the quiz. Plain data.

use super::story::{KeyPhrase, StepName};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How senior the speaker wants to sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LevelName {
    /// SDE 1.
    Sde1,
    /// SDE 2: the steps as they are written.
    Sde2,
    /// Senior SDE.
    Senior,
}

impl LevelName {
    /// All levels, the most junior one first.
    pub const ALL: [Self; 3] = [Self::Sde1, Self::Sde2, Self::Senior];

    /// The name as it is written in files and flags.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sde1 => "sde1",
            Self::Sde2 => "sde2",
            Self::Senior => "senior",
        }
    }

    /// The name as it is shown to a person.
    pub fn title(self) -> &'static str {
        match self {
            Self::Sde1 => "SDE 1",
            Self::Sde2 => "SDE 2",
            Self::Senior => "Senior SDE",
        }
    }
}

impl fmt::Display for LevelName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for LevelName {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let wanted = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|level| level.as_str() == wanted).ok_or_else(|| {
            Error::usage(format!("there is no level {text:?}")).hint("The levels are sde1, sde2 and senior.")
        })
    }
}

/// What one level asks of the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Which level.
    pub level: LevelName,
    /// The shortest whole answer in seconds; without it there is no lower limit.
    #[serde(default)]
    pub at_least_seconds: Option<u32>,
    /// The longest whole answer in seconds; without it the sum of the step targets.
    #[serde(default)]
    pub at_most_seconds: Option<u32>,
    /// What the whole answer dwells on.
    pub focus: String,
    /// What the reflection must show.
    pub reflection_shows: String,
    /// How a strong speaker of this level tells the reflection.
    pub reflection: String,
    /// The phrases of that reflection, in place of the step's own.
    pub phrases: Vec<KeyPhrase>,
    /// What the interviewer holds the answer against.
    pub bar: String,
}

/// What an angle demands of the telling, so that it can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AngleDemand {
    /// A figure of the result is said near the beginning.
    ResultFirst,
    /// The scope boundary is said in the Situation, or first thing in the Task.
    ScopeFirst,
    /// The step that prevents the next failure is said.
    PreventionSaid,
}

/// The same story told for another principle.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Angle {
    /// The principle ("Deliver Results").
    pub principle: String,
    /// How the telling changes.
    pub how: String,
    /// What must be heard, and where.
    #[serde(default)]
    pub demand: Option<AngleDemand>,
    /// The phrases that gain weight.
    pub emphasise: Vec<KeyPhrase>,
    /// The phrases that lose weight.
    #[serde(default)]
    pub downplay: Vec<KeyPhrase>,
    /// How the telling may begin for this principle.
    pub retelling: String,
}

impl Angle {
    /// The name used on the command line: "Deliver Results" becomes `deliver-results`.
    pub fn slug(&self) -> String {
        slug(&self.principle)
    }
}

/// Lower-case words joined by single hyphens.
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// A question that the interviewer asks after the answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// The question.
    pub question: String,
    /// What it probes.
    pub probes: String,
    /// A weak answer.
    pub weak: String,
    /// Why it is weak.
    pub weak_because: String,
    /// A strong answer.
    pub strong: String,
    /// The phrase of the strong answer that carries it.
    pub phrase: KeyPhrase,
}

/// What one step sounds like in the weak answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeakPart {
    /// Which step it stands for.
    pub step: StepName,
    /// The words.
    pub text: String,
}

/// One point of the critique.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Critique {
    /// The words of the weak answer that it is about; nothing when it is about what is absent.
    #[serde(default)]
    pub quote: Option<String>,
    /// What is wrong with them.
    pub point: String,
}

/// A weak telling of the same story, to learn by contrast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeakAnswer {
    /// The answer, step by step; steps that it leaves out are left out here.
    pub parts: Vec<WeakPart>,
    /// The critique, point by point.
    pub critique: Vec<Critique>,
    /// How the interviewer decides.
    pub verdict: String,
    /// The rules that must find something in it, as `step: rule` (say `task: missing-scope`).
    pub findings: Vec<String>,
}

impl WeakAnswer {
    /// The whole weak answer as one text.
    pub fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.trim()).collect::<Vec<_>>().join(" ")
    }
}

/// One option of a quiz question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizOption {
    /// What can be chosen.
    pub text: String,
    /// Whether it is the right one.
    #[serde(default)]
    pub right: bool,
    /// Why it is right or wrong.
    pub because: String,
}

/// A quiz question with exactly one right option.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuizQuestion {
    /// The question.
    pub question: String,
    /// What can be chosen.
    pub options: Vec<QuizOption>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_principle_becomes_a_word_for_the_command_line() {
        assert_eq!(slug("Deliver Results"), "deliver-results");
        assert_eq!(slug("Are Right, A Lot"), "are-right-a-lot");
    }

    #[test]
    fn a_level_is_read_from_its_name_only() {
        assert_eq!("Senior".parse::<LevelName>(), Ok(LevelName::Senior));
        assert_eq!("staff".parse::<LevelName>().map_err(|error| error.exit_code()), Err(2));
    }
}
