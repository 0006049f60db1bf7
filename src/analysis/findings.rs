//! All findings of an answer, worst first.

use super::result::{Finding, Severity, Statement, StepAnalysis};
use super::rules::RULES;
use super::{Answer, analyse};
use crate::content::StepName;
use crate::plan::Plan;

/// What the rules say: by severity, then in the order of [`RULES`], then in the order of the steps. Findings that rest
/// on words say when these were spoken.
pub fn findings(plan: &Plan, steps: &[StepAnalysis], answers: &[Answer]) -> Vec<Finding> {
    let mut found: Vec<(usize, Finding)> = Vec::new();
    for (place, rule) in RULES.iter().enumerate() {
        found.extend((rule.judge)(plan, steps).into_iter().map(|finding| (place, finding)));
    }
    found.sort_by_key(|(place, finding)| (finding.severity, *place, finding.step));
    let mut findings: Vec<Finding> = found.into_iter().map(|(_, finding)| finding).collect();
    for finding in findings.iter_mut().filter(|finding| finding.time.is_none()) {
        let answer = answers.iter().find(|answer| Some(answer.step) == finding.step);
        let words = answer.and_then(|answer| answer.words.as_deref());
        finding.time = finding.words.and_then(|range| analyse::time(words, range));
    }
    findings
}

impl Finding {
    /// A finding about a step that rests on no words yet.
    pub(super) fn new(
        rule: &'static str,
        step: Option<StepName>,
        severity: Severity,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            step,
            severity,
            message: message.into(),
            hint: hint.into(),
            phrase: None,
            evidence: None,
            words: None,
            time: None,
        }
    }

    /// The finding rests on the words of this statement.
    pub(super) fn resting_on(mut self, statement: &Statement) -> Self {
        self.evidence.clone_from(&statement.evidence);
        self.words = statement.words;
        self
    }
}
