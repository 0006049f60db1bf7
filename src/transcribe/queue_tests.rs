use super::*;
use crate::transcribe::{Transcriber, chunks, cores};
use crate::transcript::Word;
use std::sync::atomic::AtomicUsize;

/// Says one word a chunk: its length in samples and the threads. Dies at the given calls.
struct Fake {
    calls: Arc<AtomicUsize>,
    deaths: &'static [usize],
    alive: bool,
}

impl Transcriber for Fake {
    fn transcribe(&mut self, samples: &[f32], threads: usize) -> Result<Vec<Word>> {
        if self.deaths.contains(&self.calls.fetch_add(1, Ordering::Relaxed)) {
            self.alive = false;
            return Err(Error::failed("it died"));
        }
        let end = chunks::time(samples.len());
        let text = format!("{}x{threads}", samples.len());
        Ok(vec![Word { text, start: Duration::ZERO, end, probability: 1.0 }])
    }

    fn alive(&self) -> bool {
        self.alive
    }
}

fn queue(deaths: &'static [usize]) -> (Queue, Arc<AtomicUsize>) {
    let (calls, starts) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let count = Arc::clone(&starts);
    let starter = Box::new(move || {
        count.fetch_add(1, Ordering::Relaxed);
        let fake: Box<dyn Transcriber> = Box::new(Fake { calls: Arc::clone(&calls), deaths, alive: true });
        Ok(fake)
    });
    (Queue::with_engine("fake", chunks::LONGEST, starter), starts)
}

fn take(folder: &Path, seconds: u32) -> PathBuf {
    let path = folder.join(format!("{seconds}.wav"));
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 16_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut out = hound::WavWriter::create(&path, spec).unwrap();
    for _ in 0..seconds * 16_000 {
        out.write_sample(0i16).unwrap();
    }
    out.finalize().unwrap();
    path
}

fn spans(seconds: &[(u64, u64)]) -> Vec<Span> {
    seconds.iter().map(|&(a, b)| Span::new(Duration::from_secs(a), Duration::from_secs(b))).collect()
}

fn next(queue: &mut Queue) -> (usize, Result<Transcript>) {
    queue.wait(Duration::from_secs(30)).expect("a result within 30 s")
}

#[test]
fn words_are_in_the_time_of_the_take_and_results_in_order() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, _) = queue(&[]);
    queue.submit(7, take(folder.path(), 9), spans(&[(1, 2), (5, 6)]));
    queue.submit(3, take(folder.path(), 2), spans(&[(0, 1)]));
    let (key, first) = next(&mut queue);
    let first = first.unwrap();
    assert_eq!((key, first.model.as_str(), first.text().as_str()), (7, "fake", "19200x1 19200x1"));
    assert_eq!(first.words[1].start, Duration::from_millis(4900));
    assert_eq!(first.words[1].end, Duration::from_millis(6100));
    assert_eq!(next(&mut queue).0, 3);
    assert_eq!(queue.pending(), 0);
    assert!(queue.wait(Duration::from_secs(30)).is_none());
    assert_eq!(queue.progress(), Progress { done: Duration::from_secs(3), total: Duration::from_secs(3) });
}

#[test]
fn the_same_key_twice_gives_two_results() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, _) = queue(&[]);
    let wav = take(folder.path(), 2);
    queue.submit(5, wav.clone(), spans(&[(0, 1)]));
    queue.submit(5, wav, spans(&[(0, 1)]));
    assert_eq!((next(&mut queue).0, next(&mut queue).0), (5, 5));
}

#[test]
fn free_cores_are_used_when_the_recording_has_ended() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, _) = queue(&[]);
    queue.recording_ended();
    queue.submit(1, take(folder.path(), 2), spans(&[(0, 2)]));
    let text = next(&mut queue).1.unwrap().text();
    let threads: usize = text.strip_prefix("32000x").unwrap().parse().unwrap();
    assert!((1..=cores::physical()).contains(&threads), "{text}");
}

#[test]
fn a_take_without_speech_has_no_words_and_never_reaches_the_engine() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, _) = queue(&[0]);
    queue.submit(1, take(folder.path(), 2), Vec::new());
    assert!(next(&mut queue).1.unwrap().words.is_empty());
}

#[test]
fn one_death_costs_a_restart_and_no_transcript() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, starts) = queue(&[1]);
    let wav = take(folder.path(), 2);
    for key in 0..3 {
        queue.submit(key, wav.clone(), spans(&[(0, 1)]));
    }
    for key in 0..3 {
        let (got, result) = next(&mut queue);
        assert_eq!((got, result.unwrap().words.len()), (key, 1));
    }
    assert_eq!(starts.load(Ordering::Relaxed), 2);
}

#[test]
fn a_second_death_is_one_clear_error_for_every_pending_take() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, starts) = queue(&[1, 2]);
    let wav = take(folder.path(), 2);
    for key in 0..4 {
        queue.submit(key, wav.clone(), spans(&[(0, 1)]));
    }
    assert!(next(&mut queue).1.is_ok());
    for _ in 1..4 {
        assert_eq!(next(&mut queue).1.unwrap_err().message(), "it died");
    }
    assert_eq!(starts.load(Ordering::Relaxed), 2);
}

#[test]
fn a_take_that_cannot_be_read_is_an_error_of_this_take_only() {
    let folder = tempfile::tempdir().unwrap();
    let (mut queue, _) = queue(&[]);
    queue.submit(0, folder.path().join("none.wav"), spans(&[(0, 1)]));
    queue.submit(1, take(folder.path(), 2), spans(&[(0, 1)]));
    assert!(next(&mut queue).1.unwrap_err().message().contains("none.wav"));
    assert!(next(&mut queue).1.is_ok());
}

#[test]
fn an_engine_that_cannot_start_costs_the_transcripts_only() {
    let folder = tempfile::tempdir().unwrap();
    let starter: Starter = Box::new(|| Err(Error::failed("no such program")));
    let mut queue = Queue::with_engine("none", chunks::LONGEST, starter);
    queue.submit(0, take(folder.path(), 2), spans(&[(0, 1)]));
    assert_eq!(next(&mut queue).1.unwrap_err().message(), "no such program");
}

#[test]
fn the_time_limit_grows_with_the_chunk_and_the_model() {
    let limits = Limits::for_model(100_000_000);
    assert_eq!(limits.chunk(10 * SAMPLE_RATE), Duration::from_secs(60 + 70));
    assert!(Limits::for_model(0).chunk(0) >= Duration::from_secs(60));
}

#[cfg(not(feature = "engine"))]
#[test]
fn a_program_without_the_engine_says_so_at_the_start() {
    let model = ModelFile {
        name: "demo".into(),
        path: "models/demo.bin".into(),
        bytes: 0,
        longest_chunk: chunks::LONGEST,
        warning: None,
    };
    let error = Queue::start(Path::new("rehearse"), &model).err().expect("a refusal");
    assert!(error.message().contains("built without the engine"));
}
