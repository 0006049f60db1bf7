#!/usr/bin/env bash
# Remakes the five demo recordings from the text beside them: one sentence a line, spoken by flite's voice `slt` (one of
# the voices that models/demo.bin knows), with a pause between them. Needs flite and sox.
#
#   content/demo/make.sh [FOLDER]     writes to FOLDER, or over the recordings that ship
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$here}" && cd "${1:-$here}" && pwd)
for tool in flite sox; do
  command -v "$tool" >/dev/null || { echo "make.sh: $tool is missing (Debian: apt install flite sox)" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sox -R -n -r 16000 -c 1 -b 16 "$work/pause.wav" trim 0 0.25
for text in "$here"/*.txt; do
  name=$(basename "$text" .txt)
  pieces=()
  while IFS= read -r sentence; do
    spoken="$work/$name-${#pieces[@]}.wav"
    flite -voice slt -t "$sentence" -o "$spoken"
    pieces+=("$spoken" "$work/pause.wav")
  done <"$text"
  unset 'pieces[-1]' # flite itself ends with a moment of silence
  sox -R -D "${pieces[@]}" -b 16 "$out/$name.wav"
done
