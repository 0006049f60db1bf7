//! From answers to an analysis: everything that is seen in each step, then the rules.

use super::matcher::{self, Speech};
use super::result::{
    Analysis, FORMAT_VERSION, IActions, PhraseResult, Spoken, Statement, StepAnalysis, StepTime, We,
};
use super::text::{Text, Token};
use super::{Answer, angle, delivery, findings, statements};
use crate::countdown::verdict;
use crate::plan::{Plan, PlannedStep, names_the_organization};
use crate::transcript::Word;

const WE: &[&str] = &["we", "we're", "we've", "we'd", "we'll", "us", "our", "ours", "ourselves", "let's"];
const FILLERS: &[&[&str]] = &[
    &["um"],
    &["umm"],
    &["uh"],
    &["uhh"],
    &["uhm"],
    &["er"],
    &["erm"],
    &["hmm"],
    &["hm"],
    &["mm"],
    &["you", "know"],
    &["i", "mean"],
    &["basically"],
    &["literally"],
    &["sort", "of"],
    &["kind", "of"],
];
const HEDGES: &[&[&str]] = &[
    &["maybe"],
    &["perhaps"],
    &["probably"],
    &["i", "guess"],
    &["i", "think"],
    &["i", "suppose"],
    &["somewhat"],
    &["i", "tried", "to"],
    &["hopefully"],
];

/// Judges the answers against the plan. Steps that the plan does not have are judged without phrases.
pub fn analyse(plan: &Plan, answers: &[Answer]) -> Analysis {
    let mut steps: Vec<StepAnalysis> =
        answers.iter().map(|answer| step(plan.step(answer.step), answer)).collect();
    for (step, heard) in steps.iter_mut().zip(angle::heard(plan, answers)) {
        step.angle = heard;
    }
    let findings = findings::findings(plan, &steps, answers);
    let level = plan.level.as_ref().map(|level| level.level);
    let angle = plan.angle.as_ref().map(|angle| angle.principle.clone());
    Analysis { format_version: FORMAT_VERSION, level, angle, steps, findings }
}

fn step(planned: Option<&PlannedStep>, answer: &Answer) -> StepAnalysis {
    let text = Text::new(&answer.text);
    let words = answer.words.as_deref();
    let speech = Speech::new(&text);
    let phrases = planned.map_or(&[][..], |planned| &planned.phrases);
    let phrases = phrases
        .iter()
        .map(|key| {
            let found = matcher::find(key, &speech);
            PhraseResult {
                phrase: key.text.clone(),
                status: found.status,
                heard: found.words.map(|range| text.written(range)),
                words: found.words,
                time: found.words.and_then(|range| time(words, range)),
                why: found.why,
            }
        })
        .collect();
    let fillers = spoken(&text, FILLERS, words);
    let statement = |found: Option<[usize; 2]>| match found {
        Some(range) => Statement { stated: true, evidence: Some(text.written(range)), words: Some(range) },
        None => Statement::none(),
    };
    let scope = statements::scope(&text);
    let assigned = statements::assigned(&text);
    let quantified = statements::quantified(&text);
    StepAnalysis {
        step: answer.step,
        words: text.tokens.len(),
        sentences: text.sentences.len(),
        phrases,
        we: we(&text, words),
        i_actions: i_actions(&text),
        hedges: spoken(&text, HEDGES, words),
        scope: statement(scope.filter(|_| assigned.is_none())),
        assigned: statement(assigned),
        handed_off: statement(statements::handed_off(&text)),
        quantified: statement(quantified),
        vague_outcome: statement(statements::vague_outcome(&text).filter(|_| quantified.is_none())),
        generic_lesson: statement(statements::generic_lesson(&text)),
        organization: organization(&text),
        angle: None,
        time: planned.zip(answer.sound.as_ref()).map(|(planned, sound)| StepTime {
            target: planned.target,
            spoken: sound.spoken,
            verdict: verdict(planned.target, sound.spoken),
        }),
        delivery: answer
            .sound
            .as_ref()
            .map(|sound| delivery::delivery(sound, text.tokens.len(), words, fillers.len())),
        fillers,
    }
}

/// When words were said, in seconds.
pub fn time(words: Option<&[Word]>, [from, to]: [usize; 2]) -> Option<[f64; 2]> {
    let words = words?;
    Some([words.get(from)?.start.as_secs_f64(), words.get(to.checked_sub(1)?)?.end.as_secs_f64()])
}

fn we(text: &Text, words: Option<&[Word]>) -> Vec<We> {
    let is_we = |token: &&Token| WE.contains(&token.plain.as_str()) && !token.is_the_country();
    let one = |token: &Token| We {
        word: token.bare.clone(),
        at: token.word,
        sentence: text.sentence_of(token.word),
        time: time(words, [token.word, token.word + 1]).map(|[start, _]| start),
    };
    text.tokens.iter().filter(is_we).map(one).collect()
}

fn spoken(text: &Text, patterns: &[&[&str]], words: Option<&[Word]>) -> Vec<Spoken> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.tokens.len() {
        let here = |pattern: &&&[&str]| text.says_at(at, pattern);
        let Some(pattern) = patterns.iter().filter(here).max_by_key(|pattern| pattern.len()) else {
            at += 1;
            continue;
        };
        let range = text.range(at, at + pattern.len());
        found.push(Spoken {
            word: text.tokens[at..at + pattern.len()]
                .iter()
                .map(|token| token.bare.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            at: range[0],
            length: range[1] - range[0],
            time: time(words, range).map(|[start, _]| start),
        });
        at += pattern.len();
    }
    found
}

/// The first word that speaks of the organization, with its sentence.
fn organization(text: &Text) -> Statement {
    let Some(token) = text.tokens.iter().find(|token| names_the_organization(&token.bare)) else {
        return Statement::none();
    };
    let words = [token.word, token.word + 1];
    Statement { stated: true, evidence: Some(text.sentence_of(token.word)), words: Some(words) }
}

fn i_actions(text: &Text) -> IActions {
    const BEFORE: usize = 6;
    let with_i = text.sentences.iter().filter(|sentence| {
        let first = text.tokens[sentence.start..sentence.end].iter().take(BEFORE);
        first
            .take_while(|token| !WE.contains(&token.plain.as_str()))
            .any(|token| matches!(token.plain.as_str(), "i" | "i'd" | "i've" | "i'm" | "i'll"))
    });
    IActions { with_i: with_i.count(), sentences: text.sentences.len() }
}
