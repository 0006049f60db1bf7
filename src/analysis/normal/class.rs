//! What kind of word a word is, where that matters: the closed classes of English. Everything else is an ordinary word.

/// A set of kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Class(u32);

impl Class {
    /// A hesitation or a filler: it may stand anywhere and costs nothing.
    pub const FILLER: Self = Self(1);
    /// Articles, auxiliaries and the like, which may come and go.
    pub const LIGHT: Self = Self(1 << 1);
    /// An article, or another word that opens a noun phrase.
    pub const DETERMINER: Self = Self(1 << 2);
    /// Whose it is: my, our, their.
    pub const POSSESSIVE: Self = Self(1 << 3);
    /// A pronoun that can be a subject only, or mostly is one.
    pub const SUBJECT: Self = Self(1 << 4);
    /// me, him, them.
    pub const OBJECT: Self = Self(1 << 5);
    /// A form of "be".
    pub const BE: Self = Self(1 << 6);
    /// Forms of "have" and "do", "will", "can".
    pub const AUXILIARY: Self = Self(1 << 7);
    /// should, could, would, might: what did not happen, or may not.
    pub const MODAL: Self = Self(1 << 8);
    /// not, never, no, nobody, without.
    pub const NEGATION: Self = Self(1 << 9);
    /// A preposition.
    pub const PREPOSITION: Self = Self(1 << 10);
    /// Which way: up, down, on, off, over, under.
    pub const PARTICLE: Self = Self(1 << 11);
    /// and, or, then.
    pub const COORDINATION: Self = Self(1 << 12);
    /// but, because, while, if: what follows is another statement.
    pub const CLAUSE: Self = Self(1 << 13);
    /// who, which, what.
    pub const QUESTION: Self = Self(1 << 14);
    /// Adverbs that slip in between subject and verb.
    pub const ADVERB: Self = Self(1 << 15);
    /// The word says nothing by itself: a phrase of such words alone is refused.
    pub const FUNCTION: Self = Self(1 << 16);

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it is of one of these kinds.
    pub fn is(self, kinds: Self) -> bool {
        self.0 & kinds.0 != 0
    }
}

impl std::ops::BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.and(other)
    }
}

/// The kinds of a word in plain form.
#[expect(clippy::match_same_arms, reason = "one family of words a line")]
pub fn class(word: &str) -> Class {
    const FUNCTION: Class = Class::FUNCTION;
    const LIGHT: Class = Class::LIGHT.and(FUNCTION);
    match word {
        "um" | "umm" | "uh" | "uhh" | "uhm" | "er" | "erm" | "err" | "hmm" | "hm" | "mm" | "mhm" | "ah"
        | "eh" | "oh" | "okay" | "ok" | "basically" | "literally" | "yeah" => Class::FILLER | LIGHT,
        "like" | "well" | "right" => FUNCTION,
        "a" | "an" | "the" | "this" | "these" | "those" | "some" | "any" | "each" | "every" | "all"
        | "both" => LIGHT | Class::DETERMINER,
        "that" => LIGHT | Class::CLAUSE,
        "my" | "our" | "your" | "his" | "her" | "its" | "their" => {
            FUNCTION | Class::POSSESSIVE | Class::DETERMINER
        }
        "i" | "we" | "he" | "she" | "they" | "you" => FUNCTION | Class::SUBJECT,
        "somebody" | "someone" | "everybody" | "everyone" | "anybody" | "anyone" => FUNCTION | Class::SUBJECT,
        "nobody" => FUNCTION | Class::SUBJECT | Class::NEGATION,
        "it" | "there" => LIGHT,
        "me" | "him" | "them" | "us" => LIGHT | Class::OBJECT,
        "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being" | "'s" => LIGHT | Class::BE,
        "have" | "has" | "had" | "do" | "does" | "did" | "will" | "can" | "'d" | "having" => {
            LIGHT | Class::AUXILIARY
        }
        "would" => LIGHT | Class::MODAL,
        "should" | "could" | "might" | "may" | "must" | "shall" => FUNCTION | Class::MODAL,
        "not" | "never" | "no" | "none" | "neither" | "nor" | "without" | "hardly" | "barely" => {
            FUNCTION | Class::NEGATION
        }
        "of" | "at" | "for" | "with" | "as" | "into" | "inside" | "onto" | "upon" | "about" | "from"
        | "to" | "by" | "within" | "through" | "per" | "than" | "via" => LIGHT | Class::PREPOSITION,
        "in" | "on" => LIGHT | Class::PREPOSITION | Class::PARTICLE,
        "up" | "down" | "off" | "out" | "over" | "under" | "back" | "away" | "around" | "ahead" => {
            FUNCTION | Class::PARTICLE | Class::PREPOSITION
        }
        "before" | "after" | "until" | "since" => FUNCTION | Class::PREPOSITION | Class::CLAUSE,
        "against" | "between" | "outside" | "below" | "above" | "during" | "across" | "along" | "behind"
        | "beyond" | "toward" | "towards" | "among" | "despite" | "throughout" => {
            FUNCTION | Class::PREPOSITION
        }
        "and" | "or" | "plus" => LIGHT | Class::COORDINATION,
        "then" => LIGHT | Class::COORDINATION | Class::ADVERB,
        "but" | "because" | "although" | "though" | "whereas" | "unless" | "while" | "if" | "whether" => {
            FUNCTION | Class::CLAUSE
        }
        "so" => LIGHT | Class::ADVERB | Class::COORDINATION,
        "who" | "which" | "what" | "where" | "how" | "why" | "when" | "whose" => FUNCTION | Class::QUESTION,
        "just" | "really" | "actually" | "very" | "quite" | "also" | "even" | "too" => LIGHT | Class::ADVERB,
        "first" | "next" | "finally" | "eventually" | "later" | "again" | "already" | "soon" | "still"
        | "always" | "often" | "myself" | "once" | "now" | "only" | "simply" | "immediately"
        | "afterwards" | "meanwhile" | "instead" | "therefore" | "together" | "alone" | "ever" | "yet"
        | "almost" | "nearly" | "earlier" | "sooner" | "sometimes" | "maybe" | "perhaps" | "today"
        | "tonight" | "yesterday" | "overnight" | "anyway" | "somehow" => Class::ADVERB,
        // Verbs and nouns that only end like an adverb.
        "apply" | "supply" | "reply" | "comply" | "imply" | "multiply" | "family" | "assembly"
        | "anomaly" | "italy" | "rally" | "tally" | "bully" => Class::default(),
        _ if word.len() > 4 && word.ends_with("ly") => Class::ADVERB,
        _ => Class::default(),
    }
}
