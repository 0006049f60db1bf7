"""What the synthetic voices say: five kinds of sentences, all of them from one vocabulary.

A model that hears only well-formed sentences learns to guess them. So most of the text is made to be unpredictable: sentences that
people wrote, cut and joined at random; walks from word to word; and words in no order at all. `Text(seed).sentence()` gives one
sentence with a capital and a full stop, written as it is spoken (numbers in words).

    python text.py            prints the size of the vocabulary and some sentences of every kind
"""

import functools
import json
import random
import re
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
RECORDINGS = HERE.parent.parent / "content" / "demo"
# The kinds and how often each one is drawn.
SHARES = {"grammar": 0.22, "written": 0.16, "joined": 0.18, "walk": 0.16, "shuffled": 0.28}
# What keeps its capital wherever it stands in a sentence.
PROPER = (
    "I I'd I've I'm I'll S L O K D E Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April "
    "June July August September October November December"
).split()
CAPITAL = {word.lower(): word for word in PROPER}
WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")


def words(sentence):
    """The words of a sentence, without punctuation."""
    return WORD.findall(sentence)


def plain(sentence):
    """A sentence for comparison: its words in lower case, joined by blanks."""
    return " ".join(word.lower() for word in words(sentence))


def finished(sentence):
    """The sentence with a capital at its beginning and a full stop at its end; commas are the only signs inside."""
    sentence = re.sub(r"[^A-Za-z', ]", "", sentence).strip(" ,")
    return sentence[0].upper() + sentence[1:] + "."


def lines(name):
    """The lines of a file beside this one, without blank ones and comments."""
    path = HERE / name
    text = path.read_text() if path.exists() else ""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


@functools.cache
def grammar():
    return tomllib.loads((HERE / "grammar.toml").read_text())


def expand(name, rng):
    """A random sentence of the grammar: every name in braces gives way to one entry of its list."""
    text = rng.choice(grammar()[name])
    return re.sub(r"\{(\w+)\}", lambda found: expand(found.group(1), rng), text)


@functools.cache
def held_out():
    """The sentences that no training clip may contain: the sets by which the model is judged."""
    sentences = set()
    for name in ("handwritten.json", "heldout.json"):
        path = HERE / name
        for answer in json.loads(path.read_text()) if path.exists() else []:
            sentences.update(plain(part) for part in re.split(r"[.?!]", answer["text"]))
    for path in [*RECORDINGS.glob("**/*.txt"), HERE / "judged.txt"]:
        sentences.update(plain(line) for line in path.read_text().splitlines())
    return sentences


def judged():
    """(sentences of the grammar, shuffled words) by which the model is judged; `judged.txt` was drawn once and never changes."""
    text = (HERE / "judged.txt").read_text().split("# Shuffled words.")
    return [[line for line in part.splitlines() if line and not line.startswith("#")] for part in text]


def written():
    """The sentences that people wrote for the training, those whose words are all in the vocabulary."""
    known = set(vocabulary())
    fits = lambda line: all(inside(word) in known for word in words(line)) and plain(line) not in held_out()
    return [line for line in lines("written.txt") if fits(line)]


@functools.cache
def vocabulary():
    """Every word that the model can write, in order."""
    found = set(lines("words.txt")) | set(grammar()["more"])
    for entries in grammar().values():
        for entry in entries:
            found.update(words(re.sub(r"\{\w+\}", " ", entry)))
    return sorted({inside(word) for word in found})


def inside(word):
    """A word, or one with a comma, as it stands inside a sentence: only names and single letters have a capital."""
    bare = word.rstrip(",")
    return CAPITAL.get(bare.lower(), bare.lower()) + word[len(bare) :]


class Text:
    """A stream of random sentences, the same for the same seed."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.lines = written()
        self.vocabulary = vocabulary()
        self.clauses = [clause.strip() for line in self.lines for clause in line.split(",") if clause.strip(" .")]
        self.after, self.starts = self._followers()

    def sentence(self):
        """One sentence of a random kind that is in none of the judged sets."""
        while True:
            kind = self.rng.choices(list(SHARES), list(SHARES.values()))[0]
            text = finished(getattr(self, kind)())
            if plain(text) not in held_out():
                return text

    # The kinds. Each gives the words of one sentence; capital and full stop come afterwards.

    def grammar(self):
        text = expand("sentence", self.rng)
        chance = self.rng.random()
        if chance < 0.12:
            text = expand("cue", self.rng) + self.rng.choice([", ", " "]) + text
        elif chance < 0.25:
            link = self.rng.choice([" and ", " but ", " because ", ", and ", " so ", " while "])
            text += link + expand("sentence", self.rng)
        elif chance > 0.85:
            said = text.split()
            said.insert(self.rng.randint(0, len(said)), expand("filler", self.rng))
            text = " ".join(said)
        return text

    def written(self):
        return self.rng.choice(self.lines) if self.lines else self.grammar()

    def joined(self):
        """Two or three pieces of sentences, each of three to eight words, sometimes with a comma between them."""
        pieces = []
        for _ in range(self.rng.choice([2, 2, 3])):
            said = [inside(word) for word in words(self._any_line())]
            start = self.rng.randint(0, max(0, len(said) - 3))
            pieces.append(" ".join(said[start : start + self.rng.randint(3, 8)]))
        return self.rng.choice([" ", ", "]).join(pieces)

    def walk(self):
        """Each word has followed the last one somewhere; now and then any word at all comes between."""
        word = self.rng.choice(self.starts)
        said = [word]
        for _ in range(self.rng.randint(4, 14)):
            followers = self.after.get(word)
            word = self.rng.choice(followers if followers and self.rng.random() > 0.15 else self.vocabulary)
            said.append(word)
        return " ".join(said)

    def shuffled(self):
        return " ".join(self.rng.choice(self.vocabulary) for _ in range(self.rng.randint(2, 11)))

    def _any_line(self):
        if self.lines and self.rng.random() < 0.75:
            return self.rng.choice(self.lines)
        return expand("sentence", self.rng)

    def _followers(self):
        """Which words follow which, once for every pair, so that rare pairs are walked as often as common ones."""
        after = {}
        rng = random.Random(0)
        for line in self.lines + [expand("sentence", rng) for _ in range(3000)]:
            said = [inside(word) for word in words(line)]
            for word, following in zip(said, said[1:]):
                after.setdefault(word, set()).add(following)
        return {word: sorted(following) for word, following in after.items()}, sorted(after)


if __name__ == "__main__":
    print(len(vocabulary()), "words;", len(written()), "written sentences")
    text = Text(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
    for kind in SHARES:
        for _ in range(4):
            print(f"{kind:9}", finished(getattr(text, kind)()))
