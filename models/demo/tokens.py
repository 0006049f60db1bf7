"""Whisper's tokens: GPT-2's byte pairs, and the special tokens of whisper.cpp's English models.

The table of the tokens' bytes is read from the head of a ggml file of our own (`models/demo.bin`): a token's number is its rank, and
joining the neighbours of lowest rank again and again is the encoding.
"""

import functools
import re
from pathlib import Path

import ggml

END, START, PREVIOUS, NO_SPEECH, NO_TIMES, FIRST_TIME = 50256, 50257, 50360, 50361, 50362, 50363
COUNT = 51864
# The engine counts time in steps of 0.02 s; the model is taught every fifth of them, 0.1 s.
TIME_STEP = 0.02
TAUGHT_STEP = 5
LAST_TIME = 1500
PIECE = re.compile(r"'s|'t|'re|'ve|'m|'ll|'d| ?[A-Za-z]+| ?[0-9]+| ?[^\sA-Za-z0-9]+|\s+")
HEADER = Path(__file__).parent.parent / "demo.bin"


@functools.cache
def ranks():
    return {token: rank for rank, token in enumerate(ggml.read_header(HEADER).tokens)}


@functools.cache
def encode_piece(piece):
    """The token numbers of one piece (a word with its leading blank, or a punctuation sign)."""
    parts = [bytes([byte]) for byte in piece.encode()]
    while len(parts) > 1:
        rank, at = min((ranks().get(parts[i] + parts[i + 1], COUNT), i) for i in range(len(parts) - 1))
        if rank == COUNT:
            break
        parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return tuple(ranks()[part] for part in parts)


@functools.cache
def encode_word(word):
    """The token numbers of a word as it stands in a text: with a blank before it, and with its punctuation."""
    return tuple(token for found in PIECE.finditer(" " + word) for token in encode_piece(found.group()))


class Rows:
    """The rows of the model's own token table: only tokens that the vocabulary uses, with one row (0) for all others."""

    def __init__(self, vocabulary):
        used = {*encode_piece("."), *encode_piece(",")}
        for word in vocabulary:
            for form in (word, word[0].upper() + word[1:]):
                used.update(encode_word(form))
        times = range(FIRST_TIME, FIRST_TIME + LAST_TIME + 1, TAUGHT_STEP)
        self.used = sorted(used) + [END, START, PREVIOUS, NO_SPEECH, NO_TIMES, *times]
        self.row = {token: row for row, token in enumerate(self.used, start=1)}
        self.unused = COUNT - len(self.used)

    def word(self, word):
        """The rows of a word with its punctuation."""
        return [self.row[token] for token in encode_word(word)]

    def time(self, seconds):
        """The row of the time that is nearest."""
        steps = round(min(max(seconds, 0.0), 30.0) / TIME_STEP / TAUGHT_STEP)
        return self.row[FIRST_TIME + TAUGHT_STEP * steps]
