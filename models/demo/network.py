"""Whisper's network with the names that its files use, small, and with three helps for learning quickly from nothing.

1. The self-attention of the encoder starts like a convolution: each head looks at a fixed distance, by way of the sinusoids.
2. The token table holds only the tokens that the vocabulary uses. One shared row stands for all others, with the logarithm of their
   number as its bias, so that the loss is that of the whole table.
3. `sounds` tells from the encoder's output which sound of speech each frame holds. It is thrown away at export.
"""

import math

import torch
import torch.nn.functional as F
from torch import nn

import phones

WIDTH, HEADS, AUDIO_LAYERS, TEXT_LAYERS = 96, 3, 6, 3
AUDIO_POSITIONS, TEXT_POSITIONS, MELS = 1500, 448, 80


def sinusoids(length, width):
    """The positions of Whisper's encoder, [length, width]: sines, then cosines, from fast to slow."""
    speeds = torch.exp(-math.log(10_000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * speeds
    return torch.cat([angles.sin(), angles.cos()], 1)


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width, bias=False)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)

    def forward(self, x, source=None, causal=False, weights=False):
        """`source`: what is attended to, `x` itself without it. With `weights` also the attention, [batch, head, x, source]."""
        batch, length, width = x.shape
        source = x if source is None else source
        split = lambda values: values.view(batch, values.shape[1], self.heads, -1).transpose(1, 2)
        query, key, value = split(self.query(x)), split(self.key(source)), split(self.value(source))
        seen = None
        if weights:
            seen = ((query @ key.transpose(-1, -2)).float() / math.sqrt(width // self.heads)).softmax(-1)
            mixed = seen.to(value.dtype) @ value
        else:
            mixed = F.scaled_dot_product_attention(query, key, value, is_causal=causal)
        return self.out(mixed.transpose(1, 2).reshape(batch, length, width)), seen


class Block(nn.Module):
    def __init__(self, width, heads, cross):
        super().__init__()
        self.attn, self.attn_ln = Attention(width, heads), nn.LayerNorm(width)
        self.cross = cross
        if cross:
            self.cross_attn, self.cross_attn_ln = Attention(width, heads), nn.LayerNorm(width)
        # The engine computes GELU in its tanh form.
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(approximate="tanh"), nn.Linear(4 * width, width))
        self.mlp_ln = nn.LayerNorm(width)

    def forward(self, x, source=None):
        x = x + self.attn(self.attn_ln(x), causal=self.cross)[0]
        seen = None
        if self.cross:
            heard, seen = self.cross_attn(self.cross_attn_ln(x), source, weights=True)
            x = x + heard
        return x + self.mlp(self.mlp_ln(x)), seen


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, WIDTH, 3, padding=1)
        self.conv2 = nn.Conv1d(WIDTH, WIDTH, 3, stride=2, padding=1)
        self.register_buffer("positional_embedding", sinusoids(AUDIO_POSITIONS, WIDTH))
        self.blocks = nn.ModuleList(Block(WIDTH, HEADS, cross=False) for _ in range(AUDIO_LAYERS))
        self.ln_post = nn.LayerNorm(WIDTH)

    def forward(self, mel, frozen=0):
        """[batch, frames, mels] → [batch, frames/2, width]. The convolutions and the first `frozen` blocks are not trained."""
        with torch.set_grad_enabled(torch.is_grad_enabled() and frozen == 0):
            x = F.gelu(self.conv1(mel.transpose(1, 2)), approximate="tanh")
            x = F.gelu(self.conv2(x), approximate="tanh").transpose(1, 2)
            x = x + self.positional_embedding[: x.shape[1]]
            for block in self.blocks[:frozen]:
                x, _ = block(x)
        for block in self.blocks[frozen:]:
            x, _ = block(x)
        return self.ln_post(x)


class Decoder(nn.Module):
    def __init__(self, rows, unused):
        super().__init__()
        self.token_embedding = nn.Embedding(rows, WIDTH)
        self.positional_embedding = nn.Parameter(sinusoids(TEXT_POSITIONS, WIDTH) * 0.1)
        self.blocks = nn.ModuleList(Block(WIDTH, HEADS, cross=True) for _ in range(TEXT_LAYERS))
        self.ln = nn.LayerNorm(WIDTH)
        bias = torch.zeros(rows)
        bias[0] = math.log(unused)
        self.register_buffer("bias", bias)

    def forward(self, rows, heard):
        """(logits of the rows [batch, tokens, rows], the cross-attention of every layer)."""
        x = self.token_embedding(rows) + self.positional_embedding[: rows.shape[1]]
        attention = []
        for block in self.blocks:
            x, seen = block(x, heard)
            attention.append(seen)
        x = self.ln(x)
        return x @ self.token_embedding.weight.t().to(x.dtype) + self.bias, attention


class Network(nn.Module):
    """`rows`: rows of the token table, row 0 included; `unused`: how many tokens row 0 stands for."""

    def __init__(self, rows, unused):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder(rows, unused)
        self.sounds = nn.Linear(WIDTH, phones.COUNT)
        self._start()

    @torch.no_grad()
    def _start(self):
        for name, values in self.named_parameters():
            if values.dim() == 2 and "embedding" not in name:
                last = name.endswith(("out.weight", "mlp.2.weight"))
                nn.init.normal_(values, std=WIDTH**-0.5 * (0.5 if last else 1.0))
            if name.endswith(".bias") and "ln" not in name:
                values.zero_()
        nn.init.normal_(self.decoder.token_embedding.weight, std=0.1)
        for layer, block in enumerate(self.encoder.blocks):
            for head in range(HEADS):
                look_at(block.attn, head, DISTANCES[layer % len(DISTANCES)][head % 4])


# How many positions away each head of the encoder's layers looks at the beginning.
DISTANCES = ((-1, 1, -3, 3), (-2, 2, -6, 6), (-4, 4, 0, 10), (-8, 8, 0, -3), (-1, 2, -12, 12), (-5, 5, 0, 1))


def look_at(attention, head, distance, strength=1.2):
    """Makes a head attend `distance` positions away: its keys are the sinusoids, its queries the sinusoids turned by the distance."""
    size, half = WIDTH // HEADS, WIDTH // 2
    speeds = torch.exp(-math.log(10_000) / (half - 1) * torch.arange(half))
    own = slice(head * size, (head + 1) * size)
    query, key = attention.query.weight, attention.key.weight
    query[own] *= 0.2
    key[own] *= 0.2
    step = max(1, (half * 5 // 8) // (size // 2))  # the fast and middle speeds, spread over the head
    for at in range(size // 2):
        speed = at * step
        cosine, sine = math.cos(distance * speeds[speed]), math.sin(distance * speeds[speed])
        first, second = head * size + 2 * at, head * size + 2 * at + 1
        key[first, speed] += strength
        key[second, half + speed] += strength
        query[first, speed] += strength * cosine
        query[first, half + speed] += strength * sine
        query[second, half + speed] += strength * cosine
        query[second, speed] -= strength * sine
