//! That the speaker's own work went to others.

use super::{Rule, each};
use crate::analysis::reading::{Found, Reading};
use crate::analysis::result::Statement;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::analysis::seen::Seen;
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "handed-off",
    about: "In Action: the work itself went to others, who then did it. Telling an owner and bringing the fix, a review, or a ticket \
            for the record is no hand-off.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let applies = step.handed_off.stated && step.step == StepName::Action;
        let message = "This sounds as if others did the work.";
        let hint = "Say what you did yourself.";
        applies.then(|| {
            Finding::new("handed-off", Some(step.step), Severity::Fix, message, hint)
                .resting_on(&step.handed_off)
        })
    })
}

/// Whether the speaker's own work went to others.
pub fn see(reading: &Reading) -> Statement {
    let mut seen = Seen::new(reading);
    for found in reading.all("handed_off.says") {
        match objection(reading, found).or_else(|| done_after_all(reading, found)) {
            Some(because) => seen.aside(found, because),
            None => seen.counts(found),
        }
    }
    asked_and_done(reading, &mut seen);
    seen.statement()
}

/// The speaker turns to others, and they do it, or nobody says that the speaker did.
fn asked_and_done(reading: &Reading, seen: &mut Seen) {
    let contacts =
        || reading.all("handed_off.contact").iter().filter(|found| objection(reading, found).is_none());
    let first_contact = contacts().next().map(|contact| contact.from);
    // Who only looked, and did nothing, need not even have asked.
    let only_looked = reading.all("handed_off.own_work").is_empty();
    let first_i = (0..reading.units.len()).find(|at| only_looked && reading.word(*at) == "i");
    let Some(start) = first_contact.or(first_i) else { return };
    for fixed in reading.all("handed_off.fixed").iter().filter(|fixed| fixed.from >= start) {
        if reading.within("handed_off.not_done", fixed) {
            seen.aside(fixed, "it did not happen");
        } else if myself(reading, fixed) {
            seen.aside(fixed, "the speaker did it after all");
        } else {
            seen.counts(fixed);
        }
    }
    for acts in reading
        .all("handed_off.acts")
        .iter()
        .filter(|acts| first_contact.is_some_and(|from| acts.from > from))
    {
        let speaker_goes_on = (acts.to..reading.units.len()).any(|at| reading.word(at) == "i");
        if only_looked && !speaker_goes_on && !myself(reading, acts) && harmless(reading, acts).is_none() {
            seen.counts(acts);
        }
    }
    for contact in contacts() {
        let left = reading.within("handed_off.left_there", contact);
        if left && own_work(reading, contact).is_none() && !myself(reading, contact) {
            seen.counts(contact);
        }
    }
}

/// Why words that look like a hand-off are none.
fn objection(reading: &Reading, found: &Found) -> Option<&'static str> {
    const NEAR: usize = 5;
    if reading.overlapping("handed_off.technical", found.from, found.to).is_some() {
        return Some("the verb has a technical sense here");
    }
    let not = reading.before("handed_off.not_done", found.from, NEAR);
    if not.is_some_and(|not| !reading.parted(not.to, found.from)) {
        return Some("it was refused or only considered");
    }
    let around = reading.overlapping("handed_off.to_me", found.from, found.to + 2);
    if around.is_some() {
        return Some("it came to the speaker");
    }
    harmless(reading, found)
}

fn harmless(reading: &Reading, found: &Found) -> Option<&'static str> {
    const BEHIND: usize = 8;
    let after = reading.after("handed_off.harmless", found.from, BEHIND);
    after.map(|_| "only a trace of it, a review or a door")
}

/// The speaker does the work although others were told.
fn done_after_all(reading: &Reading, found: &Found) -> Option<&'static str> {
    let by_others = reading.all("handed_off.fixed").iter().any(|fixed| fixed.from >= found.from);
    let own = own_work(reading, found).is_some() && !by_others;
    (own || myself(reading, found)).then_some("the speaker did it after all")
}

/// The speaker's own work after these words.
fn own_work<'a>(reading: &'a Reading, found: &Found) -> Option<&'a Found> {
    reading.all("handed_off.own_work").iter().find(|own| own.from >= found.to)
}

fn myself(reading: &Reading, found: &Found) -> bool {
    reading.all("handed_off.myself").iter().any(|own| own.from >= found.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::stated;

    #[test]
    fn the_work_went_to_others() {
        for text in [
            "I opened a case with the vendor and they sent a new firmware.",
            "I assigned it to the database team.",
            "I raised a ticket and moved on to my next task.",
            "I let the data team handle the backfill.",
            "I sent the drawings to Kenji, and Kenji built it.",
        ] {
            assert!(stated(see, text), "{text}");
        }
    }

    #[test]
    fn the_speaker_did_it() {
        for text in [
            "I wrote the patch and asked the owner for a review.",
            "I filed a ticket to document it and did the change myself.",
            "Instead of escalating it I read the driver code and found the race.",
            "I passed the token as a header and handled the retry.",
            "He handed it over to me and I finished it.",
            "I pinged every node and measured the loss.",
        ] {
            assert!(!stated(see, text), "{text}");
        }
    }
}
