//! Stories and questions: what to tell; and the words by which the rules judge it.

mod checks;
mod coaching;
pub mod demo;
mod draft;
mod library;
pub mod made;
mod node;
mod own;
mod parse;
mod pattern;
mod problem;
mod propose;
mod question;
mod schema;
mod sections;
pub mod statements;
mod story;
mod words;
mod write;

pub use coaching::{
    Angle, AngleDemand, Critique, FollowUp, Level, LevelName, QuizOption, QuizQuestion, WeakAnswer, WeakPart,
    slug,
};
pub use draft::{Draft, DraftStep, one_line, usual_advice, usual_cue, usual_seconds};
pub use library::{Library, Origin, Told, built_in_text, check_file, read_story, read_text};
pub use node::{line_of, occurs};
pub use own::OwnStories;
pub use parse::{Content, parse, parse_any, parse_questions};
pub use pattern::{Piece, ShortText};
pub use problem::Problem;
pub use propose::propose;
pub use question::Question;
pub use schema::is_id;
pub use sections::{Sections, sections};
pub use story::{FORMAT_VERSION, KeyPhrase, StepName, Story, StoryStep};
pub use words::{Pattern, Words};
pub use write::{template, to_toml};
