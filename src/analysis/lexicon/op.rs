//! The steps of a pattern's program, and how one lies in a number.

/// One step of a pattern's program. Steps and sets are known by their places; a step goes only to later ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Op {
    /// The next word is this one.
    Word(u32),
    /// The next word is one of the set at this place.
    Set(u32),
    /// The next word is a number.
    Number,
    /// The next word has the ending of this number.
    Ending(u32),
    /// The next word is a name.
    Name,
    /// The next word may be any.
    Anything,
    /// Go on at the first, and if that fails at the second. One of them is the step behind this one.
    Either(u32, u32),
    /// Go on there.
    Jump(u32),
    /// What comes next does not match the program up to there, where it goes on.
    Not(u32),
    /// A punctuation mark stands here.
    Break,
    /// The sentence begins here.
    Start,
    /// The program of the family of this number, and then go on.
    Family(u32),
    /// Found.
    Done,
}

/// The upper bits of a number say what the step is; the lower ones hold its word or its place. A file of a person's own, of
/// a megabyte at most, does not come near their limit.
const VALUE_BITS: u32 = 28;
const VALUE: u32 = (1 << VALUE_BITS) - 1;

impl Op {
    /// The number of this step, which stands at `at`.
    pub(super) fn pack(self, at: u32) -> u32 {
        let (kind, value) = match self {
            Self::Done => (0, 0),
            Self::Word(word) => (1, word),
            Self::Set(place) => (2, place),
            Self::Number => (3, 0),
            Self::Ending(ending) => (4, ending),
            Self::Name => (5, 0),
            Self::Anything => (6, 0),
            Self::Either(one, other) if one == at + 1 => (7, other),
            Self::Either(one, _) => (8, one),
            Self::Jump(to) => (9, to),
            Self::Not(to) => (10, to),
            Self::Break => (11, 0),
            Self::Start => (12, 0),
            Self::Family(family) => (13, family),
        };
        kind << VALUE_BITS | value & VALUE
    }

    /// The step of this number, which stands at `at`.
    #[inline]
    pub(super) fn unpack(number: u32, at: u32) -> Self {
        let value = number & VALUE;
        match number >> VALUE_BITS {
            1 => Self::Word(value),
            2 => Self::Set(value),
            3 => Self::Number,
            4 => Self::Ending(value),
            5 => Self::Name,
            6 => Self::Anything,
            7 => Self::Either(at + 1, value),
            8 => Self::Either(value, at + 1),
            9 => Self::Jump(value),
            10 => Self::Not(value),
            11 => Self::Break,
            12 => Self::Start,
            13 => Self::Family(value),
            _ => Self::Done,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_comes_back_from_its_number() {
        let with_value = [Op::Word, Op::Set, Op::Ending, Op::Jump, Op::Not, Op::Family].map(|op| op(VALUE));
        let without = [Op::Number, Op::Name, Op::Anything, Op::Break, Op::Start, Op::Done];
        let either = [Op::Either(8, 90), Op::Either(90, 8)];
        for op in with_value.into_iter().chain(without).chain(either) {
            assert_eq!(Op::unpack(op.pack(7), 7), op);
        }
    }
}
