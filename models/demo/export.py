"""Writes a checkpoint as a model file that whisper.cpp reads.

    python export.py CHECKPOINT... OUT.bin [--kind f16|q8_0|q5_0]

Of several checkpoints of one network the mean of the weights is written. Head, mel filters and tokens are those of `models/demo.bin`. Every token that the vocabulary does not use gets the shared row.
"""

import argparse
from pathlib import Path

import numpy as np
import torch

import ggml
import network
import tokens


def tensors(checkpoint):
    """{name: array} as whisper.cpp wants them: without the training's own parts, with the whole token table."""
    weights = {name: values.float().numpy() for name, values in checkpoint["model"].items()}
    table = weights["decoder.token_embedding.weight"]
    whole = np.repeat(table[:1], tokens.COUNT, 0)
    whole[np.array(checkpoint["used"])] = table[1:]
    weights["decoder.token_embedding.weight"] = whole
    for name in ("encoder.conv1.bias", "encoder.conv2.bias"):
        weights[name] = weights[name].reshape(-1, 1)
    for name in ("decoder.bias", "sounds.weight", "sounds.bias"):
        weights.pop(name)
    return weights


def mean(checkpoints):
    """The first checkpoint with the mean of the weights of all."""
    weights = {
        name: sum(checkpoint["model"][name] for checkpoint in checkpoints) / len(checkpoints)
        for name in checkpoints[0]["model"]
    }
    return {**checkpoints[0], "model": weights}


def header():
    """The head of the file, with the network's shape."""
    head = ggml.read_header(tokens.HEADER)
    head.hyperparameters.update(
        vocabulary=tokens.COUNT,
        audio_positions=network.AUDIO_POSITIONS,
        audio_width=network.WIDTH,
        audio_heads=network.HEADS,
        audio_layers=network.AUDIO_LAYERS,
        text_positions=network.TEXT_POSITIONS,
        text_width=network.WIDTH,
        text_heads=network.HEADS,
        text_layers=network.TEXT_LAYERS,
        mels=network.MELS,
    )
    return head


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("out", type=Path)
    parser.add_argument("--kind", default="q8_0", choices=ggml.FILE_KINDS)
    options = parser.parse_args()
    load = lambda path: torch.load(path, map_location="cpu", weights_only=False)
    checkpoint = mean([load(path) for path in options.checkpoints])
    ggml.write(options.out, header(), tensors(checkpoint), options.kind)
    print(f"{options.out}: {options.out.stat().st_size} bytes, {checkpoint['step']} steps")


if __name__ == "__main__":
    main()
