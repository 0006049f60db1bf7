//! What the screen shows while somebody speaks: a view of the moment in, lines out. Pure.

use super::layout::{capital, cut, pad, wrap};
use crate::capture::Live;
use crate::countdown::{self, Light};
use crate::plan::PlannedStep;
use crate::report::{Colour, Style, clock, wash};
use std::collections::VecDeque;
use std::time::Duration;

/// The keys, as they are shown.
const KEYS: [&str; 5] = ["enter next", "r again", "p pause", "s skip", "q stop and keep"];
/// The same while a recording is played.
const KEYS_OF_A_RECORDING: [&str; 2] = ["enter straight to the report", "q stop and keep"];
/// How many levels the meter remembers.
pub const METER: usize = 8;
/// The quietest level that the meter shows, in dBFS: below it is the noise of a room.
const METER_FLOOR_DBFS: f32 = -60.0;
/// At most so many lines of phrases.
const PHRASE_LINES: usize = 4;
/// Below this many columns words take the place of bars.
const NARROW: usize = 60;

/// The step that is spoken now.
#[derive(Debug, Clone, Copy)]
pub struct StepView<'a> {
    /// Its place in the plan, from 0.
    pub index: usize,
    /// How many steps the plan has.
    pub count: usize,
    /// What it is.
    pub planned: &'a PlannedStep,
}

/// Everything that a frame is made of.
#[derive(Debug)]
pub struct View<'a> {
    /// The step.
    pub step: StepView<'a>,
    /// Which take of it, from 1.
    pub take: u32,
    /// The recorder at this moment.
    pub live: &'a Live,
    /// The last levels in dBFS, the newest last.
    pub levels: &'a VecDeque<f32>,
    /// Whether the phrases are shown.
    pub hints: bool,
    /// A recording is played instead of the microphone.
    pub played: bool,
}

/// The lines of the screen.
pub fn frame(view: &View<'_>, style: &Style) -> Vec<String> {
    let mut lines = vec![heading(view, style), time(view, style)];
    if view.hints {
        lines.extend(phrases(
            &view.step.planned.phrases.iter().map(|p| p.text.as_str()).collect::<Vec<_>>(),
            style,
        ));
    }
    lines.extend(note(view.live, style));
    lines.extend(keys(view, style));
    lines
}

fn heading(view: &View<'_>, style: &Style) -> String {
    let StepView { index, count, planned } = view.step;
    let take = if view.take > 1 { format!(" · take {}", view.take) } else { String::new() };
    let place = format!("  {} of {count}{take}", index + 1);
    let title = planned.step.title();
    let room = style.width.saturating_sub(title.len() + place.len() + 3);
    let cue = if room > 8 { format!(" · {}", cut(&wash(&planned.cue), room)) } else { String::new() };
    format!("{}{place}{cue}", style.paint(Colour::Strong, title))
}

/// The clock against the target, the light, and the level.
fn time(view: &View<'_>, style: &Style) -> String {
    let live = view.live;
    let target = view.step.planned.target;
    let (word, ink) = state(live, target);
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

/// The light as a word, with how much over.
fn state(live: &Live, target: Duration) -> (String, Colour) {
    if live.paused {
        return ("paused".into(), Colour::Mark);
    }
    if !live.ready {
        return ("wait …".into(), Colour::Faint);
    }
    if live.elapsed.is_zero() {
        return ("go".into(), Colour::Mark);
    }
    let light = countdown::light(target, live.elapsed);
    let over = live.elapsed.saturating_sub(target);
    let word = match light {
        Light::Closing | Light::Over => format!("{} +{}", light.word(), clock(over)),
        Light::Early | Light::Good => light.word().to_owned(),
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
    let keys: Vec<String> = if view.played {
        KEYS_OF_A_RECORDING.map(String::from).into()
    } else if view.live.paused {
        KEYS.iter().map(|key| if *key == "p pause" { "p go on".into() } else { (*key).to_owned() }).collect()
    } else {
        KEYS.map(String::from).into()
    };
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
        let step = StepView { index: 1, count: 5, planned: &plan.steps[0] };
        let levels = [-60.0, -45.0, -18.0].into_iter().collect();
        frame(&View { step, take: 1, live, levels: &levels, hints: true, played: false }, &style)
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
}
