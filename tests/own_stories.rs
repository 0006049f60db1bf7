//! Stories of one's own: made, changed, checked and told, from the outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use support::program::{Home, Ran};
use support::repository;

/// A written answer with its headings.
const DRAFT: &str = "Some notes that nobody needs.

# Question
Tell me about a time you fixed something that was not yours to fix.

# Competency
Ownership

# Situation
I noticed that 14 of 200 test rigs failed every night. The lab was losing two hours a day.

# Task
The rigs were not my team, and nobody had asked me to look.

# Action
I pulled the power logs. I traced the failures to one fuse.
I wrote a check that runs at noon.

# Result
Failures went from 14 a night to zero.

# Reflection
The fuse had no owner, because it stood between two budgets.
";

fn file(home: &Home, name: &str, text: &str) -> String {
    std::fs::create_dir_all(home.data()).unwrap();
    let path = home.data().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Makes the story `night-rigs` from a written draft.
fn with_rigs(home: &Home) -> Ran {
    let draft = file(home, "draft.md", DRAFT);
    home.run(&["new", "night-rigs", "--from", &draft]).code(0)
}

/// An editor that runs this sed script.
fn edit(home: &Home, args: &[&str], script: &str) -> Ran {
    let mut command = home.command();
    command.arg("edit").args(args).env("EDITOR", format!("sed -i {script:?}")).env_remove("VISUAL");
    command.stdin(std::process::Stdio::null()).output().unwrap().into()
}

#[test]
fn a_written_draft_becomes_a_story_that_every_list_and_check_knows() {
    let home = Home::new();
    let ran = with_rigs(&home);
    assert!(ran.out.trim_end().ends_with("stories/night-rigs.toml"), "{}", ran.out);
    assert!(ran.err.contains("I pulled · I traced · I wrote"), "{}", ran.err);
    assert!(home.run(&["validate"]).code(0).out.contains("the story \"night-rigs\" is fine"));
    let rows = home.run(&["list", "--mine", "--json"]).code(0).json();
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["id"]), (1, &"night-rigs".into()));
    assert_eq!(rows[0]["mine"], true);
    let all = home.run(&["list"]).code(0).out;
    assert!(all.contains("night-rigs (yours)") && all.contains("webhook-drops "), "{all}");
    let ran = home.run_with(&["check", "--story", "night-rigs", "-"], DRAFT);
    assert_eq!(ran.code, 0, "{}", ran.out);
}

#[test]
fn a_story_with_nothing_but_its_steps_can_be_practised() {
    let home = Home::new();
    with_rigs(&home);
    let demo = repository("content/demo");
    let model = repository("models/demo.bin");
    let args = [
        "practice",
        "night-rigs",
        "--from",
        demo.to_str().unwrap(),
        "--model",
        model.to_str().unwrap(),
        "--json",
    ];
    let ran = home.run(&args);
    // Without the engine nothing is transcribed; the takes are kept all the same.
    assert!(matches!(ran.code, 0 | 1), "{}", ran.err);
    assert_eq!(home.attempt()["plan"]["story"], "night-rigs");
    assert_eq!(home.attempt()["takes"].as_array().unwrap().len(), 5);
}

#[test]
fn a_story_with_nothing_but_its_steps_can_be_learned_at_every_level() {
    let home = Home::new();
    with_rigs(&home);
    for level in ["sde1", "sde2", "senior"] {
        let ran = home.run(&["learn", "night-rigs", "--all", "--level", level]).code(0);
        assert!(ran.out.contains("[I pulled]"), "{}", ran.out);
    }
    let ran = home.run(&["quiz", "night-rigs"]).code(2);
    assert!(ran.err.contains("no quiz") && ran.err.contains("[[quiz]]"), "{}", ran.err);
    assert!(home.run(&["learn", "night-rigs", "--angle", "ownership"]).code(2).err.contains("[[angles]]"));
}

#[test]
fn a_draft_that_lacks_something_says_what() {
    let home = Home::new();
    let missing = file(&home, "a.md", &DRAFT.replace("# Result", "## Outcome"));
    let ran = home.run(&["new", "night-rigs", "--from", &missing]).code(2);
    assert!(ran.err.contains("no text under # Result"), "{}", ran.err);
    let question = file(&home, "b.md", &DRAFT.replace("# Question", "# Notes"));
    let ran = home.run(&["new", "night-rigs", "--from", &question]).code(2);
    assert!(ran.err.contains("which question it answers"), "{}", ran.err);
    home.run(&["new", "night-rigs", "--from", &question, "--question", "ownership-1"]).code(0);
    let text = std::fs::read_to_string(home.data().join("stories/night-rigs.toml")).unwrap();
    assert!(text.contains("far outside your own job"), "{text}");
    assert!(home.run(&["new", "x", "--from", "gone.md"]).code(1).err.contains("gone.md"));
    let ran = home.run(&["new", "x", "--from", &question, "--question", "ownershp-1"]).code(2);
    assert!(ran.err.contains("ownership-1"), "{}", ran.err);
}

#[test]
fn the_template_can_be_practised_at_once_and_has_nothing_to_mend() {
    let home = Home::new();
    home.run(&["new", "my-story", "--template", "--question", "dive-deep-2"]).code(0);
    assert!(home.run(&["validate"]).code(0).out.contains("is fine"));
    let text = std::fs::read_to_string(home.data().join("stories/my-story.toml")).unwrap();
    assert!(text.contains("id = \"my-story\"") && text.contains("competency = \"Dive Deep\""), "{text}");
    assert!(
        home.run_with(&["check", "--story", "my-story", "--step", "task", "-"], "It was not my team.").code
            == 3
    );
}

#[test]
fn nothing_is_written_outside_the_folder_or_over_another_story() {
    let home = Home::new();
    for id in ["../escape", "a/b", "Upper", "", "-x", ".hidden", "a.toml"] {
        let ran = home.run(&["new", "--template", "--", id]).code(2);
        assert!(ran.err.contains("cannot be the id"), "{id}: {}", ran.err);
    }
    assert!(!home.data().join("stories").exists());
    with_rigs(&home);
    let before = std::fs::read_to_string(home.data().join("stories/night-rigs.toml")).unwrap();
    let ran = home.run(&["new", "night-rigs", "--template"]).code(2);
    assert!(ran.err.contains("already") && ran.err.contains("rehearse edit night-rigs"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(home.data().join("stories/night-rigs.toml")).unwrap(), before);
    for taken in ["webhook-drops", "dive-deep-1"] {
        assert!(home.run(&["new", taken, "--template"]).code(2).err.contains("belongs to another"));
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_one_clear_error() {
    let home = Home::new();
    std::fs::create_dir_all(home.data()).unwrap();
    // A file where the folder should be: this stops root, too.
    std::fs::write(home.data().join("stories"), "").unwrap();
    let ran = home.run(&["new", "my-story", "--template"]).code(1);
    assert!(ran.err.starts_with("error: cannot write into") && ran.err.contains("stories"), "{}", ran.err);
}

#[test]
fn without_a_terminal_the_dialogue_names_the_other_ways() {
    let home = Home::new();
    let ran = home.run(&["new", "my-story"]).code(2);
    assert!(ran.err.contains("no terminal") && ran.err.contains("--template"), "{}", ran.err);
    assert!(!home.data().exists());
}

#[test]
fn validate_says_everything_about_every_file_with_its_line() {
    let home = Home::new();
    assert!(home.run(&["validate"]).code(0).err.contains("no stories of your own"));
    let seed = repository("content/stories/webhook-drops.toml");
    let seed = seed.to_str().unwrap();
    let ran = home.run(&["validate", seed]).code(0);
    assert!(ran.out.ends_with("the story \"webhook-drops\" is fine\n"), "{}", ran.out);
    let broken = file(&home, "broken.toml", "format_version = 1\nid = \"../x\"\n");
    let ran = home.run(&["validate", &broken, "gone.toml", seed]).code(1);
    assert!(ran.out.contains("broken.toml:2: \"../x\" cannot be an id"), "{}", ran.out);
    assert!(ran.out.contains("    2 | id = \"../x\"\n"), "{}", ran.out);
    assert!(ran.out.contains("gone.toml") && ran.out.contains("is fine"), "{}", ran.out);
    assert!(ran.out.contains("    Use lower-case letters, digits and single hyphens"), "{}", ran.out);
    let notes = home.run(&["validate", "--json", &broken]).code(1).json();
    assert!(
        notes.as_array().unwrap().iter().any(|note| note["line"] == 2 && note["kind"] == "broken"),
        "{notes}"
    );
}

#[test]
fn an_id_is_taken_once_across_all_files() {
    let home = Home::new();
    with_rigs(&home);
    let text = std::fs::read_to_string(home.data().join("stories/night-rigs.toml")).unwrap();
    let line = text.lines().position(|line| line.starts_with("id = ")).unwrap() + 1;
    let copy = file(&home, "copy.toml", &text);
    let ran = home.run(&["validate", &copy]).code(1);
    assert!(ran.out.contains(&format!("copy.toml:{line}: the id \"night-rigs\" is in")), "{}", ran.out);
    let stolen = file(&home, "stolen.toml", &text.replace("id = \"night-rigs\"", "id = \"webhook-drops\""));
    let ran = home.run(&["validate", &stolen]).code(1);
    assert!(ran.out.contains("belongs to a story or question of the program"), "{}", ran.out);
    std::fs::copy(&stolen, home.data().join("stories/stolen.toml")).unwrap();
    let ran = home.run(&["list"]).code(0);
    assert!(
        ran.err.contains(&format!("stolen.toml:{line}: the id \"webhook-drops\" belongs")),
        "{}",
        ran.err
    );
}

#[test]
fn a_text_that_does_not_keep_what_it_teaches_is_to_be_mended_and_still_usable() {
    let home = Home::new();
    with_rigs(&home);
    let path = home.data().join("stories/night-rigs.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("I wrote a check", "We cheered. I wrote a check")).unwrap();
    let ran = home.run(&["validate"]).code(3);
    assert!(
        ran.out.contains("to mend") && ran.out.contains("we") && ran.out.contains("usable"),
        "{}",
        ran.out
    );
    home.run(&["list", "--mine"]).code(0);
}

#[test]
fn phrases_that_nothing_can_say_are_refused_and_those_that_are_alike_are_to_be_mended() {
    let home = Home::new();
    with_rigs(&home);
    let path = home.data().join("stories/night-rigs.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.contains("phrases = [\"I pulled\""), "{text}");
    std::fs::write(
        &path,
        text.replace("phrases = [\"I pulled\"", "phrases = [\"to one\", \"the\", \"I pulled\""),
    )
    .unwrap();
    let ran = home.run(&["validate"]).code(1);
    assert!(ran.out.contains("only small words"), "{}", ran.out);
    std::fs::write(&path, text.replace("\"I pulled\"", "\"I pulled\", \"I pulled the\"")).unwrap();
    let ran = home.run(&["validate", "--explain"]).code(3);
    assert!(ran.out.contains("cannot be told apart"), "{}", ran.out);
    assert!(ran.out.contains("\"I pulled\" is heard as: i pull"), "{}", ran.out);
}

#[test]
fn an_edited_story_is_checked_and_a_built_in_one_is_copied_only_when_asked() {
    let home = Home::new();
    with_rigs(&home);
    let ran = edit(&home, &["night-rigs"], "s/^title = .*/title = \"Fuses\"/");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(home.run(&["list", "--mine"]).out.contains("Fuses"));
    let ran = edit(&home, &["night-rigs"], "s/^target_seconds = 30/target_seconds = 0/");
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("`target_seconds` is 0"), "{}", ran.out);
    let ran = edit(&home, &["night-rigs"], "s/^target_seconds = 0/target_seconds = 30/");
    assert_eq!(ran.code, 0, "a broken story can be edited: {}", ran.err);
    let ran = edit(&home, &["webhook-drops"], "s/a/b/");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("--copy my-webhook-drops"), "{}", ran.err);
    let ran = edit(&home, &["webhook-drops", "--copy", "my-webhooks"], "s/^title = .*/title = \"Mine\"/");
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let row = home.run(&["list", "--mine", "--json"]).json();
    assert!(
        row.as_array().unwrap().iter().any(|row| row["id"] == "my-webhooks" && row["title"] == "Mine"),
        "{row}"
    );
    assert_eq!(edit(&home, &["dive-deep-1"], "s/a/b/").code, 2);
    assert_eq!(edit(&home, &["nothing-like-it"], "s/a/b/").code, 2);
}

#[test]
fn an_editor_that_is_not_there_leaves_the_story_as_it_is() {
    let home = Home::new();
    with_rigs(&home);
    let mut command = home.command();
    command.args(["edit", "night-rigs"]).env("VISUAL", "no-such-editor --wait");
    let ran: Ran = command.stdin(std::process::Stdio::null()).output().unwrap().into();
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("no-such-editor") && ran.err.contains("EDITOR"), "{}", ran.err);
    home.run(&["validate"]).code(0);
}

#[test]
fn the_bank_is_listed_and_read_by_programs() {
    let home = Home::new();
    let all = home.run(&["list", "--questions", "--json"]).code(0).json();
    assert!(all.as_array().unwrap().len() >= 60);
    assert!(home.run(&["list", "--questions"]).code(0).out.contains("dive-deep-1"));
}

#[cfg(unix)]
mod on_a_terminal {
    use super::*;
    use support::pty::Terminal;

    fn start(home: &Home, args: &[&str], rows: u16, columns: u16) -> Terminal {
        let mut command = home.command();
        command.args(args);
        Terminal::start(command, rows, columns)
    }

    #[test]
    fn a_story_is_made_by_talking_and_an_interruption_costs_nothing() {
        let home = Home::new();
        let mut terminal = start(&home, &["new", "night-rigs"], 24, 80);
        terminal.see("Which question does your story answer?");
        terminal.press("openly opposed");
        terminal.see("❯ Have Backbone, Disagree and Commit · Tell me about a decision from above");
        terminal.press("\r");
        terminal.see("A title for your story: Night rigs");
        terminal.press("\r");
        terminal.see("Situation · 30 s, about 70 words");
        // A pasted text of two lines is one answer.
        terminal.press(
            "\x1b[200~I noticed that 14 of 200 test rigs failed.\nThe lab lost two hours a day.\x1b[201~",
        );
        terminal.press("\r");
        terminal.see("And then:");
        terminal.press("\r");
        terminal.see("Key phrases: I noticed; 14 of 200 test rigs; two hours a day");
        terminal.press("\r");
        terminal.see("Task · 20 s");
        terminal.press("\x03");
        assert_eq!(terminal.end(), 130);
        assert!(home.run(&["list", "--mine"]).out.contains("begun: night-rigs (1 of 5 steps are told)"));

        let mut terminal = start(&home, &["new", "night-rigs"], 40, 120);
        terminal.see("You have begun this story: 1 of 5 steps are told.");
        terminal.press("\r");
        let told = [
            ("Task · 20 s", "It was not my team, and nobody had asked me to look."),
            ("Action · 90 s", "I pulled the power logs. I wrote a check."),
            ("Result · 20 s", "Failures went from 14 a night to zero."),
            ("Reflection · 15 s", "The fuse had no owner between two budgets."),
        ];
        for (number, (step, text)) in told.iter().enumerate() {
            terminal.see(step);
            terminal.press(text);
            terminal.press("\r");
            terminal.see("And then:");
            terminal.press("\r");
            terminal.see(&format!("the target is {} s.", step.split(' ').nth(2).unwrap()));
            terminal.see("Key phrases:");
            assert!(number < 4);
            terminal.press("\r");
        }
        terminal.see("All five steps are told.");
        terminal.press("\r");
        assert_eq!(terminal.end(), 0);
        home.run(&["validate"]).code(0);
        assert!(!home.data().join("drafts/night-rigs.json").exists());
    }

    #[test]
    fn plain_lines_ask_the_same_and_escape_is_q() {
        let home = Home::new();
        let mut terminal = start(&home, &["new", "night-rigs", "--plain"], 24, 80);
        terminal.see("options: type words to search");
        terminal.press("openly opposed\n");
        terminal.see("A title for your story:");
        terminal.press("My rigs\n");
        terminal.see("Your words:");
        terminal.press("\x04");
        assert_eq!(terminal.end(), 130);
        let mut terminal = start(&home, &["new", "night-rigs", "--plain"], 24, 80);
        terminal.see("c) Leave it for now");
        terminal.press("q\n");
        assert_eq!(terminal.end(), 0);
    }
}
