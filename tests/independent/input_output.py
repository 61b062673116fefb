#!/usr/bin/env python3
"""An independent computation of input-output analysis on the national tables, kept to hold the library to account.

This script reads the tables in seeds/ by itself and works from the definitions with NumPy: inverses are solved
by LAPACK, a sector is extracted by taking its coefficients out and solving the model anew, households are closed in as
one more sector, the decomposition is the mean of the two polar forms as written. Nothing is read that kapok computed.

    pip install numpy
    python3 tests/independent/input_output.py > tests/independent/input_output_expected.csv
    python3 tests/independent/input_output.py --against tests/independent/input_output_expected.csv

The second form compares instead, to 1e-11, since the last digits depend on the LAPACK at hand.

Output: CSV `table,quantity,SECTOR...`, 14 digits. `leontief.S`, `ghosh.S` are the row of S in the inverse; `whole_extraction.S`
and so on are what every sector loses when S is extracted, in 1e8 CNY; `technology` and `final_demand` (table 2017-2020)
are the effects on output, in 1e8 CNY. Everything else has no unit.
"""
import csv
import sys
from pathlib import Path

import numpy as np

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
YEARS = ("2017", "2020")
INVERSES = "2020"  # the table whose inverses are written out in full
EXTRACTED = ("agriculture", "metal_smelting", "finance")  # the sectors whose losses are written out in full


class Table:
    """One table: flows Z, final demand by category, output x, primary inputs."""

    def __init__(self, year):
        with open(SEEDS / f"china-{year}-42.csv", encoding="utf-8") as file:
            header, *rows = csv.reader(line for line in file if not line.startswith("#"))
        cells = {row[0]: row[1:] for row in rows}
        self.sectors = [name for name in header[1:] if ":" not in name and name != "output"]
        n = len(self.sectors)
        body = np.array([[float(cell) for cell in cells[name]] for name in self.sectors])
        self.Z, self.x = body[:, :n], body[:, header.index("output") - 1]
        self.final = {name[6:]: body[:, k - 1] for k, name in enumerate(header) if name.startswith("final:")}
        self.f = sum(self.final.values())
        self.primary = {name[8:]: np.array([float(cell) for cell in row[:n]])
                        for name, row in cells.items() if name.startswith("primary:")}
        self.A, self.B = self.Z / self.x[None, :], self.Z / self.x[:, None]
        self.L, self.G = inverse(self.A), inverse(self.B)
        self.check()

    def check(self):
        rows = self.Z.sum(axis=1) + self.f
        columns = self.Z.sum(axis=0) + self.primary["imports"] + self.primary["value_added"]
        gap = max(np.max(np.abs(rows / self.x - 1)), np.max(np.abs(columns / self.x - 1)))
        if gap > 1e-9 or self.radius() >= 1:
            raise ArithmeticError(f"rows or columns miss output by {gap}; the spectral radius is {self.radius()}")

    def radius(self):
        return float(np.max(np.abs(np.linalg.eigvals(self.A))))


def inverse(coefficients):
    """(I - coefficients)^-1."""
    identity = np.eye(len(coefficients))
    return np.linalg.solve(identity - coefficients, identity)


def multipliers(t):
    """Content of final demand; its ratio to the direct coefficient with households outside (type 1) and inside (type 2)."""
    n, wages = len(t.x), t.primary["compensation"]
    closed = np.zeros((n + 1, n + 1))
    closed[:n, :n], closed[n, :n] = t.A, wages / t.x
    closed[:n, n] = t.final["consumption"] / wages.sum()
    with_households = np.linalg.inv(np.eye(n + 1) - closed)[:n, :n]
    direct = {"output": np.ones(n), "value_added": t.primary["value_added"] / t.x, "income": wages / t.x}
    for name, c in direct.items():
        content = [sum(c[i] * t.L[i, j] for i in range(n)) for j in range(n)]
        yield f"{name}_multiplier", np.array(content)
        yield f"{name}_multiplier_type1", np.array(content) / c
        yield f"{name}_multiplier_type2", (c @ with_households) / c


def linkages(t):
    for name, lines in (("backward", t.L.T), ("forward", t.G), ("sensitivity", t.L)):
        sums = np.array([line.sum() for line in lines])
        yield name, sums
        yield f"{name}_index", sums / (sums.sum() / len(sums))
        yield f"{name}_variation", np.array([np.std(line, ddof=1) / np.mean(line) for line in lines])


def extraction(t):
    """Output lost when a sector is taken out: as it was, less the solution without the sector's coefficients."""
    v = t.x - t.Z.sum(axis=0)
    totals = {kind: [] for kind in ("whole", "backward", "forward")}
    for k, name in enumerate(t.sectors):
        no_column, no_row, neither, f = t.A.copy(), t.B.copy(), t.A.copy(), t.f.copy()
        no_column[:, k] = no_row[k, :] = neither[:, k] = neither[k, :] = f[k] = 0
        left = {"whole": inverse(neither) @ f, "backward": inverse(no_column) @ t.f, "forward": v @ inverse(no_row)}
        for kind, x in left.items():
            totals[kind].append((t.x - x).sum())
            if name in EXTRACTED:
                yield f"{kind}_extraction.{name}", t.x - x
    for kind, losses in totals.items():
        yield f"{kind}_extraction", np.array(losses)


def decomposition(before, after):
    dL, df = after.L - before.L, after.f - before.f
    technology = (dL @ after.f + dL @ before.f) / 2
    demand = (before.L @ df + after.L @ df) / 2
    if np.max(np.abs(technology + demand - (after.x - before.x)) / after.x) > 1e-9:
        raise ArithmeticError("the effects do not sum to the change of output")
    yield "technology", technology
    yield "final_demand", demand


def quantities():
    tables = {year: Table(year) for year in YEARS}
    for year, t in tables.items():
        yield year, "coefficient_row_sum", t.A.sum(axis=1)
        yield year, "spectral_radius", np.full(len(t.x), t.radius())
        for group in (multipliers(t), linkages(t), extraction(t)):
            yield from ((year, name, values) for name, values in group)
    t = tables[INVERSES]
    for name, matrix in (("leontief", t.L), ("ghosh", t.G)):
        yield from ((INVERSES, f"{name}.{sector}", row) for sector, row in zip(t.sectors, matrix, strict=True))
    yield from (("-".join(YEARS), name, values) for name, values in decomposition(*tables.values()))


def compare(path):
    """Holds the committed values against those computed now; an entry may miss by 1e-11 of its row's largest."""
    with open(path, encoding="utf-8") as file:
        _, *rows = csv.reader(file)
    committed = {(table, name): np.array([float(v) for v in values]) for table, name, *values in rows}
    now = {(table, name): values for table, name, values in quantities()}
    if committed.keys() != now.keys():
        sys.exit(f"quantities differ: {sorted(committed.keys() ^ now.keys())}")
    worst = max((np.max(np.abs(values - now[key])) / np.max(np.abs(values)), key) for key, values in committed.items())
    if worst[0] > 1e-11:
        sys.exit(f"{worst[1]} differs by {worst[0]:.1e}")
    print(f"{len(now)} quantities agree; the largest difference is {worst[0]:.1e}, of {' '.join(worst[1])}")


def main(arguments):
    if arguments[:1] == ["--against"]:
        return compare(arguments[1])
    print("table,quantity," + ",".join(Table(YEARS[0]).sectors))
    for table, name, values in quantities():
        print(f"{table},{name}," + ",".join(f"{v:.14g}" for v in values))


if __name__ == "__main__":
    main(sys.argv[1:])
