"""kapok and its peer side by side on workload W1, in turn, on one thread.

    cargo build --release && python3 benches/peers/compare.py [PATHS] [ROUNDS]

Prints for each vector level of this machine how many paths a second kapok and NumPy run, statistics included, and the ratio
of the two in the same round: the median over the rounds, and the smallest and largest.
"""

import json
import os
import re
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KAPOK = os.path.join(HERE, "..", "..", "target", "release", "kapok")
ONE_THREAD = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")


def kapok(paths, level, threads=1):
    command = [KAPOK, "run", os.path.join(HERE, "..", "w1.toml"), "-q", "--paths", str(paths), "--threads", str(threads)]
    answer = subprocess.run([*command, "--simd", level, "--format", "json"], capture_output=True, text=True)
    if answer.returncode != 0:
        return None  # a level this machine does not have
    return paths / json.loads(answer.stdout)["elapsed_seconds"]


def peer(paths):
    script = os.path.join(HERE, "w1_numpy.py")
    answer = subprocess.run([sys.executable, script, str(paths)], capture_output=True, text=True, env=ONE_THREAD, check=True)
    return float(re.search(r"(\d+) paths_a_second", answer.stdout)[1])


if __name__ == "__main__":
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    runs = [(level, 1) for level in ("avx512", "avx2", "neon", "baseline") if kapok(1000, level)] + [("auto", 2)]
    found = {run: [] for run in runs}
    for _ in range(rounds):
        numpy = peer(paths)
        for level, threads in runs:
            found[level, threads].append((kapok(paths, level, threads), numpy))
    print(f"W1, {paths} paths, thousand paths a second, statistics included; NumPy on one thread")
    for (level, threads), pairs in found.items():
        ratios = sorted(ours / theirs for ours, theirs in pairs)
        ours, theirs = (statistics.median(column) / 1e3 for column in zip(*pairs))
        ratio = statistics.median(ratios)
        print(f"{level:9} {threads} thread(s) {ours:7.0f}   NumPy {theirs:5.0f}   {ratio:5.2f} times [{ratios[0]:.2f}, {ratios[-1]:.2f}]")
