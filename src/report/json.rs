//! The whole result of an attempt for programs.

use crate::analysis::{Analysis, IActions, Statement, StepAnalysis};
use crate::countdown::verdict;
use crate::plan::PlannedStep;
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
pub fn attempt_json(attempt: &Attempt, analysis: &Analysis) -> Value {
    let steps: Vec<Value> =
        attempt.plan.steps.iter().map(|planned| step(attempt, analysis, planned)).collect();
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
        "takes": attempt.takes,
    })
}

fn step(attempt: &Attempt, analysis: &Analysis, planned: &PlannedStep) -> Value {
    let take = attempt.counting_take(planned.step);
    let judged = take.filter(|take| take.outcome != TakeOutcome::Skipped);
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
        "outcome": take.map_or(json!({ "state": "not-recorded" }), |take| json!(take.outcome)),
        "take": take.map(|take| take.number),
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
