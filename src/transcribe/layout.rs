//! What a Whisper model in whisper.cpp's own format consists of: the numbers of its header and the tensors that follow from
//! them. Pure.

use std::collections::HashMap;

/// Why a file is no usable model.
pub type Verdict<T> = std::result::Result<T, String>;

/// Tokens of an English-only model.
const ENGLISH_VOCABULARY: u64 = 51_864;

/// A format of numbers: `bytes` for every `block` numbers, as ggml stores them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// ggml's number of the type.
    pub id: i64,
    /// What people call it (`q8_0`).
    pub name: &'static str,
    /// Numbers in a block.
    pub block: u64,
    /// Bytes of a block.
    pub bytes: u64,
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
pub struct Header {
    /// Tokens.
    pub vocabulary: u64,
    /// Width of the network.
    pub state: u64,
    /// Layers of the encoder.
    pub encoder_layers: u64,
    /// Layers of the decoder.
    pub decoder_layers: u64,
    /// Bands of the spectrogram.
    pub mels: u64,
    /// The format of the large matrices.
    pub weights: Format,
}

/// The eleven numbers of the header in their order.
pub const NUMBERS: [&str; 11] = [
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
const AUDIO_POSITIONS: u32 = 1500;
/// The decoder's positions, the same in every Whisper model.
const TEXT_POSITIONS: u32 = 448;

impl Header {
    /// Reads the numbers in the order of [`NUMBERS`].
    ///
    /// # Errors
    /// Names the first number that no usable model has.
    pub fn new(numbers: [i64; NUMBERS.len()]) -> Verdict<Self> {
        let [vocabulary, audio, state, heads, encoder, text, text_state, text_heads, decoder, mels, ftype] =
            numbers;
        let fits = [
            (51_864..=51_866).contains(&vocabulary),
            audio == i64::from(AUDIO_POSITIONS),
            (16..=4096).contains(&state),
            (1..=state).contains(&heads) && state % heads.max(1) == 0,
            (1..=64).contains(&encoder),
            text == i64::from(TEXT_POSITIONS),
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

    /// Whether it knows other languages than English; such models have one or two tokens more.
    pub fn multilingual(&self) -> bool {
        self.vocabulary > ENGLISH_VOCABULARY
    }

    /// Every tensor that the engine will look for: its shape, innermost first, and its format.
    pub fn tensors(&self) -> HashMap<String, (Vec<u64>, Format)> {
        let (state, weights) = (self.state, self.weights);
        let mut all = HashMap::new();
        let mut add = |name: String, shape: &[u64], format: Format| {
            all.insert(name, (shape.to_vec(), format));
        };
        add("encoder.positional_embedding".into(), &[state, AUDIO_POSITIONS.into()], F32);
        add("encoder.conv1.weight".into(), &[3, self.mels, state], F16);
        add("encoder.conv1.bias".into(), &[1, state], F32);
        add("encoder.conv2.weight".into(), &[3, state, state], F16);
        add("encoder.conv2.bias".into(), &[1, state], F32);
        add("decoder.positional_embedding".into(), &[state, TEXT_POSITIONS.into()], F32);
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
