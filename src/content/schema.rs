//! Which keys a content file may have, and of which shape. Walks a file and notes everything that does not fit.

use super::node::Node;
use super::problem::Problem;
use std::path::Path;

/// The longest target that makes sense in one breath of an interview, in seconds.
pub(super) const MAX_SECONDS: i64 = 600;

/// What a value must look like.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// A text that is not empty and has at most this many characters.
    Text(usize),
    /// Lower-case letters, digits and single hyphens, at most 64 characters.
    Id,
    /// A whole number; what it may be is judged elsewhere.
    Number,
    /// Whole seconds from 1 to [`MAX_SECONDS`].
    Seconds,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A list of texts, each at most this long; the second number is how many there must be at least.
    Texts(usize, usize),
    /// A key phrase: a text, or a table with `text`, `also` and `exact`.
    Phrase,
    /// A list of key phrases; the number is how many there must be at least.
    Phrases(usize),
    /// A table with these keys.
    Table(&'static [Field]),
    /// A list of tables with these keys; the number is how many there must be at least.
    Tables(&'static [Field], usize),
}

/// One key of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) key: &'static str,
    pub(super) required: bool,
    pub(super) shape: Shape,
}

/// A key that must be there.
pub(super) const fn must(key: &'static str, shape: Shape) -> Field {
    Field { key, required: true, shape }
}

/// A key that may be there.
pub(super) const fn may(key: &'static str, shape: Shape) -> Field {
    Field { key, required: false, shape }
}

/// A phrase fits into one line of the screen.
const PHRASE_LENGTH: usize = 80;
/// The phrases of one step are shown at once, and nobody remembers more.
const MOST_ITEMS: usize = 40;
/// A bank has many questions, but not so many that a listing never ends.
const MOST_TABLES: usize = 1000;
const PHRASE: &[Field] = &[
    must("text", Shape::Text(PHRASE_LENGTH)),
    may("also", Shape::Texts(PHRASE_LENGTH, 0)),
    may("exact", Shape::Flag),
];

/// Everything in `root` that does not fit `fields`.
pub(super) fn check(file: &Path, root: Node<'_>, fields: &[Field]) -> Vec<Problem> {
    let mut walk = Walk { file, problems: Vec::new() };
    walk.table("the file", root, fields);
    walk.problems
}

struct Walk<'p> {
    file: &'p Path,
    problems: Vec<Problem>,
}

impl Walk<'_> {
    fn note(&mut self, line: usize, what: impl Into<String>, write: impl Into<String>) {
        self.problems.push(Problem::new(self.file, line, what, write));
    }

    fn table(&mut self, name: &str, table: Node<'_>, fields: &[Field]) {
        for (key, line) in table.keys() {
            if !fields.iter().any(|field| field.key == key) {
                self.note(line, format!("there is no key `{key}` in {name}"), nearest(key, fields));
            }
        }
        for field in fields {
            match table.get(field.key) {
                Some(value) => self.value(field.key, value, field.shape),
                None if field.required => self.note(
                    table.line(),
                    format!("{name} has no `{}`", field.key),
                    format!("Add: {} = {}", field.key, example(field.shape)),
                ),
                None => {}
            }
        }
    }

    fn value(&mut self, key: &str, value: Node<'_>, shape: Shape) {
        match shape {
            Shape::Text(longest) => self.text(key, value, longest),
            Shape::Id => self.id(key, value),
            Shape::Number if value.number().is_none() => self.wrong(key, value, shape),
            Shape::Flag if value.flag().is_none() => self.wrong(key, value, shape),
            Shape::Number | Shape::Flag => {}
            Shape::Seconds => self.seconds(key, value),
            Shape::OneOf(words) => self.one_of(key, value, words),
            Shape::Phrase if value.is_table() => self.table(&format!("a phrase of `{key}`"), value, PHRASE),
            Shape::Phrase => self.text(key, value, PHRASE_LENGTH),
            Shape::Texts(longest, least) => self.list(key, value, Shape::Text(longest), least),
            Shape::Phrases(least) => self.list(key, value, Shape::Phrase, least),
            Shape::Tables(fields, least) => self.list(key, value, Shape::Table(fields), least),
            Shape::Table(fields) if value.is_table() => self.table(&format!("`{key}`"), value, fields),
            Shape::Table(_) => self.wrong(key, value, shape),
        }
    }

    fn wrong(&mut self, key: &str, value: Node<'_>, shape: Shape) {
        self.note(
            value.line(),
            format!("`{key}` is {}", value.kind()),
            format!("Write: {key} = {}", example(shape)),
        );
    }

    fn list(&mut self, key: &str, value: Node<'_>, item: Shape, least: usize) {
        if !value.is_array() {
            return self.note(
                value.line(),
                format!("`{key}` is {}", value.kind()),
                format!("Write: {key} = [{}]", example(item)),
            );
        }
        let items = value.items();
        if items.len() < least {
            self.note(
                value.line(),
                format!("`{key}` has {} of at least {least} entries", items.len()),
                format!("Add more of the form {}", example(item)),
            );
        }
        let most = if matches!(item, Shape::Table(_)) { MOST_TABLES } else { MOST_ITEMS };
        if items.len() > most {
            self.note(
                value.line(),
                format!("`{key}` has {} entries", items.len()),
                format!("Keep at most {most}."),
            );
        }
        for (number, entry) in items.into_iter().enumerate() {
            match item {
                Shape::Table(fields) if entry.is_table() => {
                    self.table(&format!("`{key}` {}", number + 1), entry, fields);
                }
                _ => self.value(key, entry, item),
            }
        }
    }

    fn text(&mut self, key: &str, value: Node<'_>, longest: usize) {
        let Some(text) = value.text() else { return self.wrong(key, value, Shape::Text(longest)) };
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.note(value.line(), format!("`{key}` is empty"), "Write the text, or leave the key out.");
        } else if length > longest {
            self.note(
                value.line(),
                format!("`{key}` has {length} characters"),
                format!("Keep it within {longest}."),
            );
        }
        // A terminal would obey them instead of showing them.
        if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            self.note(value.line(), format!("`{key}` has control characters"), "Leave them out.");
        }
    }

    fn id(&mut self, key: &str, value: Node<'_>) {
        let Some(text) = value.text() else { return self.wrong(key, value, Shape::Id) };
        if !is_id(text) {
            self.note(
                value.line(),
                format!("{text:?} cannot be an id"),
                "Use lower-case letters, digits and single hyphens, at most 64: my-first-story",
            );
        }
    }

    fn seconds(&mut self, key: &str, value: Node<'_>) {
        match value.number() {
            None => self.wrong(key, value, Shape::Seconds),
            Some(1..=MAX_SECONDS) => {}
            Some(number) => self.note(
                value.line(),
                format!("`{key}` is {number}"),
                format!("Write whole seconds from 1 to {MAX_SECONDS}."),
            ),
        }
    }

    fn one_of(&mut self, key: &str, value: Node<'_>, words: &[&str]) {
        if !value.text().is_some_and(|text| words.contains(&text)) {
            let found = value.text().map_or_else(|| value.kind().to_owned(), |text| format!("{text:?}"));
            self.note(
                value.line(),
                format!("`{key}` is {found}"),
                format!("Write one of: {}", words.join(", ")),
            );
        }
    }
}

/// Whether a text can be an id: it is typed on the command line and becomes a file name.
pub fn is_id(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !text.is_empty()
        && text.len() <= 64
        && text.chars().all(allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}

fn nearest(key: &str, fields: &[Field]) -> String {
    let score = |field: &Field| strsim::jaro_winkler(field.key, key);
    let best = fields.iter().max_by(|a, b| score(a).total_cmp(&score(b)));
    if let Some(field) = best.filter(|field| score(field) > 0.8) {
        return format!("Did you mean `{}`?", field.key);
    }
    let keys: Vec<&str> = fields.iter().map(|field| field.key).collect();
    format!("The keys are: {}", keys.join(", "))
}

fn example(shape: Shape) -> String {
    match shape {
        Shape::Text(_) => "\"…\"".to_owned(),
        Shape::Id => "\"my-first-story\"".to_owned(),
        Shape::Number => "1".to_owned(),
        Shape::Seconds => "30".to_owned(),
        Shape::Flag => "true".to_owned(),
        Shape::OneOf(words) => words.first().map_or_else(String::new, |word| format!("\"{word}\"")),
        Shape::Texts(..) => "[\"…\"]".to_owned(),
        Shape::Phrase => "\"I noticed\"".to_owned(),
        Shape::Phrases(_) => "[\"I noticed\"]".to_owned(),
        Shape::Table(fields) => format!("{{ {} }}", all_required(fields)),
        Shape::Tables(fields, _) => format!("[{{ {} }}]", all_required(fields)),
    }
}

fn all_required(fields: &[Field]) -> String {
    let required = fields.iter().filter(|field| field.required);
    required.map(|field| format!("{} = …", field.key)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_cannot_leave_the_folder() {
        for good in ["a", "webhook-drops", "story-2"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["", "../x", "a/b", "A", "a--b", "-a", "a-", "a b", "ä", &"a".repeat(65)] {
            assert!(!is_id(bad), "{bad}");
        }
    }
}
