//! What a person sees of an attempt: a live screen that is drawn over, plain lines, or nothing but problems.

use super::frame::{self, Look, METER, TurnView, View};
use super::keys::{Key, Keys};
use super::layout::{capital, paragraph};
use crate::capture::{InputCheck, Live};
use crate::content::StepName;
use crate::countdown::{self, Light, Lights};
use crate::plan::{Part, Plan, Turn};
use crate::report::{Colour, Style, clock, wash};
use crate::takes::{Take, TakeOutcome};
use crate::transcribe::Progress;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::VecDeque;
use std::io::Write;
use std::time::{Duration, Instant};

/// Redraws a second, at most: a screen that flickers disturbs a speaker.
const REDRAWS_PER_SECOND: u8 = 10;
/// How long a question waits before it looks again.
const LOOK: Duration = Duration::from_millis(200);

/// What a person answers to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// Enter.
    Go,
    /// `q`, or nobody is there to answer.
    Stop,
    /// Ctrl-C.
    Leave,
}

/// What a person sees of an attempt.
pub trait Screen {
    /// The attempt begins.
    fn begins(&mut self, plan: &Plan);
    /// Something worth knowing.
    fn message(&mut self, text: &str);
    /// Something is wrong, and what to do about it.
    fn problem(&mut self, what: &str, remedy: &str);
    /// What the check of the input found.
    fn input(&mut self, check: &InputCheck);
    /// The next turn begins.
    fn turn_begins(&mut self, view: &TurnView<'_>);
    /// The interviewer asks; `left` until the recording begins.
    fn question(&mut self, text: &str, left: Duration);
    /// A take of it begins, from 1.
    fn take_begins(&mut self, number: u32);
    /// The person has marked the end of a step of a whole answer, the `ended`th from 1.
    fn marked(&mut self, ended: usize);
    /// The recorder at this moment.
    fn draw(&mut self, live: &Live);
    /// The take is over.
    fn take_ends(&mut self, take: &Take, turn: &Turn);
    /// How far the transcription is, after the last take.
    fn progress(&mut self, progress: Progress);
    /// Nothing more comes; the place is free for the report.
    fn ends(&mut self);

    /// Asks, and waits for the answer. With nobody to answer it is no.
    fn ask(&mut self, question: &str, keys: &mut Keys) -> Choice {
        self.message(question);
        loop {
            match keys.next(LOOK) {
                Some(Key::Next | Key::Again) => return Choice::Go,
                Some(Key::Stop | Key::End) => return Choice::Stop,
                Some(Key::Interrupt) => return Choice::Leave,
                _ => {}
            }
        }
    }
}

/// What is on the screen.
#[derive(Debug, Clone)]
struct Shown {
    index: usize,
    count: usize,
    turn: Turn,
    take: u32,
    /// How many steps of the answer the person has marked.
    marked: usize,
}

impl Shown {
    fn new(view: &TurnView<'_>) -> Self {
        let TurnView { index, count, turn } = *view;
        Self { index, count, turn: turn.clone(), take: 1, marked: 0 }
    }
}

/// Lines that are drawn over, on standard error.
pub struct LiveScreen {
    style: Box<dyn Fn() -> Style>,
    look: Look,
    lines: MultiProgress,
    bars: Vec<ProgressBar>,
    shown: Option<Shown>,
    levels: VecDeque<f32>,
    drawn: Option<Instant>,
}

impl LiveScreen {
    /// A screen that asks `style` for the size of the window each time.
    pub fn new(style: Box<dyn Fn() -> Style>, look: Look) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND);
        Self {
            style,
            look,
            lines: MultiProgress::with_draw_target(target),
            bars: Vec::new(),
            shown: None,
            levels: VecDeque::new(),
            drawn: None,
        }
    }

    fn say(&self, text: &str) {
        for line in text.lines() {
            // A window that is gone cannot be written to; the recording goes on.
            let _ = self.lines.println(line);
        }
    }

    fn show(&mut self, lines: &[String]) {
        while self.bars.len() < lines.len() {
            let bar = self.lines.add(ProgressBar::no_length());
            // The template has no parts that could be wrong.
            if let Ok(style) = ProgressStyle::with_template("{msg}") {
                bar.set_style(style);
            }
            self.bars.push(bar);
        }
        for bar in self.bars.drain(lines.len()..) {
            bar.finish_and_clear();
            self.lines.remove(&bar);
        }
        for (bar, line) in self.bars.iter().zip(lines) {
            bar.set_message(line.clone());
        }
    }

    fn clear(&mut self) {
        self.show(&[]);
        let _ = self.lines.clear();
    }
}

impl Screen for LiveScreen {
    fn begins(&mut self, plan: &Plan) {
        let style = (self.style)();
        self.say(&beginning(plan, &style));
    }

    fn message(&mut self, text: &str) {
        let style = (self.style)();
        self.say(&paragraph(&wash(text), style.width, 0));
    }

    fn problem(&mut self, what: &str, remedy: &str) {
        let style = (self.style)();
        self.say(&style.paint(Colour::Bad, &said(what, remedy, &style)));
    }

    fn input(&mut self, check: &InputCheck) {
        let style = (self.style)();
        self.say(&heard(check, &style));
    }

    fn turn_begins(&mut self, view: &TurnView<'_>) {
        self.shown = Some(Shown::new(view));
    }

    fn question(&mut self, text: &str, left: Duration) {
        let lines = frame::question(text, left, &(self.style)());
        self.show(&lines);
    }

    fn marked(&mut self, ended: usize) {
        if let Some(shown) = &mut self.shown {
            shown.marked = ended;
        }
        self.drawn = None;
    }

    fn take_begins(&mut self, number: u32) {
        self.clear();
        if let Some(shown) = &mut self.shown {
            (shown.take, shown.marked) = (number, 0);
        }
        self.levels.clear();
        self.drawn = None;
    }

    fn draw(&mut self, live: &Live) {
        let due = Duration::from_secs(1) / u32::from(REDRAWS_PER_SECOND);
        if self.drawn.is_some_and(|drawn| drawn.elapsed() < due) {
            return;
        }
        self.drawn = Some(Instant::now());
        self.levels.push_back(live.level_dbfs);
        while self.levels.len() > METER {
            self.levels.pop_front();
        }
        let Some(Shown { index, count, turn, take, marked }) = self.shown.clone() else { return };
        let marking =
            StepName::ALL.get(marked).copied().filter(|_| self.look.marking && turn.part == Part::Answer);
        let turn = TurnView { index, count, turn: &turn };
        let view = View { turn, marking, take, live, levels: &self.levels, look: self.look };
        let lines = frame::frame(&view, &(self.style)());
        self.show(&lines);
    }

    fn take_ends(&mut self, take: &Take, turn: &Turn) {
        self.clear();
        let style = (self.style)();
        self.say(&ended(take, turn, &style));
    }

    fn progress(&mut self, progress: Progress) {
        self.show(&[transcribing(progress)]);
    }

    fn ends(&mut self) {
        self.clear();
        self.shown = None;
    }
}

/// Lines that stay, on standard error.
pub struct PlainScreen {
    style: Style,
    hints: bool,
    light: Option<Light>,
    ready: bool,
    warned: Option<String>,
    asked: bool,
    shown: Option<Shown>,
    percent: Option<u64>,
}

impl PlainScreen {
    /// Lines that fit the style's width.
    pub fn new(style: Style, hints: bool) -> Self {
        Self {
            style,
            hints,
            light: None,
            ready: false,
            warned: None,
            asked: false,
            shown: None,
            percent: None,
        }
    }

    #[expect(clippy::unused_self, reason = "all lines of this screen go this way")]
    fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

impl Screen for PlainScreen {
    fn begins(&mut self, plan: &Plan) {
        self.say(&beginning(plan, &self.style));
        let next = if plan.interview.is_some() { "done" } else { "next" };
        self.say(&format!("Keys: enter {next}, r again, p pause, s skip, q stop and keep."));
    }

    fn message(&mut self, text: &str) {
        self.say(&paragraph(&wash(text), self.style.width, 0));
    }

    fn problem(&mut self, what: &str, remedy: &str) {
        self.say(&said(what, remedy, &self.style));
    }

    fn input(&mut self, check: &InputCheck) {
        self.say(&heard(check, &self.style));
    }

    fn turn_begins(&mut self, view: &TurnView<'_>) {
        self.shown = Some(Shown::new(view));
        self.asked = false;
    }

    fn question(&mut self, text: &str, left: Duration) {
        if std::mem::replace(&mut self.asked, true) {
            return;
        }
        self.say(&format!("\n{}", paragraph(&format!("“{}”", wash(text)), self.style.width, 1)));
        let seconds = left.as_secs_f64().ceil();
        self.say(&format!("Recording begins in {seconds} s; enter begins now."));
    }

    fn marked(&mut self, ended: usize) {
        if let Some(next) = StepName::ALL.get(ended) {
            self.say(&format!("Marked. Now: {}.", next.title()));
        }
    }

    fn take_begins(&mut self, number: u32) {
        (self.light, self.ready, self.warned) = (None, false, None);
        let Some(Shown { index, count, turn, .. }) = &self.shown else { return };
        let take = if number > 1 { format!(", take {number}") } else { String::new() };
        let title = turn.part.title();
        let heading = match &turn.question {
            Some(_) => format!("{title}{take}, up to {}", clock(turn.target)),
            None => {
                format!(
                    "{title}, {} of {count}{take}, target {}: {}",
                    index + 1,
                    clock(turn.target),
                    turn.cue
                )
            }
        };
        self.say(&format!("\n{}", paragraph(&wash(heading.trim()), self.style.width, 2)));
        if self.hints && !turn.phrases.is_empty() {
            let phrases: Vec<&str> = turn.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
            self.say(&paragraph(&wash(&format!("Say: {}", phrases.join(" / "))), self.style.width, 2));
        }
    }

    fn draw(&mut self, live: &Live) {
        if live.ready && !std::mem::replace(&mut self.ready, true) {
            self.say("Go.");
        }
        let issue = live.issue().map(|issue| said(issue.message(), issue.remedy(), &self.style));
        if issue.is_some() && issue != self.warned {
            self.say(&issue.clone().unwrap_or_default());
            self.warned = issue;
        }
        let Some(shown) = &self.shown else { return };
        if live.elapsed.is_zero() {
            return;
        }
        let light = Lights::of(&shown.turn).at(live.elapsed);
        if self.light.replace(light) != Some(light) {
            self.say(&format!("{}  {}", clock(live.elapsed), light.word()));
        }
    }

    fn take_ends(&mut self, take: &Take, turn: &Turn) {
        self.say(&ended(take, turn, &self.style));
    }

    fn progress(&mut self, progress: Progress) {
        // A line at every quarter is enough.
        let quarter = percent(progress) / 25;
        if self.percent.replace(quarter) != Some(quarter) {
            self.say(&transcribing(progress));
        }
    }

    fn ends(&mut self) {}
}

/// Nothing but problems: somebody reads JSON.
pub struct SilentScreen;

impl Screen for SilentScreen {
    fn begins(&mut self, _plan: &Plan) {}
    fn message(&mut self, _text: &str) {}
    fn problem(&mut self, what: &str, remedy: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{}", said(what, remedy, &Style::plain(120)));
    }
    fn input(&mut self, check: &InputCheck) {
        if let Some(issue) = check.issue {
            self.problem(issue.message(), issue.remedy());
        }
    }
    fn turn_begins(&mut self, _view: &TurnView<'_>) {}
    fn question(&mut self, _text: &str, _left: Duration) {}
    fn marked(&mut self, _ended: usize) {}
    fn take_begins(&mut self, _number: u32) {}
    fn draw(&mut self, _live: &Live) {}
    fn take_ends(&mut self, _take: &Take, _turn: &Turn) {}
    fn progress(&mut self, _progress: Progress) {}
    fn ends(&mut self) {}
}

fn beginning(plan: &Plan, style: &Style) -> String {
    if let Some(interview) = &plan.interview {
        // The question comes when it is asked; the story's title would be a prompt.
        let follow_ups = match interview.follow_ups.len() {
            0 => "no follow-ups".to_owned(),
            1 => format!("1 follow-up (seed {})", interview.seed),
            several => format!("{several} follow-ups (seed {})", interview.seed),
        };
        let limit = plan.whole_answer();
        let time = if limit.at_least.is_zero() {
            format!("up to {}", clock(limit.at_most))
        } else {
            format!("{} to {}", clock(limit.at_least), clock(limit.at_most))
        };
        let judged_by = plan.judged_by();
        let parts = ["Interview", plan.story.as_str()]
            .into_iter()
            .chain(judged_by)
            .chain([time.as_str(), &follow_ups]);
        let title = wash(&parts.collect::<Vec<_>>().join(" · ")).into_owned();
        return style.paint(Colour::Strong, &paragraph(&title, style.width, 0));
    }
    let total: Duration = plan.steps.iter().map(|step| step.target).sum();
    let steps = if plan.steps.len() == 1 { "1 step".into() } else { format!("{} steps", plan.steps.len()) };
    let mut parts = vec![wash(&plan.title).into_owned(), steps, clock(total)];
    parts.extend(plan.judged_by().into_iter().map(|one| wash(one).into_owned()));
    let title = parts.join(" · ");
    let question = paragraph(&format!("“{}”", wash(&plan.question)), style.width, 0);
    format!("{}\n{question}", style.paint(Colour::Strong, &title))
}

/// "The microphone is gone. Plug it in again."
fn said(what: &str, remedy: &str, style: &Style) -> String {
    let what = capital(what);
    let stop = if what.ends_with(['.', '?', '!']) { "" } else { "." };
    paragraph(&wash(&format!("! {what}{stop} {remedy}")), style.width, 2)
}

fn heard(check: &InputCheck, style: &Style) -> String {
    let level =
        format!("{}: level {:.0} dBFS, peak {:.0} dBFS.", check.device, check.level_dbfs, check.peak_dbfs);
    let mut text = paragraph(&wash(&level), style.width, 2);
    if let Some(problem) = &check.problem {
        text = format!("{text}\n{}", said(&problem.message(), problem.remedy(), style));
    } else if let Some(issue) = check.issue {
        let remedy = format!("{} {}", issue.cause(), issue.remedy());
        text = format!("{text}\n{}", style.paint(Colour::Watch, &said(issue.message(), &remedy, style)));
    }
    text
}

/// One line that stays: "Situation   0:34 of 0:30   good".
fn ended(take: &Take, turn: &Turn, style: &Style) -> String {
    let target = turn.target;
    let title = format!("{:<11}", take.part.title());
    let spoken = take.spoken();
    let time = format!("{:>5} of {}", spoken.map_or("–".into(), clock), clock(target));
    let (word, ink) = match (&take.outcome, spoken) {
        (TakeOutcome::NotHeard, _) => ("not heard".to_owned(), Colour::Watch),
        (TakeOutcome::Skipped, _) => ("skipped".to_owned(), Colour::Faint),
        (TakeOutcome::NoSpeech, _) | (TakeOutcome::Complete, None) => ("no speech".to_owned(), Colour::Watch),
        (TakeOutcome::Interrupted { why }, _) => (format!("interrupted: {why}"), Colour::Bad),
        (TakeOutcome::Complete, Some(spoken)) => {
            let verdict = countdown::verdict_of(turn, spoken);
            let ink = if verdict == countdown::Verdict::OnTarget { Colour::Good } else { Colour::Watch };
            (verdict.word().to_owned(), ink)
        }
    };
    let take_number = if take.number > 1 { format!("   take {}", take.number) } else { String::new() };
    format!("{title} {time}   {}{take_number}", style.paint(ink, &wash(&word)))
}

fn percent(progress: Progress) -> u64 {
    let total = progress.total.as_millis().max(1);
    (progress.done.as_millis() * 100 / total) as u64
}

fn transcribing(progress: Progress) -> String {
    format!("Transcribing on this machine … {} of {} of speech", clock(progress.done), clock(progress.total))
}
