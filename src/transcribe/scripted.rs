//! An engine that needs no model: it "hears" what it was told to. For tests of everything around the engine.

use super::{Transcriber, chunks};
use crate::error::Result;
use crate::transcript::Word;
use std::collections::VecDeque;

/// Gives the next text for every chunk, its words spread evenly; nothing when the texts are used up.
#[derive(Debug, Clone, Default)]
pub struct Scripted {
    texts: VecDeque<String>,
}

impl Scripted {
    /// An engine that hears these texts, one a chunk.
    pub fn new<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self { texts: texts.into_iter().map(Into::into).collect() }
    }
}

impl Transcriber for Scripted {
    fn transcribe(&mut self, samples: &[f32], _threads: usize) -> Result<Vec<Word>> {
        let text = self.texts.pop_front().unwrap_or_default();
        let count = text.split_whitespace().count().max(1);
        let time = |word: usize| chunks::time(samples.len() * word / count);
        let words = text.split_whitespace().enumerate().map(|(at, word)| Word {
            text: word.to_owned(),
            start: time(at),
            end: time(at + 1),
            probability: 1.0,
        });
        Ok(words.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn every_chunk_gets_the_next_text_with_its_words_spread_evenly() {
        let mut engine = Scripted::new(["not my team", ""]);
        let words = engine.transcribe(&vec![0.0; 48_000], 1).unwrap();
        assert_eq!(words[1].text, "my");
        assert_eq!((words[1].start, words[1].end), (Duration::from_secs(1), Duration::from_secs(2)));
        assert!(engine.transcribe(&[0.0; 100], 1).unwrap().is_empty());
        assert!(engine.transcribe(&[0.0; 100], 1).unwrap().is_empty());
    }
}
