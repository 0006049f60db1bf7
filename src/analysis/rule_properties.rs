//! What must stay true of the rules whatever is said.

use super::{Answer, analyse};
use crate::content::StepName;
use crate::plan::Plan;
use crate::transcript::Word;
use proptest::prelude::*;
use std::time::Duration;

fn answer(step: StepName, text: &str) -> Answer {
    Answer { step, text: text.to_owned(), words: None, sound: None }
}

/// The same text, spoken with so much time a word.
fn spoken(text: &str, pace: Duration) -> Answer {
    let word = |(at, text): (usize, &str)| {
        let start = pace * at as u32;
        Word { text: text.to_owned(), start, end: start + pace, probability: 0.9 }
    };
    let words: Vec<Word> = text.split_whitespace().enumerate().map(word).collect();
    Answer {
        words: Some(words),
        ..answer(StepName::Action, &text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Speech of words that the rules care for, with marks and sounds between them.
fn speech() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "we",
        "our",
        "us",
        "I",
        "my",
        "not",
        "team.",
        "asked",
        "me",
        "to",
        "nobody",
        "ticket,",
        "like",
        "you",
        "know",
        "um,",
        "from",
        "40",
        "percent",
        "zero",
        "it",
        "was",
        "and",
        "they",
        "fixed",
        "(we",
        "said)",
        "[BLANK_AUDIO]",
        "happy.",
        "the",
        "US",
        "learned",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn findings_do_not_depend_on_the_speed_of_speech(text in speech(), slow in 100_u64..900) {
        let judge = |pace| {
            let mut findings = analyse(&Plan::default(), &[spoken(&text, Duration::from_millis(pace))]).findings;
            for finding in &mut findings {
                finding.time = None;
            }
            findings
        };
        prop_assert_eq!(judge(50), judge(slow));
    }

    #[test]
    fn joining_two_texts_never_loses_a_we(one in speech(), other in speech()) {
        let count = |text: &str| analyse(&Plan::default(), &[answer(StepName::Action, text)]).steps[0].we.len();
        // Steps are paragraphs: the last word of one and the first of the next belong to two sentences.
        let joined = [one.as_str(), other.as_str()].join("\n\n");
        prop_assert!(count(&joined) >= count(&one) + count(&other));
    }

    #[test]
    fn evidence_is_what_was_written_at_its_words(text in speech()) {
        let analysis = analyse(&Plan::default(), &[answer(StepName::Result, &text)]);
        let pieces: Vec<&str> = text.split_whitespace().collect();
        let step = &analysis.steps[0];
        for statement in [&step.scope, &step.assigned, &step.handed_off, &step.quantified, &step.vague_outcome, &step.generic_lesson] {
            if let Some([from, to]) = statement.words {
                prop_assert_eq!(Some(pieces[from..to].join(" ")), statement.evidence.clone());
            }
        }
    }

    #[test]
    fn nothing_that_can_be_written_breaks_a_rule(text in any::<String>()) {
        let analysis = analyse(&Plan::default(), &[answer(StepName::Reflection, &text)]);
        prop_assert!(analysis.steps[0].words >= analysis.steps[0].we.len());
    }
}

#[test]
fn case_and_marks_do_not_change_what_is_stated() {
    for text in [
        "It was not my team, and nobody had asked me.",
        "IT WAS NOT MY TEAM AND NOBODY HAD ASKED ME",
        "it wasn’t my team and nobody’d asked me",
    ] {
        let analysis = analyse(&Plan::default(), &[answer(StepName::Task, text)]);
        assert!(analysis.steps[0].scope.stated, "{text}");
        assert!(!analysis.steps[0].assigned.stated, "{text}");
    }
}
