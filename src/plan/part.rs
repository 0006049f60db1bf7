//! What a take is a recording of.

use crate::content::StepName;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The part of a rehearsal that is spoken in one go. Written as one word, in files and in the names of recordings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Part {
    /// One step of a practice: `situation`.
    Step(StepName),
    /// The whole answer of an interview: `answer`.
    Answer,
    /// The answer to a follow-up question, from 1: `follow-up-1`.
    FollowUp(u32),
}

const ANSWER: &str = "answer";
const FOLLOW_UP: &str = "follow-up-";

impl Part {
    /// The part as it is shown to a person.
    pub fn title(self) -> String {
        match self {
            Self::Step(step) => step.title().to_owned(),
            Self::Answer => "Answer".to_owned(),
            Self::FollowUp(number) => format!("Follow-up {number}"),
        }
    }

    /// The step, if it is one.
    pub fn step(self) -> Option<StepName> {
        match self {
            Self::Step(step) => Some(step),
            Self::Answer | Self::FollowUp(_) => None,
        }
    }
}

impl From<StepName> for Part {
    fn from(step: StepName) -> Self {
        Self::Step(step)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(step) => step.fmt(out),
            Self::Answer => out.write_str(ANSWER),
            Self::FollowUp(number) => write!(out, "{FOLLOW_UP}{number}"),
        }
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        if text == ANSWER {
            return Ok(Self::Answer);
        }
        if let Some(number) = text.strip_prefix(FOLLOW_UP).and_then(|number| number.parse().ok()) {
            return Ok(Self::FollowUp(number));
        }
        text.parse().map(Self::Step)
    }
}

impl TryFrom<String> for Part {
    type Error = Error;

    fn try_from(text: String) -> Result<Self> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_read_back_from_its_word() {
        for part in [Part::Answer, Part::FollowUp(2), Part::Step(StepName::Task)] {
            assert_eq!(part.to_string().parse(), Ok(part));
            let json = serde_json::to_string(&part).unwrap();
            assert_eq!(serde_json::from_str::<Part>(&json).unwrap(), part);
        }
        assert_eq!(serde_json::to_string(&Part::Step(StepName::Task)).unwrap(), "\"task\"");
        assert!("follow-up-x".parse::<Part>().is_err() && "".parse::<Part>().is_err());
    }
}
