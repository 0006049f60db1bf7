//! Finished results as text and as JSON. Formats and computes nothing; no file, no clock, no terminal.
//!
//! - [`attempt`]: one attempt for people; [`attempt_json`]: the same for programs;
//! - [`attempts`]: the list of saved attempts;
//! - [`check`]: what the rules say about a written text;
//! - [`explain`]: how its key phrases were found; [`explain_rules`]: which words decided every rule;
//! - [`table`]: columns for any list.
//!
//! Text from files and transcripts goes through [`wash`] before it becomes part of a report.

mod aim;
mod attempt;
mod check;
mod explain;
mod explain_rules;
mod findings;
mod json;
mod list;
mod steps;
mod style;
mod table;
mod text;
mod transcripts;
mod wash;

pub use attempt::attempt;
pub use check::check;
pub use explain::explain;
pub use explain_rules::explain_rules;
pub use json::attempt_json;
pub use list::{Summary, attempts};
pub use style::{Colour, Style};
pub use table::{Align, Column, table};
pub use text::{bar, clock, columns_of, cut, difference, wrap};
pub use wash::wash;

#[cfg(test)]
mod sample;
#[cfg(test)]
#[path = "report_tests.rs"]
mod tests;
