//! An attempt, judged.

use crate::analysis::{Analysis, Answer, Lexicon, Sound, analyse_with};
use crate::takes::{Attempt, Take};

/// Judges the takes that count. A step without a transcript is not judged by its words.
pub fn judge(attempt: &Attempt, lexicon: &Lexicon) -> Analysis {
    let steps = attempt.plan.steps.iter().map(|planned| planned.step);
    let answers: Vec<Answer> = steps.filter_map(|step| answer(attempt.counting_take(step)?)).collect();
    analyse_with(lexicon, &attempt.plan, &answers)
}

fn answer(take: &Take) -> Option<Answer> {
    let recorded = take.recorded.as_ref()?;
    let sound = Sound { spoken: take.spoken()?, speech: recorded.speech.clone() };
    // Nothing was said, whatever the voice detector heard: no result of its own is "all phrases missing".
    let transcript = take.transcript().filter(|transcript| !transcript.words.is_empty())?;
    Some(Answer {
        step: take.step,
        text: transcript.text(),
        words: Some(transcript.words.clone()),
        sound: Some(sound),
    })
}
