"""Trains the network on the cached clips: on two cores or more, one single-threaded process a core, or on one GPU.

Three losses: the tokens; the sounds in every frame (`network.Network.sounds`); and the guide, which asks the first head of every layer's
cross-attention to look where the word lies. The learning rate falls along a half cosine over the minutes that are given, so that a
machine of any speed ends with the calm steps that matter most.

    python train.py CLIPS OUT --minutes 70 [--from CHECKPOINT] [--resume]

`--resume` goes on with OUT/last.pt where it stopped. Processes find each other by RANK and WORLD_SIZE (`train.sh` sets them).
"""

import argparse
import math
import os
import sys
import time
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as multiprocessing
import torch.nn.functional as F

import text
import tokens
import windows
from network import Network

SAVE_EVERY = 180  # seconds
REFRESH_EVERY = 240  # seconds until the producers look for new shards
REPORT_EVERY = 50  # steps
LONGEST_WAIT = 600  # seconds for a batch; a producer that died is noticed
SOUND_LOSS, GUIDE_LOSS = 0.4, 0.4
# Frames without speech are many and easy.
SILENT_FRAME_WEIGHT = 0.25
WEIGHT_DECAY = 0.02
LONGEST_GRADIENT = 1.0


class Muon(torch.optim.Optimizer):
    """Momentum whose steps are made orthogonal (Keller Jordan, 2024), for the matrices inside the blocks; it needs about half the steps
    of Adam here. Steps are scaled to the size of Adam's (Moonshot AI, "Muon is scalable", 2025), so one learning rate serves both."""

    def __init__(self, matrices, lr, momentum=0.95, weight_decay=WEIGHT_DECAY):
        super().__init__(matrices, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            by_shape = {}
            for matrix in group["params"]:
                by_shape.setdefault(matrix.shape, []).append(matrix)
            for shape, matrices in by_shape.items():
                updates = []
                matrices = [matrix for matrix in matrices if matrix.grad is not None]
                if not matrices:
                    continue
                for matrix in matrices:
                    average = self.state[matrix].setdefault("average", torch.zeros_like(matrix))
                    average.lerp_(matrix.grad, 1 - group["momentum"])
                    updates.append(matrix.grad.lerp(average, group["momentum"]))
                scale = 0.2 * math.sqrt(max(shape))
                for matrix, update in zip(matrices, orthogonal(torch.stack(updates))):
                    matrix.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-group["lr"] * scale)


def orthogonal(matrices, steps=5):
    """The nearest orthogonal matrices, roughly, by five Newton-Schulz steps with Jordan's coefficients."""
    tall = matrices.shape[-2] > matrices.shape[-1]
    x = matrices.transpose(-1, -2) if tall else matrices
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(steps):
        square = x @ x.transpose(-1, -2)
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x.transpose(-1, -2) if tall else x


def producer(queue, clips, rows, seed, seconds):
    """Fills the queue with batches, in a process of its own."""
    torch.set_num_threads(1)
    maker, refreshed = windows.Maker(clips, rows, seed), time.time()
    try:
        while True:
            queue.put(windows.collated(maker.batch(seconds)))
            if time.time() - refreshed > REFRESH_EVERY:
                clips.refresh()
                refreshed = time.time()
    except (BrokenPipeError, KeyboardInterrupt):
        pass


def losses(network, batch, frozen=False, frozen_layers=0):
    """(the loss to minimise, what to print of it). With `frozen` the encoder stays as it is, which halves the work; with
    `frozen_layers` its convolutions and first layers do."""
    mel, sounds, inputs, targets, also, share, centres, widths = batch
    with torch.set_grad_enabled(not frozen):
        heard = network.encoder(mel, frozen_layers)
    logits, attention = network.decoder(inputs, heard)
    said = targets >= 0
    chances = logits.float().log_softmax(-1)
    likelihood = lambda wanted: chances.gather(-1, wanted.clamp(min=0)[..., None])[..., 0]
    token = -((1 - share) * likelihood(targets) + share * likelihood(also))[said].mean()

    guesses = network.sounds(heard).float()
    frame = F.cross_entropy(guesses.flatten(0, 1), sounds.flatten(), reduction="none")
    weight = torch.where(sounds.flatten() > 0, 1.0, SILENT_FRAME_WEIGHT)
    sound = (frame * weight).sum() / weight.sum()

    places = torch.arange(heard.shape[1], device=heard.device)
    near = (places - centres[..., None]).abs() <= widths[..., None]
    guided = (widths > 0) & (centres < heard.shape[1])
    guide = sum(
        (-((seen[:, 0] * near).sum(-1) + 1e-4).log() * guided).sum() / guided.sum().clamp(min=1) for seen in attention
    ) / len(attention)

    right = ((logits.argmax(-1) == targets) & said).sum() / said.sum()
    speech = sounds > 0
    right_sounds = ((guesses.argmax(-1) == sounds) & speech).sum() / speech.sum().clamp(min=1)
    figures = dict(token=token, sound=sound, guide=guide, right=right, right_sounds=right_sounds)
    return token + (0 if frozen else SOUND_LOSS) * sound + GUIDE_LOSS * guide, {name: value.item() for name, value in figures.items()}


def begin(network, rows, path):
    """Takes over the weights of a checkpoint; rows of the token table are matched by token, new ones start near zero. Blocks that the
    checkpoint does not have start as blocks that change nothing: what they add is zero."""
    checkpoint = torch.load(path, map_location="cpu", weights_only=False)
    weights = {name.replace("aux.", "sounds."): values for name, values in checkpoint["model"].items()}
    old = weights["decoder.token_embedding.weight"]
    table = torch.randn(len(rows.used) + 1, old.shape[1]) * 0.02 + old[1:].mean(0) * 0.5
    table[0] = old[0]
    for before, token in enumerate(checkpoint["used"], start=1):
        if token in rows.row:
            table[rows.row[token]] = old[before]
    weights["decoder.token_embedding.weight"] = table
    weights["decoder.bias"] = network.decoder.bias
    for name, values in network.state_dict().items():
        if name not in weights:
            adds = ("attn.out.weight", "mlp.2.weight")
            weights[name] = torch.zeros_like(values) if name.endswith(adds) else values
    network.load_state_dict(weights)


def split_parameters(network):
    """(matrices inside the blocks, everything else)."""
    matrices, others = [], []
    for name, values in network.named_parameters():
        (matrices if ".blocks." in name and values.dim() == 2 else others).append(values)
    return matrices, others


def average_gradients(parameters, world):
    parameters = [values for values in parameters if values.grad is not None]
    flat = torch.cat([values.grad.flatten() for values in parameters])
    dist.all_reduce(flat)
    flat /= world
    at = 0
    for values in parameters:
        values.grad.copy_(flat[at : at + values.numel()].view_as(values))
        at += values.numel()


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("clips", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=70)
    parser.add_argument("--from", dest="start", type=Path, help="a checkpoint to begin with")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--rate", type=float, default=1.0e-3)
    parser.add_argument("--last_rate", type=float, default=0.01, help="at the end, as a part of --rate")
    parser.add_argument("--frozen", type=float, default=0.0, help="part of the time in which the encoder stays as it is")
    parser.add_argument("--frozen_layers", type=int, default=0, help="first layers of the encoder that stay all the time")
    parser.add_argument("--warm", type=int, default=60, help="steps until the rate is reached")
    parser.add_argument("--seconds", type=float, default=32, help="sound in a batch of one process")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main():
    options = arguments()
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu":
        torch.set_num_threads(1)
    if world > 1:
        dist.init_process_group("gloo")
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    last = options.out / "last.pt"

    rows, clips = tokens.Rows(text.vocabulary()), windows.Clips(options.clips)
    network = Network(len(rows.used) + 1, rows.unused).to(device)
    step, before, sound_hours = 0, 0.0, 0.0
    if options.resume and last.exists():
        saved = torch.load(last, map_location=device, weights_only=False)
        begin(network, rows, last)
        step, before, sound_hours = saved["step"], saved["minutes"], saved["hours"]
    elif options.start:
        begin(network, rows, options.start)
    matrices, others = split_parameters(network)
    optimisers = [Muon(matrices, options.rate), torch.optim.AdamW(others, options.rate, (0.9, 0.98), weight_decay=0.0)]
    if options.resume and last.exists() and saved["used"] == rows.used:
        for optimiser, state in zip(optimisers, saved["optimisers"]):
            optimiser.load_state_dict(state)
    if rank == 0:
        print(f"{len(rows.used)} rows, {clips.count()} clips, from step {step}", flush=True)

    context = multiprocessing.get_context("fork")
    queue = context.Queue(6)
    seed = (options.seed * 1000 + rank) * 1_000_000 + step
    context.Process(target=producer, args=(queue, clips, rows, seed, options.seconds), daemon=True).start()

    def save():
        if rank == 0:
            state = dict(
                model=network.state_dict(), optimisers=[optimiser.state_dict() for optimiser in optimisers],
                used=rows.used, step=step, minutes=minutes, hours=sound_hours,
            )  # fmt: skip
            torch.save(state, last.with_suffix(".part"))
            last.with_suffix(".part").rename(last)

    network.train()
    begun, saved_at, seen, waited, minutes, first = time.time(), time.time(), [], 0.0, before, step
    while True:
        minutes = before + (time.time() - begun) / 60
        if world > 1:
            shared = torch.tensor([minutes])
            dist.broadcast(shared, 0)
            minutes = shared.item()
        if minutes >= options.minutes:
            break
        fall = options.last_rate + (1 - options.last_rate) * 0.5 * (1 + math.cos(math.pi * minutes / options.minutes))
        rate = options.rate * min(1, (step - first + 1) / options.warm) * fall
        asked = time.time()
        batch = [torch.from_numpy(values).to(device) for values in queue.get(timeout=LONGEST_WAIT)]
        waited += time.time() - asked
        loss, figures = losses(network, batch, minutes < options.frozen * options.minutes, options.frozen_layers)
        for optimiser in optimisers:
            optimiser.zero_grad()
            for group in optimiser.param_groups:
                group["lr"] = rate
        loss.backward()
        if world > 1:
            average_gradients(matrices + others, world)
        torch.nn.utils.clip_grad_norm_(network.parameters(), LONGEST_GRADIENT)
        for optimiser in optimisers:
            optimiser.step()
        step += 1
        sound_hours += world * batch[0].shape[0] * batch[0].shape[1] / 360_000
        seen.append(figures)
        if rank == 0 and (step - first in (5, 20) or step % REPORT_EVERY == 0):
            means = " ".join(f"{name} {sum(one[name] for one in seen) / len(seen):.3f}" for name in figures)
            pace = (time.time() - begun) / (step - first)
            print(
                f"{step:6} {minutes:5.1f} min {pace:.2f} s/step waited {waited / (step - first):.2f}"
                f" rate {rate:.1e} {sound_hours:.1f} h | {means}",
                flush=True,
            )
            seen = []
        if time.time() - saved_at > SAVE_EVERY:
            save()
            saved_at = time.time()
    save()
    if rank == 0:
        print(f"done: {step} steps, {sound_hours:.1f} h of sound, {minutes:.1f} min", flush=True)


if __name__ == "__main__":
    main()
