//! What is remembered between two runs beside the attempts: where a person stopped reading, and how the quizzes went.
//!
//! Losing these files costs little, so a damaged one is never an error: what can be read counts.

mod places;
mod quizzes;

pub use places::Places;
pub use quizzes::{QuizResult, add_quiz, quizzes};
