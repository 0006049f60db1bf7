//! The words of the rules: `words.toml`, embedded, and a person's own file of the same form that adds to it.

use super::library::read_text;
use super::node::{self, Node};
use super::pattern::{self, Piece, ShortText};
use super::problem::{self, Problem};
use crate::error::Result;
use std::collections::BTreeMap;
use std::path::Path;

/// The words that are a part of the program.
pub(super) const EMBEDDED: &str = include_str!("../../content/words.toml");
const EMBEDDED_FILE: &str = "content/words.toml";
const FORMAT_VERSION: i64 = 1;

/// A pattern, and how it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// As it stands in the file.
    pub written: ShortText,
    /// What it asks for.
    pub pieces: Vec<Piece>,
    /// Whether it is a person's own: then nothing that was learned speaks against it.
    pub own: bool,
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

    /// The built-in words and those of this file; nothing when there is no such file, so that only the built-in ones count.
    ///
    /// # Errors
    /// When the file cannot be read, or with everything that is wrong with it.
    pub fn with_own(file: &Path) -> Result<Option<Self>> {
        if !file.exists() {
            return Ok(None);
        }
        let mut words = Self::built_in()?;
        words.add(&read_text(file)?, file, false)?;
        Ok(Some(words))
    }

    /// Families that a pattern names and that are not there, or contain themselves.
    pub fn broken_references(&self) -> Vec<String> {
        let lists = self.lists.values().flatten().map(|pattern| (None, pattern));
        let of = |(name, list): (&'_ String, &'_ Vec<Pattern>)| -> Vec<String> {
            list.iter().filter_map(|one| self.bad_reference(&one.pieces, Some(name))).collect()
        };
        let bad = lists.filter_map(|(own, one)| self.bad_reference(&one.pieces, own));
        bad.chain(self.families.iter().flat_map(of)).collect()
    }

    fn bad_reference(&self, pieces: &[Piece], own: Option<&str>) -> Option<String> {
        for name in families_in(pieces) {
            if !self.families.contains_key(name) {
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
        depth > self.families.len()
            || from == to
            || self.families.get(from).is_some_and(|patterns| patterns.iter().any(inside))
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
        for key in root.names().into_iter().filter(|key| *key != "format_version") {
            let Some(section) = root.get(key).filter(|section| section.is_table()) else {
                self.wrong(
                    root.get(key).map_or(1, Node::line),
                    format!("{key} is not a section"),
                    "Write [families] or the section of a rule.",
                );
                continue;
            };
            for name in section.names() {
                let Some(list) = section.get(name) else { continue };
                self.list(key, name, list);
            }
        }
        // The embedded file names only what is there: a test looks at that, not every start.
        if !self.whole {
            self.references(root);
        }
    }

    fn list(&mut self, section: &str, name: &str, list: Node) {
        if !list.is_array() {
            self.wrong(
                list.line(),
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
                list.line(),
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
                Ok(pieces) => {
                    let written = ShortText::new(text);
                    patterns.push(Pattern { written, pieces, own: !self.whole });
                }
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
        for section in root.names() {
            let Some(node) = root.get(section).filter(|node| node.is_table()) else { continue };
            for name in node.names() {
                for item in node.list(name) {
                    let Some(pieces) = item.text().and_then(|text| pattern::read(text).ok()) else {
                        continue;
                    };
                    let own = (section == "families").then_some(name);
                    if let Some(what) = self.words.bad_reference(&pieces, own) {
                        let known: Vec<&str> = self.words.families.keys().map(String::as_str).collect();
                        self.wrong(item.line(), what, format!("There are: {}.", known.join(", ")));
                    }
                }
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn own(text: &str) -> Result<Words> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.toml");
        std::fs::write(&file, text).unwrap();
        Words::with_own(&file).map(|words| words.expect("the file is there"))
    }

    fn wrong(text: &str) -> String {
        own(text).unwrap_err().message().to_owned()
    }

    #[test]
    fn a_file_of_ones_own_adds_to_the_lists() {
        let text =
            "format_version = 1\n[scope]\nsays = [\"not my {circus}\"]\n[families]\ncircus = [\"zoo\"]\n";
        let (words, built_in) = (own(text).unwrap(), Words::built_in().unwrap());
        assert_eq!(words.lists["scope.says"].len(), built_in.lists["scope.says"].len() + 1);
        assert!(words.families.contains_key("circus"));
    }

    #[test]
    fn without_a_file_the_built_in_words_count() {
        assert_eq!(Words::with_own(Path::new("/nonexistent/words.toml")), Ok(None));
    }

    #[test]
    fn a_bad_file_names_the_line_and_what_to_write() {
        assert!(wrong("[scope]\n").contains("words.toml:1: the format of this file is not known"));
        let text = wrong("format_version = 1\n[scope]\nsays = [\"not (my\"]\n");
        assert!(
            text.contains("words.toml:3: the pattern \"not (my\" cannot be read: a \"(\" is not closed"),
            "{text}"
        );
        let text = wrong("format_version = 1\n[scoop]\nsays = [\"x\"]\n");
        assert!(text.contains("words.toml:3: no rule has a list scoop.says"), "{text}");
        let text = wrong("format_version = 1\n[scope]\nsays = [\"x {nope}\"]\n");
        assert!(text.contains("words.toml:3: there is no family {nope}"), "{text}");
        let text = wrong("format_version = 1\n[families]\na = [\"{b}\"]\nb = [\"{a}\"]\n");
        assert!(text.contains("contains itself"), "{text}");
        let text = wrong("format_version = 1\n[scope\n");
        assert!(text.contains("words.toml:2: this is not TOML"), "{text}");
        assert!(wrong("format_version = 1\n[scope]\nsays = \"x\"\n").contains("is a text, not a list"));
    }
}
