"""What a step of the year costs: the baseline beside itself with one step more, in turn, on one thread.

    cargo build --release && python3 benches/steps.py [PATHS] [ROUNDS]

Prints for every file of benches/steps the seconds of its fastest run over those of the baseline's fastest; and microseconds a
path of the baseline, of workload W1 and of the baseline with every step.
"""

import glob
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
KAPOK = os.path.join(HERE, "..", "target", "release", "kapok")


def seconds(scenario, paths):
    command = [KAPOK, "run", scenario, "-q", "--paths", str(paths), "--threads", "1", "--format", "json"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)["elapsed_seconds"]


if __name__ == "__main__":
    paths = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    steps = sorted(glob.glob(os.path.join(HERE, "steps", "*.toml")))
    scenarios = ["baseline", os.path.join(HERE, "w1.toml"), *steps]
    fastest = {scenario: float("inf") for scenario in scenarios}
    for _ in range(rounds):
        for scenario in scenarios:
            fastest[scenario] = min(fastest[scenario], seconds(scenario, paths))
    for scenario, time in fastest.items():
        name = os.path.splitext(os.path.basename(scenario))[0]
        print(f"{name:20} {1e6 * time / paths:7.2f} microseconds a path   {time / fastest['baseline']:5.2f} times the baseline")
