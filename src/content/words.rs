//! The words of the rules: `words.toml`, embedded, and a person's own file of the same form that adds to it.

use super::library::read_text;
use super::node::{self, Node};
use super::pattern::{self, Piece};
use super::problem::{self, Problem};
use crate::error::Result;
use std::collections::BTreeMap;
use std::path::Path;

const EMBEDDED: &str = include_str!("../../content/words.toml");
const EMBEDDED_FILE: &str = "content/words.toml";
const FORMAT_VERSION: i64 = 1;

/// A pattern, and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it stands in the file.
    pub written: String,
    /// What it asks for.
    pub pieces: Vec<Piece>,
}

/// Lists of patterns by name: `families` by their own names, the lists of a rule as `rule.list`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What a pattern may name in braces.
    pub families: BTreeMap<String, Vec<Pattern>>,
    /// The lists of the rules, as `scope.says`.
    pub lists: BTreeMap<String, Vec<Pattern>>,
    /// Irregular forms by the plain word: `give` has `gave`, `given`.
    pub irregular: BTreeMap<String, Vec<String>>,
}

impl Words {
    /// The words that are a part of the program.
    ///
    /// # Errors
    /// When the embedded file is broken, which the tests rule out.
    pub fn built_in() -> Result<Self> {
        Self::from_text(EMBEDDED)
    }

    /// The words of this text alone, read as the embedded file is.
    ///
    /// # Errors
    /// With everything that is wrong with it.
    pub fn from_text(text: &str) -> Result<Self> {
        let mut words = Self::default();
        words.add(text, Path::new(EMBEDDED_FILE), true)?;
        Ok(words)
    }

    /// The built-in words and those of this file, if it exists.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong with it.
    pub fn with_own(file: &Path) -> Result<Self> {
        let mut words = Self::built_in()?;
        if file.exists() {
            words.add(&read_text(file)?, file, false)?;
        }
        Ok(words)
    }

    /// Adds the lists of a file to those that are there. `whole`: the file may bring new lists, not only new families.
    fn add(&mut self, text: &str, file: &Path, whole: bool) -> Result<()> {
        let mut reading = Reading { words: self, file, whole, problems: Vec::new() };
        if let Err(errors) = node::with_root(text, |root| reading.file(root)) {
            for (line, what) in errors {
                reading.wrong(line, format!("this is not TOML: {what}"), "Mend this line.");
            }
        }
        let problems = reading.problems;
        if problems.is_empty() { Ok(()) } else { Err(problem::as_error(file, &problems)) }
    }
}

/// A file on its way into the words.
struct Reading<'a> {
    words: &'a mut Words,
    file: &'a Path,
    whole: bool,
    problems: Vec<Problem>,
}

impl Reading<'_> {
    fn wrong(&mut self, line: usize, what: impl Into<String>, write: impl Into<String>) {
        self.problems.push(Problem::new(self.file, line, what, write));
    }

    fn file(&mut self, root: Node) {
        let version = root.get("format_version");
        if version.and_then(Node::number) != Some(FORMAT_VERSION) {
            let line = version.map_or(1, Node::line);
            let what = "the format of this file is not known";
            self.wrong(line, what, format!("Write: format_version = {FORMAT_VERSION}"));
            return;
        }
        // Families first: the patterns of the rules name them.
        for (key, line) in root.keys().into_iter().filter(|(key, _)| *key != "format_version") {
            let Some(section) = root.get(key).filter(|section| section.is_table()) else {
                self.wrong(
                    line,
                    format!("{key} is not a section"),
                    "Write [families] or the section of a rule.",
                );
                continue;
            };
            for (name, line) in section.keys() {
                let Some(list) = section.get(name) else { continue };
                self.list(key, name, line, list);
            }
        }
        // The embedded file names only what is there: a test looks at that, not every start.
        if !self.whole {
            self.references(root);
        }
    }

    fn list(&mut self, section: &str, name: &str, line: usize, list: Node) {
        if !list.is_array() {
            self.wrong(
                line,
                format!("{section}.{name} is {}, not a list", list.kind()),
                "Write [\"…\", \"…\"].",
            );
            return;
        }
        let full = format!("{section}.{name}");
        if !self.whole
            && section != "families"
            && section != "irregular"
            && !self.words.lists.contains_key(&full)
        {
            let known: Vec<&str> = self.words.lists.keys().map(String::as_str).collect();
            self.wrong(
                line,
                format!("no rule has a list {full}"),
                format!("There are: {}.", known.join(", ")),
            );
            return;
        }
        let mut patterns = Vec::new();
        for item in list.items() {
            let Some(text) = item.text() else {
                self.wrong(item.line(), format!("{full} has {}", item.kind()), "Write a pattern in quotes.");
                continue;
            };
            match pattern::read(text) {
                Ok(pieces) => patterns.push(Pattern { written: text.to_owned(), pieces }),
                Err(what) => self.wrong(
                    item.line(),
                    format!("the pattern {text:?} cannot be read: {what}"),
                    "content/README.md shows how patterns are written.",
                ),
            }
        }
        match section {
            "irregular" => {
                let forms = patterns.into_iter().map(|pattern| pattern.written.to_lowercase());
                self.words.irregular.entry(name.to_lowercase()).or_default().extend(forms);
            }
            "families" => self.words.families.entry(name.to_owned()).or_default().extend(patterns),
            _ => self.words.lists.entry(full).or_default().extend(patterns),
        }
    }

    /// Every family that is named must exist, and none may contain itself.
    fn references(&mut self, root: Node) {
        for (section, _) in root.keys() {
            let Some(node) = root.get(section).filter(|node| node.is_table()) else { continue };
            for (name, _) in node.keys() {
                for item in node.list(name) {
                    let Some(pieces) = item.text().and_then(|text| pattern::read(text).ok()) else {
                        continue;
                    };
                    let own = (section == "families").then_some(name);
                    if let Some(what) = self.bad_reference(&pieces, own) {
                        let known: Vec<&str> = self.words.families.keys().map(String::as_str).collect();
                        self.wrong(item.line(), what, format!("There are: {}.", known.join(", ")));
                    }
                }
            }
        }
    }

    fn bad_reference(&self, pieces: &[Piece], own: Option<&str>) -> Option<String> {
        for name in families_in(pieces) {
            if !self.words.families.contains_key(name) {
                return Some(format!("there is no family {{{name}}}"));
            }
            if own.is_some_and(|own| self.reaches(name, own, 0)) {
                return Some(format!("the family {{{}}} contains itself", own.unwrap_or_default()));
            }
        }
        None
    }

    /// Whether the family `from` is or contains the family `to`.
    fn reaches(&self, from: &str, to: &str, depth: usize) -> bool {
        let inside = |pattern: &Pattern| {
            families_in(&pattern.pieces).into_iter().any(|name| self.reaches(name, to, depth + 1))
        };
        depth > self.words.families.len()
            || from == to
            || self.words.families.get(from).is_some_and(|patterns| patterns.iter().any(inside))
    }
}

fn families_in(pieces: &[Piece]) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Family(name) => names.push(name.as_str()),
            Piece::Any(choices) => names.extend(choices.iter().flat_map(|choice| families_in(choice))),
            Piece::Maybe(inner) | Piece::Not(inner) => names.extend(families_in(std::slice::from_ref(inner))),
            _ => {}
        }
    }
    names
}
