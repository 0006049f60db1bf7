//! `model get` against a real HTTP server on this machine that does all the things that servers do.
#![cfg(feature = "download")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

use rehearse::error::{Error, Result};
use rehearse::transcribe::catalog::{Catalog, Entry};
use rehearse::transcribe::download::{Source, get};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

/// A real model, since a download is checked like any other model file.
static MODEL: LazyLock<Vec<u8>> = LazyLock::new(|| std::fs::read(demo()).unwrap());

fn demo() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("models/demo.bin")
}

fn entry() -> Entry {
    let demo = Catalog::embedded().unwrap().named("demo").unwrap();
    Entry::new("copy.bin", MODEL.len() as u64, &demo.sha256)
}

/// One request as it came: the lines of its head, in lower case.
type Head = Vec<String>;

/// What a server answers: the whole bytes, after which it closes the connection.
type Answer = dyn Fn(&Head) -> Vec<u8> + Send + Sync;

struct Server {
    port: u16,
    heads: Arc<Mutex<Vec<Head>>>,
}

impl Server {
    /// Answers every request until the test's process ends; a silent client is dropped after 20 s.
    fn start(answer: impl Fn(&Head) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&heads);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten().take(20) {
                let _ = serve(&stream, &seen, &answer);
            }
        });
        Self { port, heads }
    }

    fn source(&self) -> Source {
        Source { url: format!("http://127.0.0.1:{}/copy.bin", self.port), token: None }
    }

    fn heads(&self) -> Vec<Head> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(stream: &TcpStream, seen: &Mutex<Vec<Head>>, answer: &Answer) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.set_write_timeout(Some(Duration::from_secs(20)))?;
    let head: Head = BufReader::new(stream.try_clone()?)
        .lines()
        .map_while(std::io::Result::ok)
        .take_while(|line| !line.is_empty())
        .map(|line| line.to_lowercase())
        .collect();
    seen.lock().unwrap().push(head.clone());
    let mut stream = stream;
    stream.write_all(&answer(&head))
}

/// A head that promises `length` bytes, and the bytes.
fn reply(status: &str, more: &str, length: usize, body: &[u8]) -> Vec<u8> {
    let mut head = format!("HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n");
    if !more.is_empty() {
        let _ = write!(head, "{more}\r\n");
    }
    [head.as_bytes(), b"\r\n", body].concat()
}

/// Where the client wants to go on.
fn wanted_from(head: &Head) -> Option<usize> {
    let range = head.iter().find_map(|line| line.strip_prefix("range: bytes="))?;
    range.trim_end_matches('-').parse().ok()
}

/// A good server: ranges and all.
fn well(head: &Head) -> Vec<u8> {
    match wanted_from(head) {
        None => reply("200 OK", "", MODEL.len(), &MODEL),
        Some(from) => {
            let range = format!("Content-Range: bytes {from}-{}/{}", MODEL.len() - 1, MODEL.len());
            reply("206 Partial Content", &range, MODEL.len() - from, &MODEL[from..])
        }
    }
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn part(&self) -> PathBuf {
        self.path().join("copy.bin.part")
    }

    fn get(&self, source: &Source) -> Result<PathBuf> {
        get(&entry(), source, self.path(), &mut |_, _| ())
    }

    fn error(&self, source: &Source) -> Error {
        self.get(source).unwrap_err()
    }

    fn complete(&self) -> bool {
        std::fs::read(self.path().join("copy.bin")).is_ok_and(|bytes| bytes == *MODEL)
            && !self.part().exists()
    }
}

#[test]
fn a_model_is_downloaded_checked_and_named_and_not_fetched_twice() {
    let (folder, server) = (Folder::new(), Server::start(well));
    let mut heard = Vec::new();
    let path =
        get(&entry(), &server.source(), folder.path(), &mut |here, all| heard.push((here, all))).unwrap();
    assert_eq!(path, folder.path().join("copy.bin"));
    assert!(folder.complete());
    let all = MODEL.len() as u64;
    assert_eq!((heard[0], heard[heard.len() - 1]), ((0, all), (all, all)));
    assert!(heard.is_sorted());
    folder.get(&server.source()).unwrap();
    assert_eq!(server.heads().len(), 1);
}

#[test]
fn a_cut_connection_keeps_what_came_and_the_next_run_goes_on_from_there() {
    let folder = Folder::new();
    let cutting = Server::start(|_| reply("200 OK", "", MODEL.len(), &MODEL[..3_000_000]));
    let error = folder.error(&cutting.source());
    assert!(error.message().contains("cut at 3.0 of 8.0 MB"), "{error}");
    assert!(error.hint_text().unwrap().contains("run it again"));
    assert_eq!(std::fs::metadata(folder.part()).unwrap().len(), 3_000_000);

    let server = Server::start(well);
    folder.get(&server.source()).unwrap();
    assert!(folder.complete());
    assert_eq!(wanted_from(&server.heads()[0]), Some(3_000_000));
}

#[test]
fn a_server_without_ranges_starts_over() {
    let (folder, server) = (Folder::new(), Server::start(|_| reply("200 OK", "", MODEL.len(), &MODEL)));
    std::fs::write(folder.part(), &MODEL[..1000]).unwrap();
    folder.get(&server.source()).unwrap();
    assert!(folder.complete());
}

#[test]
fn a_refused_range_starts_over_and_another_range_is_an_error() {
    let server = Server::start(|head| match wanted_from(head) {
        Some(_) => reply("416 Range Not Satisfiable", "", 0, b""),
        None => well(head),
    });
    let folder = Folder::new();
    std::fs::write(folder.part(), &MODEL[..1000]).unwrap();
    folder.get(&server.source()).unwrap();
    assert!(folder.complete());

    let server = Server::start(|_| {
        let range = format!("Content-Range: bytes 0-{}/{}", MODEL.len() - 1, MODEL.len());
        reply("206 Partial Content", &range, MODEL.len(), &MODEL)
    });
    let folder = Folder::new();
    std::fs::write(folder.part(), &MODEL[..1000]).unwrap();
    assert!(folder.error(&server.source()).message().contains("another part"));
}

#[test]
fn a_complete_part_needs_no_connection_and_one_that_is_too_long_starts_over() {
    let (folder, server) = (Folder::new(), Server::start(well));
    std::fs::write(folder.part(), &*MODEL).unwrap();
    folder.get(&server.source()).unwrap();
    assert!(folder.complete() && server.heads().is_empty());

    let folder = Folder::new();
    std::fs::write(folder.part(), [MODEL.as_slice(), b"more"].concat()).unwrap();
    folder.get(&server.source()).unwrap();
    assert!(folder.complete());
}

#[test]
fn a_wrong_length_is_refused_and_leaves_nothing() {
    let (folder, server) = (Folder::new(), Server::start(|_| reply("200 OK", "", 9, b"<html></h")));
    let error = folder.error(&server.source());
    assert!(error.message().contains("offers 9 bytes for copy.bin instead of 7959376"), "{error}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn more_than_was_announced_to_be_the_file_is_refused() {
    let endless =
        |_: &Head| [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", MODEL.as_slice(), b"more"].concat();
    let (folder, server) = (Folder::new(), Server::start(endless));
    assert!(folder.error(&server.source()).message().contains("instead of 7959376"));
    assert!(!folder.part().exists());
}

#[test]
fn a_wrong_hash_removes_what_came_so_that_the_next_run_can_succeed() {
    let folder = Folder::new();
    let damaging = Server::start(|_| {
        let mut damaged = MODEL.clone();
        damaged[5_000_000] ^= 1;
        reply("200 OK", "", damaged.len(), &damaged)
    });
    let error = folder.error(&damaging.source());
    assert!(error.message().contains("SHA-256 is wrong"), "{error}");
    assert!(!folder.part().exists() && !folder.path().join("copy.bin").exists());
    folder.get(&Server::start(well).source()).unwrap();
    assert!(folder.complete());
}

#[test]
fn every_refusal_says_what_to_do() {
    for (status, hint) in [
        ("401 Unauthorized", "HF_TOKEN"),
        ("403 Forbidden", "HF_TOKEN"),
        ("404 Not Found", "HF_ENDPOINT"),
        ("429 Too Many Requests", "Wait"),
        ("503 Service Unavailable", "later"),
        ("204 No Content", "later"),
    ] {
        let (folder, server) = (Folder::new(), Server::start(move |_| reply(status, "", 0, b"")));
        let error = folder.error(&server.source());
        assert!(error.message().contains(&status[..3]), "{status}: {error}");
        let said = error.hint_text().unwrap();
        assert!(said.contains(hint) && said.contains("rehearse model add"), "{status}: {said}");
    }
}

#[test]
fn a_server_that_is_not_there_or_talks_nonsense_is_one_clear_error() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let nobody = Source { url: format!("http://127.0.0.1:{port}/copy.bin"), token: None };
    assert!(Folder::new().error(&nobody).message().contains("cannot reach"));
    let server = Server::start(|_| b"SSH-2.0-hello\r\n\r\n".to_vec());
    assert!(Folder::new().error(&server.source()).message().contains("cannot reach"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_with_the_remedy() {
    let (folder, server) = (Folder::new(), Server::start(well));
    std::os::unix::fs::symlink("/dev/full", folder.part()).unwrap();
    let error = folder.error(&server.source());
    assert!(error.message().contains("cannot write"), "{error}");
    assert!(error.hint_text().unwrap().contains("disk space"));
}

#[cfg(unix)]
#[test]
fn two_downloads_of_one_file_do_not_mix() {
    let (folder, server) = (Folder::new(), Server::start(well));
    let other = std::fs::File::create(folder.part()).unwrap();
    rustix::fs::flock(&other, rustix::fs::FlockOperation::LockExclusive).unwrap();
    assert!(folder.error(&server.source()).message().contains("another download"));
    drop(other);
    folder.get(&server.source()).unwrap();
    assert!(folder.complete());
}

fn has_token(head: &Head) -> bool {
    head.iter().any(|line| line == "authorization: bearer secret")
}

#[test]
fn a_token_stays_with_its_host_and_is_never_sent_to_another() {
    let elsewhere = Server::start(well);
    let target = format!("Location: http://localhost:{}/copy.bin", elsewhere.port);
    let first = Server::start(move |_| reply("302 Found", &target, 0, b""));
    let source = Source { token: Some("Secret".into()), ..first.source() };
    let folder = Folder::new();
    // "localhost" is another name than "127.0.0.1", though the machine is the same.
    folder.get(&source).unwrap();
    assert!(folder.complete());
    assert!(has_token(&first.heads()[0]));
    assert!(!has_token(&elsewhere.heads()[0]));

    let same = Server::start(|head| match head[0].as_str() {
        "get /copy.bin http/1.1" => reply("302 Found", "Location: /cache/copy.bin", 0, b""),
        _ => well(head),
    });
    Folder::new().get(&Source { token: Some("Secret".into()), ..same.source() }).unwrap();
    assert!(same.heads().len() == 2 && same.heads().iter().all(has_token));
}

fn rehearse(data: &Path, endpoint: &Server, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rehearse"))
        .args(args)
        .env("REHEARSE_DATA", data)
        .env("HF_ENDPOINT", format!("http://127.0.0.1:{}", endpoint.port))
        .env("HF_TOKEN", "Secret")
        .output()
        .unwrap()
}

#[test]
fn the_program_asks_the_endpoint_for_the_pinned_file_and_fails_with_exit_code_1() {
    let data = tempfile::tempdir().unwrap();
    let server = Server::start(|_| reply("404 Not Found", "", 0, b""));
    let output = rehearse(data.path(), &server, &["model", "get"]);
    assert_eq!(output.status.code(), Some(1));
    let head = &server.heads()[0];
    assert!(head[0].starts_with("get /ggerganov/whisper.cpp/resolve/"), "{head:?}");
    assert!(head[0].contains("/ggml-base.en-q8_0.bin") && has_token(head), "{head:?}");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("HTTP 404") && !said.contains("Secret"), "{said}");
}
