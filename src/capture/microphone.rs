//! The seam to the device: where frames come from, and how they find their way to the drain thread.

use super::ring::{FrameReader, FrameWriter, ring};
use crate::error::{Error, Result};
use std::sync::mpsc;

/// What a device delivers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamFormat {
    /// Frames per second.
    pub rate_hz: u32,
    /// Samples per frame.
    pub channels: u16,
    /// Whether the frames come at the pace of the clock. A file played in fast time is not paced: then silence of
    /// the device and frames against the clock mean nothing.
    pub paced: bool,
}

/// A source of sound. Dropping it must not hang.
pub trait Microphone: Send {
    /// The name of the device as people know it.
    fn name(&self) -> String;
    /// Opens the device and starts it: frames flow into `sink` from now on.
    ///
    /// # Errors
    /// When the device is missing, busy, not permitted, or has no format we can read.
    fn open(&mut self, sink: Sink) -> Result<StreamFormat>;
    /// Stops it, within a limited time. Calling it twice does nothing.
    fn close(&mut self);
}

/// Where a microphone puts its frames. It becomes a [`FrameWriter`] once the format is known.
pub struct Sink {
    hand_over: mpsc::SyncSender<FrameReader>,
}

/// The other end of a [`Sink`]: gives the [`FrameReader`] as soon as the microphone has opened.
pub struct Source {
    hand_over: mpsc::Receiver<FrameReader>,
}

/// A new connection from a microphone to whoever reads it.
pub fn connection() -> (Sink, Source) {
    let (sender, receiver) = mpsc::sync_channel(1);
    (Sink { hand_over: sender }, Source { hand_over: receiver })
}

impl Sink {
    /// Makes the ring for frames of this format.
    ///
    /// # Errors
    /// When the format is impossible, or nobody waits for the sound any more.
    pub fn start(self, format: StreamFormat) -> Result<FrameWriter> {
        if format.rate_hz == 0 || format.channels == 0 {
            return Err(Error::failed("the microphone announces an impossible format"));
        }
        let (writer, reader) = ring(format);
        self.hand_over.send(reader).map_err(|_| Error::failed("the recorder has been closed"))?;
        Ok(writer)
    }
}

impl Source {
    /// The reading end, once the microphone has opened. `None` when it never will.
    pub fn reader(&self) -> Option<FrameReader> {
        self.hand_over.try_recv().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_format_is_refused() {
        let (sink, source) = connection();
        assert!(sink.start(StreamFormat { rate_hz: 48_000, channels: 0, paced: true }).is_err());
        assert!(source.reader().is_none());
    }

    #[test]
    fn a_microphone_notices_that_nobody_listens_any_more() {
        let (sink, source) = connection();
        drop(source);
        assert!(sink.start(StreamFormat { rate_hz: 48_000, channels: 1, paced: true }).is_err());
    }
}
