"""Training windows: what the engine will hear in one go, made of cached clips as fast as arrays can be joined.

A window has some sentences of one voice with pauses between them, or only noise. Half of the sentences are put together anew, from
pieces of clips cut at the beginnings of words, so that hardly any two windows hold the same text. Speed, pitch, level and noise vary.
Everything happens in the log-mel domain before clamping, where gain is a sum and mixing a logarithm of a sum.
"""

import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import features
import text
import tokens
from noise import random_noise

FRAMES = 100  # a second
SILENT = -10.0
# Kinds of windows: (longest seconds, how often). The program cuts at pauses into chunks of at most 9 s for this model.
LENGTHS = ((5.0, 0.45), (8.0, 0.40), (11.0, 0.15))
NOISE_ALONE = 0.10
NOISE_UNDER = 0.2
SPLICED = 0.3
# How often a sentence is one that a person wrote, whole: only these tell "their" from "there".
WRITTEN = 0.35
# How often each voice speaks, against the others; the softest one needs the most.
VOICES = {"slt": 0.42, "rms": 0.30, "en-us": 0.28}
CUT_AT_END = 0.04
# The share of a word's target that goes to the time at which it begins. The engine takes the likeliest time at every token,
# if times have more than 1% of the probability there, for the beginning of that token.
TIME_SHARE = 0.04
# The first time of a window is at most this, in seconds; the engine allows no later one.
LATEST_START = 1.0


@dataclass
class Clip:
    shard: int
    first: int
    length: int
    words: list  # as written, with punctuation
    starts: list  # frame of each word's beginning, and of the last one's end


@dataclass
class Piece:
    """A stretch of sound and what is said in it, in frames from its beginning."""

    mel: np.ndarray
    sounds: np.ndarray
    words: list  # (word with punctuation, start, end)


@dataclass
class Window:
    mel: np.ndarray  # [frames, 80], clamped
    sounds: np.ndarray  # [frames/2]
    inputs: list
    targets: list
    also: list  # a second target of each token, with
    share: list  # this share
    guides: list  # (centre, half width) in encoder positions, or None


class Clips:
    """The cached clips of a folder, by voice. Sound stays on disk; the system's cache holds it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.mels, self.sounds, self.known = [], [], set()
        self.voices, self.written = {}, {}  # all clips of a voice; those whose sentence a person wrote
        self.refresh()

    def refresh(self):
        """Takes in the shards that have come since."""
        lines = {text.plain(line) for line in text.written()}
        for path in sorted(self.folder.glob("*.json")):
            if path in self.known:
                continue
            self.known.add(path)
            shard = len(self.mels)
            self.mels.append(np.load(path.with_suffix(".mel.npy"), mmap_mode="r"))
            self.sounds.append(np.load(path.with_suffix(".phones.npy"), mmap_mode="r"))
            for first, length, sentence, voice, starts, end in json.loads(path.read_text()):
                clip = Clip(shard, first, length, text.finished(sentence).split(), [*starts, end])
                if len(clip.words) == len(starts):
                    self.voices.setdefault(voice, []).append(clip)
                    if text.plain(sentence) in lines:
                        self.written.setdefault(voice, []).append(clip)

    def count(self):
        return sum(len(clips) for clips in self.voices.values())

    def cut(self, clip, first, last):
        """Words `first` to `last` (exclusive) of a clip, with the silence around the sentence where they touch its ends."""
        begin = 0 if first == 0 else clip.starts[first]
        end = clip.length if last == len(clip.words) else clip.starts[last]
        rows = slice(clip.first + begin, clip.first + end)
        said = []
        for at in range(first, last):
            start = clip.starts[at]
            said.append((clip.words[at], start - begin, min(clip.starts[at + 1], start + 80) - begin))
        return Piece(np.array(self.mels[clip.shard][rows], np.float32), np.array(self.sounds[clip.shard][rows]), said)


class Maker:
    """Makes windows; the same seed gives the same ones."""

    def __init__(self, clips, rows, seed):
        self.clips, self.rows = clips, rows
        self.rng, self.generator = random.Random(seed), np.random.default_rng(seed)

    def batch(self, seconds):
        """Windows of one kind that fill about `seconds` of sound."""
        lengths, shares = zip(*LENGTHS)
        longest = self.rng.choices(lengths, shares)[0]
        windows = []
        while not windows or len(windows) * max(len(window.mel) for window in windows) < seconds * FRAMES:
            windows.append(self.window(longest))
        return windows

    def window(self, longest):
        if self.rng.random() < NOISE_ALONE:
            return self._noise(longest)
        return self._speech(longest)

    # Sound.

    def _noise(self, longest):
        mel = features.log_mel(random_noise(self.rng.uniform(1.0, longest), self.generator))
        return self._finished(mel, np.zeros(len(mel), np.uint8), [], None)

    def _speech(self, longest):
        rng = self.rng
        voices = sorted(self.clips.voices)
        voice = rng.choices(voices, [VOICES.get(voice, 0.3) for voice in voices])[0]
        limit = int(longest * FRAMES * (rng.uniform(0.8, 1.0) if rng.random() < 0.75 else rng.uniform(0.2, 0.8)))
        tempo = rng.uniform(0.94, 1.07)
        at = int(FRAMES * (rng.uniform(0, 0.5) if rng.random() < 0.8 else rng.uniform(0, 2.0)))
        parts, segments, cut = [(_silence(at), np.zeros(at, np.uint8))], [], None
        while True:
            piece = stretched(self._sentence(voice), tempo * rng.uniform(0.97, 1.03))
            if segments and at + len(piece.mel) > limit:
                if rng.random() < CUT_AT_END and limit - at > 60:
                    parts.append((piece.mel[: limit - at], piece.sounds[: limit - at]))
                    cut = at
                break
            parts.append((piece.mel, piece.sounds))
            segments.append((at, at + len(piece.mel), [(word, at + a, at + b) for word, a, b in piece.words]))
            at += len(piece.mel)
            pause = int(FRAMES * (rng.uniform(0.02, 0.7) if rng.random() < 0.85 else rng.uniform(0.7, 2.0)))
            parts.append((_silence(pause), np.zeros(pause, np.uint8)))
            at += pause
            if at >= longest * FRAMES:
                break
        mel = np.concatenate([mel for mel, _ in parts]) + rng.uniform(-2.0, 0.4)
        sounds = np.concatenate([sounds for _, sounds in parts])
        if rng.random() < 0.4:
            mel = other_pitch(mel, rng.uniform(0.96, 1.04))
        if rng.random() < NOISE_UNDER:
            noise = features.log_mel(random_noise(len(mel) / FRAMES + 0.1, self.generator))[: len(mel)]
            noise += mel.max() - rng.uniform(1.8, 6.0) - noise.max()
            mel = mixed(mel, noise)
        return self._finished(mel, sounds, segments, cut)

    def _sentence(self, voice):
        """A whole clip, or pieces of several joined to a sentence that nobody has written."""
        rng, clips = self.rng, self.clips.voices[voice]
        if rng.random() < WRITTEN and self.clips.written.get(voice):
            clip = rng.choice(self.clips.written[voice])
            return self.clips.cut(clip, 0, len(clip.words))
        if rng.random() > SPLICED:
            clip = rng.choice(clips)
            return self.clips.cut(clip, 0, len(clip.words))
        mels, sounds, said, at = [], [], [], 0
        count = rng.choice([2, 3, 3, 4, 5])
        for number in range(count):
            clip = rng.choice(clips)
            first = rng.randrange(len(clip.words))
            last = min(len(clip.words), first + rng.choice([1, 1, 2, 2, 3, 4, 5, 6]))
            piece = self.clips.cut(clip, first, last)
            for word, start, end in piece.words:
                said.append((text.inside(word.rstrip(".")) if said else word.rstrip("."), at + start, at + end))
            mels.append(piece.mel)
            sounds.append(piece.sounds)
            at += len(piece.mel)
        (first, *times), (last, *end) = said[0], said[-1]
        said[-1] = (last.rstrip(",.") + ".", *end)
        first = said[0][0]
        said[0] = (first[0].upper() + first[1:], *times)
        return Piece(np.concatenate(mels), np.concatenate(sounds), said)

    def _finished(self, mel, sounds, segments, cut):
        """Fills up with silence as the engine does (its window has 128 positions beyond the sound, and at least 384), clamps, and
        writes the tokens."""
        rng = self.rng
        wanted = len(mel) + int(FRAMES * (rng.uniform(0.2, 1.2) if rng.random() < 0.7 else 2.56))
        wanted = max(wanted, 768 if rng.random() < 0.3 else 0)
        wanted = min(wanted, 3000) // 2 * 2
        mel = np.maximum(mel[:wanted], SILENT)
        sounds = sounds[:wanted]
        mel = np.concatenate([mel, _silence(wanted - len(mel))])
        sounds = np.concatenate([sounds, np.zeros(wanted - len(sounds), np.uint8)])
        loudest = mel.max() + (rng.uniform(0, 0.4) if rng.random() < 0.2 else 0.0)
        window = Window(features.clamped(mel, loudest).astype(np.float32), sounds[::2], [], [], [], [], [])
        self._write_tokens(window, segments, cut)
        return window

    # Text.

    def _write_tokens(self, window, segments, cut):
        """Start, then for every sentence its start time, its words and its end time, then the end. A sentence that the window cuts
        has only its start time. Noise has the time zero and no word."""
        rows = self.rows
        sequence = []  # (token, guide, second target)
        place = lambda frame: (frame / 2, 12)
        for number, (start, end, said) in enumerate(segments):
            first = start / FRAMES
            sequence.append((rows.time(min(first, LATEST_START) if number == 0 else first), place(start), None))
            for at, (word, begin, stop) in enumerate(said):
                ids = rows.word(word)
                for part, token in enumerate(ids):
                    centre = begin + (part + 0.5) / len(ids) * (stop - begin)
                    time = rows.time(begin / FRAMES) if at > 0 and part == 0 else None
                    sequence.append((token, (centre / 2, (stop - begin) / 4 + 6), time))
            sequence.append((rows.time(end / FRAMES), place(end), None))
        if cut is not None:
            sequence.append((rows.time(cut / FRAMES), place(cut), None))
        if not segments:
            sequence.append((rows.time(0.0), None, rows.row[tokens.NO_SPEECH]))
        sequence.append((rows.row[tokens.END], None, None))
        before = rows.row[tokens.START]
        for token, guide, second in sequence:
            window.inputs.append(before)
            window.targets.append(token)
            window.also.append(token if second is None else second)
            window.share.append(0.0 if second is None else TIME_SHARE if segments else 0.5)
            window.guides.append(guide)
            before = token


def _silence(frames):
    return np.full((frames, features.MELS), SILENT, np.float32)


def mixed(one, other):
    """Two sounds at once: their powers add."""
    larger, smaller = np.maximum(one, other), np.minimum(one, other)
    return larger + np.log10(1 + 10 ** (smaller - larger))


def stretched(piece, tempo):
    """The piece spoken `tempo` times as fast."""
    before = len(piece.mel)
    count = max(4, int(before / tempo))
    places = np.linspace(0, before - 1, count)
    low = np.minimum(places.astype(int), before - 2)
    part = (places - low)[:, None].astype(np.float32)
    mel = piece.mel[low] * (1 - part) + piece.mel[low + 1] * part
    ratio = count / before
    said = [(word, start * ratio, end * ratio) for word, start, end in piece.words]
    return Piece(mel, piece.sounds[np.minimum((np.arange(count) / ratio).astype(int), before - 1)], said)


def other_pitch(mel, factor):
    """Every band takes the sound of the band `factor` times as high."""
    places = np.clip(np.arange(features.MELS) * factor, 0, features.MELS - 1.001)
    low = places.astype(int)
    part = (places - low).astype(np.float32)
    return mel[:, low] * (1 - part) + mel[:, low + 1] * part


def collated(windows):
    """Windows as arrays of one size: mel [n, frames, 80], sounds [n, frames/2], inputs, targets (-100: none), second targets and
    their shares [n, tokens], centres and half widths of the guides (0: none) [n, tokens]."""
    count = len(windows)
    frames, longest = max(len(w.mel) for w in windows), max(len(w.inputs) for w in windows)
    mel = np.zeros((count, frames, features.MELS), np.float32)
    sounds = np.zeros((count, frames // 2), np.int64)
    inputs, also = np.zeros((count, longest), np.int64), np.zeros((count, longest), np.int64)
    targets = np.full((count, longest), -100, np.int64)
    share, centres, widths = (np.zeros((count, longest), np.float32) for _ in range(3))
    for at, window in enumerate(windows):
        length, size = len(window.mel), len(window.inputs)
        mel[at, :length], mel[at, length:] = window.mel, window.mel.min()
        sounds[at, : length // 2] = window.sounds
        inputs[at, :size], targets[at, :size] = window.inputs, window.targets
        also[at, :size], share[at, :size] = window.also, window.share
        for token, guide in enumerate(window.guides):
            if guide:
                centres[at, token], widths[at, token] = guide
    return mel, sounds, inputs, targets, also, share, centres, widths
