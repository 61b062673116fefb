#!/bin/sh
# Works out the all-median path of every shipped scenario and of the test regions anew, independently of the engine.
#
#     tests/independent/expected.sh           writes tests/independent/expected/NAME.csv
#     tests/independent/expected.sh --check   only compares, and fails where a number differs
set -eu
cd "$(dirname "$0")/../.."
fresh=$(mktemp -d)
trap 'rm -r "$fresh"' EXIT
for scenario in scenarios/*.toml tests/regions/delta-*.toml; do
    name=$(basename "$scenario" .toml)
    python3 tests/independent/median_path.py "$scenario" >"$fresh/$name.csv" 2>"$fresh/messages" || { cat "$fresh/messages" >&2; exit 1; }
done
rm "$fresh/messages"
if [ "${1:-}" = --check ]; then
    diff -r "$fresh" tests/independent/expected
else
    cp "$fresh"/*.csv tests/independent/expected/
fi
