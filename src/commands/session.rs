//! One attempt from its first take to its last, whether a person speaks or recordings are played.

use super::recordings::Assigned;
use super::transcription::Transcription;
use crate::capture::{self, FileMicrophone, Live, Pace, Problem, RecordedTake, Recorder};
use crate::error::{Error, Result};
use crate::plan::{Part, Turn};
use crate::takes::{AttemptOutcome, OpenAttempt, Take, TakeOutcome, TranscriptState};
use crate::terminal::{Choice, Key, Keys, Screen, TurnView};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How often the screen and the transcripts are looked after. A key is answered at once.
const LOOK: Duration = Duration::from_millis(50);

/// Where the sound comes from.
pub enum Source {
    /// A person speaks.
    Microphone {
        /// The device that was asked for.
        wanted: Option<String>,
        /// Open from the first step to the last; `None` after it was lost.
        recorder: Option<Recorder>,
    },
    /// Recordings are played, one a part.
    Files {
        /// Which ones.
        recordings: Vec<Assigned>,
        /// How fast.
        pace: Pace,
        /// Set by a key: from then on as fast as it goes.
        hurry: bool,
    },
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// Everything was recorded or skipped.
    Complete,
    /// The person stopped it, and wants to see what there is.
    Stopped,
    /// The person, or a signal, ended the program.
    Left,
    /// The microphone, the disk or a recording failed: why, one sentence.
    Failed(String),
}

/// How a take ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TakeEnd {
    Next,
    Again,
    Skip,
    Stop,
    Leave,
    Problem,
}

/// A take that has just ended.
struct Kept {
    number: u32,
    wav: PathBuf,
    recorded: RecordedTake,
    marks: Vec<Duration>,
    end: TakeEnd,
}

/// An attempt while it is spoken.
pub struct Session<'a> {
    /// The attempt; every take is saved at its end.
    pub open: OpenAttempt,
    /// Hears the takes meanwhile.
    pub transcription: Transcription,
    /// What the person sees.
    pub screen: &'a mut dyn Screen,
    /// What the person types.
    pub keys: &'a mut Keys,
    /// Where the sound comes from.
    pub source: Source,
    /// The last save failed: said once, tried again at every change.
    pub unsaved: Option<Error>,
    /// How many steps of a whole answer the person marks with Enter; without marks 0.
    pub marked_steps: usize,
}

impl Session<'_> {
    /// Goes through all turns of the plan. Whatever happens, what was recorded is a part of the attempt at the end.
    pub fn run(&mut self) -> Ending {
        let turns = self.open.attempt.plan.turns();
        let mut ending = Ending::Complete;
        for (at, turn) in turns.iter().enumerate() {
            self.screen.turn_begins(&TurnView { index: at, count: turns.len(), turn });
            if let Some(end) = self.question(turn).or_else(|| self.turn(turn)) {
                ending = end;
                break;
            }
        }
        self.open.attempt.outcome = match &ending {
            Ending::Complete => AttemptOutcome::Complete,
            Ending::Stopped | Ending::Left => AttemptOutcome::Stopped,
            Ending::Failed(why) => AttemptOutcome::Interrupted { why: why.clone() },
        };
        self.save();
        ending
    }

    /// Shows the question of an interviewer until it has been read, or a key goes on. `Some`: the attempt ends here.
    fn question(&mut self, turn: &Turn) -> Option<Ending> {
        let question =
            turn.question.as_deref().filter(|_| matches!(self.source, Source::Microphone { .. }))?;
        let reading = reading_time(question);
        let began = Instant::now();
        loop {
            let left = reading.saturating_sub(began.elapsed());
            self.screen.question(question, left);
            if left.is_zero() {
                return None;
            }
            match self.keys.next(LOOK.min(left)) {
                None => {}
                Some(Key::Stop) => return Some(Ending::Stopped),
                Some(Key::Interrupt) => return Some(Ending::Left),
                // Nobody is at the keyboard: the question stays for its time.
                Some(Key::End) => std::thread::sleep(LOOK.min(left)),
                Some(_) => return None,
            }
        }
    }

    /// One turn, with all of its takes. `Some`: the attempt ends here.
    fn turn(&mut self, turn: &Turn) -> Option<Ending> {
        loop {
            let taken = match self.take(turn) {
                Ok(taken) => taken,
                Err(error) => {
                    self.screen.problem(error.message(), error.hint_text().unwrap_or_default());
                    return Some(Ending::Failed(error.message().to_owned()));
                }
            };
            match taken {
                (_, Some(problem)) => {
                    if let Some(ending) = self.after(&problem, turn.part) {
                        return Some(ending);
                    }
                }
                (TakeEnd::Next | TakeEnd::Skip, None) => return None,
                (TakeEnd::Again | TakeEnd::Problem, None) => {}
                (TakeEnd::Stop, None) => return Some(Ending::Stopped),
                (TakeEnd::Leave, None) => return Some(Ending::Left),
            }
        }
    }

    fn take(&mut self, turn: &Turn) -> Result<(TakeEnd, Option<Problem>)> {
        let (number, wav) = self.open.next_take(turn.part);
        let recorder = self.recorder_for(turn.part)?;
        let Some((recorder, hurry)) = recorder else { return Ok((TakeEnd::Skip, None)) };
        if let Err(error) = recorder.start_take(&wav) {
            let problem =
                recorder.live().problem.unwrap_or_else(|| Problem::NotWritable(error.message().to_owned()));
            self.give_back(recorder);
            return Ok((TakeEnd::Problem, Some(problem)));
        }
        self.screen.take_begins(number);
        let mut marks = Vec::new();
        let end = self.watch(turn.part, &recorder, hurry.as_deref(), &mut marks);
        let finished = recorder.finish_take();
        self.give_back(recorder);
        let recorded = finished?;
        let problem = recorded.problem.clone();
        let end = if problem.is_some() && matches!(end, TakeEnd::Next | TakeEnd::Problem) {
            TakeEnd::Problem
        } else {
            end
        };
        self.keep(turn, Kept { number, wav, recorded, marks, end });
        Ok((end, problem.filter(|_| end == TakeEnd::Problem)))
    }

    /// The open recorder of this part; `None` when there is no recording for it.
    fn recorder_for(&mut self, part: Part) -> Result<Option<(Recorder, Option<Arc<AtomicBool>>)>> {
        match &mut self.source {
            Source::Microphone { wanted, recorder } => match recorder.take() {
                Some(recorder) => Ok(Some((recorder, None))),
                None => Ok(Some((Recorder::open(capture::microphone(wanted.as_deref())?)?, None))),
            },
            Source::Files { recordings, pace, hurry } => {
                let of_part = recordings.iter().position(|(recorded, _)| *recorded == part);
                let Some(at) = of_part else { return Ok(None) };
                let (_, file) = recordings.remove(at);
                let microphone = FileMicrophone::new(&file, *pace);
                let faster = microphone.hurry();
                faster.store(*hurry, Ordering::Relaxed);
                Ok(Some((Recorder::open(Box::new(microphone))?, Some(faster))))
            }
        }
    }

    /// A microphone stays open from step to step; one that failed, and a file, are closed.
    fn give_back(&mut self, open: Recorder) {
        let failed = open.live().problem.is_some_and(|problem| problem.is_of_the_device());
        match &mut self.source {
            Source::Microphone { recorder, .. } if !failed => *recorder = Some(open),
            _ => {
                open.close();
            }
        }
    }

    /// Follows the take until it ends. `marks`: where the person ended a step of a whole answer.
    fn watch(
        &mut self,
        part: Part,
        recorder: &Recorder,
        hurry: Option<&AtomicBool>,
        marks: &mut Vec<Duration>,
    ) -> TakeEnd {
        loop {
            let live = recorder.live();
            if live.problem.is_some() {
                return TakeEnd::Problem;
            }
            if live.ended {
                return TakeEnd::Next;
            }
            self.screen.draw(&live);
            if self.transcription.collect(&mut self.open.attempt, Duration::ZERO) {
                self.save();
            }
            let Some(key) = self.keys.next(LOOK) else { continue };
            if let (Some(hurry), Key::Next) = (hurry, key) {
                hurry.store(true, Ordering::Relaxed);
                if let Source::Files { hurry, .. } = &mut self.source {
                    *hurry = true;
                }
                continue;
            }
            if hurry.is_some() && !matches!(key, Key::Stop | Key::Interrupt) {
                // A recording has no other keys, and goes on without anybody at the keyboard.
                continue;
            }
            if part == Part::Answer && key == Key::Next && marks.len() + 1 < self.marked_steps {
                marks.push(live.length);
                self.screen.marked(marks.len());
                continue;
            }
            if part == Part::Answer && key == Key::Skip {
                // There is nothing behind the answer to skip to.
                continue;
            }
            if let Some(end) = answer(key, &live, recorder) {
                return end;
            }
        }
    }

    fn keep(&mut self, turn: &Turn, kept: Kept) {
        let Kept { number, wav, recorded, marks, end } = kept;
        let outcome = match (&recorded.problem, end, recorded.spoken) {
            (Some(problem), _, _) => TakeOutcome::Interrupted { why: problem.message() },
            (None, TakeEnd::Skip, _) => TakeOutcome::Skipped,
            (None, _, None) => TakeOutcome::NoSpeech,
            (None, _, Some(_)) => TakeOutcome::Complete,
        };
        let file = wav.exists().then(|| file_name(&wav));
        let judged = outcome != TakeOutcome::Skipped;
        let take = Take {
            part: turn.part,
            number,
            file,
            outcome,
            recorded: Some(recorded),
            transcript: TranscriptState::Nothing,
            marks,
            cut: None,
        };
        self.screen.take_ends(&take, turn);
        self.open.attempt.takes.push(take);
        if judged {
            self.transcription.submit_newest(&mut self.open.attempt, wav);
        }
        self.save();
    }

    /// Says what happened and asks whether to go on. `None`: it is spoken again.
    fn after(&mut self, problem: &Problem, part: Part) -> Option<Ending> {
        self.screen.problem(&problem.message(), problem.remedy());
        if matches!(self.source, Source::Files { .. }) {
            return Some(Ending::Failed(problem.message()));
        }
        let what = if part.step().is_some() { "step" } else { "answer" };
        loop {
            match self.screen.ask(&format!("Enter: record this {what} again · q: stop and keep"), self.keys)
            {
                Choice::Go => match self.reopen() {
                    Ok(()) => return None,
                    Err(error) => {
                        self.screen.problem(error.message(), error.hint_text().unwrap_or(problem.remedy()));
                    }
                },
                Choice::Stop => return Some(Ending::Failed(problem.message())),
                Choice::Leave => return Some(Ending::Left),
            }
        }
    }

    /// Opens the microphone anew where it was lost, and says so when it is another one now.
    fn reopen(&mut self) -> Result<()> {
        let Source::Microphone { wanted, recorder } = &mut self.source else { return Ok(()) };
        if recorder.is_none() {
            let opened = Recorder::open(capture::microphone(wanted.as_deref())?)?;
            self.screen.message(&format!("Recording from {}.", opened.device()));
            *recorder = Some(opened);
        }
        Ok(())
    }

    /// Saves the attempt. A full disk must not end it: what is in memory is tried again at the next change.
    pub fn save(&mut self) {
        match self.open.save() {
            Ok(()) => self.unsaved = None,
            Err(error) => {
                if self.unsaved.is_none() {
                    self.screen.problem(
                        error.message(),
                        error.hint_text().unwrap_or(
                            "The recordings themselves are safe; this is tried again after every step.",
                        ),
                    );
                }
                self.unsaved = Some(error);
            }
        }
    }
}

/// How long a question stays: as long as it takes to read it at a calm pace, about 200 words a minute, and to breathe in.
fn reading_time(question: &str) -> Duration {
    const A_WORD: Duration = Duration::from_millis(300);
    const BREATH: Duration = Duration::from_secs(3);
    let words = question.split_whitespace().count() as u32;
    (BREATH + A_WORD * words).min(Duration::from_secs(20))
}

/// What a key does during a take; `None`: the take goes on.
fn answer(key: Key, live: &Live, recorder: &Recorder) -> Option<TakeEnd> {
    match key {
        Key::Next => Some(TakeEnd::Next),
        Key::Again => Some(TakeEnd::Again),
        Key::Skip => Some(TakeEnd::Skip),
        Key::Stop | Key::End => Some(TakeEnd::Stop),
        Key::Interrupt => Some(TakeEnd::Leave),
        Key::Pause => {
            if live.paused {
                recorder.resume();
            } else {
                recorder.pause();
            }
            None
        }
        Key::Other(_) => None,
    }
}

fn file_name(wav: &Path) -> String {
    wav.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
