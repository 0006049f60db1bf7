//! `rehearse doctor`: microphone, model, engine, folders, disk and stories; each line good, or with the remedy.

use super::{Context, devices};
use crate::capture::{self, InputCheck, Recorder};
use crate::cli::DoctorArgs;
use crate::error::{Error, Result};
use crate::transcribe::{cores, engine_usable, models};
use serde::Serialize;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Below this much free space, in bytes, a person should know: an hour of recording takes 115 MB.
const LITTLE_SPACE: u64 = 500_000_000;

/// How one thing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum State {
    Good,
    /// It works, and could be better.
    Watch,
    Bad,
}

/// One line of the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Finding {
    what: &'static str,
    state: State,
    said: String,
    remedy: Option<String>,
}

impl Finding {
    fn good(what: &'static str, said: impl Into<String>) -> Self {
        Self { what, state: State::Good, said: said.into(), remedy: None }
    }

    fn watch(what: &'static str, said: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what, state: State::Watch, said: said.into(), remedy: Some(remedy.into()) }
    }

    fn bad(what: &'static str, error: &Error) -> Self {
        Self {
            what,
            state: State::Bad,
            said: error.message().to_owned(),
            remedy: error.hint_text().map(str::to_owned),
        }
    }
}

/// Looks at everything that a practice needs. Gives the exit code: 1 when anything has to be mended.
///
/// # Errors
/// When the answer cannot be written.
pub fn run(args: &DoctorArgs, context: &Context) -> Result<u8> {
    devices::in_its_environment(args.device.as_deref())?;
    context.output.talk("Listening to the microphone for a moment …\n");
    let findings = [
        microphone(args.device.as_deref()),
        model(args.model.as_deref(), &context.folders.models()),
        engine(),
        folder(&context.folders.data),
        space(&context.folders.data),
        stories(context),
        Finding::good("version", version()),
    ];
    if args.json {
        context.output.json(&findings)?;
    } else {
        context.output.data(&table(&findings));
    }
    Ok(u8::from(findings.iter().any(|finding| finding.state == State::Bad)))
}

fn microphone(wanted: Option<&str>) -> Finding {
    const WHAT: &str = "microphone";
    let check = capture::microphone(wanted).and_then(Recorder::open).map(|recorder| {
        let check = capture::check_input(&recorder);
        recorder.close();
        check
    });
    match check {
        Err(error) => Finding::bad(WHAT, &error),
        Ok(InputCheck { device, problem: Some(problem), .. }) => Finding::bad(
            WHAT,
            &Error::failed(format!("{device}: {}", problem.message())).hint(problem.remedy()),
        ),
        Ok(InputCheck { device, issue: Some(issue), peak_dbfs, .. }) => {
            let said = format!("{device}: {} (peak {peak_dbfs:.0} dBFS). {}", issue.message(), issue.cause());
            Finding::watch(WHAT, said, issue.remedy())
        }
        Ok(InputCheck { device, level_dbfs, peak_dbfs, .. }) => {
            Finding::good(WHAT, format!("{device}, level {level_dbfs:.0} dBFS, peak {peak_dbfs:.0} dBFS"))
        }
    }
}

fn model(wanted: Option<&str>, folder: &Path) -> Finding {
    const WHAT: &str = "model";
    match models::resolve(wanted, folder) {
        Err(error) => Finding::bad(WHAT, &error),
        Ok(None) => Finding::watch(
            WHAT,
            "none is here: recordings are kept, and not transcribed",
            models::how_to_get_one(),
        ),
        Ok(Some(model)) => {
            let said = format!("{} ({} MB), {}", model.name, model.bytes / 1_000_000, model.path.display());
            match model.warning {
                None => Finding::good(WHAT, said),
                Some(warning) => Finding::watch(WHAT, said, warning),
            }
        }
    }
}

fn engine() -> Finding {
    match engine_usable() {
        Ok(()) => {
            Finding::good("engine", format!("whisper.cpp, on {} of this machine's cores", cores::physical()))
        }
        Err(error) => Finding::bad("engine", &error),
    }
}

/// Whether recordings can be kept there: tried, not guessed.
fn folder(data: &Path) -> Finding {
    const WHAT: &str = "folder";
    let there = nearest_existing(data);
    let attempt = there.join(format!(".rehearse-doctor-{}", std::process::id()));
    match std::fs::write(&attempt, b"x").and_then(|()| std::fs::remove_file(&attempt)) {
        Err(cause) => Finding::bad(
            WHAT,
            &Error::failed(format!("{} cannot be written: {cause}", there.display()))
                .hint("Set REHEARSE_DATA to a folder where recordings can be kept."),
        ),
        Ok(()) if there == data => Finding::good(WHAT, data.display().to_string()),
        Ok(()) => Finding::good(WHAT, format!("{} (made at the first run)", data.display())),
    }
}

fn nearest_existing(path: &Path) -> PathBuf {
    path.ancestors().find(|path| path.is_dir()).unwrap_or(Path::new("/")).to_owned()
}

fn space(data: &Path) -> Finding {
    const WHAT: &str = "disk";
    let Some(free) = free_bytes(&nearest_existing(data)) else {
        return Finding::watch(WHAT, "the free space is not known", "Keep some space free.");
    };
    let said = format!("{:.1} GB free, {} hours of recording", free as f64 / 1e9, free / 115_200_000);
    if free < LITTLE_SPACE {
        return Finding::watch(
            WHAT,
            said,
            "Free some space, or set REHEARSE_DATA to a folder on another disk.",
        );
    }
    Finding::good(WHAT, said)
}

#[cfg(unix)]
fn free_bytes(folder: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(not(unix))]
fn free_bytes(_folder: &Path) -> Option<u64> {
    None
}

fn stories(context: &Context) -> Finding {
    const WHAT: &str = "stories";
    match context.library() {
        Err(error) => Finding::bad(WHAT, &error),
        Ok(library) => {
            let said = format!("{} can be practised", library.stories().count());
            match library.problems() {
                [] => Finding::good(WHAT, said),
                [first, ..] => Finding::watch(
                    WHAT,
                    format!("{said}; not usable: {}", first.file.display()),
                    format!("rehearse validate {}", first.file.display()),
                ),
            }
        }
    }
}

fn version() -> String {
    format!("rehearse {}, {} {}", env!("CARGO_PKG_VERSION"), std::env::consts::OS, std::env::consts::ARCH)
}

fn table(findings: &[Finding]) -> String {
    let mut text = String::new();
    for finding in findings {
        let state = match finding.state {
            State::Good => "good ",
            State::Watch => "watch",
            State::Bad => "bad  ",
        };
        let _ = writeln!(text, "{:<11} {state}  {}", finding.what, finding.said);
        if let Some(remedy) = &finding.remedy {
            let _ = writeln!(text, "{:<11}        → {remedy}", "");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_made_is_bad_and_says_what_to_set() {
        let file = tempfile::NamedTempFile::new().unwrap();
        // Below a file no folder can be made; its parent can be written, so look at a folder that is gone.
        let good = folder(&file.path().with_file_name("not-yet").join("deeper"));
        assert_eq!(good.state, State::Good);
        assert!(good.said.contains("made at the first run"));
        let bad = folder(Path::new("/proc/rehearse"));
        assert_eq!(bad.state, State::Bad);
        assert!(bad.remedy.unwrap().contains("REHEARSE_DATA"));
    }

    #[test]
    fn without_a_model_the_remedy_is_the_download() {
        let models = tempfile::tempdir().unwrap();
        let none = model(None, models.path());
        assert_eq!(none.state, State::Watch);
        assert!(none.remedy.unwrap().contains("rehearse model get"));
        std::fs::write(models.path().join("x.bin"), b"not a model").unwrap();
        assert_eq!(model(Some("x"), models.path()).state, State::Bad);
    }

    #[test]
    fn every_line_has_its_state_as_a_word_and_the_remedy_below() {
        let text = table(&[Finding::good("disk", "10 GB free"), Finding::watch("model", "none", "Get one.")]);
        assert_eq!(
            text,
            "disk        good   10 GB free\nmodel       watch  none\n                   → Get one.\n"
        );
    }
}
