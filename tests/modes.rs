//! Levels, angles, learn, quiz and settings from the outside.
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

#[test]
fn without_a_terminal_learn_prints_all_of_the_story_for_the_chosen_level_and_angle() {
    let home = Home::new();
    let ran = home.run(&["learn", "webhook-drops", "--level", "senior", "--angle", "ownership"]).code(0);
    for text in
        ["[I noticed]", "Senior SDE, 2:30 to 3:00", "Told for Ownership", "A weak answer", "Follow-up 4 of 4"]
    {
        assert!(ran.out.contains(text), "{text}: {}", ran.out);
    }
    assert!(ran.out.contains("rehearse quiz webhook-drops"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "no terminal, no colour");
    assert_eq!(home.run(&["learn", "webhook-drops", "--all"]).code(0).err, "");
    let ran = home.run(&["learn", "webhook-drip"]).code(2);
    assert!(ran.err.contains("webhook-drops"), "{}", ran.err);
}

#[test]
fn a_quiz_is_answered_by_letters_and_kept_and_the_same_seed_asks_the_same() {
    let home = Home::new();
    let args = ["quiz", "webhook-drops", "--seed", "3"];
    let first = home.run_with(&args, "c\nx\nA\n\nc\n").code(0);
    assert!(first.out.contains("3 of 3 right."), "{}", first.out);
    assert!(first.err.contains("no option"), "{}", first.err);
    assert!(first.out.contains("seed 3") && !first.out.contains("Not this one"), "{}", first.out);
    let again = home.run_with(&args, "a\na\na\n").code(0);
    assert!(again.out.contains("1 of 3 right.\nLast time: 3 of 3"), "{}", again.out);
    assert!(again.out.contains("Not this one"), "{}", again.out);
    let kept = std::fs::read_to_string(home.data().join("quizzes.jsonl")).unwrap();
    assert_eq!(kept.lines().count(), 2);
}

#[test]
fn a_quiz_without_answers_prints_its_questions_and_keeps_nothing() {
    let home = Home::new();
    let ran = home.run_with(&["quiz", "webhook-drops"], "").code(0);
    assert_eq!(ran.out.matches("  a) ").count(), 3, "{}", ran.out);
    assert!(!ran.out.contains("right."), "{}", ran.out);
    assert!(ran.err.contains("one letter a line"), "{}", ran.err);
    assert!(!home.data().join("quizzes.jsonl").exists());
}

#[test]
fn settings_come_before_defaults_the_environment_before_them_and_flags_before_all() {
    let home = Home::new();
    let from = |ran: &serde_json::Value, key: &str| {
        let all = ran.as_array().unwrap();
        let one = all.iter().find(|one| one["key"] == key).unwrap();
        (one["value"].as_str().unwrap_or("-").to_owned(), one["from"].as_str().unwrap().to_owned())
    };
    let pair = |value: &str, source: &str| (value.to_owned(), source.to_owned());
    let shown = home.run(&["config", "--json"]).code(0).json();
    assert_eq!(from(&shown, "level"), pair("-", "default"));
    home.run(&["config", "set", "level", "sde1"]).code(0);
    home.run(&["config", "set", "angle", "ownership"]).code(0);
    let shown = home.run(&["config", "--json"]).code(0).json();
    assert_eq!(from(&shown, "level"), pair("sde1", "file"));
    let flagged = home.run(&["config", "--level", "senior", "--json"]).code(0).json();
    assert_eq!(from(&flagged, "level"), pair("senior", "flag"));

    let judged = |variables: &[(&str, &str)], flags: &[&str]| {
        let mut command = home.command();
        command.args(["learn", "webhook-drops"]).args(flags).stdin(std::process::Stdio::null());
        command.envs(variables.iter().copied());
        let out = String::from_utf8(command.output().unwrap().stdout).unwrap();
        out.lines().next().unwrap_or_default().to_owned()
    };
    assert!(judged(&[], &[]).ends_with("· SDE 1 · Ownership"));
    assert!(judged(&[("REHEARSE_LEVEL", "senior")], &[]).ends_with("· Senior SDE · Ownership"));
    let both = [("REHEARSE_LEVEL", "senior")];
    assert!(judged(&both, &["--level", "sde2", "--angle", "none"]).ends_with("owned · SDE 2"));
}

#[test]
fn an_angle_of_the_settings_that_a_story_does_not_have_costs_no_practice() {
    let home = Home::new();
    home.run(&["config", "set", "angle", "frugality"]).code(0);
    let ran = home.run(&["learn", "webhook-drops"]).code(0);
    assert!(ran.err.contains("no angle frugality (from your settings)"), "{}", ran.err);
    home.run(&["learn", "webhook-drops", "--angle", "frugality"]).code(2);
}

#[test]
fn a_mistake_in_the_settings_is_named_with_its_line_and_config_still_works() {
    let home = Home::new();
    let file = home.config();
    std::fs::write(&file, "# mine\nmodle = \"tiny.en\"\n").unwrap();
    let ran = home.run(&["list"]).code(1);
    assert!(ran.err.contains("config.toml:2: ") && ran.err.contains("did you mean `model`?"), "{}", ran.err);
    assert_eq!(home.run(&["config", "path"]).code(0).out.trim(), file.to_str().unwrap());
    home.run(&["completions", "bash"]).code(0);
    let mut command = home.command();
    command.env("VISUAL", "sed -i s/modle/model/").args(["config", "edit"]);
    assert!(command.stdin(std::process::Stdio::null()).status().unwrap().success());
    home.run(&["list"]).code(0);
    let kept = std::fs::read_to_string(&file).unwrap();
    assert_eq!(kept, "# mine\nmodel = \"tiny.en\"\n");
    home.run(&["config", "init"]).code(0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), kept, "what is there stays");
    home.run(&["config", "unset", "model"]).code(0);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "# mine\n#model = \"tiny.en\"\n");
}

#[cfg(target_os = "linux")]
mod on_a_terminal {
    use super::*;
    use support::pty::Terminal;

    fn start(home: &Home, args: &[&str]) -> Terminal {
        let mut command = home.command();
        command.args(args);
        Terminal::start(command, 24, 80)
    }

    #[test]
    fn learn_turns_pages_and_goes_on_where_the_person_stopped_and_ends_with_the_quiz() {
        let home = Home::new();
        let mut terminal = start(&home, &["learn", "webhook-drops"]);
        terminal.see("1 of ");
        terminal.see("enter next");
        terminal.press("\r");
        terminal.see("The steps");
        terminal.press("\r");
        terminal.see("2 of ");
        terminal.see("[I noticed]");
        terminal.press("b");
        terminal.see("part 2 of 2");
        terminal.press("\r");
        // Each key waits for its page: keys that come at once are taken for a paste.
        terminal.see("[I noticed]");
        terminal.press("q");
        terminal.see("Go on here later");
        assert_eq!(terminal.end(), 0);

        let mut terminal = start(&home, &["learn", "webhook-drops"]);
        terminal.see("[I noticed]");
        // To the end, page by page: each key waits until the page has changed.
        for _ in 0..60 {
            let before = terminal.screen();
            if before.contains("Take the quiz now") {
                break;
            }
            terminal.press("\r");
            let began = std::time::Instant::now();
            while terminal.screen() == before && began.elapsed().as_secs() < 20 {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
        }
        terminal.see("Take the quiz now");
        terminal.press("y\r");
        terminal.see("1 of 3");
        terminal.press("\x1b");
        terminal.see("the result is not kept");
        assert_eq!(terminal.end(), 0);
        let kept = std::fs::read_to_string(home.data().join("learning.json")).unwrap();
        assert!(!kept.contains("webhook-drops"), "read to the end: {kept}");
    }

    #[test]
    fn a_quiz_takes_arrows_and_letters_and_ctrl_c_ends_it_with_130() {
        let home = Home::new();
        let mut terminal = start(&home, &["quiz", "webhook-drops", "--seed", "3"]);
        terminal.see("d) We figured it out together");
        terminal.press("c");
        terminal.press("\r");
        terminal.see("Right, c) I pulled the logs");
        terminal.see("2 of 3");
        terminal.press("\x1b[B");
        terminal.press("\r");
        terminal.see("Not this one, b)");
        terminal.see("3 of 3");
        terminal.press("\x03");
        assert_eq!(terminal.end(), 130);
        assert!(!home.data().join("quizzes.jsonl").exists());
    }

    #[test]
    fn home_offers_to_go_on_as_before_and_escape_leaves_it() {
        let home = Home::new();
        let demo = repository("content/demo");
        let args = ["practice", "webhook-drops", "--level", "sde1", "--from", demo.to_str().unwrap()];
        home.run(&args).code(0);
        let mut terminal = start(&home, &[]);
        terminal.see("What next?");
        let shown = terminal.screen();
        assert!(shown.contains("webhook-drops · attempt 1 · SDE 1"), "{shown}");
        assert!(shown.contains("a) Practise webhook-drops again"), "{shown}");
        terminal.press("\x1b");
        assert_eq!(terminal.end(), 0);
    }

    #[test]
    fn home_leads_a_newcomer_to_the_demo_and_does_what_is_chosen() {
        let home = Home::new();
        let mut terminal = start(&home, &[]);
        terminal.see("What next?");
        let shown = terminal.screen();
        assert!(shown.contains("a) See the whole job in a minute"), "{shown}");
        assert!(shown.contains("Get a speech model"), "{shown}");
        terminal.press("\x03");
        assert_eq!(terminal.end(), 130);

        let mut terminal = start(&home, &[]);
        terminal.see("What next?");
        // The list of verbs may grow: the words find theirs.
        let line = terminal.screen().lines().find(|line| line.contains("Learn: read")).unwrap().to_owned();
        let letter = line.trim_start_matches([' ', '❯']).chars().next().unwrap();
        terminal.press(&letter.to_string());
        terminal.press("\r");
        terminal.see("Which story?");
        terminal.press("webhook\r");
        terminal.see("rehearse learn webhook-drops");
        terminal.see("enter next");
        terminal.press("q");
        terminal.see("Go on here later");
        assert_eq!(terminal.end(), 0);
    }
}
