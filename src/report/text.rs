//! Widths, line breaks, clocks and bars. Everything counts columns of a terminal, not characters.

use super::Style;
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes, colours not counted.
pub fn columns_of(text: &str) -> usize {
    if !text.contains('\u{1b}') {
        return text.width();
    }
    super::wash(text).width()
}

/// The text, cut to so many columns with an ellipsis. For text without colours.
pub fn cut(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        kept.push(c);
        if kept.width() + 1 > columns {
            kept.pop();
            break;
        }
    }
    let mut kept = kept.trim_end().to_owned();
    if columns > 0 {
        kept.push('…');
    }
    kept
}

/// The words in lines of at most `width` columns; the first line begins with `first`, all others with `next`.
/// Words may have colours. A word that is wider than a line stands alone in one.
pub fn wrap(text: &str, width: usize, first: &str, next: &str) -> Vec<String> {
    wrap_words(text.split_whitespace(), width, first, next)
}

/// As [`wrap`], for words that may hold blanks.
pub fn wrap_words<S: AsRef<str>>(
    words: impl IntoIterator<Item = S>,
    width: usize,
    first: &str,
    next: &str,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut used = columns_of(first);
    let mut empty = true;
    for word in words {
        let word = word.as_ref();
        let columns = columns_of(word);
        if !empty && used + 1 + columns > width {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            used = columns_of(next);
            empty = true;
        }
        if !empty {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += columns;
        empty = false;
    }
    if !empty || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whole seconds, rounded: what clocks show and differences are made of.
pub(crate) fn whole_seconds(time: Duration) -> u64 {
    (time + Duration::from_millis(500)).as_secs()
}

/// "1:05", rounded to the second.
pub fn clock(time: Duration) -> String {
    minutes(whole_seconds(time))
}

fn minutes(seconds: u64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// "+0:04" or "−0:11": the difference of the two clocks as they are shown.
pub fn difference(target: Duration, spoken: Duration, style: &Style) -> String {
    let (target, spoken) = (whole_seconds(target), whole_seconds(spoken));
    let sign = if spoken < target { style.either("−", "-") } else { "+" };
    format!("{sign}{}", minutes(target.abs_diff(spoken)))
}

/// A moment in a recording as "0:41", never rounded up: what is there is heard from then on.
pub(crate) fn moment(seconds: f64) -> String {
    minutes(if seconds.is_finite() { seconds.max(0.0) as u64 } else { 0 })
}

/// "0.2 s".
pub(crate) fn tenths(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    // Never "0.0 s" for something that was noticed.
    if seconds < 0.05 { format!("{seconds:.3} s") } else { format!("{seconds:.1} s") }
}

/// "1 word", "3 words".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A bar of `columns`, filled for `spoken`, with a mark where the target is, at 11/14 of its length.
pub fn bar(target: Duration, spoken: Duration, columns: usize, style: &Style) -> String {
    let mark = columns * 11 / 14;
    let target = target.as_secs_f64().max(0.001);
    let halves = (spoken.as_secs_f64() / target * mark as f64 * 2.0).round();
    let halves = (halves as usize).min(columns * 2);
    let (full, half) = (style.either("━", "="), style.either("╸", "-"));
    let mark_sign = style.either("┃", "|");
    (0..columns)
        .map(|at| match at {
            at if at == mark => mark_sign,
            at if at * 2 + 2 <= halves => full,
            at if at * 2 < halves => half,
            _ => " ",
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[test]
    fn the_difference_agrees_with_the_clocks_beside_it() {
        let style = Style::plain(80);
        // 33.6 and 29.6 s are shown as 0:34 and 0:30.
        assert_eq!(clock(seconds(33.6)), "0:34");
        assert_eq!(difference(seconds(29.6), seconds(33.6), &style), "+0:04");
        assert_eq!(difference(seconds(20.0), seconds(9.4), &style), "−0:11");
        assert_eq!(difference(seconds(20.0), seconds(20.4), &style), "+0:00");
        assert_eq!(clock(seconds(3725.0)), "62:05");
    }

    #[test]
    fn the_bar_reaches_its_mark_at_the_target_and_never_leaves_its_columns() {
        let style = Style::plain(80);
        let drawn = |spoken| bar(seconds(20.0), seconds(spoken), 14, &style);
        assert_eq!(drawn(0.0), "           ┃  ");
        assert_eq!(drawn(9.0), "━━━━━      ┃  ");
        assert_eq!(drawn(9.5), "━━━━━      ┃  ");
        assert_eq!(drawn(10.0), "━━━━━╸     ┃  ");
        assert_eq!(drawn(20.0), "━━━━━━━━━━━┃  ");
        assert_eq!(drawn(23.0), "━━━━━━━━━━━┃╸ ");
        assert_eq!(drawn(900.0), "━━━━━━━━━━━┃━━");
        let ascii = Style { unicode: false, ..style };
        assert_eq!(bar(seconds(20.0), seconds(10.0), 14, &ascii), "=====-     |  ");
        assert_eq!(bar(Duration::ZERO, seconds(1.0), 4, &style), "━━━┃");
    }

    #[test]
    fn text_is_cut_and_wrapped_by_columns_not_by_characters() {
        assert_eq!(cut("测试测试", 5), "测试…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("a bc", 3), "a…");
        assert_eq!(cut("abc", 0), "");
        assert_eq!(wrap("one two three", 9, "- ", "  "), ["- one two", "  three"]);
        assert_eq!(wrap("a\u{1b}[1mb\u{1b}[0m cd", 5, "", ""), ["a\u{1b}[1mb\u{1b}[0m cd"]);
        assert_eq!(wrap("", 9, "- ", "  "), ["- "]);
        assert_eq!(wrap("immeasurable x", 4, "", ""), ["immeasurable", "x"]);
    }

    #[test]
    fn a_moment_is_where_to_start_listening_and_a_loss_is_never_nothing() {
        assert_eq!(
            (moment(41.9), moment(-1.0), moment(f64::NAN)),
            ("0:41".into(), "0:00".into(), "0:00".into())
        );
        assert_eq!((tenths(seconds(0.2)), tenths(seconds(0.004))), ("0.2 s".into(), "0.004 s".into()));
    }
}
