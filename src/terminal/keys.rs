//! What the person types, key by key on a terminal, line by line from anywhere else; and the signals that end a program.
//!
//! The terminal keeps its line ends and its signals (only echo and line editing are switched off), and gets its old
//! settings back on every way out: the end, an error, a panic, a signal, two times Ctrl-C.

use crate::error::{Error, Result};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use std::io::{IsTerminal, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// What a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// Enter or Space: the next step.
    Next,
    /// `r`: this step again.
    Again,
    /// `p`: pause or go on.
    Pause,
    /// `s`: skip this step.
    Skip,
    /// `q` or Escape: stop and keep.
    Stop,
    /// Ctrl-C, or a signal that ends programs.
    Interrupt,
    /// Standard input has come to its end; nothing more can be typed.
    End,
    /// Any other key.
    Other(char),
}

/// The keyboard. One at a time.
#[derive(Debug)]
pub struct Keys {
    events: Receiver<Key>,
    typed: bool,
    ended: bool,
    released: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

impl Keys {
    /// Takes the keyboard: from now on keys are not echoed, and Ctrl-C is a key.
    ///
    /// # Errors
    /// When the signals or a thread cannot be set up.
    pub fn new() -> Result<Self> {
        let typed = std::io::stdin().is_terminal();
        let (sender, events) = mpsc::channel();
        if typed {
            terminal::take();
        }
        watch_signals(sender.clone())?;
        let released = Arc::new(AtomicBool::new(false));
        let until = Arc::clone(&released);
        let read = move || if typed { read_keys(&sender, &until) } else { read_lines(&sender) };
        let reader =
            std::thread::Builder::new().name("keys".into()).spawn(read).map_err(|cause| no_thread(&cause))?;
        Ok(Self { events, typed, ended: false, released, reader: Some(reader).filter(|_| typed) })
    }

    /// Whether a person sits at a keyboard.
    pub fn are_typed(&self) -> bool {
        self.typed
    }

    /// The next key, waiting up to `timeout`.
    pub fn next(&mut self, timeout: Duration) -> Option<Key> {
        match self.events.recv_timeout(timeout) {
            Ok(Key::End) => self.ended = true,
            Ok(key) => return Some(key),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                self.ended = true;
                std::thread::sleep(timeout);
            }
        }
        self.ended.then_some(Key::End)
    }
}

impl Drop for Keys {
    fn drop(&mut self) {
        terminal::give_back();
        // What is typed from now on is somebody else's: a question that is asked next must get its answer.
        self.released.store(true, Ordering::Relaxed);
        if let Some(reader) = self.reader.take() {
            let _ = reader.join();
        }
    }
}

fn no_thread(cause: &std::io::Error) -> Error {
    Error::failed(format!("cannot start a thread: {cause}"))
}

/// The first Ctrl-C is a key; the second leaves at once. What was recorded until then is in its file.
fn watch_signals(keys: Sender<Key>) -> Result<()> {
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGCONT])
        .map_err(|cause| Error::failed(format!("cannot watch for signals: {cause}")))?;
    let mut interrupted = false;
    let watch = move || {
        for signal in signals.forever() {
            if signal == SIGCONT {
                // A shell may have put its own settings in place meanwhile.
                terminal::take_again();
            } else if std::mem::replace(&mut interrupted, true) {
                terminal::give_back();
                std::process::exit(130);
            } else if keys.send(Key::Interrupt).is_err() {
                // The keyboard has been given back, and nobody else listens to signals.
                std::process::exit(130);
            }
        }
    };
    std::thread::Builder::new().name("signals".into()).spawn(watch).map_err(|cause| no_thread(&cause))?;
    Ok(())
}

fn read_keys(keys: &Sender<Key>, released: &AtomicBool) {
    let mut buffer = [0_u8; 256];
    let mut input = std::io::stdin().lock();
    loop {
        while !terminal::something_is_typed() {
            if released.load(Ordering::Relaxed) {
                return;
            }
        }
        let Ok(length @ 1..) = input.read(&mut buffer) else { break };
        for key in keys_in(&buffer[..length]) {
            if keys.send(key).is_err() {
                return;
            }
        }
    }
    // The terminal is gone: as if it had been hung up.
    let _ = keys.send(Key::Interrupt);
}

/// The keys in what was read at once. An arrow key or a paste comes as several bytes: the first says nothing alone.
fn keys_in(bytes: &[u8]) -> Vec<Key> {
    match bytes {
        [0x1b] => vec![Key::Stop],
        // An escape sequence: arrows, function keys, a bracketed paste.
        [0x1b, ..] => Vec::new(),
        [byte] => vec![key(char::from(*byte))],
        // Several keys at once are typed ahead or pasted; a paste must not run through all steps.
        many => many.first().map(|byte| key(char::from(*byte))).into_iter().collect(),
    }
}

fn key(typed: char) -> Key {
    match typed.to_ascii_lowercase() {
        '\n' | '\r' | ' ' => Key::Next,
        'r' => Key::Again,
        'p' => Key::Pause,
        's' => Key::Skip,
        'q' | '\u{1b}' => Key::Stop,
        '\u{3}' => Key::Interrupt,
        other => Key::Other(other),
    }
}

/// Without a terminal every line is one key: its first letter, Enter when it is empty.
fn read_lines(keys: &Sender<Key>) {
    for line in std::io::stdin().lines() {
        let Ok(line) = line else { break };
        if keys.send(line.trim().chars().next().map_or(Key::Next, key)).is_err() {
            return;
        }
    }
    let _ = keys.send(Key::End);
}

/// The settings of the terminal.
#[cfg(unix)]
mod terminal {
    use super::{Mutex, Once, PoisonError};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{self, LocalModes, OptionalActions, Termios};

    static BEFORE: Mutex<Option<Termios>> = Mutex::new(None);
    static HOOK: Once = Once::new();

    /// Switches echo and line editing off.
    pub(super) fn take() {
        let Ok(before) = termios::tcgetattr(std::io::stdin()) else { return };
        *BEFORE.lock().unwrap_or_else(PoisonError::into_inner) = Some(before);
        take_again();
        HOOK.call_once(|| {
            let others = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                give_back();
                others(panic);
            }));
        });
    }

    /// Waits for a moment; says whether there is something to read. An error is something that reading will tell.
    pub(super) fn something_is_typed() -> bool {
        let input = std::io::stdin();
        let mut wanted = [PollFd::new(&input, PollFlags::IN)];
        let moment = Timespec { tv_sec: 0, tv_nsec: 50_000_000 };
        !matches!(poll(&mut wanted, Some(&moment)), Ok(0) | Err(rustix::io::Errno::INTR))
    }

    /// The same once more, when it was taken at all.
    pub(super) fn take_again() {
        let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(mut settings) = before {
            settings.local_modes.remove(LocalModes::ICANON | LocalModes::ECHO);
            let _ = termios::tcsetattr(std::io::stdin(), OptionalActions::Now, &settings);
        }
    }

    /// Puts the old settings back.
    pub(super) fn give_back() {
        let before = BEFORE.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(before) = before {
            let _ = termios::tcsetattr(std::io::stdin(), OptionalActions::Now, &before);
        }
    }
}

#[cfg(not(unix))]
mod terminal {
    pub(super) fn take() {}
    pub(super) fn take_again() {}
    pub(super) fn something_is_typed() -> bool {
        true
    }
    pub(super) fn give_back() {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_their_meaning_in_both_cases() {
        let meanings = [
            ("\n", Key::Next),
            (" ", Key::Next),
            ("r", Key::Again),
            ("P", Key::Pause),
            ("s", Key::Skip),
            ("q", Key::Stop),
            ("\u{1b}", Key::Stop),
            ("\u{3}", Key::Interrupt),
            ("x", Key::Other('x')),
        ];
        for (typed, key) in meanings {
            assert_eq!(keys_in(typed.as_bytes()), [key], "{typed:?}");
        }
    }

    #[test]
    fn an_arrow_key_and_a_bracketed_paste_do_nothing() {
        assert_eq!(keys_in(b"\x1b[A"), []);
        assert_eq!(keys_in(b"\x1b[200~q\n\n\n\x1b[201~"), []);
    }

    #[test]
    fn a_paste_is_one_key_and_never_runs_through_all_steps() {
        assert_eq!(keys_in(b"\n\n\n\n\n"), [Key::Next]);
        assert_eq!(keys_in("überall".as_bytes()).len(), 1);
    }
}
