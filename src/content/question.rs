//! A question of the bank: a prompt without a worked story. Plain data.

use super::schema::{Field, Shape, may, must};
use serde::{Deserialize, Serialize};

pub(super) const QUESTION_FIELDS: &[Field] = &[
    must("id", Shape::Id),
    must("competency", Shape::Text(80)),
    must("question", Shape::Text(300)),
    must("probes", Shape::Text(300)),
    may("follow_ups", Shape::Texts(300, 2)),
];

/// A question of the bank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The name used on the command line.
    pub id: String,
    /// The set of questions that it belongs to ("Amazon Leadership Principles").
    #[serde(default, skip_deserializing)]
    pub collection: String,
    /// What it is meant to probe ("Dive Deep").
    pub competency: String,
    /// The interviewer's question.
    pub question: String,
    /// What a good answer shows.
    pub probes: String,
    /// What the interviewer may ask next.
    #[serde(default)]
    pub follow_ups: Vec<String>,
}

/// A file of questions.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Bank {
    #[serde(rename = "format_version")]
    _format_version: u32,
    collection: String,
    questions: Vec<Question>,
}

impl Bank {
    /// The questions, each with the name of the collection.
    pub(super) fn into_questions(self) -> Vec<Question> {
        let collection = self.collection;
        self.questions
            .into_iter()
            .map(|question| Question { collection: collection.clone(), ..question })
            .collect()
    }
}
