//! A level: how long the whole answer may be, what the reflection says, and what is not asked for.

use super::PlannedStep;
use crate::content::{Level, LevelName, StepName, Story};
use crate::error::{Error, Result};
use crate::transcript::seconds;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A calm speaking rate in words a minute: in the middle of 130 to 160, where all published ranges overlap, and a little
/// below it. It turns written words into time.
pub const WORDS_PER_MINUTE: f64 = 140.0;

/// How long so many written words take to speak.
pub fn speaking_time(words: usize) -> Duration {
    Duration::from_secs_f64(words as f64 * 60.0 / WORDS_PER_MINUTE)
}

/// The usual limits of the whole answer, in seconds, where a story does not say: at least, at most.
fn usual(level: LevelName) -> (Option<u32>, Option<u32>) {
    match level {
        LevelName::Sde1 => (None, Some(120)),
        LevelName::Sde2 => (None, None),
        LevelName::Senior => (Some(150), Some(180)),
    }
}

/// The level by which an answer is judged, as it stood when the attempt began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedLevel {
    /// Which level.
    pub level: LevelName,
    /// What the whole answer dwells on; empty where the story does not say.
    #[serde(default)]
    pub focus: String,
    /// What the interviewer holds the answer against; empty where the story does not say.
    #[serde(default)]
    pub bar: String,
    /// Key phrases of the story that this level does not ask for.
    #[serde(default)]
    pub spared: Vec<String>,
}

/// How long the whole answer may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Limit {
    /// Not shorter than this.
    #[serde(rename = "at_least_seconds", with = "seconds")]
    pub at_least: Duration,
    /// Not longer than this.
    #[serde(rename = "at_most_seconds", with = "seconds")]
    pub at_most: Duration,
}

impl Limit {
    /// The limit of the level; the sum of the targets where there is none.
    pub(super) fn of(level: Option<LevelName>, own: Option<&Level>, steps: &[PlannedStep]) -> Self {
        let (least, most) = level.map_or((None, None), |level| bounds(level, own));
        let second = |seconds: u32| Duration::from_secs(u64::from(seconds));
        let sum: Duration = steps.iter().map(|step| step.target).sum();
        Self { at_least: least.map_or(Duration::ZERO, second), at_most: most.map_or(sum, second) }
    }
}

fn bounds(level: LevelName, own: Option<&Level>) -> (Option<u32>, Option<u32>) {
    match own {
        Some(own) => (own.at_least_seconds, own.at_most_seconds),
        None => usual(level),
    }
}

/// What the story says about the level; nothing when it has no levels at all.
///
/// # Errors
/// When the story has levels, and not this one.
pub(super) fn find(name: LevelName, story: &Story) -> Result<Option<&Level>> {
    let own = story.level(name);
    if own.is_none() && !story.levels.is_empty() {
        let there: Vec<&str> = story.levels.iter().map(|level| level.level.as_str()).collect();
        return Err(Error::usage(format!("the story {:?} has no level {name}", story.id))
            .hint(format!("It has {}. Leave --level out to tell it as it is written.", there.join(", "))));
    }
    Ok(own)
}

/// Scales the targets to the level, and puts what it asks into the steps.
pub(super) fn apply(name: LevelName, own: Option<&Level>, steps: &mut [PlannedStep]) -> PlannedLevel {
    if let (Some(own), Some(step)) = (own, steps.iter_mut().find(|step| step.step == StepName::Reflection)) {
        step.phrases.clone_from(&own.phrases);
        step.cue.clone_from(&own.reflection_shows);
    }
    let spared = if name == LevelName::Sde1 { spare(own.is_some(), steps) } else { Vec::new() };
    let (least, most) = bounds(name, own);
    scale(steps, own, least, most);
    PlannedLevel {
        level: name,
        focus: own.map(|level| level.focus.clone()).unwrap_or_default(),
        bar: own.map(|level| level.bar.clone()).unwrap_or_default(),
        spared,
    }
}

/// Takes out the phrases about the organization from Result and Reflection: little insight into it is expected of an
/// SDE 1. A reflection that was written for the level stays as it is.
fn spare(own_reflection: bool, steps: &mut [PlannedStep]) -> Vec<String> {
    let mut spared = Vec::new();
    let asked = |step: &PlannedStep| match step.step {
        StepName::Result => true,
        StepName::Reflection => !own_reflection,
        _ => false,
    };
    for step in steps.iter_mut().filter(|step| asked(step)) {
        step.phrases.retain(|phrase| {
            let keep = !phrase.text.split_whitespace().any(names_the_organization);
            if !keep {
                spared.push(phrase.text.clone());
            }
            keep
        });
    }
    spared
}

/// Words that speak of more than the code and its author.
const ORGANIZATION: &[&str] = &[
    "across",
    "adopt",
    "adopted",
    "company",
    "culture",
    "department",
    "director",
    "directors",
    "division",
    "goals",
    "incentive",
    "incentives",
    "leaders",
    "leadership",
    "managers",
    "owner",
    "owners",
    "owned",
    "policy",
    "shared",
    "standard",
    "standards",
    "systemic",
    "teams",
    "visibility",
];

/// Whether the word speaks of the organization: teams, owners, what they share, what became a standard.
pub fn names_the_organization(word: &str) -> bool {
    let plain = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    plain.starts_with("organiz") || plain.starts_with("organis") || ORGANIZATION.contains(&plain.as_str())
}

/// Scales the targets so that their sum lies within the limits. The reflection that a story gives for the level keeps
/// the time that it takes to speak, since a senior one is longer; the other steps share the rest in their old
/// proportions. Without limits (SDE 2) nothing changes.
fn scale(steps: &mut [PlannedStep], own: Option<&Level>, least: Option<u32>, most: Option<u32>) {
    if least.is_none() && most.is_none() {
        return;
    }
    let reflection = own.map(|level| speaking_time(level.reflection.split_whitespace().count()));
    let mut fixed = Duration::ZERO;
    for step in steps.iter_mut().filter(|step| step.step == StepName::Reflection) {
        if let Some(time) = reflection.filter(|time| !time.is_zero()) {
            step.target = Duration::from_secs(time.as_secs_f64().round() as u64);
            fixed += step.target;
        }
    }
    let own_time = |step: &PlannedStep| fixed.is_zero() || step.step != StepName::Reflection;
    let others: f64 = steps.iter().filter(|step| own_time(step)).map(|step| step.target.as_secs_f64()).sum();
    let whole = others + fixed.as_secs_f64();
    let wanted = most.map_or(whole, |most| whole.min(f64::from(most)));
    let wanted = least.map_or(wanted, |least| wanted.max(f64::from(least)));
    let factor = (wanted - fixed.as_secs_f64()) / others;
    if !factor.is_finite() || factor <= 0.0 {
        return;
    }
    // Whole seconds whose sum is exact: each step ends at the rounded end of its exact share.
    let (mut exact, mut ended) = (0.0_f64, 0.0_f64);
    for step in steps.iter_mut().filter(|step| own_time(step)) {
        exact += step.target.as_secs_f64() * factor;
        let end = exact.round();
        step.target = Duration::from_secs_f64((end - ended).max(1.0));
        ended = end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Plan};
    use super::*;
    use crate::content::Library;

    fn seed() -> Story {
        Library::load(&[]).unwrap().find("webhook-drops").unwrap().clone()
    }

    fn plan(story: &Story, level: Option<LevelName>) -> Plan {
        Plan::new(story, &Options { level, ..Options::default() }).unwrap()
    }

    fn targets(plan: &Plan) -> Vec<u64> {
        plan.steps.iter().map(|step| step.target.as_secs()).collect()
    }

    fn limits(plan: &Plan) -> (u64, u64) {
        let limit = plan.limit.unwrap();
        (limit.at_least.as_secs(), limit.at_most.as_secs())
    }

    #[test]
    fn an_sde_1_has_two_minutes_for_the_whole_answer() {
        let plan = plan(&seed(), Some(LevelName::Sde1));
        assert_eq!(targets(&plan), [20, 13, 60, 13, 14]);
        assert_eq!(targets(&plan).iter().sum::<u64>(), 120);
        assert_eq!(limits(&plan), (0, 120));
    }

    #[test]
    fn an_sde_2_speaks_as_the_steps_say() {
        let plan = plan(&seed(), Some(LevelName::Sde2));
        assert_eq!(targets(&plan), [30, 20, 90, 20, 15]);
        assert_eq!(limits(&plan), (0, 175));
    }

    #[test]
    fn a_senior_reflection_is_longer_and_the_other_steps_make_room_for_it() {
        let plan = plan(&seed(), Some(LevelName::Senior));
        assert_eq!(targets(&plan), [29, 19, 88, 19, 25]);
        assert_eq!(limits(&plan), (150, 180));
    }

    #[test]
    fn the_reflection_is_that_of_the_level() {
        let phrases = |level| {
            let plan = plan(&seed(), level);
            let step = plan.step(StepName::Reflection).unwrap().clone();
            step.phrases.into_iter().map(|phrase| phrase.text).collect::<Vec<_>>()
        };
        assert_eq!(phrases(Some(LevelName::Sde1)), ["reproducing the bug"]);
        assert!(phrases(Some(LevelName::Senior)).contains(&"leadership".to_owned()));
        assert!(phrases(None).contains(&"organizational gap".to_owned()), "as it is written");
    }

    #[test]
    fn nothing_about_the_organization_is_asked_of_an_sde_1() {
        let junior = plan(&seed(), Some(LevelName::Sde1));
        let result = junior.step(StepName::Result).unwrap();
        assert_eq!(result.phrases.len(), 2, "{result:?}");
        assert_eq!(junior.level.as_ref().unwrap().spared, ["adopted my pattern as standard"]);
        assert_eq!(junior.step(StepName::Task).unwrap().phrases.len(), 3, "the scope is asked of everybody");
        let own = Story { levels: Vec::new(), ..seed() };
        let spared = plan(&own, Some(LevelName::Sde1)).level.unwrap().spared;
        assert!(spared.contains(&"organizational gap".to_owned()), "{spared:?}");
        assert!(plan(&own, Some(LevelName::Senior)).level.unwrap().spared.is_empty());
    }

    #[test]
    fn a_story_without_levels_takes_the_usual_limits() {
        let own = Story { levels: Vec::new(), ..seed() };
        let junior = plan(&own, Some(LevelName::Sde1));
        assert_eq!(targets(&junior), [21, 13, 62, 14, 10]);
        assert_eq!(targets(&plan(&own, Some(LevelName::Senior))), [30, 20, 90, 20, 15], "175 s is within");
        let mut short = own.clone();
        short.steps[2].target_seconds = 40;
        assert_eq!(targets(&plan(&short, Some(LevelName::Senior))).iter().sum::<u64>(), 150);
        assert_eq!(targets(&plan(&short, Some(LevelName::Sde1))).iter().sum::<u64>(), 120);
        short.steps[2].target_seconds = 10;
        assert_eq!(targets(&plan(&short, Some(LevelName::Sde1))), [30, 20, 10, 20, 15], "short enough");
    }

    #[test]
    fn a_missing_level_is_an_error_that_names_those_there_are() {
        let mut story = seed();
        story.levels.retain(|level| level.level != LevelName::Senior);
        let error =
            Plan::new(&story, &Options { level: Some(LevelName::Senior), ..Options::default() }).unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.hint_text().unwrap().contains("sde1, sde2"), "{error:?}");
    }

    #[test]
    fn a_drill_of_some_steps_keeps_their_targets_and_has_no_limit_of_the_whole() {
        let only = [StepName::Action];
        let options = Options { only: &only, level: Some(LevelName::Sde1), angle: None };
        let plan = Plan::new(&seed(), &options).unwrap();
        assert_eq!((targets(&plan), plan.limit), (vec![60], None));
    }
}
