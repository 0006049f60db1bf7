//! Keeps the arrows between the stages true, each foreign crate at its one door, and the files small.
//!
//! It reads the source as words, without comments and strings, and so sees every path, wherever it stands: in a `use`,
//! in a group, behind `super`, or in the middle of a line. The tests at the end prove that it sees violations.

#![allow(clippy::expect_used, reason = "a test that cannot read the source has failed")]

#[path = "layering/source.rs"]
mod source;

use source::{closing, tokens, without_tests};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The stages from left to right. A stage uses itself and what stands to its left.
const ORDER: &[&str] = &[
    "error",
    "transcript",
    "content",
    "plan",
    "countdown",
    "capture",
    "takes",
    "memory",
    "transcribe",
    "analysis",
    "report",
    "terminal",
    "config",
    "cli",
    "commands",
];

/// Crates that enter through one file (with its submodules), so that a new release or a replacement touches one file.
const ONE_FILE: &[&str] = &[
    "cpal",
    "alsa",
    "whisper_rs",
    "ureq",
    "hound",
    "rubato",
    "earshot",
    "indicatif",
    "inquire",
    "rtrb",
    "sha2",
    "etcetera",
    "clap_mangen",
    "rust_stemmers",
    "rustc_hash",
    "smol_str",
];

/// Crates of [`ONE_FILE`] that need more doors: how many, and why.
const MORE_DOORS: &[(&str, usize, &str)] = &[
    ("hound", 3, "one file writes takes, one reads any recording, one reads stretches of a take"),
    ("indicatif", 2, "the live screen, and the bar of a download"),
];

/// Crates that may be named anywhere, each with the reason.
const SHARED: &[(&str, &str)] = &[
    ("serde", "every kept type is written and read"),
    ("serde_json", "the form of files, pipes and --json"),
    ("toml", "the form of content, catalogue and settings"),
    ("jiff", "the time type of attempts"),
    ("clap", "the flags, and completions made from them"),
    ("clap_complete", "a shell is a flag"),
    ("rustix", "one small call each: processes, disk space, terminal"),
    ("signal_hook", "stopping politely is a matter of several edges"),
    ("fastrand", "chance from a seed: one small call each"),
    ("strsim", "plain functions on two texts"),
    ("tempfile", "a folder that goes away by itself"),
    ("unicode_width", "plain functions on a text"),
    ("unicode_segmentation", "plain functions on a text"),
    ("unicode_normalization", "plain functions on a text"),
];

/// The one file that prints.
const PRINTER: &str = "src/terminal/output.rs";
const PRINT_MACROS: &[&str] = &["print", "println", "eprint", "eprintln", "dbg"];
/// A file that is larger holds more than one idea.
const LARGEST: usize = 24 * 1024;

/// How many modules a file is below the crate's root: `src/error.rs` and `src/content/mod.rs` are one below.
fn depth_of(file: &Path) -> usize {
    // The tests of `x.rs` in `x_tests.rs` are a module of `x`.
    let below = file.components().count() - 1 + usize::from(holds_tests(file));
    let own =
        matches!(file.file_name().and_then(|name| name.to_str()), Some("mod.rs" | "lib.rs" | "main.rs"));
    below - usize::from(own)
}

fn stage_of(file: &Path) -> Option<String> {
    let first = file.components().nth(1)?;
    let name = Path::new(first.as_os_str()).file_stem()?.to_str()?;
    Some(name.to_owned()).filter(|name| name != "main" && name != "lib")
}

/// Every name directly below the crate's root that the file uses; `*` stands for the root as a whole.
fn uses(file: &Path, tokens: &[String]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut inline: Vec<usize> = Vec::new();
    let mut braces = 0_usize;
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map_or("", |before| tokens[before].as_str());
        match tokens[at].as_str() {
            "{" => {
                braces += 1;
                if at >= 2 && tokens[at - 2] == "mod" {
                    inline.push(braces);
                }
            }
            "}" => {
                if inline.last() == Some(&braces) {
                    inline.pop();
                }
                braces = braces.saturating_sub(1);
            }
            "crate" | "rehearse" | "super" | "self" if before != "::" => {
                let (up, next) = climb(tokens, at, depth_of(file) + inline.len());
                if up {
                    names(tokens, next, &mut found);
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Follows `crate`, `self` and `super`; says whether the path reaches the crate's root, and where it goes on.
fn climb(tokens: &[String], start: usize, depth: usize) -> (bool, usize) {
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|token| token == word);
    if is(start, "crate") || is(start, "rehearse") {
        // `pub(crate)` names no path; `crate as root` and `{crate}` name everything.
        let path = is(start + 1, "::") || is(start + 1, "as");
        return (path, start + 1);
    }
    let (mut at, mut ups) = (start, 0);
    while is(at, "super") || is(at, "self") {
        ups += usize::from(is(at, "super"));
        if !is(at + 1, "::") {
            at += 1;
            break;
        }
        at += 2;
    }
    let path = is(at - 1, "::") || is(at, "as") || is(at, ";");
    (path && ups >= depth && ups > 0, if is(at - 1, "::") { at - 1 } else { at })
}

/// The names that follow the root: one, or those of a group.
fn names(tokens: &[String], at: usize, found: &mut BTreeSet<String>) {
    let root = || "*".to_owned();
    if tokens.get(at).is_none_or(|word| word != "::") {
        found.insert(root());
        return;
    }
    let Some(first) = tokens.get(at + 1) else { return };
    if first != "{" {
        found.insert(if first == "self" { root() } else { first.clone() });
        return;
    }
    let mut depth = 1_usize;
    let mut expected = true;
    for word in &tokens[at + 2..=closing(tokens, at + 1).min(tokens.len() - 1)] {
        match word.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            "," if depth == 1 => expected = true,
            name if depth == 1 && expected => {
                found.insert(if name == "self" { root() } else { name.to_owned() });
                expected = false;
            }
            _ => {}
        }
    }
}

/// What is wrong with the arrows of a file.
fn wrong_arrows(file: &Path, source: &str) -> Vec<String> {
    let Some(stage) = stage_of(file) else { return Vec::new() };
    let position = |name: &str| ORDER.iter().position(|stage| *stage == name);
    let Some(own) = position(&stage) else {
        return vec![format!("{}: the stage {stage} is not in ORDER", file.display())];
    };
    let bad = |name: &String| position(name).is_none_or(|used| used > own);
    let say = |name: String| match name.as_str() {
        "*" => format!("{}: takes in the whole crate; name the stage", file.display()),
        _ => format!("{}: {stage} may not use {name}, which stands to its right", file.display()),
    };
    uses(file, &tokens(source)).into_iter().filter(bad).map(say).collect()
}

/// The crates of `wanted` that a file names outside its tests.
fn crates_named<'a>(source: &str, wanted: &[&'a str]) -> BTreeSet<&'a str> {
    let tokens = without_tests(&tokens(source));
    let mut found = BTreeSet::new();
    for (at, word) in tokens.iter().enumerate() {
        let Some(name) = wanted.iter().find(|name| *name == word) else { continue };
        let before = at.checked_sub(1).map_or("", |before| tokens[before].as_str());
        let leads = tokens.get(at + 1).is_some_and(|next| next == "::") || matches!(before, "use" | "crate");
        let rooted =
            before != "::" || at < 2 || !tokens[at - 2].chars().all(|c| c.is_alphanumeric() || c == '_');
        if leads && rooted {
            found.insert(*name);
        }
    }
    found
}

/// The print macros that a file uses outside its tests.
fn prints(source: &str) -> Vec<String> {
    let tokens = without_tests(&tokens(source));
    let pairs = tokens.iter().zip(tokens.iter().skip(1));
    pairs
        .filter(|(name, next)| PRINT_MACROS.contains(&name.as_str()) && *next == "!")
        .map(|(name, _)| name.clone())
        .collect()
}

/// The files of the crate, as `src/…`, with their text.
fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).expect("the file can be read");
                files.push((path.strip_prefix(root).expect("inside").to_owned(), text));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_stage_uses_only_what_stands_to_its_left() {
    let wrong: Vec<String> = sources().iter().flat_map(|(file, source)| wrong_arrows(file, source)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_modules_of_the_crate_stand_in_the_order_of_the_stages() {
    let lib = include_str!("../src/lib.rs");
    let modules: Vec<&str> = lib
        .lines()
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .collect();
    assert_eq!(modules, ORDER, "a new stage needs its place in ORDER and in src/lib.rs");
}

/// The doors of every crate: `src/a/x.rs` and `src/a/x/y.rs` are one door.
fn doors(files: &[(PathBuf, String)]) -> BTreeMap<&'static str, BTreeSet<PathBuf>> {
    let mut doors: BTreeMap<&str, BTreeSet<PathBuf>> = BTreeMap::new();
    let all: BTreeSet<PathBuf> = files.iter().map(|(file, _)| file.with_extension("")).collect();
    for (file, source) in files.iter().filter(|(file, _)| !holds_tests(file)) {
        let parent = file.parent().unwrap_or(file);
        let door = if all.contains(parent) { parent.to_owned() } else { file.with_extension("") };
        for name in crates_named(source, ONE_FILE) {
            doors.entry(name).or_default().insert(door.clone());
        }
    }
    doors
}

/// A file `x_tests.rs` holds the tests of `x.rs` beside it.
fn holds_tests(file: &Path) -> bool {
    file.file_stem().and_then(|name| name.to_str()).is_some_and(|name| name.ends_with("_tests"))
}

#[test]
fn a_foreign_crate_enters_through_one_file() {
    let mut doors = doors(&sources());
    doors.retain(|name, files| {
        let more = MORE_DOORS.iter().find(|(crate_name, _, reason)| crate_name == name && !reason.is_empty());
        files.len() > more.map_or(1, |(_, most, _)| *most)
    });
    assert!(doors.is_empty(), "named in too many files: {doors:#?}");
}

#[test]
fn every_dependency_has_its_place_in_one_of_the_two_lists() {
    let manifest = include_str!("../Cargo.toml");
    let mut counts = false;
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            counts = line.ends_with("dependencies]") && !line.contains("dev-dependencies");
            continue;
        }
        let Some((name, _)) = line.split_once('=').filter(|_| counts && !line.starts_with('#')) else {
            continue;
        };
        let name = name.trim().replace('-', "_");
        let places = usize::from(ONE_FILE.contains(&name.as_str()))
            + SHARED.iter().filter(|(shared, reason)| *shared == name && !reason.is_empty()).count();
        assert_eq!(places, 1, "put {name} into ONE_FILE, or into SHARED with the reason");
    }
}

#[test]
fn only_the_output_module_prints() {
    for (file, source) in sources() {
        let found = prints(&source);
        let free = file == Path::new(PRINTER) || holds_tests(&file);
        assert!(found.is_empty() || free, "{} uses {found:?}", file.display());
    }
}

#[test]
fn no_file_holds_more_than_one_idea() {
    for (file, source) in sources() {
        assert!(source.len() <= LARGEST, "{} has {} bytes: divide it", file.display(), source.len());
        let takes_in = tokens(&source);
        let includes = takes_in.windows(2).any(|pair| pair[0] == "include" && pair[1] == "!");
        let elsewhere = source.lines().filter(|line| line.trim_start().starts_with("#[path")).any(|line| {
            let inside = line.split('"').nth(1).is_some_and(|path| !path.contains('/'));
            !inside
        });
        let hidden = includes || elsewhere;
        assert!(!hidden, "{} takes in source that these checks would miss", file.display());
    }
}

/// What the checker says about one line in a file of the content stage.
fn seen_in_content(source: &str) -> Vec<String> {
    wrong_arrows(Path::new("src/content/story.rs"), source)
}

#[test]
fn the_checker_sees_an_arrow_to_the_right_in_every_disguise() {
    for disguise in [
        "use crate::plan;",
        "use crate::{error, plan::Plan};",
        "use crate::{error::{Error, Result}, plan};",
        "use super::super::plan::Plan;",
        "use super::super::{error, plan};",
        "use self::super::super::plan;",
        "use {crate::plan as p};",
        "fn f() -> crate::plan::Plan { loop {} }",
        "mod tests { use super::super::super::plan; }",
        "use crate::*;",
        "use crate as root;",
        "use super::super as root;",
        "use crate::{self as root};",
        "use rehearse::plan;",
        "use crate::/* why */plan;",
    ] {
        assert_eq!(seen_in_content(disguise).len(), 1, "{disguise}");
    }
}

#[test]
fn the_checker_lets_good_arrows_pass() {
    for good in [
        "use crate::error::{Error, Result};",
        "use crate::content::Library;",
        "use super::plan;",
        "mod tests { use super::super::plan; }",
        "pub(crate) fn f() {} pub(super) fn g() {}",
        "// use crate::plan;",
        "/* outer /* crate::plan */ crate::plan */",
        "const A: &str = \"crate::plan\";",
        "const A: &str = r#\"\" crate::plan \"#;",
        "const A: char = '\"'; const B: &str = \"crate::plan\";",
        "fn f<'a>(x: &'a str) {} const B: &str = \"\\\" crate::plan\";",
    ] {
        assert!(seen_in_content(good).is_empty(), "{good}");
    }
    assert!(wrong_arrows(Path::new("src/plan.rs"), "use crate::content::Story;").is_empty());
    assert_eq!(wrong_arrows(Path::new("src/plan.rs"), "use super::takes::Take;").len(), 1);
    assert_eq!(wrong_arrows(Path::new("src/new.rs"), "").len(), 1, "a stage without a place");
}

#[test]
fn the_checker_sees_a_second_door_of_a_crate() {
    for named in ["use cpal::Stream;", "use cpal as c;", "fn f(x: ::cpal::Stream) {}", "use {cpal::Stream};"]
    {
        assert_eq!(crates_named(named, ONE_FILE), BTreeSet::from(["cpal"]), "{named}");
    }
    for other in [
        "mod cpal_edge;",
        "// cpal::x",
        "let cpal = 3;",
        "use crate::capture::cpal::X;",
        "#[cfg(test)] mod tests { use cpal::Stream; }",
    ] {
        assert!(crates_named(other, ONE_FILE).is_empty(), "{other}");
    }
}

#[test]
fn a_file_and_its_submodules_are_one_door() {
    let named = |file: &str| (PathBuf::from(file), "use cpal::Stream;".to_owned());
    let one =
        [named("src/capture/edge.rs"), named("src/capture/edge/linux.rs"), named("src/capture/x_tests.rs")];
    assert_eq!(doors(&one)["cpal"].len(), 1);
    let two = [named("src/capture/edge.rs"), named("src/capture/other.rs")];
    assert_eq!(doors(&two)["cpal"].len(), 2);
}

#[test]
fn the_checker_sees_a_print_outside_tests_only() {
    assert_eq!(prints("fn f() { println!(\"x\"); }"), ["println"]);
    assert_eq!(prints("fn f() { std::eprintln!(\"x\"); }"), ["eprintln"]);
    assert!(prints("#[cfg(test)] mod tests { fn f() { println!(\"x\"); } }").is_empty());
    assert!(prints("fn f() { writeln!(out, \"println!\"); }").is_empty());
}
