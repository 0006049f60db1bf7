//! An answer that was spoken in one go, judged by what the cut gave each step, and the answers to the follow-ups.

use super::follow_up::follow_up;
use super::result::{Analysis, Finding, Severity};
use super::rules::whole;
use super::{Answer, Lexicon, analyse_with};
use crate::content::StepName;
use crate::plan::Plan;
use std::time::Duration;

/// Judges an interview. `lexicon`: the wordings of the rules; `answers`: the steps of which something was heard; `spoken`: the whole answer from its first to its
/// last word, the pauses between the steps included; `follow_ups`: number and answer.
///
/// A step of which nothing was heard is one finding of its own, and not a list of its phrases.
pub fn interview(
    lexicon: &Lexicon,
    plan: &Plan,
    answers: &[Answer],
    spoken: Option<Duration>,
    follow_ups: &[(u32, Answer)],
) -> Analysis {
    let mut analysis = analyse_with(lexicon, plan, answers);
    if let Some(spoken) = spoken.filter(|_| !answers.is_empty()) {
        analysis.findings.retain(|finding| !finding.rule.starts_with(whole::NAME));
        analysis.findings.extend(whole::of_length(plan, &analysis.steps, spoken));
    }
    if !answers.is_empty() {
        let heard = |step: StepName| answers.iter().any(|answer| answer.step == step);
        let missing =
            plan.steps.iter().map(|planned| planned.step).filter(|step| !heard(*step)).map(missing_step);
        let found = std::mem::take(&mut analysis.findings);
        analysis.findings = missing.chain(found).collect();
    }
    if !asks_for_ownership(plan) {
        for finding in &mut analysis.findings {
            if matches!(finding.rule, "missing-scope" | "late-scope" | "assigned") {
                finding.severity = Severity::Watch;
            }
        }
    }
    analysis.findings.sort_by_key(|finding| finding.severity);
    analysis.follow_ups =
        follow_ups.iter().filter_map(|(number, answer)| follow_up(lexicon, plan, *number, answer)).collect();
    analysis
}

/// Every story of a worked plan is told as the speaker's own initiative. A question of the bank may ask for anything: whose
/// work it was is decisive where it asks for ownership or initiative, and worth a word elsewhere.
fn asks_for_ownership(plan: &Plan) -> bool {
    let worked = !plan.scope_statements.is_empty() || plan.steps.iter().any(|step| !step.phrases.is_empty());
    let title = plan.title.to_lowercase();
    worked || ["ownership", "bias for action", "initiative"].iter().any(|principle| title.contains(principle))
}

fn missing_step(step: StepName) -> Finding {
    let hint = match step {
        StepName::Situation => "Begin with what was wrong, and what it put at risk.",
        StepName::Task => "Say what had to be done, and that it was not yours to do.",
        StepName::Action => "Say what you did, one sentence an action, each with \"I\".",
        StepName::Result => "Say what came of it, in figures: from what to what.",
        StepName::Reflection => "Close with what this taught you: \"Looking back\" opens it.",
    };
    let message = format!("The {} was not heard.", step.title());
    Finding::new("missing-step", Some(step), Severity::Fix, message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Library;
    use crate::plan::Options;

    fn answer(step: StepName, text: &str) -> Answer {
        Answer { step, text: text.into(), words: None, sound: None }
    }

    #[test]
    fn a_step_that_was_not_heard_is_one_finding_and_not_its_phrases() {
        let library = Library::load(&[]).unwrap();
        let story = library.find("webhook-drops").unwrap();
        let plan = Plan::new(story, &Options::default()).unwrap().interview_about(story, 2, 1);
        let strong = |step: &crate::content::StoryStep| answer(step.step, &step.strong);
        let told: Vec<Answer> =
            story.steps.iter().filter(|step| step.step != StepName::Reflection).map(strong).collect();
        let analysis = interview(Lexicon::built_in(), &plan, &told, None, &[]);
        let first = &analysis.findings[0];
        assert_eq!((first.rule, first.step), ("missing-step", Some(StepName::Reflection)));
        assert_eq!(analysis.findings.iter().filter(|f| f.step == Some(StepName::Reflection)).count(), 1);
        assert!(!analysis.findings.iter().any(|finding| finding.rule == "missing-phrase"));
        // Nothing at all is known of an answer that nobody has transcribed.
        assert!(interview(Lexicon::built_in(), &plan, &[], None, &[]).findings.is_empty());
    }

    #[test]
    fn a_question_of_the_bank_wants_the_scope_only_where_it_asks_for_ownership() {
        let library = Library::load(&[]).unwrap();
        let severity = |id: &str| {
            let question = library.find_question(id).unwrap();
            let plan = Plan::for_question(question, None).interview_with(question, 2, 1);
            let told: Vec<Answer> =
                StepName::ALL.map(|step| answer(step, "I traced the fault and wrote a fix.")).into();
            let found = interview(Lexicon::built_in(), &plan, &told, None, &[]).findings;
            found.iter().find(|finding| finding.rule == "missing-scope").map(|finding| finding.severity)
        };
        assert_eq!(severity("ownership-1"), Some(Severity::Fix));
        assert_eq!(severity("customer-obsession-3"), Some(Severity::Watch));
    }
}
