//! The content that ships, and what an author is told about a file with mistakes.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use rehearse::commands::proof::{Fault, prove};
use rehearse::content::{Library, Problem, StepName, Story, parse, parse_questions};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const SEED: &str = include_str!("../content/stories/webhook-drops.toml");

fn seed() -> Story {
    parse(SEED, Path::new("webhook-drops.toml")).expect("the seed story is good")
}

/// What is wrong with the seed story after one change.
fn after(from: &str, to: &str) -> Vec<Problem> {
    assert!(SEED.contains(from), "the seed story has changed: {from}");
    parse(&SEED.replacen(from, to, 1), Path::new("x.toml")).expect_err("this change is a mistake")
}

fn one(problems: &[Problem]) -> &Problem {
    assert_eq!(problems.len(), 1, "{problems:#?}");
    &problems[0]
}

/// The line of the seed story that begins with this text, from 1.
fn line_of(start: &str) -> usize {
    SEED.lines().position(|line| line.starts_with(start)).expect("the line is there") + 1
}

fn files(folder: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn the_seed_story_has_the_five_steps_with_their_targets() {
    let targets: Vec<(StepName, u32)> =
        seed().steps.iter().map(|step| (step.step, step.target_seconds)).collect();
    let wanted: Vec<(StepName, u32)> = StepName::ALL.into_iter().zip([30, 20, 90, 20, 15]).collect();
    assert_eq!(targets, wanted);
    assert_eq!(seed().target_seconds(), 175);
}

#[test]
fn every_story_file_is_embedded_under_its_own_name() {
    let library = Library::load(&[]).expect("the embedded content is good");
    let mut embedded: Vec<String> = library.stories().map(|story| format!("{}.toml", story.id)).collect();
    embedded.sort();
    let on_disk: Vec<String> = files("content/stories")
        .iter()
        .map(|file| file.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    assert_eq!(embedded, on_disk);
}

#[test]
fn every_worked_story_has_every_part() {
    for story in Library::load(&[]).expect("good").stories() {
        let id = &story.id;
        assert_eq!(story.takeaways.len(), 3, "{id}");
        assert_eq!(story.levels.len(), 3, "{id}");
        assert_eq!(story.angles.len(), 3, "{id}");
        assert_eq!(story.follow_ups.len(), 4, "{id}");
        assert_eq!(story.quiz.len(), 3, "{id}");
        assert!(story.weak_answer.is_some(), "{id}");
        assert!(story.scope_statements.len() >= 2, "{id}");
    }
}

/// At 140 words a minute a strong example must fit its target by the rule that judges a take: 0.8 to 1.2 times.
#[test]
fn every_strong_example_can_be_spoken_within_its_target() {
    for story in Library::load(&[]).expect("good").stories() {
        for step in &story.steps {
            let words = step.strong.split_whitespace().count();
            let seconds = words as f64 / 140.0 * 60.0;
            let share = seconds / f64::from(step.target_seconds);
            assert!(
                (0.8..=1.2).contains(&share),
                "{} {}: {words} words, {share:.2} of the target",
                story.id,
                step.step
            );
        }
    }
}

#[test]
fn no_strong_example_says_we_where_it_is_to_be_avoided_and_every_action_sentence_begins_with_i() {
    let plural = ["we", "we're", "we've", "us", "our", "ours", "ourselves", "let's"];
    for story in Library::load(&[]).expect("good").stories() {
        for step in &story.steps {
            for word in step.strong.split_whitespace() {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                assert!(!plural.contains(&word.as_str()), "{} {}: {word}", story.id, step.step);
            }
        }
        let action = story.step(StepName::Action).expect("every story has it");
        for sentence in action.strong.split(". ") {
            assert!(sentence.starts_with("I "), "{}: {sentence}", story.id);
        }
    }
}

#[test]
fn every_strong_text_passes_every_check_and_every_weak_answer_raises_exactly_what_it_declares() {
    let mut faults = Vec::new();
    for story in Library::load(&[]).expect("good").stories() {
        let said = |fault: Fault| format!("{} {}: {}. {}", story.id, fault.place, fault.what, fault.write);
        faults.extend(prove(story).into_iter().map(said));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Spoils one text of a story; the proof must say so at its place.
fn spoiled(spoil: impl FnOnce(&mut Story)) -> Vec<String> {
    let mut story = seed();
    spoil(&mut story);
    prove(&story).into_iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect()
}

#[test]
fn the_proof_finds_what_is_spoiled() {
    let at =
        |faults: &[String], place: &str| assert!(faults.iter().any(|f| f.starts_with(place)), "{faults:#?}");
    at(&spoiled(|story| story.steps[2].strong.push_str(" We fixed the rest together.")), "steps.2.strong");
    at(&spoiled(|story| story.steps[1].strong = "I wanted to stop the drops.".into()), "steps.1.strong");
    at(
        &spoiled(|story| story.steps[3].strong = "It got much better, and everyone was happy.".into()),
        "steps.3.strong",
    );
    at(&spoiled(|story| story.steps[4].strong = "Communication is the key.".into()), "steps.4.strong");
    at(&spoiled(|story| story.levels[2].reflection = "I learned a lot.".into()), "levels.2.reflection");
    at(
        &spoiled(|story| story.angles[0].retelling = "It began with a dashboard.".into()),
        "angles.0.retelling",
    );
    at(
        &spoiled(|story| story.follow_ups[0].strong = "I escalated it and they fixed it.".into()),
        "follow_ups.0.strong",
    );
    at(
        &spoiled(|story| story.weak_answer.as_mut().expect("there").findings.push("task: assigned".into())),
        "weak_answer.findings: the weak answer does not raise task: assigned",
    );
    at(
        &spoiled(|story| story.weak_answer.as_mut().expect("there").findings.clear()),
        "weak_answer.findings: the weak answer also raises action: handed-off",
    );
    let again = |story: &mut Story| story.steps[2].phrases.push("I pulled the".into());
    at(&spoiled(again), "steps.2.phrases");
}

#[test]
fn an_unknown_key_is_named_with_the_nearest_one() {
    let problems = after("target_seconds = 90", "target_second = 90");
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert!(lines.contains(&line_of("target_seconds = 90")));
    assert!(
        problems.iter().any(|problem| problem.write == "Did you mean `target_seconds`?"),
        "{problems:#?}"
    );
    assert!(problems.iter().any(|problem| problem.what.contains("has no `target_seconds`")), "{problems:#?}");
}

#[test]
fn a_target_must_be_between_one_second_and_ten_minutes() {
    for bad in ["0", "-5", "601", "99999999999"] {
        let problems = after("target_seconds = 90", &format!("target_seconds = {bad}"));
        assert_eq!(one(&problems).line, line_of("target_seconds = 90"), "{bad}");
    }
    for bad in ["\"90\"", "90.5", "[90]", "true"] {
        let problems = after("target_seconds = 90", &format!("target_seconds = {bad}"));
        assert!(one(&problems).write.contains("target_seconds = 30"), "{bad}: {problems:#?}");
    }
}

#[test]
fn a_missing_step_is_said() {
    let start = SEED.find("[[steps]]\nstep = \"result\"").expect("the step");
    let end = SEED.find("[[steps]]\nstep = \"reflection\"").expect("the next step");
    let text = format!("{}{}", &SEED[..start], &SEED[end..]);
    let problems = parse(&text, Path::new("x.toml")).expect_err("incomplete");
    assert!(problems.iter().any(|problem| problem.what == "the step result is missing"), "{problems:#?}");
}

#[test]
fn a_step_told_twice_or_out_of_order_is_said() {
    let twice = after("step = \"task\"", "step = \"situation\"");
    assert!(twice.iter().any(|problem| problem.what.contains("is there twice")), "{twice:#?}");
    let text = SEED
        .replacen("step = \"task\"", "step = \"x\"", 1)
        .replacen("step = \"situation\"", "step = \"task\"", 1)
        .replacen("step = \"x\"", "step = \"situation\"", 1);
    let order = parse(&text, Path::new("x.toml")).expect_err("out of order");
    assert!(order.iter().any(|problem| problem.what == "the step situation comes after task"), "{order:#?}");
}

#[test]
fn a_phrase_must_occur_in_its_own_strong_example() {
    let problems = after("\"I traced\", ", "\"I guessed\", ");
    assert_eq!(one(&problems).what, "the strong example does not say \"I guessed\"");
    assert_eq!(one(&problems).line, line_of("phrases = [\"I pulled\""));
    let other = SEED.replacen("\"I traced\", ", "{ text = \"I found\", also = [\"I traced\"] }, ", 1);
    assert!(parse(&other, Path::new("x.toml")).is_ok(), "another wording counts");
}

#[test]
fn an_empty_phrase_is_said() {
    assert_eq!(one(&after("\"I traced\", ", "\"  \", ")).what, "`phrases` is empty");
    assert_eq!(one(&after("\"I traced\", ", "\"...\", ")).what, "the phrase \"...\" has no word");
}

#[test]
fn a_later_format_version_is_the_only_thing_said() {
    let problems = after("format_version = 1", "format_version = 2\nunheard_of = 3");
    assert!(one(&problems).what.contains("later version"), "{problems:#?}");
    assert_eq!(one(&problems).line, line_of("format_version"));
}

#[test]
fn a_text_that_is_too_long_or_hides_control_characters_is_said() {
    let long = "word ".repeat(2000);
    assert!(one(&after("cue = \"what was wrong", &format!("cue = \"{long}"))).what.contains("characters"));
    assert!(
        one(&after("cue = \"what was wrong", "cue = \"\\u001b[2J wrong")).what.contains("control characters")
    );
}

#[test]
fn a_quiz_question_has_exactly_one_right_option() {
    assert!(one(&after("right = true\n", "")).what.starts_with("0 options"));
    assert!(
        one(&after(
            "text = \"We figured it out together\"",
            "text = \"We figured it out together\"\nright = true"
        ))
        .what
        .starts_with("2 options")
    );
}

#[test]
fn the_critique_quotes_what_the_weak_answer_says() {
    let problems = after("quote = \"the team was happy\"", "quote = \"the team was sad\"");
    assert_eq!(one(&problems).what, "the weak answer does not say \"the team was sad\"");
}

#[test]
fn all_problems_come_at_once_in_the_order_of_their_lines() {
    let text = SEED
        .replacen("id = \"webhook-drops\"", "id = \"Webhook Drops\"", 1)
        .replacen("target_seconds = 30", "target_seconds = 0", 1)
        .replacen("advice = \"Say the problem", "advise = \"Say the problem", 1)
        .replacen("\"I reproduced\", ", "\"I guessed\", ", 1)
        .replacen("level = \"senior\"", "level = \"sde2\"", 1);
    let problems = parse(&text, Path::new("x.toml")).expect_err("five mistakes");
    assert_eq!(problems.len(), 6, "{problems:#?}");
    assert!(problems.is_sorted_by_key(|problem| problem.line), "{problems:#?}");
    assert!(problems.iter().all(|problem| problem.line > 0 && !problem.write.is_empty()), "{problems:#?}");
}

#[test]
fn text_that_is_no_toml_names_the_lines() {
    let problems =
        parse("format_version = 1\nid = \ntitle = = 3\n", Path::new("x.toml")).expect_err("no TOML");
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [2, 3]);
}

#[test]
fn no_text_makes_the_reader_panic() {
    for cut in (0..SEED.len()).step_by(37).filter(|cut| SEED.is_char_boundary(*cut)) {
        let _ = parse(&SEED[..cut], Path::new("x.toml"));
    }
    for text in [
        "",
        "\0",
        "steps = 3",
        "steps = [1, 2]",
        "[steps]\na = 1",
        "quiz = [[]]",
        "[[steps]]\n[[steps.phrases]]\n",
    ] {
        assert!(parse(text, Path::new("x.toml")).is_err(), "{text:?}");
        assert!(parse_questions(text, Path::new("x.toml")).is_err(), "{text:?}");
    }
}

#[test]
fn a_broken_file_of_a_person_does_not_make_the_others_unusable() {
    let folder = tempfile::tempdir().expect("a folder");
    let mine = SEED.replacen("id = \"webhook-drops\"", "id = \"my-story\"", 1);
    std::fs::write(folder.path().join("my-story.toml"), &mine).expect("written");
    std::fs::write(folder.path().join("broken.toml"), "id = 3").expect("written");
    std::fs::write(folder.path().join("latin.toml"), b"id = \"\xe4\"").expect("written");
    std::fs::write(folder.path().join("again.toml"), SEED).expect("written");
    std::fs::create_dir(folder.path().join("folder.toml")).expect("a folder");
    let library =
        Library::load(&[folder.path().to_owned(), PathBuf::from("/does/not/exist")]).expect("usable");
    assert!(library.find("my-story").is_ok());
    assert!(library.find("webhook-drops").is_ok());
    let with_problem = |name: &str| library.problems().iter().any(|problem| problem.file.ends_with(name));
    for name in ["broken.toml", "latin.toml", "again.toml", "folder.toml"] {
        assert!(with_problem(name), "{name}: {:#?}", library.problems());
    }
    assert!(library.find("broken").is_err_and(|error| error.exit_code() == 1));
}

#[test]
fn an_unknown_story_is_a_usage_error_that_names_the_nearest() {
    let library = Library::load(&[]).expect("good");
    let error = library.find("webhok-drop").expect_err("unknown");
    assert_eq!(error.exit_code(), 2);
    assert!(error.hint_text().is_some_and(|hint| hint.contains("webhook-drops")), "{error:?}");
    let error = library.find("zzz").expect_err("unknown");
    assert_eq!(error.hint_text(), Some("`rehearse list` names them."));
}

#[test]
fn the_examples_that_explain_the_format_are_good() {
    let text = include_str!("../content/README.md");
    let mut examples = text.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let story = parse(examples.next().expect("the story"), Path::new("story")).expect("good");
    assert_eq!(story.follow_ups.len() + story.levels.len() + story.angles.len() + story.quiz.len(), 4);
    let questions = parse_questions(examples.next().expect("the questions"), Path::new("questions"));
    assert_eq!(questions.expect("good").len(), 1);
}

#[test]
fn the_bank_has_three_questions_for_each_of_the_sixteen_principles_and_a_dozen_general_ones() {
    let library = Library::load(&[]).expect("good");
    assert!(library.problems().is_empty(), "{:#?}", library.problems());
    let mut principles: BTreeMap<&str, usize> = BTreeMap::new();
    for question in library.questions() {
        assert!(question.follow_ups.len() >= 2, "{}", question.id);
        if question.collection == "Amazon Leadership Principles" {
            *principles.entry(question.competency.as_str()).or_default() += 1;
        }
    }
    assert_eq!(principles.len(), 16, "{principles:?}");
    assert!(principles.values().all(|count| *count >= 3), "{principles:?}");
    assert!(library.questions().filter(|question| question.collection == "General").count() >= 12);
    let error = library.find("dive-deep-1").expect_err("no worked story");
    assert_eq!(error.exit_code(), 2);
    assert!(library.find_question("dive-deep-1").is_ok());
}
