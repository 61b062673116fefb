"""Workload W1 as an economist would write it in NumPy: vectorised over paths, in chunks that fit a cache.

    python3 w1_numpy.py PATHS [CHUNK]        prints seconds, and paths a second, of the fastest of three runs

Prints the same figures as `kapok run benches/w1.toml`: mean, standard deviation and seven quantiles of 45 indicators in the
years 5 and 15, yearly quantiles of GDP, energy per GDP and the share of services, and the probability of five targets.
"""

import sys
import time

import numpy as np

from w1_parameters import INDUSTRY, NOISE, PERSISTENCE, SECTORS, SERVICES, SPEED, TARGETS, YEARS, parameters

QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
REPORTED = (5, 15)
ROWS = 2 * SECTORS + 5


def triangular(u, least, likely, most):
    """The quantile of a triangular distribution at u."""
    width, left, right = most - least, likely - least, most - likely
    return np.where(u * width < left, least + np.sqrt(u * width * left), most - np.sqrt((1 - u) * width * right))


class Projection:
    """All that does not change from path to path, and the columns that the paths fill."""

    def __init__(self, paths, seed=1):
        self.p = parameters()
        self.draw = np.random.Generator(np.random.SFC64(seed))
        self.mixing = self.p.start_sd[:, None] * np.linalg.cholesky(self.p.correlation)
        self.columns = np.empty((len(REPORTED), ROWS, paths))
        self.fans = np.empty((YEARS, 3, paths))

    def run(self, first, size):
        p, draw, col = self.p, self.draw, lambda a: a[:, None]
        here = slice(first, first + size)
        excess = self.mixing @ draw.standard_normal((SECTORS, size))
        excess += col(p.start - p.long_run)
        decline = triangular(draw.random((SECTORS, size)), col(p.least), col(p.likely), col(p.most))
        factors = np.zeros((3, size))
        demand = np.repeat(col(p.demand), size, axis=1)
        energy = np.repeat(col(p.energy), size, axis=1)
        shocks = np.empty((3 + 2 * SECTORS, size))
        growth, output = np.empty((SECTORS, size)), np.empty((SECTORS, size))
        steady = col(p.long_run - p.shock_sd**2 / 2)
        for year in range(1, YEARS + 1):
            draw.standard_normal(out=shocks)
            common, own, noise = shocks[:3], shocks[3 : 3 + SECTORS], shocks[3 + SECTORS :]
            factors *= PERSISTENCE
            common *= np.sqrt(1 - PERSISTENCE**2)
            factors += common
            np.matmul(p.loadings, factors, out=growth)
            growth += steady
            growth += excess * np.exp(-SPEED * year)
            own *= col(p.shock_sd)
            growth += own
            demand *= np.exp(growth, out=growth)
            np.matmul(p.leontief, demand, out=output)
            noise *= NOISE
            noise -= decline
            energy *= np.exp(noise, out=noise)
            used = np.einsum("ij,ij->j", energy, output)
            output *= col(p.value_added_ratio)
            gdp = output.sum(axis=0)
            services = output[SERVICES.start : SERVICES.stop].sum(axis=0) / gdp
            fan = self.fans[year - 1]
            fan[0, here], fan[1, here], fan[2, here] = gdp, used / gdp, services
            if year in REPORTED:
                row = self.columns[REPORTED.index(year)]
                row[:SECTORS, here] = output
                np.divide(output, gdp, out=row[SECTORS : 2 * SECTORS, here])
                industry = output[INDUSTRY.start : INDUSTRY.stop].sum(axis=0) / gdp
                for place, value in enumerate((gdp, used, used / gdp, services, industry)):
                    row[2 * SECTORS + place, here] = value

    def answers(self):
        each = [column for year in self.columns for column in year]
        moments = [(column.mean(), column.std()) for column in each]
        quantiles = [np.quantile(column, QUANTILES) for column in each]
        fans = [np.quantile(column, QUANTILES) for year in self.fans for column in year]
        met = []
        for indicator, year, sign, value in TARGETS:
            place = {"gdp": 0, "energy": 1, "energy_intensity": 2, "share.services": 3}[indicator]
            column = self.columns[REPORTED.index(year - 2020), 2 * SECTORS + place]
            met.append((column >= value).mean() if sign == ">=" else (column <= value).mean())
        return moments, quantiles, fans, met


def whole(paths, chunk):
    projection = Projection(paths)
    for first in range(0, paths, chunk):
        projection.run(first, min(chunk, paths - first))
    return projection.answers()


if __name__ == "__main__":
    paths = int(sys.argv[1])
    chunk = int(sys.argv[2]) if len(sys.argv) > 2 else 4096
    fastest = np.inf
    for _ in range(3):
        begun = time.perf_counter()
        moments, quantiles, fans, met = whole(paths, chunk)
        fastest = min(fastest, time.perf_counter() - begun)
    print(f"{fastest:.4f} seconds {paths / fastest:.0f} paths_a_second")
    gdp = quantiles[ROWS + 2 * SECTORS]
    print("GDP in the last year: mean %.1f, 5 %% %.1f, median %.1f, 95 %% %.1f" % (moments[ROWS + 2 * SECTORS][0], gdp[0], gdp[3], gdp[6]))
    print("probability of the targets:", " ".join(f"{share:.4f}" for share in met))
