//! A tiny model without learned weights that "hears" one text whatever the sound: for the plumbing, never for accuracy.
//!
//! Attention is switched off. One layer of the decoder is a list of transitions: each of its cells recognises one token
//! and adds the next one. The vocabulary is the demo model's.

use std::path::Path;

/// Width of the network; its hidden layer has four times as many cells, one for each transition.
const STATE: usize = 32;
const VOCABULARY: usize = 51_864;
const AUDIO_POSITIONS: usize = 1500;
const TEXT_POSITIONS: usize = 448;
const MELS: usize = 80;
const END_OF_TEXT: usize = 50_256;
const START: usize = 50_257;
const NO_TIMESTAMPS: usize = 50_362;
const FIRST_TIMESTAMP: usize = 50_363;

/// The weights' format.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// 16-bit floats.
    F16,
    /// 32-bit floats, which whisper.cpp cannot run.
    F32,
}

/// Writes a model that says `text` (begin it with a blank; no token of it may come twice) in every chunk.
pub fn write(path: &Path, text: &str, weights: Weights) {
    let demo = std::fs::read(super::repository("models/demo.bin")).unwrap();
    let mut out = Out { bytes: Vec::new(), weights, random: 1 };
    let (filters_and_vocabulary, tokens) = vocabulary(&demo);
    out.bytes.extend_from_slice(b"lmgg");
    let format = usize::from(weights == Weights::F16);
    let header = [VOCABULARY, AUDIO_POSITIONS, STATE, 1, 1, TEXT_POSITIONS, STATE, 1, 1, MELS, format];
    for number in header {
        out.number(number);
    }
    out.bytes.extend_from_slice(filters_and_vocabulary);
    encoder(&mut out);
    decoder(&mut out, &transitions(&tokenized(text, &tokens)));
    std::fs::write(path, out.bytes).unwrap();
}

/// The bytes from the filters to the end of the vocabulary, and the tokens' texts.
fn vocabulary(model: &[u8]) -> (&[u8], Vec<&[u8]>) {
    let number = |at: usize| u32::from_le_bytes(model[at..at + 4].try_into().unwrap()) as usize;
    let begin = 4 + 11 * 4;
    let mut at = begin + 8 + 4 * number(begin) * number(begin + 4);
    let count = number(at);
    at += 4;
    let mut tokens = Vec::new();
    for _ in 0..count {
        let length = number(at);
        tokens.push(&model[at + 4..at + 4 + length]);
        at += 4 + length;
    }
    (&model[begin..at], tokens)
}

/// The text as tokens, the longest first.
fn tokenized(text: &str, tokens: &[&[u8]]) -> Vec<usize> {
    let mut rest = text.as_bytes();
    let mut ids = Vec::new();
    while !rest.is_empty() {
        let fits = |(id, token): (usize, &&[u8])| {
            (!token.is_empty() && rest.starts_with(token)).then_some((id, token.len()))
        };
        let (id, length) = tokens.iter().enumerate().filter_map(fits).max_by_key(|found| found.1).unwrap();
        assert!(!ids.contains(&id), "a token of {text:?} comes twice");
        ids.push(id);
        rest = &rest[length..];
    }
    ids
}

/// Which token follows which: start, time 0, the text, time 2 s, end.
fn transitions(text: &[usize]) -> Vec<(usize, usize)> {
    let mut sequence = vec![START, FIRST_TIMESTAMP];
    sequence.extend_from_slice(text);
    sequence.extend([FIRST_TIMESTAMP + 100, END_OF_TEXT]);
    let mut pairs: Vec<_> = sequence.windows(2).map(|pair| (pair[0], pair[1])).collect();
    pairs.push((NO_TIMESTAMPS, text[0]));
    assert!(pairs.len() <= 4 * STATE, "the text is too long");
    pairs
}

fn encoder(out: &mut Out) {
    out.random("encoder.positional_embedding", &[STATE, AUDIO_POSITIONS], false);
    out.random("encoder.conv1.weight", &[3, MELS, STATE], true);
    out.random("encoder.conv1.bias", &[1, STATE], false);
    out.random("encoder.conv2.weight", &[3, STATE, STATE], true);
    out.random("encoder.conv2.bias", &[1, STATE], false);
    out.norm("encoder.ln_post", 1.0);
    out.attention("encoder.blocks.0.attn");
    out.norm("encoder.blocks.0.mlp_ln", 1.0);
    out.random("encoder.blocks.0.mlp.0.weight", &[STATE, 4 * STATE], true);
    out.random("encoder.blocks.0.mlp.0.bias", &[4 * STATE], false);
    out.random("encoder.blocks.0.mlp.2.weight", &[4 * STATE, STATE], true);
    out.random("encoder.blocks.0.mlp.2.bias", &[STATE], false);
}

fn decoder(out: &mut Out, transitions: &[(usize, usize)]) {
    let rows: Vec<Vec<f32>> = (0..VOCABULARY).map(|_| out.row()).collect();
    out.tensor(
        "decoder.positional_embedding",
        &[STATE, TEXT_POSITIONS],
        &vec![0.0; STATE * TEXT_POSITIONS],
        false,
    );
    out.tensor("decoder.token_embedding.weight", &[STATE, VOCABULARY], &rows.concat(), true);
    out.norm("decoder.ln", 2.0);
    out.attention("decoder.blocks.0.attn");
    out.attention("decoder.blocks.0.cross_attn");
    out.norm("decoder.blocks.0.mlp_ln", 1.0);
    let mut recognise = vec![0.0; 4 * STATE * STATE];
    let mut threshold = vec![0.0; 4 * STATE];
    let mut add = vec![0.0; 4 * STATE * STATE];
    for (cell, &(from, to)) in transitions.iter().enumerate() {
        let deviation = (rows[from].iter().map(|x| x * x).sum::<f32>() / STATE as f32).sqrt();
        for at in 0..STATE {
            // On a match the cell gives 8 − 6, on any other token much less than 0.
            recognise[cell * STATE + at] = rows[from][at] / deviation * 8.0 / STATE as f32;
            add[at * 4 * STATE + cell] = rows[to][at] * 20.0;
        }
        threshold[cell] = -6.0;
    }
    out.tensor("decoder.blocks.0.mlp.0.weight", &[STATE, 4 * STATE], &recognise, true);
    out.tensor("decoder.blocks.0.mlp.0.bias", &[4 * STATE], &threshold, false);
    out.tensor("decoder.blocks.0.mlp.2.weight", &[4 * STATE, STATE], &add, true);
    out.tensor("decoder.blocks.0.mlp.2.bias", &[STATE], &[0.0; STATE], false);
}

struct Out {
    bytes: Vec<u8>,
    weights: Weights,
    random: u64,
}

impl Out {
    fn number(&mut self, number: usize) {
        self.bytes.extend_from_slice(&u32::try_from(number).unwrap().to_le_bytes());
    }

    /// Marsaglia's xorshift: the same file every time.
    fn next(&mut self) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random
    }

    /// A token's own direction: signs at random, without a mean, since the norm takes it away.
    fn row(&mut self) -> Vec<f32> {
        let signs: Vec<f32> =
            (0..STATE).map(|_| if self.next() >> 40 & 1 == 0 { 1.0 } else { -1.0 }).collect();
        let mean = signs.iter().sum::<f32>() / STATE as f32;
        signs.iter().map(|sign| sign - mean).collect()
    }

    fn random(&mut self, name: &str, shape: &[usize], weight: bool) {
        let count = shape.iter().product();
        let values: Vec<f32> = (0..count).map(|_| (self.next() >> 40) as f32 / 1e9).collect();
        self.tensor(name, shape, &values, weight);
    }

    fn norm(&mut self, name: &str, scale: f32) {
        self.tensor(&format!("{name}.weight"), &[STATE], &[scale; STATE], false);
        self.tensor(&format!("{name}.bias"), &[STATE], &[0.0; STATE], false);
    }

    /// Attention that says nothing: its output is zero.
    fn attention(&mut self, name: &str) {
        self.norm(&format!("{name}_ln"), 1.0);
        for part in ["query", "key", "value", "out"] {
            let values = vec![if part == "out" { 0.0 } else { 0.01 }; STATE * STATE];
            self.tensor(&format!("{name}.{part}.weight"), &[STATE, STATE], &values, true);
            if part != "key" {
                self.tensor(&format!("{name}.{part}.bias"), &[STATE], &[0.0; STATE], false);
            }
        }
    }

    fn tensor(&mut self, name: &str, shape: &[usize], values: &[f32], weight: bool) {
        let half = weight && self.weights == Weights::F16;
        self.number(shape.len());
        self.number(name.len());
        self.number(usize::from(half));
        for &size in shape {
            self.number(size);
        }
        self.bytes.extend_from_slice(name.as_bytes());
        for value in values {
            if half {
                self.bytes.extend_from_slice(&half_float(*value).to_le_bytes());
            } else {
                self.bytes.extend_from_slice(&value.to_le_bytes());
            }
        }
    }
}

/// A 16-bit float, cut off rather than rounded; too small is zero.
fn half_float(value: f32) -> u16 {
    let bits = value.to_bits();
    // The two formats count their exponents from 127 and from 15.
    let Some(exponent) = (bits >> 23 & 0xff).checked_sub(127 - 15).filter(|&exponent| exponent > 0) else {
        return 0;
    };
    let sign = bits >> 16 & 0x8000;
    u16::try_from(sign | exponent << 10 | bits >> 13 & 0x3ff).unwrap()
}
