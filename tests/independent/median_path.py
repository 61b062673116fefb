#!/usr/bin/env python3
"""An independent reading of the model's equations, kept to hold the engine to account.

This script reads the same TOML files as the engine, sets every uncertain number to its median, switches all
shocks and random events off and projects the one path that results. It was written from the equations alone, without
the engine's source, in plain Python (3.11, standard library only); where the two disagree, one of them is wrong.

    python3 median_path.py SCENARIO.toml > expected.csv
    python3 median_path.py --all-years SCENARIO.toml     # sectors and groups in every year, not only report years

Output: CSV `indicator,year,value`, values at full precision. Units: money 1e8 CNY at base-year prices unless the
indicator says nominal, energy 1e4 tce, CO2 1e4 t, persons 1e4, growth rates and shares as fractions. Before anything is
printed the path is checked: x = A x + f - d, GDP = sum(f - d) - sum m x, carriers sum to the total, and the growth of
output that was asked for.
"""
import sys
from pathlib import Path

from median.files import merge, read_region, read_scenario
from median.indicators import Indicators
from median.projection import Projection
from median.region import Region


def project(path):
    """A scenario's merged text and its projection; a parent is projected first, since demand growth is solved there."""
    own, parent = read_scenario(path)
    inherited, scenario = {}, own
    if parent:
        whole, before = project(parent)
        scenario, inherited = merge(whole, own), before.solution()
    region = Region(read_region(path_of_seeds(path, own, parent), scenario["seeds"]))
    return scenario, Projection(scenario, region, own, inherited)


def path_of_seeds(path, own, parent):
    """Seeds stand beside the file that names them."""
    while "seeds" not in own:
        path = parent
        own, parent = read_scenario(path)
    return path


def main(arguments):
    names = [a for a in arguments if a != "--all-years"]
    if len(names) != 1:
        sys.exit("usage: python3 tests/independent/median_path.py [--all-years] SCENARIO.toml")
    _, projection = project(Path(names[0]))
    print("identities hold to {:.1e}, output growth to {:.1e}".format(*projection.check()), file=sys.stderr)
    print(f"external floor binds for: {', '.join(projection.region.floored) or 'none'}", file=sys.stderr)
    print("indicator,year,value")
    for indicator, year, value in Indicators(projection).all("--all-years" in arguments):
        print(f"{indicator},{year},{value!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
