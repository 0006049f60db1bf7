#!/usr/bin/env bash
# Makes the demo model from nothing: speech, training, model file, evaluation. Everything lies in target/demo-model; a run that was stopped
# goes on where it was when the command is given again.
#
#   models/demo/train.sh
#
# Settings, from the environment:
#   MINUTES=150      how long to train; the learning rate falls over this time
#   SHARDS=75        how much speech to make, 400 clips each (75: 27 h of speech, 1.5 GB)
#   PROCESSES=cores  how many processes; on a GPU one
#   START=FILE.pt    a checkpoint to begin with instead of nothing
#   RATE=0.0015      the learning rate (0.001 when going on from a checkpoint)
#   KIND=q8_0        how the weights are packed: f16, q8_0 or q5_0
set -euo pipefail
scripts=$(cd "$(dirname "$0")" && pwd)
cd "$scripts/../.."
work=$PWD/target/demo-model
python=$work/venv/bin/python
[ -x "$python" ] || { echo "train.sh: run models/demo/setup.sh first" >&2; exit 1; }
processes=${PROCESSES:-$(nproc)}
"$python" -c "import torch; raise SystemExit(not torch.cuda.is_available())" 2>/dev/null && processes=1

export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
echo "speech: ${SHARDS:-75} shards"
"$python" "$scripts/speech.py" "$work/clips" "${SHARDS:-75}" --processes "$(nproc)"

echo "training: ${MINUTES:-150} minutes; see $work/train-0.log"
# The system's own allocator keeps what it was given: the arrays of all sizes would fill the memory within minutes.
jemalloc=$(ldconfig -p | sed -n 's/.*libjemalloc\.so\.2 .* => //p' | head -1)
start=${START:+--from $START}
pids=()
for rank in $(seq 0 $((processes - 1))); do
  env ${jemalloc:+LD_PRELOAD=$jemalloc} MALLOC_CONF=dirty_decay_ms:3000,muzzy_decay_ms:3000 \
    RANK="$rank" WORLD_SIZE="$processes" MASTER_ADDR=127.0.0.1 MASTER_PORT="${PORT:-29511}" \
    nice -n 10 "$python" "$scripts/train.py" "$work/clips" "$work/checkpoint" \
    --minutes "${MINUTES:-150}" --rate "${RATE:-0.0015}" --resume $start >"$work/train-$rank.log" 2>&1 &
  pids+=($!)
done
trap 'kill "${pids[@]}" 2>/dev/null' EXIT
for pid in "${pids[@]}"; do wait "$pid"; done
trap - EXIT

"$python" "$scripts/export.py" "$work/checkpoint/last.pt" "$work/demo.bin" --kind "${KIND:-q8_0}"
sha256sum "$work/demo.bin"

cat <<END
To ship it: copy $work/demo.bin to models/demo.bin, put its size and sha256 into models/catalog.toml, and then

  cargo build --release
  $python $scripts/check_ggml.py target/release models/demo.bin
  $python $scripts/recordings.py $work/recordings
  $python $scripts/evaluate.py $work/recordings --program target/release/rehearse
END
