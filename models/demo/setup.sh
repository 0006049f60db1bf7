#!/usr/bin/env bash
# Installs what the scripts here need: from Debian the speech synthesisers and an allocator, from Python's index numpy, scipy and torch,
# these into target/demo-model/venv. About 5 GB on disk, most of it torch.
set -euo pipefail
cd "$(dirname "$0")/../.."
missing=()
for package in flite espeak-ng libespeak-ng1 libjemalloc2 python3-venv; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "ok installed" || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "apt-get install ${missing[*]}"
  if [ "$(id -u)" = 0 ]; then apt-get install -y "${missing[@]}"; else sudo apt-get install -y "${missing[@]}"; fi
fi
mkdir -p target/demo-model
[ -x target/demo-model/venv/bin/python ] || python3 -m venv target/demo-model/venv
target/demo-model/venv/bin/pip install --quiet numpy scipy torch
echo "ready: models/demo/train.sh"
