//! Finished results as text and as JSON. Formats and computes nothing; no file, no clock, no terminal.
//!
//! - [`attempt`]: one attempt for people; [`attempt_json`]: the same for programs;
//! - [`attempts`]: the list of saved attempts;
//! - [`lesson`], [`quiz`], [`home`], [`settings`]: the screens of these verbs;
//! - [`check`]: what the rules say about a written text;
//! - [`explain`]: how its key phrases were found; [`explain_rules`]: which words decided every rule;
//! - [`table`]: columns for any list.
//!
//! Text from files and transcripts goes through [`wash`] before it becomes part of a report.

mod aim;
mod attempt;
mod check;
mod choices;
mod explain;
mod explain_rules;
mod findings;
mod home;
mod interview;
mod json;
pub mod lesson;
mod list;
pub mod quiz;
mod steps;
mod style;
mod table;
mod text;
mod transcripts;
mod wash;

pub use aim::flags;
pub use attempt::attempt;
pub use check::check;
pub use choices::{Setting, settings};
pub use explain::explain;
pub use explain_rules::explain_rules;
pub use home::{HomeStory, LastAttempt, home};
pub use json::attempt_json;
pub use list::{Summary, attempts};
pub use style::{Colour, Style};
pub use table::{Align, Column, table};
pub use text::{bar, clock, columns_of, cut, difference, wrap};
pub use wash::wash;

#[cfg(test)]
mod modes_tests;
#[cfg(test)]
mod sample;
#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
