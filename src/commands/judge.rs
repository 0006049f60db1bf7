//! An attempt, judged.

use crate::analysis::{self, Analysis, Answer, Lexicon, Sound, analyse_with};
use crate::content::StepName;
use crate::plan::Part;
use crate::takes::{Attempt, Take};

/// Judges the takes that count. A step without a transcript is not judged by its words.
pub fn judge(attempt: &Attempt, lexicon: &Lexicon) -> Analysis {
    let steps = attempt.plan.steps.iter().map(|planned| planned.step);
    let answers: Vec<Answer> =
        steps.filter_map(|step| answer(step, attempt.counting_take(step)?.as_ref())).collect();
    let Some(interview) = &attempt.plan.interview else {
        return analyse_with(lexicon, &attempt.plan, &answers);
    };
    let numbers = (1..).zip(&interview.follow_ups).map(|(number, _)| number);
    let follow_ups: Vec<(u32, Answer)> = numbers
        .filter_map(|number| {
            let take = attempt.counting(Part::FollowUp(number)).filter(|take| take.counts())?;
            Some((number, answer(StepName::Action, take)?))
        })
        .collect();
    let spoken = attempt.counting(Part::Answer).and_then(Take::spoken);
    analysis::interview(lexicon, &attempt.plan, &answers, spoken, &follow_ups)
}

fn answer(step: StepName, take: &Take) -> Option<Answer> {
    let recorded = take.recorded.as_ref()?;
    let sound = Sound { spoken: take.spoken()?, speech: recorded.speech.clone() };
    // Nothing was said, whatever the voice detector heard: no result of its own is "all phrases missing".
    let transcript = take.transcript().filter(|transcript| !transcript.words.is_empty())?;
    Some(Answer { step, text: transcript.text(), words: Some(transcript.words.clone()), sound: Some(sound) })
}
