//! Levels and angles from the outside: what the reports and files say by which an answer was judged.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, too")]

mod support;

use std::fmt::Write as _;
use support::program::Home;
use support::repository;

/// The strong examples of the seed story as a draft with headings.
fn draft() -> String {
    let story = std::fs::read_to_string(repository("content/stories/webhook-drops.toml")).unwrap();
    let story: toml::Table = story.parse().unwrap();
    let mut draft = String::new();
    for step in story["steps"].as_array().unwrap() {
        let _ = writeln!(draft, "# {}\n{}", step["step"].as_str().unwrap(), step["strong"].as_str().unwrap());
    }
    draft
}

#[test]
fn a_draft_is_judged_by_its_level_and_angle_and_the_report_says_so() {
    let home = Home::new();
    let args = ["check", "--story", "webhook-drops", "--level", "sde1", "--angle", "Deliver Results", "-"];
    let ran = home.run_with(&args, draft()).code(3);
    assert!(ran.out.starts_with("Judged as SDE 1 · Deliver Results\n"), "{}", ran.out);
    assert!(ran.out.contains("For Deliver Results the outcome comes first"), "{}", ran.out);
    let json = home.run_with(&[&args[..], &["--json"]].concat(), draft()).json();
    assert_eq!((&json["level"], &json["angle"]), (&"sde1".into(), &"Deliver Results".into()));
    let rules: Vec<&str> =
        json["findings"].as_array().unwrap().iter().map(|one| one["rule"].as_str().unwrap()).collect();
    for rule in ["result-first", "played-down", "whole-over"] {
        assert!(rules.contains(&rule), "{rule}: {rules:?}");
    }
}

#[test]
fn a_level_without_a_story_takes_the_usual_limits() {
    let home = Home::new();
    let whole = |level: &str| {
        let json = home.run_with(&["check", "--level", level, "--json", "-"], draft()).json();
        let findings = json["findings"].as_array().unwrap().clone();
        findings.iter().filter(|one| one["rule"].as_str().unwrap().starts_with("whole-")).count()
    };
    assert_eq!((whole("sde1"), whole("sde2"), whole("senior")), (1, 0, 0));
    let ran = home.run_with(&["check", "--angle", "ownership", "-"], draft()).code(2);
    assert!(ran.err.contains("--story"), "{}", ran.err);
}

#[test]
fn a_level_or_angle_that_is_not_there_is_named_with_those_that_are() {
    let home = Home::new();
    let base = ["check", "--story", "webhook-drops", "-"];
    let ran = home.run_with(&[&base[..], &["--angle", "frugality"]].concat(), draft()).code(2);
    assert!(ran.err.contains("deliver-results, ownership, invent-and-simplify"), "{}", ran.err);
    let ran = home.run_with(&[&base[..], &["--level", "staff"]].concat(), draft()).code(2);
    assert!(ran.err.contains("sde1, sde2, senior"), "{}", ran.err);
}

#[test]
fn an_attempt_keeps_its_level_and_angle_and_older_attempts_have_none() {
    let home = Home::new();
    let demo = repository("content/demo");
    let args = ["practice", "webhook-drops", "--level", "sde1", "--angle", "ownership", "--from"];
    home.run(&[&args[..], &[demo.to_str().unwrap()]].concat()).code(0);
    let attempt = home.attempt();
    assert_eq!(attempt["plan"]["level"]["level"], "sde1");
    assert_eq!(attempt["plan"]["angle"]["principle"], "Ownership");
    assert_eq!(attempt["plan"]["limit"]["at_most_seconds"], 120.0);
    let out = home.run(&["review", "1"]).code(0).out;
    assert!(out.starts_with("webhook-drops · attempt 1 · import · SDE 1 · Ownership"), "{out}");
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("Not asked at this level: adopted my pattern as standard."), "{out}");
    assert!(words.contains("Next: rehearse practice webhook-drops --level sde1 --angle ownership"), "{out}");

    let file = home.attempts()[0].join("attempt.json");
    let mut old = attempt;
    for key in ["level", "angle", "limit"] {
        old["plan"].as_object_mut().unwrap().remove(key);
    }
    std::fs::write(&file, old.to_string()).unwrap();
    let out = home.run(&["review", "1"]).code(0).out;
    assert!(out.starts_with("webhook-drops · attempt 1 · import  "), "{out}");
}
