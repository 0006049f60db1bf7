//! The cut on the strong examples of all stories, joined without headings, and on answers with faults.

use super::*;
use crate::content::{Library, Story};
use crate::plan::Options;
use std::fmt::Write as _;

/// A told answer: its sentences, each with the step to which it belongs.
struct Told {
    words: Vec<Word>,
    /// Step and words of every sentence.
    sentences: Vec<(StepName, Range<usize>)>,
}

/// At a calm pace, one word after the other.
fn tell<'a>(parts: impl IntoIterator<Item = (StepName, &'a str)>) -> Told {
    let mut told = Told { words: Vec::new(), sentences: Vec::new() };
    for (step, text) in parts {
        let text = Text::new(text);
        for sentence in &text.sentences {
            let begin = told.words.len();
            for piece in text.written(text.range(sentence.start, sentence.end)).split(' ') {
                let start = Duration::from_millis(400 * told.words.len() as u64);
                let end = start + Duration::from_millis(350);
                told.words.push(Word { text: piece.into(), start, end, probability: 1.0 });
            }
            told.sentences.push((step, begin..told.words.len()));
        }
    }
    told
}

fn strong(story: &Story) -> Vec<(StepName, String)> {
    story.steps.iter().map(|step| (step.step, step.strong.clone())).collect()
}

fn borrowed(parts: &[(StepName, String)]) -> impl Iterator<Item = (StepName, &str)> {
    parts.iter().map(|(step, text)| (*step, text.as_str()))
}

/// The step that has most words of each sentence: right ones, of how many; and the wrong ones in words.
fn right(cut: &Cut, told: &Told) -> (usize, usize, String) {
    let mut wrong = String::new();
    let mut count = 0;
    for (step, words) in &told.sentences {
        let shared = |part: &&CutStep| {
            part.range().end.min(words.end).saturating_sub(part.range().start.max(words.start))
        };
        let given = cut.steps.iter().max_by_key(shared).map(|part| part.step);
        if given == Some(*step) {
            count += 1;
        } else {
            let text: Vec<&str> = told.words[words.clone()].iter().map(|word| word.text.as_str()).collect();
            let _ = writeln!(wrong, "    {step} taken for {given:?}: {}", text.join(" "));
        }
    }
    (count, told.sentences.len(), wrong)
}

fn plan(story: &Story) -> Plan {
    Plan::new(story, &Options::default()).unwrap()
}

/// As if nobody had written down what must be said.
fn without_phrases(mut plan: Plan) -> Plan {
    plan.scope_statements.clear();
    for step in &mut plan.steps {
        step.phrases.clear();
    }
    plan
}

/// Cuts every telling of every story, prints each, and gives the share of right sentences over all.
fn share(name: &str, tellings: impl Fn(&Story) -> Vec<(Plan, Vec<(StepName, String)>)>) -> f64 {
    let library = Library::load(&[]).unwrap();
    let (mut all_right, mut all) = (0, 0);
    for story in library.stories() {
        let (mut right_here, mut here, mut notes) = (0, 0, String::new());
        for (plan, parts) in tellings(story) {
            let told = tell(borrowed(&parts));
            let cut = cut(&plan, &told.words, &[]);
            assert!(cut.fits(told.words.len()), "{}: {cut:?}", story.id);
            let (count, of, wrong) = right(&cut, &told);
            right_here += count;
            here += of;
            notes.push_str(&wrong);
        }
        println!("{name}: {:<20} {right_here} of {here}", story.id);
        print!("{notes}");
        all_right += right_here;
        all += here;
    }
    let share = f64::from(all_right as u32) / f64::from(all as u32);
    println!("{name}: {:.1}% of {all} sentences in the right step", share * 100.0);
    share
}

#[test]
fn nine_of_ten_sentences_of_every_strong_example_land_in_their_step() {
    let share = share("with phrases", |story| vec![(plan(story), strong(story))]);
    assert!(share >= 0.9, "{share}");
}

#[test]
fn most_sentences_land_in_their_step_without_any_phrase_of_the_story() {
    let share = share("without phrases", |story| vec![(without_phrases(plan(story)), strong(story))]);
    assert!(share >= 0.85, "{share}");
}

/// The reflection of each level in place of the story's own.
fn levels(story: &Story, phrases: bool) -> Vec<(Plan, Vec<(StepName, String)>)> {
    let with = |level: &crate::content::Level| {
        let mut plan = plan(story);
        let mut parts = strong(story);
        for step in plan.steps.iter_mut().filter(|step| step.step == StepName::Reflection) {
            step.phrases.clone_from(&level.phrases);
        }
        for (_, text) in parts.iter_mut().filter(|(step, _)| *step == StepName::Reflection) {
            text.clone_from(&level.reflection);
        }
        (if phrases { plan } else { without_phrases(plan) }, parts)
    };
    story.levels.iter().map(with).collect()
}

#[test]
fn the_reflection_of_every_level_is_found() {
    let with = share("levels, with phrases", |story| levels(story, true));
    let without = share("levels, without phrases", |story| levels(story, false));
    assert!(with >= 0.9 && without >= 0.85, "{with} {without}");
}

/// As a recogniser may write it: no capital, no full stop.
fn unpunctuated(parts: Vec<(StepName, String)>) -> Vec<(StepName, String)> {
    let bare = |text: &str| text.to_lowercase().replace(['.', ',', ':', ';'], "");
    parts.into_iter().map(|(step, text)| (step, bare(&text))).collect()
}

#[test]
fn words_without_any_full_stop_are_cut_at_clauses() {
    let library = Library::load(&[]).unwrap();
    let (mut same, mut all) = (0, 0);
    for story in library.stories() {
        let told = tell(borrowed(&unpunctuated(strong(story))));
        let cut = cut(&plan(story), &told.words, &[]);
        let words: Vec<(StepName, usize)> =
            told.sentences.iter().flat_map(|(step, words)| words.clone().map(|word| (*step, word))).collect();
        let here = words
            .iter()
            .filter(|(step, word)| {
                cut.steps.iter().any(|part| part.step == *step && part.range().contains(word))
            })
            .count();
        println!("without full stops: {:<20} {here} of {} words", story.id, words.len());
        same += here;
        all += words.len();
    }
    println!("without full stops: {same} of {all}");
    assert!(same as f64 / all as f64 >= 0.85, "{same} of {all} words");
}

/// Speech of other people, sentence by sentence labelled with its step, and with nothing written down about it: one text of
/// each step, put together at random.
#[test]
fn most_words_of_made_up_answers_from_labelled_speech_land_in_their_step() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/answers.jsonl");
    let cases = std::fs::read_to_string(file).unwrap();
    let mut texts: [Vec<String>; 5] = Default::default();
    for line in cases.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let step: StepName = case["step"].as_str().unwrap().parse().unwrap();
        texts[step as usize].push(case["text"].as_str().unwrap().to_owned());
    }
    let plan = Plan::without_story(StepName::ALL, None);
    let (mut count, mut all) = (0, 0);
    for round in 0..60 {
        // Different strides, so that no two answers have the same neighbours.
        let pick = |step: StepName| {
            &texts[step as usize][(round * (7 + 4 * step as usize)) % texts[step as usize].len()]
        };
        let told = tell(StepName::ALL.map(|step| (step, pick(step).as_str())));
        let cut = cut(&plan, &told.words, &[]);
        let (right, of, wrong) = right(&cut, &told);
        print!("{wrong}");
        count += right;
        all += of;
    }
    let share = f64::from(count as u32) / f64::from(all as u32);
    println!("labelled speech: {:.1}% of {all} sentences", share * 100.0);
    assert!(share >= 0.7, "{share}");
}

/// Each strong example with one step left out: how often the cut finds exactly that step empty.
#[test]
fn a_step_that_was_left_out_is_mostly_found_empty() {
    for phrases in [true, false] {
        let library = Library::load(&[]).unwrap();
        let (mut found, mut all, mut right_here, mut here) = (0_u32, 0_u32, 0, 0);
        for story in library.stories() {
            for left_out in StepName::ALL {
                let parts: Vec<_> = strong(story).into_iter().filter(|(step, _)| *step != left_out).collect();
                let told = tell(borrowed(&parts));
                let plan = if phrases { plan(story) } else { without_phrases(plan(story)) };
                let cut = cut(&plan, &told.words, &[]);
                let empty: Vec<StepName> =
                    cut.steps.iter().filter(|part| part.range().is_empty()).map(|part| part.step).collect();
                let (count, of, wrong) = right(&cut, &told);
                println!(
                    "{} without {left_out}, phrases {phrases}: empty {empty:?}, {count} of {of}\n{wrong}",
                    story.id
                );
                found += u32::from(empty == [left_out]);
                all += 1;
                right_here += count;
                here += of;
            }
        }
        println!(
            "phrases {phrases}: left out and found empty: {found} of {all}; sentences {right_here} of {here}"
        );
        // Without phrases some steps have no wording of their own: they are then taken for their neighbours.
        let floor = if phrases { 0.9 } else { 0.4 };
        assert!(f64::from(found) >= floor * f64::from(all), "phrases {phrases}: {found} of {all}");
        assert!(right_here * 10 >= here * 9, "phrases {phrases}: {right_here} of {here}");
    }
}

#[test]
fn marks_cut_at_the_nearest_beginning_of_a_sentence_and_say_when_to_the_moment() {
    let told = tell([(StepName::Situation, "One two three. Four five six. Seven eight nine.")]);
    let plan = Plan::without_story(StepName::ALL, None);
    let at = Duration::from_millis;
    // Sentences begin at 0, 1.2 and 2.4 s; the person is a little late, then a little early, then never again.
    let cut = cut_at(&plan, &told.words, &[], &[at(1500), at(2300)]);
    assert!(!cut.estimated && cut.fits(9));
    let words: Vec<[usize; 2]> = cut.steps.iter().map(|part| part.words).collect();
    assert_eq!(words, [[0, 3], [3, 6], [6, 9], [9, 9], [9, 9]]);
    assert_eq!((cut.steps[0].time.end, cut.steps[1].time.end), (at(1500), at(2300)));
    // Marked before the first word: nothing was said of that step. Far from any sentence the nearest word counts.
    let cut = cut_at(&plan, &told.words, &[], &[at(10), at(20)]);
    assert_eq!(cut.steps[2].words, [0, 9]);
    let long = tell([(StepName::Situation, "a b c d e f g h i j k l m n o p q r s t")]);
    assert_eq!(cut_at(&plan, &long.words, &[], &[at(4100)]).steps[0].words, [0, 10]);
    // No words at all have a cut, too.
    assert!(cut_at(&plan, &[], &[], &[at(5)]).fits(0) && super::cut(&plan, &[], &[]).fits(0));
}

#[test]
fn a_border_lies_in_the_silence_between_the_words_however_rough_their_times_are() {
    let told = tell([(StepName::Task, "One two. Three four.")]);
    let at = Duration::from_millis;
    // The engine says that word 2 begins at 0.8 s; the voice detector heard nothing from 0.9 to 1.3 s.
    let speech = [Span::new(at(0), at(900)), Span::new(at(1300), at(2000))];
    assert_eq!(borders::time_before(&told.words, &speech, 2), at(1100));
    let speech = [Span::new(at(0), at(650)), Span::new(at(950), at(2000))];
    assert_eq!(borders::time_before(&told.words, &speech, 2), at(800));
    assert_eq!(borders::time_before(&told.words, &speech, 0), Duration::ZERO);
    assert_eq!(borders::time_before(&told.words, &speech, 4), at(2000));
}

#[test]
fn a_long_sentence_is_taken_apart_at_clauses_and_pauses_and_a_short_one_is_not() {
    let text = "i pulled the logs of a whole month and i traced the fault to a race so i wrote a small fix for it as a \
                result the drops went to zero looking back the gap was between two teams";
    let told = tell([(StepName::Action, text)]);
    let text = Text::new(text);
    let starts: Vec<&str> =
        units(&text, &told.words, &[]).iter().map(|unit| text.tokens[unit.start].plain.as_str()).collect();
    assert_eq!(starts, ["i", "and", "so", "as", "looking"]);
    let short = Text::new("I pulled the logs and I traced the fault.");
    assert_eq!(units(&short, &[], &[]).len(), 1);
    // A pause stands for the full stop that nobody wrote.
    let words: Vec<String> = (0..30).map(|n| format!("w{n}")).collect();
    let joined = words.join(" ");
    let told = tell([(StepName::Action, joined.as_str())]);
    let at = |word: usize| told.words[word].start;
    let speech = [
        Span::new(at(0), at(14).saturating_sub(Duration::from_millis(400))),
        Span::new(at(14) + Duration::from_millis(300), at(29)),
    ];
    let cut: Vec<usize> =
        units(&Text::new(&joined), &told.words, &speech).iter().map(|unit| unit.start).collect();
    assert_eq!(cut, [0, 14]);
}
