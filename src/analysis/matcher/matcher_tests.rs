//! What counts as said, what comes close, and what does not count. The examples are of a library of seeds.

use super::*;
use crate::analysis::result::PhraseStatus::{Close, Missing, Said};

fn key(phrase: &str) -> KeyPhrase {
    KeyPhrase::from(phrase)
}

fn heard(phrase: &str, text: &str) -> (Heard, String) {
    let text = Text::new(text);
    let heard = find(&key(phrase), &Speech::new(&text));
    let words = heard.words.map(|words| text.written(words)).unwrap_or_default();
    (heard, words)
}

#[track_caller]
fn said_in(phrase: &str, texts: &[&str]) {
    for text in texts {
        let (heard, _) = heard(phrase, text);
        assert_eq!(heard.status, Said, "{phrase:?} in {text:?}: {:?}", heard.why);
    }
}

#[track_caller]
fn not_said_in(phrase: &str, texts: &[&str]) {
    for text in texts {
        assert_ne!(heard(phrase, text).0.status, Said, "{phrase:?} in {text:?}");
    }
}

#[test]
fn a_phrase_is_said_in_any_form_of_its_words() {
    said_in(
        "I catalogued the seeds",
        &[
            "I catalogued the seeds.",
            "So I was cataloguing those seeds, one by one.",
            "I've cataloged all the seeds.",
            "I, um, I catalogued the, the seeds.",
        ],
    );
    said_in(
        "seed vault",
        &["The seed vaults were full.", "a seed-vault", "the seedvault", "the seed, uh, vault"],
    );
}

#[test]
fn the_subject_of_the_phrase_must_do_it() {
    said_in(
        "I labelled",
        &[
            "I sat down and labelled every drawer.",
            "I opened the drawers, sorted them and labeled each one.",
            "What I did was label the drawers.",
            "I was able to label them in a day.",
            "I opened them. And then labelled them.",
            "I spent two evenings labelling drawers.",
            "I last week labelled the rest.",
        ],
    );
    not_said_in(
        "I labelled",
        &[
            "We labelled every drawer.",
            "I opened the drawers and the intern labelled them.",
            "I was labelled a pedant.",
            "I asked them to label it.",
            "I had Jana label it.",
            "Jana and I labelled it.",
            "I wanted to label it.",
            "I read the label.",
            "I will label it.",
        ],
    );
}

#[test]
fn a_negation_belongs_where_the_phrase_has_it() {
    said_in(
        "not our greenhouse",
        &[
            "It wasn't our greenhouse.",
            "It's not, um, our greenhouse.",
            "It was never really our greenhouse.",
        ],
    );
    said_in("no labels", &["There were no labels.", "There weren't any labels.", "It had no printed label."]);
    not_said_in(
        "not our greenhouse",
        &[
            "It was our greenhouse.",
            "It's not that our greenhouse was cold.",
            "It is not our greenhouse's fault.",
        ],
    );
    not_said_in("no labels", &["No, the labels were there.", "There were labels.", "We had no labelling."]);
    not_said_in(
        "broken heater",
        &["There was no broken heater.", "We never had a broken heater.", "Was there a broken heater?"],
    );
    said_in("broken heater", &["Not only the broken heater was a problem."]);
}

#[test]
fn regrets_and_conditions_say_that_it_did_not_happen() {
    not_said_in(
        "I measured",
        &[
            "I should have measured it.",
            "If I had measured it, we would know.",
            "I could have measured it.",
            "I wish I measured it.",
            "I'd have measured it.",
            "I almost measured it.",
            "Did I measure it?",
            "I tried to measure it.",
            "I failed to measure it.",
        ],
    );
    said_in("I measured", &["I'd measured it twice.", "I must say I measured it.", "I had to measure it."]);
}

#[test]
fn numbers_units_periods_and_directions_must_agree() {
    said_in("4% of seeds", &["four percent of the seeds", "4 per cent of all seeds"]);
    said_in("€60 per month", &["sixty euros a month", "60 euro every month", "€60/month", "60 a month"]);
    said_in(
        "from 12 to 40 degrees",
        &["from twelve degrees up to forty degrees", "to 40 degrees from 12 degrees"],
    );
    not_said_in("4% of seeds", &["40% of seeds", "0.4% of seeds", "4 of the seeds"]);
    not_said_in("€60 per month", &["$60 per month", "€60 per week", "€16 per month"]);
    not_said_in("from 12 to 40 degrees", &["from 40 to 12 degrees"]);
    not_said_in("dropped by half", &["It dropped to half."]);
}

#[test]
fn english_orders_count_and_scattered_words_do_not() {
    said_in("4% germination rate", &["a germination rate of 4%", "the germination rate was 4%"]);
    said_in("opened up the old vault", &["We opened the old vault up.", "The old vault was opened up."]);
    said_in("60 trays saved", &["I saved sixty trays."]);
    said_in("Jana's drawer", &["the drawer of Jana"]);
    not_said_in(
        "seed vault",
        &[
            "The seed was in the other vault.",
            "We lost one seed. The vault was fine.",
            "The vault had a seed.",
        ],
    );
    not_said_in("drawer lock", &["The drawer that my boss had to lock"]);
}

#[test]
fn a_slip_in_a_long_word_counts_and_another_word_does_not() {
    said_in("germination protocol", &["the germanation protocol", "the germination protocoll"]);
    not_said_in("germination protocol", &["the termination protocol", "the germination prototype"]);
    not_said_in("adapted the tray", &["We adopted the tray."]);
}

#[test]
fn what_comes_close_says_why() {
    let (close, words) = heard("4% germination rate", "It had a 40% germination rate.");
    assert_eq!((close.status, words.as_str()), (Close, "40% germination rate."));
    assert_eq!(close.why.as_deref(), Some("it says \"40%\", not \"4%\""));
    let (close, _) = heard("I labelled", "They labelled the drawers.");
    assert_eq!(close.why.as_deref(), Some("the subject is \"They\", not \"I\""));
    let (close, _) = heard("national seed vault", "The seed vault was full.");
    assert_eq!(close.why.as_deref(), Some("only a part of it: \"national\" is missing"));
    let (close, _) = heard("broken heater", "There was no broken heater.");
    assert_eq!(close.why.as_deref(), Some("\"no\" denies it"));
    assert_eq!(heard("national seed vault", "I like tea.").0.status, Missing);
}

#[test]
fn the_words_are_those_of_the_transcript() {
    let (said, words) = heard("4% of seeds", "[BLANK_AUDIO] About four percent, um, of the seeds were bad.");
    assert_eq!(
        (said.status, said.words, words.as_str()),
        (Said, Some([2, 8]), "four percent, um, of the seeds")
    );
}

#[test]
fn the_subject_is_found_across_the_shapes_of_a_clause() {
    said_in(
        "I weighed",
        &[
            "Having weighed the boxes, I called the lab.",
            "By weighing the boxes I could show it.",
            "The one who weighed them was me.",
            "I insisted on weighing them.",
            "I took the liberty of weighing them.",
            "It took me a day to weigh them.",
            "I've since weighed them twice.",
            "We met before lunch and I weighed them.",
        ],
    );
    not_said_in(
        "I weighed",
        &[
            "Weighing them was no fun, so I left.",
            "By weighing them I would have known.",
            "I never got round to weighing them.",
            "Before lunch my aunt and I weighed them.",
            "The one who weighed them was Lena.",
        ],
    );
}

#[test]
fn words_move_where_english_moves_them() {
    said_in("cracked jars", &["The jars were all cracked.", "jars that were cracked"]);
    said_in("missing lids", &["There were lids missing.", "lids which were missing"]);
    said_in("I sealed the jars", &["The jars I sealed myself.", "the jars that I had sealed"]);
    not_said_in("I sealed the jars", &["The jars they sealed.", "The jars were here, I sealed the door."]);
    said_in("copied by four growers", &["Four growers copied it.", "Four growers have since copied it."]);
    not_said_in("copied by four growers", &["Four growers left and one copied it."]);
    said_in("dried it for a week", &["For a week I dried it."]);
    said_in("label it first", &["First label it."]);
    said_in("doubled the harvest", &["The harvest doubled."]);
    not_said_in("moved the harvest", &["The harvest moved."]);
    not_said_in("wrong seed in the jar", &["the right seed in the wrong jar"]);
    not_said_in("packed by hand", &["packed by robots, and hand was what they lacked"]);
    not_said_in("not on my bench", &["It was on my bench, just not today."]);
}

#[test]
fn small_words_that_mean_the_same_stand_for_each_other() {
    said_in("outside my plot", &["It was out of my plot.", "way beyond my plot"]);
    said_in("cold while drying", &["cold when drying", "cold during drying"]);
    said_in("before anyone looked", &["before anybody had looked"]);
    said_in("no label", &["without a label", "none of the labels"]);
    not_said_in("no label", &["You can't sow it without a label."]);
    said_in("nobody knew", &["Nobody in the whole house knew."]);
    not_said_in("without asking", &["without me asking"]);
    not_said_in("sealed the jars", &["We almost sealed the jars."]);
    said_in("from 9 days to 2", &["from nine days to two days", "from nine days down to two"]);
    not_said_in("from 9 days to 2 days", &["from nine days to two hours"]);
}

#[test]
fn an_exact_phrase_is_said_word_for_word() {
    let exact = KeyPhrase { exact: true, ..key("we seed the future") };
    let status = |text: &str| find(&exact, &Speech::new(&Text::new(text))).status;
    assert_eq!(status("And we seed the future!"), Said);
    assert_eq!(status("We, um, seed the future."), Said);
    assert_ne!(status("We seeded the future."), Said);
    assert_ne!(status("We seed a future."), Said);
    assert_ne!(status("We seed all the future."), Said);
}

#[test]
fn an_alternate_counts_and_small_words_alone_never_do() {
    let with = KeyPhrase { also: vec!["cold store".into()], ..key("seed vault") };
    assert_eq!(find(&with, &Speech::new(&Text::new("in the cold stores"))).status, Said);
    for phrase in ["of the", "it was not", "…", "", "🎉", "\u{0}"] {
        assert_eq!(heard(phrase, "it was not of the … 🎉 \u{0}").0.status, Missing, "{phrase:?}");
    }
}

#[test]
fn the_explanation_names_every_word_and_its_cost() {
    let text = Text::new("I quickly cataloged the the seed-vaults");
    let told = explain(&key("I catalogued the seed vault"), &Speech::new(&text));
    assert_eq!(told.status, Said);
    let parts: Vec<(&str, Option<&str>)> =
        told.parts.iter().map(|part| (part.wanted.as_str(), part.heard.as_deref())).collect();
    assert_eq!(
        parts,
        [
            ("I", Some("I")),
            ("catalogued", Some("cataloged")),
            ("seed", Some("seed-vaults")),
            ("vault", Some("seed-vaults")),
        ]
    );
    assert!(told.cost > 0.0 && told.cost <= told.limit);
}

#[test]
fn strange_text_is_judged_like_any_other() {
    let long = "a".repeat(100_000);
    let many = "seed ".repeat(20_000);
    for text in
        ["", "seed", &long, &many, "זרע vault", "s\u{301}eed\u{0} vault", "🌱 seed 🌱 vault 🌱", "seed.vault"]
    {
        let (heard, _) = heard("seed vault", text);
        assert!(matches!(heard.status, Said | Close | Missing));
    }
    said_in("seed vault", &["🌱 seed 🌱 vault 🌱", "SÉED VAULT"]);
    said_in("זרע טוב", &["אמר זרע טוב אתמול"]);
}

#[test]
fn another_object_or_subject_in_between_parts_the_words() {
    not_said_in("shared shed", &["I shared a picture from the shed."]);
    said_in("weighed the jars", &["I weighed the rest of the jars."]);
    not_said_in("I sorted", &["I left, and sorting the jars was done by others."]);
    not_said_in("outside my shed", &["I ran out of paper at my shed."]);
    not_said_in("no jar", &["None of us saw the jar."]);
}
