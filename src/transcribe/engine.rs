//! The one file through which whisper.cpp enters (crate `whisper-rs`, feature `engine`). Only the worker process calls it:
//! the library behind it may abort, and its memory is not ours to vouch for.

use super::Transcriber;
use crate::error::{Error, Result};
use std::path::Path;

/// What the engine is compiled for on x86-64 (`GGML_NATIVE=OFF` in `.cargo/config.toml`); without these it would die of an
/// illegal instruction.
#[cfg(target_arch = "x86_64")]
fn missing_instructions() -> Vec<&'static str> {
    let wanted = [
        ("AVX2", std::arch::is_x86_feature_detected!("avx2")),
        ("FMA", std::arch::is_x86_feature_detected!("fma")),
        ("F16C", std::arch::is_x86_feature_detected!("f16c")),
        ("BMI2", std::arch::is_x86_feature_detected!("bmi2")),
    ];
    wanted.into_iter().filter(|(_, there)| !there).map(|(name, _)| name).collect()
}

/// Other processors: the compiler's baseline is enough.
#[cfg(not(target_arch = "x86_64"))]
fn missing_instructions() -> Vec<&'static str> {
    Vec::new()
}

/// Whether the engine is there and can run on this processor.
///
/// # Errors
/// When the program was built without the engine, or the processor lacks instructions that the engine needs.
pub fn usable() -> Result<()> {
    if !cfg!(feature = "engine") {
        return Err(Error::failed("this program was built without the engine, so it cannot transcribe")
            .hint("Build it with the feature `engine` (cargo build --release)."));
    }
    refuse(&missing_instructions())
}

fn refuse(missing: &[&str]) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    Err(Error::failed(format!("this processor has no {}, which the speech engine needs", missing.join(", "))).hint(
        "Recording and checking work all the same. Transcribe on another machine, or build the program there with GGML_NATIVE=ON.",
    ))
}

/// Loads a model that was checked before.
///
/// # Errors
/// As [`usable`], and when the engine refuses the model.
#[cfg(not(feature = "engine"))]
pub fn load(_model: &Path) -> Result<Box<dyn Transcriber>> {
    usable()?;
    Err(Error::failed("this program was built without the engine"))
}

#[cfg(feature = "engine")]
pub use whisper::load;

#[cfg(feature = "engine")]
mod whisper {
    use super::{Error, Path, Result, Transcriber, usable};
    use crate::transcribe::tokens::{self, Token};
    use crate::transcribe::{SAMPLE_RATE, chunks};
    use crate::transcript::Word;
    use std::time::Duration;
    use whisper_rs::{
        FullParams, SamplingStrategy, WhisperContext, WhisperContextParameters, WhisperError, WhisperSegment,
        WhisperState,
    };

    /// The encoder's positions for the whole window of 30 s.
    const WHOLE_WINDOW: usize = 1500;
    /// Fewer positions make the decoder repeat itself on short chunks.
    const SMALLEST_WINDOW: usize = 384;
    /// Positions beyond the sound: 64 is enough for base.en, none at all is a disaster (whisper-acft #5).
    const WINDOW_MARGIN: usize = 128;
    /// OpenAI's own threshold for a failed decoding.
    const LOW_LOG_PROBABILITY: f32 = -1.0;
    /// Up to 110 ms of sound give nothing; shorter chunks are filled with zeros, as the engine does up to 30 s.
    const SHORTEST: usize = SAMPLE_RATE;

    /// A loaded model with its working memory.
    struct Whisper {
        state: WhisperState,
        /// The first token that is not text.
        end_of_text: i32,
        english_only: bool,
    }

    /// Loads a model that was checked before.
    ///
    /// # Errors
    /// As [`usable`], and when the engine refuses the model.
    pub fn load(model: &Path) -> Result<Box<dyn Transcriber>> {
        usable()?;
        // Without this the C++ code writes its log to standard error.
        whisper_rs::install_logging_hooks();
        let refused =
            |_: WhisperError| Error::failed(format!("the speech engine refuses {}", model.display()));
        let mut parameters = WhisperContextParameters::default();
        // Flash attention is slower on a CPU and wrong with a fitted window in whisper.cpp 1.8.3.
        parameters.use_gpu(gpu()).flash_attn(false);
        let context = WhisperContext::new_with_params(model, parameters).map_err(refused)?;
        let state = context.create_state().map_err(refused)?;
        Ok(Box::new(Whisper {
            state,
            end_of_text: context.token_eot(),
            english_only: !context.is_multilingual(),
        }))
    }

    /// Whether an accelerator was compiled in.
    fn gpu() -> bool {
        cfg!(any(feature = "cuda", feature = "hipblas", feature = "metal", feature = "vulkan"))
    }

    impl Transcriber for Whisper {
        fn transcribe(&mut self, samples: &[f32], threads: usize) -> Result<Vec<Word>> {
            if samples.is_empty() {
                return Ok(Vec::new());
            }
            let sound = prepared(samples);
            let window = fitted_window(sound.len());
            let mut heard = self.hear(&sound, window, threads)?;
            if window < WHOLE_WINDOW && doubtful(&heard) {
                let again = self.hear(&sound, WHOLE_WINDOW, threads)?;
                if quality(&again) > quality(&heard) {
                    heard = again;
                }
            }
            Ok(tokens::words(&heard, chunks::time(samples.len())))
        }
    }

    impl Whisper {
        /// One call of the engine: the segments with their tokens of text.
        fn hear(&mut self, sound: &[f32], window: usize, threads: usize) -> Result<Vec<Vec<Token>>> {
            let parameters = parameters(window, threads, self.english_only);
            self.state
                .full(parameters, sound)
                .map_err(|cause| Error::failed(format!("the speech engine failed: {cause}")))?;
            let end_of_text = self.end_of_text;
            Ok(self.state.as_iter().map(|segment| text_tokens(&segment, end_of_text)).collect())
        }
    }

    /// Greedy with temperature fallback, in English, without any memory of earlier sound and without a prompt: words of a
    /// prompt leak into the result.
    fn parameters(window: usize, threads: usize, english_only: bool) -> FullParams<'static, 'static> {
        let mut parameters = FullParams::new(SamplingStrategy::Greedy { best_of: 5 });
        parameters.set_n_threads(i32::try_from(threads.max(1)).unwrap_or(1));
        parameters.set_audio_ctx(i32::try_from(window).unwrap_or(0));
        parameters.set_no_context(true);
        parameters.set_token_timestamps(true);
        if !english_only {
            parameters.set_language(Some("en"));
        }
        parameters.set_print_special(false);
        parameters.set_print_progress(false);
        parameters.set_print_realtime(false);
        parameters.set_print_timestamps(false);
        parameters
    }

    fn text_tokens(segment: &WhisperSegment<'_>, end_of_text: i32) -> Vec<Token> {
        (0..segment.n_tokens())
            .filter_map(|at| segment.get_token(at))
            .filter(|token| token.token_id() < end_of_text)
            .filter_map(|token| {
                let data = token.token_data();
                Some(Token {
                    bytes: token.to_bytes().ok()?.to_vec(),
                    start: ticks(data.t0),
                    end: ticks(data.t1),
                    probability: data.p,
                    log_probability: data.plog,
                })
            })
            .collect()
    }

    /// The engine counts in 10 ms; unknown times are negative.
    fn ticks(time: i64) -> Duration {
        Duration::from_millis(u64::try_from(time).unwrap_or(0).saturating_mul(10))
    }

    /// Fills up short sound. Numbers that are not finite give "!!!!!" without any error, so they become silence.
    fn prepared(samples: &[f32]) -> Vec<f32> {
        let mut sound: Vec<f32> =
            samples.iter().map(|&s| if s.is_finite() { s.clamp(-1.0, 1.0) } else { 0.0 }).collect();
        sound.resize(sound.len().max(SHORTEST), 0.0);
        sound
    }

    /// A window that fits the sound makes the encoder up to twice as fast; one that is too short drops sound silently.
    fn fitted_window(samples: usize) -> usize {
        (samples * 50)
            .div_ceil(SAMPLE_RATE)
            .saturating_add(WINDOW_MARGIN)
            .clamp(SMALLEST_WINDOW, WHOLE_WINDOW)
    }

    fn doubtful(heard: &[Vec<Token>]) -> bool {
        tokens::repeats(heard)
            || tokens::mean_log_probability(heard).is_some_and(|mean| mean < LOW_LOG_PROBABILITY)
    }

    /// Orders two results: without repetition first, then the more probable.
    fn quality(heard: &[Vec<Token>]) -> (bool, i64) {
        let mean = tokens::mean_log_probability(heard).unwrap_or(f32::MIN);
        (!tokens::repeats(heard), (mean * 1000.0) as i64)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_window_is_never_shorter_than_the_sound_and_at_most_the_whole() {
            assert_eq!(fitted_window(SAMPLE_RATE), SMALLEST_WINDOW);
            assert_eq!(fitted_window(10 * SAMPLE_RATE), 628);
            assert_eq!(fitted_window(28 * SAMPLE_RATE), WHOLE_WINDOW);
            assert_eq!(fitted_window(300 * SAMPLE_RATE), WHOLE_WINDOW);
        }

        #[test]
        fn short_sound_is_filled_up_and_bad_numbers_become_silence() {
            let sound = prepared(&[0.5, f32::NAN, f32::INFINITY, 7.0]);
            assert_eq!(sound[..4], [0.5, 0.0, 0.0, 1.0]);
            assert_eq!(sound.len(), SHORTEST);
        }

        #[test]
        fn ticks_are_hundredths_of_a_second_and_never_negative() {
            assert_eq!(ticks(150), Duration::from_millis(1500));
            assert_eq!(ticks(-1), Duration::ZERO);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_without_the_instructions_is_refused_politely() {
        let error = refuse(&["AVX2", "FMA"]).unwrap_err();
        assert_eq!(error.message(), "this processor has no AVX2, FMA, which the speech engine needs");
        assert!(error.hint_text().is_some());
        assert!(refuse(&[]).is_ok());
    }

    #[cfg(not(feature = "engine"))]
    #[test]
    fn a_program_without_the_engine_says_so() {
        assert!(load(Path::new("x.bin")).err().unwrap().message().contains("built without the engine"));
    }
}
