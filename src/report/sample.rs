//! An attempt for the tests of the report, with everything that can go wrong in it.

use crate::analysis::{
    Analysis, Delivery, Finding, FollowUpAnalysis, IActions, PhraseResult, PhraseStatus, Severity, Spoken,
    Statement, StepAnalysis, StepTime, Strength, We,
};
use crate::capture::{Gap, RecordedTake};
use crate::content::{KeyPhrase, StepName};
use crate::countdown::{Verdict, verdict};
use crate::plan::{Interview, Part, Plan, PlannedFollowUp, PlannedStep};
use crate::takes::{
    Attempt, AttemptOutcome, Cut, CutStep, FORMAT_VERSION, Mode, Take, TakeOutcome, TranscriptState,
};
use crate::transcript::{Span, Transcript, Word};
use std::time::Duration;

const TARGETS: [u64; 5] = [30, 20, 90, 20, 15];

pub fn planned(step: StepName) -> PlannedStep {
    PlannedStep {
        step,
        target: Duration::from_secs(TARGETS[step as usize]),
        cue: "what was wrong, and what it put at risk".into(),
        phrases: vec![KeyPhrase::from("I noticed"), KeyPhrase::from("0.3% drop rate")],
        first_person: true,
    }
}

pub fn recorded(spoken: Option<f64>) -> RecordedTake {
    let spoken = spoken.map(|end| {
        let second = Duration::from_secs(1);
        Span::new(second, second + Duration::from_secs_f64(end))
    });
    RecordedTake {
        length: Duration::from_secs(60),
        spoken,
        speech: spoken.into_iter().collect(),
        gaps: Vec::new(),
        peak_dbfs: -6.0,
        clipped_samples: 0,
        replaced_samples: 0,
        pauses: Vec::new(),
        device: "Test".into(),
        device_rate_hz: 48_000,
        device_channels: 1,
        problem: None,
    }
}

pub fn transcript(text: &str) -> TranscriptState {
    let word = |(at, text): (usize, &str)| {
        let start = Duration::from_millis(1000 + at as u64 * 400);
        Word { text: text.into(), start, end: start + Duration::from_millis(300), probability: 0.9 }
    };
    let words = text.split_whitespace().enumerate().map(word).collect();
    TranscriptState::Done { transcript: Transcript { model: "base.en-q8_0".into(), words } }
}

pub fn take(step: StepName, spoken: Option<f64>, text: &str) -> Take {
    Take {
        part: step.into(),
        number: 1,
        file: Some(format!("{step}-1.wav")),
        outcome: if spoken.is_some() { TakeOutcome::Complete } else { TakeOutcome::NoSpeech },
        recorded: Some(recorded(spoken)),
        transcript: if spoken.is_some() { transcript(text) } else { TranscriptState::Nothing },
        marks: Vec::new(),
        cut: None,
    }
}

pub const SITUATION: &str =
    "I noticed a persistent 0.3% drop rate in our service. Um, we looked at it twice.";
pub const TASK: &str = "I started to investigate.";

/// Situation good, Task short, Action over with lost sound, Result without speech, Reflection skipped.
pub fn attempt() -> Attempt {
    let mut action = take(StepName::Action, Some(112.4), "We fixed the retry queue.");
    let gap = Gap { at: Duration::from_millis(41_800), lost: Duration::from_millis(210), frames: 10_080 };
    action.number = 2;
    if let Some(recorded) = &mut action.recorded {
        recorded.gaps.push(gap);
        recorded.clipped_samples = 900;
    }
    let mut skipped = take(StepName::Reflection, None, "");
    skipped.outcome = TakeOutcome::Skipped;
    skipped.recorded = None;
    let takes = vec![
        take(StepName::Situation, Some(33.6), SITUATION),
        take(StepName::Task, Some(9.2), TASK),
        take(StepName::Action, None, ""),
        action,
        take(StepName::Result, None, ""),
        skipped,
    ];
    Attempt {
        format_version: FORMAT_VERSION,
        id: "2026-11-23-180502-webhook-drops".into(),
        number: 4,
        mode: Mode::Practice,
        started: "2026-11-23T18:05:02[UTC]".parse().unwrap(),
        plan: Plan {
            story: "webhook-drops".into(),
            title: "The webhooks that nobody missed".into(),
            question: "Tell me about a time.".into(),
            steps: StepName::ALL.into_iter().map(planned).collect(),
            ..Plan::default()
        },
        takes,
        outcome: AttemptOutcome::Complete,
    }
}

pub fn phrase(phrase: &str, status: PhraseStatus, words: Option<[usize; 2]>) -> PhraseResult {
    PhraseResult { phrase: phrase.into(), status, heard: None, words, time: None, why: None }
}

fn step(step: StepName, spoken: f64, pace: f64, phrases: Vec<PhraseResult>) -> StepAnalysis {
    let target = planned(step).target;
    let spoken = Duration::from_secs_f64(spoken);
    StepAnalysis {
        step,
        words: 16,
        sentences: 2,
        phrases,
        we: Vec::new(),
        fillers: Vec::new(),
        hedges: Vec::new(),
        i_actions: IActions { with_i: 1, sentences: 2 },
        scope: Statement::none(),
        assigned: Statement::none(),
        handed_off: Statement::none(),
        quantified: Statement::none(),
        vague_outcome: Statement::none(),
        generic_lesson: Statement::none(),
        organization: Statement::none(),
        angle: None,
        time: Some(StepTime { target, spoken, verdict: verdict(target, spoken) }),
        delivery: Some(Delivery {
            words_per_minute: Some(pace),
            speech: spoken,
            long_pauses: Vec::new(),
            fillers_per_minute: Some(1.0),
            hesitations: Vec::new(),
        }),
    }
}

pub fn finding(rule: &'static str, name: Option<StepName>, severity: Severity, message: &str) -> Finding {
    Finding {
        rule,
        step: name,
        severity,
        message: message.into(),
        hint: "Try one of: not my team · no ticket · nobody had asked.".into(),
        phrase: None,
        evidence: None,
        words: None,
        time: None,
    }
}

pub fn analysis() -> Analysis {
    let said = PhraseStatus::Said;
    let mut close = phrase("payment notification service", PhraseStatus::Close, Some([8, 10]));
    close.heard = Some("our service.".into());
    close.why = Some("a word is missing".into());
    let mut situation = step(
        StepName::Situation,
        33.6,
        142.4,
        vec![
            phrase("I noticed", said, Some([0, 2])),
            phrase("persistent 0.3% drop rate", said, Some([3, 7])),
            close,
            phrase("risking customer trust", PhraseStatus::Missing, None),
        ],
    );
    situation.we = vec![We {
        word: "we".into(),
        at: 11,
        sentence: "Um, we looked at it twice.".into(),
        time: Some(5.4),
    }];
    situation.fillers = vec![Spoken { word: "Um".into(), at: 10, length: 1, time: Some(5.0) }];
    let task = step(StepName::Task, 9.2, 151.0, vec![phrase("not my team", PhraseStatus::Missing, None)]);
    let mut action = step(StepName::Action, 112.4, 148.0, Vec::new());
    action.we =
        vec![We { word: "We".into(), at: 0, sentence: "We fixed the retry queue.".into(), time: Some(1.0) }];
    if let Some(delivery) = &mut action.delivery {
        delivery.long_pauses = vec![Span::new(Duration::from_secs(12), Duration::from_millis(14_400))];
        delivery.hesitations = vec![Span::new(Duration::from_secs(20), Duration::from_millis(20_400))];
    }
    let mut scope = finding(
        "missing-scope",
        Some(StepName::Task),
        Severity::Fix,
        "You did not say that this was not yours to do.",
    );
    scope.evidence = Some("I started to investigate".into());
    scope.time = Some([3.2, 4.8]);
    let fix = |rule, name, message| finding(rule, Some(name), Severity::Fix, message);
    Analysis {
        format_version: 1,
        level: None,
        angle: None,
        steps: vec![situation, task, action],
        follow_ups: Vec::new(),
        findings: vec![
            scope,
            fix("we", StepName::Action, "You said \"we\" where you speak of your own work."),
            fix("over-time", StepName::Action, "This took 1:52; the target is 1:30."),
            fix("missing-phrase", StepName::Task, "A key phrase is missing: not my team."),
            finding("we", Some(StepName::Situation), Severity::Watch, "You said \"we\" once."),
            finding("figures", Some(StepName::Situation), Severity::Good, "You gave a figure at once."),
        ],
    }
}

/// An interview: the Task is not heard, one follow-up is answered weakly and one not at all.
pub fn interview() -> Attempt {
    let words =
        format!("{SITUATION} We fixed the retry queue. It went to zero. Next time I would ask first.");
    let mut answer = take(StepName::Situation, Some(58.0), &words);
    answer.part = Part::Answer;
    answer.file = Some("answer-1.wav".into());
    let second = Duration::from_secs;
    let part = |step, words, from, to| CutStep { step, words, time: Span::new(second(from), second(to)) };
    answer.cut = Some(Cut {
        estimated: true,
        steps: vec![
            part(StepName::Situation, [0, 16], 0, 30),
            part(StepName::Task, [16, 16], 30, 30),
            part(StepName::Action, [16, 21], 30, 48),
            part(StepName::Result, [21, 25], 48, 54),
            part(StepName::Reflection, [25, 31], 54, 60),
        ],
    });
    let mut follow_up = take(StepName::Situation, Some(12.0), "I escalated it and they handled it.");
    follow_up.part = Part::FollowUp(1);
    let mut attempt = attempt();
    attempt.mode = Mode::Interview;
    attempt.takes = vec![answer, follow_up];
    let asked = |question: &str, phrase: Option<&str>| PlannedFollowUp {
        question: question.into(),
        target: second(60),
        probes: phrase.map(|_| "Ownership past the code.".into()),
        strong: phrase.map(|phrase| format!("{phrase}: a merge-ready fix with its tests.")),
        phrase: phrase.map(KeyPhrase::from),
    };
    let follow_ups = vec![
        asked(
            "How did you make sure that the team accepted and deployed the fix?",
            Some("I brought a solution"),
        ),
        asked("What did you put aside for it?", None),
    ];
    attempt.plan.interview = Some(Interview { seed: 4711, follow_ups });
    attempt
}

/// What the rules may say about [`interview`].
pub fn interview_analysis() -> Analysis {
    let said = PhraseStatus::Said;
    let mut situation = step(StepName::Situation, 29.0, 132.0, vec![phrase("I noticed", said, Some([0, 2]))]);
    situation.we = vec![We {
        word: "we".into(),
        at: 11,
        sentence: "Um, we looked at it twice.".into(),
        time: Some(21.0),
    }];
    let mut action =
        step(StepName::Action, 18.0, 120.0, vec![phrase("I wrote", PhraseStatus::Missing, None)]);
    action.we =
        vec![We { word: "We".into(), at: 0, sentence: "We fixed the retry queue.".into(), time: Some(30.0) }];
    let result = step(StepName::Result, 6.0, 128.0, vec![phrase("went to zero", said, Some([1, 4]))]);
    let reflection = step(StepName::Reflection, 5.0, 140.0, Vec::new());
    let fix = |rule, name, message| finding(rule, name, Severity::Fix, message);
    let mut we = fix("we", Some(StepName::Action), "You said \"we\" once.");
    we.time = Some([30.0, 30.4]);
    let mut handed = fix("handed-off", None, "This hands the work off.");
    handed.evidence = Some("I escalated it".into());
    handed.time = Some([1.0, 2.1]);
    let mut missing =
        fix("missing-phrase", None, "The phrase of the strong answer is missing: I brought a solution.");
    missing.phrase = Some("I brought a solution".into());
    let follow_up = FollowUpAnalysis {
        number: 1,
        strength: Strength::Weak,
        verdict: Some(Verdict::Short),
        heard: step(
            StepName::Action,
            12.0,
            130.0,
            vec![phrase("I brought a solution", PhraseStatus::Missing, None)],
        ),
        vague: Statement::none(),
        findings: vec![handed, missing],
    };
    Analysis {
        format_version: 1,
        steps: vec![situation, action, result, reflection],
        findings: vec![fix("missing-step", Some(StepName::Task), "The Task was not heard."), we],
        follow_ups: vec![follow_up],
        ..Analysis::default()
    }
}
