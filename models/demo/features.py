"""Log-mel features exactly as whisper.cpp computes them, up to the point where it clamps them over a whole window."""

import functools

import numpy as np
import scipy.fft

import ggml
import tokens

RATE = 16_000
HOP = 160  # samples a frame: 100 frames a second
WINDOW = 400
FLOOR = -10.0  # log10 of the smallest power
MELS = 80
HANN = (0.5 * (1 - np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW))).astype(np.float32)


@functools.cache
def _filters():
    return np.ascontiguousarray(ggml.read_header(tokens.HEADER).filters.T)


def log_mel(samples):
    """Samples at 16 kHz, -1 to 1 → [frames, 80], log10 of the mel power. Frame i is centred on sample 160·i: half a window is
    mirrored before the first sample, and zeros follow the last."""
    count = len(samples) // HOP
    padded = np.concatenate([samples[1:201][::-1], samples, np.zeros(WINDOW, np.float32)]).astype(np.float32)
    stride = padded.strides[0]
    frames = np.lib.stride_tricks.as_strided(padded, (count, WINDOW), (stride * HOP, stride))
    spectrum = scipy.fft.rfft(frames * HANN, axis=1)
    power = spectrum.real**2 + spectrum.imag**2
    return np.log10(np.maximum(power @ _filters(), 10.0**FLOOR)).astype(np.float32)


def clamped(mel, loudest=None):
    """What the engine makes of a window: nothing is more than eight decades below the loudest, then scaled."""
    loudest = mel.max() if loudest is None else loudest
    return (np.maximum(mel, loudest - 8.0) + 4.0) / 4.0
