//! `rehearse validate [FILE…]`: everything that is wrong with story files, at once.

use super::Context;
use super::proof::{Fault, lists, prove};
use crate::analysis::normal_form;
use crate::cli::ValidateArgs;
use crate::content::{Content, Library, OwnStories, Problem, check_file, line_of, read_text};
use crate::error::{Error, Result};
use crate::report::wash;
use serde::Serialize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The longest piece of a line that is quoted.
const QUOTED: usize = 66;

/// What was found in all files.
#[derive(Debug)]
pub struct Report {
    /// One paragraph a problem, one line for a good file.
    pub text: String,
    /// Whether a file cannot be used.
    pub broken: bool,
    /// Whether a text does not keep what it teaches, in a file that can be used.
    pub to_mend: bool,
    notes: Vec<Note>,
}

/// One problem, for programs.
#[derive(Debug, Clone, Serialize)]
struct Note {
    #[serde(flatten)]
    problem: Problem,
    /// `broken`: the file cannot be used. `mend`: it can, but a text does not keep what it teaches.
    kind: &'static str,
}

/// Checks the files, or all stories of one's own. Gives the exit code: 1 when a file cannot be used, 3 when it can and
/// something in it is to be mended.
///
/// # Errors
/// When the own stories cannot be listed.
pub fn run(args: &ValidateArgs, context: &Context) -> Result<u8> {
    let files = if args.files.is_empty() {
        OwnStories::new(&context.folders.data).files()?
    } else {
        args.files.clone()
    };
    if files.is_empty() && !args.json {
        context.output.talk("You have no stories of your own yet. Make one: rehearse new my-first-story\n");
        return Ok(0);
    }
    let mut report = examine(&files, context)?;
    if args.explain {
        report.text.push_str(&explained(&files));
    }
    if args.json {
        context.output.json(&report.notes)?;
    } else {
        context.output.data(&report.text);
    }
    Ok(if report.broken {
        1
    } else if report.to_mend {
        3
    } else {
        0
    })
}

/// Looks at files, one after the other.
///
/// # Errors
/// When the own stories cannot be listed.
pub fn examine(files: &[PathBuf], context: &Context) -> Result<Report> {
    let mut ids = Ids::new(files, &OwnStories::new(&context.folders.data))?;
    let mut report = Report { text: String::new(), broken: false, to_mend: false, notes: Vec::new() };
    for file in files {
        let text = read_text(file).unwrap_or_default();
        let (problems, faults, good) = match check_file(file) {
            Err(error) => (vec![unreadable(file, &error)], Vec::new(), String::new()),
            Ok(Err(problems)) => (problems, Vec::new(), String::new()),
            Ok(Ok(content)) => {
                let (refused, faults, good) = judged(file, &text, &content);
                let mut problems = ids.taken(file, &text, &content);
                problems.extend(refused);
                problems.sort_by_key(|problem| problem.line);
                (problems, faults, good)
            }
        };
        report.broken |= !problems.is_empty();
        report.to_mend |= !faults.is_empty();
        for (kind, problem) in problems
            .iter()
            .map(|problem| ("broken", problem))
            .chain(faults.iter().map(|fault| ("mend", fault)))
        {
            report.text.push_str(&shown(problem, &text));
            report.notes.push(Note { problem: problem.clone(), kind });
        }
        if problems.is_empty() {
            let mend = match faults.len() {
                0 => "fine".to_owned(),
                1 => "usable, with 1 thing to mend".to_owned(),
                more => format!("usable, with {more} things to mend"),
            };
            let _ = writeln!(report.text, "{}", wash(&format!("{}: {good} {mend}", file.display())));
        }
    }
    Ok(report)
}

/// The problem, the line that it is about, and what to write.
fn shown(problem: &Problem, text: &str) -> String {
    let place = match problem.line {
        0 => problem.file.display().to_string(),
        line => format!("{}:{line}", problem.file.display()),
    };
    let mut shown = format!("{}\n", wash(&format!("{place}: {}", problem.what)));
    let line = problem.line.checked_sub(1).and_then(|number| text.lines().nth(number));
    if let Some(line) = line.map(str::trim).filter(|line| !line.is_empty()) {
        let cut: String = line.chars().take(QUOTED).collect();
        let more = if line.chars().count() > QUOTED { " …" } else { "" };
        let _ = writeln!(shown, "    {} | {}{more}", problem.line, wash(&cut));
    }
    let _ = writeln!(shown, "    {}", wash(&problem.write));
    shown
}

fn unreadable(file: &Path, error: &Error) -> Problem {
    let what = error.message().trim_start_matches(&format!("{}: ", file.display())).to_owned();
    let write = error.hint_text().unwrap_or("Check the file.").to_owned();
    Problem { file: file.to_owned(), line: 0, what, write }
}

/// What is refused in a file of the right form, what it does not keep of what it teaches, and what to call it.
fn judged(file: &Path, text: &str, content: &Content) -> (Vec<Problem>, Vec<Problem>, String) {
    match content {
        Content::Story(story) => {
            let problem = |fault: &Fault| Problem {
                file: file.to_owned(),
                line: line_of(text, &fault.place),
                what: if fault.refused { fault.what.clone() } else { format!("to mend: {}", fault.what) },
                write: fault.write.clone(),
            };
            let (refused, mut faults): (Vec<Fault>, Vec<Fault>) =
                prove(story).into_iter().partition(|fault| fault.refused);
            faults.sort_by_key(|fault| line_of(text, &fault.place));
            let good = format!("the story {:?} is", story.id);
            (refused.iter().map(problem).collect(), faults.iter().map(problem).collect(), good)
        }
        Content::Questions(questions) => {
            (Vec::new(), Vec::new(), format!("{} questions are", questions.len()))
        }
    }
}

/// What every phrase of the files comes to when it is compared with speech.
fn explained(files: &[PathBuf]) -> String {
    let mut text = String::new();
    for file in files {
        let Ok(Ok(Content::Story(story))) = check_file(file) else { continue };
        for (place, phrases) in lists(&story) {
            for phrase in phrases {
                let form = normal_form(&phrase.text).unwrap_or_else(|_| "(nothing)".to_owned());
                let line = format!("{} {place}: {:?} is heard as: {form}", story.id, phrase.text);
                let _ = writeln!(text, "{}", wash(&line));
            }
        }
    }
    text
}

/// Which ids are taken, and by which file.
struct Ids {
    built_in: Library,
    taken: HashMap<String, PathBuf>,
}

impl Ids {
    /// The ids of the program, and of those own stories that are not among `files`.
    fn new(files: &[PathBuf], own: &OwnStories) -> Result<Self> {
        let same = |a: &Path, b: &Path| match (a.canonicalize(), b.canonicalize()) {
            (Ok(a), Ok(b)) => a == b,
            _ => a == b,
        };
        let mut taken = HashMap::new();
        for other in own.files()?.into_iter().filter(|other| !files.iter().any(|file| same(file, other))) {
            if let Ok(Ok(content)) = check_file(&other) {
                for (id, _) in ids(&content) {
                    taken.insert(id.to_owned(), other.clone());
                }
            }
        }
        Ok(Self { built_in: Library::load(&[])?, taken })
    }

    /// A problem for each id that something else has; the ids of this file are taken from now on.
    fn taken(&mut self, file: &Path, text: &str, content: &Content) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (id, place) in ids(content) {
            let line = line_of(text, &place);
            let mut note = |what: String| {
                let write = "Choose another id.".to_owned();
                problems.push(Problem { file: file.to_owned(), line, what, write });
            };
            if let Some(first) = self.taken.insert(id.to_owned(), file.to_owned()) {
                note(format!("the id {id:?} is in {} too", first.display()));
            }
            if self.built_in.has(id) && !is_source_of(&self.built_in, id, content) {
                note(format!("the id {id:?} belongs to a story or question of the program"));
            }
        }
        problems
    }
}

/// The ids of a file, each with its place.
fn ids(content: &Content) -> Vec<(&str, String)> {
    match content {
        Content::Story(story) => vec![(&story.id, "id".to_owned())],
        Content::Questions(questions) => {
            let place = |number: usize| format!("questions.{number}.id");
            questions
                .iter()
                .enumerate()
                .map(|(number, question)| (question.id.as_str(), place(number)))
                .collect()
        }
    }
}

/// Whether the file is the very content that the program was built with.
fn is_source_of(built_in: &Library, id: &str, content: &Content) -> bool {
    match content {
        Content::Story(story) => built_in.find(id).is_ok_and(|known| *known == **story),
        Content::Questions(questions) => {
            built_in.find_question(id).is_ok_and(|known| questions.contains(known))
        }
    }
}
