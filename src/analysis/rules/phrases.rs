//! Key phrases that were not said.

use super::Rule;
use crate::analysis::result::{Finding, PhraseStatus, Severity, StepAnalysis};
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "phrases",
    about: "Every key phrase of the step, in your own inflection and with words between. A phrase that is nearly there says what keeps \
            it from counting.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let mut found = Vec::new();
    for step in steps {
        for phrase in step.phrases.iter().filter(|phrase| phrase.status != PhraseStatus::Said) {
            let message = format!("A key phrase is missing: {}.", phrase.phrase);
            let hint = "Work it into a sentence of this step.";
            let mut finding = Finding::new("missing-phrase", Some(step.step), Severity::Fix, message, hint);
            finding.phrase = Some(phrase.phrase.clone());
            finding.evidence.clone_from(&phrase.heard);
            finding.words = phrase.words;
            found.push(finding);
        }
    }
    found
}
