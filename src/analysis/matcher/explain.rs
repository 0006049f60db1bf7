//! How a phrase was found, word by word, with what each word and each gap cost.

use super::Judged;
use super::align::limit;
use super::hits::Fit;
use super::speech::Speech;
use crate::analysis::result::PhraseStatus;
use crate::content::KeyPhrase;

/// How a phrase was looked for, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The phrase as the author wrote it.
    pub phrase: String,
    /// Said, close or missing.
    pub status: PhraseStatus,
    /// What the phrase is compared as.
    pub normal: String,
    /// Its strong words, each with the words that say it.
    pub parts: Vec<Part>,
    /// What it cost in all, gaps included.
    pub cost: f32,
    /// What it may cost.
    pub limit: f32,
    /// Whether its words were turned around or taken apart.
    pub turned: bool,
    /// Why it does not count.
    pub why: Option<String>,
}

/// A strong word of a phrase and how it was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// The word as the author wrote it.
    pub wanted: String,
    /// The words that say it.
    pub heard: Option<String>,
    /// How well they fit.
    pub how: &'static str,
    /// What the fit costs.
    pub cost: f32,
    /// What the words between it and the part before cost.
    pub gap: f32,
}

pub(super) fn tell(phrase: &KeyPhrase, speech: &Speech, judged: &Judged) -> Explanation {
    let normal =
        super::normal_form(&phrase.text).unwrap_or_else(|_| "nothing that can be looked for".to_owned());
    let mut told = Explanation {
        phrase: phrase.text.clone(),
        status: judged.heard.status,
        normal,
        parts: Vec::new(),
        cost: 0.0,
        limit: 0.0,
        turned: false,
        why: judged.heard.why.clone(),
    };
    let Some((form, chain)) = &judged.form else { return told };
    told.limit = limit(form.units.len());
    told.cost = chain.cost;
    told.turned = chain.turned;
    if let Some(subject) = chain.subject {
        let wanted = form.written_items(form.subject.unwrap_or(0), form.subject.unwrap_or(0));
        let heard = Some(speech.written(subject, subject + 1));
        told.parts.push(Part { wanted, heard, how: "the subject", cost: 0.0, gap: 0.0 });
    }
    let mut covered = 0;
    for unit in 0..form.units.len() {
        match chain.links.iter().find(|link| link.unit == unit) {
            Some(link) => {
                covered = unit + link.hit.units;
                let words: Vec<String> = (unit..covered).map(|unit| form.written(unit)).collect();
                told.parts.push(Part {
                    wanted: words.join(" "),
                    heard: Some(speech.written(link.hit.from as usize, link.hit.to as usize)),
                    how: how(link.hit.fit),
                    cost: link.hit.cost,
                    gap: link.gap,
                });
            }
            None if unit >= covered => told.parts.push(Part {
                wanted: form.written(unit),
                heard: None,
                how: "not heard",
                cost: 0.0,
                gap: 0.0,
            }),
            None => {}
        }
    }
    told
}

fn how(fit: Fit) -> &'static str {
    match fit {
        Fit::Same => "the same",
        Fit::Form => "another form",
        Fit::Equal => "means the same here",
        Fit::NoCurrency => "without its currency",
        Fit::Compound => "split or joined",
        Fit::Derived => "its verb or adverb",
        Fit::Misheard => "misheard by a letter or two",
    }
}
