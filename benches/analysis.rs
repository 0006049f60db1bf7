//! How long an analysis takes: `cargo bench --no-default-features --bench analysis`.
//!
//! Promised: a spoken answer of 175 s with 20 phrases below 1 ms; a megabyte of text with 20 phrases below 300 ms, and twice
//! the text in about twice the time.

#![allow(clippy::unwrap_used, missing_docs, reason = "a benchmark, not part of the program")]

use divan::Bencher;
use rehearse::analysis::{Answer, analyse};
use rehearse::content::{KeyPhrase, StepName};
use rehearse::plan::Plan;
use serde_json::json;

fn main() {
    divan::main();
}

/// A sentence or two of a spoken answer; the same ones over and over give a text of any length.
const SENTENCES: [&str; 8] = [
    "So, um, I pulled the cooling data of the last three months and put it next to the door logs.",
    "It turned out that zero point four percent of the night deliveries arrived two degrees too warm.",
    "Nobody had asked for it, and it wasn't my team, but the hospital paid eight thousand euros a month for it.",
    "I traced every warm box to one loading dock, reproduced it with a heater and wrote a small alarm.",
    "They didn't believe it at first, you know, because their own dashboard was green all the time.",
    "I sat down with the driver who'd seen it on the fourteenth of March and went through his list.",
    "The second week was better: from 0.4% down to zero, and the recovered money was about $8K per week.",
    "What I learned is that a sensor without an owner is no sensor, whatever the contract says.",
];

const PHRASES: [&str; 20] = [
    "I pulled",
    "I traced",
    "I reproduced",
    "I wrote",
    "nobody had asked",
    "not my team",
    "no ticket",
    "0.4% of deliveries",
    "from 0.4% to zero",
    "€8,000 a month",
    "loading dock",
    "two degrees too warm",
    "a sensor without an owner",
    "shared temperature alarm",
    "March 14th",
    "the second week was better",
    "green dashboard",
    "I escalated",
    "recovered $8K per week",
    "cooling data of three months",
];

fn text(words: usize) -> String {
    let words: Vec<&str> = SENTENCES.iter().flat_map(|one| one.split(' ')).cycle().take(words).collect();
    words.join(" ")
}

fn plan(phrases: impl Iterator<Item = KeyPhrase>) -> Plan {
    let step = json!({
        "step": "action", "target_seconds": 90.0, "cue": "", "first_person": true,
        "phrases": phrases.collect::<Vec<_>>(),
    });
    serde_json::from_value(json!({ "story": "", "title": "", "question": "", "steps": [step] })).unwrap()
}

fn answer(text: String) -> Vec<Answer> {
    vec![Answer { step: StepName::Action, text, words: None, sound: None }]
}

/// 175 seconds at 150 words a minute.
#[divan::bench]
fn an_answer_of_175_seconds_with_20_phrases(bencher: Bencher) {
    let (plan, answers) = (plan(PHRASES.iter().map(|text| KeyPhrase::from(*text))), answer(text(437)));
    bencher.bench(|| analyse(&plan, &answers));
}

/// The length in words; the last one is a megabyte.
#[divan::bench(args = [22_500, 45_000, 90_000, 180_000], sample_count = 10)]
fn a_long_text_with_20_phrases(bencher: Bencher, words: usize) {
    let (plan, answers) = (plan(PHRASES.iter().map(|text| KeyPhrase::from(*text))), answer(text(words)));
    bencher.bench(|| analyse(&plan, &answers));
}

#[divan::bench(sample_count = 10)]
fn a_megabyte_without_a_blank(bencher: Bencher) {
    let (plan, answers) =
        (plan(PHRASES.iter().map(|text| KeyPhrase::from(*text))), answer("a".repeat(1_000_000)));
    bencher.bench(|| analyse(&plan, &answers));
}

#[divan::bench(sample_count = 10)]
fn ten_thousand_phrases(bencher: Bencher) {
    let phrases = (0..10_000).map(|n| KeyPhrase::from(format!("{} {n}", PHRASES[n % 20]).as_str()));
    let (plan, answers) = (plan(phrases), answer(text(437)));
    bencher.bench(|| analyse(&plan, &answers));
}
