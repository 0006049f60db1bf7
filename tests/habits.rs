//! What a recogniser writes by habit, and what must come of it: the same phrases, the same counts. Its marks of sounds, music
//! and speakers are never words: not of the count, nor of the pace, the sentences, the fillers or a phrase. The examples are
//! of a brewery.
#![allow(clippy::unwrap_used, reason = "helpers of tests, too")]

use rehearse::analysis::{Answer, PhraseStatus, Sound, StepAnalysis, analyse};
use rehearse::content::{KeyPhrase, StepName};
use rehearse::plan::{Plan, PlannedStep};
use rehearse::transcript::{Span, Word};
use std::time::Duration;

/// A step of ten seconds of speech, judged for these phrases.
fn heard(step: StepName, text: &str, phrases: &[&str]) -> StepAnalysis {
    let planned = PlannedStep {
        step,
        target: Duration::from_secs(30),
        cue: String::new(),
        phrases: phrases.iter().map(|phrase| KeyPhrase::from(*phrase)).collect(),
        first_person: true,
    };
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let each = Duration::from_secs(10) / pieces.len() as u32;
    let word = |(at, text): (u32, &&str)| Word {
        text: (*text).to_owned(),
        start: each * at,
        end: each * (at + 1),
        probability: 0.9,
    };
    let sound = Sound {
        spoken: Duration::from_secs(10),
        speech: vec![Span::new(Duration::from_secs(0), Duration::from_secs(10))],
    };
    let answer = Answer {
        step,
        text: pieces.join(" "),
        words: Some((0..).zip(&pieces).map(word).collect()),
        sound: Some(sound),
    };
    let plan = Plan { steps: vec![planned], ..Plan::default() };
    analyse(&plan, &[answer]).steps.remove(0)
}

fn said(phrase: &str, text: &str) -> bool {
    heard(StepName::Action, text, &[phrase]).phrases[0].status == PhraseStatus::Said
}

/// Each phrase is said in each of the texts.
#[track_caller]
fn all_said(phrases: &[&str], texts: &[&str]) {
    for text in texts {
        for phrase in phrases {
            assert!(said(phrase, text), "{phrase:?} in {text:?}");
        }
    }
}

#[track_caller]
fn none_said(phrases: &[&str], texts: &[&str]) {
    for text in texts {
        for phrase in phrases {
            assert!(!said(phrase, text), "{phrase:?} in {text:?}");
        }
    }
}

/// Everything that is counted in a step.
#[derive(Debug, PartialEq)]
struct Counts {
    words: usize,
    sentences: usize,
    pace: Option<f64>,
    we: usize,
    fillers: Vec<String>,
    with_i: usize,
    of_sentences: usize,
}

fn counts(text: &str) -> Counts {
    let seen = heard(StepName::Action, text, &[]);
    Counts {
        words: seen.words,
        sentences: seen.sentences,
        pace: seen.delivery.unwrap().words_per_minute.map(f64::round),
        we: seen.we.len(),
        fillers: seen.fillers.into_iter().map(|one| one.word.to_lowercase()).collect(),
        with_i: seen.i_actions.with_i,
        of_sentences: seen.i_actions.sentences,
    }
}

/// What one of the statements says in a step.
fn stated(step: StepName, text: &str) -> [bool; 3] {
    let seen = heard(step, text, &[]);
    [seen.scope.stated, seen.assigned.stated, seen.quantified.stated]
}

/// Two texts with all that is counted in them, and phrases that they say.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "Um, I noticed that the cold room lost 0.3% of its beer. It wasn't my cellar, and nobody had asked me. \
         So I measured every keg, you know, and our brewers told us the rest.",
        &["cold room", "0.3% of its beer", "not my cellar", "nobody had asked me", "I measured every keg"],
    ),
    (
        "I weighed the malt twice. We lost $8K per week, so I sealed the silo and I wrote a shared SLO. It fell to zero.",
        &["I weighed the malt", "$8K per week", "I sealed the silo", "shared SLO", "fell to zero"],
    ),
];

#[test]
fn capital_letters_are_nothing() {
    for (text, phrases) in TEXTS {
        // A sentence may begin with a small letter, and any word with a capital.
        let shouted = text.replace("us the", "us, the").to_uppercase().replace(" US,", " us,");
        let odd = text.replace(" the ", " The ").replace("measured", "Measured").replace("nobody", "Nobody");
        for written in [text.to_lowercase(), shouted, odd] {
            all_said(phrases, &[&written]);
            assert_eq!(counts(&written), counts(text), "{written}");
        }
    }
    assert!(said("SLO", "we had no slo and then I wrote the Slo"));
}

#[test]
fn punctuation_that_is_missing_loses_no_phrase_and_no_word() {
    for (text, phrases) in TEXTS {
        let bare: String = text.replace("0.3", "0·3").replace(['.', ','], "").replace('·', ".");
        all_said(phrases, &[&bare, &bare.to_lowercase()]);
        let (with, without) = (counts(text), counts(&bare));
        assert_eq!((without.words, without.pace, without.we), (with.words, with.pace, with.we));
        assert_eq!(without.fillers, with.fillers);
        assert_eq!((without.sentences, without.with_i, without.of_sentences), (1, 1, 1));
    }
}

#[test]
fn punctuation_that_is_invented_parts_no_phrase_and_adds_no_word() {
    all_said(
        &["I measured every keg"],
        &[
            "I, measured every keg.",
            "I measured, every keg.",
            "I measured. every keg. Then I left.",
            "I measured... every keg.",
            "I measured every, keg.",
            "\"I measured every keg.\"",
            "I measured — every keg.",
            "I measured: every keg!",
        ],
    );
    all_said(
        &["not my cellar"],
        &["It was not, my cellar.", "It was, not my cellar!", "It was not my... cellar."],
    );
    all_said(&["0.3% of its beer"], &["It lost 0.3%, of its beer.", "it lost 0.3 percent, of its beer"]);
    let clean = counts("I measured every keg and told them.");
    for invented in [
        "I, measured every keg, and told, them.",
        "I measured... every keg and told them.",
        "I measured — every keg and told them.",
        "I measured every keg: and told them!",
        "\"I measured every keg\" and (told them).",
    ] {
        assert_eq!(counts(invented), clean, "{invented}");
    }
    // A dot inside of a number, an abbreviation or a version ends no sentence.
    assert_eq!(counts("I shipped v2.14 at 5 p.m. to approx. 0.5 percent of them.").sentences, 1);
}

#[test]
fn a_run_on_sentence_is_read_to_its_end() {
    let text = "so um I noticed the cold room lost beer and the thing is it wasn't my cellar and nobody had asked me \
                and then I measured every keg and I sat down and wrote a shared SLO and our brewers told us we lost \
                eight thousand dollars a week and it fell to zero";
    all_said(
        &[
            "I noticed",
            "cold room",
            "not my cellar",
            "nobody had asked me",
            "I measured every keg",
            "wrote a shared SLO",
            "$8K per week",
            "fell to zero",
        ],
        &[text],
    );
    none_said(&["my cellar lost beer", "they measured every keg", "no cold room", "$8K per month"], &[text]);
    let seen = counts(text);
    assert_eq!((seen.sentences, seen.we, seen.with_i, seen.of_sentences), (1, 3, 1, 1));
    assert_eq!(seen.fillers, ["um"]);
    assert_eq!(seen.words, text.split_whitespace().count());
    assert!(stated(StepName::Task, text)[0]);
}

#[test]
fn an_amount_is_heard_however_it_is_written() {
    let amounts = [
        "It cost 8,000 dollars a week.",
        "It cost $8,000 per week.",
        "It cost $8K/week.",
        "It cost 8K dollars every week.",
        "It cost eight thousand dollars weekly.",
        "It cost $8 K per week.",
        "It cost 8000 dollars each week.",
    ];
    all_said(
        &["$8K per week", "8,000 dollars a week", "$8K/week", "eight thousand dollars a week"],
        &amounts,
    );
    none_said(&["$80K per week", "$8K per month", "€8K per week", "8 dollars per week"], &amounts);
    // The comma in a number parts neither words nor sentences, and "$8K/week" is one piece.
    assert_eq!((counts(amounts[0]).words, counts(amounts[0]).sentences), (6, 1));
    assert_eq!((counts(amounts[2]).words, counts(amounts[2]).sentences), (3, 1));
    for text in [
        "We now save 8,000 dollars a week.",
        "We now save $8K/week.",
        "we now save eight thousand dollars a week",
    ] {
        assert!(stated(StepName::Result, text)[2], "{text}");
    }
}

#[test]
fn a_share_is_heard_however_it_is_written() {
    let shares = [
        "It lost zero point three per cent of the beer.",
        "It lost zero point three percent of the beer.",
        "It lost 0.3% of the beer.",
        "It lost 0.3 % of the beer.",
        "It lost .3 percent of the beer.",
        "It lost point three per cent of the beer.",
    ];
    all_said(&["0.3% of the beer", "zero point three per cent", "0.3 percent"], &shares);
    none_said(&["3% of the beer", "0.03% of the beer", "30 per cent"], &shares);
    for text in shares {
        assert_eq!(counts(text).sentences, 1, "{text}");
        let result = text.replace("It lost", "The loss fell to");
        assert!(stated(StepName::Result, &result)[2], "{result}");
    }
    // As it was spoken: the number has as many words as it was written with.
    assert_eq!(counts(shares[0]).words, 10);
}

#[test]
fn letters_one_by_one_are_the_acronym() {
    let texts = [
        "We had no shared SLO for it.",
        "We had no shared S L O for it.",
        "We had no shared S.L.O. for it.",
        "We had no shared S. L. O. for it.",
        "We had no shared S-L-O for it.",
        "We had no shared slo for it.",
        "We had no shared S.L.O for it.",
    ];
    for phrase in ["no shared SLO", "no shared S.L.O.", "no shared S L O"] {
        all_said(&[phrase], &texts);
    }
    none_said(&["no shared SLA", "no shared SEO"], &texts);
    for text in texts {
        let seen = counts(text);
        assert_eq!((seen.sentences, seen.we, seen.of_sentences), (1, 1, 1), "{text}");
    }
    // In dots it is one word, whatever follows; a sentence may end with it.
    assert_eq!(counts(texts[2]), counts(texts[0]));
    assert_eq!(counts("We had no S.L.O. Then I wrote one.").sentences, 2);
    all_said(&["two SLOs"], &["two S.L.O.s", "two SLOs"]);
}

#[test]
fn what_is_written_twice_is_said_once() {
    let texts = [
        "I measured the keg in the cold room.",
        "I I measured the the keg in the cold room.",
        "I measured, measured the keg in the, the cold room.",
        "I measured the keg, the keg in the cold cold room.",
        "I, I measured the keg in in the cold room.",
        "I measured the keg in the in the cold room.",
    ];
    all_said(&["I measured the keg", "keg in the cold room"], &texts);
    for text in texts {
        let seen = counts(text);
        assert_eq!((seen.sentences, seen.with_i, seen.of_sentences), (1, 1, 1), "{text}");
        // What was spoken twice took its time, and counts for the pace.
        assert_eq!(seen.words, text.split_whitespace().count());
    }
    all_said(&["not my cellar"], &["It was not not my cellar.", "it wasn't it wasn't my my cellar"]);
    none_said(&["I measured the keg"], &["I never never measured the the keg.", "We we measured the keg."]);
    for text in ["It was not not my my cellar.", "Nobody nobody had had asked me."] {
        assert!(stated(StepName::Task, text)[0], "{text}");
    }
    assert_eq!(counts("So we we measured it.").we, 2);
}

/// Marks that a recogniser writes for what is no word.
const NOTES: &[&str] = &[
    "[BLANK_AUDIO]",
    "[ Silence ]",
    "[Music]",
    "[inaudible]",
    "(keyboard clicking)",
    "(upbeat music)",
    "(speaking in foreign language)",
    "(coughs)",
    "*coughs*",
    "*clears throat*",
    "♪ ♪",
    "♪ la la la ♪",
    "🎵 🎵",
];

/// The text with this between all of its words.
fn between(text: &str, mark: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(&format!(" {mark} "))
}

#[test]
fn notes_of_sounds_are_never_words_wherever_they_stand() {
    for (text, phrases) in TEXTS {
        let clean = counts(text);
        for note in NOTES {
            for noted in [between(text, note), format!("{note} {text}"), format!("{text} {note}")] {
                assert_eq!(counts(&noted), clean, "{noted}");
                all_said(phrases, &[&noted]);
            }
        }
    }
}

#[test]
fn notes_of_sounds_change_no_statement() {
    for (step, text) in [
        (StepName::Task, "It wasn't my cellar, and nobody had asked me."),
        (StepName::Task, "My boss asked me to look at the silo."),
        (StepName::Result, "The loss fell from 0.3% to zero."),
    ] {
        for note in NOTES {
            let noted = between(text, note);
            assert_eq!(stated(step, &noted), stated(step, text), "{noted}");
        }
    }
}

#[test]
fn a_note_says_no_phrase() {
    for (phrase, text) in [
        ("upbeat music", "We heard (upbeat music) nothing."),
        ("keyboard clicking", "(keyboard clicking) I wrote it."),
        ("blank audio", "[BLANK_AUDIO]"),
        ("speaking in foreign language", "(speaking in foreign language)"),
    ] {
        none_said(&[phrase], &[text]);
    }
    assert_eq!(heard(StepName::Action, "[BLANK_AUDIO] (coughs) ♪", &[]).words, 0);
}

#[test]
fn signs_of_a_speaker_and_lone_signs_are_never_words() {
    for (text, phrases) in TEXTS {
        let clean = counts(text);
        for mark in [">> ", ">>", "- ", "-", "— ", "– ", "♪ ", ">> - "] {
            // Where a speaker begins: before each sentence.
            let turned = format!("{mark}{}", text.replace(". ", &format!(". {mark}")));
            assert_eq!(counts(&turned), clean, "{turned}");
            all_said(phrases, &[&turned]);
        }
        for mark in ["…", "🙂", "\u{200b}", "♪♪"] {
            let signed = format!("{mark} {text} {mark}");
            assert_eq!(counts(&signed), clean, "{signed}");
            all_said(phrases, &[&signed]);
        }
    }
}
