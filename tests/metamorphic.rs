//! Changes to a text that must not change what was said, and changes that must.
//!
//! A template has alternatives in braces, `{wasn't|was not}`, and `^` where an article may come or go. Whichever are chosen,
//! and wherever somebody hesitates, the phrase is said.
#![allow(clippy::unwrap_used, reason = "helpers of tests, too")]

use proptest::prelude::*;
use rehearse::analysis::{Analysis, Answer, PhraseStatus, analyse};
use rehearse::content::{KeyPhrase, StepName};
use rehearse::plan::Plan;
use rehearse::transcript::Word;
use serde_json::json;
use std::time::Duration;

/// Phrases and templates that say them.
const SAID: &[(&str, &str)] = &[
    (
        "4% of the trays",
        "Last spring {4%|four percent|4 per cent|four per cent} of ^ trays were {mouldy|moldy}.",
    ),
    (
        "€60 per month",
        "It {wasn't|was not} cheap, {€60|sixty euros|60 euros} {per month|a month|every month|monthly}.",
    ),
    ("not my greenhouse", "It {wasn't|was not} my {greenhouse|green house|green-house}, by the way."),
    ("I catalogued the seeds", "So I {catalogued|cataloged} ^ seeds on my own."),
    ("cold-store alarm", "Then ^ {cold-store|cold store|coldstore} {alarm|alarms} went off."),
    ("nobody had weighed it", "{Nobody|No one} {had|has} weighed it."),
    ("from 12 to 40 degrees", "It rose from {12|twelve} to {40|forty} {degrees|°}."),
    ("I measured", "{I'd|I had|I} measured ^ boxes twice."),
    ("half a million seeds", "We kept {half a million|500,000|five hundred thousand} seeds there."),
    (
        "shared humidity standard",
        "There was no {shared|common and shared} humidity standard, I {didn't|did not} see a shared humidity standard, so I wrote ^ shared humidity standard.",
    ),
    ("I opened", "I took ^ keys, went down and opened ^ vault."),
    ("1.5 tonnes", "It was {1.5|one point five|one and a half} {tonnes|tonnes or so}."),
];
const HESITATIONS: &[&str] = &["um,", "uh,", "er,", "hmm,", "um"];
/// Somebody else, for the place of "I".
const OTHERS: &[&str] =
    &["We", "They", "He", "She", "You", "My boss", "The intern", "Nobody", "Somebody", "Jana"];

fn plan(phrases: &[&str]) -> Plan {
    let phrases: Vec<KeyPhrase> = phrases.iter().map(|text| KeyPhrase::from(*text)).collect();
    let step = json!({ "step": "action", "target_seconds": 90.0, "cue": "", "first_person": true, "phrases": phrases });
    serde_json::from_value(json!({ "story": "", "title": "", "question": "", "steps": [step] })).unwrap()
}

fn judged(phrase: &str, text: &str) -> Analysis {
    analyse(
        &plan(&[phrase]),
        &[Answer { step: StepName::Action, text: text.into(), words: None, sound: None }],
    )
}

fn said(phrase: &str, text: &str) -> bool {
    judged(phrase, text).steps[0].phrases[0].status == PhraseStatus::Said
}

/// One text of a template: `choices` picks alternatives and articles.
fn written(template: &str, choices: &[usize]) -> String {
    let mut choices = choices.iter().copied().cycle();
    let mut text = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '^']) {
        text.push_str(&rest[..at]);
        let choice = choices.next().unwrap();
        if rest[at..].starts_with('^') {
            text.push_str(["the", "", "the", "a"][choice % 4]);
            rest = &rest[at + 1..];
        } else {
            let end = at + rest[at..].find('}').unwrap();
            let all: Vec<&str> = rest[at + 1..end].split('|').collect();
            text.push_str(all[choice % all.len()]);
            rest = &rest[end + 1..];
        }
    }
    text.push_str(rest);
    text
}

fn with_hesitations(text: &str, places: &[(usize, usize)]) -> String {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    for (place, which) in places {
        words.insert(place % (words.len() + 1), HESITATIONS[which % HESITATIONS.len()]);
    }
    words.join(" ")
}

/// A number below a hundred as it is spoken.
fn in_words(number: u32) -> String {
    let names = include_str!("../content/english/numbers.txt");
    let name = |wanted: u32| {
        let named = names.lines().filter_map(|line| line.split_once(' '));
        let name =
            named.filter(|(value, _)| *value == wanted.to_string()).map(|(_, name)| name).next().unwrap();
        name.split(' ').next().unwrap().to_owned()
    };
    match number {
        20.. if !number.is_multiple_of(10) => format!("{}-{}", name(number - number % 10), name(number % 10)),
        _ => name(number),
    }
}

fn choices() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..60_usize, 8)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spelling_articles_compounds_and_contractions_change_nothing(at in 0..SAID.len(), choices in choices()) {
        let (phrase, template) = SAID[at];
        let text = written(template, &choices);
        prop_assert!(said(phrase, &text), "{phrase:?} in {text:?}");
    }

    #[test]
    fn hesitations_change_nothing(
        at in 0..SAID.len(),
        choices in choices(),
        places in prop::collection::vec((0..40_usize, 0..10_usize), 0..5),
    ) {
        let (phrase, template) = SAID[at];
        let text = with_hesitations(&written(template, &choices), &places);
        prop_assert!(said(phrase, &text), "{phrase:?} in {text:?}");
    }

    #[test]
    fn case_and_punctuation_change_nothing(at in 0..SAID.len(), choices in choices(), how in 0..4_usize) {
        let (phrase, template) = SAID[at];
        let text = written(template, &choices);
        let text = match how {
            0 => text.to_uppercase(),
            1 => text.to_lowercase().trim_end_matches('.').to_owned(),
            2 => format!("\"{text}\" …"),
            _ => text.replace('\'', "’").replace('.', "!").replace("1!5", "1.5"),
        };
        prop_assert!(said(phrase, &text), "{phrase:?} in {text:?}");
    }

    #[test]
    fn text_before_and_behind_changes_nothing(at in 0..SAID.len(), other in 0..SAID.len(), choices in choices()) {
        let (phrase, template) = SAID[at];
        let (text, around) = (written(template, &choices), written(SAID[other].1, &choices));
        let text = format!("{around} {text} {around}");
        prop_assert!(said(phrase, &text), "{phrase:?} in {text:?}");
    }

    #[test]
    fn a_negation_is_never_said(which in 0..5_usize, verb in 0..3_usize) {
        let no = ["never", "didn't", "hadn't", "did not really", "have not"][which];
        let (verb, form) = [("measured", "measure"), ("opened", "open"), ("weighed", "weigh")][verb];
        let form = if which == 1 || which == 3 { form } else { verb };
        for text in [format!("I {no} {form} the boxes."), format!("In the end I, um, {no} {form} them.")] {
            prop_assert!(!said(&format!("I {verb}"), &text), "{text:?}");
        }
    }

    #[test]
    fn another_subject_is_never_said(who in 0..OTHERS.len(), template in 0..3_usize) {
        let text = ["{} measured the boxes.", "I was there when {} measured it.", "Then {} went down and measured them."]
            [template].replace("{}", OTHERS[who]);
        prop_assert!(!said("I measured", &text), "{text:?}");
    }

    #[test]
    fn another_number_is_never_said(wanted in 1..100_u32, heard in 1..100_u32, words in any::<bool>()) {
        let number = |number: u32| if words { in_words(number) } else { number.to_string() };
        let phrase = format!("{wanted}% of the trays");
        let text = format!("It was {} percent of all trays.", number(heard));
        prop_assert_eq!(said(&phrase, &text), wanted == heard, "{} in {}", phrase, text);
    }

    #[test]
    fn another_period_or_currency_is_never_said(period in 0..5_usize, currency in 0..4_usize) {
        let period = ["day", "week", "month", "year", "hour"][period];
        let currency = ["dollars", "euros", "pounds", "francs"][currency];
        let text = format!("We paid sixty {currency} a {period} for it.");
        prop_assert_eq!(said("€60 per month", &text), period == "month" && currency == "euros", "{}", text);
    }

    #[test]
    fn what_was_said_does_not_depend_on_the_speed_of_speech(at in 0..SAID.len(), choices in choices(), speed in 1..50_u32) {
        let (phrase, template) = SAID[at];
        let text = written(template, &choices);
        let timed = |step: Duration| {
            let words = text.split_whitespace().zip(0_u32..).map(|(word, at)| Word {
                text: word.to_owned(),
                start: step * at,
                end: step * (at + 1),
                probability: 0.9,
            });
            let answer = Answer {
                step: StepName::Action,
                text: text.split_whitespace().collect::<Vec<_>>().join(" "),
                words: Some(words.collect()),
                sound: None,
            };
            analyse(&plan(&[phrase]), &[answer])
        };
        let (slow, fast) = (timed(Duration::from_millis(400)), timed(Duration::from_millis(u64::from(speed) * 20)));
        let without_times = |analysis: &Analysis| {
            let mut value = json!(analysis);
            strip_times(&mut value);
            value
        };
        prop_assert_eq!(without_times(&slow), without_times(&fast));
    }

    #[test]
    fn joining_two_steps_loses_no_we(a in 0..SAID.len(), b in 0..SAID.len(), choices in choices()) {
        let one = format!("We saw it. {} Our lamp was on.", written(SAID[a].1, &choices));
        let two = format!("{} That was us.", written(SAID[b].1, &choices));
        let count = |text: &str| judged("lamp", text).steps[0].we.len();
        prop_assert_eq!(count(&one) + count(&two), count(&format!("{one} {two}")));
    }

    #[test]
    fn any_text_is_judged_and_every_span_lies_inside(phrase in ".{0,30}", text in ".{0,200}") {
        let analysis = judged(&phrase, &text);
        let pieces = text.split_whitespace().count();
        for found in &analysis.steps[0].phrases {
            if let Some([from, to]) = found.words {
                prop_assert!(from < to && to <= pieces, "{from}..{to} of {pieces}");
            }
        }
    }
}

fn strip_times(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            map.remove("time");
            map.values_mut().for_each(strip_times);
        }
        serde_json::Value::Array(all) => all.iter_mut().for_each(strip_times),
        _ => {}
    }
}
