//! The recorder on a real sound system: a private PulseAudio daemon through ALSA and cpal (see `support`).
#![cfg(all(feature = "microphone", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests, too")]

mod support;

use rehearse::capture::{
    InputIssue, Live, Problem, Recorder, check_input, connection, devices, environment_for, find, microphone,
    part_path, read_wav_16k, recover_part,
};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use support::counter::{self, Verdict};
use support::virtual_microphone::{
    self, MICROPHONE, SILENT, VirtualMicrophone, eventually, two_sentences, with_virtual_microphone,
};

/// Far longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn open() -> Recorder {
    let recorder = Recorder::open(microphone(None).unwrap()).unwrap();
    wait(&recorder, |live| live.ready);
    recorder
}

fn wait(recorder: &Recorder, is_true: impl Fn(&Live) -> bool) {
    assert!(eventually(PATIENCE, || is_true(&recorder.live())), "still: {:?}", recorder.live());
}

/// Starts a take and lets it hear a word or two.
fn record_something(
    recorder: &Recorder,
    virtual_microphone: &VirtualMicrophone,
    path: &Path,
) -> virtual_microphone::Playing {
    recorder.start_take(path).unwrap();
    let playing = virtual_microphone.play(&two_sentences());
    wait(recorder, |live| live.elapsed > Duration::from_millis(500));
    playing
}

/// Plays so many seconds of the counted signal and listens to it to its last frame, in the device's own format.
fn record_counted(virtual_microphone: &VirtualMicrophone, signal: &Path, seconds: u32) -> Verdict {
    let mut microphone = microphone(None).unwrap();
    let (sink, source) = connection();
    let format = microphone.open(sink).unwrap();
    assert_eq!((format.rate_hz, format.channels), (48_000, 2), "the device's own format");
    let mut reader = source.reader().unwrap();
    let playing = virtual_microphone.play(signal);
    let (mut verdict, mut frames) = (Verdict::default(), Vec::new());
    let complete = eventually(PATIENCE, || {
        while reader.read(&mut frames, 4096).frames > 0 {
            verdict.listen(&frames);
        }
        verdict.next == Some(seconds * counter::RATE_HZ)
    });
    assert!(complete, "not to the last frame: {verdict:?}");
    playing.wait();
    microphone.close();
    assert_eq!(reader.dropped(), 0);
    verdict
}

#[test]
fn every_frame_comes_back_intact() {
    with_virtual_microphone("every_frame_comes_back_intact", |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let signal = folder.path().join("counter.wav");
        counter::write(&signal, 5);
        let verdict = record_counted(virtual_microphone, &signal, 5);
        assert_eq!((verdict.lost, verdict.repeated, verdict.inserted), (0, 0, 0), "{verdict:?}");
        // The daemon itself may swallow the first milliseconds of a new player.
        assert!(verdict.first.unwrap() < counter::RATE_HZ / 10, "{verdict:?}");
    });
}

#[test]
fn a_program_that_is_stopped_for_a_while_loses_nothing() {
    with_virtual_microphone("a_program_that_is_stopped_for_a_while_loses_nothing", |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let signal = folder.path().join("counter.wav");
        counter::write(&signal, 7);
        let recorder = open();
        recorder.start_take(&folder.path().join("1.wav")).unwrap();
        // As Ctrl-Z and `fg` would, in the middle of the signal.
        let stop = format!("sleep 2; kill -STOP {0}; sleep 3; kill -CONT {0}", std::process::id());
        let mut stopper = Command::new("sh").args(["-c", &stop]).spawn().unwrap();
        let verdict = record_counted(virtual_microphone, &signal, 7);
        stopper.wait().unwrap();
        assert_eq!((verdict.lost, verdict.repeated, verdict.inserted), (0, 0, 0), "{verdict:?}");
        let take = recorder.finish_take().unwrap();
        assert_eq!((take.problem, take.gaps), (None, vec![]));
        assert!(take.length > Duration::from_secs(7), "{:?}", take.length);
    });
}

#[test]
fn a_spoken_take_knows_its_length_its_pause_and_its_words() {
    with_virtual_microphone("a_spoken_take_knows_its_length_its_pause_and_its_words", |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1-task.wav");
        let recorder = open();
        assert_eq!(recorder.device(), "Virtual-Mic");
        recorder.start_take(&path).unwrap();
        assert!(part_path(&path).exists());
        assert_eq!(recorder.live().elapsed, Duration::ZERO, "nobody has spoken yet");
        virtual_microphone.play(&two_sentences()).wait();
        let take = recorder.finish_take().unwrap();
        assert_eq!(recorder.close(), None);
        assert_eq!((take.problem, take.gaps.len(), take.speech.len()), (None, 0, 2));
        // The two sentences and the pause between them take 4.95 s.
        let spoken = take.spoken.unwrap().length();
        assert!(spoken.abs_diff(Duration::from_millis(4950)) < Duration::from_millis(200), "{spoken:?}");
        let samples = read_wav_16k(&path).unwrap();
        assert_eq!(samples.len() as u128, take.length.as_nanos() * 16 / 1_000_000);
    });
}

#[test]
fn a_pause_of_the_person_is_not_recorded() {
    with_virtual_microphone("a_pause_of_the_person_is_not_recorded", |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let recorder = open();
        let playing = record_something(&recorder, virtual_microphone, &folder.path().join("1.wav"));
        recorder.pause();
        wait(&recorder, |live| live.paused);
        let before = recorder.live();
        playing.wait();
        assert_eq!(recorder.live().elapsed, before.elapsed, "the clock stands still");
        recorder.resume();
        wait(&recorder, |live| live.length > before.length);
        let take = recorder.finish_take().unwrap();
        assert_eq!((take.pauses.len(), take.speech.len()), (1, 1), "the second sentence fell into the pause");
        assert!(take.pauses[0].length() > Duration::from_secs(2));
    });
}

#[test]
fn takes_follow_each_other_and_never_share_a_file() {
    with_virtual_microphone("takes_follow_each_other_and_never_share_a_file", |_| {
        let folder = tempfile::tempdir().unwrap();
        let recorder = open();
        for name in ["1.wav", "2.wav"] {
            recorder.start_take(&folder.path().join(name)).unwrap();
            wait(&recorder, |live| live.length > Duration::from_millis(200));
            assert!(recorder.start_take(&folder.path().join("3.wav")).is_err(), "one at a time");
            assert!(recorder.finish_take().unwrap().length > Duration::from_millis(200));
        }
        assert!(recorder.start_take(&folder.path().join("1.wav")).is_err(), "never over an existing take");
        assert!(recorder.finish_take().is_err(), "there is no take to finish");
    });
}

/// The microphone has gone during a take: it is noticed, kept, and said.
fn expect_kept(recorder: Recorder, path: &Path, problem: &Problem) {
    wait(&recorder, |live| live.problem.as_ref() == Some(problem));
    assert!(path.exists(), "the take so far has its name already");
    let take = recorder.finish_take().unwrap();
    assert_eq!(take.problem.as_ref(), Some(problem));
    assert!(take.spoken.is_some(), "what was said before is kept");
    assert_eq!(read_wav_16k(path).unwrap().len() as u128, take.length.as_nanos() * 16 / 1_000_000);
    let again = recorder.start_take(&path.with_file_name("again.wav")).unwrap_err();
    assert_eq!(again.message(), problem.message());
    assert_eq!(recorder.close().as_ref(), Some(problem));
}

#[test]
fn an_unplugged_microphone_is_noticed_even_when_another_one_takes_its_place() {
    let test = "an_unplugged_microphone_is_noticed_even_when_another_one_takes_its_place";
    with_virtual_microphone(test, |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let recorder = open();
        let _playing = record_something(&recorder, virtual_microphone, &path);
        virtual_microphone.unplug(MICROPHONE);
        expect_kept(recorder, &path, &Problem::DeviceLost);
        virtual_microphone.plug();
        assert_eq!(open().close(), None, "plugged in again, it records again");
    });
}

#[test]
fn the_only_microphone_unplugged_is_noticed() {
    with_virtual_microphone("the_only_microphone_unplugged_is_noticed", |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        virtual_microphone.unplug(SILENT);
        let recorder = open();
        let _playing = record_something(&recorder, virtual_microphone, &path);
        virtual_microphone.unplug(MICROPHONE);
        expect_kept(recorder, &path, &Problem::DeviceLost);
    });
}

#[test]
fn a_sound_server_that_dies_is_noticed_and_closing_does_not_hang() {
    let test = "a_sound_server_that_dies_is_noticed_and_closing_does_not_hang";
    with_virtual_microphone(test, |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let recorder = open();
        let _playing = record_something(&recorder, virtual_microphone, &path);
        virtual_microphone.signal_daemon("-KILL");
        expect_kept(recorder, &path, &Problem::ServerGone);
        assert!(devices().map_or(true, |devices| devices.is_empty()), "nothing is left to record from");
    });
}

#[test]
fn a_sound_server_that_hangs_is_noticed_and_closing_does_not_hang() {
    let test = "a_sound_server_that_hangs_is_noticed_and_closing_does_not_hang";
    with_virtual_microphone(test, |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let recorder = open();
        let _playing = record_something(&recorder, virtual_microphone, &path);
        virtual_microphone.signal_daemon("-STOP");
        expect_kept(recorder, &path, &Problem::ServerGone);
        virtual_microphone.signal_daemon("-CONT");
    });
}

#[test]
fn a_muted_microphone_is_said_before_and_during_a_take() {
    with_virtual_microphone("a_muted_microphone_is_said_before_and_during_a_take", |virtual_microphone| {
        let folder = tempfile::tempdir().unwrap();
        virtual_microphone.mute(MICROPHONE, true);
        let recorder = open();
        let check = check_input(&recorder);
        assert_eq!((check.device.as_str(), check.issue), ("Virtual-Mic", Some(InputIssue::DigitalSilence)));
        recorder.start_take(&folder.path().join("1.wav")).unwrap();
        wait(&recorder, |live| live.issue() == Some(InputIssue::DigitalSilence));
        assert_eq!(recorder.finish_take().unwrap().spoken, None);
        virtual_microphone.mute(MICROPHONE, false);
        let _playing = virtual_microphone.play(&two_sentences());
        wait(&recorder, |live| live.issue().is_none());
    });
}

#[test]
fn the_check_of_the_input_hears_a_voice() {
    with_virtual_microphone("the_check_of_the_input_hears_a_voice", |virtual_microphone| {
        let recorder = open();
        let _playing = virtual_microphone.play(&two_sentences());
        wait(&recorder, |live| live.level_dbfs > -40.0);
        let check = check_input(&recorder);
        assert_eq!((check.issue, check.problem), (None, None));
        assert!(
            check.peak_dbfs > -30.0 && check.level_dbfs > -40.0,
            "{:?}",
            (check.peak_dbfs, check.level_dbfs)
        );
    });
}

#[test]
fn microphones_are_listed_by_names_that_people_know() {
    with_virtual_microphone("microphones_are_listed_by_names_that_people_know", |_| {
        let devices = devices().unwrap();
        let names: Vec<&str> = devices.iter().map(|device| device.name.as_str()).collect();
        assert_eq!(
            names,
            ["Virtual-Mic", "Silent-Mic"],
            "the default first; no monitor, null or plugin device"
        );
        assert!(devices[0].is_default && !devices[1].is_default);
    });
}

#[test]
fn another_microphone_than_the_default_can_be_chosen() {
    let test = "another_microphone_than_the_default_can_be_chosen";
    with_virtual_microphone(test, |virtual_microphone| {
        let devices = devices().unwrap();
        let silent = find(&devices, "silent").unwrap();
        let environment = environment_for(silent);
        if !environment.is_empty() {
            // As the program does: the same again with the source in the environment.
            assert!(microphone(Some("silent")).is_err());
            let again = std::env::current_exe().unwrap();
            let status = Command::new(again).args([test, "--exact"]).envs(environment).status().unwrap();
            assert!(status.success());
            return;
        }
        let recorder = Recorder::open(microphone(Some("silent")).unwrap()).unwrap();
        assert_eq!(recorder.device(), "Silent-Mic");
        let _playing = virtual_microphone.play(&two_sentences());
        wait(&recorder, Live::is_dead_silent);
    });
}

/// Set to the file of a take: record until killed.
const UNTIL_KILLED: &str = "REHEARSE_TEST_RECORD_UNTIL_KILLED";

#[test]
fn after_a_kill_in_the_middle_of_a_take_what_was_said_is_recovered() {
    let test = "after_a_kill_in_the_middle_of_a_take_what_was_said_is_recovered";
    with_virtual_microphone(test, |virtual_microphone| {
        if let Some(path) = std::env::var_os(UNTIL_KILLED) {
            let recorder = open();
            recorder.start_take(Path::new(&path)).unwrap();
            eventually(PATIENCE * 3, || false);
            panic!("nobody has killed this process");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut recording = Command::new(std::env::current_exe().unwrap())
            .args([test, "--exact"])
            .env(UNTIL_KILLED, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        assert!(eventually(PATIENCE, || part_path(&path).exists()));
        virtual_microphone.play(&two_sentences()).wait();
        recording.kill().unwrap();
        recording.wait().unwrap();
        let recovered = recover_part(&part_path(&path)).unwrap();
        assert_eq!(recovered.file, path);
        assert_eq!(recovered.recorded.problem, Some(Problem::Stopped));
        // The last word ended 0.8 s before the end of the sound: at most that much may be missing.
        assert_eq!(recovered.recorded.speech.len(), 2);
        assert!(recovered.recorded.spoken.unwrap().length() > Duration::from_millis(4700));
    });
}
