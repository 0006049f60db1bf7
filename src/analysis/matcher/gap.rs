//! What may stand between two words of a phrase, and what it costs.

use super::gap_clause::{aside, describes, happens, new_clause, only_suffered};
use super::gap_words::SMALL;
use super::phrase::Link;
use super::speech::Speech;
use super::{turned, turned_gap};
use crate::analysis::normal::{Class, Forms, Pause, class};

/// Which neighbour of a gap is a figure or a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// None.
    None,
    /// The word before the gap.
    Before,
    /// The word behind it.
    Behind,
}

/// What a phrase has at a gap.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between<'f> {
    /// How the words around it belong together.
    pub link: Link,
    /// Which of them is a figure.
    pub figure: Figure,
    /// The small words that stand there in the phrase.
    pub own: &'f [&'f str],
}

/// More items than this never stand between two words of a phrase.
pub(super) const WIDEST: usize = 12;
/// Up to three words may slip in, and a few small ones.
const LOOSE: f32 = 3.25;
/// Within a name or noun one word may slip in.
const TIGHT: f32 = 1.5;
/// Between a negation and what it denies.
const NEGATION: f32 = 1.75;
/// A part that moved behind its noun comes right there.
const OF: f32 = 1.5;
/// What a word costs that slipped in.
const WORD: f32 = 0.2;
/// What a comma costs.
const COMMA: f32 = 0.1;
/// What an aside between two commas costs.
const ASIDE: f32 = 0.25;

/// A gap as it was heard.
#[expect(clippy::struct_excessive_bools, reason = "each is true of the gap or not, on its own")]
pub(super) struct Gap<'g> {
    pub speech: &'g Speech<'g>,
    /// Its first item.
    pub from: usize,
    /// The word behind it.
    pub to: usize,
    pub link: Link,
    /// "had" may lead: `Link::With`, which is an `Of` in everything else.
    with: bool,
    pub figure: Figure,
    own: &'g [&'g str],
    /// The word before it; "nobody" for "not a person".
    pub leader: &'g str,
    /// The word before it is an -ing form.
    pub led_by_ing: bool,
    /// "for six hours the ward worked with paper forms"
    pub led_amount: bool,
    /// The word before it is a verb that takes its object without a preposition.
    direct: bool,
}

/// What was met in a gap so far.
#[derive(Debug, Default)]
pub(super) struct Met {
    weight: f32,
    pub commas: u32,
    /// Ordinary words.
    ordinary: usize,
    pub preposition: bool,
    passive_be: bool,
    doer: bool,
}

/// What the items `from..to` between two words of a phrase cost; `None` when they part the two.
pub(super) fn cost(speech: &Speech, from: usize, to: usize, between: &Between) -> Option<f32> {
    let link = between.link;
    if matches!(link, Link::Described | Link::Acting | Link::Acted | Link::Manner) {
        return turned_gap::cost(speech, from, to, link);
    }
    if to < from || to - from > WIDEST {
        return None;
    }
    let gap = Gap::new(speech, from, to, between);
    let aside = if matches!(gap.link, Link::Loose | Link::Apart) { aside(speech, from, to) } else { 0 };
    let mut met = Met::default();
    for at in from + aside..=to {
        match speech.pause(at) {
            Pause::None | Pause::Hesitation => {}
            Pause::Short => met.commas += 1,
            Pause::Stop | Pause::Question => return None,
        }
        // What stands there in the phrase as well parts nothing.
        if at == to || speech.is_free(at) || between.own.contains(&speech.plain(at)) {
            continue;
        }
        // The second half of "color-coded" is no other word.
        if at > from && at < to && speech.is_glued(at) {
            continue;
        }
        gap.word(at, &mut met)?;
    }
    if gap.is_too_wide(&met) || gap.is_another_statement(&met) || gap.is_another_noun(&met) {
        return None;
    }
    Some(met.weight * WORD + met.commas as f32 * COMMA + if aside > 0 { ASIDE } else { 0.0 })
}

impl<'g> Gap<'g> {
    fn new(speech: &'g Speech, from: usize, to: usize, between: &Between<'g>) -> Self {
        let Between { link, figure, own } = *between;
        let (with, link) = if link == Link::With { (true, Link::Of) } else { (false, link) };
        let before = from.checked_sub(1);
        let leader = match before.map_or("", |before| speech.plain(before)) {
            "person" | "soul" | "human" | "individual" if link == Link::Negation => "nobody",
            leader => leader,
        };
        let led_by_ing =
            before.and_then(|verb| speech.entry(verb)).is_some_and(|entry| entry.is_form(Forms::ING));
        let led_amount = link == Link::Clause
            && figure == Figure::Before
            && from > 1
            && speech.class(from - 2).is(Class::PREPOSITION);
        let direct = before.is_some_and(|verb| speech.is_past(verb))
            && own.iter().all(|word| !class::class(word).is(Class::PREPOSITION));
        Self { speech, from, to, link, with, figure, own, leader, led_by_ing, led_amount, direct }
    }

    /// One word of the gap, noted in what was met. `None` when it parts the two.
    fn word(&self, at: usize, met: &mut Met) -> Option<()> {
        let speech = self.speech;
        let (class, word) = (speech.class(at), speech.plain(at));
        let before_be = speech.class(at + 1).is(Class::BE);
        // "there was nobody who had asked"
        let who = self.link == Link::Negation
            && self.leader == "nobody"
            && word == "who"
            && self.from.checked_sub(2).is_some_and(|be| speech.class(be).is(Class::BE));
        let anybody = matches!(word, "you" | "everybody" | "somebody");
        // "the seals, which were broken"
        let relative =
            matches!(self.link, Link::Of | Link::Passive) && matches!(word, "which" | "that") && before_be;
        // "the fish, they were eaten"
        let taken_up = self.link == Link::Passive
            && matches!(word, "they" | "it")
            && speech.pause(at) == Pause::Short
            && before_be;
        let own_subject = matches!(self.link, Link::Fronted | Link::Clause) && !class.is(Class::NEGATION);
        let allowed = anybody || relative || taken_up || own_subject || who;
        if class.is(Class::SUBJECT | Class::NEGATION | Class::QUESTION) && !allowed {
            return None;
        }
        // "lost my anchor" is not "lost its anchor"
        let owned = |word: &&str| matches!(*word, "its" | "their");
        if class.is(Class::POSSESSIVE) && self.own.iter().any(owned) && !owned(&word) {
            return None;
        }
        met.doer |= class.is(Class::SUBJECT);
        met.passive_be |= class.is(Class::BE) || matches!(word, "got" | "get" | "gets");
        met.preposition |=
            class.is(Class::PREPOSITION | Class::BE) || self.with && matches!(word, "had" | "has" | "have");
        // "shared a photo from the inbox": the verb has another object
        let leads_away = class.is(Class::PREPOSITION) && word != "of" && self.figure == Figure::None;
        if self.link == Link::Loose && leads_away && self.direct && met.ordinary > 0 && met.commas == 0 {
            return None;
        }
        let refers = relative || taken_up || who;
        let cost = if refers { SMALL } else { self.cost_of(at, met)? };
        met.ordinary += usize::from(cost >= 1.0);
        met.weight += cost;
        Some(())
    }

    /// Whether more stands in it than may.
    fn is_too_wide(&self, met: &Met) -> bool {
        let speech = self.speech;
        let most = match self.link {
            Link::Tight => TIGHT,
            // "built, in two evenings, a small model": an aside between two commas may be a little longer.
            Link::Loose if met.commas == 2 => LOOSE + 1.0,
            // "the seal on the third jar had cracked": a part of the noun stands before its verb.
            Link::Loose
                if speech.class(self.from).is(Class::PREPOSITION)
                    && speech.is_past(self.to)
                    && !speech.is_past(self.from.saturating_sub(1)) =>
            {
                LOOSE + 1.0
            }
            Link::Loose | Link::Apart => LOOSE,
            Link::Negation if self.leader == "nobody" => LOOSE,
            Link::Negation => NEGATION,
            Link::Clause if self.led_amount => LOOSE,
            _ => OF,
        };
        met.weight > most || met.commas > 2
    }

    /// Whether the words around it belong to two statements, or to another kind of statement.
    fn is_another_statement(&self, met: &Met) -> bool {
        let (speech, link) = (self.speech, self.link);
        let none_between = self.from == self.to;
        // "not, strictly speaking, on my roadmap" has two commas, a list has one.
        let list = met.commas == 1 && met.ordinary > 0 && !matches!(link, Link::Loose | Link::Apart);
        // "No, the ticket was there": what is followed by a comma denies nothing.
        let interjection = link == Link::Negation
            && speech.pause(self.from) == Pause::Short
            && self.from.checked_sub(1).is_some_and(|no| speech.plain(no) == "no");
        let by = link == Link::By && (self.from..self.to).all(|at| speech.plain(at) != "by");
        // "the credentials were rotated"; "the team rotated" has another sense.
        // "seals broken by the frost", "the output doubled"
        let behind = speech.entry(self.to);
        let broken = none_between && (behind.is_some_and(only_suffered) || speech.plain(self.to + 1) == "by")
            || met.ordinary == 0 && behind.is_some_and(happens);
        let active = link == Link::Passive && !met.passive_be && !broken && self.figure == Figure::None;
        let lone = link == Link::Fronted && (!met.doer || met.commas > 0);
        let beside = link == Link::Apart && none_between && self.figure == Figure::None;
        let clause = new_clause(speech, self.from, self.to, met.commas, link);
        list && !self.takes_up(met) || interjection || by || active || lone || beside || clause
    }

    /// Whether what stands behind a noun belongs to another one.
    fn is_another_noun(&self, met: &Met) -> bool {
        let (speech, from, to) = (self.speech, self.from, self.to);
        if self.link != Link::Of {
            return false;
        }
        // "the boxes of an old man" are no old boxes.
        let of_another = met.preposition
            && self.figure == Figure::None
            && !speech.class(to.saturating_sub(1)).is(Class::BE)
            && turned::is_adjective(&speech.normal, to)
            && !speech.pause(to + 1).breaks()
            && to + 1 < speech.len()
            && !speech.class(to + 1).is(Class::FUNCTION | Class::ADVERB);
        // "the owner of the rope was missing": it is not the rope that was.
        let be = (from..to).any(|at| speech.class(at).is(Class::BE) && speech.plain(at) != "'s");
        let led = be
            && self.figure == Figure::None
            && from > 0
            && (from..to).all(|at| !speech.class(at).is(Class::PREPOSITION))
            && turned_gap::is_led(speech, from);
        // Without a preposition only a figure follows its noun: "drop rate 0.3%".
        let beside = from == to && speech.entry(to).is_some_and(describes);
        let bare = !met.preposition && !beside && (self.figure == Figure::None || met.ordinary > 0);
        of_another || led || (bare || met.commas > 0) && !self.takes_up(met)
    }

    /// Whether the words behind a comma take up the noun before it.
    fn takes_up(&self, met: &Met) -> bool {
        let (speech, from, to) = (self.speech, self.from, self.to);
        if met.commas != 1 || speech.pause(from) != Pause::Short {
            return false;
        }
        // "the fridge, the large one"
        let one = from > 1
            && speech.class(from - 2).is(Class::DETERMINER)
            && matches!(speech.plain(to + 1), "1" | "ones");
        // "six boxes, all wet"
        let all = from + 1 == to
            && self.link == Link::Of
            && matches!(speech.plain(from), "all" | "each" | "both" | "every");
        one || all
    }
}
