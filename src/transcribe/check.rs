//! Checks a model file completely before the engine sees it: header numbers, every tensor's name, shape and type, and the
//! exact length. whisper.cpp aborts, crashes or hangs on most damaged files, and accepts some of them silently.
//!
//! Only headers are read; weights are skipped, so that a large file takes milliseconds.

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

/// Why a file is no usable model.
type Verdict<T> = std::result::Result<T, String>;

/// Checks a model of `length` bytes from any source.
fn read(source: &mut (impl Read + Seek), length: u64) -> Verdict<ModelInfo> {
    if length == 0 {
        return Err("the file is empty".into());
    }
    let mut input = Input { source, position: 0, length };
    magic(&input.bytes(4.min(length as usize), "the magic number")?)?;
    let header = Header::read(&mut input)?;
    skip_filters(&mut input, header.mels)?;
    skip_vocabulary(&mut input, header.vocabulary)?;
    tensors(&mut input, header.tensors())?;
    Ok(ModelInfo {
        bytes: length,
        state: header.state,
        encoder_layers: header.encoder_layers,
        decoder_layers: header.decoder_layers,
        multilingual: header.vocabulary > ENGLISH_VOCABULARY,
        weights: header.weights.name,
    })
}

/// Tokens of an English-only model; others have one or two more.
const ENGLISH_VOCABULARY: u64 = 51_864;

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

/// A format of numbers: `bytes` for every `block` numbers, as ggml stores them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Format {
    /// ggml's number of the type.
    id: i64,
    name: &'static str,
    block: u64,
    bytes: u64,
}

const fn format(id: i64, name: &'static str, block: u64, bytes: u64) -> Format {
    Format { id, name, block, bytes }
}

const F32: Format = format(0, "f32", 1, 4);
const F16: Format = format(1, "f16", 1, 2);
/// The header's number for the weights, and what it stands for (ggml's `ftype`).
const WEIGHTS: [(i64, Format); 11] = [
    (1, F16),
    (2, format(2, "q4_0", 32, 18)),
    (3, format(3, "q4_1", 32, 20)),
    (7, format(8, "q8_0", 32, 34)),
    (8, format(6, "q5_0", 32, 22)),
    (9, format(7, "q5_1", 32, 24)),
    (10, format(10, "q2_K", 256, 84)),
    (11, format(11, "q3_K", 256, 110)),
    (12, format(12, "q4_K", 256, 144)),
    (13, format(13, "q5_K", 256, 176)),
    (14, format(14, "q6_K", 256, 210)),
];

/// The numbers that decide which tensors there are.
struct Header {
    vocabulary: u64,
    state: u64,
    encoder_layers: u64,
    decoder_layers: u64,
    mels: u64,
    weights: Format,
}

/// The eleven numbers of the header in their order.
const NUMBERS: [&str; 11] = [
    "n_vocab",
    "n_audio_ctx",
    "n_audio_state",
    "n_audio_head",
    "n_audio_layer",
    "n_text_ctx",
    "n_text_state",
    "n_text_head",
    "n_text_layer",
    "n_mels",
    "ftype",
];

/// The encoder's positions, the same in every Whisper model.
const AUDIO_POSITIONS: u64 = 1500;
/// The decoder's positions, the same in every Whisper model.
const TEXT_POSITIONS: u64 = 448;

impl Header {
    fn read<T: Read + Seek>(input: &mut Input<'_, T>) -> Verdict<Self> {
        let mut numbers = [0; NUMBERS.len()];
        for (number, name) in numbers.iter_mut().zip(NUMBERS) {
            *number = input.number(name)?;
        }
        let [vocabulary, audio, state, heads, encoder, text, text_state, text_heads, decoder, mels, ftype] =
            numbers;
        let fits = [
            (51_864..=51_866).contains(&vocabulary),
            audio == AUDIO_POSITIONS as i64,
            (16..=4096).contains(&state),
            (1..=state).contains(&heads) && state % heads.max(1) == 0,
            (1..=64).contains(&encoder),
            text == TEXT_POSITIONS as i64,
            text_state == state,
            text_heads == heads,
            (1..=64).contains(&decoder),
            mels == 80 || mels == 128,
            (0..4000).contains(&ftype),
        ];
        if let Some(at) = fits.iter().position(|fits| !fits) {
            return Err(format!("its header makes no sense: {} = {}", NUMBERS[at], numbers[at]));
        }
        Ok(Self {
            vocabulary: vocabulary as u64,
            state: state as u64,
            encoder_layers: encoder as u64,
            decoder_layers: decoder as u64,
            mels: mels as u64,
            weights: weights(ftype)?,
        })
    }

    /// Every tensor that the engine will look for: its shape, innermost first, and its format.
    fn tensors(&self) -> HashMap<String, (Vec<u64>, Format)> {
        let (state, weights) = (self.state, self.weights);
        let mut all = HashMap::new();
        let mut add = |name: String, shape: &[u64], format: Format| {
            all.insert(name, (shape.to_vec(), format));
        };
        add("encoder.positional_embedding".into(), &[state, AUDIO_POSITIONS], F32);
        add("encoder.conv1.weight".into(), &[3, self.mels, state], F16);
        add("encoder.conv1.bias".into(), &[1, state], F32);
        add("encoder.conv2.weight".into(), &[3, state, state], F16);
        add("encoder.conv2.bias".into(), &[1, state], F32);
        add("decoder.positional_embedding".into(), &[state, TEXT_POSITIONS], F32);
        add("decoder.token_embedding.weight".into(), &[state, self.vocabulary], weights);
        for norm in ["encoder.ln_post", "decoder.ln"] {
            add(format!("{norm}.weight"), &[state], F32);
            add(format!("{norm}.bias"), &[state], F32);
        }
        let encoder =
            (0..self.encoder_layers).map(|layer| (format!("encoder.blocks.{layer}"), &["attn"][..]));
        let decoder = (0..self.decoder_layers)
            .map(|layer| (format!("decoder.blocks.{layer}"), &["attn", "cross_attn"][..]));
        for (block, attentions) in encoder.chain(decoder) {
            for attention in attentions {
                for part in ["query", "key", "value", "out"] {
                    add(format!("{block}.{attention}.{part}.weight"), &[state, state], weights);
                    if part != "key" {
                        add(format!("{block}.{attention}.{part}.bias"), &[state], F32);
                    }
                }
            }
            for norm in attentions.iter().copied().chain(["mlp"]) {
                add(format!("{block}.{norm}_ln.weight"), &[state], F32);
                add(format!("{block}.{norm}_ln.bias"), &[state], F32);
            }
            add(format!("{block}.mlp.0.weight"), &[state, 4 * state], weights);
            add(format!("{block}.mlp.0.bias"), &[4 * state], F32);
            add(format!("{block}.mlp.2.weight"), &[4 * state, state], weights);
            add(format!("{block}.mlp.2.bias"), &[state], F32);
        }
        all
    }
}

/// The format behind `ftype`; its thousands are a version.
fn weights(ftype: i64) -> Verdict<Format> {
    let kind = ftype % 1000;
    if kind == 0 {
        return Err(
            "its weights are 32-bit floats, on which the engine aborts; use an f16 or quantised model".into(),
        );
    }
    let found = WEIGHTS.iter().find(|(number, _)| *number == kind);
    found
        .map(|(_, format)| *format)
        .ok_or_else(|| format!("its weights have an unknown format (ftype = {ftype})"))
}

fn skip_filters<T: Read + Seek>(input: &mut Input<'_, T>, mels: u64) -> Verdict<()> {
    const FREQUENCIES: i64 = 201;
    let what = "the mel filters";
    let (rows, columns) = (input.number(what)?, input.number(what)?);
    if rows != mels as i64 || columns != FREQUENCIES {
        return Err(format!("its mel filters make no sense: {rows} × {columns}"));
    }
    input.skip(4 * mels * FREQUENCIES as u64, what)
}

fn skip_vocabulary<T: Read + Seek>(input: &mut Input<'_, T>, tokens: u64) -> Verdict<()> {
    const FEWEST: i64 = 50_256;
    const LONGEST: i64 = 256;
    let what = "the vocabulary";
    let count = input.number(what)?;
    if !(FEWEST..=tokens as i64).contains(&count) {
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
