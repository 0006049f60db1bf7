"""Recordings by which the model is judged; their texts are in no training clip (`text.held_out`).

    python recordings.py FOLDER        writes WAV files and FOLDER/recordings.json: {file: set, voice, text, start of every word}

| set | what is said |
| --- | --- |
| demo, strong | nothing is made: the recordings in `content/demo/` |
| grammar, rows | new sentences of the grammar, one a file and five in a row |
| handwritten, heldout | whole answers, a sentence after another, in every voice |
| shuffled | words in no order |
| noise | silence, white noise, hum and clicks |
"""

import json
import random
import sys
import wave
from pathlib import Path

import numpy as np

import features
import speech
import text

PEAK = 0.5


def write_wav(path, samples):
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(features.RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())


def silence(seconds):
    return np.zeros(int(seconds * features.RATE), np.float32)


def spoken(sentences, voice, rng, pause):
    """(samples, the start of every word in seconds or `None` where the synthesiser does not tell) of sentences in a row."""
    parts, starts, at = [silence(0.3)], [], 0.3
    for sentence in sentences:
        made = speech.clip(sentence, voice) or (speech.say(sentence, voice), None, [None] * len(text.words(sentence)))
        samples = made[0] * (PEAK / np.abs(made[0]).max())
        starts += [None if start is None else round(at + start, 3) for start in made[2]]
        gap = silence(rng.uniform(*pause))
        parts += [samples, gap]
        at += (len(samples) + len(gap)) / features.RATE
    return np.concatenate(parts), starts


def noises():
    """(name, samples): what must give no words."""
    generator = np.random.default_rng(3)
    rate = features.RATE
    for seconds, level in ((2, 0.0), (10, 0.0), (4, 0.001), (8, 0.01), (6, 0.05), (10, 0.1)):
        yield f"white-{level}-{seconds}s", generator.normal(0, 1, rate * seconds) * level
    time = np.arange(rate * 6) / rate
    for pitch in (50, 100, 440):
        yield f"hum-{pitch}", 0.05 * np.sin(2 * np.pi * pitch * time)
    clicks = np.zeros(rate * 6)
    clicks[generator.integers(0, len(clicks), 20)] = 0.8
    yield "clicks", clicks


def answers(name):
    path = text.HERE / name
    return [answer["text"] for answer in json.loads(path.read_text())] if path.exists() else []


def sentences_of(answer):
    return [part.strip() + "." for part in answer.replace("?", ".").split(".") if part.strip()]


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    rng, index, voices = random.Random(5), {}, speech.VOICES

    def keep(group, voice, said, pause=(0.15, 0.5)):
        samples, starts = spoken(said, voice, rng, pause)
        name = f"{group}-{len(index):03}-{voice}.wav"
        write_wav(folder / name, samples)
        index[name] = dict(set=group, voice=voice, text=" ".join(said), starts=starts)

    grammar, shuffled = text.judged()
    for number, sentence in enumerate(grammar):
        keep("grammar", voices[number % 3], [sentence])
    for row in range(0, len(grammar), 5):
        keep("rows", voices[row // 5 % 3], grammar[row : row + 5])
    for number, sentence in enumerate(shuffled):
        keep("shuffled", voices[number % 3], [sentence])
    for group in ("handwritten", "heldout"):
        for answer in answers(group + ".json"):
            for voice in voices:
                keep(group, voice, sentences_of(answer))
    for name, samples in noises():
        write_wav(folder / f"noise-{name}.wav", samples)
        index[f"noise-{name}.wav"] = dict(set="noise", voice="none", text="", starts=[])
    for path in sorted(text.RECORDINGS.glob("**/*.wav")):
        group = "strong" if path.parent.name == "strong" else "demo"
        said = " ".join(path.with_suffix(".txt").read_text().split("\n")).strip()
        index[str(path.resolve())] = dict(set=group, voice="flite", text=said, starts=[])
    (folder / "recordings.json").write_text(json.dumps(index, indent=1))
    print(f"{len(index)} recordings in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
