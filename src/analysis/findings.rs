//! What the rules make of what was seen: findings, worst first.

use super::result::{Finding, PhraseStatus, Severity, Statement, StepAnalysis, WordRange};
use crate::content::StepName;
use crate::countdown::Verdict;
use crate::plan::Plan;

/// Fillers a minute from here on are worth a word (Laske & DiGennaro Reed 2024: 5 did no harm, 12 did).
const MANY_FILLERS_PER_MINUTE: f64 = 5.0;
/// Words a minute outside of this range are worth a word (Microsoft's range).
const PACE: std::ops::RangeInclusive<f64> = 100.0..=165.0;

/// All findings of all steps, worst first, in the order of the steps.
pub fn findings(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let mut findings: Vec<Finding> = steps.iter().flat_map(|step| of_step(plan, step)).collect();
    findings.extend(scope(plan, steps));
    findings.sort_by_key(|finding| (finding.severity, place(finding.rule), finding.step));
    findings
}

/// What costs an answer most comes first: whose work it was, who did it, what came of it, then single words.
fn place(rule: &str) -> usize {
    const ORDER: [&str; 8] = [
        "missing-scope",
        "late-scope",
        "assigned",
        "handed-off",
        "no-figure",
        "we",
        "generic-lesson",
        "missing-phrase",
    ];
    ORDER.iter().position(|known| *known == rule).unwrap_or(ORDER.len())
}

fn finding(
    step: &StepAnalysis,
    rule: &'static str,
    severity: Severity,
    message: String,
    hint: &str,
) -> Finding {
    Finding {
        rule,
        step: Some(step.step),
        severity,
        message,
        hint: hint.to_owned(),
        evidence: None,
        words: None,
        time: None,
    }
}

fn with(mut finding: Finding, statement: &Statement) -> Finding {
    finding.evidence.clone_from(&statement.evidence);
    finding.words = statement.words;
    finding
}

fn of_step(plan: &Plan, step: &StepAnalysis) -> Vec<Finding> {
    use Severity::{Fix, Good, Watch};
    let mut found = Vec::new();
    for phrase in &step.phrases {
        if phrase.status != PhraseStatus::Said {
            let mut missing = finding(
                step,
                "missing-phrase",
                Fix,
                format!("A key phrase is missing: {}.", phrase.phrase),
                "Work it into a sentence of this step.",
            );
            missing.evidence.clone_from(&phrase.heard);
            found.push(missing);
        }
    }
    let first_person = plan.step(step.step).is_none_or(|planned| planned.first_person);
    if let Some(first) = step.we.first() {
        let count = step.we.len();
        let severity = if first_person && matches!(step.step, StepName::Action | StepName::Result) {
            Fix
        } else {
            Watch
        };
        let mut we = finding(
            step,
            "we",
            severity,
            format!("You said \"we\" {}.", if count == 1 { "once".into() } else { format!("{count} times") }),
            "Say what you did yourself: begin with \"I\".",
        );
        we.evidence = Some(first.sentence.clone());
        let words: WordRange = [first.at, first.at + 1];
        we.words = Some(words);
        we.time = first.time.map(|time| [time, time]);
        found.push(we);
    }
    if step.assigned.stated && matches!(step.step, StepName::Situation | StepName::Task) {
        let message = "This sounds as if the work was given to you.".to_owned();
        found.push(with(
            finding(
                step,
                "assigned",
                Fix,
                message,
                "Tell it as your own initiative, or choose another story.",
            ),
            &step.assigned,
        ));
    }
    if step.handed_off.stated && step.step == StepName::Action {
        let message = "This sounds as if others did the work.".to_owned();
        found.push(with(
            finding(step, "handed-off", Fix, message, "Say what you did yourself."),
            &step.handed_off,
        ));
    }
    if step.step == StepName::Result {
        if step.quantified.stated {
            found.push(with(
                finding(step, "figure", Good, "The result has a figure.".into(), "Keep it."),
                &step.quantified,
            ));
        } else {
            let message = "The result has no figure.".to_owned();
            found.push(with(
                finding(step, "no-figure", Fix, message, "Give the change in numbers: from what to what."),
                &step.vague_outcome,
            ));
        }
    }
    if step.step == StepName::Reflection && step.generic_lesson.stated {
        let message = "The lesson would fit any story.".to_owned();
        found.push(with(
            finding(step, "generic-lesson", Fix, message, "Say what this story taught you, and nobody else."),
            &step.generic_lesson,
        ));
    }
    found.extend(time(step));
    found.extend(delivery(step));
    found
}

fn time(step: &StepAnalysis) -> Option<Finding> {
    let time = step.time?;
    let (rule, message, hint) = match time.verdict {
        Verdict::OnTarget => return None,
        Verdict::Short => ("short", "This was short", "Say more: there is time for it."),
        Verdict::Over => ("over", "This was too long", "Cut what the interviewer does not need."),
    };
    let (spoken, target) = (time.spoken.as_secs(), time.target.as_secs());
    Some(finding(
        step,
        rule,
        Severity::Watch,
        format!("{message}: {spoken} s; the target is {target} s."),
        hint,
    ))
}

fn delivery(step: &StepAnalysis) -> Vec<Finding> {
    let Some(delivery) = &step.delivery else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(pace) = delivery.words_per_minute.filter(|pace| !PACE.contains(pace)) {
        let word =
            if pace > *PACE.end() { ("fast", "Slow down.") } else { ("slow", "Speak a little faster.") };
        found.push(finding(
            step,
            "pace",
            Severity::Watch,
            format!("{} words a minute is {}.", pace.round(), word.0),
            word.1,
        ));
    }
    if delivery.fillers_per_minute.is_some_and(|rate| rate > MANY_FILLERS_PER_MINUTE) {
        let words: Vec<&str> = step.fillers.iter().map(|filler| filler.word.as_str()).collect();
        found.push(finding(
            step,
            "fillers",
            Severity::Watch,
            format!("At least {} fillers: {}.", words.len(), words.join(", ")),
            "Pause instead; silence sounds sure.",
        ));
    }
    found
}

/// The scope has to be stated before the first action.
fn scope(plan: &Plan, steps: &[StepAnalysis]) -> Option<Finding> {
    let early = |step: &&StepAnalysis| matches!(step.step, StepName::Situation | StepName::Task);
    let step = steps.iter().rfind(early)?;
    let wanted = plan.step(StepName::Task).is_some();
    if !wanted || steps.iter().filter(early).any(|step| step.scope.stated) {
        return None;
    }
    let late = steps.iter().find(|step| step.scope.stated);
    let message = match late {
        Some(_) => "You said only later that this was not yours to do.",
        None => "You did not say that this was not yours to do.",
    };
    Some(finding(
        step,
        if late.is_some() { "late-scope" } else { "missing-scope" },
        Severity::Fix,
        message.to_owned(),
        "Try one of: not my team · no ticket · nobody had asked.",
    ))
}
