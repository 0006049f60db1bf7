//! A story that a person is writing: what they have said so far, and the whole story that it becomes. Pure.

use super::story::{FORMAT_VERSION, KeyPhrase, StepName, Story, StoryStep};
use serde::{Deserialize, Serialize};

/// A story in the making. Kept after every answer; see [`super::OwnStories`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// The format of the story that it will become.
    pub format_version: u32,
    /// The name used on the command line.
    pub id: String,
    /// The interviewer's question; empty until it is chosen.
    #[serde(default)]
    pub question: String,
    /// What the question probes.
    #[serde(default)]
    pub competency: String,
    /// The set of questions that it comes from.
    #[serde(default)]
    pub collection: String,
    /// The name shown to people; empty until it is given.
    #[serde(default)]
    pub title: String,
    /// The steps that have been begun, in their order.
    #[serde(default)]
    pub steps: Vec<DraftStep>,
}

/// One step in the making.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftStep {
    /// Which step.
    pub step: StepName,
    /// How the person tells it.
    pub strong: String,
    /// The key phrases; `None` until they are settled.
    #[serde(default)]
    pub phrases: Option<Vec<String>>,
}

/// What a step is given when its author says nothing else. The targets are those of a STAR answer of three minutes.
struct Usual {
    step: StepName,
    seconds: u32,
    cue: &'static str,
    advice: &'static str,
    mistake: &'static str,
}

const USUAL: [Usual; 5] = [
    Usual {
        step: StepName::Situation,
        seconds: 30,
        cue: "what was wrong, and what it put at risk",
        advice: "Say the problem and its price. One number is enough; leave the background out.",
        mistake: "A minute of background before the problem appears.",
    },
    Usual {
        step: StepName::Task,
        seconds: 20,
        cue: "whose job it was, and what you set out to do",
        advice: "Say the boundary aloud: whose work this was, and that you took it on yourself.",
        mistake: "Leaving open who gave you the work. The listener then assumes that it was assigned.",
    },
    Usual {
        step: StepName::Action,
        seconds: 90,
        cue: "what you did, one deed a sentence, each with I",
        advice: "Begin every sentence with I and a verb. Tell what you did, not what was done.",
        mistake: "Saying \"we\": nobody can tell which part was yours.",
    },
    Usual {
        step: StepName::Result,
        seconds: 20,
        cue: "what changed in numbers, what it was worth, who adopted it",
        advice: "Give the number before and after, then what it was worth to the business.",
        mistake: "Ending on a mood: it got better, and people were happy.",
    },
    Usual {
        step: StepName::Reflection,
        seconds: 15,
        cue: "what this story taught you, and no other",
        advice: "Say what you do differently since then, and why this story made you.",
        mistake: "A sentence that would fit any story, such as \"communication is important\".",
    },
];

fn usual(step: StepName) -> &'static Usual {
    USUAL.iter().find(|usual| usual.step == step).unwrap_or(&USUAL[0])
}

/// How many seconds a step usually takes: 30, 20, 90, 20, 15.
pub fn usual_seconds(step: StepName) -> u32 {
    usual(step).seconds
}

/// What belongs into a step, in one line.
pub fn usual_cue(step: StepName) -> &'static str {
    usual(step).cue
}

/// What a coach says about a step.
pub fn usual_advice(step: StepName) -> &'static str {
    usual(step).advice
}

impl Draft {
    /// A draft with nothing but its name.
    pub fn new(id: &str) -> Self {
        Self {
            format_version: FORMAT_VERSION,
            id: id.to_owned(),
            question: String::new(),
            competency: String::new(),
            collection: String::new(),
            title: String::new(),
            steps: Vec::new(),
        }
    }

    /// A title made from the id: "my-first-story" is "My first story".
    pub fn usual_title(&self) -> String {
        let mut title = self.id.replace('-', " ");
        if let Some(first) = title.get(..1).map(str::to_uppercase) {
            title.replace_range(..1, &first);
        }
        title
    }

    /// The step, begun if it was not.
    pub fn step_mut(&mut self, step: StepName) -> &mut DraftStep {
        let at = match self.steps.iter().position(|own| own.step >= step) {
            Some(at) if self.steps[at].step == step => at,
            place => {
                let at = place.unwrap_or(self.steps.len());
                self.steps.insert(at, DraftStep { step, strong: String::new(), phrases: None });
                at
            }
        };
        &mut self.steps[at]
    }

    /// The steps whose phrases are settled.
    pub fn settled(&self) -> usize {
        self.steps.iter().filter(|step| step.phrases.is_some()).count()
    }

    /// The story, complete and valid: what the person did not say is what a step usually has.
    pub fn story(&self) -> Story {
        let steps = self.steps.iter().map(|draft| {
            let usual = usual(draft.step);
            StoryStep {
                step: draft.step,
                target_seconds: usual.seconds,
                cue: usual.cue.to_owned(),
                strong: one_line(&draft.strong),
                phrases: draft.phrases.iter().flatten().map(|text| KeyPhrase::from(text.as_str())).collect(),
                advice: usual.advice.to_owned(),
                mistake: usual.mistake.to_owned(),
                first_person: matches!(draft.step, StepName::Task | StepName::Action | StepName::Result),
            }
        });
        Story {
            format_version: FORMAT_VERSION,
            id: self.id.clone(),
            title: if self.title.is_empty() { self.usual_title() } else { self.title.clone() },
            question: self.question.clone(),
            collection: if self.collection.is_empty() {
                "My own".to_owned()
            } else {
                self.collection.clone()
            },
            competency: if self.competency.is_empty() {
                "General".to_owned()
            } else {
                self.competency.clone()
            },
            overview: self.overview(),
            takeaways: Vec::new(),
            scope_statements: Vec::new(),
            steps: steps.collect(),
            levels: Vec::new(),
            angles: Vec::new(),
            follow_ups: Vec::new(),
            weak_answer: None,
            quiz: Vec::new(),
        }
    }

    /// The story in two sentences: the first ones of Situation and Result.
    fn overview(&self) -> String {
        let first = |step: StepName| {
            let text = one_line(&self.steps.iter().find(|own| own.step == step)?.strong);
            let end = text.find(". ").map_or(text.len(), |end| end + 1);
            Some(text[..end].chars().take(600).collect::<String>()).filter(|text| !text.is_empty())
        };
        let told: Vec<String> =
            [StepName::Situation, StepName::Result].into_iter().filter_map(first).collect();
        if told.is_empty() { self.question.clone() } else { told.join(" ") }
    }
}

/// Pasted lines and blanks as one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_keep_their_order_however_they_are_begun() {
        let mut draft = Draft::new("my-first-story");
        draft.step_mut(StepName::Action).strong = "I did.".into();
        draft.step_mut(StepName::Situation).strong = "It was.".into();
        draft.step_mut(StepName::Action).phrases = Some(vec!["I did".into()]);
        let order: Vec<StepName> = draft.steps.iter().map(|step| step.step).collect();
        assert_eq!(order, [StepName::Situation, StepName::Action]);
        assert_eq!((draft.settled(), draft.usual_title().as_str()), (1, "My first story"));
    }

    #[test]
    fn the_overview_is_the_first_sentence_of_situation_and_result() {
        let mut draft = Draft::new("x");
        draft.question = "Why?".into();
        assert_eq!(draft.story().overview, "Why?");
        draft.step_mut(StepName::Situation).strong = "One of 0.3% broke.\nTwo.".into();
        draft.step_mut(StepName::Result).strong = "Three".into();
        assert_eq!(draft.story().overview, "One of 0.3% broke. Three");
    }
}
