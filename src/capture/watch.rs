//! Notices what a device does not report: that nothing comes any more, or less than the clock says. Pure: the time is
//! passed in, counted from any fixed moment.

use std::time::Duration;

/// No frames for so long: the device or the sound server is gone. (Callbacks come every few tens of milliseconds; the
/// first one was seen up to a little over a second after the start.)
const NOTHING: Duration = Duration::from_millis(1500);
/// The same before the very first frame, when a server may still be waking the device.
const NOTHING_AT_FIRST: Duration = Duration::from_secs(4);
/// When the watcher itself was away for so long (Ctrl-Z, a stalled disk), it may not judge others.
const AWAY: Duration = Duration::from_millis(500);
/// Frames so far behind the clock, for longer than [`SETTLED`], are lost.
const BEHIND: Duration = Duration::from_millis(300);
/// A device that was held up may catch up for so long.
const SETTLED: Duration = Duration::from_millis(1500);
/// A device clock may be slower than ours by this share; real ones are within 0.0002.
const CLOCK_TOLERANCE: f64 = 0.001;

/// Watches whether frames still come.
#[derive(Debug, Clone)]
pub struct Watchdog {
    frames: u64,
    last_frames: Duration,
    last_look: Duration,
}

impl Watchdog {
    /// Starts watching.
    pub fn new(now: Duration) -> Self {
        Self { frames: 0, last_frames: now, last_look: now }
    }

    /// `delivered` frames have come so far. Gives `true` when they have stopped coming.
    pub fn look(&mut self, now: Duration, delivered: u64) -> bool {
        let away = now.saturating_sub(self.last_look) > AWAY;
        self.last_look = now;
        if delivered != self.frames || away {
            self.frames = delivered;
            self.last_frames = now;
        }
        let patience = if self.frames == 0 { NOTHING_AT_FIRST } else { NOTHING };
        now.saturating_sub(self.last_frames) >= patience
    }
}

/// Compares the frames of a device with the clock.
#[derive(Debug, Clone)]
pub struct ClockWatch {
    rate_hz: f64,
    start: Option<(Duration, u64)>,
    /// The smallest lag seen, in seconds: what is normal for this device.
    usual: f64,
    last_look: Duration,
    behind_since: Option<Duration>,
    /// The smallest lag beyond the usual one since then: what has really gone.
    least: f64,
    /// The device itself has reported a loss; it says neither when nor how much.
    reported: bool,
}

impl ClockWatch {
    /// A watch for a device of this rate.
    pub fn new(rate_hz: u32) -> Self {
        Self {
            rate_hz: f64::from(rate_hz),
            start: None,
            usual: 0.0,
            last_look: Duration::ZERO,
            behind_since: None,
            least: 0.0,
            reported: false,
        }
    }

    /// The device reports an overrun: from now on even a short lag counts, once.
    pub fn overrun(&mut self) {
        self.reported = true;
    }

    /// `delivered` frames have come so far. Gives how many frames are missing, once, when some are.
    pub fn look(&mut self, now: Duration, delivered: u64) -> u64 {
        let Some((begin, frames)) = self.start else {
            if delivered > 0 {
                self.start = Some((now, delivered));
                self.last_look = now;
            }
            return 0;
        };
        let since = now.saturating_sub(begin).as_secs_f64();
        let lag = since - (delivered - frames) as f64 / self.rate_hz;
        let step = now.saturating_sub(self.last_look).as_secs_f64();
        self.last_look = now;
        self.usual = lag.min(self.usual + step * CLOCK_TOLERANCE);
        let behind = lag - self.usual;
        if behind < BEHIND.as_secs_f64() && !self.reported {
            self.behind_since = None;
            return 0;
        }
        if self.behind_since.is_none() {
            self.least = behind;
        }
        self.least = self.least.min(behind);
        if now.saturating_sub(*self.behind_since.get_or_insert(now)) < SETTLED {
            return 0;
        }
        self.settle()
    }

    /// Says at once what is missing after a reported overrun; nothing otherwise.
    pub fn settle_overrun(&mut self) -> u64 {
        if self.reported { self.settle() } else { 0 }
    }

    fn settle(&mut self) -> u64 {
        let frames = (self.least * self.rate_hz) as u64;
        self.usual += std::mem::take(&mut self.least);
        self.behind_since = None;
        // What the device has reported is never nothing.
        frames.max(u64::from(std::mem::take(&mut self.reported)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(time: u64) -> Duration {
        Duration::from_millis(time)
    }

    /// Looks every 20 ms; `delivered` says how many frames there are at a time.
    fn first_bark(until: u64, delivered: impl Fn(u64) -> u64) -> Option<u64> {
        let mut dog = Watchdog::new(ms(0));
        (0..until).step_by(20).find(|&time| dog.look(ms(time), delivered(time)))
    }

    #[test]
    fn a_device_that_falls_silent_is_noticed_within_two_seconds() {
        let bark = first_bark(20_000, |time| time.min(5_000) * 48).unwrap();
        assert!((6_400..7_000).contains(&bark), "{bark}");
        assert_eq!(first_bark(20_000, |time| time * 48), None);
    }

    #[test]
    fn a_device_that_never_starts_is_noticed_and_a_slow_one_is_waited_for() {
        assert_eq!(first_bark(20_000, |_| 0), Some(4_000));
        assert_eq!(first_bark(20_000, |time| time.saturating_sub(3_000) * 48), None);
    }

    #[test]
    fn a_watcher_that_was_stopped_itself_gives_the_device_a_new_chance() {
        let mut dog = Watchdog::new(ms(0));
        assert!(!dog.look(ms(20), 960));
        assert!(!dog.look(ms(5_020), 960));
        assert!(!dog.look(ms(5_040), 200_000));
    }

    /// What the clock watch has found missing in the end.
    fn missing(until: u64, delivered: impl Fn(u64) -> u64) -> u64 {
        let mut watch = ClockWatch::new(48_000);
        (0..until).step_by(20).map(|time| watch.look(ms(time), delivered(time))).sum()
    }

    #[test]
    fn frames_that_never_come_are_counted_once() {
        let found = missing(20_000, |time| if time < 5_000 { time * 48 } else { (time - 400) * 48 });
        assert!((19_000..19_500).contains(&found), "{found}");
    }

    #[test]
    fn a_reported_overrun_is_counted_however_short_it_was() {
        let mut watch = ClockWatch::new(48_000);
        let mut found = Vec::new();
        for time in (0..20_000).step_by(20) {
            if time == 5_000 {
                watch.overrun();
            }
            found.push(watch.look(ms(time), if time < 5_000 { time * 48 } else { (time - 50) * 48 }));
        }
        found.retain(|&frames| frames > 0);
        assert!(found.len() == 1 && (2_000..2_500).contains(&found[0]), "{found:?}");
        watch.overrun();
        assert_eq!((watch.settle_overrun(), watch.settle_overrun()), (1, 0));
    }

    #[test]
    fn late_frames_and_a_slow_clock_are_not_lost_frames() {
        // Held up for two seconds, then everything at once.
        assert_eq!(
            missing(20_000, |time| if (5_000..6_200).contains(&time) { 240_000 } else { time * 48 }),
            0
        );
        // 0.02% slow, for an hour.
        assert_eq!(missing(3_600_000, |time| (time as f64 * 48.0 * 0.9998) as u64), 0);
        // Uneven deliveries of 100 ms.
        assert_eq!(missing(60_000, |time| time / 100 * 4_800), 0);
    }
}
