//! One value of the settings file, changed in its text: comments and order stay as they are. Pure.

use super::{Key, Settings};
use crate::error::{Error, Result};
use std::ops::Range;
use std::path::Path;
use toml::de::DeTable;

/// The text with `key` set to `value`: in place where it is set, else where the file has it as a comment, else at the end.
///
/// # Errors
/// When the file has problems already, or the key cannot have this value.
pub fn set(text: &str, key: Key, value: &str, file: &Path) -> Result<String> {
    Settings::parse(text, file)?;
    let switch = value.trim().parse::<bool>().ok().filter(|_| key.is_switch());
    let written = switch.map_or_else(|| quoted(value), |switch| switch.to_string());
    let changed = if let Some((_, place)) = place_of(text, key) {
        format!("{}{written}{}", &text[..place.start], &text[place.end..])
    } else if let Some(line) = commented(text, key) {
        format!("{}{key} = {written}{}", &text[..line.start], &text[line.end..])
    } else {
        let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        format!("{text}{end}{key} = {written}\n")
    };
    Settings::parse(&changed, file).map_err(|_| {
        Error::usage(format!("{key} cannot be {value:?}")).hint(match key {
            Key::Level => "The levels are sde1, sde2, senior and none.",
            _ if key.is_switch() => "It is true or false.",
            _ => "It is a text.",
        })
    })?;
    Ok(changed)
}

/// The text with `key` as a comment; as it was when the key is not set.
///
/// # Errors
/// When the file has problems already.
pub fn unset(text: &str, key: Key, file: &Path) -> Result<String> {
    Settings::parse(text, file)?;
    let Some((start, value)) = place_of(text, key) else { return Ok(text.to_owned()) };
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let lines = text[line..value.end].replace('\n', "\n#");
    Ok(format!("{}#{lines}{}", &text[..line], &text[value.end..]))
}

fn quoted(value: &str) -> String {
    toml::Value::String(value.trim().to_owned()).to_string()
}

/// Where the key begins, and where its value stands.
fn place_of(text: &str, key: Key) -> Option<(usize, Range<usize>)> {
    let table = DeTable::parse(text).ok()?;
    let (name, value) = table.get_ref().iter().find(|(name, _)| name.get_ref().as_ref() == key.as_str())?;
    Some((name.span().start, value.span()))
}

/// The line that has the key as a comment ("#level = …"), without its end.
fn commented(text: &str, key: Key) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end_matches(['\n', '\r']);
        let rest =
            bare.strip_prefix('#').map(str::trim_start).and_then(|rest| rest.strip_prefix(key.as_str()));
        if rest.is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return Some(start..start + bare.len());
        }
        start += line.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::TEMPLATE;
    use super::*;

    fn set(text: &str, key: Key, value: &str) -> Result<String> {
        super::set(text, key, value, Path::new("config.toml"))
    }

    #[test]
    fn a_value_takes_the_place_of_its_comment_and_then_of_itself() {
        let once = set(TEMPLATE, Key::Level, "sde2").unwrap();
        assert_eq!(once, TEMPLATE.replace("#level = \"sde2\"", "level = \"sde2\""));
        let twice = set(&once, Key::Level, "senior").unwrap();
        assert_eq!(twice, TEMPLATE.replace("#level = \"sde2\"", "level = \"senior\""));
        let back = unset(&twice, Key::Level, Path::new("c")).unwrap();
        assert_eq!(back, TEMPLATE.replace("#level = \"sde2\"", "#level = \"senior\""));
    }

    #[test]
    fn comments_behind_and_around_a_value_stay() {
        let text = "# mine\nmodel = 'tiny.en' # fast\n\nhints = false";
        let changed = set(text, Key::Model, "C:\\models\\\"x\".bin").unwrap();
        assert!(changed.starts_with("# mine\nmodel = ") && changed.contains(" # fast\n"), "{changed}");
        let read = Settings::parse(&changed, Path::new("c")).unwrap();
        assert_eq!(read.model.as_deref(), Some("C:\\models\\\"x\".bin"));
        assert_eq!(set(text, Key::Hints, "true").unwrap(), text.replace("false", "true"));
        assert_eq!(set(text, Key::Plain, "true").unwrap(), format!("{text}\nplain = true\n"));
        assert_eq!(unset(text, Key::Device, Path::new("c")).unwrap(), text);
    }

    #[test]
    fn a_value_that_cannot_be_is_refused_and_so_is_a_file_with_problems() {
        assert!(set("", Key::Level, "staff").unwrap_err().hint_text().unwrap().contains("sde1"));
        assert!(set("", Key::Hints, "yes").is_err());
        assert!(set("", Key::Hints, "true\nlevel = \"sde1\"").is_err(), "one value, one key");
        assert!(set("", Key::Device, " ").is_err());
        assert!(set("colour = 1\n", Key::Hints, "true").unwrap_err().message().contains("colour"));
    }
}
