//! From answers to an analysis: everything that is seen in each step, then the rules.

use super::fluent::fluent;
use super::learned::{Learned, Weighed};
use super::lexicon::Lexicon;
use super::matcher::{self, Speech};
use super::reading::Reading;
use super::result::{Analysis, FORMAT_VERSION, PhraseResult, Spoken, Statement, StepAnalysis, StepTime, We};
use super::rules::{
    assigned, fillers, generic_lesson, handed_off, i_actions, quantified, scope, vague_outcome, we,
};
use super::text::{Text, Token};
use super::{Answer, angle, delivery, findings};
use crate::content::{KeyPhrase, StepName};
use crate::countdown::verdict;
use crate::plan::{Plan, PlannedStep, names_the_organization};
use crate::transcript::Word;

/// Judges the answers against the plan, with the words that are a part of the program. Steps that the plan does not
/// have are judged without phrases.
pub fn analyse(plan: &Plan, answers: &[Answer]) -> Analysis {
    analyse_with(Lexicon::built_in(), plan, answers)
}

/// Judges the answers against the plan, with these words.
pub fn analyse_with(lexicon: &Lexicon, plan: &Plan, answers: &[Answer]) -> Analysis {
    let mut steps: Vec<StepAnalysis> =
        answers.iter().map(|answer| step(lexicon, plan, plan.step(answer.step), answer)).collect();
    for (step, heard) in steps.iter_mut().zip(angle::heard(lexicon, plan, answers)) {
        step.angle = heard;
    }
    let findings = findings::findings(plan, &steps, answers);
    let level = plan.level.as_ref().map(|level| level.level);
    let angle = plan.angle.as_ref().map(|angle| angle.principle.clone());
    Analysis { format_version: FORMAT_VERSION, level, angle, steps, findings, follow_ups: Vec::new() }
}

fn step(lexicon: &Lexicon, plan: &Plan, planned: Option<&PlannedStep>, answer: &Answer) -> StepAnalysis {
    let text = Text::new(&answer.text);
    let reading = Reading::new(&text, lexicon);
    let words = answer.words.as_deref();
    let speech = Speech::new(&text);
    let fillers = fillers::see(&reading);
    let fluent = fluent(&answer.text, &text, &fillers).map(|fluent| Text::new(&fluent));
    let weighed =
        Weighed::new(fluent.as_ref().unwrap_or(&text), answer.step, &|word| speech.stem(word).cloned());
    let stated = Stated::new(&reading, answer.step, &weighed).written_in(&text);
    let fillers: Vec<Spoken> = fillers.into_iter().map(|range| spoken(&text, range, words)).collect();
    let hedges = reading.all("hedges.says").iter().map(|found| {
        let (first, last) = (&reading.units[found.from], &reading.units[found.to - 1]);
        spoken(&text, [first.token, last.end], words)
    });
    StepAnalysis {
        step: answer.step,
        words: text.tokens.len(),
        sentences: text.sentences.len(),
        phrases: planned.map(|planned| phrases(&planned.phrases, &speech, &text, words)).unwrap_or_default(),
        we: we::see(&reading).into_iter().map(|token| plural(&text, token, words)).collect(),
        i_actions: i_actions::see(&reading),
        hedges: hedges.collect(),
        scope: stated.scope.or_own(&plan.scope_statements, &speech, &text, &stated.assigned),
        assigned: stated.assigned,
        handed_off: stated.handed_off,
        vague_outcome: stated.vague_outcome,
        quantified: stated.quantified,
        generic_lesson: stated.generic_lesson,
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

/// The statements of a step.
struct Stated {
    scope: Statement,
    assigned: Statement,
    handed_off: Statement,
    quantified: Statement,
    vague_outcome: Statement,
    generic_lesson: Statement,
}

impl Stated {
    /// What the rules and the model make of a text.
    fn new(reading: &Reading, step: StepName, weighed: &Weighed) -> Self {
        let assigned = weighed.judge(Learned::Assigned, assigned::see(reading));
        let quantified = weighed.judge(Learned::Quantified, quantified::see(reading));
        let no_measure = vague_outcome::see(reading, step, &quantified);
        Self {
            scope: scope(weighed, reading, &assigned),
            handed_off: weighed.judge(Learned::HandedOff, handed_off::see(reading)),
            vague_outcome: vague(weighed, no_measure, &quantified),
            generic_lesson: weighed.judge(Learned::GenericLesson, generic_lesson::see(reading)),
            assigned,
            quantified,
        }
    }

    /// The same, with its evidence in the words of the text as it was written.
    fn written_in(mut self, text: &Text) -> Self {
        let all = [
            &mut self.scope,
            &mut self.assigned,
            &mut self.handed_off,
            &mut self.quantified,
            &mut self.vague_outcome,
            &mut self.generic_lesson,
        ];
        for statement in all {
            statement.evidence = statement.words.map(|words| text.written(words));
            statement.reasons.iter_mut().for_each(|reason| reason.said = text.written(reason.words));
        }
        self
    }
}

/// Whoever was given the work, or says that it is their own, has not said that it was none of theirs, whatever the words
/// around it are like.
fn scope(weighed: &Weighed, reading: &Reading, assigned: &Statement) -> Statement {
    let rule = scope::see(reading, assigned);
    let own = !rule.stated && scope::is_own(reading);
    if assigned.stated || own { rule } else { weighed.judge(Learned::Scope, rule) }
}

/// A measured outcome is not vague, whatever stands beside it.
fn vague(weighed: &Weighed, rule: Statement, quantified: &Statement) -> Statement {
    if quantified.stated { rule } else { weighed.judge(Learned::VagueOutcome, rule) }
}

/// The first word that speaks of the organization, with its sentence.
fn organization(text: &Text) -> Statement {
    let tokens = &text.tokens;
    // A word that does not where it first comes does not anywhere.
    let mut asked = vec![false; text.different];
    let names = |token: &Token| {
        !std::mem::replace(&mut asked[token.number as usize], true) && names_the_organization(&token.bare)
    };
    let Some(at) = tokens.iter().position(names) else { return Statement::none() };
    let words = [tokens[at].word, tokens[at].word + 1];
    Statement::by(words, text.sentence_around(at))
}

fn phrases(wanted: &[KeyPhrase], speech: &Speech, text: &Text, words: Option<&[Word]>) -> Vec<PhraseResult> {
    let result = |key: &KeyPhrase| {
        let found = matcher::find(key, speech);
        PhraseResult {
            phrase: key.text.clone(),
            status: found.status,
            heard: found.words.map(|range| text.written(range)),
            words: found.words,
            time: found.words.and_then(|range| time(words, range)),
            why: found.why,
        }
    };
    wanted.iter().map(result).collect()
}

impl Statement {
    /// The story's own wordings of the scope count beside the general ones, unless the work was given to the speaker.
    fn or_own(self, own: &[KeyPhrase], speech: &Speech, text: &Text, assigned: &Statement) -> Self {
        if self.stated || assigned.stated {
            return self;
        }
        let Some(range) = own.iter().find_map(|key| matcher::said(key, speech)) else { return self };
        Self { reasons: self.reasons, ..Self::by(range, text.written(range)) }
    }
}

/// When words were said, in seconds.
pub fn time(words: Option<&[Word]>, [from, to]: [usize; 2]) -> Option<[f64; 2]> {
    let words = words?;
    Some([words.get(from)?.start.as_secs_f64(), words.get(to.checked_sub(1)?)?.end.as_secs_f64()])
}

fn plural(text: &Text, token: usize, words: Option<&[Word]>) -> We {
    let at = text.tokens[token].word;
    We {
        word: text.tokens[token].bare.to_string(),
        at,
        sentence: text.sentence_around(token),
        time: time(words, [at, at + 1]).map(|[start, _]| start),
    }
}

/// The tokens `from..to` as something that was spoken.
fn spoken(text: &Text, [from, to]: [usize; 2], words: Option<&[Word]>) -> Spoken {
    let range = text.range(from, to);
    let said: Vec<&str> = text.tokens[from..to].iter().map(|token| token.bare.as_str()).collect();
    Spoken {
        word: said.join(" "),
        at: range[0],
        length: range[1] - range[0],
        time: time(words, range).map(|[start, _]| start),
    }
}
