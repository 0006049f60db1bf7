//! The answer to one follow-up question: does it hand the work off, can anything in it be checked, does it say the phrase
//! that carries the strong answer, and does it fit its time.

use super::doing::doing;
use super::result::{Finding, PhraseStatus, Severity, Statement, StepAnalysis};
use super::segment::NUMBERS;
use super::text::{Text, Token};
use super::{Answer, Lexicon, analyse_with};
use crate::content::StepName;
use crate::countdown::{Verdict, verdict_of};
use crate::plan::{Part, Plan, PlannedFollowUp, PlannedStep};
use serde::Serialize;
use std::time::Duration;

/// An answer of fewer words proves nothing: one sentence. The strong answers of the stories have 35 and more, the weak
/// ones 12 and fewer.
const THIN: usize = 15;

/// Words that say little ("I had to ask a lot of people").
const VAGUE_WORDS: &[&str] = &[
    "lot",
    "lots",
    "things",
    "stuff",
    "somehow",
    "various",
    "better",
    "people",
    "everyone",
    "everybody",
    "generally",
    "communicate",
    "communication",
    "teamwork",
    "hard",
    "might",
    "maybe",
    "probably",
    "perhaps",
    "hopefully",
    "somewhat",
    "stakeholders",
    "nice",
    "good",
    "great",
];
/// Words that tie a statement to a reason or a time.
const CONCRETE_WORDS: &[&str] = &[
    "because", "week", "weeks", "day", "days", "month", "months", "hour", "hours", "minute", "minutes",
    "morning", "evening", "example", "instead", "until", "before", "after", "compared", "percent", "figure",
    "figures", "number",
];

/// How an answer to a follow-up question does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Nothing to fix.
    Strong,
    /// It stands, and lacks the phrase that carries the strong answer.
    Fair,
    /// It hands the work off, or nothing in it can be checked.
    Weak,
}

impl Strength {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Strong => "strong",
            Self::Fair => "fair",
            Self::Weak => "weak",
        }
    }
}

/// The judgement of an answer to a follow-up question.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FollowUpAnalysis {
    /// Which follow-up, from 1.
    pub number: u32,
    /// How it does.
    pub strength: Strength,
    /// Short, on target or over; `None` without times.
    pub verdict: Option<Verdict>,
    /// Everything that was seen in its words, as in a step.
    pub heard: StepAnalysis,
    /// Nothing in it can be checked.
    pub vague: Statement,
    /// What the rules say, worst first; they have no step.
    pub findings: Vec<Finding>,
}

/// Judges the answer to follow-up `number` of the plan. `None`: the plan has no such follow-up.
pub fn follow_up(lexicon: &Lexicon, plan: &Plan, number: u32, answer: &Answer) -> Option<FollowUpAnalysis> {
    let planned = plan.interview.as_ref()?.follow_ups.get((number as usize).checked_sub(1)?)?;
    let alone = Plan { steps: vec![as_step(planned)], ..Plan::default() };
    let answer = Answer { step: StepName::Action, ..answer.clone() };
    let heard = analyse_with(lexicon, &alone, std::slice::from_ref(&answer)).steps.into_iter().next()?;
    let vague = vague(&Text::new(&answer.text));
    let turn = plan.turns().into_iter().find(|turn| turn.part == Part::FollowUp(number));
    let spoken = answer.sound.as_ref().map(|sound| sound.spoken);
    let verdict = turn.as_ref().zip(spoken).map(|(turn, spoken)| verdict_of(turn, spoken));
    let findings = findings(&heard, &vague, verdict, spoken.zip(turn.map(|turn| turn.target)));
    let has = |rule: &str| findings.iter().any(|finding| finding.rule == rule);
    let strength = if has("handed-off") || has("vague") {
        Strength::Weak
    } else if has("missing-phrase") {
        Strength::Fair
    } else {
        Strength::Strong
    };
    let mut findings = findings;
    for finding in findings.iter_mut().filter(|finding| finding.time.is_none()) {
        finding.time = finding.words.and_then(|range| super::analyse::time(answer.words.as_deref(), range));
    }
    Some(FollowUpAnalysis { number, strength, verdict, heard, vague, findings })
}

/// The follow-up as something that the rules for steps can look at.
fn as_step(planned: &PlannedFollowUp) -> PlannedStep {
    PlannedStep {
        step: StepName::Action,
        target: planned.target,
        cue: String::new(),
        phrases: planned.phrase.iter().cloned().collect(),
        first_person: true,
    }
}

fn findings(
    heard: &StepAnalysis,
    vague: &Statement,
    verdict: Option<Verdict>,
    time: Option<(Duration, Duration)>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    if hands_off(&heard.handed_off) {
        let message = "This hands the work off: a message is routing, and others did the rest.";
        let hint = "Say what you brought yourself, and how you saw it through.";
        found.push(
            Finding::new("handed-off", None, Severity::Fix, message, hint).resting_on(&heard.handed_off),
        );
    }
    if vague.stated {
        let message = if heard.words < THIN {
            format!("In {} words nothing can be proved.", heard.words)
        } else {
            "This is vague: nothing in it can be checked.".to_owned()
        };
        let hint = "Name one obstacle, what you did about it, and what came of it.";
        found.push(Finding::new("vague", None, Severity::Fix, message, hint).resting_on(vague));
    }
    for phrase in heard.phrases.iter().filter(|phrase| phrase.status != PhraseStatus::Said) {
        let message = format!("The phrase that carries the strong answer is missing: {}.", phrase.phrase);
        let hint = "Say it in your own inflection; then the interviewer can write it down.";
        let mut finding = Finding::new("missing-phrase", None, Severity::Fix, message, hint);
        finding.evidence.clone_from(&phrase.heard);
        finding.words = phrase.words;
        finding.phrase = Some(phrase.phrase.clone());
        found.push(finding);
    }
    if let Some(first) = heard.we.first() {
        let message = "You said \"we\": the interviewer asked what you did.";
        let mut finding = Finding::new("we", None, Severity::Watch, message, "Begin with \"I\".");
        finding.evidence = Some(first.sentence.clone());
        finding.words = Some([first.at, first.at + 1]);
        found.push(finding);
    }
    let (rule, message, hint) = match (verdict, time) {
        (Some(Verdict::Short), Some((spoken, _))) if !vague.stated => {
            ("short", format!("This was short: {} s.", spoken.as_secs()), "Give one example more.")
        }
        (Some(Verdict::Over), Some((spoken, target))) => {
            let message = format!("This was too long: {} s of {} s.", spoken.as_secs(), target.as_secs());
            ("over", message, "Answer the question first; leave the rest for the next one.")
        }
        _ => return found,
    };
    found.push(Finding::new(rule, None, Severity::Watch, message, hint));
    found
}

/// The rule was made for the telling of actions. An answer speaks of other people's work all the time, so that here the very
/// words must say who passed it on or did it, and what.
fn hands_off(statement: &Statement) -> bool {
    const WHO: &[&str] = &[
        "i",
        "i'd",
        "i've",
        "they",
        "he",
        "she",
        "someone",
        "somebody",
        "escalated",
        "escalation",
        "delegated",
    ];
    let words = statement.evidence.as_deref().map(Text::new);
    let names = |text: &Text| {
        text.tokens.len() > 1 && text.tokens.iter().any(|token| WHO.contains(&token.plain.as_str()))
    };
    statement.stated && words.as_ref().is_some_and(names)
}

/// Too thin, or words that say little and nothing that ties them to a deed, a reason, a figure or a time. The evidence is
/// the sentence that says least.
fn vague(text: &Text) -> Statement {
    if text.tokens.is_empty() {
        return Statement::none();
    }
    let deeds = doing(&text.tokens).actions;
    let begins = |at: usize| text.sentences.iter().any(|sentence| sentence.start == at);
    let concrete = |(at, token): &(usize, &Token)| is_concrete(token) || (is_name(token) && !begins(*at));
    let concrete = deeds + text.tokens.iter().enumerate().filter(concrete).count();
    let is_vague = |token: &&Token| VAGUE_WORDS.contains(&token.plain.as_str());
    let vague = text.tokens.iter().filter(is_vague).count();
    let stated = text.tokens.len() < THIN || concrete == 0 || (vague > concrete && deeds < 2);
    if !stated {
        return Statement::none();
    }
    let token = text.tokens.iter().find(is_vague);
    let around = token.and_then(|token| {
        text.sentences
            .iter()
            .map(|sentence| text.range(sentence.start, sentence.end))
            .find(|[from, to]| (*from..*to).contains(&token.word))
    });
    Statement {
        stated,
        evidence: around.map(|range| text.written(range)),
        words: around,
        own: false,
        reasons: Vec::new(),
    }
}

fn is_concrete(token: &Token) -> bool {
    let plain = token.plain.as_str();
    plain.chars().any(|c| c.is_ascii_digit()) || CONCRETE_WORDS.contains(&plain) || NUMBERS.contains(&plain)
}

/// Written with a capital, within a sentence: a product, a team, a person, a day.
fn is_name(token: &Token) -> bool {
    token.bare.chars().next().is_some_and(char::is_uppercase)
        && !token.plain.starts_with("i'")
        && token.plain != "i"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Library;
    use crate::plan::Options;

    fn judge(plan: &Plan, number: u32, text: &str) -> FollowUpAnalysis {
        let answer = Answer { step: StepName::Action, text: text.into(), words: None, sound: None };
        follow_up(Lexicon::built_in(), plan, number, &answer).unwrap()
    }

    fn rules(judged: &FollowUpAnalysis) -> Vec<&str> {
        judged.findings.iter().map(|finding| finding.rule).collect()
    }

    #[test]
    fn the_strong_answers_of_all_stories_are_strong_and_the_weak_ones_weak() {
        let library = Library::load(&[]).unwrap();
        let mut wrong = Vec::new();
        for story in library.stories() {
            let plan = Plan::new(story, &Options::default()).unwrap().interview_about(story, 99, 1);
            let asked = &plan.interview.as_ref().unwrap().follow_ups;
            for (number, planned) in (1..).zip(asked) {
                let strong = judge(&plan, number, planned.strong.as_ref().unwrap());
                if strong.strength != Strength::Strong {
                    wrong.push(format!("{}: {:?}", planned.question, strong.findings));
                }
                let weak =
                    &story.follow_ups.iter().find(|own| own.question == planned.question).unwrap().weak;
                let weak = judge(&plan, number, weak);
                assert_eq!(weak.strength, Strength::Weak, "{}: {:?}", planned.question, weak.findings);
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn many_words_that_say_nothing_are_vague_and_a_question_of_the_bank_has_no_phrase() {
        let library = Library::load(&[]).unwrap();
        let question = library.find_question("ownership-1").unwrap();
        let plan = Plan::for_question(question, None).interview_with(question, 2, 1);
        let long = "Well, it was hard, you know, and there were a lot of people and things to think of, and in the end \
                    everyone was really nice and somehow it worked out better than anybody thought.";
        let judged = judge(&plan, 1, long);
        assert_eq!(rules(&judged), ["vague"]);
        assert!(judged.heard.phrases.is_empty());
        let good = "The on-call engineer would have done it, and she had forty open tickets. I asked her for access and told her \
                    that I would bring the fix by Friday.";
        assert_eq!(judge(&plan, 2, good).strength, Strength::Strong);
        let own = "I told her that I would fix it, and I stayed with it for two days until the deploy was out and quiet.";
        assert_eq!(judge(&plan, 2, own).strength, Strength::Strong);
    }

    #[test]
    fn handing_the_work_off_is_weak_however_long_it_takes() {
        let library = Library::load(&[]).unwrap();
        let question = library.find_question("ownership-1").unwrap();
        let plan = Plan::for_question(question, None).interview_with(question, 1, 1);
        let text = "I looked at the logs for an hour and saw the pattern in two of the hosts. Then I escalated it to the \
                    platform team with the time of each failure, because they own that service.";
        let judged = judge(&plan, 1, text);
        assert_eq!((judged.strength, rules(&judged)), (Strength::Weak, vec!["handed-off"]));
        assert_eq!(
            judged.heard.handed_off.evidence.as_deref().map(|words| words.contains("escalated")),
            Some(true)
        );
        assert!(
            follow_up(
                Lexicon::built_in(),
                &plan,
                2,
                &Answer { step: StepName::Action, text: String::new(), words: None, sound: None }
            )
            .is_none()
        );
    }

    #[test]
    fn time_counts_against_a_minute() {
        let library = Library::load(&[]).unwrap();
        let question = library.find_question("ownership-1").unwrap();
        let plan = Plan::for_question(question, None).interview_with(question, 1, 1);
        let spoken = |seconds| {
            let sound = super::super::Sound { spoken: Duration::from_secs(seconds), speech: Vec::new() };
            let text = "I told her that I would fix it, and I stayed with it for two days until the deploy was out and quiet.";
            let answer =
                Answer { step: StepName::Action, text: text.into(), words: None, sound: Some(sound) };
            let judged = follow_up(Lexicon::built_in(), &plan, 1, &answer).unwrap();
            let rules = judged.findings.iter().map(|finding| finding.rule).collect::<Vec<_>>();
            (judged.verdict.unwrap(), rules)
        };
        assert_eq!(spoken(14), (Verdict::Short, vec!["short"]));
        assert_eq!(spoken(59), (Verdict::OnTarget, vec![]));
        assert_eq!(spoken(63), (Verdict::OnTarget, vec![]), "a little beyond does no harm");
        assert_eq!(spoken(66), (Verdict::Over, vec!["over"]));
    }
}
