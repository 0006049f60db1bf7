//! What an angle listens for: phrases that gain or lose weight, a result that comes first, a step against the next failure.

use super::lexicon::Lexicon;
use super::matcher::{self, Speech};
use super::reading::Reading;
use super::result::{AngleWords, PhraseResult, PhraseStatus, Statement};
use super::rules::quantified;
use super::text::Text;
use super::{Answer, analyse};
use crate::content::{KeyPhrase, StepName};
use crate::plan::{Plan, PlannedAngle, WORDS_PER_MINUTE, speaking_time};
use crate::transcript::Word;
use std::time::Duration;

/// The beginning of an answer, in which a result that comes first is said.
const OPENING: Duration = Duration::from_secs(20);
/// Ways to say that the next failure is prevented, beside the phrases of the story.
const PREVENTION: [&str; 6] =
    ["prevent", "alert", "automate", "early warning", "never happen again", "cannot happen again"];

/// What the angle listens for in each answer; `None` for all when there is no angle.
pub fn heard(lexicon: &Lexicon, plan: &Plan, answers: &[Answer]) -> Vec<Option<AngleWords>> {
    let Some(angle) = &plan.angle else { return vec![None; answers.len()] };
    let figures = figures_of_the_result(plan, angle);
    let mut before = Duration::ZERO;
    let mut heard = Vec::new();
    for answer in answers {
        let text = Text::new(&answer.text);
        let speech = Speech::new(&text);
        let all = |phrases: &[KeyPhrase]| -> Vec<PhraseResult> {
            phrases.iter().filter_map(|key| said(key, &text, &speech, answer.words.as_deref())).collect()
        };
        let (opening, length) = opening(answer, before);
        before += length;
        heard.push(Some(AngleWords {
            emphasised: all(&angle.emphasise),
            downplayed: all(&angle.downplay),
            result_first: result_in(lexicon, &opening, &figures),
            prevention: prevention(&text, &speech, angle, answer.step),
        }));
    }
    heard
}

/// The phrase where it was said; nothing where it was not.
fn said(key: &KeyPhrase, text: &Text, speech: &Speech, words: Option<&[Word]>) -> Option<PhraseResult> {
    let range = matcher::said(key, speech)?;
    Some(PhraseResult {
        phrase: key.text.clone(),
        status: PhraseStatus::Said,
        heard: Some(text.written(range)),
        words: Some(range),
        time: analyse::time(words, range),
        why: None,
    })
}

/// The part of this answer that lies in the first 20 s of all answers, and how long the answer took. A written text is
/// timed by its words.
fn opening(answer: &Answer, before: Duration) -> (String, Duration) {
    let left = OPENING.saturating_sub(before);
    let pieces: Vec<&str> = answer.text.split_whitespace().collect();
    let timed = answer.words.as_deref().filter(|words| !words.is_empty());
    let (within, length) = if let Some(words) = timed {
        let first = words[0].start;
        let within = words.iter().take_while(|word| word.start.saturating_sub(first) < left).count();
        (within, words[words.len() - 1].end.saturating_sub(first))
    } else {
        let within = (left.as_secs_f64() * WORDS_PER_MINUTE / 60.0) as usize;
        (within, speaking_time(pieces.len()))
    };
    (pieces[..within.min(pieces.len())].join(" "), length)
}

/// What shows that the result has been said: its phrases that have a figure, and its figures alone, unless the
/// Situation or the Task has the same figure. Empty when the plan has no figure for the result.
fn figures_of_the_result(plan: &Plan, angle: &PlannedAngle) -> Vec<KeyPhrase> {
    let of = |step| plan.step(step).map_or(&[][..], |step| step.phrases.as_slice());
    let early: Vec<String> =
        of(StepName::Situation).iter().chain(of(StepName::Task)).flat_map(|key| figures(&key.text)).collect();
    let mut wanted: Vec<KeyPhrase> = Vec::new();
    for key in angle.emphasise.iter().chain(of(StepName::Result)) {
        let own = figures(&key.text);
        if !own.is_empty() {
            wanted.push(key.clone());
        }
        wanted.extend(own.iter().filter(|one| !early.contains(one)).map(|one| KeyPhrase::from(one.as_str())));
    }
    wanted
}

/// The numbers of a phrase: with digits, and the words that are outcomes on their own.
fn figures(text: &str) -> Vec<String> {
    let words = text.split_whitespace().map(|word| word.trim_matches([',', '.', ';', ':']).to_lowercase());
    words
        .filter(|word| {
            word.chars().any(|c| c.is_ascii_digit())
                || matches!(word.as_str(), "zero" | "half" | "halved" | "doubled" | "tripled")
        })
        .collect()
}

fn result_in(lexicon: &Lexicon, opening: &str, figures: &[KeyPhrase]) -> Statement {
    let text = Text::new(opening);
    if figures.is_empty() {
        return quantified::see(&Reading::new(&text, lexicon));
    }
    let speech = Speech::new(&text);
    stated(figures.iter().find_map(|key| matcher::said(key, &speech)), &text)
}

fn stated(found: Option<[usize; 2]>, text: &Text) -> Statement {
    found.map_or_else(Statement::none, |range| Statement::by(range, text.written(range)))
}

/// A step against the next failure; in Situation and Task a word such as "alert" tells what was there before.
fn prevention(text: &Text, speech: &Speech, angle: &PlannedAngle, step: StepName) -> Statement {
    let own = angle.emphasise.iter().find_map(|key| matcher::said(key, speech));
    let general = || {
        let late = !matches!(step, StepName::Situation | StepName::Task);
        PREVENTION.iter().filter(|_| late).find_map(|form| matcher::said(&KeyPhrase::from(*form), speech))
    };
    stated(own.or_else(general), text)
}
