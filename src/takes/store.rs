//! The attempts on disk: create, save, list, load, find. The edge of this stage to the file system.

use super::attempt::{Attempt, AttemptOutcome, FORMAT_VERSION, Mode, Take, format_of};
use super::files;
use crate::error::{Error, Result};
use crate::plan::{Part, Plan};
use jiff::{ToSpan, ZonedDateTime};
use serde::Deserialize;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The file in an attempt's folder that says what is in it.
pub(super) const ATTEMPT_FILE: &str = "attempt.json";
/// Held while a program works on the attempt.
const LOCK_FILE: &str = ".lock";
/// How an id begins: when the attempt started.
const TIME: &str = "%Y-%m-%d-%H%M%S";
/// The length of that beginning, with the hyphen before the story's id.
const TIME_LENGTH: usize = 18;

/// All attempts of a person.
#[derive(Debug, Clone)]
pub struct Store {
    folder: PathBuf,
}

/// An attempt that this process works on; nobody else changes it meanwhile.
#[derive(Debug)]
pub struct OpenAttempt {
    /// What it remembers. [`OpenAttempt::save`] writes it.
    pub attempt: Attempt,
    folder: PathBuf,
    _lock: File,
}

impl Store {
    /// The attempts in `folder`, which need not exist yet.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where the attempts are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Begins an attempt: its folder and its file exist when this returns.
    ///
    /// # Errors
    /// When the folder cannot be created or written.
    pub fn begin(&self, plan: Plan, mode: Mode, started: &ZonedDateTime) -> Result<OpenAttempt> {
        files::create_private_folder(&self.folder)?;
        let number = self.next_number(&plan.story);
        let (id, folder) = self.new_folder(&plan.story, started)?;
        let lock = lock(&folder)?.ok_or_else(|| busy(&id))?;
        let attempt = Attempt {
            format_version: format_of(&plan),
            id,
            number,
            mode,
            started: started.clone(),
            plan,
            takes: Vec::new(),
            outcome: AttemptOutcome::Running,
        };
        let open = OpenAttempt { attempt, folder, _lock: lock };
        open.save()?;
        Ok(open)
    }

    /// A name that is not taken: two programs may start in the same second.
    fn new_folder(&self, story: &str, started: &ZonedDateTime) -> Result<(String, PathBuf)> {
        let story: String = story
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        for later in 0..60_i64 {
            let started = started.checked_add(later.seconds()).unwrap_or_else(|_| started.clone());
            let id = format!("{}-{story}", started.strftime(TIME));
            let folder = self.folder.join(&id);
            if files::create_new_folder(&folder)? {
                return Ok((id, folder));
            }
        }
        Err(Error::failed(format!("cannot find a free name in {}", self.folder.display())))
    }

    /// One more than the newest attempt at this story says of itself.
    fn next_number(&self, story: &str) -> u32 {
        let ids = self.ids().unwrap_or_default();
        let of_story: Vec<&String> = ids.iter().filter(|id| story_of(id) == story).collect();
        let newest = of_story.iter().rev().find_map(|id| self.load(id).ok());
        newest.map_or(of_story.len() as u32, |attempt| attempt.number).saturating_add(1)
    }

    /// The ids of all attempts, the oldest first. Cheap: no file is opened.
    ///
    /// # Errors
    /// When the folder exists and cannot be read.
    pub fn ids(&self) -> Result<Vec<String>> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(cause) => return Err(Error::io("cannot read", &self.folder, &cause)),
        };
        let mut ids: Vec<String> = entries
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| looks_like_an_id(name))
            .collect();
        ids.sort();
        Ok(ids)
    }

    /// The attempt that somebody means by `wanted`: its number in the list (1 is the oldest), its id, the beginning of its
    /// id, or a story (its newest attempt).
    ///
    /// # Errors
    /// When none fits, or several do.
    pub fn find(&self, wanted: &str) -> Result<String> {
        let ids = self.ids()?;
        if ids.is_empty() {
            return Err(none_yet());
        }
        if let Some(id) = ids.iter().find(|id| *id == wanted) {
            return Ok(id.clone());
        }
        if let Some(id) = wanted.parse::<usize>().ok().and_then(|number| ids.get(number.checked_sub(1)?)) {
            return Ok(id.clone());
        }
        if let Some(id) = ids.iter().rev().find(|id| story_of(id) == wanted) {
            return Ok(id.clone());
        }
        let beginning = |id: &&String| !wanted.is_empty() && id.starts_with(wanted);
        match ids.iter().filter(beginning).collect::<Vec<_>>().as_slice() {
            [id] => Ok((*id).clone()),
            [] => Err(Error::usage(format!("there is no attempt {wanted:?}"))
                .hint("See the attempts: rehearse review")),
            several => Err(Error::usage(format!("{wanted:?} fits {} attempts", several.len()))
                .hint("Type more of the id: rehearse review lists them.")),
        }
    }

    /// The id of the newest attempt.
    ///
    /// # Errors
    /// When there is none.
    pub fn newest(&self) -> Result<String> {
        self.ids()?.pop().ok_or_else(none_yet)
    }

    /// Reads an attempt.
    ///
    /// # Errors
    /// When it is not there, damaged, or written by a later version of the program.
    pub fn load(&self, id: &str) -> Result<Attempt> {
        read(&self.folder_of(id).join(ATTEMPT_FILE))
    }

    /// Opens an attempt for changes.
    ///
    /// # Errors
    /// As [`Store::load`], and when another program works on it.
    pub fn open(&self, id: &str) -> Result<OpenAttempt> {
        let folder = self.folder_of(id);
        let path = folder.join(ATTEMPT_FILE);
        read(&path)?;
        let lock = lock(&folder)?.ok_or_else(|| busy(id))?;
        // Once more: it may have been changed while we waited for the lock.
        Ok(OpenAttempt { attempt: read(&path)?, folder, _lock: lock })
    }

    /// The folder of an attempt.
    pub fn folder_of(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }
}

impl OpenAttempt {
    /// Writes `attempt.json` anew, in one step.
    ///
    /// # Errors
    /// When it cannot be written; what was there before is untouched.
    pub fn save(&self) -> Result<()> {
        let mut json = serde_json::to_vec_pretty(&self.attempt)
            .map_err(|cause| Error::failed(format!("cannot write the attempt: {cause}")))?;
        json.push(b'\n');
        files::write_atomically(&self.folder.join(ATTEMPT_FILE), &json)
    }

    /// Where the attempt is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes the attempt and its files: for one that holds nothing but copies and could not be completed.
    pub fn discard(self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }

    /// The number and the file of the next take of a part; neither the list nor the folder has them yet.
    pub fn next_take(&self, part: Part) -> (u32, PathBuf) {
        let taken = self.attempt.takes.iter().filter(|take| take.part == part).map(|take| take.number).max();
        let first = taken.unwrap_or(0).saturating_add(1);
        let free = |number: &u32| {
            let wav = self.folder.join(file_name(part, *number));
            !wav.exists() && !crate::capture::part_path(&wav).exists()
        };
        let number = (first..u32::MAX).find(free).unwrap_or(first);
        (number, self.folder.join(file_name(part, number)))
    }

    /// The recording of a take.
    pub fn path_of(&self, take: &Take) -> Option<PathBuf> {
        Some(self.folder.join(take.file.as_ref()?))
    }
}

/// The name of the file of a take.
pub(super) fn file_name(part: Part, number: u32) -> String {
    format!("{part}-{number}.wav")
}

/// Part and number of a file called as [`file_name`] does; a repaired one may say so behind these.
pub fn take_of(file: &str) -> Option<(Part, u32)> {
    let stem = file.strip_suffix(".wav")?;
    let stem = stem.split_once("-recovered").map_or(stem, |(stem, _)| stem);
    let (part, number) = stem.rsplit_once('-')?;
    Some((part.parse().ok()?, number.parse().ok()?))
}

fn none_yet() -> Error {
    Error::failed("there is no attempt yet")
        .hint("Make one: rehearse practice webhook-drops (or rehearse demo)")
}

fn busy(id: &str) -> Error {
    Error::failed(format!("another rehearse works on the attempt {id}")).hint("Let it finish first.")
}

/// The story in an id.
pub fn story_of(id: &str) -> &str {
    id.get(TIME_LENGTH..).unwrap_or("")
}

/// `2026-11-23-180502-story`: anything else in the folder is not ours.
fn looks_like_an_id(name: &str) -> bool {
    const PATTERN: &[u8] = b"dddd-dd-dd-dddddd-";
    name.len() > TIME_LENGTH
        && name.bytes().zip(PATTERN).all(|(c, p)| if *p == b'd' { c.is_ascii_digit() } else { c == *p })
}

/// `None`: somebody else holds it.
pub(super) fn lock(folder: &Path) -> Result<Option<File>> {
    let path = folder.join(LOCK_FILE);
    let file = files::open_private(&path, false).map_err(|cause| Error::io("cannot write", &path, &cause))?;
    match file.try_lock() {
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        // An error: a file system without locks. Better unprotected than unusable.
        Ok(()) | Err(std::fs::TryLockError::Error(_)) => Ok(Some(file)),
    }
}

#[derive(Deserialize)]
struct Version {
    format_version: u32,
}

fn read(path: &Path) -> Result<Attempt> {
    let bytes = std::fs::read(path).map_err(|cause| {
        let error = Error::io("cannot read", path, &cause);
        if cause.kind() == std::io::ErrorKind::NotFound {
            return error.hint(
                "The recordings in that folder can still be used: rehearse practice STORY --from FOLDER",
            );
        }
        error
    })?;
    let damaged = |cause: serde_json::Error| {
        Error::failed(format!("{} is damaged: {cause}", path.display()))
            .hint("The recordings beside it can still be used: rehearse practice STORY --from FOLDER")
    };
    let version: Version = serde_json::from_slice(&bytes).map_err(damaged)?;
    if version.format_version > FORMAT_VERSION {
        let Version { format_version } = version;
        return Err(Error::failed(format!(
            "{} was written by a later version of rehearse (format {format_version}, this one reads up to {FORMAT_VERSION})",
            path.display()
        ))
        .hint("Use the later version. The attempt is left as it is."));
    }
    serde_json::from_slice(&bytes).map_err(damaged)
}
