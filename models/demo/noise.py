"""Sounds without words: silence, noise, hum, tones, clicks, breath. Alone they teach the model to write nothing, under speech to
write no more than was said."""

import numpy as np
from scipy.signal import butter, sosfilt

from features import RATE


def random_noise(seconds, generator):
    """One or two kinds of noise mixed, as samples; the level is anything from inaudible to loud."""
    count = int(seconds * RATE)
    if generator.random() < 0.12:
        return np.zeros(count, np.float32)
    kinds = generator.choice(len(KINDS), 1 if generator.random() < 0.65 else 2, replace=False)
    sound = sum(KINDS[kind](count, generator) * generator.uniform(0.2, 1.0) for kind in kinds)
    loudest = np.abs(sound).max()
    level = 10 ** generator.uniform(-3.8, -0.05)
    return (sound * (level / loudest if loudest > 0 else 0)).astype(np.float32)


def white(count, generator):
    return generator.normal(0, 1, count)


def coloured(count, generator):
    """Noise whose power falls or rises with the frequency, as of fans, streets and cheap microphones."""
    spectrum = np.fft.rfft(generator.normal(0, 1, count))
    frequencies = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20.0)
    sound = np.fft.irfft(spectrum * frequencies ** generator.uniform(-1.2, 0.4), count)
    return sound / np.abs(sound).max() * 4


def hum(count, generator):
    """Mains or a machine: a low tone with harmonics, steady or swelling."""
    time = np.arange(count) / RATE
    base = generator.choice([50, 60, 100, 120, generator.uniform(40, 300)])
    harmonics = generator.integers(1, 9)
    sound = sum(
        np.sin(2 * np.pi * base * k * time + generator.uniform(0, 6.3)) / k ** generator.uniform(0.3, 2.0)
        for k in range(1, harmonics + 1)
    )
    return sound * (1 + generator.uniform(0, 0.5) * np.sin(2 * np.pi * generator.uniform(0.1, 4) * time))


def tone(count, generator):
    """A pure tone, steady, on and off, or sliding."""
    time = np.arange(count) / RATE
    start, end = generator.uniform(200, 3000, 2)
    pitch = np.full(count, start) if generator.random() < 0.6 else np.linspace(start, end, count)
    sound = np.sin(2 * np.pi * np.cumsum(pitch) / RATE)
    if generator.random() < 0.4:
        sound *= np.sin(2 * np.pi * generator.uniform(0.3, 3) * time) > 0
    return sound


def clicks(count, generator):
    """Keys, a mouse, a bad cable: single samples or short decaying bursts."""
    sound = np.zeros(count)
    length = int(generator.choice([1, 1, 40, 200, 800]))
    shape = generator.normal(0, 1, length) * np.exp(-np.arange(length) / max(1, length / 4))
    if length == 1:
        shape = np.ones(1)
    for at in generator.integers(0, max(1, count - length), int(generator.uniform(1, 6) * count / RATE) + 1):
        sound[at : at + length] += shape * generator.uniform(0.3, 1) * generator.choice([-1, 1])
    return sound * 3


def breath(count, generator):
    """Breathing and blowing: a band of noise that comes and goes."""
    low = generator.uniform(150, 900)
    band = butter(2, [low, generator.uniform(low * 2, 6000)], "bandpass", fs=RATE, output="sos")
    time = np.arange(count) / RATE
    swell = np.maximum(0, np.sin(2 * np.pi * generator.uniform(0.2, 1.2) * time + generator.uniform(0, 6.3)))
    sound = sosfilt(band, generator.normal(0, 1, count)) * swell ** generator.uniform(0.5, 3)
    return sound / max(1e-6, np.abs(sound).max()) * 4


KINDS = (white, white, coloured, coloured, hum, hum, tone, clicks, breath)
