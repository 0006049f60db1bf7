"""How well a model hears, through the program itself: `rehearse transcribe` on the recordings of `recordings.py`.

    python evaluate.py FOLDER [--model demo] [--program rehearse] [--sets handwritten,shuffled] [--show 5]

For every set and voice the word error rate, and for words that were heard right how far their start lies from the synthesiser's own.
"""

import argparse
import json
import re
import subprocess
from pathlib import Path

import numpy as np


def plain(sentence):
    return re.sub(r"[^a-z' ]", "", sentence.lower().replace("-", " ")).split()


def alignment(said, heard):
    """(edits, pairs of places that are the same word) of the cheapest way from one list of words to the other."""
    cost = np.zeros((len(said) + 1, len(heard) + 1), int)
    cost[:, 0], cost[0, :] = np.arange(len(said) + 1), np.arange(len(heard) + 1)
    for i, word in enumerate(said, 1):
        for j, other in enumerate(heard, 1):
            cost[i, j] = min(cost[i - 1, j - 1] + (word != other), cost[i - 1, j] + 1, cost[i, j - 1] + 1)
    i, j, pairs = len(said), len(heard), []
    while i and j:
        if cost[i, j] == cost[i - 1, j - 1] + (said[i - 1] != heard[j - 1]):
            if said[i - 1] == heard[j - 1]:
                pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif cost[i, j] == cost[i - 1, j] + 1:
            i -= 1
        else:
            j -= 1
    return int(cost[-1, -1]), pairs


def transcribed(program, model, files):
    """What the program heard, {file: [word, ...]}."""
    command = [program, "transcribe", "--model", model, "--json", *map(str, files)]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode != 0:
        raise SystemExit(ran.stderr)
    return {one["file"]: one["words"] for one in json.loads(ran.stdout)}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="demo")
    parser.add_argument("--program", default="rehearse")
    parser.add_argument("--sets", help="only these, with commas between them")
    parser.add_argument("--show", type=int, default=0, help="so many recordings with errors of every set")
    options = parser.parse_args()
    index = json.loads((options.folder / "recordings.json").read_text())
    wanted = options.sets.split(",") if options.sets else list(dict.fromkeys(one["set"] for one in index.values()))
    files = {name: options.folder / name for name, one in index.items() if one["set"] in wanted}
    heard = transcribed(options.program, options.model, files.values())
    for group in wanted:
        voices, apart, shown, invented = {}, [], 0, 0
        for name, one in index.items():
            if one["set"] != group:
                continue
            words = [word for word in heard[str(files[name])] if plain(word["text"])]
            said, got = plain(one["text"]), [plain(word["text"])[0] for word in words]
            edits, pairs = alignment(said, got)
            count = voices.setdefault(one["voice"], [0, 0])
            count[0], count[1] = count[0] + edits, count[1] + len(said)
            invented += not said and bool(got)
            if len(one["starts"]) == len(said):
                apart += [abs(words[j]["start"] - one["starts"][i]) for i, j in pairs if one["starts"][i] is not None]
            if edits and shown < options.show:
                shown += 1
                print(f"  {name}: {edits} of {len(said)}\n    said  {' '.join(said)}\n    heard {' '.join(got)}")
        errors, total = (sum(column) for column in zip(*voices.values()))
        rate = f"{100 * errors / total:.1f}% of {total} words" if total else f"{invented} files with words"
        by_voice = ", ".join(f"{voice} {100 * e / n:.1f}%" for voice, (e, n) in voices.items() if n)
        times = f"; starts off by {np.median(apart):.2f} s (median), {np.quantile(apart, 0.95):.2f} s (95%)" if apart else ""
        print(f"{group}: {rate} ({by_voice}){times}", flush=True)


if __name__ == "__main__":
    main()
