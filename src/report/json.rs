//! The whole result of an attempt for programs.

use crate::analysis::{Analysis, IActions, Statement, StepAnalysis};
use crate::countdown::{verdict, verdict_of};
use crate::plan::{Part, PlannedFollowUp, PlannedStep};
use crate::takes::{Attempt, Take, TakeOutcome, TranscriptState};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// The version of this JSON.
const FORMAT_VERSION: u32 = 1;

/// The attempt, every step of its plan, all takes and the findings.
///
/// Every step carries the keys of the check contract (`rehearse check --json`), and beside them `target_seconds`,
/// `spoken_seconds`, `verdict`, `words_per_minute`, `outcome`, `take`, `speech`, `gaps`, `pauses` and `transcript`
/// (with word times), which are `null` or empty where nothing is known.
///
/// An interview has a `cut` (with `estimated`), its whole `answer`, the `seed`, and `follow_ups`; the times of its steps are
/// those of the whole recording.
pub fn attempt_json(attempt: &Attempt, analysis: &Analysis) -> Value {
    let steps: Vec<Value> =
        attempt.plan.steps.iter().map(|planned| step(attempt, analysis, planned)).collect();
    let answer = attempt.counting(Part::Answer);
    json!({
        "format_version": FORMAT_VERSION,
        "attempt": {
            "id": attempt.id,
            "number": attempt.number,
            "mode": attempt.mode,
            "started": attempt.started,
            "story": attempt.plan.story,
            "title": attempt.plan.title,
            "question": attempt.plan.question,
            "level": attempt.plan.level.as_ref().map(|level| level.level),
            "angle": attempt.plan.angle.as_ref().map(|angle| &angle.principle),
            "limit": attempt.plan.limit,
            "model": attempt.model(),
            "outcome": attempt.outcome,
        },
        "steps": steps,
        "findings": analysis.findings,
        "cut": answer.and_then(|take| take.cut.as_ref()),
        "answer": answer.map(|take| whole_answer(attempt, take)),
        "seed": attempt.plan.interview.as_ref().map(|interview| interview.seed),
        "follow_ups": follow_ups(attempt, analysis),
        "takes": attempt.takes,
    })
}

fn step(attempt: &Attempt, analysis: &Analysis, planned: &PlannedStep) -> Value {
    let take = attempt.counting_take(planned.step);
    let judged = take.as_deref().filter(|take| take.outcome != TakeOutcome::Skipped);
    let found = analysis.steps.iter().find(|step| step.step == planned.step);
    let mut value = found.map_or_else(|| object(&unheard(planned)), object);
    let spoken = judged.and_then(Take::spoken);
    let recorded = judged.and_then(|take| take.recorded.as_ref());
    let pace = found.and_then(|step| step.delivery.as_ref()?.words_per_minute);
    // Pulled out of their groups, where everybody looks for them.
    let extra = json!({
        "target_seconds": seconds(planned.target),
        "spoken_seconds": spoken.map(seconds),
        "verdict": spoken.map(|spoken| verdict(planned.target, spoken)),
        "words_per_minute": pace,
        "outcome": take.as_ref().map_or(json!({ "state": "not-recorded" }), |take| json!(take.outcome)),
        "take": take.as_ref().map(|take| take.number),
        "speech": recorded.map_or(json!([]), |recorded| json!(recorded.speech)),
        "gaps": recorded.map_or(json!([]), |recorded| json!(recorded.gaps)),
        "pauses": recorded.map_or(json!([]), |recorded| json!(recorded.pauses)),
        "transcript": judged.map_or(json!(TranscriptState::Nothing), |take| json!(take.transcript)),
    });
    if let Value::Object(extra) = extra {
        value.extend(extra);
    }
    Value::Object(value)
}

/// The answer of an interview as it was spoken, in one go.
fn whole_answer(attempt: &Attempt, take: &Take) -> Value {
    let limit = attempt.plan.whole_answer();
    let turns = attempt.plan.turns();
    let turn = turns.iter().find(|turn| turn.part == Part::Answer);
    let spoken = take.spoken();
    json!({
        "at_least_seconds": seconds(limit.at_least),
        "at_most_seconds": seconds(limit.at_most),
        "spoken_seconds": spoken.map(seconds),
        "verdict": turn.zip(spoken).map(|(turn, spoken)| verdict_of(turn, spoken)),
        "outcome": take.outcome,
        "take": take.number,
        "transcript": take.transcript,
    })
}

/// Every follow-up that was drawn, answered or not.
fn follow_ups(attempt: &Attempt, analysis: &Analysis) -> Vec<Value> {
    let planned = attempt.plan.interview.iter().flat_map(|interview| &interview.follow_ups);
    let one = |(number, planned): (u32, &PlannedFollowUp)| {
        let take = attempt.counting(Part::FollowUp(number));
        let judged = analysis.follow_ups.iter().find(|judged| judged.number == number);
        let counted = take.filter(|take| take.counts());
        json!({
            "number": number,
            "question": planned.question,
            "probes": planned.probes,
            "strong": planned.strong,
            "target_seconds": seconds(planned.target),
            "spoken_seconds": counted.and_then(Take::spoken).map(seconds),
            "verdict": judged.and_then(|judged| judged.verdict),
            "strength": judged.map(|judged| judged.strength),
            "phrase": judged.and_then(|judged| judged.heard.phrases.first()),
            "handed_off": judged.map(|judged| &judged.heard.handed_off),
            "vague": judged.map(|judged| &judged.vague),
            "we": judged.map_or(json!([]), |judged| json!(judged.heard.we)),
            "words": judged.map_or(0, |judged| judged.heard.words),
            "words_per_minute": judged.and_then(|judged| judged.heard.delivery.as_ref()?.words_per_minute),
            "findings": judged.map_or(json!([]), |judged| json!(judged.findings)),
            "outcome": take.map_or(json!({ "state": "not-recorded" }), |take| json!(take.outcome)),
            "take": take.map(|take| take.number),
            "transcript": counted.map_or(json!(TranscriptState::Nothing), |take| json!(take.transcript)),
        })
    };
    (1..).zip(planned).map(one).collect()
}

fn object(step: &StepAnalysis) -> Map<String, Value> {
    match json!(step) {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// A step of which nothing was heard: every key is there, and says nothing.
fn unheard(planned: &PlannedStep) -> StepAnalysis {
    StepAnalysis {
        step: planned.step,
        words: 0,
        sentences: 0,
        phrases: Vec::new(),
        we: Vec::new(),
        fillers: Vec::new(),
        hedges: Vec::new(),
        i_actions: IActions { with_i: 0, sentences: 0 },
        scope: Statement::none(),
        assigned: Statement::none(),
        handed_off: Statement::none(),
        quantified: Statement::none(),
        vague_outcome: Statement::none(),
        generic_lesson: Statement::none(),
        organization: Statement::none(),
        angle: None,
        time: None,
        delivery: None,
    }
}

/// Seconds with milliseconds, as everywhere in our JSON.
fn seconds(time: Duration) -> f64 {
    (time.as_secs_f64() * 1000.0).round() / 1000.0
}
