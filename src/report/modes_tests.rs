//! The screens of learn, quiz, home and config, as they look.

use super::lesson::{self, Lesson, Told};
use super::sample::finding;
use super::tests::snapshot;
use super::*;
use crate::analysis::{Answer, Severity, StepAnalysis, analyse};
use crate::content::{KeyPhrase, LevelName, StepName, Story, parse};
use crate::memory::QuizResult;
use crate::plan::{Options, Plan, quiz as order};
use std::fmt::Write as _;
use std::path::Path;

/// A small story of its own, so that better words in a story that ships change no screen.
const STORY: &str = r#"
format_version = 1
id = "late-invoices"
title = "The invoices that came late"
collection = "Examples"
competency = "Ownership"
question = "Tell me about a problem that you took on without being asked."
overview = "An engineer sees that one invoice in fifty is late, and finds out why."
takeaways = ["The boundary is said aloud.", "The result is a figure."]

[[steps]]
step = "situation"
target_seconds = 30
cue = "what was wrong"
strong = "I noticed that 2% of all invoices were late, every month."
phrases = ["I noticed", "2% of all invoices"]
advice = "Say the problem and leave the system out."
mistake = "A tour of the architecture."
first_person = false

[[steps]]
step = "task"
target_seconds = 20
cue = "whose job it was"
strong = "It was not my team, and nobody had asked me."
phrases = ["not my team", { text = "nobody had asked", also = ["no one asked"] }]
advice = "Say the boundary."
mistake = "Going straight to the work."

[[steps]]
step = "action"
target_seconds = 90
cue = "what you did"
strong = "I traced the delay to a lock. I wrote a fix. I added an alert on the queue."
phrases = ["I traced", "I wrote"]
advice = "Begin with I."
mistake = "We."

[[steps]]
step = "result"
target_seconds = 20
cue = "what came of it"
strong = "Late invoices went from 2% to zero."
phrases = ["from 2% to zero"]
advice = "Give the change."
mistake = "A mood."

[[steps]]
step = "reflection"
target_seconds = 15
cue = "what you learned"
strong = "The time between two jobs had no owner."
phrases = ["time between two jobs"]
advice = "Reach past the fix."
mistake = "A platitude."
first_person = false

[[levels]]
level = "sde1"
at_most_seconds = 120
focus = "The fix."
reflection_shows = "What the bug taught."
reflection = "Reproducing the lock taught me more than reading the code had."
phrases = ["reproducing the lock"]
bar = "One bug, explained clearly."

[[levels]]
level = "senior"
at_least_seconds = 150
at_most_seconds = 180
focus = "The organization."
reflection_shows = "A cause beyond the code."
reflection = "No team owned the time between two jobs, and I brought that to both managers."
phrases = ["time between two jobs", "both managers"]
bar = "Influence."

[[angles]]
principle = "Deliver Results"
how = "The outcome comes first."
demand = "result-first"
emphasise = ["from 2% to zero"]
downplay = ["lock"]
retelling = "Late invoices went from 2% to zero. This is how."

[[follow_ups]]
question = "How did the owners take it?"
probes = "Influence."
weak = "They were fine with it."
weak_because = "It names nothing that was done."
strong = "I brought a solution with its tests, so the review took a day."
phrase = "I brought a solution"

[weak_answer]
parts = [
  { step = "situation", text = "Some invoices were late." },
  { step = "action", text = "I escalated it and they fixed it." },
]
critique = [
  { quote = "I escalated it", point = "Hands the work off." },
  { point = "No figure anywhere." },
]
verdict = "Leaning to No Hire."
findings = ["action: handed-off"]

[[quiz]]
question = "Which sentence shows ownership?"

[[quiz.options]]
text = "I traced the delay to a lock"
right = true
because = "The interviewer can write down what you did."

[[quiz.options]]
text = "We figured it out together"
because = "Nobody can tell which part was yours."

[[quiz.options]]
text = "My lead suggested it"
because = "The work was not self-initiated."
"#;

fn story() -> Story {
    parse(STORY, Path::new("late-invoices.toml")).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn told(step: StepName, text: &str, phrases: &[KeyPhrase]) -> Told {
    let mut plan = Plan::without_story([step], None);
    plan.steps[0].phrases = phrases.to_vec();
    let answer = Answer { step, text: text.into(), words: None, sound: None };
    let marks: StepAnalysis = analyse(&plan, &[answer]).steps.remove(0);
    Told { text: text.into(), marks }
}

fn with<T>(level: Option<LevelName>, angle: Option<&str>, then: impl FnOnce(&Lesson<'_>) -> T) -> T {
    let story = story();
    let plan = Plan::new(&story, &Options { level, angle, only: &[] }).unwrap();
    let own = level.and_then(|level| story.level(level));
    let angle = angle.and_then(|angle| story.angle(angle));
    let strong = |step: StepName| match own.filter(|_| step == StepName::Reflection) {
        Some(level) => told(step, &level.reflection, &level.phrases),
        None => told(step, &story.step(step).unwrap().strong, &plan.step(step).unwrap().phrases),
    };
    let lesson = Lesson {
        story: &story,
        plan: &plan,
        level: own,
        angle,
        strong: StepName::ALL.into_iter().map(strong).collect(),
        retelling: angle.map(|angle| told(StepName::Situation, &angle.retelling, &angle.emphasise)),
        follow_ups: story
            .follow_ups
            .iter()
            .map(|one| told(StepName::Situation, &one.strong, std::slice::from_ref(&one.phrase)))
            .collect(),
    };
    then(&lesson)
}

fn fits(text: &str, width: usize) {
    for line in text.lines().filter(|line| !line.contains("rehearse ") && !line.starts_with("File:")) {
        assert!(columns_of(line) <= width, "{} columns: {line}", columns_of(line));
    }
}

#[test]
fn a_lesson_reads_well_on_40_80_and_120_columns() {
    for width in [40, 80, 120] {
        let text = with(None, None, |lesson| lesson::whole(lesson, &Style::plain(width)));
        fits(&text, width);
        snapshot(&format!("learn-{width}.txt"), &text);
    }
}

#[test]
fn a_lesson_for_a_level_and_an_angle_shows_their_reflection_and_retelling() {
    let text = with(Some(LevelName::Sde1), Some("deliver-results"), |lesson| {
        lesson::whole(lesson, &Style::plain(80))
    });
    assert!(text.contains("[Reproducing the lock] taught me"), "{text}");
    assert!(text.contains("Late invoices went from [2% to zero]. This is how."), "{text}");
    assert!(!text.contains("Senior SDE"), "only the chosen level: {text}");
    assert!(text.contains("rehearse practice late-invoices --level sde1 --angle deliver-results"), "{text}");
    snapshot("learn-sde1-deliver-results.txt", &text);
}

#[test]
fn colour_only_adds_to_the_signs_of_a_lesson() {
    let coloured = Style { colour: true, ..Style::plain(80) };
    let washed: String = with(None, None, |lesson| lesson::whole(lesson, &coloured)).lines().fold(
        String::new(),
        |mut text, line| {
            let _ = writeln!(text, "{}", wash(line).trim_end());
            text
        },
    );
    assert_eq!(washed, with(None, None, |lesson| lesson::whole(lesson, &Style::plain(80))));
}

#[test]
fn every_screen_of_a_lesson_fits_its_window_and_no_line_is_lost() {
    for (width, rows) in [(40, 12), (80, 24), (120, 40), (20, 5)] {
        let style = Style::plain(width);
        let (screens, pages) =
            with(None, None, |lesson| (lesson::screens(lesson, rows, &style), lesson::pages(lesson, &style)));
        for shown in &screens {
            assert!(shown.text.lines().count() < rows.max(8), "{rows} rows: {}", shown.text);
            assert!(shown.text.ends_with("q quit"), "{}", shown.text);
        }
        for page in &pages {
            let all: String =
                screens.iter().filter(|one| one.page == page.key).map(|one| one.text.as_str()).collect();
            for line in &page.lines {
                assert!(all.contains(line.as_str()), "{} has lost {line:?}", page.key);
            }
        }
    }
    let screens = with(None, None, |lesson| lesson::screens(lesson, 24, &Style::plain(80)));
    snapshot("learn-screen-80x24.txt", &screens[1].text);
}

#[test]
fn a_story_that_has_only_its_steps_is_a_lesson_too() {
    let mut story = story();
    story.levels.clear();
    story.angles.clear();
    story.follow_ups.clear();
    story.weak_answer = None;
    story.quiz.clear();
    let plan = Plan::new(&story, &Options::default()).unwrap();
    let strong = |step: StepName| told(step, &story.step(step).unwrap().strong, &[]);
    let lesson = Lesson {
        story: &story,
        plan: &plan,
        level: None,
        angle: None,
        strong: StepName::ALL.into_iter().map(strong).collect(),
        retelling: None,
        follow_ups: Vec::new(),
    };
    let pages = lesson::pages(&lesson, &Style::plain(80));
    assert_eq!(pages.len(), 6, "{pages:#?}");
    assert!(!lesson::whole(&lesson, &Style::plain(80)).contains("rehearse quiz"));
}

#[test]
fn a_quiz_explains_at_once_what_was_chosen_and_what_is_right() {
    let story = story();
    let asked = order::ask(&story.quiz, 4);
    let wrong = (asked[0].right() + 1) % 3;
    for width in [40, 80, 120] {
        let style = Style::plain(width);
        let when = "2026-11-23T18:05:02[UTC]".parse().unwrap();
        let result = QuizResult { story: story.id.clone(), when, right: 0, of: 1, seed: 4 };
        let before = QuizResult { right: 1, ..result.clone() };
        let text = [
            quiz::beginning(&story.title, 1, 4, &style),
            quiz::with_options(0, 1, &asked[0], &style),
            quiz::explanation(&asked[0], wrong, &style),
            quiz::result(&result, Some(&before), &style),
        ]
        .concat();
        fits(&text, width);
        assert!(text.contains("--seed 4"), "{text}");
        snapshot(&format!("quiz-{width}.txt"), &text);
    }
    let right = quiz::explanation(&asked[0], asked[0].right(), &Style::plain(80));
    assert!(right.starts_with("✓ Right") && !right.contains("Not this one"), "{right}");
}

#[test]
fn the_home_screen_shows_what_was_done_and_what_is_left_to_fix() {
    let story = |id: &str, attempts, quiz| HomeStory {
        id: id.into(),
        title: "The invoices that came late".into(),
        attempts,
        last: (attempts > 0).then(|| "2026-11-23".to_owned()),
        quiz,
    };
    let stories = [story("new-one", 0, None), story("late-invoices", 4, Some((2, 3)))];
    let fix = |rule, message| finding(rule, Some(StepName::Task), Severity::Fix, message);
    let findings = vec![
        fix("missing-scope", "You did not say that this was not yours to do."),
        fix("missing-phrase", "A key phrase is missing: not my team."),
        fix("we", "You said \"we\" twice."),
        fix("no-figure", "The result has no figure."),
        finding("pace", None, Severity::Watch, "This is only worth knowing."),
    ];
    let last = LastAttempt { heading: "late-invoices · attempt 4 · SDE 2".into(), findings, judged: true };
    for width in [40, 80, 120] {
        let style = Style::plain(width);
        let text = home(&stories, Some(&last), true, None, &style);
        fits(&text, width);
        snapshot(&format!("home-{width}.txt"), &text);
    }
    let first = home(&stories[..1], None, false, Some(24), &Style::plain(80));
    assert!(first.contains("Nothing leaves") && first.contains("No speech model"), "{first}");
    snapshot("home-first-80.txt", &first);
    let many: Vec<HomeStory> = (0..12).map(|at| story(&format!("story-{at}"), 0, None)).collect();
    assert!(home(&many, None, true, Some(24), &Style::plain(80)).contains("and 9 more"));
    assert!(home(&many, None, true, Some(60), &Style::plain(80)).contains("and 4 more"));
}

#[test]
fn the_settings_say_where_each_of_them_comes_from() {
    let setting = |key, value: Option<&str>, from| Setting {
        key,
        value: value.map(str::to_owned),
        default: "none: as the story is written",
        from,
    };
    let all = [setting("level", Some("sde2"), "file"), setting("angle", None, "default")];
    for width in [40, 80, 120] {
        let text =
            settings(&all, Path::new("/home/ann/.config/rehearse/config.toml"), true, &Style::plain(width));
        fits(&text, width);
        snapshot(&format!("config-{width}.txt"), &text);
    }
}
