//! Answers that were spoken in one go, cut into their steps once their words are known.

use crate::analysis;
use crate::plan::{Part, Plan};
use crate::takes::{Attempt, Cut, Take};

/// Cuts every answer that has a transcript and no cut that fits it. What is there already stays: a later version of the
/// program must not change an old report.
pub fn complete(attempt: &mut Attempt) {
    let Attempt { plan, takes, .. } = attempt;
    for take in takes.iter_mut().filter(|take| take.part == Part::Answer) {
        let words = take.transcript().map_or(0, |transcript| transcript.words.len());
        if !take.cut.as_ref().is_some_and(|cut| cut.fits(words)) {
            take.cut = cut(plan, take);
        }
    }
}

/// Cuts the take anew, where it is an answer: its transcript has just come.
pub fn renew(attempt: &mut Attempt, key: usize) {
    let Attempt { plan, takes, .. } = attempt;
    if let Some(take) = takes.get_mut(key).filter(|take| take.part == Part::Answer) {
        take.cut = cut(plan, take);
    }
}

/// Where the person marked the steps, else by the words. Without a word there is nothing to cut.
fn cut(plan: &Plan, take: &Take) -> Option<Cut> {
    let words = &take.transcript()?.words;
    let speech = take.recorded.as_ref().map_or(&[][..], |recorded| &recorded.speech);
    if words.is_empty() {
        return None;
    }
    Some(if take.marks.is_empty() {
        analysis::cut(plan, words, speech)
    } else {
        analysis::cut_at(plan, words, speech, &take.marks)
    })
}
