//! What lists of words miss: a small linear model that weighs runs of up to three words, and of their classes, trained on
//! sentences of our own.
//!
//! The rules find a statement by patterns, and an unusual wording slips through them. The model has read some twenty-three
//! thousand labelled texts (`content/statements`), knows no pattern, and is right about many of these. Neither is
//! sure alone, so both are added: the model's score, and a fixed share for the rule's yes or no. What decided can be
//! shown: the score is a sum over words.
//!
//! The method is a linear support vector machine with squared hinge loss on the presence of runs of words (Joachims
//! 1998; Fan et al. 2008, LIBLINEAR). It is trained by [`train`], always with the same result.

mod classes;
mod features;
mod table;
mod train;
mod weighed;

use crate::content::StepName;

pub use table::packed;
pub use train::{Example, examples, train};
pub use weighed::Weighed;

/// Weights are kept as whole numbers of this size.
const SCALE: f32 = 1000.0;

/// What is learned, each with weights of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learned {
    /// The work was not the speaker's to do.
    Scope,
    /// Somebody gave the work to the speaker.
    Assigned,
    /// The speaker's work went to others.
    HandedOff,
    /// An outcome in figures.
    Quantified,
    /// An outcome that is only an activity or a mood.
    VagueOutcome,
    /// A lesson that would fit any story.
    GenericLesson,
}

impl Learned {
    /// All of them, in the order of the columns of the weights.
    pub const ALL: [Self; 6] = [
        Self::Scope,
        Self::Assigned,
        Self::HandedOff,
        Self::Quantified,
        Self::VagueOutcome,
        Self::GenericLesson,
    ];

    /// Its key in the examples and in the JSON of an analysis.
    pub fn key(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Assigned => "assigned",
            Self::HandedOff => "handed_off",
            Self::Quantified => "quantified",
            Self::VagueOutcome => "vague_outcome",
            Self::GenericLesson => "generic_lesson",
        }
    }

    /// How much the rule's yes, and how much its no, counts beside the score of the model, whose margin is 1. Chosen on
    /// examples that were written by people who had not seen the rules, by training on those of some writers and looking at
    /// those of the others: where a rule says yes it is mostly right, and its no says little, for there are more wordings than
    /// patterns. Many choices are as good; of these, one was taken that holds the floors of `tests/eval.rs`.
    fn trust_in_rule(self) -> (f32, f32) {
        match self {
            Self::Scope | Self::Quantified => (0.5, 0.0),
            Self::Assigned => (0.6, 0.1),
            Self::HandedOff => (0.5, 0.2),
            // Its rule says hardly more than that no figure was found.
            Self::VagueOutcome => (0.2, 0.2),
            // Its rule knows some sayings of very many: the doubtful ones count.
            Self::GenericLesson => (0.6, -0.1),
        }
    }

    /// The best of many windows is high by chance: in a text of more than one, the model must be so sure where the rule says no.
    /// Chosen as the trust in the rule was; statements with few examples of long texts need more.
    fn sure(self) -> f32 {
        match self {
            Self::Scope | Self::Assigned | Self::HandedOff => 0.1,
            Self::Quantified | Self::VagueOutcome | Self::GenericLesson => 0.25,
        }
    }

    /// Whether the examples are about this step: elsewhere the rule alone speaks.
    fn knows(self, step: StepName) -> bool {
        match self {
            // Said too late it is said all the same, and the finding tells so.
            Self::Scope => true,
            Self::Assigned => step != StepName::Reflection,
            Self::HandedOff => step == StepName::Action,
            Self::Quantified | Self::VagueOutcome => step == StepName::Result,
            Self::GenericLesson => step == StepName::Reflection,
        }
    }
}

/// One weight for each of [`Learned::ALL`].
type Row = [i16; Learned::ALL.len()];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::statements;

    /// The weights that ship are what [`train`] makes of the examples that ship, as lines to read and packed to be embedded.
    /// `REMAKE=1 cargo test --no-default-features --lib learned` writes both anew.
    #[test]
    fn the_weights_come_from_the_examples() {
        let lines = train(&examples());
        let made = packed(&lines);
        let file = |name: &str| {
            std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content/statements").join(name)
        };
        if std::env::var_os("REMAKE").is_some() {
            std::fs::write(file("weights.tsv"), &lines).unwrap();
            std::fs::write(file("weights.bin"), &made).unwrap();
        }
        let shipped = std::fs::read_to_string(file("weights.tsv")).unwrap();
        assert!(lines == shipped && made == statements::WEIGHTS, "REMAKE=1 writes the weights anew");
    }
}
