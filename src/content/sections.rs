//! A written answer with Markdown headings (`# Situation`), taken apart. Pure.

use super::story::StepName;
use crate::error::{Error, Result};

/// What the headings of a written answer divide it into. Texts are trimmed; line breaks inside stay.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sections {
    /// Below `# Title`.
    pub title: Option<String>,
    /// Below `# Question`.
    pub question: Option<String>,
    /// Below `# Competency`.
    pub competency: Option<String>,
    /// Below `# Situation`, `# Task` …, in the order of the text.
    pub steps: Vec<(StepName, String)>,
}

/// Takes a written answer apart; text before the first heading of ours is left out.
///
/// # Errors
/// When a step has two headings.
pub fn sections(text: &str) -> Result<Sections> {
    let mut all: Vec<(Heading, String)> = Vec::new();
    for line in text.lines() {
        match heading(line) {
            Some(heading) => all.push((heading, String::new())),
            None => {
                if let Some((_, text)) = all.last_mut() {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
    }
    let mut sections = Sections::default();
    for (heading, text) in all {
        let text = text.trim().to_owned();
        match heading {
            Heading::Title => sections.title = Some(text),
            Heading::Question => sections.question = Some(text),
            Heading::Competency => sections.competency = Some(text),
            Heading::Step(step) if sections.steps.iter().any(|(known, _)| *known == step) => {
                return Err(Error::usage(format!("there are two headings {step}")).hint("Keep one."));
            }
            Heading::Step(step) => sections.steps.push((step, text)),
        }
    }
    Ok(sections)
}

/// A heading that we know.
enum Heading {
    Title,
    Question,
    Competency,
    Step(StepName),
}

fn heading(line: &str) -> Option<Heading> {
    let title = line.trim().strip_prefix('#')?.trim_start_matches('#').trim().trim_end_matches([':', '#']);
    match title.trim().to_lowercase().as_str() {
        "title" => Some(Heading::Title),
        "question" => Some(Heading::Question),
        "competency" | "principle" => Some(Heading::Competency),
        step => step.parse().ok().map(Heading::Step),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_any_depth_and_case_divide_a_draft() {
        let found = sections("notes\n# Question\nWhy?\n\n## situation:\nA.\nB.\n# TASK #\nC.\n# Other\nD.\n")
            .expect("good");
        assert_eq!(found.question.as_deref(), Some("Why?"));
        assert_eq!(
            found.steps,
            [(StepName::Situation, "A.\nB.".to_owned()), (StepName::Task, "C.\n# Other\nD.".to_owned())]
        );
    }

    #[test]
    fn a_step_told_twice_is_an_error() {
        assert!(sections("# Task\na\n# task\nb").is_err());
        assert_eq!(sections("no heading"), Ok(Sections::default()));
    }
}
