//! `model`: list, download, add and remove speech models.

use crate::cli::{ModelAction, ModelArgs};
use crate::config::Folders;
use crate::error::{Error, Result};
use crate::transcribe::catalog::Catalog;
use crate::transcribe::download::{self, Source};
use crate::transcribe::install;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde::Serialize;
use std::fmt::Write as _;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Does what `rehearse model …` asks for; results go to `out`, the progress of a download to standard error.
///
/// # Errors
/// As the single actions.
pub fn run(args: &ModelArgs, folders: &Folders, out: &mut dyn Write) -> Result<()> {
    let folder = folders.models();
    let said = match &args.action {
        ModelAction::List { json: false } => table(&rows(&folder)?, &folder),
        ModelAction::List { json: true } => json(&rows(&folder)?)?,
        ModelAction::Get { name } => get(name.as_deref(), &folder)?,
        ModelAction::Add { file } => {
            let added = install::add(file, &folder)?;
            format!("{} is ready: {}\n", added.name, added.path.display())
        }
        ModelAction::Remove { name } => format!("Removed {}\n", install::remove(name, &folder)?.display()),
    };
    out.write_all(said.as_bytes()).map_err(|cause| Error::failed(format!("cannot write the answer: {cause}")))
}

/// One model in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The name to use it by.
    name: String,
    /// The file's name.
    file: String,
    /// The file's length.
    bytes: u64,
    /// Whether it can be used without a download.
    here: bool,
    /// Whether it is taken when nothing else is said.
    default: bool,
    /// What it is good for.
    note: String,
    /// Where it is.
    path: Option<PathBuf>,
}

/// The models of the catalogue, then those that the person added.
fn rows(folder: &Path) -> Result<Vec<Row>> {
    let catalog = Catalog::embedded()?;
    let known = catalog.entries.iter().map(|entry| {
        let path = folder.join(&entry.file);
        let here = path.is_file();
        Row {
            name: entry.name.clone(),
            file: entry.file.clone(),
            bytes: entry.bytes,
            here: here || entry.built_in,
            default: entry.name == catalog.default,
            note: entry.note.clone(),
            path: here.then_some(path),
        }
    });
    let added = install::added(catalog, folder).into_iter().map(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        Row {
            file: name.clone(),
            name,
            bytes: std::fs::metadata(&path).map_or(0, |file| file.len()),
            here: true,
            default: false,
            note: "added by you".to_owned(),
            path: Some(path),
        }
    });
    Ok(known.chain(added).collect())
}

/// The list for people.
fn table(rows: &[Row], folder: &Path) -> String {
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for row in rows {
        let here = if row.here { "here" } else { "-" };
        let default = if row.default { " (the default)" } else { "" };
        let megabytes = row.bytes as f64 / 1e6;
        let _ = writeln!(text, "{:width$}  {megabytes:>4.0} MB  {here:4}  {}{default}", row.name, row.note);
    }
    let _ = writeln!(text, "\nGet one: rehearse model get NAME. They are kept in {}", folder.display());
    text
}

/// The list for programs.
fn json(rows: &[Row]) -> Result<String> {
    let text = serde_json::to_string_pretty(rows);
    text.map(|text| text + "\n").map_err(|cause| Error::failed(format!("cannot write JSON: {cause}")))
}

fn get(name: Option<&str>, folder: &Path) -> Result<String> {
    let catalog = Catalog::embedded()?;
    let entry = catalog.named(name.unwrap_or(&catalog.default))?;
    if entry.built_in {
        let path = install::demo(folder)?;
        return Ok(format!("{} is inside the program, no download needed: {}\n", entry.name, path.display()));
    }
    let source =
        Source { url: catalog.url(entry, variable("HF_ENDPOINT").as_deref()), token: variable("HF_TOKEN") };
    let mut bar: Option<ProgressBar> = None;
    let result = download::get(entry, &source, folder, &mut |here, all| {
        bar.get_or_insert_with(|| started(&entry.name, here, all)).set_position(here);
    });
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    Ok(format!("{} is ready: {}\n", entry.name, result?.display()))
}

fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// A bar with speed and time left, at what an earlier download left; nothing when nobody watches.
fn started(name: &str, here: u64, all: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(all), ProgressDrawTarget::hidden());
    let template =
        "{msg}  {bar:24}  {decimal_bytes:>9} of {decimal_total_bytes}  {decimal_bytes_per_sec}  {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("━╸─"));
    }
    bar.set_message(name.to_owned());
    // Counted before it is shown: what was here already is no speed.
    bar.set_position(here);
    bar.tick();
    bar.reset_eta();
    if std::io::stderr().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(10));
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::ModelAction::{Add, Get, List, Remove};

    fn run_in(folder: &Path, action: ModelAction) -> Result<String> {
        let mut out = Vec::new();
        let folders = Folders { data: folder.to_owned(), config: folder.join("config.toml") };
        run(&ModelArgs { action }, &folders, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn the_list_says_which_models_are_here_and_which_is_the_default() {
        let folder = tempfile::tempdir().unwrap();
        let list = run_in(folder.path(), List { json: false }).unwrap();
        let line = |name: &str| list.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
        assert!(line("demo ").contains("8 MB  here  understands only"));
        assert!(line("base.en-q8_0 ").contains("82 MB  -"));
        assert!(line("base.en-q8_0 ").ends_with("(the default)"));
    }

    #[test]
    fn a_model_can_be_added_listed_as_json_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("models/demo.bin");
        assert!(run_in(folder.path(), Add { file: demo }).unwrap().starts_with("demo is ready: "));
        let list = run_in(folder.path(), List { json: true }).unwrap();
        let list: serde_json::Value = serde_json::from_str(&list).unwrap();
        assert_eq!(list[0]["name"], "demo");
        assert_eq!(list[0]["path"], folder.path().join("models/demo.bin").to_str().unwrap());
        assert_eq!(list[1]["here"], false);
        assert!(run_in(folder.path(), Remove { name: "demo".into() }).unwrap().starts_with("Removed "));
        assert!(run_in(folder.path(), Remove { name: "demo".into() }).is_err());
    }

    #[test]
    fn the_demo_model_needs_no_download_and_an_unknown_name_is_wrong_usage() {
        let folder = tempfile::tempdir().unwrap();
        let said = run_in(folder.path(), Get { name: Some("demo".into()) }).unwrap();
        assert!(said.contains("inside the program"));
        assert!(folder.path().join("models/demo.bin").is_file());
        assert_eq!(run_in(folder.path(), Get { name: Some("huge".into()) }).unwrap_err().exit_code(), 2);
    }
}
