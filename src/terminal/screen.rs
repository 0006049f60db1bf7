//! What a person sees of an attempt: a live screen that is drawn over, plain lines, or nothing but problems.

use super::frame::{self, METER, StepView, View};
use super::keys::{Key, Keys};
use super::layout::{capital, paragraph};
use crate::capture::{InputCheck, Live};
use crate::countdown::{self, Light};
use crate::plan::{Plan, PlannedStep};
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
    /// The next step begins.
    fn step_begins(&mut self, view: &StepView<'_>);
    /// A take of it begins, from 1.
    fn take_begins(&mut self, number: u32);
    /// The recorder at this moment.
    fn draw(&mut self, live: &Live);
    /// The take is over.
    fn take_ends(&mut self, take: &Take, planned: Option<&PlannedStep>);
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

/// The step that is on the screen.
#[derive(Debug, Clone)]
struct Step {
    index: usize,
    count: usize,
    planned: PlannedStep,
    take: u32,
}

/// Lines that are drawn over, on standard error.
pub struct LiveScreen {
    style: Box<dyn Fn() -> Style>,
    hints: bool,
    played: bool,
    lines: MultiProgress,
    bars: Vec<ProgressBar>,
    step: Option<Step>,
    levels: VecDeque<f32>,
    drawn: Option<Instant>,
}

impl LiveScreen {
    /// A screen that asks `style` for the size of the window each time. `played`: recordings stand for a person.
    pub fn new(style: Box<dyn Fn() -> Style>, hints: bool, played: bool) -> Self {
        let target = ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND);
        Self {
            style,
            hints,
            played,
            lines: MultiProgress::with_draw_target(target),
            bars: Vec::new(),
            step: None,
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

    fn step_begins(&mut self, view: &StepView<'_>) {
        let StepView { index, count, planned } = *view;
        self.step = Some(Step { index, count, planned: planned.clone(), take: 1 });
    }

    fn take_begins(&mut self, number: u32) {
        if let Some(step) = &mut self.step {
            step.take = number;
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
        let Some(Step { index, count, planned, take }) = self.step.clone() else { return };
        let step = StepView { index, count, planned: &planned };
        let view = View { step, take, live, levels: &self.levels, hints: self.hints, played: self.played };
        let lines = frame::frame(&view, &(self.style)());
        self.show(&lines);
    }

    fn take_ends(&mut self, take: &Take, planned: Option<&PlannedStep>) {
        self.clear();
        let style = (self.style)();
        self.say(&ended(take, planned, &style));
    }

    fn progress(&mut self, progress: Progress) {
        self.show(&[transcribing(progress)]);
    }

    fn ends(&mut self) {
        self.clear();
        self.step = None;
    }
}

/// Lines that stay, on standard error.
pub struct PlainScreen {
    style: Style,
    hints: bool,
    light: Option<Light>,
    ready: bool,
    warned: Option<String>,
    step: Option<Step>,
    percent: Option<u64>,
}

impl PlainScreen {
    /// Lines that fit the style's width.
    pub fn new(style: Style, hints: bool) -> Self {
        Self { style, hints, light: None, ready: false, warned: None, step: None, percent: None }
    }

    #[expect(clippy::unused_self, reason = "all lines of this screen go this way")]
    fn say(&self, text: &str) {
        let _ = writeln!(std::io::stderr().lock(), "{text}");
    }
}

impl Screen for PlainScreen {
    fn begins(&mut self, plan: &Plan) {
        self.say(&beginning(plan, &self.style));
        self.say("Keys: enter next, r again, p pause, s skip, q stop and keep.");
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

    fn step_begins(&mut self, view: &StepView<'_>) {
        let StepView { index, count, planned } = *view;
        self.step = Some(Step { index, count, planned: planned.clone(), take: 1 });
    }

    fn take_begins(&mut self, number: u32) {
        (self.light, self.ready, self.warned) = (None, false, None);
        let Some(Step { index, count, planned, .. }) = &self.step else { return };
        let take = if number > 1 { format!(", take {number}") } else { String::new() };
        let title = planned.step.title();
        let heading = format!(
            "\n{title}, {} of {count}{take}, target {}: {}",
            index + 1,
            clock(planned.target),
            planned.cue
        );
        self.say(&format!("\n{}", paragraph(&wash(heading.trim()), self.style.width, 2)));
        if self.hints && !planned.phrases.is_empty() {
            let phrases: Vec<&str> = planned.phrases.iter().map(|phrase| phrase.text.as_str()).collect();
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
        let Some(step) = &self.step else { return };
        if live.elapsed.is_zero() {
            return;
        }
        let light = countdown::light(step.planned.target, live.elapsed);
        if self.light.replace(light) != Some(light) {
            self.say(&format!("{}  {}", clock(live.elapsed), light.word()));
        }
    }

    fn take_ends(&mut self, take: &Take, planned: Option<&PlannedStep>) {
        self.say(&ended(take, planned, &self.style));
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
    fn step_begins(&mut self, _view: &StepView<'_>) {}
    fn take_begins(&mut self, _number: u32) {}
    fn draw(&mut self, _live: &Live) {}
    fn take_ends(&mut self, _take: &Take, _planned: Option<&PlannedStep>) {}
    fn progress(&mut self, _progress: Progress) {}
    fn ends(&mut self) {}
}

fn beginning(plan: &Plan, style: &Style) -> String {
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
fn ended(take: &Take, planned: Option<&PlannedStep>, style: &Style) -> String {
    let target = planned.map_or(Duration::ZERO, |planned| planned.target);
    let title = format!("{:<10}", take.step.title());
    let spoken = take.spoken();
    let time = format!("{:>5} of {}", spoken.map_or("–".into(), clock), clock(target));
    let (word, ink) = match (&take.outcome, spoken) {
        (TakeOutcome::Skipped, _) => ("skipped".to_owned(), Colour::Faint),
        (TakeOutcome::NoSpeech, _) | (TakeOutcome::Complete, None) => ("no speech".to_owned(), Colour::Watch),
        (TakeOutcome::Interrupted { why }, _) => (format!("interrupted: {why}"), Colour::Bad),
        (TakeOutcome::Complete, Some(spoken)) => {
            let verdict = countdown::verdict(target, spoken);
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
