//! That the work was not the speaker's to do, said before the first action.

use super::Rule;
use crate::analysis::reading::{Found, Reading};
use crate::analysis::result::Statement;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::analysis::seen::Seen;
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "scope",
    about: "Somewhere in Situation or Task you say that the work was not yours to do: another team's service, no ticket, \
            nobody had asked, outside your area, your own initiative. Said later, the interviewer has already heard the \
            actions as your ordinary job. It does not count when somebody gave you the work.",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let early = |step: &&StepAnalysis| matches!(step.step, StepName::Situation | StepName::Task);
    let Some(step) = steps.iter().rfind(early) else { return Vec::new() };
    let wanted = plan.step(StepName::Task).is_some();
    if !wanted || steps.iter().filter(early).any(|step| step.scope.stated) {
        return Vec::new();
    }
    let hint = "Try one of: not my team · no ticket · nobody had asked.";
    let late = steps.iter().find(|step| step.scope.stated);
    vec![if let Some(late) = late {
        let message = "You said only later that this was not yours to do.";
        Finding::new("late-scope", Some(late.step), Severity::Fix, message, hint).resting_on(&late.scope)
    } else {
        let message = "You did not say that this was not yours to do.";
        Finding::new("missing-scope", Some(step.step), Severity::Fix, message, hint)
    }]
}

/// Lists of words for it, and whether they yield to the speaker's claim to the thing itself: "another team's" may belong to
/// anything in the story, and a person sets goals of their own in their own work, too.
const LISTS: &[(&str, bool)] = &[("scope.says", false), ("scope.others", true), ("scope.free_will", true)];

/// Whether the text says that the work was not the speaker's to do. `assigned`: somebody gave it to the speaker after all.
pub fn see(reading: &Reading, assigned: &Statement) -> Statement {
    let mut seen = Seen::new(reading);
    let claimed = claims(reading);
    for (list, yields) in LISTS {
        for found in reading.all(list) {
            match objection(reading, found) {
                Some(because) => seen.aside(found, because),
                None if *yields && claimed => {
                    seen.aside(found, "the speaker says that the thing itself is their own");
                }
                None => seen.counts(found),
            }
        }
    }
    let statement = seen.statement();
    if assigned.stated { statement.taken_back("somebody gave the work to the speaker") } else { statement }
}

/// Whether the thing is the speaker's own by a claim or by their post, and nothing is said of others or of free will: then
/// no unusual wording makes it anybody else's.
pub fn is_own(reading: &Reading) -> bool {
    claims(reading)
        && LISTS
            .iter()
            .flat_map(|(list, _)| reading.all(list))
            .all(|found| objection(reading, found).is_some())
}

/// Whether the speaker claims the thing, or holds the post for it, and does not deny the claim.
fn claims(reading: &Reading) -> bool {
    const NEAR: usize = 3;
    reading.all("scope.denies").iter().any(|found| {
        let denial = reading.before("scope.unclaimed", found.from, NEAR);
        denial.is_none_or(|denial| reading.parted(denial.to, found.from))
    })
}

/// Why words that look like it do not count.
fn objection(reading: &Reading, found: &Found) -> Option<&'static str> {
    const NEAR: usize = 5;
    if reading.overlapping("scope.other_sense", found.from, found.to).is_some() {
        return Some("the words have another sense here");
    }
    if reading.after("scope.retraction", found.to, 4).is_some() {
        return Some("it is taken back at once");
    }
    let denied = reading.before("scope.denied", found.from, NEAR);
    if denied.is_some_and(|denied| !reading.parted(denied.to, found.from)) {
        return Some("it is denied");
    }
    let negated = reading.before("scope.negation", found.from, 0);
    if negated.is_some() && !reading.beginning_at("scope.negation", found.from) {
        return Some("it is denied");
    }
    let opinion = reading.before("scope.opinion", found.from, NEAR).is_some();
    if opinion && (reading.after("scope.reversal", found.to, 12).is_some() || claims(reading)) {
        return Some("it was only thought, and is taken back");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::{assigned, stated};

    fn seen(reading: &Reading) -> Statement {
        see(reading, &assigned::see(reading))
    }

    #[test]
    fn the_boundary_in_its_many_ways() {
        for text in [
            "The gateway is maintained by a vendor and we only use it.",
            "There was no Jira for it, no deadline, no sponsor.",
            "no one told me to fix it i just did it after work",
            "Strictly speaking this had nothing to do with my day job.",
            "It wasn't, um, my team's service.",
            "I took it upon myself to clean that up.",
            "The component belonged to the search folks.",
            "Strictly speaking that is a matter for Legal, and it is Legal who decides.",
            "Did anyone order it? No.",
            "Translations are looked after by an agency, and I am only their reader.",
            "I was never consulted, and I had no mandate.",
        ] {
            assert!(stated(seen, text), "{text}");
        }
    }

    #[test]
    fn a_claim_stands_against_unusual_words_and_not_against_others() {
        fn owned(reading: &Reading) -> Statement {
            if is_own(reading) { Statement::by([0, 1], String::new()) } else { Statement::none() }
        }
        let own = |text: &str| stated(owned, text);
        assert!(own("I was the owner of the gateway, and nobody had numbers for it."));
        assert!(own("As the maintainer of the parser I had no tests to lean on."));
        assert!(!own("I look after the printers, and the scanners belong to another group."));
        assert!(!own("Nothing of it was mine."));
        assert!(!own("The goal was a build below one hour."));
    }

    #[test]
    fn a_plain_goal_a_claim_and_another_sense_are_no_boundary() {
        for text in [
            "My task was to bring the latency of the login down.",
            "It was our service and our pager.",
            "Another team's dashboard showed that my service was slow.",
            "The machine printed no ticket for the customers, and I own the machine's software.",
            "I was asked to fix the pricing code of another team.",
            "At first I thought it was not my area, but it turned out to be our module.",
            "It is not true that this was outside my remit.",
            "Hardly somebody else's problem, since I had signed it off.",
            "I set myself the goal of one hour, and the batch was our own service.",
            "The archive was outside my remit until the merger.",
            "",
        ] {
            assert!(!stated(seen, text), "{text}");
        }
    }
}
