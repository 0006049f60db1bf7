"""Clips of synthetic speech with the exact times of their sounds and words.

Three voices: flite's `slt` and `rms`, and espeak-ng's `en-us`. Speed and pitch vary. Both programs tell when each sound begins, which is
what makes a small model learn in hours: it need not find out by itself where in the sound a word lies.

    python speech.py FOLDER SHARDS [--seed N] [--processes N]

writes FOLDER/NNNN.mel.npy (float16, [frames, 80], before clamping), NNNN.phones.npy and NNNN.json. Shards that are there are kept, so
the command can be stopped and run again. The texts are `text.Text(seed·10000 + shard)`.
"""

import argparse
import ctypes
import functools
import json
import os
import random
import re
import subprocess
import tempfile
import wave
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from scipy.signal import resample_poly

import features
import phones
from text import Text, words

FLITE = ("slt", "rms")
ESPEAK = ("en-us",)
VOICES = FLITE + ESPEAK
# How often each voice speaks.
SHARES = (0.35, 0.35, 0.30)
SHARD = 400  # clips
LONGEST = 20  # seconds
WORD = re.compile(r"[A-Za-z']+")


def read_wav(path):
    """The samples of a mono 16-bit file at 16 kHz, -1 to 1."""
    with wave.open(str(path)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(file.getnframes()), np.int16).astype(np.float32) / 32768
    return at_16_khz(samples, rate)


def at_16_khz(samples, rate):
    if rate == features.RATE:
        return samples
    common = np.gcd(rate, features.RATE)
    return resample_poly(samples, features.RATE // common, rate // common).astype(np.float32)


# flite: a program that is run once a sentence.


def flite(text, voice, stretch=1.0):
    """(samples, [(sound, its end in seconds)])."""
    with tempfile.NamedTemporaryFile(suffix=".wav", dir=_memory()) as file:
        command = ["flite", "-voice", voice, "-psdur", "--setf", f"duration_stretch={stretch:.2f}"]
        ran = subprocess.run([*command, "-t", text, "-o", file.name], capture_output=True, text=True, check=True)
        samples = read_wav(file.name)
    return samples, [(name, float(end)) for name, end in (pair.rsplit(":", 1) for pair in ran.stdout.split())]


def _memory():
    return "/dev/shm" if os.path.isdir("/dev/shm") else None


@functools.cache
def _sounds_of(word):
    """How many sounds flite makes of a word that stands alone."""
    return sum(name in phones.NUMBER for name, _ in flite(word, "rms")[1])


def _flite_clip(text, voice, stretch):
    samples, ends = flite(text, voice, stretch)
    sounds, start = [], 0.0
    for name, end in ends:
        if name in phones.NUMBER:
            sounds.append((start, end, phones.NUMBER[name]))
        start = end
    counts = [_sounds_of(word.lower()) for word in WORD.findall(text)]
    if sum(counts) != len(sounds):
        return None  # flite said some word in another way than alone: its times would be wrong
    firsts = np.cumsum([0, *counts[:-1]])
    return samples, sounds, [sounds[first][0] for first in firsts]


# espeak-ng: a library that is called in this process, since only the library tells the times.


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int), ("identifier", ctypes.c_uint), ("text_position", ctypes.c_int), ("length", ctypes.c_int),
        ("milliseconds", ctypes.c_int), ("sample", ctypes.c_int), ("user", ctypes.c_void_p), ("name", ctypes.c_char * 8),
    ]  # fmt: skip


_END, _WORD, _SOUND = 0, 1, 7
_RATE, _PITCH = 1, 3
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class _Espeak:
    """espeak-ng, speaking into memory."""

    def __init__(self):
        self.samples, self.events = [], []
        self.library = ctypes.CDLL("libespeak-ng.so.1")
        self.rate = self.library.espeak_Initialize(2, 0, None, 1)  # 2: the call returns when all is said; 1: tell the sounds
        self.callback = _CALLBACK(self._take)  # kept: the library calls it later
        self.library.espeak_SetSynthCallback(self.callback)

    def _take(self, sound, count, events):
        if count > 0 and sound:
            self.samples.append(np.ctypeslib.as_array(sound, (count,)).copy())
        at = 0
        while events[at].type != _END:
            event = events[at]
            name = bytes(event.name).split(b"\0")[0].decode("utf8", "replace")
            self.events.append((event.type, event.milliseconds / 1000, event.text_position - 1, name))
            at += 1
        return 0

    def say(self, text, voice, rate, pitch):
        """(samples at 16 kHz, events)."""
        if self.library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError(f"espeak-ng has no voice {voice}")
        self.library.espeak_SetParameter(_RATE, rate, 0)
        self.library.espeak_SetParameter(_PITCH, pitch, 0)
        self.samples, self.events = [], []
        data = text.encode()
        self.library.espeak_Synth(data, len(data) + 1, 0, 1, 0, 1, None, None)
        self.library.espeak_Synchronize()
        samples = np.concatenate(self.samples).astype(np.float32) / 32768
        return at_16_khz(samples, self.rate), self.events


@functools.cache
def espeak():
    return _Espeak()


def _espeak_clip(text, voice, rate, pitch):
    samples, events = espeak().say(text, voice, rate, pitch)
    named = [(time, name) for kind, time, _, name in events if kind == _SOUND]
    sounds, before = [], phones.SILENCE
    for (start, name), (end, _) in zip(named, [*named[1:], (len(samples) / features.RATE, "")]):
        number = phones.SILENCE if name.startswith("_") else phones.of_espeak(name)
        number = before if number is None else number
        if number and end > start:
            sounds.append((start, end, number))
        before = number
    order = {found.start(): at for at, found in enumerate(WORD.finditer(text))}
    starts = {}
    for kind, time, position, _ in events:
        if kind == _WORD and position in order:
            starts.setdefault(order[position], time)
    # espeak-ng joins some pairs ("had to", "was a") and tells one time for both: the second is put in between.
    if 0 not in starts or len(starts) < 0.6 * len(order) or not sounds:
        return None
    starts[len(order)] = sounds[-1][1]
    known = sorted(starts)
    return samples, sounds, list(np.interp(range(len(order)), known, [starts[at] for at in known]))


def clip(text, voice, rng=None):
    """A sentence as (samples, [(start, end, sound)], [start of each word]), cut close to the speech; times in seconds. With `rng`
    speed and pitch vary; without, they are the voice's own. `None` where the times of the words cannot be told."""
    if voice in FLITE:
        made = _flite_clip(text, voice, rng.uniform(0.85, 1.2) if rng else 1.0)
    else:
        made = _espeak_clip(text, voice, rng.randint(130, 190) if rng else 175, rng.randint(35, 65) if rng else 50)
    if made is None:
        return None
    samples, sounds, starts = made
    first = max(0.0, sounds[0][0] - 0.05)
    last = min(len(samples) / features.RATE, sounds[-1][1] + 0.08)
    samples = samples[int(first * features.RATE) : int(last * features.RATE)]
    sounds = [(start - first, end - first, number) for start, end, number in sounds]
    return samples, sounds, [start - first for start in starts]


def say(text, voice):
    """The samples of a sentence at the voice's own speed, without any times."""
    return flite(text, voice)[0] if voice in FLITE else espeak().say(text, voice, 175, 50)[0]


def shard(folder, number, seed):
    """Writes one shard; the list of its clips comes last, so that a shard with a list is whole."""
    stem = folder / f"{number:04}"
    if stem.with_suffix(".json").exists():
        return
    rng = random.Random(f"voices {seed} {number}")
    text = Text(seed * 10_000 + number)
    mels, labels, clips, at = [], [], [], 0
    while len(clips) < SHARD:
        sentence, voice = text.sentence(), rng.choices(VOICES, SHARES)[0]
        made = clip(sentence, voice, rng)
        if made is None or len(made[0]) > LONGEST * features.RATE:
            continue
        samples, sounds, starts = made
        mel = features.log_mel(samples * (0.5 / np.abs(samples).max())).astype(np.float16)
        label = np.zeros(len(mel), np.uint8)
        for start, end, sound in sounds:
            label[round(start * 100) : round(end * 100)] = sound
        frames = [int(start * 100) for start in starts]
        clips.append([at, len(mel), sentence, voice, frames, int(sounds[-1][1] * 100)])
        mels.append(mel)
        labels.append(label)
        at += len(mel)
    np.save(stem.with_suffix(".mel.npy"), np.concatenate(mels))
    np.save(stem.with_suffix(".phones.npy"), np.concatenate(labels))
    unfinished = stem.with_suffix(".part")
    unfinished.write_text(json.dumps(clips))
    unfinished.rename(stem.with_suffix(".json"))
    print(f"{stem.name}: {len(clips)} clips, {at / 360_000:.2f} h", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("shards", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    parser.add_argument("--first", type=int, default=0, help="number of the first shard")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    numbers = range(arguments.first, arguments.first + arguments.shards)
    with Pool(arguments.processes) as pool:
        pool.starmap(shard, [(arguments.folder, number, arguments.seed) for number in numbers], chunksize=1)


if __name__ == "__main__":
    main()
