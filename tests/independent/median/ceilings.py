"""Ceilings and by-products: the least cut of final demand, by trying every set of sectors that may stand at a limit.

With some sectors at a limit (a number, or a multiple of another sector's output) and the cut of all others zero, output
is one linear system. Of the sets whose solution keeps all limits and cuts nothing negative the one with most output holds.
"""
from itertools import product
from math import exp, fsum

from .numbers import median, solve_linear


class Ceilings:
    def __init__(self, scenario, region, effects):
        self.region, self.effects = region, effects
        self.volumes = {volume["id"]: volume for volume in scenario.get("volume", [])}
        self.ceilings = [(c, region.sectors.index(c["sector"])) for c in scenario.get("ceiling", [])]
        self.links = [(region.sectors.index(c["sector"]), region.sectors.index(c["follows"]), median(c["ratio"]))
                      for c in scenario.get("link", [])]
        self.capped = sorted({i for _, i in self.ceilings} | {i for i, _, _ in self.links})

    def start(self):
        """The limit of each ceiling in the base year, in money at base-year prices."""
        return [self.in_money(c, i) for c, i in self.ceilings]

    def in_money(self, ceiling, i):
        limit, unit, x0 = median(ceiling["limit"]), ceiling["unit"], self.region.x0[i]
        if unit == "base year":
            return limit * x0
        if unit == "1e8 CNY":
            return limit
        volume = self.volumes[unit]
        if "base" in volume:
            return limit / median(volume["base"]) * x0
        return limit * median(volume["unit_value"]) / median(volume["share"]) / 1e8

    def carry_on(self, before, investment):
        """Limits a year later: capacity wears out and is built from investment."""
        now = []
        for (ceiling, _), limit in zip(self.ceilings, before):
            if "capacity" in ceiling:
                share, yields, wear = (median(ceiling["capacity"][k]) for k in ("investment_share", "yield", "depreciation"))
                limit = limit * (1.0 - wear) + yields * share * investment
            now.append(limit)
        return now

    def cut(self, year, limits, A, f, free):
        """The cut d of each sector's final demand; `free` is output without any limit."""
        options = {i: [None] for i in self.capped}
        for (ceiling, i), limit in zip(self.ceilings, limits):
            if year >= ceiling.get("from", self.region.year + 1):
                options[i].append((limit * exp(self.effects.on("capacity", year, ceiling["id"])), None))
        for i, j, ratio in self.links:
            options[i].append((ratio * self.region.x0[i] / self.region.x0[j], j))
        if self.keeps(options, free):
            return [0.0] * len(f), free
        best = None
        for chosen in product(*options.values()):
            active = {i: limit for i, limit in zip(options, chosen) if limit}
            if not active:
                continue
            d, x = self.at_limits(A, f, active)
            if d is not None and min(d) >= -1e-12 * max(f) and self.keeps(options, x):
                if best is None or fsum(x) > fsum(best[1]):
                    best = d, x
        return best

    @staticmethod
    def keeps(options, x):
        return all(limit is None or x[i] <= limit[0] * (1.0 if limit[1] is None else x[limit[1]]) * (1.0 + 1e-12)
                   for i, limits in options.items() for limit in limits)

    @staticmethod
    def at_limits(A, f, active):
        """x = A x + f - d with x_i at its limit for the active ones and d_i = 0 for the others."""
        n, rows, right = len(f), [], []
        for i in range(n):
            row = [float(i == j) for j in range(n)]
            if i in active:
                level, follows = active[i]
                if follows is not None:
                    row[follows] -= level
                rows.append(row)
                right.append([0.0 if follows is not None else level])
            else:
                rows.append([u - a for u, a in zip(row, A[i])])
                right.append([f[i]])
        try:
            x = [row[0] for row in solve_linear(rows, right)]
        except ZeroDivisionError:
            return None, None
        d = [f[i] - x[i] + fsum(a * q for a, q in zip(A[i], x)) if i in active else 0.0 for i in range(n)]
        return d, x


def share_out(d, sold):
    """The cut taken from categories in turn; returns what is still sold of each and what falls on users as inputs."""
    left = []
    for f in sold:
        cut = min(d, max(0.0, f))
        left.append(f - cut)
        d -= cut
    return left, d
