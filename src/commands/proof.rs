//! Whether a story keeps what it teaches: its strong examples pass every check, and its weak answer fails as it says.
//! Pure: a story in, faults out.

use crate::analysis::{Analysis, Answer, PhraseStatus, Severity, StepAnalysis, analyse, review_phrases};
use crate::content::{AngleDemand, KeyPhrase, LevelName, StepName, Story};
use crate::plan::{Options, Plan};
use std::collections::BTreeSet;

/// A text of a story that is not what it claims to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands in the file (`steps.2.strong`).
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub write: String,
    /// Whether nobody could ever do what is asked, so that the file is refused.
    pub refused: bool,
}

/// Everything in a story that does not keep its promise.
///
/// - Each strong example, and each level's reflection, raises nothing to fix or to watch and says all of its phrases; no
///   part of it says "we" where that is to be avoided, was assigned, handed off in the Action, vague in the Result or generic
///   in the Reflection.
/// - Each retelling says the phrases that it emphasises, and what its angle demands.
/// - Each strong answer to a follow-up says its phrase, and is neither assigned nor handed off.
/// - The phrases of one list can be said, and told apart.
/// - The weak answer raises the findings that it declares, and no others (those that say "good" do not count).
pub fn prove(story: &Story) -> Vec<Fault> {
    let mut faults = strong(story);
    faults.extend(levels(story));
    faults.extend(angles(story));
    faults.extend(follow_ups(story));
    faults.extend(weak(story));
    faults.extend(lists(story).into_iter().flat_map(|(place, phrases)| remarks(&place, phrases)));
    faults
}

/// Every list of key phrases of a story, with its place.
pub fn lists(story: &Story) -> Vec<(String, &[KeyPhrase])> {
    let mut all: Vec<(String, &[KeyPhrase])> = vec![("scope_statements".to_owned(), &story.scope_statements)];
    let numbered = |list: &str, number: usize, key: &str| format!("{list}.{number}.{key}");
    all.extend(
        story.steps.iter().enumerate().map(|(n, step)| (numbered("steps", n, "phrases"), &step.phrases[..])),
    );
    all.extend(
        story
            .levels
            .iter()
            .enumerate()
            .map(|(n, level)| (numbered("levels", n, "phrases"), &level.phrases[..])),
    );
    all.extend(
        story
            .angles
            .iter()
            .enumerate()
            .map(|(n, angle)| (numbered("angles", n, "emphasise"), &angle.emphasise[..])),
    );
    let carried = |follow_up| std::slice::from_ref(follow_up);
    all.extend(
        story
            .follow_ups
            .iter()
            .enumerate()
            .map(|(n, own)| (numbered("follow_ups", n, "phrase"), carried(&own.phrase))),
    );
    all.retain(|(_, phrases)| !phrases.is_empty());
    all
}

fn remarks(place: &str, phrases: &[KeyPhrase]) -> Vec<Fault> {
    let notes = review_phrases(phrases).into_iter();
    notes
        .map(|note| Fault { refused: note.refused, ..fault(place.to_owned(), note.what, note.write) })
        .collect()
}

fn fault(place: String, what: impl Into<String>, write: impl Into<String>) -> Fault {
    Fault { place, what: what.into(), write: write.into(), refused: false }
}

fn answer(step: StepName, text: &str) -> Answer {
    // A recogniser gives one line; a file has line breaks.
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Answer { step, text, words: None, sound: None }
}

/// The plan for these steps, all when there are none. Only a level or an angle that a story lacks has no plan.
fn plan(story: &Story, only: &[StepName], level: Option<LevelName>) -> Plan {
    Plan::new(story, &Options { only, level, angle: None }).unwrap_or_default()
}

/// Judges one text as this step, with these phrases.
fn judged(story: &Story, step: StepName, phrases: &[KeyPhrase], text: &str) -> Analysis {
    let mut plan = plan(story, &[step], None);
    for planned in &mut plan.steps {
        planned.phrases = phrases.to_vec();
    }
    analyse(&plan, &[answer(step, text)])
}

/// What a text must not do where it stands: what is seen elsewhere means nothing.
fn never(place: &str, seen: &StepAnalysis) -> Vec<Fault> {
    let here = |steps: &[StepName]| steps.contains(&seen.step);
    let statements = [
        (
            &seen.assigned,
            !here(&[StepName::Reflection]),
            "sounds assigned",
            "Leave out who gave you the work.",
        ),
        (&seen.handed_off, here(&[StepName::Action]), "sounds handed off", "Say what you did yourself."),
        (
            &seen.vague_outcome,
            here(&[StepName::Result]),
            "has an outcome without a measure",
            "Give the change in numbers.",
        ),
        (
            &seen.generic_lesson,
            here(&[StepName::Reflection]),
            "has a lesson that would fit any story",
            "Say what only this story taught.",
        ),
    ];
    statements
        .into_iter()
        .filter(|(statement, applies, ..)| *applies && statement.stated)
        .map(|(statement, _, what, write)| {
            let evidence = statement.evidence.as_deref().unwrap_or_default();
            fault(place.to_owned(), format!("this {what}: {evidence:?}"), write)
        })
        .collect()
}

fn no_we(place: &str, seen: &StepAnalysis) -> Option<Fault> {
    let first = seen.we.first()?;
    Some(fault(
        place.to_owned(),
        format!("this says {:?}: {:?}", first.word, first.sentence),
        "Begin with I.",
    ))
}

fn unsaid(place: &str, seen: &StepAnalysis) -> Vec<Fault> {
    let unsaid = seen.phrases.iter().filter(|phrase| phrase.status != PhraseStatus::Said);
    unsaid
        .map(|phrase| {
            let what = format!("this does not say {:?} in a way that counts", phrase.phrase);
            fault(
                place.to_owned(),
                what,
                "Say it as it stands, or add the wording that is used under `also`.",
            )
        })
        .collect()
}

fn strong(story: &Story) -> Vec<Fault> {
    let answers: Vec<Answer> = story.steps.iter().map(|step| answer(step.step, &step.strong)).collect();
    let analysis = analyse(&plan(story, &[], None), &answers);
    let place = |step: StepName| {
        let number = story.steps.iter().position(|own| own.step == step).unwrap_or(0);
        format!("steps.{number}.strong")
    };
    let mut faults = raised(&analysis, &place);
    for (seen, step) in analysis.steps.iter().zip(&story.steps) {
        // A rule that looks at this step has spoken already; the others are asked here.
        let spoken = |fault: &Fault| faults.iter().any(|other: &Fault| other.place == fault.place);
        let mut more = never(&place(seen.step), seen);
        more.extend(no_we(&place(seen.step), seen).filter(|_| step.first_person));
        more.extend(unsaid(&place(seen.step), seen));
        more.retain(|fault| !spoken(fault));
        faults.extend(more);
    }
    faults
}

/// The findings of an analysis as faults.
fn raised(analysis: &Analysis, place: &dyn Fn(StepName) -> String) -> Vec<Fault> {
    let bad = analysis.findings.iter().filter(|finding| finding.severity != Severity::Good);
    bad.map(|finding| {
        let place = finding.step.map_or_else(|| "steps".to_owned(), place);
        let heard = finding.evidence.as_ref().map_or_else(String::new, |words| format!(" ({words:?})"));
        let said = finding.message.trim_end_matches('.');
        fault(place, format!("this raises {}: {said}{heard}", finding.rule), finding.hint.clone())
    })
    .collect()
}

/// Each level's reflection, told at the end of the strong answer and judged by that level.
fn levels(story: &Story) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, level) in story.levels.iter().enumerate() {
        let place = format!("levels.{number}.reflection");
        let told = story.steps.iter().map(|step| match step.step {
            StepName::Reflection => answer(step.step, &level.reflection),
            other => answer(other, &step.strong),
        });
        let answers: Vec<Answer> = told.collect();
        let mut analysis = analyse(&plan(story, &[], Some(level.level)), &answers);
        // The other steps have been judged, and their length is what the level asks to cut.
        analysis.findings.retain(|finding| finding.step == Some(StepName::Reflection));
        let found = raised(&analysis, &|_| place.clone());
        if found.is_empty() {
            let reflection = analysis.steps.iter().filter(|seen| seen.step == StepName::Reflection);
            faults.extend(reflection.flat_map(|seen| never(&place, seen)));
        }
        faults.extend(found);
    }
    faults
}

fn angles(story: &Story) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, angle) in story.angles.iter().enumerate() {
        let place = format!("angles.{number}.retelling");
        let analysis = judged(story, StepName::Situation, &angle.emphasise, &angle.retelling);
        let Some(seen) = analysis.steps.first() else { continue };
        faults.extend(unsaid(&place, seen));
        faults.extend(no_we(&place, seen));
        faults.extend(never(&place, seen));
        let kept = match angle.demand {
            Some(AngleDemand::ResultFirst) => seen.quantified.stated,
            Some(AngleDemand::ScopeFirst) => seen.scope.stated,
            // What prevents the next failure are the emphasised phrases.
            Some(AngleDemand::PreventionSaid) | None => true,
        };
        if !kept {
            let what = format!("this retelling does not keep the demand of {}", angle.principle);
            faults.push(fault(
                place,
                what,
                "Say a figure of the result, or the scope boundary, as `demand` asks.",
            ));
        }
    }
    faults
}

fn follow_ups(story: &Story) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (number, follow_up) in story.follow_ups.iter().enumerate() {
        let place = format!("follow_ups.{number}.strong");
        let phrase = std::slice::from_ref(&follow_up.phrase);
        let analysis = judged(story, StepName::Action, phrase, &follow_up.strong);
        let Some(seen) = analysis.steps.first() else { continue };
        faults.extend(unsaid(&place, seen));
        faults.extend(no_we(&place, seen));
        faults.extend(never(&place, seen));
    }
    faults
}

/// The findings of the weak answer as a file declares them: `task: missing-scope`, `answer: …` for the whole answer.
pub fn findings_of_the_weak_answer(story: &Story) -> BTreeSet<String> {
    let Some(weak) = &story.weak_answer else { return BTreeSet::new() };
    let answers: Vec<Answer> = weak.parts.iter().map(|part| answer(part.step, &part.text)).collect();
    let analysis = analyse(&plan(story, &[], None), &answers);
    let bad = analysis.findings.iter().filter(|finding| finding.severity != Severity::Good);
    bad.map(|finding| {
        let step = finding.step.map_or("answer", StepName::as_str);
        format!("{step}: {}", finding.rule)
    })
    .collect()
}

fn weak(story: &Story) -> Vec<Fault> {
    let Some(weak) = &story.weak_answer else { return Vec::new() };
    let raised = findings_of_the_weak_answer(story);
    let declared: BTreeSet<String> = weak.findings.iter().cloned().collect();
    if raised == declared {
        return Vec::new();
    }
    let list = |all: BTreeSet<&String>| all.into_iter().cloned().collect::<Vec<_>>().join(", ");
    let absent = list(declared.difference(&raised).collect());
    let extra = list(raised.difference(&declared).collect());
    let mut what = Vec::new();
    if !absent.is_empty() {
        what.push(format!("does not raise {absent}"));
    }
    if !extra.is_empty() {
        what.push(format!("also raises {extra}"));
    }
    let all: Vec<String> = raised.iter().map(|finding| format!("{finding:?}")).collect();
    let write = format!("Mend the text, or write: findings = [{}]", all.join(", "));
    vec![fault("weak_answer.findings".to_owned(), format!("the weak answer {}", what.join(" and ")), write)]
}
