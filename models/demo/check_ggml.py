"""Checks our own packing of weights against the engine's code, bit for bit.

    python check_ggml.py FOLDER MODEL.bin...

FOLDER is where cargo has built the engine (`target/debug` or `target/release`). The library of tensors found there is made loadable, and
two things are compared: what it packs from random numbers, and what it reads from every packed tensor of the models.
"""

import ctypes
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

import ggml


def engine(build):
    """The engine's library of tensors as a loaded library."""
    archives = sorted(build.glob("build/whisper-rs-sys-*/out/lib/libggml-base.a"), key=lambda path: path.stat().st_mtime)
    if not archives:
        raise SystemExit(f"there is no libggml-base.a under {build}: build rehearse first")
    out = Path(tempfile.mkdtemp()) / "libggml-base.so"
    whole = ["-Wl,--whole-archive", str(archives[-1]), "-Wl,--no-whole-archive"]
    subprocess.run(["c++", "-shared", "-o", str(out), *whole, "-lpthread", "-lm", "-lgomp"], check=True)
    return ctypes.CDLL(str(out))


def pointer(array):
    return array.ctypes.data_as(ctypes.c_void_p)


def packed_by_engine(library, values, kind):
    out = np.zeros(ggml.packed_size(values.shape, kind), np.uint8)
    count = ctypes.c_int64(values.size)
    getattr(library, f"quantize_row_{kind}_ref")(pointer(values), pointer(out), count)
    return out.tobytes()


def read_by_engine(library, data, shape, kind):
    source, out = np.frombuffer(data, np.uint8).copy(), np.zeros(shape, np.float32)
    getattr(library, f"dequantize_row_{kind}")(pointer(source), pointer(out), ctypes.c_int64(out.size))
    return out


def main(build, models):
    library, generator = engine(Path(build)), np.random.default_rng(1)
    for kind in ("q8_0", "q5_0"):
        for scale in (1e-6, 0.02, 1.0, 300.0):
            values = (generator.normal(0, scale, (512, 96)) * (generator.random((512, 96)) > 0.1)).astype(np.float32)
            values[7] = 0
            data = ggml.pack(values, kind)
            if data != packed_by_engine(library, values, kind):
                raise SystemExit(f"{kind}: packed in another way than the engine does, at scale {scale}")
            if not np.array_equal(ggml.unpack(data, values.shape, kind), read_by_engine(library, data, values.shape, kind)):
                raise SystemExit(f"{kind}: read in another way than the engine does, at scale {scale}")
        print(f"{kind}: packing and reading agree with the engine")
    for model in models:
        count = 0
        for name, (kind, (data, shape)) in ggml.read(model, raw=True)[1].items():
            if kind in ("q8_0", "q5_0"):
                if not np.array_equal(read_by_engine(library, data, shape, kind), ggml.unpack(data, shape, kind)):
                    raise SystemExit(f"{model}: {name} is read in another way than the engine does")
                count += 1
        print(f"{model}: {count} packed tensors are read as the engine reads them")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
