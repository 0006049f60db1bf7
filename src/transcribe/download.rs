//! Fetches a model. The only code of the program that opens a network connection (crate `ureq`, feature `download`).

use super::catalog::Entry;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// Where to fetch from, and as whom.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// The whole URL of the file.
    pub url: String,
    /// An access token (`HF_TOKEN`); sent to the host of `url` only, and only over https or to this machine.
    pub token: Option<String>,
}

/// Downloads `entry` into `folder` and checks length and hash. A broken download goes on where it stopped.
/// `progress` hears of the bytes that are here and of all bytes.
///
/// # Errors
/// One clear error each: no connection, not found, refused, wrong length, wrong hash, connection cut (what is here is
/// kept), disk full, another download of the same file at work.
#[cfg(not(feature = "download"))]
pub fn get(
    entry: &Entry,
    _source: &Source,
    _folder: &Path,
    _progress: &mut dyn FnMut(u64, u64),
) -> Result<PathBuf> {
    Err(Error::failed("this program was built without the download")
        .hint(format!("Get {} with a browser, then: rehearse model add FILE", entry.file)))
}

#[cfg(feature = "download")]
pub use http::get;

#[cfg(feature = "download")]
mod http {
    use super::{Entry, Error, Path, PathBuf, Result, Source};
    use crate::transcribe::{check, install, verified};
    use std::fs::{File, OpenOptions};
    use std::io::{Read, Seek, SeekFrom, Write};
    use std::time::Duration;
    use ureq::config::RedirectAuthHeaders;
    use ureq::http::{Response, Uri, header};
    use ureq::{Agent, Body};

    /// A server that is silent for so long is gone.
    const SILENCE: Duration = Duration::from_secs(30);
    /// Larger than any file system's bookkeeping for one file.
    const SPARE_BYTES: u64 = 1 << 20;

    /// Downloads `entry` into `folder` and checks length and hash. A broken download goes on where it stopped.
    /// `progress` hears of the bytes that are here and of all bytes.
    ///
    /// # Errors
    /// One clear error each: no connection, not found, refused, wrong length, wrong hash, connection cut (what is here
    /// is kept), disk full, another download of the same file at work.
    pub fn get(
        entry: &Entry,
        source: &Source,
        folder: &Path,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<PathBuf> {
        let path = folder.join(&entry.file);
        if path.exists() && verified::verify(entry, &path, folder).is_ok() {
            return Ok(path);
        }
        install::create(folder)?;
        let mut part = Part::open(folder.join(format!("{}.part", entry.file)), entry.bytes)?;
        if part.length < entry.bytes {
            let fetched = enough_space(folder, entry.bytes - part.length)
                .and_then(|()| fetch(entry, source, &mut part, progress));
            if fetched.is_err() && part.length == 0 {
                let _ = std::fs::remove_file(&part.path);
            }
            fetched?;
        }
        part.finish(entry, &path)?;
        verified::verify(entry, &path, folder)?;
        Ok(path)
    }

    /// The file that grows.
    struct Part {
        path: PathBuf,
        file: File,
        length: u64,
    }

    impl Part {
        /// Opens what an earlier download left, for this process alone.
        fn open(path: PathBuf, bytes: u64) -> Result<Self> {
            let unwritable = |cause: std::io::Error| Error::io("cannot write", &path, &cause);
            let file =
                OpenOptions::new().create(true).append(true).read(true).open(&path).map_err(unwritable)?;
            lock(&file).map_err(|_| {
                Error::failed(format!("another download of {} is at work", path.display()))
                    .hint("Wait until it has finished.")
            })?;
            let length = file.metadata().map_err(unwritable)?.len();
            let mut part = Self { path, file, length };
            if length > bytes {
                part.restart()?;
            }
            Ok(part)
        }

        fn restart(&mut self) -> Result<()> {
            if self.length > 0 {
                self.file.set_len(0).map_err(|cause| Error::io("cannot write", &self.path, &cause))?;
                self.length = 0;
            }
            Ok(())
        }

        fn write(&mut self, bytes: &[u8]) -> Result<()> {
            self.file.write_all(bytes).map_err(|cause| Error::io("cannot write", &self.path, &cause))?;
            self.length += bytes.len() as u64;
            Ok(())
        }

        /// Checks the whole file and gives it its name. A wrong one is removed: no resuming could mend it.
        fn finish(mut self, entry: &Entry, path: &Path) -> Result<()> {
            let unwritable = |cause: std::io::Error| Error::io("cannot write", &self.path, &cause);
            self.file.sync_all().map_err(unwritable)?;
            self.file.seek(SeekFrom::Start(0)).map_err(unwritable)?;
            if verified::sha256(&self.path)? != entry.sha256 {
                let _ = std::fs::remove_file(&self.path);
                return Err(Error::failed(format!("what came is not {}: its SHA-256 is wrong", entry.file))
                    .hint("Run it again; if this happens twice, the server or something on the way is at fault."));
            }
            if let Err(error) = check::check(&self.path) {
                let _ = std::fs::remove_file(&self.path);
                return Err(error);
            }
            std::fs::rename(&self.path, path).map_err(unwritable)
        }
    }

    fn fetch(
        entry: &Entry,
        source: &Source,
        part: &mut Part,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<()> {
        let mut response = request(source, part.length)?;
        if response.status() == 416 {
            part.restart()?;
            response = request(source, 0)?;
        }
        match response.status().as_u16() {
            200 => part.restart()?,
            206 if range_start(&response) == Some(part.length) => {}
            206 => return Err(Error::failed(format!("{} sent another part than asked for", source.url))),
            status => return Err(refused(entry, source, status)),
        }
        let expected = entry.bytes - part.length;
        if let Some(length) = response.body().content_length().filter(|&length| length != expected) {
            return Err(wrong_length(entry, length + part.length));
        }
        let mut body = response.into_body().into_reader();
        let mut buffer = vec![0; 1 << 17];
        progress(part.length, entry.bytes);
        while part.length < entry.bytes {
            let count = match body.read(&mut buffer) {
                Ok(0) => return Err(cut(entry, part.length, "it ended too early")),
                Ok(count) => count,
                Err(cause) => return Err(cut(entry, part.length, &cause.to_string())),
            };
            if part.length + count as u64 > entry.bytes {
                let _ = std::fs::remove_file(&part.path);
                return Err(wrong_length(entry, part.length + count as u64));
            }
            part.write(&buffer[..count])?;
            progress(part.length, entry.bytes);
        }
        Ok(())
    }

    fn request(source: &Source, from: u64) -> Result<Response<Body>> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            // Without this a token would follow a redirect to another host, or be lost on the way within one.
            .redirect_auth_headers(RedirectAuthHeaders::SameHost)
            .user_agent(concat!("rehearse/", env!("CARGO_PKG_VERSION")))
            // A compressed answer would have another length, and no ranges.
            .accept_encoding("identity")
            .timeout_connect(Some(SILENCE))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE));
        let mut request = config.build().new_agent().get(&source.url);
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        if let Some(token) = source.token.as_ref().filter(|_| confidential(&source.url)) {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        request.call().map_err(|cause| {
            Error::failed(format!("cannot reach {}: {cause}", source.url))
                .hint("Check the network connection, then run it again.")
        })
    }

    /// Whether a token may be sent there: nobody on the way can read it.
    fn confidential(url: &str) -> bool {
        let Ok(uri) = url.parse::<Uri>() else { return false };
        let local = uri.host().is_some_and(|host| ["localhost", "127.0.0.1", "[::1]"].contains(&host));
        uri.scheme_str() == Some("https") || local
    }

    /// Where the sent part begins.
    fn range_start(response: &Response<Body>) -> Option<u64> {
        let range = response.headers().get(header::CONTENT_RANGE)?.to_str().ok()?;
        range.strip_prefix("bytes ")?.split('-').next()?.trim().parse().ok()
    }

    fn refused(entry: &Entry, source: &Source, status: u16) -> Error {
        let by_hand = format!("Or get {} elsewhere, then: rehearse model add FILE", entry.file);
        let (why, hint) = match status {
            401 | 403 => {
                ("the server refuses it", "Set HF_TOKEN to an access token of yours and run it again.")
            }
            404 | 410 => ("it is not there", "Is HF_ENDPOINT right?"),
            429 => ("too many requests", "Wait some minutes and run it again."),
            500..=599 => ("the server has a problem", "Run it again later."),
            _ => ("the answer makes no sense", "Run it again later."),
        };
        Error::failed(format!("cannot get {}: {why} (HTTP {status})", source.url))
            .hint(format!("{hint} {by_hand}"))
    }

    fn wrong_length(entry: &Entry, length: u64) -> Error {
        Error::failed(format!(
            "the server offers {length} bytes for {} instead of {}",
            entry.file, entry.bytes
        ))
        .hint("That is another file. Is HF_ENDPOINT right?")
    }

    fn cut(entry: &Entry, here: u64, why: &str) -> Error {
        let megabytes = |bytes: u64| bytes as f64 / 1e6;
        let (here, all) = (megabytes(here), megabytes(entry.bytes));
        Error::failed(format!("the connection was cut at {here:.1} of {all:.1} MB ({why})"))
            .hint("What is here is kept: run it again to go on from there.")
    }

    /// Fails before anything is downloaded that would not fit.
    #[cfg(unix)]
    fn enough_space(folder: &Path, bytes: u64) -> Result<()> {
        let Ok(disk) = rustix::fs::statvfs(folder) else { return Ok(()) };
        let free = disk.f_bavail.saturating_mul(disk.f_frsize);
        if free >= bytes.saturating_add(SPARE_BYTES) {
            return Ok(());
        }
        let (needed, free) = (bytes as f64 / 1e6, free as f64 / 1e6);
        Err(Error::failed(format!(
            "{needed:.0} MB are needed in {}, {free:.0} MB are free",
            folder.display()
        ))
        .hint("Free some disk space, then try again."))
    }

    #[cfg(not(unix))]
    fn enough_space(_folder: &Path, _bytes: u64) -> Result<()> {
        Ok(())
    }

    #[cfg(unix)]
    fn lock(file: &File) -> std::io::Result<()> {
        rustix::fs::flock(file, rustix::fs::FlockOperation::NonBlockingLockExclusive).map_err(Into::into)
    }

    #[cfg(not(unix))]
    fn lock(_file: &File) -> std::io::Result<()> {
        Ok(())
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn a_token_goes_only_where_nobody_can_read_it() {
            assert!(confidential("https://huggingface.co/x"));
            assert!(confidential("http://localhost:8000/x") && confidential("http://127.0.0.1:1/x"));
            assert!(!confidential("http://mirror.example/x") && !confidential("nonsense"));
        }

        #[test]
        fn a_download_that_cannot_fit_is_refused_before_it_begins() {
            let folder = tempfile::tempdir().unwrap();
            assert!(enough_space(folder.path(), 1).is_ok());
            let error = enough_space(folder.path(), u64::MAX / 2).unwrap_err();
            assert!(error.message().contains("MB are needed"));
        }
    }
}
