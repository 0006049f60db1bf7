//! What the screen shows while somebody speaks: a view of the moment in, lines out. Pure.

use super::layout::{capital, cut, pad, wrap};
use crate::capture::Live;
use crate::content::StepName;
use crate::countdown::{Light, Lights};
use crate::plan::{Part, Turn};
use crate::report::{Colour, Style, clock, wash};
use std::collections::VecDeque;
use std::time::Duration;

/// The keys, as they are shown.
const KEYS: [&str; 5] = ["enter next", "r again", "p pause", "s skip", "q stop and keep"];
/// The same while a recording is played.
const KEYS_OF_A_RECORDING: [&str; 2] = ["enter straight to the report", "q stop and keep"];
/// Those of a whole answer: it cannot be skipped.
const KEYS_OF_AN_ANSWER: [&str; 4] = ["enter done", "r again", "p pause", "q stop and keep"];
/// Those of a whole answer whose steps the person marks.
const KEYS_OF_A_MARKED_STEP: [&str; 4] = ["enter next step", "r again", "p pause", "q stop and keep"];
const KEYS_OF_A_FOLLOW_UP: [&str; 5] = ["enter done", "r again", "p pause", "s skip", "q stop and keep"];
/// How many levels the meter remembers.
pub const METER: usize = 8;
/// The quietest level that the meter shows, in dBFS: below it is the noise of a room.
const METER_FLOOR_DBFS: f32 = -60.0;
/// At most so many lines of phrases.
const PHRASE_LINES: usize = 4;
/// Below this many columns words take the place of bars.
const NARROW: usize = 60;

/// The turn that is spoken now.
#[derive(Debug, Clone, Copy)]
pub struct TurnView<'a> {
    /// Its place in the plan, from 0.
    pub index: usize,
    /// How many turns the plan has.
    pub count: usize,
    /// What it is.
    pub turn: &'a Turn,
}

/// What a screen shows of a rehearsal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    /// Whether the phrases are shown.
    pub hints: bool,
    /// Whether the person marks the steps of a whole answer.
    pub marking: bool,
    /// A recording is played instead of the microphone.
    pub played: bool,
}

/// Everything that a frame is made of.
#[derive(Debug)]
pub struct View<'a> {
    /// The turn.
    pub turn: TurnView<'a>,
    /// Where the person marks the steps of a whole answer: which one is spoken now.
    pub marking: Option<StepName>,
    /// Which take of it, from 1.
    pub take: u32,
    /// The recorder at this moment.
    pub live: &'a Live,
    /// The last levels in dBFS, the newest last.
    pub levels: &'a VecDeque<f32>,
    /// What is shown.
    pub look: Look,
}

/// The lines of the screen.
pub fn frame(view: &View<'_>, style: &Style) -> Vec<String> {
    let turn = view.turn.turn;
    let mut lines = vec![heading(view, style)];
    // An interview shows the clock alone.
    lines.push(if turn.question.is_some() { clock_alone(view, style) } else { time(view, style) });
    if view.look.hints {
        lines.extend(phrases(&turn.phrases.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(), style));
    }
    lines.extend(note(view.live, style));
    lines.extend(keys(view, style));
    lines
}

/// The question of an interviewer, before the clock starts.
pub fn question(text: &str, left: Duration, style: &Style) -> Vec<String> {
    let words: Vec<String> = format!("“{}”", wash(text)).split(' ').map(str::to_owned).collect();
    let mut lines: Vec<String> = wrap(&words, " ", style.width, 1);
    for line in &mut lines {
        *line = style.paint(Colour::Strong, line);
    }
    let seconds = left.as_millis().div_ceil(1000);
    let keys =
        [format!("recording begins in {seconds} s"), "any key begins now".into(), "q stop and keep".into()];
    lines
        .extend(wrap(&keys, " · ", style.width, 0).into_iter().map(|line| style.paint(Colour::Faint, &line)));
    lines
}

fn heading(view: &View<'_>, style: &Style) -> String {
    let TurnView { index, count, turn } = view.turn;
    let take = if view.take > 1 { format!(" · take {}", view.take) } else { String::new() };
    let title = turn.part.title();
    if turn.question.is_some() {
        let step = view.marking.map(|step| format!(" · {}", step.title())).unwrap_or_default();
        return format!("{}{step}{take}", style.paint(Colour::Strong, &title));
    }
    let place = format!("  {} of {count}{take}", index + 1);
    let room = style.width.saturating_sub(title.len() + place.len() + 3);
    let cue = if room > 8 { format!(" · {}", cut(&wash(&turn.cue), room)) } else { String::new() };
    format!("{}{place}{cue}", style.paint(Colour::Strong, &title))
}

/// The clock against the target, the light, and the level.
fn time(view: &View<'_>, style: &Style) -> String {
    let live = view.live;
    let target = view.turn.turn.target;
    let (word, ink) = state(live, view.turn.turn);
    let word = pad(&word, 14);
    let level = format!("{} dB", rounded(live.level_dbfs));
    if !style.unicode || style.width < NARROW {
        let line = format!("{} of {}  {word} {level}", long(live.elapsed), long(target));
        return cut(&line, style.width);
    }
    // Clock, target, word and gaps take 32 columns, the meter 20.
    let meter = if style.width >= 70 { format!("▕{}▏ ", meter(view.levels)) } else { String::new() };
    let taken = 32 + if meter.is_empty() { 8 } else { 20 };
    let bar = bar(live.elapsed, target, style.width.saturating_sub(taken).clamp(8, 40));
    format!(
        "{} {} {}   {} {meter}{level}",
        long(live.elapsed),
        style.paint(ink, &bar),
        long(target),
        style.paint(ink, &word)
    )
}

/// The clock against the limit and the light, and nothing else that could draw the eye.
fn clock_alone(view: &View<'_>, style: &Style) -> String {
    let (live, turn) = (view.live, view.turn.turn);
    let (word, ink) = state(live, turn);
    let (elapsed, target) = (long(live.elapsed), long(turn.target));
    if !style.unicode || style.width < NARROW {
        return cut(&format!("{elapsed} of {target}  {word}"), style.width);
    }
    let bar = bar(live.elapsed, turn.target, style.width.saturating_sub(32).clamp(8, 40));
    format!("{elapsed} {} {target}   {}", style.paint(ink, &bar), style.paint(ink, &word))
}

/// The light as a word, with how much over.
fn state(live: &Live, turn: &Turn) -> (String, Colour) {
    if live.paused {
        return ("paused".into(), Colour::Mark);
    }
    if !live.ready {
        return ("wait …".into(), Colour::Faint);
    }
    if live.elapsed.is_zero() {
        return ("go".into(), Colour::Mark);
    }
    let light = Lights::of(turn).at(live.elapsed);
    let over = live.elapsed.saturating_sub(turn.target);
    let word = match light {
        Light::Closing | Light::Over if live.elapsed >= turn.target => {
            format!("{} +{}", light.word(), clock(over))
        }
        _ => light.word().to_owned(),
    };
    let ink = match light {
        Light::Early => Colour::Faint,
        Light::Good => Colour::Good,
        Light::Closing => Colour::Watch,
        Light::Over => Colour::Bad,
    };
    (word, ink)
}

/// Minutes and seconds with two digits each, whole seconds that have passed.
fn long(time: Duration) -> String {
    format!("{:02}:{:02}", time.as_secs() / 60, time.as_secs() % 60)
}

fn bar(elapsed: Duration, target: Duration, width: usize) -> String {
    let share = elapsed.as_secs_f64() / target.as_secs_f64().max(1.0);
    let halves = (share.min(1.0) * (2 * width) as f64) as usize;
    let (full, half) = (halves / 2, halves % 2);
    let rest = width - full - half;
    format!("{}{}{}", "━".repeat(full), "╸".repeat(half), "─".repeat(rest))
}

fn meter(levels: &VecDeque<f32>) -> String {
    const BLOCKS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let block = |level: &f32| {
        let share = 1.0 - level.clamp(METER_FLOOR_DBFS, 0.0) / METER_FLOOR_DBFS;
        BLOCKS[((share * 8.0).round() as usize).min(8)]
    };
    let shown: String = levels.iter().rev().take(METER).rev().map(block).collect();
    format!("{}{shown}", " ".repeat(METER - shown.chars().count()))
}

/// With a true minus sign, three columns wide.
fn rounded(level_dbfs: f32) -> String {
    let level = level_dbfs.clamp(-99.0, 0.0).round();
    if level == 0.0 { "  0".into() } else { format!("−{:<2}", -level) }
}

fn phrases(phrases: &[&str], style: &Style) -> Vec<String> {
    let room = style.width.saturating_sub(2);
    let marked: Vec<String> =
        phrases.iter().map(|phrase| format!("○ {}", cut(&wash(phrase), room))).collect();
    let mut lines = wrap(&marked, "   ", style.width, 0);
    if lines.len() > PHRASE_LINES {
        lines.truncate(PHRASE_LINES);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last}   … and more"), style.width);
        }
    }
    lines.into_iter().map(|line| style.paint(Colour::Faint, &line)).collect()
}

/// What is wrong with the sound at this moment, if anything.
fn note(live: &Live, style: &Style) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(issue) = live.issue() {
        said.push(format!("! {}. {}", capital(issue.message()), issue.remedy()));
    }
    if !live.lost.is_zero() {
        said.push(format!("! {:.1} s of sound were lost", live.lost.as_secs_f64()));
    }
    let fitted = said.into_iter().flat_map(|text| {
        let words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        wrap(&words, " ", style.width, 2)
    });
    fitted.map(|line| style.paint(Colour::Watch, &line)).collect()
}

fn keys(view: &View<'_>, style: &Style) -> Vec<String> {
    let keys: &[&str] = match view.turn.turn.part {
        _ if view.look.played => &KEYS_OF_A_RECORDING,
        Part::Step(_) => &KEYS,
        Part::Answer if view.marking.is_some_and(|step| step != StepName::Reflection) => {
            &KEYS_OF_A_MARKED_STEP
        }
        Part::Answer => &KEYS_OF_AN_ANSWER,
        Part::FollowUp(_) => &KEYS_OF_A_FOLLOW_UP,
    };
    let go_on =
        |key: &&str| if *key == "p pause" && view.live.paused { "p go on".into() } else { (*key).to_owned() };
    let keys: Vec<String> = keys.iter().map(go_on).collect();
    wrap(&keys, " · ", style.width, 0).into_iter().map(|line| style.paint(Colour::Faint, &line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{Library, StepName};
    use crate::plan::{Options, Plan};

    fn show(live: &Live, style: Style) -> Vec<String> {
        let library = Library::load(&[]).unwrap();
        let plan = Plan::new(
            library.find("webhook-drops").unwrap(),
            &Options { only: &[StepName::Task], ..Options::default() },
        )
        .unwrap();
        shown(&plan.turns()[0], None, live, style)
    }

    fn shown(turn: &Turn, marking: Option<StepName>, live: &Live, style: Style) -> Vec<String> {
        let turn = TurnView { index: 1, count: 5, turn };
        let levels = [-60.0, -45.0, -18.0].into_iter().collect();
        frame(
            &View {
                turn,
                marking,
                take: 1,
                live,
                levels: &levels,
                look: Look { hints: true, ..Look::default() },
            },
            &style,
        )
    }

    fn interview() -> Vec<Turn> {
        let library = Library::load(&[]).unwrap();
        let story = library.find("webhook-drops").unwrap();
        Plan::new(story, &Options::default()).unwrap().interview_about(story, 1, 7).turns()
    }

    fn at(millis: u64) -> Live {
        Live {
            ready: true,
            recording: true,
            elapsed: Duration::from_millis(millis),
            level_dbfs: -18.2,
            peak_dbfs: -9.0,
            take_peak_dbfs: -9.0,
            ..Live::default()
        }
    }

    const BARS: Style = Style { colour: false, unicode: true, width: 80 };

    #[test]
    fn the_frame_at_80_columns() {
        assert_eq!(
            show(&at(17_500), BARS),
            [
                "Task  2 of 5 · whose job it was, and why you took it on",
                "00:17 ━━━━━━━━━━━━━━━━━━━━━━━━╸─── 00:20   good           ▕      ▂▆▏ −18 dB",
                "○ not my team   ○ no ticket   ○ nobody had asked",
                "enter next · r again · p pause · s skip · q stop and keep",
            ]
        );
    }

    #[test]
    fn no_line_is_wider_than_the_window() {
        for width in [24, 30, 40, 60, 80, 120] {
            for unicode in [false, true] {
                for live in [at(0), at(23_000), at(4_000_000), Live::default()] {
                    let silent =
                        Live { silent_for: Duration::from_secs(3), lost: Duration::from_millis(200), ..live };
                    for line in show(&silent, Style { colour: false, unicode, width }) {
                        assert!(super::super::layout::columns(&line) <= width, "{width}: {line:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn at_40_columns_words_take_the_place_of_the_bar() {
        let lines = show(&at(21_000), Style::plain(40));
        assert_eq!(lines[1], "00:21 of 00:20  closing +0:01  −18 dB");
        assert!(lines.contains(&"○ not my team   ○ no ticket".to_owned()), "{lines:?}");
    }

    #[test]
    fn the_word_says_go_only_when_sound_has_arrived_and_counts_on_past_the_target() {
        let word = |live: &Live| show(live, Style { unicode: false, ..BARS })[1].clone();
        assert!(word(&Live::default()).contains("wait …"));
        assert!(word(&at(0)).starts_with("00:00 of 00:20  go"));
        assert!(word(&at(5_000)).contains("early"));
        assert!(word(&at(16_000)).contains("good"));
        assert!(word(&at(36_000)).contains("over +0:16"));
        assert!(word(&Live { paused: true, ..at(5_000) }).contains("paused"));
    }

    #[test]
    fn a_silent_microphone_is_said_with_its_remedy() {
        let lines = show(&Live { silent_for: Duration::from_secs(2), ..at(0) }, BARS).join("\n");
        assert!(lines.contains("only silence") && lines.contains("Unmute it"), "{lines}");
    }

    #[test]
    fn an_interview_shows_the_clock_and_no_phrase_cue_or_meter() {
        let turns = interview();
        assert_eq!(
            shown(&turns[0], None, &at(150_000), BARS),
            [
                "Answer",
                "02:30 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━────── 02:55   good",
                "enter done · r again · p pause · q stop and keep",
            ]
        );
        let marked = shown(&turns[0], Some(StepName::Action), &at(170_000), BARS);
        assert_eq!(marked[0], "Answer · Action");
        assert!(marked[1].ends_with("closing") && marked[2].starts_with("enter next step"), "{marked:?}");
        let last = shown(&turns[0], Some(StepName::Reflection), &at(180_000), Style::plain(40));
        assert_eq!(last[1], "03:00 of 02:55  over +0:05");
        assert!(last[2].starts_with("enter done"), "{last:?}");
        let follow_up = shown(&turns[1], None, &at(0), BARS).join("\n");
        assert!(follow_up.starts_with("Follow-up 1\n00:00") && follow_up.contains("s skip"), "{follow_up}");
    }

    #[test]
    fn the_question_stands_alone_until_the_recording_begins() {
        let text = "Tell me about a time you took on something far outside your own job.";
        assert_eq!(
            question(text, Duration::from_millis(4200), &BARS),
            [
                "“Tell me about a time you took on something far outside your own job.”",
                "recording begins in 5 s · any key begins now · q stop and keep",
            ]
        );
        for line in question(text, Duration::ZERO, &Style::plain(30)) {
            assert!(super::super::layout::columns(&line) <= 30, "{line}");
        }
    }
}
