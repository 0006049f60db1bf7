//! `rehearse edit ID`: one's own story in one's own editor, checked afterwards.

use super::{Context, new, validate};
use crate::cli::EditArgs;
use crate::content::{Library, Origin, OwnStories, built_in_text, is_id, line_of, read_text};
use crate::error::{Error, Result};
use crate::terminal::{ChooseAsk, prompt};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Opens the story, and says what is wrong with it afterwards. Gives the exit code: 1 when it cannot be used as it is.
///
/// # Errors
/// When there is no such story of one's own, or the editor cannot be started or fails.
pub fn run(args: &EditArgs, context: &Context) -> Result<u8> {
    let library = context.library()?;
    let own = OwnStories::new(&context.folders.data);
    let file = match &args.copy {
        Some(id) => copied(&args.id, id, &library, &own, context)?,
        None => file_of(&args.id, &library, &own)?,
    };
    loop {
        open(&file)?;
        let report = validate::examine(std::slice::from_ref(&file), context)?;
        context.output.data(&report.text);
        if !report.broken {
            let id = args.copy.as_deref().unwrap_or(&args.id);
            context.output.talk(&format!("\nNext:  rehearse practice {id}\n"));
            return Ok(0);
        }
        let Ok(mut asks) = prompt(&context.output) else { return Ok(1) };
        let options = ["Edit it again".to_owned(), "Leave it as it is".to_owned()];
        let ask = ChooseAsk {
            question: "It cannot be used like this.",
            options: &options,
            start: 0,
            search: false,
        };
        if asks.choose(&ask)? != Some(0) {
            return Ok(1);
        }
    }
}

/// The file of a story that may be edited.
fn file_of(id: &str, library: &Library, own: &OwnStories) -> Result<PathBuf> {
    match library.origin(id) {
        Some(Origin::File(file)) => return Ok(file.clone()),
        Some(Origin::BuiltIn) if library.find_question(id).is_ok() => {
            return Err(Error::usage(format!("{id:?} is a question of the program, without a story"))
                .hint(format!("Write your own answer: rehearse new my-answer --question {id}")));
        }
        Some(Origin::BuiltIn) => {
            return Err(Error::usage(format!("{id:?} is a part of the program and stays as it is"))
                .hint(format!("Make a copy of your own and edit that: rehearse edit {id} --copy my-{id}")));
        }
        None => {}
    }
    if is_id(id) {
        // A broken file is in no library, and needs editing most.
        let file = own.file(id);
        if file.is_file() {
            return Ok(file);
        }
        if own.draft(id)?.is_some() {
            return Err(Error::usage(format!("the story {id:?} is not finished yet"))
                .hint(format!("Go on with: rehearse new {id}")));
        }
    }
    library.find(id)?;
    Err(Error::usage(format!("there is no story {id:?} of your own"))
        .hint("`rehearse list --mine` names them."))
}

/// A copy of any story under a new id.
fn copied(from: &str, id: &str, library: &Library, own: &OwnStories, context: &Context) -> Result<PathBuf> {
    library.find(from)?;
    new::free(id, library, own)?;
    let text = match library.origin(from) {
        Some(Origin::File(file)) => read_text(file)?,
        _ => built_in_text(from).unwrap_or_default().to_owned(),
    };
    let line = line_of(&text, "id");
    let renamed: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(number, own)| if number + 1 == line { format!("id = \"{id}\"") } else { own.to_owned() })
        .collect();
    let file = own.write_new(id, &(renamed.join("\n") + "\n"))?;
    context.output.talk(&format!("A copy of {from:?} is yours now: {}\n", file.display()));
    Ok(file)
}

/// Opens the file in `$VISUAL`, else `$EDITOR`, else `vi`, and waits.
///
/// # Errors
/// When there is no such editor, or it fails.
pub fn open(file: &Path) -> Result<()> {
    let chosen = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.trim().is_empty()));
    let editor = chosen.clone().unwrap_or_else(|| "vi".to_owned());
    let hint = format!(
        "Set EDITOR to an editor that waits until you close the file, or open it yourself: {}",
        file.display()
    );
    // The variable may hold flags ("code --wait"): a shell takes it apart, and the file stays one word.
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(file);
        shell
    } else {
        let mut words = editor.split_whitespace();
        let mut command = Command::new(words.next().unwrap_or("notepad"));
        command.args(words).arg(file);
        command
    };
    let status = command.status().map_err(|cause| {
        Error::failed(format!("cannot start the editor {editor:?}: {cause}")).hint(hint.clone())
    })?;
    match status.code() {
        Some(0) => Ok(()),
        Some(127) => Err(Error::failed(format!("there is no editor {editor:?} here")).hint(hint)),
        Some(code) => Err(Error::failed(format!("the editor {editor:?} ended with code {code}")).hint(hint)),
        None => Err(Error::failed(format!("the editor {editor:?} was ended by a signal")).hint(hint)),
    }
}
