"""whisper.cpp's model file (ggml): its head, its tensors, and the two kinds of packed weights that the project ships.

The file is little-endian: magic, eleven numbers, the mel filters, the tokens' bytes, then the tensors one after another. Each tensor has
its number of dimensions, the length of its name, its kind, its shape (innermost dimension first), its name and its data.

`q8_0` packs 32 weights into a half-precision scale and 32 signed bytes; `q5_0` into a scale, 32 high bits and 32 low nibbles. Both
round as ggml's own reference code does, so that the files agree bit for bit.
"""

import struct
from dataclasses import dataclass

import numpy as np

MAGIC = 0x67676D6C
BLOCK = 32
# ggml's numbers for the kinds of data: of a tensor, and of a file as a whole.
KINDS = {"f32": 0, "f16": 1, "q5_0": 6, "q8_0": 8}
FILE_KINDS = {"f32": 0, "f16": 1, "q8_0": 7, "q5_0": 8}
QUANTISATION_VERSION = 2
HYPERPARAMETERS = (
    "vocabulary", "audio_positions", "audio_width", "audio_heads", "audio_layers",
    "text_positions", "text_width", "text_heads", "text_layers", "mels", "file_kind",
)


@dataclass
class Header:
    """What stands before the tensors."""

    hyperparameters: dict
    filters: np.ndarray  # [mels, bins of the spectrum]
    tokens: list  # the bytes of every token


def _numbers(file, count):
    return struct.unpack(f"<{count}i", file.read(4 * count))


def _read_header(file):
    (magic,) = _numbers(file, 1)
    if magic != MAGIC:
        raise ValueError(f"{file.name} is no ggml file")
    hyperparameters = dict(zip(HYPERPARAMETERS, _numbers(file, 11)))
    mels, bins = _numbers(file, 2)
    filters = np.frombuffer(file.read(4 * mels * bins), "<f4").reshape(mels, bins).copy()
    (count,) = _numbers(file, 1)
    tokens = [file.read(_numbers(file, 1)[0]) for _ in range(count)]
    return Header(hyperparameters, filters, tokens)


def read_header(path):
    """The head of a model file."""
    with open(path, "rb") as file:
        return _read_header(file)


def write(path, header, tensors, kind="f16"):
    """Writes a model: `tensors` is {name: float array}; matrices are stored as `kind`, the rest as 32-bit numbers.

    As whisper.cpp wants it: convolutions in 16 bits whatever the kind, embeddings of positions in 32.
    """
    hyperparameters = dict(header.hyperparameters)
    packed = kind in ("q8_0", "q5_0")
    hyperparameters["file_kind"] = FILE_KINDS[kind] + (1000 * QUANTISATION_VERSION if packed else 0)
    with open(path, "wb") as file:
        put = lambda *numbers: file.write(struct.pack(f"<{len(numbers)}i", *numbers))
        put(MAGIC, *(hyperparameters[name] for name in HYPERPARAMETERS))
        put(*header.filters.shape)
        file.write(header.filters.astype("<f4").tobytes())
        put(len(header.tokens))
        for token in header.tokens:
            put(len(token))
            file.write(token)
        for name, values in tensors.items():
            own = tensor_kind(name, values, kind)
            put(values.ndim, len(name), KINDS[own], *reversed(values.shape))
            file.write(name.encode())
            file.write(pack(values, own))


def tensor_kind(name, values, kind):
    """As what a tensor of this name and shape is stored in a file of this kind."""
    if values.ndim < 2 or name.endswith("positional_embedding") or name in ("encoder.conv1.bias", "encoder.conv2.bias"):
        return "f32"
    if kind in ("q8_0", "q5_0") and values.ndim > 2:
        return "f16"
    return kind


def read(path, raw=False):
    """A whole model file: (header, {name: (kind, float array)}); with `raw` the arrays are the (bytes, shape) as they lie in the file."""
    names = {number: name for name, number in KINDS.items()}
    tensors = {}
    with open(path, "rb") as file:
        header = _read_header(file)
        while start := file.read(12):
            dimensions, length, number = struct.unpack("<3i", start)
            shape = tuple(reversed(_numbers(file, dimensions)))
            name = file.read(length).decode()
            kind = names[number]
            data = file.read(packed_size(shape, kind))
            tensors[name] = kind, (data, shape) if raw else unpack(data, shape, kind)
    return header, tensors


def packed_size(shape, kind):
    """The bytes of a tensor."""
    count = int(np.prod(shape))
    return {"f32": 4 * count, "f16": 2 * count, "q8_0": count // BLOCK * 34, "q5_0": count // BLOCK * 22}[kind]


def pack(values, kind):
    """The bytes of an array in the given kind."""
    values = np.ascontiguousarray(values, "<f4")
    if kind in ("f32", "f16"):
        return values.astype({"f32": "<f4", "f16": "<f2"}[kind]).tobytes()
    if values.shape[-1] % BLOCK:
        raise ValueError(f"rows of {values.shape[-1]} are no whole number of blocks of {BLOCK}")
    blocks = values.reshape(-1, BLOCK)
    return (_pack_q8_0 if kind == "q8_0" else _pack_q5_0)(blocks)


def _inverse(scale):
    """1/scale in 32 bits, and 0 for 0."""
    with np.errstate(divide="ignore"):
        return np.where(scale == 0, np.float32(0), np.float32(1) / scale).astype(np.float32)


def _pack_q8_0(blocks):
    """The scale is the largest magnitude / 127; the weights are rounded half away from zero, as C's roundf does."""
    scale = (np.abs(blocks).max(1) / np.float32(127)).astype(np.float32)
    scaled = blocks * _inverse(scale)[:, None]
    rounded = np.trunc(scaled + np.copysign(np.float32(0.5), scaled)).astype(np.int8)
    packed = np.zeros(len(blocks), np.dtype([("scale", "<f2"), ("weights", "i1", BLOCK)]))
    packed["scale"], packed["weights"] = scale.astype(np.float16), rounded
    return packed.tobytes()


def _pack_q5_0(blocks):
    """The scale is the weight of largest magnitude, with its sign, / -16; weights become 0 to 31."""
    extreme = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(1)]
    scale = (extreme / np.float32(-16)).astype(np.float32)
    scaled = blocks * _inverse(scale)[:, None] + np.float32(16.5)
    levels = np.minimum(31, scaled.astype(np.int8)).astype(np.uint32)
    low, high = levels[:, : BLOCK // 2], levels[:, BLOCK // 2 :]
    bits = ((levels >> 4) << np.arange(BLOCK, dtype=np.uint32)).sum(1, dtype=np.uint32)
    packed = np.zeros(len(blocks), np.dtype([("scale", "<f2"), ("high", "<u4"), ("low", "u1", BLOCK // 2)]))
    packed["scale"], packed["high"] = scale.astype(np.float16), bits
    packed["low"] = (low & 15) | ((high & 15) << 4)
    return packed.tobytes()


def unpack(data, shape, kind):
    """The 32-bit numbers that packed bytes stand for."""
    if kind in ("f32", "f16"):
        return np.frombuffer(data, {"f32": "<f4", "f16": "<f2"}[kind]).astype(np.float32).reshape(shape)
    if kind == "q8_0":
        packed = np.frombuffer(data, np.dtype([("scale", "<f2"), ("weights", "i1", BLOCK)]))
        return (packed["scale"].astype(np.float32)[:, None] * packed["weights"].astype(np.float32)).reshape(shape)
    packed = np.frombuffer(data, np.dtype([("scale", "<f2"), ("high", "<u4"), ("low", "u1", BLOCK // 2)]))
    nibbles = np.concatenate([packed["low"] & 15, packed["low"] >> 4], axis=1).astype(np.int32)
    fifth = ((packed["high"][:, None] >> np.arange(BLOCK, dtype=np.uint32)) & 1).astype(np.int32)
    levels = (nibbles | (fifth << 4)) - 16
    return (packed["scale"].astype(np.float32)[:, None] * levels.astype(np.float32)).reshape(shape)
