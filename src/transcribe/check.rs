//! Checks a model file completely before the engine sees it: header numbers, every tensor's name, shape and type, and the
//! exact length. whisper.cpp aborts, crashes or hangs on most damaged files, and accepts some of them silently.
//!
//! Only headers are read; weights are skipped, so that a large file takes milliseconds.

use super::layout::{self, Format, Header, Verdict};
use crate::error::{Error, Result};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

/// What the header of a good model says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelInfo {
    /// Length of the file.
    pub bytes: u64,
    /// Width of the network.
    pub state: u64,
    /// Layers of the encoder.
    pub encoder_layers: u64,
    /// Layers of the decoder.
    pub decoder_layers: u64,
    /// Whether it knows other languages than English.
    pub multilingual: bool,
    /// The format of its weights (`q8_0`).
    pub weights: &'static str,
}

/// Checks the model file at `path`.
///
/// # Errors
/// One clear sentence for each: not there, unreadable, empty, another kind of file, damaged, incomplete, too long, or a
/// kind of model that the engine cannot run.
pub fn check(path: &Path) -> Result<ModelInfo> {
    let unreadable = |cause: std::io::Error| Error::io("cannot read the model", path, &cause);
    // Asked before opening: opening a pipe would wait for a writer.
    let kind = std::fs::metadata(path).map_err(unreadable)?;
    if !kind.is_file() {
        return Err(Error::failed(format!("cannot use the model {}: not a regular file", path.display())));
    }
    let file = File::open(path).map_err(unreadable)?;
    let length = file.metadata().map_err(unreadable)?.len();
    read(&mut BufReader::with_capacity(1 << 16, file), length).map_err(|why| {
        Error::failed(format!("cannot use the model {}: {why}", path.display()))
            .hint("Get a good one: rehearse model get")
    })
}

/// Checks a model of `length` bytes from any source.
fn read(source: &mut (impl Read + Seek), length: u64) -> Verdict<ModelInfo> {
    if length == 0 {
        return Err("the file is empty".into());
    }
    let mut input = Input { source, position: 0, length };
    magic(&input.bytes(4.min(length as usize), "the magic number")?)?;
    let mut numbers = [0; layout::NUMBERS.len()];
    for (number, name) in numbers.iter_mut().zip(layout::NUMBERS) {
        *number = input.number(name)?;
    }
    let header = Header::new(numbers)?;
    skip_filters(&mut input, header.mels)?;
    skip_vocabulary(&mut input, header.vocabulary)?;
    tensors(&mut input, header.tensors())?;
    Ok(ModelInfo {
        bytes: length,
        state: header.state,
        encoder_layers: header.encoder_layers,
        decoder_layers: header.decoder_layers,
        multilingual: header.multilingual(),
        weights: header.weights.name,
    })
}

/// A reader that knows where it is and never reads or skips beyond the end.
struct Input<'a, T> {
    source: &'a mut T,
    position: u64,
    length: u64,
}

impl<T: Read + Seek> Input<'_, T> {
    /// Fails when fewer than `count` bytes are left.
    fn need(&self, count: u64, what: &str) -> Verdict<()> {
        let missing = self.position.saturating_add(count).saturating_sub(self.length);
        if missing == 0 {
            return Ok(());
        }
        Err(format!("it ends inside {what}, {missing} bytes are missing (a download that was cut off?)"))
    }

    fn bytes(&mut self, count: usize, what: &str) -> Verdict<Vec<u8>> {
        self.need(count as u64, what)?;
        let mut bytes = vec![0; count];
        self.source.read_exact(&mut bytes).map_err(|cause| format!("cannot read {what}: {cause}"))?;
        self.position += count as u64;
        Ok(bytes)
    }

    fn number(&mut self, what: &str) -> Verdict<i64> {
        let bytes = self.bytes(4, what)?;
        Ok(i64::from(i32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])))
    }

    fn skip(&mut self, count: u64, what: &str) -> Verdict<()> {
        self.need(count, what)?;
        let step = i64::try_from(count).map_err(|_| format!("{what} is too large"))?;
        self.source.seek_relative(step).map_err(|cause| format!("cannot read {what}: {cause}"))?;
        self.position += count;
        Ok(())
    }
}

/// whisper.cpp's own files begin with these bytes.
fn magic(bytes: &[u8]) -> Verdict<()> {
    match bytes {
        b"lmgg" => Ok(()),
        b"GGUF" => Err("it is a GGUF file; a ggml model of whisper.cpp is needed".into()),
        b"RIFF" => Err("it is a sound file, not a model".into()),
        [b'<', ..] => Err("it is a web page, not a model (a failed download?)".into()),
        _ => Err("it is no ggml model of whisper.cpp".into()),
    }
}

fn skip_filters<T: Read + Seek>(input: &mut Input<'_, T>, mels: u64) -> Verdict<()> {
    const FREQUENCIES: u64 = 201;
    let what = "the mel filters";
    let (rows, columns) = (input.number(what)?, input.number(what)?);
    if u64::try_from(rows) != Ok(mels) || u64::try_from(columns) != Ok(FREQUENCIES) {
        return Err(format!("its mel filters make no sense: {rows} × {columns}"));
    }
    input.skip(4 * mels * FREQUENCIES, what)
}

fn skip_vocabulary<T: Read + Seek>(input: &mut Input<'_, T>, tokens: u64) -> Verdict<()> {
    const FEWEST: u64 = 50_256;
    const LONGEST: i64 = 256;
    let what = "the vocabulary";
    let count = input.number(what)?;
    if !u64::try_from(count).is_ok_and(|count| (FEWEST..=tokens).contains(&count)) {
        return Err(format!("its vocabulary makes no sense: {count} tokens"));
    }
    for _ in 0..count {
        let length = input.number(what)?;
        if !(0..=LONGEST).contains(&length) {
            return Err(format!("its vocabulary makes no sense: a token of {length} bytes"));
        }
        input.skip(length as u64, what)?;
    }
    Ok(())
}

/// Walks over the tensors to the end of the file: each wanted one exactly once, and nothing else.
fn tensors<T: Read + Seek>(
    input: &mut Input<'_, T>,
    mut wanted: HashMap<String, (Vec<u64>, Format)>,
) -> Verdict<()> {
    let total = wanted.len();
    while input.position < input.length {
        let (name, shape, format) = tensor_header(input)?;
        let Some((wanted_shape, wanted_format)) = wanted.remove(&name) else {
            return Err(format!("it is damaged: an unexpected or repeated tensor {:?}", printable(&name)));
        };
        if trimmed(&shape) != trimmed(&wanted_shape) {
            return Err(format!("it is damaged: {name} has the shape {shape:?} instead of {wanted_shape:?}"));
        }
        if format != wanted_format.id {
            return Err(format!("it is damaged: {name} has type {format} instead of {}", wanted_format.name));
        }
        if shape[0] % wanted_format.block != 0 {
            return Err(format!("it is damaged: {name} does not divide into blocks"));
        }
        let numbers: u64 = shape.iter().product();
        input.skip(numbers / wanted_format.block * wanted_format.bytes, &name)?;
    }
    if wanted.is_empty() {
        Ok(())
    } else {
        Err(format!("{} of its {total} tensors are missing", wanted.len()))
    }
}

/// Name, shape (innermost first) and format number of the tensor that comes next.
fn tensor_header<T: Read + Seek>(input: &mut Input<'_, T>) -> Verdict<(String, Vec<u64>, i64)> {
    let what = "a tensor's header";
    let at = input.position;
    let (dimensions, name_length, format) = (input.number(what)?, input.number(what)?, input.number(what)?);
    let nonsense = || format!("it is damaged at byte {at}: a tensor's header makes no sense");
    if !(1..=4).contains(&dimensions) || !(1..=128).contains(&name_length) {
        return Err(nonsense());
    }
    let mut shape = Vec::new();
    for _ in 0..dimensions {
        shape.push(u64::try_from(input.number(what)?).map_err(|_| nonsense())?);
    }
    let name = String::from_utf8_lossy(&input.bytes(name_length as usize, what)?).into_owned();
    Ok((name, shape, format))
}

/// Outer dimensions of 1 say nothing.
fn trimmed(shape: &[u64]) -> &[u64] {
    let outer = shape.iter().rev().take_while(|&&size| size == 1).count();
    &shape[..shape.len() - outer.min(shape.len() - 1)]
}

/// A name from a damaged file, fit to be shown.
fn printable(name: &str) -> String {
    let mut shown = String::new();
    for letter in name.chars().take(40) {
        if letter.is_control() || letter == '\u{fffd}' {
            let _ = write!(shown, "?");
        } else {
            shown.push(letter);
        }
    }
    shown
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
