//! Text of a content file in, story or questions out, or everything that is wrong. Pure.

use super::checks;
use super::node::{self, Node};
use super::problem::Problem;
use super::question::{Bank, QUESTION_FIELDS, Question};
use super::schema::{self, Field, Shape, may, must};
use super::story::{FORMAT_VERSION, Story};
use serde::de::DeserializeOwned;
use std::path::Path;

const SHORT: usize = 80;
const LINE: usize = 300;
const PARAGRAPH: usize = 1500;
/// 90 s at 165 words a minute are 250 words; three times that is certainly a mistake.
const ANSWER: usize = 5000;
const STEPS: &[&str] = &["situation", "task", "action", "result", "reflection"];

const STEP: &[Field] = &[
    must("step", Shape::OneOf(STEPS)),
    must("target_seconds", Shape::Seconds),
    must("cue", Shape::Text(SHORT)),
    must("strong", Shape::Text(ANSWER)),
    must("phrases", Shape::Phrases(1)),
    must("advice", Shape::Text(PARAGRAPH)),
    must("mistake", Shape::Text(PARAGRAPH)),
    may("first_person", Shape::Flag),
];
const LEVEL: &[Field] = &[
    must("level", Shape::OneOf(&["sde1", "sde2", "senior"])),
    may("at_least_seconds", Shape::Seconds),
    may("at_most_seconds", Shape::Seconds),
    must("focus", Shape::Text(PARAGRAPH)),
    must("reflection_shows", Shape::Text(PARAGRAPH)),
    must("reflection", Shape::Text(ANSWER)),
    must("phrases", Shape::Phrases(1)),
    must("bar", Shape::Text(PARAGRAPH)),
];
const ANGLE: &[Field] = &[
    must("principle", Shape::Text(SHORT)),
    must("how", Shape::Text(PARAGRAPH)),
    may("demand", Shape::OneOf(&["result-first", "scope-first", "prevention-said"])),
    must("emphasise", Shape::Phrases(1)),
    may("downplay", Shape::Phrases(0)),
    must("retelling", Shape::Text(ANSWER)),
];
const FOLLOW_UP: &[Field] = &[
    must("question", Shape::Text(LINE)),
    must("probes", Shape::Text(LINE)),
    must("weak", Shape::Text(PARAGRAPH)),
    must("weak_because", Shape::Text(PARAGRAPH)),
    must("strong", Shape::Text(ANSWER)),
    must("phrase", Shape::Phrase),
];
const WEAK: &[Field] = &[
    must(
        "parts",
        Shape::Tables(&[must("step", Shape::OneOf(STEPS)), must("text", Shape::Text(PARAGRAPH))], 1),
    ),
    must(
        "critique",
        Shape::Tables(&[may("quote", Shape::Text(LINE)), must("point", Shape::Text(PARAGRAPH))], 1),
    ),
    must("verdict", Shape::Text(PARAGRAPH)),
    must("findings", Shape::Texts(SHORT, 1)),
];
const QUIZ: &[Field] = &[
    must("question", Shape::Text(LINE)),
    must(
        "options",
        Shape::Tables(
            &[
                must("text", Shape::Text(LINE)),
                may("right", Shape::Flag),
                must("because", Shape::Text(PARAGRAPH)),
            ],
            2,
        ),
    ),
];
const STORY: &[Field] = &[
    must("format_version", Shape::Number),
    must("id", Shape::Id),
    must("title", Shape::Text(SHORT)),
    may("collection", Shape::Text(SHORT)),
    must("question", Shape::Text(LINE)),
    must("competency", Shape::Text(SHORT)),
    must("overview", Shape::Text(PARAGRAPH)),
    may("takeaways", Shape::Texts(LINE, 0)),
    may("scope_statements", Shape::Phrases(0)),
    must("steps", Shape::Tables(STEP, 0)),
    may("levels", Shape::Tables(LEVEL, 0)),
    may("angles", Shape::Tables(ANGLE, 0)),
    may("follow_ups", Shape::Tables(FOLLOW_UP, 0)),
    may("weak_answer", Shape::Table(WEAK)),
    may("quiz", Shape::Tables(QUIZ, 0)),
];
const BANK: &[Field] = &[
    must("format_version", Shape::Number),
    must("collection", Shape::Text(SHORT)),
    must("questions", Shape::Tables(QUESTION_FIELDS, 1)),
];

/// What a content file holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A story.
    Story(Box<Story>),
    /// A bank of questions.
    Questions(Vec<Question>),
}

/// Reads a story, or says everything that is wrong with it; `file` names it in the problems.
///
/// # Errors
/// Every problem of the text, in the order of its lines.
pub fn parse(text: &str, file: &Path) -> Result<Story, Vec<Problem>> {
    read(text, file, STORY, checks::story)
}

/// Reads a bank of questions, or says everything that is wrong with it.
///
/// # Errors
/// Every problem of the text, in the order of its lines.
pub fn parse_questions(text: &str, file: &Path) -> Result<Vec<Question>, Vec<Problem>> {
    read(text, file, BANK, checks::bank).map(Bank::into_questions)
}

/// Reads a story, or a bank when the text has a list of `questions`.
///
/// # Errors
/// Every problem of the text, in the order of its lines.
pub fn parse_any(text: &str, file: &Path) -> Result<Content, Vec<Problem>> {
    let is_bank =
        node::with_root(text, |root| root.get("questions").is_some() && root.get("steps").is_none());
    if is_bank == Ok(true) {
        parse_questions(text, file).map(Content::Questions)
    } else {
        parse(text, file).map(|story| Content::Story(Box::new(story)))
    }
}

fn read<T: DeserializeOwned>(
    text: &str,
    file: &Path,
    fields: &[Field],
    checks: fn(&Path, Node<'_>) -> Vec<Problem>,
) -> Result<T, Vec<Problem>> {
    let found = node::with_root(text, |root| {
        // The keys of a later format cannot be judged: one problem says it all.
        if let Some(problem) = later_version(file, root) {
            return vec![problem];
        }
        let mut problems = schema::check(file, root, fields);
        problems.extend(checks(file, root));
        problems
    });
    let mut problems = match found {
        Ok(problems) => problems,
        Err(errors) => errors.into_iter().map(|(line, message)| not_toml(file, line, &message)).collect(),
    };
    if problems.is_empty() {
        match node::typed(text) {
            Ok(value) => return Ok(value),
            Err((line, message)) => problems.push(not_toml(file, line, &message)),
        }
    }
    problems.sort_by_key(|problem| problem.line);
    problems.dedup();
    Err(problems)
}

fn not_toml(file: &Path, line: usize, message: &str) -> Problem {
    let first = message.lines().next().unwrap_or("not TOML").to_owned();
    Problem::new(file, line, first, "See https://toml.io for how texts, lists and tables are written.")
}

fn later_version(file: &Path, root: Node<'_>) -> Option<Problem> {
    let node = root.get("format_version")?;
    let version = node.number()?;
    (version > i64::from(FORMAT_VERSION)).then(|| {
        Problem::new(
            file,
            node.line(),
            format!(
                "format_version {version} is of a later version of rehearse; this one reads {FORMAT_VERSION}"
            ),
            "Update rehearse to read this file.",
        )
    })
}
