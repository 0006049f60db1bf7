//! The dialogue of `rehearse new`: question, title, and each step with its key phrases. Talks through the [`Prompt`] and
//! keeps the draft after every answer; knows no terminal and no disk.

use crate::analysis::{Answer, Severity, analyse};
use crate::content::{
    Draft, Library, Question, StepName, occurs, one_line, propose, usual_advice, usual_cue, usual_seconds,
};
use crate::error::Result;
use crate::plan::{Options, Plan};
use crate::terminal::{ChooseAsk, Prompt, TextAsk};

/// Words a minute at which a text fills its time (the middle of the published ranges).
const PACE: f64 = 140.0;
/// Divides the phrases in the one line in which they are edited.
const DIVIDER: char = ';';
/// Nobody keeps more in mind.
const MOST_PHRASES: usize = 8;
/// The limits of a story file, in characters.
const LONGEST_QUESTION: usize = 300;
const LONGEST_NAME: usize = 80;
const LONGEST_TEXT: usize = 5000;

/// How the dialogue ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Everything is there, and the person wants to save it.
    Save,
    /// The person leaves; the draft stays.
    Leave,
}

/// What the dialogue needs from outside.
pub struct Dialogue<'a> {
    /// Asks.
    pub prompt: &'a mut dyn Prompt,
    /// Says lines to the person.
    pub talk: &'a dyn Fn(&str),
    /// Keeps the draft.
    pub keep: &'a dyn Fn(&Draft) -> Result<()>,
}

/// `None`: the person leaves.
type Answered = Result<Option<()>>;

impl Dialogue<'_> {
    /// Asks for everything that the draft lacks, then what to do with it.
    ///
    /// # Errors
    /// When the person interrupts, or the draft cannot be kept.
    pub fn run(&mut self, draft: &mut Draft, library: &Library) -> Result<End> {
        if self.all(draft, library)?.is_none() {
            return Ok(End::Leave);
        }
        loop {
            let mut options = vec!["Save it".to_owned()];
            options.extend(StepName::ALL.map(|step| format!("Change the {step}")));
            options.extend(["Change the question".to_owned(), "Leave it for now; it is kept".to_owned()]);
            let ask = ChooseAsk {
                question: "All five steps are told.",
                options: &options,
                start: 0,
                search: false,
            };
            let changed = match self.prompt.choose(&ask)? {
                Some(0) => return Ok(End::Save),
                Some(number @ 1..=5) => self.change(draft, StepName::ALL[number - 1])?,
                Some(6) => self.question(draft, library)?,
                _ => return Ok(End::Leave),
            };
            // Escape in a change leaves the change, not the story.
            let _ = changed;
        }
    }

    fn all(&mut self, draft: &mut Draft, library: &Library) -> Answered {
        if draft.question.is_empty() && self.question(draft, library)?.is_none() {
            return Ok(None);
        }
        if draft.title.is_empty() {
            let start = draft.usual_title();
            let ask = TextAsk { start: &start, check: &name, ..TextAsk::new("A title for your story:") };
            let Some(title) = self.prompt.text(&ask)? else { return Ok(None) };
            draft.title = one_line(&title);
            (self.keep)(draft)?;
        }
        for step in StepName::ALL {
            let settled = draft.steps.iter().any(|own| own.step == step && own.phrases.is_some());
            if !settled && (self.tell(draft, step)?.is_none() || self.settle(draft, step)?.is_none()) {
                return Ok(None);
            }
        }
        Ok(Some(()))
    }

    /// From the bank, or in the person's own words.
    fn question(&mut self, draft: &mut Draft, library: &Library) -> Answered {
        const OWN: &str = "A question in my own words";
        let bank: Vec<&Question> = library.questions().collect();
        let mut options = vec![OWN.to_owned()];
        options
            .extend(bank.iter().map(|question| format!("{} · {}", question.competency, question.question)));
        let ask = ChooseAsk {
            question: "Which question does your story answer?",
            options: &options,
            start: 0,
            search: true,
        };
        let Some(chosen) = self.prompt.choose(&ask)? else { return Ok(None) };
        if let Some(question) = chosen.checked_sub(1).and_then(|number| bank.get(number)) {
            take_question(draft, question);
            (self.keep)(draft)?;
            return Ok(Some(()));
        }
        let check = |text: &str| limited(text, LONGEST_QUESTION);
        let ask = TextAsk {
            start: &draft.question,
            help: "as the interviewer would say it",
            check: &check,
            ..TextAsk::new("The question:")
        };
        let Some(question) = self.prompt.text(&ask)? else { return Ok(None) };
        let start = if draft.competency.is_empty() { "General" } else { &draft.competency };
        let ask = TextAsk {
            start,
            help: "a principle or a skill: Ownership, Dive Deep, Conflict",
            check: &name,
            ..TextAsk::new("What does it probe?")
        };
        let Some(competency) = self.prompt.text(&ask)? else { return Ok(None) };
        draft.question = one_line(&question);
        draft.competency = one_line(&competency);
        draft.collection = String::new();
        (self.keep)(draft)?;
        Ok(Some(()))
    }

    /// The sentences of a step, as many lines as the person likes.
    fn tell(&mut self, draft: &mut Draft, step: StepName) -> Answered {
        let seconds = usual_seconds(step);
        let words = f64::from(seconds) / 60.0 * PACE;
        (self.talk)(&format!(
            "\n{} · {seconds} s, about {words:.0} words · {}\n{}\n",
            step.title(),
            usual_cue(step),
            usual_advice(step)
        ));
        let begun = one_line(&draft.step_mut(step).strong);
        if !begun.is_empty() {
            (self.talk)(&format!("So far: {begun}\n"));
        }
        loop {
            let told = draft.step_mut(step).strong.clone();
            let begun = !told.is_empty();
            let check = |text: &str| match limited(text, LONGEST_TEXT) {
                Err(_) if begun && text.trim().is_empty() => Ok(()),
                Ok(()) => limited(&format!("{told} {text}"), LONGEST_TEXT),
                wrong => wrong,
            };
            let help = if begun {
                "an empty line ends this step"
            } else {
                "one line or several, as you would say it"
            };
            let ask = TextAsk {
                help,
                check: &check,
                ..TextAsk::new(if begun { "And then:" } else { "Your words:" })
            };
            let Some(line) = self.prompt.text(&ask)? else { return Ok(None) };
            if line.trim().is_empty() {
                break;
            }
            let strong = &mut draft.step_mut(step).strong;
            *strong = one_line(&format!("{strong} {line}"));
            (self.keep)(draft)?;
        }
        self.coach(draft, step)
    }

    /// Says how long the text is and what a coach would mend, and lets the person change it.
    fn coach(&mut self, draft: &mut Draft, step: StepName) -> Answered {
        loop {
            let text = draft.step_mut(step).strong.clone();
            let words = text.split_whitespace().count();
            let seconds = words as f64 / PACE * 60.0;
            (self.talk)(&format!(
                "{words} words: about {seconds:.0} s, and the target is {} s.\n",
                usual_seconds(step)
            ));
            let notes = notes(draft, step);
            for note in &notes {
                (self.talk)(&format!("  ! {note}\n"));
            }
            if notes.is_empty() {
                return Ok(Some(()));
            }
            let options = ["Go on, I will mend it later".to_owned(), "Change the text".to_owned()];
            let ask = ChooseAsk {
                question: "A coach would stop here.",
                options: &options,
                start: 1,
                search: false,
            };
            match self.prompt.choose(&ask)? {
                Some(1) => {
                    if self.rewrite(draft, step)?.is_none() {
                        return Ok(None);
                    }
                }
                Some(_) => return Ok(Some(())),
                None => return Ok(None),
            }
        }
    }

    fn rewrite(&mut self, draft: &mut Draft, step: StepName) -> Answered {
        let strong = draft.step_mut(step).strong.clone();
        let check = |text: &str| limited(text, LONGEST_TEXT);
        let ask = TextAsk { start: &strong, check: &check, ..TextAsk::new(step.title()) };
        let Some(text) = self.prompt.text(&ask)? else { return Ok(None) };
        draft.step_mut(step).strong = one_line(&text);
        (self.keep)(draft)?;
        Ok(Some(()))
    }

    fn change(&mut self, draft: &mut Draft, step: StepName) -> Answered {
        if self.rewrite(draft, step)?.is_none() || self.coach(draft, step)?.is_none() {
            // The old phrases may not fit the new text any more.
            return self.settle(draft, step);
        }
        self.settle(draft, step)
    }

    /// The key phrases: proposed, accepted or edited in one line.
    fn settle(&mut self, draft: &mut Draft, step: StepName) -> Answered {
        let own = draft.step_mut(step).clone();
        let kept: Vec<String> =
            own.phrases.iter().flatten().filter(|phrase| occurs(phrase, &own.strong)).cloned().collect();
        let proposed = if kept.is_empty() { propose(step, &own.strong) } else { kept };
        let start = proposed.join(&format!("{DIVIDER} "));
        let check = |text: &str| fitting(text, &own.strong);
        let ask = TextAsk {
            start: &start,
            help: "what must be said, divided by ; and word for word as in your text",
            check: &check,
            ..TextAsk::new("Key phrases:")
        };
        let Some(line) = self.prompt.text(&ask)? else { return Ok(None) };
        draft.step_mut(step).phrases = Some(phrases(&line));
        (self.keep)(draft)?;
        Ok(Some(()))
    }
}

/// Takes a question of the bank.
pub fn take_question(draft: &mut Draft, question: &Question) {
    draft.question.clone_from(&question.question);
    draft.competency.clone_from(&question.competency);
    draft.collection.clone_from(&question.collection);
}

/// What the checks would mend in a step, key phrases aside.
fn notes(draft: &Draft, step: StepName) -> Vec<String> {
    // The boundary may stand in the Situation or in the Task: they are judged together.
    let steps: Vec<StepName> =
        if step == StepName::Task { vec![StepName::Situation, StepName::Task] } else { vec![step] };
    let told = draft.steps.iter().filter(|own| steps.contains(&own.step));
    let answers: Vec<Answer> = told
        .map(|own| Answer { step: own.step, text: own.strong.clone(), words: None, sound: None })
        .collect();
    let mut story = draft.story();
    story.steps.iter_mut().for_each(|own| own.phrases.clear());
    let plan = Plan::new(&story, &Options { only: &steps, ..Options::default() }).unwrap_or_default();
    let analysis = analyse(&plan, &answers);
    let mend = analysis.findings.into_iter().filter(|finding| finding.severity == Severity::Fix);
    mend.filter(|finding| {
        step != StepName::Task || finding.step != Some(StepName::Situation) || finding.rule == "missing-scope"
    })
    .map(|finding| format!("{} {}", finding.message, finding.hint))
    .collect()
}

fn phrases(line: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for phrase in line.split([DIVIDER, '\n']).map(one_line).filter(|phrase| !phrase.is_empty()) {
        if !all.iter().any(|known| known.eq_ignore_ascii_case(&phrase)) {
            all.push(phrase);
        }
    }
    all
}

fn fitting(line: &str, text: &str) -> std::result::Result<(), String> {
    let all = phrases(line);
    if all.is_empty() {
        return Err("Give at least one phrase.".to_owned());
    }
    if all.len() > MOST_PHRASES {
        return Err(format!("Keep at most {MOST_PHRASES}: nobody remembers more while speaking."));
    }
    match all.iter().find(|phrase| !occurs(phrase, text) || phrase.chars().count() > LONGEST_NAME) {
        Some(phrase) => Err(format!("Your text does not say {phrase:?}. Use its own words.")),
        None => Ok(()),
    }
}

fn name(text: &str) -> std::result::Result<(), String> {
    limited(text, LONGEST_NAME)
}

fn limited(text: &str, longest: usize) -> std::result::Result<(), String> {
    let length = one_line(text).chars().count();
    if length == 0 {
        return Err("Write something.".to_owned());
    }
    if text.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return Err("Leave the control characters out.".to_owned());
    }
    if length > longest {
        return Err(format!("Keep it within {longest} characters; this has {length}."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{parse, to_toml};
    use crate::error::Kind;
    use crate::terminal::PlainPrompt;
    use std::cell::RefCell;
    use std::path::Path;

    /// Runs the dialogue with these lines typed; gives its end, the last draft kept, and everything shown.
    fn with(draft: &mut Draft, typed: &[&str]) -> (Result<End>, Option<Draft>, String) {
        let lines = typed.join("\n") + "\n";
        let mut shown = Vec::new();
        let (kept, said) = (RefCell::new(None), RefCell::new(String::new()));
        let library = Library::load(&[]).expect("good");
        let end = Dialogue {
            prompt: &mut PlainPrompt::new(lines.as_bytes(), &mut shown),
            talk: &|text| said.borrow_mut().push_str(text),
            keep: &|draft| {
                *kept.borrow_mut() = Some(draft.clone());
                Ok(())
            },
        }
        .run(draft, &library);
        let said = said.into_inner() + &String::from_utf8(shown).expect("text");
        (end, kept.into_inner(), said)
    }

    const TOLD: [&str; 21] = [
        "opposed from above",
        "",
        "I noticed that 14 of 200 test rigs failed every night.",
        "The lab was losing two hours a day.",
        "",
        "",
        "The rigs were not my team, and nobody had asked me to look.",
        "",
        "",
        "I pulled the power logs. I traced the failures to one fuse.",
        "I wrote a check that runs at noon.",
        "",
        "",
        "Failures went from 14 a night to zero.",
        "",
        "",
        "The fuse had no owner, because it stood between two budgets.",
        "",
        "no owner; between two budgets",
        "a",
        "",
    ];

    #[test]
    fn a_whole_dialogue_gives_a_valid_story() {
        let mut draft = Draft::new("night-rigs");
        let (end, kept, said) = with(&mut draft, &TOLD);
        assert_eq!(end, Ok(End::Save), "{said}");
        let story = kept.expect("kept").story();
        assert_eq!(story.competency, "Have Backbone, Disagree and Commit");
        assert_eq!(story.title, "Night rigs");
        let phrases = |step: StepName| -> Vec<&str> {
            story.step(step).expect("told").phrases.iter().map(|phrase| phrase.text.as_str()).collect()
        };
        assert_eq!(phrases(StepName::Task), ["not my team", "nobody had asked"]);
        assert_eq!(phrases(StepName::Action), ["I pulled", "I traced", "I wrote"]);
        assert_eq!(phrases(StepName::Reflection), ["no owner", "between two budgets"]);
        assert_eq!(parse(&to_toml(&story), Path::new("x")), Ok(story));
    }

    #[test]
    fn an_interruption_keeps_every_answer_and_the_next_run_goes_on_there() {
        let mut draft = Draft::new("night-rigs");
        for cut in 1..TOLD.len() - 2 {
            let (end, kept, _) = with(&mut draft.clone(), &TOLD[..cut]);
            assert_eq!(end.map_err(|error| error.kind()), Err(Kind::Interrupted), "after {cut} answers");
            assert_eq!(kept.is_some(), cut >= 1, "after {cut} answers");
        }
        let (_, kept, _) = with(&mut draft, &TOLD[..8]);
        let mut draft = kept.expect("kept");
        assert_eq!(draft.settled(), 1);
        let (end, _, said) = with(&mut draft, &TOLD[7..]);
        assert_eq!(end, Ok(End::Save), "{said}");
        assert!(said.contains("So far: The rigs were not my team"), "{said}");
    }

    #[test]
    fn a_question_of_ones_own_and_phrases_that_are_not_said() {
        let mut typed = vec!["1", "Why do you fix things?", "Curiosity", "My rigs"];
        typed.extend(&TOLD[2..18]);
        typed.extend(["not said anywhere", "no owner", "h"]);
        let (end, kept, said) = with(&mut Draft::new("night-rigs"), &typed);
        assert_eq!(end, Ok(End::Leave), "{said}");
        let draft = kept.expect("kept");
        assert_eq!(
            (draft.question.as_str(), draft.competency.as_str()),
            ("Why do you fix things?", "Curiosity")
        );
        assert!(said.contains("Your text does not say \"not said anywhere\""), "{said}");
    }

    #[test]
    fn the_coach_points_at_we_and_takes_a_better_text() {
        let mut typed: Vec<&str> = TOLD[..9].to_vec();
        typed.extend(["We pulled the logs together.", "", "b", "I pulled the logs.", ""]);
        let (_, kept, said) = with(&mut Draft::new("night-rigs"), &typed);
        assert!(said.contains("You said \"we\""), "{said}");
        let draft = kept.expect("kept");
        assert_eq!(draft.steps[2].strong, "I pulled the logs.");
        assert_eq!(draft.steps[2].phrases, Some(vec!["I pulled".to_owned()]));
    }

    #[test]
    fn a_step_can_be_changed_at_the_end() {
        let mut typed: Vec<&str> = TOLD[..19].to_vec();
        typed.extend(["e", "Failures went from 14 a night to 1.", "", "a"]);
        let (end, kept, said) = with(&mut Draft::new("night-rigs"), &typed);
        assert_eq!(end, Ok(End::Save), "{said}");
        let result = kept.expect("kept").steps[3].clone();
        assert_eq!(result.strong, "Failures went from 14 a night to 1.");
        assert!(result.phrases.expect("settled").iter().all(|phrase| occurs(phrase, &result.strong)));
    }
}
