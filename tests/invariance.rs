//! How seldom the statements of an answer (scope, assigned, handed off, quantified, vague outcome, generic lesson) change when
//! only its writing does: letters made small, commas left out, contractions written in full, fillers added. Measured on the
//! labelled answers of `tests/eval` that are open; the shares are floors, raised with the rules and never lowered.
//! `cargo test --test invariance -- --nocapture` prints the shares, and with `SHOW=1` what changed.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests, too")]

use rehearse::analysis::{Answer, analyse};
use rehearse::content::StepName;
use rehearse::plan::Plan;
use serde_json::Value;

/// The sets whose cases may be read.
const OPEN: &[&str] = &["answers.jsonl", "own-answers.jsonl", "more-answers.jsonl", "unseen-answers.jsonl"];
/// So many cases are judged for each change, spread over all that it touches: all of them take too long without optimisation.
/// `ALL=1` judges all.
const JUDGED: usize = 70;
const LABELS: [&str; 6] =
    ["scope", "assigned", "handed_off", "quantified", "vague_outcome", "generic_lesson"];

/// What is stated, in the order of [`LABELS`].
type Stated = [bool; 6];

struct Case {
    id: String,
    step: StepName,
    text: String,
}

fn cases() -> Vec<Case> {
    let lines = OPEN.iter().flat_map(|file| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval").join(file);
        let text = std::fs::read_to_string(path).unwrap();
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    let case = |line: String| {
        let case: Value = serde_json::from_str(&line).unwrap();
        let word = |key: &str| case[key].as_str().unwrap().to_owned();
        Case { id: word("id"), step: word("step").parse().unwrap(), text: word("text") }
    };
    lines.map(case).collect()
}

fn stated(step: StepName, text: &str) -> Stated {
    let answer = Answer { step, text: text.to_owned(), words: None, sound: None };
    let seen = analyse(&Plan::default(), &[answer]).steps.remove(0);
    [
        seen.scope.stated,
        seen.assigned.stated,
        seen.handed_off.stated,
        seen.quantified.stated,
        seen.vague_outcome.stated,
        seen.generic_lesson.stated,
    ]
}

/// Changes the writing: at least this share of the cases that it touches must state what they stated before.
fn holds(change: impl Fn(&str) -> String, floor: f64) {
    let touched: Vec<(Case, String)> = cases()
        .into_iter()
        .map(|case| {
            let text = change(&case.text);
            (case, text)
        })
        .filter(|(case, text)| *text != case.text)
        .collect();
    let every = if std::env::var_os("ALL").is_some() { 1 } else { touched.len().div_ceil(JUDGED) };
    let judged: Vec<&(Case, String)> = touched.iter().step_by(every).collect();
    let mut same = 0_u32;
    for (case, text) in &judged {
        let (before, now) = (stated(case.step, &case.text), stated(case.step, text));
        same += u32::from(now == before);
        for at in (0..LABELS.len()).filter(|at| now[*at] != before[*at]) {
            if std::env::var_os("SHOW").is_some() {
                println!("{} {} is now {}: {text}", case.id, LABELS[at], now[at]);
            }
        }
    }
    let share = f64::from(same) / judged.len() as f64;
    println!("{same} of {} unchanged: {share:.3}", judged.len());
    assert!(judged.len() >= JUDGED / 2, "only {} cases are touched", judged.len());
    assert!(share >= floor, "{share:.3} is below {floor}");
}

/// With one of these behind every fifth word, beginning somewhere else in every text. One that begins with a comma has it on
/// the word before.
fn with(fillers: &[&str], text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for (at, word) in text.split_whitespace().enumerate() {
        words.push(word.to_owned());
        let place = at + text.len();
        // Nobody fills the pause behind a sentence with "like".
        if !place.is_multiple_of(5) || word.ends_with(['.', '?', '!']) {
            continue;
        }
        let filler = fillers[place / 5 % fillers.len()];
        if let Some(last) =
            words.last_mut().filter(|last| filler.starts_with(',') && !last.ends_with([',', ';', ':']))
        {
            last.push(',');
        }
        words.push(filler.trim_start_matches([',', ' ']).to_owned());
    }
    words.join(" ")
}

/// "wasn't" is "was not". What 's and 'd stand for is not always the same, so they stay.
fn in_full(text: &str) -> String {
    let full = |word: &str| {
        let whole = [("won't", "will not"), ("can't", "can not"), ("let's", "let us")];
        let whole = whole
            .iter()
            .find_map(|(short, full)| word.strip_prefix(short).map(|rest| [*full, rest].concat()));
        whole.unwrap_or_else(|| {
            word.replace("n't", " not")
                .replace("'re", " are")
                .replace("'ve", " have")
                .replace("'ll", " will")
                .replace("'m", " am")
        })
    };
    text.replace('’', "'").split(' ').map(full).collect::<Vec<_>>().join(" ")
}

/// Without the marks between words; those inside of a number stay.
fn without(marks: &[char], text: &str) -> String {
    text.split(' ').map(|word| word.trim_end_matches(marks)).collect::<Vec<_>>().join(" ")
}

#[test]
fn small_letters_change_no_statement() {
    holds(str::to_lowercase, 0.98);
}

#[test]
fn commas_that_are_missing_change_no_statement() {
    holds(|text| without(&[','], text), 0.99);
}

#[test]
fn full_forms_change_no_statement() {
    holds(in_full, 0.99);
}

#[test]
fn hesitations_change_no_statement() {
    holds(|text| with(&["um", ", uh,", "er", ", um,"], text), 0.99);
}

/// What is left are patterns of the rules that a filler parts. To read the rules once more without fillers would reach 0.98, for
/// twice the time.
#[test]
fn fillers_of_several_words_change_no_statement() {
    holds(|text| with(&[", you know,", ", I mean,", "kind of", ", like,", "basically"], text), 0.92);
}

/// Here sentences are lost, and a statement may be told by where its sentence ends.
#[test]
fn a_text_without_punctuation_states_the_same() {
    holds(|text| without(&[',', '.', '!', '?', ';', ':'], text).to_lowercase(), 0.93);
}
