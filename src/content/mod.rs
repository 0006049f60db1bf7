//! Stories and questions: what to tell.

mod checks;
mod coaching;
pub mod demo;
mod library;
mod node;
mod parse;
mod problem;
mod question;
mod schema;
mod story;

pub use coaching::{
    Angle, AngleDemand, Critique, FollowUp, Level, LevelName, QuizOption, QuizQuestion, WeakAnswer, WeakPart,
    slug,
};
pub use library::{Library, Origin, check_file, read_story};
pub use parse::{Content, parse, parse_any, parse_questions};
pub use problem::Problem;
pub use question::Question;
pub use story::{FORMAT_VERSION, KeyPhrase, StepName, Story, StoryStep};
