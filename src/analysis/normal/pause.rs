//! The pauses that are written between words.

/// What stands between two atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Pause {
    /// Nothing but a blank, a hyphen or the like.
    #[default]
    None,
    /// The comma before a hesitation: it may be a clause that ends, or nothing.
    Hesitation,
    /// A comma, a dash, a bracket, dots of hesitation.
    Short,
    /// The end of a sentence.
    Stop,
    /// The end of a question.
    Question,
}

impl Pause {
    /// Whether something ends here.
    pub fn breaks(self) -> bool {
        self >= Self::Short
    }

    /// Whether a sentence ends here.
    pub fn ends_sentence(self) -> bool {
        self >= Self::Stop
    }
}
