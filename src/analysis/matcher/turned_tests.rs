//! Phrases that are turned around, and other wordings of the same thing, each with what only looks alike. The examples are of a
//! bakery, a choir, a garden and a harbour.

use super::*;
use crate::analysis::result::PhraseStatus::Said;

/// A phrase, what says it, and what does not.
type Pair = (&'static str, &'static [&'static str], &'static [&'static str]);

#[track_caller]
fn contrast(pairs: &[Pair]) {
    let mut wrong = Vec::new();
    for (phrase, said, unsaid) in pairs {
        for (texts, wanted) in [(said, true), (unsaid, false)] {
            for text in *texts {
                let heard = Text::new(text);
                let heard = find(&KeyPhrase::from(*phrase), &Speech::new(&heard));
                if (heard.status == Said) != wanted {
                    wrong.push(format!("{phrase:?} in {text:?}: {:?} {:?}", heard.status, heard.why));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_noun_of_action_may_be_its_verb() {
    contrast(&[
        (
            "water leak",
            &[
                "The hull was leaking water.",
                "It had leaked water for days.",
                "Every pipe leaks water there.",
            ],
            &[
                "The water was fine, the roof had a leak.",
                "They leaked the story about the water.",
                "It never leaked water.",
            ],
        ),
        (
            "bread delivery",
            &[
                "We were delivering the bread at four.",
                "The bread was delivered cold.",
                "a way of delivering bread",
            ],
            &["The bread van delivered the mail.", "She delivered a speech about bread."],
        ),
        (
            "seed collection",
            &["We collected seeds all summer.", "collecting the oldest seeds"],
            &["The owner of the seeds collected stamps.", "We collected Mira's seeds of doubt."],
        ),
        (
            "choir rehearsal",
            &["The choir was rehearsing in the crypt."],
            &["We had a choir, and the band rehearsed elsewhere.", "The choir had rehearsed nothing."],
        ),
        (
            "anchor drift",
            &["The anchor had been drifting all night.", "The anchor drifted in the storm."],
            &["The owner of the anchor drifted away.", "The anchor held, the buoys drifted."],
        ),
        (
            "oven failure",
            &["The oven failed on Saturday.", "The old oven had failed again."],
            &["The oven was fine and the mixer failed.", "The oven hasn't failed once."],
        ),
        (
            "timetable rollout",
            &[
                "We rolled out the timetable in May.",
                "rolling the new timetable out",
                "The timetable was rolled out.",
            ],
            &["We rolled out the dough under the timetable.", "The timetable was out, so I rolled with it."],
        ),
        (
            "crane shutdown",
            &["They shut down the crane at noon.", "shutting the crane down"],
            &["They shut the door when the crane was down."],
        ),
        (
            "harvest loss",
            &["That year we lost the whole harvest.", "losing a harvest"],
            &["We lost the key before the harvest.", "We never lost a harvest."],
        ),
        (
            "dough fermentation",
            &["The dough fermented too long.", "fermenting the dough overnight"],
            &["The beer fermented beside the dough."],
        ),
        (
            "quiet engine failure",
            &[
                "The engine failed quietly.",
                "The engine was quietly failing.",
                "The engine kept failing, quietly.",
            ],
            &["It was quiet until the engine failed.", "The engine failed with a bang, quite loudly."],
        ),
        (
            "berth allocation",
            &["I wrote a tool to allocate the berths.", "allocating berths by hand"],
            &["I allocated a budget for the berths."],
        ),
        (
            "recipe review",
            &["We reviewed the recipes every week."],
            &["I reviewed Ben's recipe.", "We reviewed the staff and the recipe was lost."],
        ),
        ("sail flag", &[], &["They flagged the sail as torn."]),
        ("night shift", &[], &["Every night I shifted boxes.", "They shifted the night."]),
    ]);
}

#[test]
fn what_describes_a_noun_may_stand_behind_it() {
    contrast(&[
        (
            "missing rope",
            &[
                "The rope on the second boat was missing.",
                "A rope was missing.",
                "the rope that had gone missing",
            ],
            &[
                "The rope was there, the anchor was missing.",
                "The rope wasn't missing.",
                "The owner of the rope was missing.",
            ],
        ),
        (
            "cracked bell",
            &["The bell had cracked in the frost.", "One bell had already cracked.", "a bell that's cracked"],
            &[
                "The bell had not cracked.",
                "The keeper of the bell had cracked.",
                "The bell rang and the ice cracked.",
            ],
        ),
        (
            "sour dough",
            &["The dough in the tub had gone sour.", "dough that turned sour", "The dough looked sour."],
            &["The dough was sweet, her mood was sour.", "The dough was not sour."],
        ),
        (
            "silent alarm",
            &["an alarm that stays silent", "The alarm in the shed was silent."],
            &["The alarm rang in a silent house."],
        ),
        ("trained singers", &[], &["The singers had trained all day for it."]),
        ("solar pump", &["a pump that runs solar"], &["a pump that failed, and the solar panel too"]),
        (
            "old boats",
            &["The boats in the yard were old."],
            &["boats of an old man", "The boats of the old harbour."],
        ),
        ("the fridge at minus 30", &["a fridge, the minus 30 one, was warm"], &["a fridge, thirty boxes"]),
    ]);
}

#[test]
fn no_and_nobody_have_other_words() {
    contrast(&[
        (
            "not on my list",
            &[
                "None of that was on my list.",
                "None of it was ever, um, on my list.",
                "It was nowhere on my list.",
            ],
            &["All of that was on my list.", "None of them saw it on my list."],
        ),
        (
            "nobody had told me",
            &[
                "There was nobody who'd told me.",
                "Not a single person had told me.",
                "Not one person told me.",
                "Not one soul had told me.",
            ],
            &[
                "There was somebody who'd told me.",
                "A single person had told me.",
                "Not one letter had told me.",
            ],
        ),
        (
            "no invoice",
            &[
                "Nobody had written an invoice.",
                "Not one invoice existed.",
                "Nobody ever sent any invoice.",
                "Not a single invoice came.",
            ],
            &[
                "Nobody read an invoice.",
                "Nobody liked the invoice.",
                "One invoice existed.",
                "Nobody sent the invoice.",
            ],
        ),
    ]);
}

#[test]
fn the_speaker_did_it_in_other_words() {
    contrast(&[
        (
            "I tuned",
            &[
                "I happened to tune it on Monday.",
                "I couldn't help but tune it.",
                "I had no choice but to tune it.",
                "I didn't hesitate to tune it.",
                "I found myself tuning pianos.",
                "I rushed to tune it.",
            ],
            &[
                "I couldn't tune it.",
                "I found somebody tuning it.",
                "I hesitated to tune it.",
                "He had no choice but to tune it.",
            ],
        ),
        (
            "no permit",
            &[
                "They didn't even have a permit.",
                "There hadn't ever been a permit.",
                "It wasn't really a permit.",
            ],
            &["I can't wait for the permit.", "It didn't help to show them a permit."],
        ),
        (
            "I wrote the songs",
            &["The songs were all written by me.", "The songs had been written, um, by me."],
            &[
                "The songs were written.",
                "The songs were not written by me.",
                "The songs were written by him.",
                "The songs should be written by me.",
            ],
        ),
        ("nine wet boxes", &["nine boxes, all wet"], &["nine boxes, one wet", "nine boxes, all dry"]),
        ("wooden shelf", &["two wooden shelves"], &["wooden self"]),
        ("I baked for the women", &["I baked, as you can imagine, for a woman."], &["I baked for a man."]),
        ("bell at 3 a.m.", &["a bell at three at night"], &["a bell at three p.m."]),
        ("recipe v2", &["recipe version two", "the recipe v2"], &["recipe version three"]),
        ("teasing the choir", &["We were teasing our own choir."], &["The choir was teasing us."]),
        (
            "seal had cracked",
            &["The seal on the third pump room door had cracked."],
            &["The seal was on the door, and the door had cracked."],
        ),
    ]);
}

#[test]
fn figures_are_heard_as_people_speak_them() {
    contrast(&[
        (
            "0.7% waste",
            &["And that, point seven percent waste, is a lot.", "point seven percent of waste"],
            &["At that point seven people saw the waste.", "point eight percent waste"],
        ),
        (
            "98.5%",
            &["98.5, percent that is.", "ninety-eight point five, percent I mean"],
            &["98.5 pages, a percent more"],
        ),
        (
            "firing took two weeks",
            &["The firing used to take us two whole weeks.", "Firing took two long weeks."],
            &["The firing used to take us two whole days.", "Firing took two weekly rounds."],
        ),
        (
            "lamp oil for 3 days",
            &["For three days the village worked with lamp oil."],
            &[
                "For three hours the village worked with lamp oil.",
                "For three days we slept, but there was lamp oil.",
            ],
        ),
    ]);
}

#[test]
fn words_slip_in_and_particles_move() {
    contrast(&[
        (
            "I put up a sign",
            &[
                "I put up, after asking the owner of course, a small sign.",
                "I put up, with some tape, a sign.",
            ],
            &["I put up a tent, he said, a sign of hope.", "I put up with it, because we had a sign."],
        ),
        (
            "paper ledger",
            &["a paper, like, coffee-stained ledger", "a paper, um, hand-written ledger"],
            &["a paper about the brand-new digital ledger"],
        ),
        (
            "without ringing anyone up",
            &["It works without it ringing up anyone.", "without ringing up anybody"],
            &["It works, ringing up everyone."],
        ),
        ("act early", &["Acting early is what I learned."], &["Acting was fun, but early on I left."]),
        ("GM9 buoy", &["the G M 9 buoy", "the GM9 buoys"], &["the G M 8 buoy"]),
        (
            "SLOs of the ferry",
            &["the S L Os of the ferry", "the S.L.O.s of the ferry", "an S L O of the ferry"],
            &["the S L of the ferry", "the S L as of the ferry"],
        ),
        (
            "a broken GPU",
            &["The G.P.U.s were broken.", "three broken GPUs", "broken G.P.U.s"],
            &["a broken GPS"],
        ),
    ]);
}

#[test]
fn what_was_only_thought_of_or_is_another_part_of_speech_is_not_said() {
    contrast(&[
        (
            "painted the hull",
            &[
                "We painted the hull.",
                "Had we seen it? No, but we painted the hull.",
                "I finished painting the hull.",
            ],
            &[
                "Had we painted the hull, it wouldn't have rusted.",
                "I thought of painting the hull.",
                "We considered painting the hull.",
                "I'd dreamt about painting the hull.",
                "They talked about painting the hull and forgot.",
            ],
        ),
        (
            "change of 12%",
            &["a change of 12%", "a 12% change", "The change was 12 percent."],
            &["When I change, 12% of the salt is gone."],
        ),
        (
            "plant earlier",
            &["Next year I'd plant earlier.", "plant it earlier"],
            &["They were planted in an earlier season."],
        ),
        (
            "compass error",
            &["What he didn't see was a compass error.", "We could've had a compass error."],
            &["There was no compass error.", "It wasn't really a compass error."],
        ),
    ]);
}

#[test]
fn an_action_in_progress_and_its_object_say_the_noun() {
    contrast(&[
        (
            "pier mooring",
            &["the mooring of the pier", "pier moorings"],
            &["The pier was a mooring for years, and so on."],
        ),
        (
            "salt dosing",
            &["The pump was dosing the salt twice.", "The cook was still dosing the salt.", "salt dosing"],
            &[
                "The pump wasn't dosing the salt.",
                "The pump was dosing the sugar.",
                "The salt was out and they were dosing sugar.",
            ],
        ),
        (
            "radio scrambling",
            &["A ship was scrambling the radio."],
            &["The radio was scrambling the orders."],
        ),
        (
            "late meetings",
            &["There was a late meeting on Friday.", "one late-meeting a week"],
            &["I was late to meet them."],
        ),
        ("early sighting", &["three early sightings"], &["They saw it early."]),
        (
            "cats ate the fish",
            &["The fish, they were eaten by cats, all of them.", "The fish was eaten by cats."],
            &[
                "The cats, they were eaten by fish.",
                "The fish were not eaten by cats.",
                "The fish were eaten, and the cats slept.",
            ],
        ),
    ]);
}

#[test]
fn rates_and_ranges_are_heard_however_they_are_written() {
    contrast(&[
        (
            "current of 3 meters per second",
            &["currents of 3 m/s", "a current of three meters a second", "a current of 3m/s"],
            &["a current of 3 m", "a current of 3 m/h", "a current of 3 km/s"],
        ),
        ("ferry at 40 km per hour", &["a ferry at 40 km/h"], &["a ferry at 40 km/s"]),
        ("30 miles per hour", &["30 mph", "30 miles an hour"], &["30 km/h", "thirty miles"]),
        ("900 requests per second", &["900 req/s", "nine hundred rps"], &["900 req/min", "90 req/s"]),
        ("5 GB per second", &["5 GB/s", "five gigabytes a second"], &["5 MB/s", "5 GB/h"]),
        (
            "from 30 minutes per loaf to 4",
            &["It went from 30 minutes a loaf to just four minutes.", "from thirty minutes per loaf to four"],
            &["from 30 minutes a loaf to 4 hours", "from 30 hours a loaf to four minutes"],
        ),
        (
            "queues of more than 20 minutes",
            &["more than twenty minutes of queue", "queues of more than 20 minutes"],
            &["less than twenty minutes of queue", "more than twenty hours of queue"],
        ),
        (
            "salt content of 8%",
            &["The salt content was 8%.", "The salt content fell to 8%."],
            &["The salt content fell by 8%."],
        ),
        ("a drop of 8%", &["a drop of 8%"], &["a drop of 9%"]),
    ]);
}

#[test]
fn whose_it_is_may_be_the_article_and_another_noun_has_its_own_verb() {
    contrast(&[
        (
            "boat lost its anchor",
            &[
                "The boat lost the anchor.",
                "The boats were losing their anchors.",
                "The boat lost its anchor.",
            ],
            &["The boat lost my anchor.", "The boat lost her sail."],
        ),
        ("read by the whole choir", &["read by the whole of the choir"], &["read by half of the choir"]),
        (
            "orders doubled",
            &["Orders rose and doubled.", "The orders nearly doubled."],
            &["Orders fell and returns doubled.", "Orders stalled and the debts doubled."],
        ),
        ("sealed jars", &["The sealed jars were fine."], &["The unsealed jars were fine.", "resealed jars"]),
        ("signed letters", &["three signed letters"], &["unsigned letters"]),
        (
            "bakery run",
            &["the bakery run", "two bakery runs"],
            &["The bakery owner had to run.", "The bakery van had run out."],
        ),
        ("four boxes in 90", &["four boxes in 90"], &["There were four boxes, and it had 90 labels."]),
        (
            "flower stalls in June",
            &["flower stalls in June"],
            &["Fruit stalls in June were okay, the flower stalls came later."],
        ),
        (
            "I'd do it again",
            &["I would do it again.", "Honestly, I'd do that again tomorrow.", "I'd do it again."],
            &["I wouldn't do it again.", "He would do it again.", "I saw it again."],
        ),
    ]);
}

#[test]
fn a_noun_of_action_and_the_gerund_stand_before_a_noun_alike() {
    contrast(&[
        (
            "drilling bench",
            &["the drill bench", "two drill benches"],
            &["the driller's bench", "the bench drill"],
        ),
        (
            "weld shop",
            &["the welding shop", "Our welding shop was cold."],
            &["the shop welder", "welding by the shop", "the welded shop"],
        ),
        ("wait room in the harbour", &["a waiting room in the harbour"], &["a waiter in the harbour"]),
        (
            "share tide tables",
            &["Sharing tide tables helps."],
            &["I shared nothing, the tide tables helped."],
        ),
        ("alarm bell", &["the alarm bells"], &["the alarming bell"]),
        ("market square", &["the market square"], &["the marketing square"]),
    ]);
}

#[test]
fn what_became_of_a_thing_stands_behind_its_verb() {
    contrast(&[
        (
            "gate shut",
            &["The gate was shut.", "The gate had shut.", "The gate shut at six.", "gates that were shut"],
            &[
                "The gate keeper had to shut.",
                "The gate wasn't shut.",
                "The gate was not shut.",
                "The gate was never shut.",
                "The gate will shut.",
                "The gate was almost shut.",
                "No gate was shut.",
            ],
        ),
        (
            "rope cut",
            &["The rope was cut.", "The ropes had been cut."],
            &["The rope was there, and I cut the sail."],
        ),
        (
            "pond froze hard",
            &["The pond was freezing hard.", "The pond has frozen completely hard.", "The pond froze hard."],
            &["The pond wasn't freezing hard.", "The pond was freezing and the ground was hard."],
        ),
        (
            "creek ran dry",
            &["The creeks were running dry.", "The old creek had run dry.", "The creek ran almost dry."],
            &["The creek was running and the towel was dry.", "The creek did not run dry."],
        ),
    ]);
}

#[test]
fn decibels_and_ratios_are_no_other_figures() {
    contrast(&[
        (
            "three dB",
            &["3 decibels", "three decibels", "a 3dB drop", "by 3 dB"],
            &["3 DB servers", "30 dB", "three degrees"],
        ),
        ("minus three decibels", &["-3 dB", "minus 3 decibels"], &["plus three decibels", "3 dB", "+3 dB"]),
        ("plus 3 dB", &["plus three decibels", "+3 dB"], &["minus three decibels", "-3 dB"]),
        (
            "nine to one",
            &["The vote was nine to one.", "a 9:1 ratio", "9 to 1", "it was 9-1 in the end"],
            &["We met at 9:01.", "one to nine", "nine in one", "nine of one"],
        ),
        (
            "9:1 vote",
            &["a nine to one vote", "a vote of nine to one", "a 9-1 vote"],
            &["a vote at 9:01", "a 9:2 vote"],
        ),
        (
            "sixteen to ten",
            &["an aspect ratio of 16:10", "16:10 odds", "16 to 10"],
            &["The boat left at 16:10."],
        ),
        ("boat at 16:10", &["The boat at 4:10 p.m."], &["a boat at a ratio of 16:10"]),
        ("vote at 9:30", &["The vote at nine thirty.", "the 9:30 vote"], &["a vote of nine to thirty"]),
        ("won 3-1", &["We won three to one.", "won 3:1"], &["We won one to three."]),
        (
            "four out of five",
            &["4 of 5", "four out of 5"],
            &["four or five", "four to five", "five out of four"],
        ),
        ("two to three boats", &["two or three boats", "2-3 boats"], &["two of three boats"]),
        ("ferry at 4:45", &["the ferry at a quarter to five"], &["the ferry at 45 to 4"]),
    ]);
}

#[test]
fn an_action_with_another_object_is_another_action() {
    contrast(&[(
        "radio scrambling",
        &["the scrambling of the radio", "We were scrambling the radio."],
        &["scrambling eggs by the radio", "We were scrambling eggs by the radio."],
    )]);
}

#[test]
fn the_explanation_says_that_a_phrase_was_turned_around() {
    let text = Text::new("All night the hull was leaking the water.");
    let told = explain(&KeyPhrase::from("water leak"), &Speech::new(&text));
    assert!(told.turned && told.status == Said);
    let text = Text::new("a water leak");
    assert!(!explain(&KeyPhrase::from("water leak"), &Speech::new(&text)).turned);
    let text = Text::new("We rotated the crops.");
    let told = explain(&KeyPhrase::from("crop rotation"), &Speech::new(&text));
    assert_eq!(told.parts[1].how, "its verb or adverb");
}
