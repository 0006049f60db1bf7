//! First-person plurals.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

use crate::analysis::reading::Reading;

/// First-person plurals in their plain form.
const WE: &[&str] =
    &["we", "we're", "we've", "we'd", "we'll", "us", "our", "ours", "ourselves", "let's", "we'd've"];

pub const RULE: Rule = Rule {
    name: "we",
    about: "Every \"we\", \"us\" and \"our\". An interviewer asks what you did: in Action and Result it is to be fixed, elsewhere it is \
            worth knowing. A step of a story may allow it (first_person = false).",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let first = step.we.first()?;
        let first_person = plan.step(step.step).is_none_or(|planned| planned.first_person);
        let matters = first_person && matches!(step.step, StepName::Action | StepName::Result);
        let severity = if matters { Severity::Fix } else { Severity::Watch };
        let count = if step.we.len() == 1 { "once".into() } else { format!("{} times", step.we.len()) };
        let message = format!("You said \"we\" {count}.");
        let hint = "Say what you did yourself: begin with \"I\".";
        let mut finding = Finding::new("we", Some(step.step), severity, message, hint);
        finding.evidence = Some(first.sentence.clone());
        finding.words = Some([first.at, first.at + 1]);
        Some(finding)
    })
}

/// The tokens that are a first-person plural: not the country, not a name.
pub fn see(reading: &Reading) -> Vec<usize> {
    let mut named = vec![false; reading.text.tokens.len()];
    for found in reading.all("we.names") {
        for unit in &reading.units[found.from..found.to] {
            named[unit.token..unit.end].fill(true);
        }
    }
    let tokens = &reading.text.tokens;
    let is_we = |at: &usize| {
        let token = &tokens[*at];
        token.plain.split('/').any(|part| WE.contains(&part)) && !named[*at] && !is_a_name(reading, *at)
    };
    (0..tokens.len()).filter(is_we).collect()
}

/// "US" is the country; "Contact Us" and "Let's Encrypt" are names, by their capitals.
fn is_a_name(reading: &Reading, at: usize) -> bool {
    let tokens = &reading.text.tokens;
    let capital = |at: usize| {
        let first = tokens.get(at).and_then(|token| token.bare.chars().next());
        first.is_some_and(char::is_uppercase)
            && tokens[at].plain != "i"
            && !tokens[at].plain.starts_with("i'")
    };
    let begins = |at: usize| reading.text.sentence_at(at).is_some_and(|sentence| sentence.start == at);
    let token = &tokens[at];
    match token.plain.as_str() {
        "us" => {
            let shouted = at > 0
                && tokens[at - 1].bare.chars().all(char::is_uppercase)
                && tokens[at - 1].bare.len() > 1;
            token.bare == "US" && !shouted || token.bare == "Us" && at > 0 && !begins(at) && capital(at - 1)
        }
        "let's" => {
            capital(at)
                && !token.mark
                && capital(at + 1)
                && !tokens[at + 1].bare.chars().all(char::is_uppercase)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::lexicon::Lexicon;
    use crate::analysis::text::Text;

    fn counted(text: &str) -> usize {
        let text = Text::new(text);
        see(&Reading::new(&text, Lexicon::built_in())).len()
    }

    #[test]
    fn every_first_person_plural_counts() {
        assert_eq!(counted("We looked, and our lead told us: we're done, let's go."), 5);
        assert_eq!(counted("there—we went (we wrote it) and, um, we left"), 3);
    }

    #[test]
    fn the_country_and_names_do_not() {
        assert_eq!(counted("The US region, us-east-1, the U.S. and US dollars."), 0);
        assert_eq!(counted("Let's Encrypt and the Contact Us page of WeWork"), 0);
        assert_eq!(counted("it went well, the bus was here an hour"), 0);
    }
}
