//! Long pauses.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::plan::Plan;
use crate::transcript::Span;

pub const RULE: Rule = Rule {
    name: "pauses",
    about: "Silences of 2 s and more between words. Up to half a second is normal; 4 s make a sentence hard to follow (Lundholm Fors).",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let pauses = &step.delivery.as_ref()?.long_pauses;
        let longest = pauses.iter().max_by_key(|pause| pause.length())?;
        let seconds = longest.length().as_secs_f64();
        let message = match pauses.len() {
            1 => format!("A pause of {seconds:.1} s."),
            more => format!("{more} pauses of 2 s and more; the longest is {seconds:.1} s."),
        };
        let hint = "Know the first words of the sentence that comes next.";
        let mut finding = Finding::new("pause", Some(step.step), Severity::Watch, message, hint);
        finding.time = Some(seconds_of(longest));
        Some(finding)
    })
}

fn seconds_of(span: &Span) -> [f64; 2] {
    [span.start.as_secs_f64(), span.end.as_secs_f64()]
}
