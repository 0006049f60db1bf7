//! The worker process: loads the model, then answers chunks until its input ends.

use super::wire::{self, Answer, Request};
use super::{Transcriber, engine};
use crate::error::{Error, Result};
use std::io::{Read, Write};
use std::path::Path;

/// Runs the worker over standard input and output. It steps back behind everything else: nice 10, a session of its own.
///
/// # Errors
/// When a pipe breaks. A refused model is told over the pipe.
pub fn run(model: &Path) -> Result<()> {
    step_back();
    let mut input = std::io::stdin().lock();
    let mut output = std::io::stdout().lock();
    serve(&mut input, &mut output, &mut || engine::load(model))
}

/// The worker's loop: says that it is ready or why not, then answers requests in order.
///
/// # Errors
/// When a pipe breaks or the request makes no sense.
pub fn serve(
    input: &mut dyn Read,
    output: &mut dyn Write,
    load: &mut dyn FnMut() -> Result<Box<dyn Transcriber>>,
) -> Result<()> {
    let broken = |cause: std::io::Error| Error::failed(format!("the engine's pipe broke: {cause}"));
    let mut engine = match load() {
        Ok(engine) => engine,
        Err(error) => {
            let hint = error.hint_text().map(str::to_owned);
            let refused = Answer::Refused { message: error.message().to_owned(), hint };
            return wire::write(output, &refused, &[]).map_err(broken);
        }
    };
    wire::write(output, &Answer::Ready, &[]).map_err(broken)?;
    while let Some(request) = wire::read::<Request>(input).map_err(broken)? {
        let samples = wire::read_samples(input, request.samples).map_err(broken)?;
        let answer = match engine.transcribe(&samples, request.threads) {
            Ok(words) => Answer::Words { id: request.id, words },
            Err(error) => Answer::Failed { id: request.id, message: error.message().to_owned() },
        };
        wire::write(output, &answer, &[]).map_err(broken)?;
    }
    Ok(())
}

/// Leaves the processor to the recorder, and the terminal's Ctrl-C to the program. Failure does no harm.
#[cfg(unix)]
fn step_back() {
    let _ = rustix::process::setsid();
    let _ = rustix::process::nice(10);
    // A program that was killed cannot stop its worker in the middle of a chunk.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
}

#[cfg(not(unix))]
fn step_back() {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transcript::Word;
    use std::time::Duration;

    struct Loud;

    impl Transcriber for Loud {
        fn transcribe(&mut self, samples: &[f32], threads: usize) -> Result<Vec<Word>> {
            if samples.is_empty() {
                return Err(Error::failed("no sound"));
            }
            let text = format!("{}x{threads}", samples.len());
            Ok(vec![Word { text, start: Duration::ZERO, end: Duration::ZERO, probability: 1.0 }])
        }
    }

    fn answers(
        requests: &[(u64, usize)],
        load: &mut dyn FnMut() -> Result<Box<dyn Transcriber>>,
    ) -> Vec<Answer> {
        let mut input = Vec::new();
        for &(id, samples) in requests {
            let sound = wire::bytes(&vec![0.0; samples]);
            wire::write(&mut input, &Request { id, threads: 2, samples }, &sound).unwrap();
        }
        let mut output = Vec::new();
        serve(&mut input.as_slice(), &mut output, load).unwrap();
        let mut output = output.as_slice();
        std::iter::from_fn(|| wire::read(&mut output).unwrap()).collect()
    }

    #[test]
    fn it_is_ready_and_answers_in_order_and_goes_on_after_a_failure() {
        let answers = answers(&[(1, 3), (2, 0), (3, 5)], &mut || Ok(Box::new(Loud)));
        assert_eq!(answers[0], Answer::Ready);
        assert!(matches!(&answers[1], Answer::Words { id: 1, words } if words[0].text == "3x2"));
        assert_eq!(answers[2], Answer::Failed { id: 2, message: "no sound".into() });
        assert!(matches!(&answers[3], Answer::Words { id: 3, words } if words[0].text == "5x2"));
    }

    #[test]
    fn a_refused_model_is_told_with_its_hint() {
        let answers = answers(&[(1, 3)], &mut || Err(Error::failed("too old").hint("get another")));
        assert_eq!(
            answers,
            [Answer::Refused { message: "too old".into(), hint: Some("get another".into()) }]
        );
    }
}
