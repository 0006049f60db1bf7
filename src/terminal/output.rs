//! The one place that prints: data to standard output, talk to standard error.

use super::layout::{columns, paragraph};
use crate::error::{Error, Result};
use crate::report::{Style, wash};
use serde::Serialize;
use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Used where the width of the place is not known.
const WIDTH: usize = 80;
/// Longer lines are hard to read, however wide the window is.
const WIDEST: usize = 120;

/// Standard output and standard error, and what they can show.
#[derive(Debug)]
pub struct Output {
    data: Style,
    talk: Style,
    redraws: bool,
    /// Standard error is a window, whose lines must not break within words.
    wraps: bool,
    turns_pages: bool,
    failed: RefCell<Option<Error>>,
}

impl Output {
    /// Looks at the terminal and at `NO_COLOR`, `CLICOLOR_FORCE`, `TERM` and `COLUMNS`. `plain`: lines without colour.
    pub fn new(plain: bool) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value: std::ffi::OsString| !value.is_empty());
        let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        let bars = !plain && !set("NO_COLOR") && writes_unicode();
        let style = |terminal: bool, width: usize| {
            let colour = !plain && !set("NO_COLOR") && ((terminal && !dumb) || set("CLICOLOR_FORCE"));
            Style { colour, unicode: bars, width }
        };
        let (out, err) = (io::stdout().is_terminal(), io::stderr().is_terminal());
        Self {
            data: style(out, width(&io::stdout())),
            talk: style(err, width(&io::stderr())),
            redraws: !plain && err && !dumb,
            wraps: err,
            turns_pages: !plain && out && !dumb && io::stdin().is_terminal(),
            failed: RefCell::new(None),
        }
    }

    /// What standard output can show.
    pub fn style(&self) -> Style {
        self.data
    }

    /// What standard error can show.
    pub fn talk_style(&self) -> Style {
        self.talk
    }

    /// The same style for the window of standard error as it is now.
    pub fn resized(style: Style) -> Style {
        Style { width: width(&io::stderr()), ..style }
    }

    /// Whether lines on standard error can be drawn over.
    pub fn redraws(&self) -> bool {
        self.redraws
    }

    /// Whether a person reads standard output and can type: pages can be turned.
    pub fn turns_pages(&self) -> bool {
        self.turns_pages
    }

    /// The rows of the window of standard output, when it is one.
    pub fn rows(&self) -> Option<usize> {
        rows(&io::stdout())
    }

    /// The style of standard output for its window as it is now.
    pub fn style_now(&self) -> Style {
        Style { width: width(&io::stdout()), ..self.data }
    }

    /// Clears the window and shows this instead, without a line end. What stood above the window stays where it is.
    pub fn page(&self, text: &str) {
        self.data(&format!("\u{1b}[H\u{1b}[2J{text}"));
    }

    /// Writes a result to standard output. A reader that has gone away (`| head`) is no error.
    pub fn data(&self, text: &str) {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
                let error = Error::failed(format!("cannot write the result: {cause}"))
                    .hint("Check where the output goes; the recordings are kept all the same.");
                self.failed.borrow_mut().get_or_insert(error);
            }
            _ => {}
        }
    }

    /// Writes one line of foreign text, washed.
    pub fn data_line(&self, text: &str) {
        self.data(&format!("{}\n", wash(text)));
    }

    /// Writes JSON to standard output.
    ///
    /// # Errors
    /// When the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(&self, value: &T) -> Result<()> {
        let text = serde_json::to_string_pretty(value)
            .map_err(|cause| Error::failed(format!("cannot write the result as JSON: {cause}")))?;
        self.data(&format!("{text}\n"));
        Ok(())
    }

    /// Says something to the person, on standard error.
    pub fn talk(&self, text: &str) {
        // Nobody is left to be told when this fails.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says one thing to the person, on lines of its own: foreign text, washed, and broken between words.
    pub fn note(&self, text: &str) {
        self.talk(&format!("{}\n", self.paragraphs(text, 0)));
    }

    /// Says what failed, and what to do now.
    pub fn error(&self, error: &Error) {
        let mut text = format!("{}\n", self.paragraphs(&format!("error: {}", error.message()), 2));
        if let Some(hint) = error.hint_text() {
            let _ = writeln!(text, "{}", self.paragraphs(&format!("  → {hint}"), 4));
        }
        self.talk(&text);
    }

    /// Messages may have several lines, and quote files: only a window breaks them anew.
    fn paragraphs(&self, text: &str, indent: usize) -> String {
        let lines = text.lines().map(|line| {
            let line = wash(line);
            if !self.wraps || columns(&line) <= self.talk.width {
                return line.into_owned();
            }
            let margin = &line[..line.len() - line.trim_start().len()];
            let width = self.talk.width.saturating_sub(columns(margin));
            format!("{margin}{}", paragraph(&line, width, indent))
        });
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The first result that could not be written.
    pub fn failed(&self) -> Option<Error> {
        self.failed.borrow().clone()
    }
}

/// Whether the locale has characters beyond ASCII.
fn writes_unicode() -> bool {
    let first = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| {
        let value = std::env::var(name).ok()?;
        (!value.is_empty()).then_some(value)
    });
    // Without any setting (a Mac, a container) terminals write UTF-8 nowadays.
    first.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

fn width(place: &impl Place) -> usize {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let width = place.columns().or(told).filter(|columns| *columns > 0).unwrap_or(WIDTH);
    width.min(WIDEST)
}

fn rows(place: &impl Place) -> Option<usize> {
    place.rows().filter(|rows| *rows > 0)
}

trait Place {
    fn columns(&self) -> Option<usize>;
    fn rows(&self) -> Option<usize>;
}

#[cfg(unix)]
impl<T: std::os::fd::AsFd> Place for T {
    fn columns(&self) -> Option<usize> {
        let size = rustix::termios::tcgetwinsize(self).ok()?;
        Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
    }

    fn rows(&self) -> Option<usize> {
        Some(usize::from(rustix::termios::tcgetwinsize(self).ok()?.ws_row))
    }
}

#[cfg(not(unix))]
impl<T> Place for T {
    fn columns(&self) -> Option<usize> {
        None
    }

    fn rows(&self) -> Option<usize> {
        None
    }
}
