//! Stories and questions: what to tell.

mod coaching;
mod library;
mod story;

pub use coaching::{
    Angle, AngleDemand, Critique, FollowUp, Level, LevelName, QuizOption, QuizQuestion, WeakAnswer, WeakPart,
};
pub use library::Library;
pub use story::{KeyPhrase, StepName, Story, StoryStep};
