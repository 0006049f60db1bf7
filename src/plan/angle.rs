//! An angle: the same story for another principle. What gains weight, what loses it, and what must be heard where.

use super::PlannedStep;
use super::level::names_the_organization;
use crate::content::{AngleDemand, KeyPhrase, LevelName, StepName, Story};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};

/// The angle by which an answer is judged, as it stood when the attempt began.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlannedAngle {
    /// The principle ("Deliver Results").
    pub principle: String,
    /// How the telling changes.
    #[serde(default)]
    pub how: String,
    /// What must be heard, and where.
    #[serde(default)]
    pub demand: Option<AngleDemand>,
    /// All phrases that gain weight.
    #[serde(default)]
    pub emphasise: Vec<KeyPhrase>,
    /// Those of them that no step's strong example says: they may be said anywhere.
    #[serde(default)]
    pub anywhere: Vec<KeyPhrase>,
    /// The phrases that lose weight.
    #[serde(default)]
    pub downplay: Vec<KeyPhrase>,
}

/// Puts what the angle asks into the steps.
///
/// # Errors
/// When the story has no such angle.
pub(super) fn apply(
    name: &str,
    story: &Story,
    level: Option<LevelName>,
    steps: &mut [PlannedStep],
) -> Result<PlannedAngle> {
    let angle = story.angle(name).ok_or_else(|| unknown(name, story))?;
    for step in steps.iter_mut() {
        step.phrases.retain(|phrase| !angle.downplay.iter().any(|other| same(phrase, other)));
    }
    let mut anywhere = Vec::new();
    for phrase in &angle.emphasise {
        if steps.iter().any(|step| step.phrases.iter().any(|known| same(known, phrase))) {
            continue;
        }
        let place = steps.iter_mut().find(|step| phrase.occurs_in(strong(story, level, step.step)));
        match place {
            Some(step) => step.phrases.push(phrase.clone()),
            None if level == Some(LevelName::Sde1) && of_the_organization(phrase) => {}
            None => anywhere.push(phrase.clone()),
        }
    }
    Ok(PlannedAngle {
        principle: angle.principle.clone(),
        how: angle.how.clone(),
        demand: angle.demand,
        emphasise: angle.emphasise.clone(),
        anywhere,
        downplay: angle.downplay.clone(),
    })
}

/// What is not asked of an SDE 1 is not asked by an angle either.
fn of_the_organization(phrase: &KeyPhrase) -> bool {
    phrase.text.split_whitespace().any(names_the_organization)
}

/// Each says the other's words.
fn same(a: &KeyPhrase, b: &KeyPhrase) -> bool {
    a.occurs_in(&b.text) && b.occurs_in(&a.text)
}

/// The strong example of a step; the reflection is that of the level.
fn strong(story: &Story, level: Option<LevelName>, step: StepName) -> &str {
    let of_level = level.and_then(|level| story.level(level)).filter(|_| step == StepName::Reflection);
    match of_level {
        Some(level) => &level.reflection,
        None => story.step(step).map_or("", |step| &step.strong),
    }
}

fn unknown(name: &str, story: &Story) -> Error {
    let error = Error::usage(format!("the story {:?} has no angle {name:?}", story.id));
    let there: Vec<String> = story.angles.iter().map(crate::content::Angle::slug).collect();
    if there.is_empty() {
        error.hint("It has none. Leave --angle out, or add [[angles]] to the story.")
    } else {
        error.hint(format!("It has {}. Leave --angle out to tell it as it is written.", there.join(", ")))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Plan};
    use super::*;
    use crate::content::Library;

    fn plan(story: &str, angle: &str, level: Option<LevelName>) -> Plan {
        let library = Library::load(&[]).unwrap();
        let options = Options { angle: Some(angle), level, ..Options::default() };
        Plan::new(library.find(story).unwrap(), &options).unwrap()
    }

    fn phrases(plan: &Plan, step: StepName) -> Vec<&str> {
        plan.step(step).unwrap().phrases.iter().map(|phrase| phrase.text.as_str()).collect()
    }

    #[test]
    fn an_emphasised_phrase_is_asked_for_in_the_step_that_says_it() {
        let plan = plan("webhook-drops", "invent-and-simplify", None);
        assert!(phrases(&plan, StepName::Action).contains(&"alert on the dead letter queue"));
        let reflection = phrases(&plan, StepName::Reflection);
        let count = reflection.iter().filter(|phrase| **phrase == "shared webhook reliability SLO").count();
        assert_eq!(count, 1, "it is there once, although the step has it already");
        assert!(plan.angle.unwrap().anywhere.is_empty());
    }

    #[test]
    fn a_phrase_that_is_played_down_is_not_asked_for() {
        let plan = plan("crash-on-launch", "Dive Deep", None);
        assert_eq!(
            phrases(&plan, StepName::Result).iter().filter(|phrase| phrase.contains("11,000")).count(),
            0
        );
    }

    #[test]
    fn a_phrase_of_the_retelling_may_be_said_anywhere_but_is_not_asked_of_an_sde_1() {
        let anywhere =
            |level| plan("webhook-drops", "invent-and-simplify", level).angle.unwrap().anywhere.len();
        assert_eq!(anywhere(Some(LevelName::Sde2)), 1, "the SDE 2 reflection does not say it");
        assert_eq!(anywhere(Some(LevelName::Sde1)), 0);
    }

    #[test]
    fn an_unknown_angle_is_an_error_that_names_those_there_are() {
        let library = Library::load(&[]).unwrap();
        let mut story = library.find("webhook-drops").unwrap().clone();
        let options = Options { angle: Some("frugality"), ..Options::default() };
        let hint = |story: &Story| Plan::new(story, &options).unwrap_err().hint_text().unwrap().to_owned();
        assert!(hint(&story).contains("deliver-results, ownership, invent-and-simplify"), "{}", hint(&story));
        story.angles.clear();
        assert!(hint(&story).contains("[[angles]]"));
    }
}
