//! The recordings that ship with the program: the seed story in a synthetic voice, with faults to find.

use super::StepName;

/// The story that they tell.
pub const STORY: &str = "webhook-drops";

/// One WAV file a step (16 kHz, mono, 16-bit), in the order of the steps.
pub const RECORDINGS: [(StepName, &[u8]); 5] = [
    (StepName::Situation, include_bytes!("../../content/demo/1-situation.wav")),
    (StepName::Task, include_bytes!("../../content/demo/2-task.wav")),
    (StepName::Action, include_bytes!("../../content/demo/3-action.wav")),
    (StepName::Result, include_bytes!("../../content/demo/4-result.wav")),
    (StepName::Reflection, include_bytes!("../../content/demo/5-reflection.wav")),
];
