//! The stories and questions at hand: embedded ones, and those of folders. The edge of this stage to the disk.

use super::node::line_of;
use super::parse::{self, Content};
use super::problem::{self, Problem};
use super::question::Question;
use super::story::Story;
use crate::error::{Error, Kind, Result};
use std::path::{Path, PathBuf};

/// The content that is a part of the program: path and text.
const EMBEDDED: &[(&str, &str)] = &[
    ("content/stories/webhook-drops.toml", include_str!("../../content/stories/webhook-drops.toml")),
    ("content/stories/crash-on-launch.toml", include_str!("../../content/stories/crash-on-launch.toml")),
    ("content/stories/ledger-migration.toml", include_str!("../../content/stories/ledger-migration.toml")),
    ("content/stories/quiet-nights.toml", include_str!("../../content/stories/quiet-nights.toml")),
    ("content/stories/unread-invoice.toml", include_str!("../../content/stories/unread-invoice.toml")),
    ("content/stories/warm-aisle.toml", include_str!("../../content/stories/warm-aisle.toml")),
    ("content/stories/missing-payslips.toml", include_str!("../../content/stories/missing-payslips.toml")),
    (
        "content/questions/leadership-principles.toml",
        include_str!("../../content/questions/leadership-principles.toml"),
    ),
    ("content/questions/general.toml", include_str!("../../content/questions/general.toml")),
];

/// The largest content file that is read, in bytes; the embedded stories have about 20,000.
const LARGEST_FILE: u64 = 1_000_000;

/// The stories and questions at hand, and what is wrong with the files that could not be used.
#[derive(Debug, Default)]
pub struct Library {
    stories: Vec<(Story, Origin)>,
    questions: Vec<(Question, Origin)>,
    problems: Vec<Problem>,
}

/// What can be told in an interview.
#[derive(Debug, Clone, Copy)]
pub enum Told<'a> {
    /// A worked story.
    Story(&'a Story),
    /// A question of the bank.
    Question(&'a Question),
}

/// Where a story comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It is a part of the program.
    BuiltIn,
    /// It was read from this file.
    File(PathBuf),
}

impl Library {
    /// The embedded content and that of the folders in `extra` (each also with its `stories` and `questions`
    /// folders); folders that do not exist are passed over. A broken file costs only itself: see [`Self::problems`].
    ///
    /// # Errors
    /// When the embedded content is broken, which the tests rule out.
    pub fn load(extra: &[PathBuf]) -> Result<Self> {
        let mut library = Self::embedded()?;
        for folder in extra {
            for folder in [folder.clone(), folder.join("stories"), folder.join("questions")] {
                library.add_folder(&folder);
            }
        }
        Ok(library)
    }

    fn embedded() -> Result<Self> {
        let mut library = Self::default();
        for (file, text) in EMBEDDED {
            let file = Path::new(file);
            let content =
                parse::parse_any(text, file).map_err(|problems| problem::as_error(file, &problems))?;
            library.add(content, &Origin::BuiltIn, text);
        }
        Ok(library)
    }

    fn add_folder(&mut self, folder: &Path) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return,
            Err(cause) => return self.unreadable(folder, &cause.to_string()),
        };
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.retain(|file| file.extension().is_some_and(|extension| extension == "toml"));
        files.sort();
        for file in files {
            match read_text(&file) {
                Err(error) => self.unreadable(&file, error.message()),
                Ok(text) => match parse::parse_any(&text, &file) {
                    Ok(content) => self.add(content, &Origin::File(file), &text),
                    Err(problems) => self.problems.extend(problems),
                },
            }
        }
    }

    fn unreadable(&mut self, path: &Path, cause: &str) {
        self.problems.push(Problem::new(path, 0, format!("cannot be read ({cause})"), "Check the file."));
    }

    /// Adds content; what is there already stays, so that a file can override nothing by accident. `text` is where the
    /// content was read from, for the line of an id that is taken.
    fn add(&mut self, content: Content, origin: &Origin, text: &str) {
        match content {
            Content::Story(story) if self.has(&story.id) => {
                self.taken(&story.id, origin, line_of(text, "id"));
            }
            Content::Story(story) => self.stories.push((*story, origin.clone())),
            Content::Questions(questions) => {
                for (number, question) in questions.into_iter().enumerate() {
                    if self.has(&question.id) {
                        let line = line_of(text, &format!("questions.{number}.id"));
                        self.taken(&question.id, origin, line);
                    } else {
                        self.questions.push((question, origin.clone()));
                    }
                }
            }
        }
    }

    /// Whether a story or question has this id.
    pub fn has(&self, id: &str) -> bool {
        self.ids().any(|taken| taken == id)
    }

    fn taken(&mut self, id: &str, origin: &Origin, line: usize) {
        let file = match origin {
            Origin::File(file) => file.clone(),
            Origin::BuiltIn => PathBuf::from("content"),
        };
        let what = match self.origin(id) {
            Some(Origin::File(first)) => format!("the id {id:?} is in {} too", first.display()),
            _ => format!("the id {id:?} belongs to a story or question of the program"),
        };
        self.problems.push(Problem::new(
            &file,
            line,
            what,
            "Choose another id; until then this one is left out.",
        ));
    }

    fn ids(&self) -> impl Iterator<Item = &str> {
        let stories = self.stories.iter().map(|(story, _)| story.id.as_str());
        stories.chain(self.questions().map(|question| question.id.as_str()))
    }

    /// The stories, the embedded ones first.
    pub fn stories(&self) -> impl Iterator<Item = &Story> {
        self.stories.iter().map(|(story, _)| story)
    }

    /// Where the story or question of this id comes from.
    pub fn origin(&self, id: &str) -> Option<&Origin> {
        let story = self.stories.iter().find(|(story, _)| story.id == id).map(|(_, origin)| origin);
        story.or_else(|| {
            self.questions.iter().find(|(question, _)| question.id == id).map(|(_, origin)| origin)
        })
    }

    /// The questions of the bank.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.questions.iter().map(|(question, _)| question)
    }

    /// What is wrong with files that could not be used.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The story of this id.
    ///
    /// # Errors
    /// A usage error with the nearest ids when there is none.
    pub fn find(&self, id: &str) -> Result<&Story> {
        if let Some(story) = self.stories().find(|story| story.id == id) {
            return Ok(story);
        }
        let broken =
            self.problems.iter().find(|problem| problem.file.file_stem().is_some_and(|stem| stem == id));
        if let Some(problem) = broken {
            let file = problem.file.display();
            return Err(Error::failed(format!("the story {id:?} cannot be used: {problem}"))
                .hint(format!("To see everything that is wrong with it: rehearse validate {file}")));
        }
        if self.questions().any(|question| question.id == id) {
            return Err(Error::usage(format!("{id:?} is a question without a worked story"))
                .hint("`rehearse list` names the stories."));
        }
        let ids = self.stories().map(|story| story.id.as_str());
        Err(Error::usage(format!("there is no story {id:?}")).hint(nearest(id, ids)))
    }

    /// The story or question of this id.
    ///
    /// # Errors
    /// A usage error with the nearest ids when there is none.
    pub fn find_told(&self, id: &str) -> Result<Told<'_>> {
        if let Some(question) = self.questions().find(|question| question.id == id) {
            return Ok(Told::Question(question));
        }
        match self.find(id) {
            Ok(story) => Ok(Told::Story(story)),
            // A broken file of that name says what is wrong with it.
            Err(error) if error.kind() == Kind::Failed => Err(error),
            Err(_) => {
                let error = Error::usage(format!("there is no story or question {id:?}"));
                Err(error.hint(nearest(id, self.ids())))
            }
        }
    }

    /// The question of this id.
    ///
    /// # Errors
    /// A usage error with the nearest ids when there is none.
    pub fn find_question(&self, id: &str) -> Result<&Question> {
        self.questions().find(|question| question.id == id).ok_or_else(|| {
            let ids = self.questions().map(|question| question.id.as_str());
            Error::usage(format!("there is no question {id:?}")).hint(nearest(id, ids))
        })
    }
}

/// Reads one story file.
///
/// # Errors
/// When it cannot be read, or with everything that is wrong with it.
pub fn read_story(file: &Path) -> Result<Story> {
    let text = read_text(file)?;
    parse::parse(&text, file).map_err(|problems| problem::as_error(file, &problems))
}

/// Reads one content file of any kind and says everything that is wrong with it.
///
/// # Errors
/// When it cannot be read at all.
pub fn check_file(file: &Path) -> Result<Result<Content, Vec<Problem>>> {
    let text = read_text(file)?;
    Ok(parse::parse_any(&text, file))
}

/// The text of a story that is a part of the program.
pub fn built_in_text(id: &str) -> Option<&'static str> {
    let file = format!("content/stories/{id}.toml");
    EMBEDDED.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
}

/// The text of a content file.
///
/// # Errors
/// When it is no plain file, too large, or no UTF-8 text.
pub fn read_text(file: &Path) -> Result<String> {
    let failed = |cause: std::io::Error| Error::io("cannot read", file, &cause);
    let about = std::fs::metadata(file).map_err(failed)?;
    if about.is_dir() {
        return Err(Error::usage(format!("{} is a folder", file.display())).hint("Name a story file."));
    }
    // A pipe or device would block, or never end.
    if !about.is_file() {
        return Err(Error::usage(format!("{} is not a plain file", file.display())));
    }
    if about.len() > LARGEST_FILE {
        return Err(Error::failed(format!("{} is too large for a content file", file.display())));
    }
    let bytes = std::fs::read(file).map_err(failed)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes().iter().take(good).filter(|byte| **byte == b'\n').count() + 1;
        Error::failed(format!("{}:{line}: this is not UTF-8 text", file.display()))
            .hint("Save the file as UTF-8.")
    })?;
    // Windows editors put a mark in front.
    Ok(text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned))
}

/// Names the ids that are most like the one asked for.
fn nearest<'a>(wanted: &str, ids: impl Iterator<Item = &'a str>) -> String {
    let mut scored: Vec<(f64, &str)> =
        ids.map(|id| (strsim::jaro_winkler(&wanted.to_lowercase(), id), id)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let close: Vec<&str> =
        scored.iter().filter(|(score, _)| *score > 0.7).take(3).map(|(_, id)| *id).collect();
    if close.is_empty() {
        "`rehearse list` names them.".to_owned()
    } else {
        format!("Did you mean {}? `rehearse list` names all.", close.join(" or "))
    }
}
