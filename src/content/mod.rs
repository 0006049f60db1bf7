//! Stories and questions: what to tell.

mod library;
mod story;

pub use library::Library;
pub use story::{KeyPhrase, StepName, Story, StoryStep};
