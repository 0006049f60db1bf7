//! Whether a key phrase was said.
//!
//! ```text
//! phrase → normal form → strong words in the orders that English allows ┐
//!                                                                       ├ hits → chain → denied? → said, close, missing
//! speech → normal form → index of its words                             ┘
//! ```
//!
//! A *hit* is a place of the speech that says one strong word of the phrase. A *chain* is a hit for every strong word, in
//! order, with little in between; its cost is the sum of what each hit and each gap costs. A chain counts unless something
//! around it denies it: a negation, another subject, a regret, another direction.

mod align;
mod asides;
mod close;
mod compounds;
mod denial;
mod deny;
mod deny_ahead;
mod directions;
mod explain;
mod figures;
mod gap;
mod gap_clause;
mod gap_words;
mod hits;
mod misheard;
mod normal_form;
mod orders;
mod phrase;
mod phrase_units;
mod reading;
mod review;
mod speech;
mod subject;
mod turned;
mod turned_gap;

pub use explain::{Explanation, Part};
pub use normal_form::{Fault as PhraseFault, normal_form};
pub use review::{PhraseNote, review_phrases};
pub use speech::Speech;

use super::Answer;
use super::result::PhraseStatus;
use super::text::Text;
use crate::content::KeyPhrase;
use crate::plan::Plan;
use align::Chain;
use phrase::Form;

/// What was heard of a phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    /// Said, close or missing.
    pub status: PhraseStatus,
    /// The words of the speech that say it, or come close: `[first, end)`.
    pub words: Option<[usize; 2]>,
    /// Why a close phrase does not count.
    pub why: Option<String>,
}

/// Looks for a phrase, or an alternate of it.
pub fn find(phrase: &KeyPhrase, speech: &Speech) -> Heard {
    judge(phrase, speech).heard
}

/// The words that say a phrase, when it was said.
pub fn said(phrase: &KeyPhrase, speech: &Speech) -> Option<[usize; 2]> {
    let heard = find(phrase, speech);
    heard.words.filter(|_| heard.status == PhraseStatus::Said)
}

/// Looks for a phrase and tells how its words were found.
pub fn explain(phrase: &KeyPhrase, speech: &Speech) -> Explanation {
    explain::tell(phrase, speech, &judge(phrase, speech))
}

/// How the phrases of the plan were looked for in an answer.
pub fn explain_phrases(plan: &Plan, answer: &Answer) -> Vec<Explanation> {
    let text = Text::new(&answer.text);
    let speech = Speech::new(&text);
    let phrases = plan.step(answer.step).map_or(&[][..], |planned| &planned.phrases);
    phrases.iter().map(|phrase| explain(phrase, &speech)).collect()
}

/// A judgement, with what it rests on.
struct Judged {
    heard: Heard,
    /// The wording that was found, and how.
    form: Option<(Form, Chain)>,
}

fn judge(phrase: &KeyPhrase, speech: &Speech) -> Judged {
    let mut best: Option<(usize, Chain)> = None;
    let mut denied: Option<(usize, Chain, String)> = None;
    let mut forms = Vec::with_capacity(1 + phrase.also.len());
    for text in std::iter::once(&phrase.text).chain(&phrase.also) {
        let form = Form::new(text, phrase.exact);
        if form.is_empty() {
            continue;
        }
        let hits = hits::all(&form, speech);
        for mut chain in align::chains(&form, &hits, speech) {
            if best.as_ref().is_some_and(|(_, known)| known.cost <= chain.cost) {
                continue;
            }
            match deny::denied(&form, &mut chain, speech) {
                None => {
                    best = Some((forms.len(), chain));
                    break;
                }
                Some(why) if denied.is_none() => denied = Some((forms.len(), chain, why)),
                Some(_) => {}
            }
        }
        forms.push((form, hits));
    }
    let found = match best {
        Some((form, chain)) => Some((form, chain, None)),
        None => denied.map(|(form, chain, why)| (form, chain, Some(why))).or_else(|| {
            forms.iter().enumerate().find_map(|(at, (form, hits))| {
                let (chain, why) = close::partly(form, hits, speech)?;
                Some((at, chain, Some(why)))
            })
        }),
    };
    let Some((at, chain, why)) = found else {
        return Judged { heard: Heard { status: PhraseStatus::Missing, words: None, why: None }, form: None };
    };
    let (form, _) = forms.swap_remove(at);
    let status = if why.is_some() { PhraseStatus::Close } else { PhraseStatus::Said };
    let words = Some(speech.words(chain.span()));
    Judged { heard: Heard { status, words, why }, form: Some((form, chain)) }
}

#[cfg(test)]
#[path = "turned_tests.rs"]
mod turned_tests;

#[cfg(test)]
#[path = "matcher_tests.rs"]
mod tests;
