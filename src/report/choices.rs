//! The settings, each with where it comes from.

use super::{Column, Style, table, wash};
use serde::Serialize;
use std::path::Path;

/// One setting as it holds now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setting {
    /// Its key in the file.
    pub key: &'static str,
    /// Its value; `None`: the default.
    pub value: Option<String>,
    /// What the default is, in words.
    pub default: &'static str,
    /// Where the value comes from: default, file, environment, flag.
    pub from: &'static str,
}

/// The settings as a table, and where the file is.
pub fn settings(all: &[Setting], file: &Path, exists: bool, style: &Style) -> String {
    let columns = [Column::left("setting"), Column::left("value"), Column::left("from")];
    let row = |one: &Setting| {
        let value = one.value.clone().unwrap_or_else(|| format!("({})", one.default));
        vec![one.key.to_owned(), value, one.from.to_owned()]
    };
    let rows: Vec<Vec<String>> = all.iter().map(row).collect();
    let table = table(&columns, &rows, style);
    let file = wash(&file.display().to_string()).into_owned();
    let next = if exists {
        format!("File: {file}\nChange it: rehearse config edit, or rehearse config set KEY VALUE")
    } else {
        format!("File: {file} (not there)\nMake it: rehearse config init, or rehearse config set KEY VALUE")
    };
    format!("{table}\n{next}\n")
}
