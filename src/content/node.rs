//! A place in a TOML file that knows its line. The one file through which the text of content enters.

use serde::de::DeserializeOwned;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value of a TOML file, with the whole text for its line number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'a> {
    source: &'a str,
    start: usize,
    value: Value<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    Table(&'a DeTable<'a>),
    Other(&'a DeValue<'a>),
}

impl<'a> Node<'a> {
    /// The whole file.
    pub(super) fn root(source: &'a str, table: &'a DeTable<'a>) -> Self {
        Self { source, start: 0, value: Value::Table(table) }
    }

    fn of(self, value: &'a Spanned<DeValue<'a>>) -> Self {
        let inner = match value.get_ref() {
            DeValue::Table(table) => Value::Table(table),
            other => Value::Other(other),
        };
        Self { source: self.source, start: value.span().start, value: inner }
    }

    /// The line on which it stands, from 1.
    pub(super) fn line(self) -> usize {
        line_at(self.source, self.start)
    }

    /// The value under a key, when this is a table that has the key.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let Value::Table(table) = self.value else { return None };
        table.get(key).map(|value| self.of(value))
    }

    /// The keys of a table, each with its line, in the order of the file.
    pub(super) fn keys(self) -> Vec<(&'a str, usize)> {
        let Value::Table(table) = self.value else { return Vec::new() };
        let mut keys: Vec<(&str, usize)> =
            table.keys().map(|key| (key.get_ref().as_ref(), key.span().start)).collect();
        keys.sort_by_key(|(_, start)| *start);
        keys.into_iter().map(|(key, start)| (key, line_at(self.source, start))).collect()
    }

    /// The keys of a table without their lines, which cost a walk through the file each.
    pub(super) fn names(self) -> Vec<&'a str> {
        let Value::Table(table) = self.value else { return Vec::new() };
        table.keys().map(|key| key.get_ref().as_ref()).collect()
    }

    /// The items of an array; nothing when it is no array.
    pub(super) fn items(self) -> Vec<Self> {
        let Value::Other(DeValue::Array(array)) = self.value else { return Vec::new() };
        array.iter().map(|item| self.of(item)).collect()
    }

    /// The items of the array under a key; nothing when there is no such array.
    pub(super) fn list(self, key: &str) -> Vec<Self> {
        self.get(key).map(Self::items).unwrap_or_default()
    }

    /// The text of a string.
    pub(super) fn text(self) -> Option<&'a str> {
        match self.value {
            Value::Other(DeValue::String(text)) => Some(text.as_ref()),
            _ => None,
        }
    }

    /// The text of the string under a key; empty when there is none.
    pub(super) fn text_of(self, key: &str) -> &'a str {
        self.get(key).and_then(Self::text).unwrap_or_default()
    }

    /// The number of an integer that fits.
    pub(super) fn number(self) -> Option<i64> {
        match self.value {
            Value::Other(DeValue::Integer(number)) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok()
            }
            _ => None,
        }
    }

    /// The value of a Boolean.
    pub(super) fn flag(self) -> Option<bool> {
        match self.value {
            Value::Other(value) => value.as_bool(),
            Value::Table(_) => None,
        }
    }

    /// Whether this is a table.
    pub(super) fn is_table(self) -> bool {
        matches!(self.value, Value::Table(_))
    }

    /// Whether this is an array.
    pub(super) fn is_array(self) -> bool {
        matches!(self.value, Value::Other(DeValue::Array(_)))
    }

    /// What it is, for a message.
    pub(super) fn kind(self) -> &'static str {
        match self.value {
            Value::Table(_) => "a table",
            Value::Other(value) => match value {
                DeValue::String(_) => "a text",
                DeValue::Integer(_) => "a whole number",
                DeValue::Float(_) => "a number with a point",
                DeValue::Boolean(_) => "true or false",
                DeValue::Datetime(_) => "a date",
                DeValue::Array(_) => "a list",
                DeValue::Table(_) => "a table",
            },
        }
    }
}

fn line_at(source: &str, offset: usize) -> usize {
    let before = source.as_bytes().get(..offset.min(source.len())).unwrap_or_default();
    before.split(|byte| *byte == b'\n').count()
}

/// The line of a value in a content file, from 1: `steps.2.strong` is the strong example of the third step. The nearest
/// value above it counts when there is no such value; 0 when the text is no TOML.
pub fn line_of(source: &str, path: &str) -> usize {
    let walk = |root: Node<'_>| {
        let mut here = root;
        for part in path.split('.') {
            let next = match part.parse::<usize>() {
                Ok(number) => here.items().get(number).copied(),
                Err(_) => here.get(part),
            };
            let Some(next) = next else { break };
            here = next;
        }
        here.line()
    };
    with_root(source, walk).unwrap_or(0)
}

/// Hands the parsed file to `then`; a file that is not TOML gives every syntax error as line and message.
pub(super) fn with_root<T>(
    source: &str,
    then: impl FnOnce(Node<'_>) -> T,
) -> Result<T, Vec<(usize, String)>> {
    let (table, errors) = DeTable::parse_recoverable(source);
    if errors.is_empty() {
        return Ok(then(Node::root(source, table.get_ref())));
    }
    let mut all: Vec<(usize, String)> = errors
        .iter()
        .map(|error| (line_of_error(source, error), error.message().trim().to_owned()))
        .collect();
    all.sort_by_key(|(line, _)| *line);
    // One slip often gives several errors on its line: the first one says it best.
    all.dedup_by_key(|(line, _)| *line);
    Err(all)
}

/// Reads a whole file as `T`.
pub(super) fn typed<T: DeserializeOwned>(source: &str) -> Result<T, (usize, String)> {
    toml::from_str(source).map_err(|error| (line_of_error(source, &error), error.message().to_owned()))
}

fn line_of_error(source: &str, error: &toml::de::Error) -> usize {
    line_at(source, error.span().map_or(0, |span| span.start))
}

/// The words of a text for comparing: lower case, without the punctuation around them ("$8K" and "0.3%" stay whole).
pub(super) fn words(text: &str) -> Vec<String> {
    let plain = text.replace('’', "'");
    plain
        .split(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—'))
        .map(|word| {
            let kept = |c: char| c.is_alphanumeric() || matches!(c, '$' | '€' | '£' | '%');
            let word: Cow<'_, str> = word.trim_matches(|c: char| !kept(c)).into();
            word.to_lowercase()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether `text` has the words of `phrase`, in order and side by side.
pub fn occurs(phrase: &str, text: &str) -> bool {
    let (phrase, text) = (words(phrase), words(text));
    !phrase.is_empty() && text.windows(phrase.len()).any(|window| window == phrase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_knows_its_line_also_inside_an_array_of_tables() {
        let source = "a = 1\n\n[[steps]]\nx = \"one\"\n\n[[steps]]\nx = \"two\"\n";
        let lines = with_root(source, |root| {
            let steps = root.list("steps");
            (steps[1].line(), steps[1].get("x").map(Node::line))
        });
        assert_eq!(lines, Ok((6, Some(7))));
    }

    #[test]
    fn a_value_is_found_by_its_path() {
        let source = "a = 1\n\n[[steps]]\nx = \"one\"\n\n[[steps]]\nx = \"two\"\n";
        let line = |path| line_of(source, path);
        assert_eq!((line("steps.1.x"), line("steps.1"), line("steps.1.y"), line("b")), (7, 6, 6, 1));
        assert_eq!(line_of("= =", "a"), 0);
    }

    #[test]
    fn every_syntax_error_is_given_with_its_line() {
        let errors = with_root("a = \nb = 1\nc = = 2\n", |_| ()).unwrap_err();
        let lines: Vec<usize> = errors.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 3]);
    }

    #[test]
    fn a_phrase_occurs_whatever_the_case_and_the_punctuation_around_it() {
        assert!(occurs("$8K per week", "it was “$8k per week”."));
        assert!(occurs("not my team", "It was not my team, really"));
        assert!(!occurs("ticket", "ticketing"));
        assert!(!occurs("not my team", "not, um, my team"));
        assert!(!occurs("", "anything"));
    }
}
