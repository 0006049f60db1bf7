#!/usr/bin/env bash
# Remakes the recordings from the text beside them: one sentence a line, spoken by a voice of flite that models/demo.bin knows, with a
# pause between them. The five takes here are `rehearse demo` (faults are planted in them); those in strong/ tell the same story well.
# Needs flite and sox.
#
#   content/demo/make.sh [FOLDER]     writes to FOLDER and FOLDER/strong, or over the recordings that ship
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$here}" && cd "${1:-$here}" && pwd)
for tool in flite sox; do
  command -v "$tool" >/dev/null || { echo "make.sh: $tool is missing (Debian: apt install flite sox)" >&2; exit 1; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# speak VOICE FROM TO: every text of the folder FROM as a recording in TO.
speak() {
  mkdir -p "$3"
  for text in "$2"/*.txt; do
    name=$(basename "$text" .txt)
    pieces=()
    while IFS= read -r sentence; do
      spoken="$work/$name-${#pieces[@]}.wav"
      flite -voice "$1" -t "$sentence" -o "$spoken"
      pieces+=("$spoken" "$work/pause.wav")
    done <"$text"
    unset 'pieces[-1]' # flite itself ends with a moment of silence
    sox -R -D "${pieces[@]}" -b 16 "$3/$name.wav"
  done
}

sox -R -n -r 16000 -c 1 -b 16 "$work/pause.wav" trim 0 0.25
speak slt "$here" "$out"
speak rms "$here/strong" "$out/strong"
