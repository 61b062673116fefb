#!/usr/bin/env python3
"""Quantiles, distribution functions, densities and moments of every distribution of an uncertain number, by mpmath alone.

    pip install mpmath==1.3.0
    python3 tests/independent/quantiles.py > tests/independent/quantiles_expected.csv
    python3 tests/independent/quantiles.py --bins > tests/independent/quantile_bins.csv
    python3 tests/independent/quantiles.py --against tests/independent/quantiles_expected.csv

The first form prints `kind,parameters,truncate,quantity,argument,value`. A `quantile` is that at the very double nearest to
the decimal written as its argument: near 1 the two differ. `cdf`, `exceedance` and `density` are those at the double written;
`mean` and `sd` have no argument. The second form prints the quantiles that part each distribution into 40 equally likely
parts. The third computes a fifth of the quantiles and probabilities and all moments anew and compares, to 1e-15.

Working precision is 40 digits. Distribution functions are mpmath's special functions; inverses are found by bisection
between ends that enclose them, on the side whose tail keeps its digits; moments of distributions cut off by integrating the
density. Nothing is read that kapok computed.
"""

import csv
import sys
from functools import cache

import mpmath as mp

mp.mp.dps = 40

PROBABILITIES = [1e-12, 1e-9, 1e-6, 1e-3, 0.025, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.975, 0.999]
PROBABILITIES += [1 - 1e-6, 1 - 1e-9, 1 - 1e-12]
POINTS = [1e-9, 1e-3, 0.1, 0.4, 0.6, 0.9, 0.999, 1 - 1e-9]  # cdf and density are taken near these quantiles
PARTS = 40
INFINITY = mp.inf


class Kind:
    """A distribution by F, 1 - F and f on (low, high); the inverse by bisection unless a family knows it."""

    low, high = -INFINITY, INFINITY

    def lower(self, p):
        return self.bisect(lambda x: mp.log(self.below(x)) - mp.log(p))

    def upper(self, q):
        return self.bisect(lambda x: mp.log(q) - mp.log(self.above(x)))

    def quantile(self, p):
        p = mp.mpf(p)
        return self.lower(p) if p <= 0.5 else self.upper(1 - p)

    def bisect(self, excess):
        """The root of an increasing function of x, found in s with x = low + e^s, high - e^-s, their odds, or sinh s."""
        a, b = mp.mpf(-1), mp.mpf(1)
        while excess(self.at(a)) > 0:
            a *= 2
        while excess(self.at(b)) < 0:
            b *= 2
        while abs(b - a) > mp.mpf(10) ** -26 * max(1, abs(b)):
            m = (a + b) / 2
            a, b = (a, m) if excess(self.at(m)) > 0 else (m, b)
        return self.at((a + b) / 2)

    def at(self, s):
        low, high = self.low, self.high
        if low == -INFINITY:
            return self.centre + self.spread * mp.sinh(s)
        if high == INFINITY:
            return low + mp.exp(s)
        return low + (high - low) / (1 + mp.exp(-s)) if s < 0 else high - (high - low) / (1 + mp.exp(s))


class Normal(Kind):
    def __init__(self, mean, sd):
        self.centre, self.spread = mp.mpf(mean), mp.mpf(sd)

    def z(self, x):
        return (x - self.centre) / self.spread

    def below(self, x):
        return mp.ncdf(self.z(x))

    def above(self, x):
        return mp.ncdf(-self.z(x))

    def density(self, x):
        return mp.npdf(self.z(x)) / self.spread

    def moments(self):
        return self.centre, self.spread


class Lognormal(Kind):
    low = mp.mpf(0)

    def __init__(self, mu, sigma):
        self.mu, self.sigma = mu, sigma

    def z(self, x):
        return (mp.log(x) - self.mu) / self.sigma

    def below(self, x):
        return mp.ncdf(self.z(x))

    def above(self, x):
        return mp.ncdf(-self.z(x))

    def density(self, x):
        return mp.npdf(self.z(x)) / (x * self.sigma)

    def moments(self):
        mean = mp.exp(self.mu + self.sigma**2 / 2)
        return mean, mean * mp.sqrt(mp.expm1(self.sigma**2))


def by_moments(mean, sd):
    variance = mp.log1p((mp.mpf(sd) / mean) ** 2)
    return Lognormal(mp.log(mean) - variance / 2, mp.sqrt(variance))


def by_quantiles(p1, x1, p2, x2):
    z1, z2 = standard(p1), standard(p2)
    sigma = (mp.log(x2) - mp.log(x1)) / (z2 - z1)
    return Lognormal(mp.log(x1) - sigma * z1, sigma)


@cache
def standard(p):
    return Normal(0, 1).quantile(p) if p != 0.5 else mp.mpf(0)


class StudentT(Kind):
    def __init__(self, location, scale, freedom):
        self.centre, self.spread, self.nu = mp.mpf(location), mp.mpf(scale), mp.mpf(freedom)

    def tail(self, t):
        return mp.betainc(self.nu / 2, mp.mpf(1) / 2, 0, self.nu / (self.nu + t * t), regularized=True) / 2

    def below(self, x):
        t = (x - self.centre) / self.spread
        return 1 - self.tail(t) if t > 0 else self.tail(t)

    def above(self, x):
        return self.below(2 * self.centre - x)

    def density(self, x):
        t = (x - self.centre) / self.spread
        scale = self.spread * mp.sqrt(self.nu) * mp.beta(self.nu / 2, mp.mpf(1) / 2)
        return (1 + t * t / self.nu) ** (-(self.nu + 1) / 2) / scale

    def moments(self):
        return self.centre, self.spread * mp.sqrt(self.nu / (self.nu - 2))


class Beta(Kind):
    def __init__(self, a, b, low, high):
        self.a, self.b, self.low, self.high = map(mp.mpf, (a, b, low, high))

    def share(self, x):
        return (x - self.low) / (self.high - self.low)

    def below(self, x):
        return self.tail(self.a, self.b, self.share(x), (self.high - x) / (self.high - self.low))

    def above(self, x):
        return self.tail(self.b, self.a, (self.high - x) / (self.high - self.low), self.share(x))

    @staticmethod
    def tail(a, b, u, v):
        """I_u(a, b), v = 1 - u: by the other side where u has no digits left to tell v."""
        return mp.betainc(a, b, 0, u, regularized=True) if v > 1e-10 else 1 - mp.betainc(b, a, 0, v, regularized=True)

    def density(self, x):
        u, v = self.share(x), (self.high - x) / (self.high - self.low)
        return u ** (self.a - 1) * v ** (self.b - 1) / mp.beta(self.a, self.b) / (self.high - self.low)

    def moments(self):
        a, b, width = self.a, self.b, self.high - self.low
        return self.low + width * a / (a + b), width * mp.sqrt(a * b / (a + b + 1)) / (a + b)


def pert(low, mode, high):
    width = mp.mpf(high) - low
    return Beta(1 + 4 * (mp.mpf(mode) - low) / width, 1 + 4 * (mp.mpf(high) - mode) / width, low, high)


class Gamma(Kind):
    low = mp.mpf(0)

    def __init__(self, mean, sd):
        self.mean, self.sd = mp.mpf(mean), mp.mpf(sd)
        self.shape = (self.mean / self.sd) ** 2
        self.scale = self.mean / self.shape

    def below(self, x):
        return mp.gammainc(self.shape, 0, x / self.scale, regularized=True)

    def above(self, x):
        return mp.gammainc(self.shape, x / self.scale, mp.inf, regularized=True)

    def density(self, x):
        z = x / self.scale
        return mp.exp((self.shape - 1) * mp.log(z) - z - mp.loggamma(self.shape)) / self.scale

    def moments(self):
        return self.mean, self.sd


class Uniform(Kind):
    def __init__(self, low, high):
        self.low, self.high = mp.mpf(low), mp.mpf(high)

    def below(self, x):
        return (x - self.low) / (self.high - self.low)

    def above(self, x):
        return (self.high - x) / (self.high - self.low)

    def density(self, x):
        return 1 / (self.high - self.low)

    def lower(self, p):
        return self.low + p * (self.high - self.low)

    def upper(self, q):
        return self.high - q * (self.high - self.low)

    def moments(self):
        return (self.low + self.high) / 2, (self.high - self.low) / mp.sqrt(12)


class Triangles(Kind):
    """Two triangles that meet at `middle`, with `share` of the probability below it."""

    def __init__(self, low, middle, high, share=None):
        self.low, self.middle, self.high = map(mp.mpf, (low, middle, high))
        self.share = (self.middle - self.low) / (self.high - self.low) if share is None else mp.mpf(share)

    def below(self, x):
        if x > self.middle:
            return 1 - self.above(x)
        return self.share * ((x - self.low) / (self.middle - self.low)) ** 2

    def above(self, x):
        if x <= self.middle:
            return 1 - self.below(x)
        return (1 - self.share) * ((self.high - x) / (self.high - self.middle)) ** 2

    def density(self, x):
        if x < self.middle:
            return 2 * self.share * (x - self.low) / (self.middle - self.low) ** 2
        return 2 * (1 - self.share) * (self.high - x) / (self.high - self.middle) ** 2

    def lower(self, p):
        if p <= self.share:
            return self.low + (self.middle - self.low) * mp.sqrt(p / self.share)
        return self.high - (self.high - self.middle) * mp.sqrt((1 - p) / (1 - self.share))

    def upper(self, q):
        return self.lower(1 - q)

    def moments(self):
        a, b, s = self.middle - self.low, self.high - self.middle, self.share
        offset = ((1 - s) * b - s * a) / 3
        return self.middle + offset, mp.sqrt((s * a**2 + (1 - s) * b**2) / 6 - offset**2)


class Metalog(Kind):
    """Keelin (2016), from `p x p x ...`, with bounds."""

    def __init__(self, quantiles, low=None, high=None):
        self.bounds = low, high
        points = [(mp.mpf(p), self.transformed(mp.mpf(x))) for p, x in quantiles]
        n = len(points)
        self.terms = mp.lu_solve(mp.matrix([[self.term(k, *self.place(p)) for k in range(n)] for p, _ in points]),
                                 mp.matrix([z for _, z in points]))
        self.low = -INFINITY if low is None else mp.mpf(low)
        self.high = INFINITY if high is None else mp.mpf(high)
        self.centre, self.spread = self.value(mp.mpf(0.5)), 1

    @staticmethod
    def term(k, h, odds):
        return [1, odds, h * odds, h][k] if k < 4 else h ** (k // 2) * (odds if k % 2 else 1)

    def transformed(self, x):
        low, high = self.bounds
        if low is None and high is None:
            return x
        if high is None:
            return mp.log(x - low)
        return -mp.log(high - x) if low is None else mp.log((x - low) / (high - x))

    @staticmethod
    def place(p):
        return p - mp.mpf(1) / 2, mp.log(p / (1 - p))

    def value(self, p):
        return self.value_at(*self.place(p))

    def value_at(self, h, odds):
        z = sum(term * self.term(k, h, odds) for k, term in enumerate(self.terms))
        low, high = self.bounds
        if low is None and high is None:
            return z
        if high is None:
            return low + mp.exp(z)
        return high - mp.exp(-z) if low is None else low + (mp.mpf(high) - low) / (1 + mp.exp(-z))

    def lower(self, p):
        return self.value(p)

    def upper(self, q):
        return self.value(1 - q)

    def log_odds(self, x):
        a, b = mp.mpf(-80), mp.mpf(80)
        while b - a > mp.mpf(10) ** -30:
            m = (a + b) / 2
            a, b = (a, m) if self.value(1 / (1 + mp.exp(-m))) > x else (m, b)
        return a

    def below(self, x):
        return 1 / (1 + mp.exp(-self.log_odds(x)))

    def above(self, x):
        return 1 / (1 + mp.exp(self.log_odds(x)))

    def density(self, x):
        return 1 / mp.diff(self.value, self.below(x))

    def moments(self):
        def integral(power, about):
            def at(t):
                weight = mp.exp(-abs(t)) / (1 + mp.exp(-abs(t))) ** 2
                return (self.value_at(mp.tanh(t / 2) / 2, t) - about) ** power * weight

            step = mp.mpf(1) / 8  # the trapezoidal rule: analytic and falling off at both ends
            return step * mp.fsum(at(i * step) for i in range(-5000, 5001))

        mean = integral(1, mp.mpf(0))
        return mean, mp.sqrt(integral(2, mean))


class Truncated(Kind):
    def __init__(self, whole, low, high):
        self.whole = whole
        self.low = max(mp.mpf(low), whole.low)
        self.high = min(mp.mpf(high), whole.high)
        inner = lambda x, side, outside: side(x) if whole.low < x < whole.high else mp.mpf(outside)
        self.before, self.after = inner(self.low, whole.below, 0), inner(self.high, whole.above, 0)
        upper = inner(self.low, whole.above, 1)
        self.inside = upper - self.after if self.before > 0.5 else 1 - self.before - self.after

    def below(self, x):
        if self.before > 0.5:
            return 1 - self.above(x)
        return (self.whole.below(x) - self.before) / self.inside

    def above(self, x):
        return (self.whole.above(x) - self.after) / self.inside

    def density(self, x):
        return self.whole.density(x) / self.inside

    def quantile(self, p):
        p = mp.mpf(p)
        from_below = self.before + p * self.inside
        if from_below <= 0.5:
            return self.whole.lower(from_below)
        return self.whole.upper(self.after + (1 - p) * self.inside)

    def moments(self):
        kinks = [self.whole.middle] if isinstance(self.whole, Triangles) else []
        inner = [self.quantile(p) for p in (1e-12, 1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6, 1 - 1e-12)]
        ends = sorted({self.low, *inner, *(k for k in kinks if self.low < k < self.high), self.high})
        mean = mp.quad(lambda x: x * self.density(x), ends)
        return mean, mp.sqrt(mp.quad(lambda x: (x - mean) ** 2 * self.density(x), ends))


def metalog(low, high):
    def make(*numbers):
        return Metalog(list(zip(numbers[::2], numbers[1::2])), low, high)

    return make


MAKERS = {
    "normal": Normal,
    "lognormal": by_moments,
    "lognormal_log": lambda mu, sigma: Lognormal(mp.mpf(mu), mp.mpf(sigma)),
    "lognormal_quantiles": by_quantiles,
    "student_t": StudentT,
    "uniform": Uniform,
    "triangular": Triangles,
    "two_piece": lambda low, median, high: Triangles(low, median, high, 0.5),
    "pert": pert,
    "beta": Beta,
    "gamma": Gamma,
    "metalog": metalog(None, None),
    "metalog_low": lambda low, *points: metalog(low, None)(*points),
    "metalog_high": lambda high, *points: metalog(None, high)(*points),
    "metalog_both": lambda low, high, *points: metalog(low, high)(*points),
}

CASES = [
    ("normal", (0.04, 0.015)), ("normal", (100.0, 3.0)),
    ("lognormal", (1.0, 0.2)), ("lognormal", (3.0, 6.0)), ("lognormal", (0.001, 0.0001)),
    ("lognormal_log", (-2.0, 0.7)), ("lognormal_quantiles", (0.05, 0.5, 0.95, 3.0)),
    ("lognormal_quantiles", (0.5, 100.0, 0.9, 130.0)),
    ("student_t", (0.0, 1.0, 3.0)), ("student_t", (2.0, 0.5, 2.5)), ("student_t", (0.0, 1.0, 30.0)),
    ("student_t", (1.0, 0.1, 200.0)), ("student_t", (0.0, 1.0, 1e6)),
    ("uniform", (-1.0, 3.0)),
    ("triangular", (0.06, 0.12, 0.2)), ("triangular", (0.0, 0.0, 1.0)), ("triangular", (1.0, 4.0, 4.0)),
    ("two_piece", (0.1, 0.2, 0.6)), ("two_piece", (-1.0, 0.5, 1.0)),
    ("pert", (0.2, 0.8, 1.6)), ("pert", (0.0, 0.1, 5.0)),
    ("beta", (2.0, 3.0, 0.0, 1.0)), ("beta", (0.5, 0.5, 0.0, 1.0)), ("beta", (5.0, 1.5, 10.0, 20.0)),
    ("beta", (50.0, 70.0, 0.0, 1.0)), ("beta", (0.3, 4.0, 0.0, 2.0)), ("beta", (600.0, 900.0, 0.0, 1.0)),
    ("beta", (4.0, 0.2, -1.0, 0.0)), ("beta", (0.02, 0.03, 0.0, 1.0)), ("beta", (200.0, 0.7, 0.0, 1.0)),
    ("gamma", (2.0, 2.0)), ("gamma", (3.0, 1.5)), ("gamma", (1.0, 0.05)), ("gamma", (0.5, 1.2)), ("gamma", (1.0, 10.0)),
    ("gamma", (1.0, 0.01)),
    ("metalog", (0.05, 0.02, 0.5, 0.04, 0.95, 0.07)), ("metalog", (0.1, -1.0, 0.4, 0.5, 0.7, 1.0, 0.9, 3.0)),
    ("metalog", (0.01, 1.0, 0.1, 2.0, 0.5, 3.0, 0.9, 5.0, 0.99, 8.0)),
    ("metalog_low", (0.0, 0.1, 1.0, 0.5, 2.0, 0.9, 5.0)), ("metalog_high", (1.0, 0.05, 0.2, 0.5, 0.6, 0.95, 0.8)),
    ("metalog_both", (0.0, 1.0, 0.1, 0.1, 0.5, 0.25, 0.9, 0.6)),
]

TRUNCATED = [
    ("normal", (0.04, 0.015), (0.0, 0.08)), ("normal", (0.0, 1.0), (5.0, 6.0)), ("normal", (0.0, 1.0), (-6.0, -5.0)),
    ("normal", (0.0, 1.0), (0.0, "inf")), ("normal", (0.0, 1.0), (4.0, "inf")), ("lognormal", (3.0, 6.0), (1.0, 50.0)),
    ("student_t", (0.0, 1.0, 3.0), (-2.0, 20.0)), ("student_t", (0.0, 1.0, 5.0), (10.0, 20.0)),
    ("uniform", (-1.0, 3.0), (0.0, 1.0)), ("triangular", (0.06, 0.12, 0.2), (0.1, 0.199)),
    ("two_piece", (0.1, 0.2, 0.6), (0.15, 0.5)), ("pert", (0.2, 0.8, 1.6), (1.4, 1.5)),
    ("beta", (600.0, 900.0, 0.0, 1.0), (0.45, 0.5)), ("gamma", (3.0, 1.5), (12.0, 15.0)), ("gamma", (0.5, 1.2), (0.1, 9.0)),
    ("metalog", (0.05, 0.02, 0.5, 0.04, 0.95, 0.07), (0.0, 0.1)),
]


def cases():
    for kind, parameters in CASES:
        yield kind, parameters, (), MAKERS[kind](*parameters)
    for kind, parameters, ends in TRUNCATED:
        yield kind, parameters, ends, Truncated(MAKERS[kind](*parameters), *map(mp.mpf, ends))


def rows(every=1):
    """All rows, or of the quantiles and probabilities only each fourth, say."""
    for kind, parameters, ends, made in cases():
        name = kind, " ".join(map(repr, parameters)), " ".join(str(end) for end in ends)
        for p in PROBABILITIES[::every]:
            yield (*name, "quantile", repr(p)), made.quantile(p)
        for p in POINTS[::every]:
            x = float(made.quantile(p))
            if made.low < x < made.high:
                yield (*name, "cdf", repr(x)), made.below(mp.mpf(x))
                yield (*name, "exceedance", repr(x)), made.above(mp.mpf(x))
                yield (*name, "density", repr(x)), made.density(mp.mpf(x))
        for quantity, value in zip(("mean", "sd"), made.moments()):
            yield (*name, quantity, ""), value


def bins():
    print(f"# python3 tests/independent/quantiles.py --bins; mpmath {mp.__version__}")
    print(f"kind,parameters,truncate,quantiles at 1/{PARTS} to {PARTS - 1}/{PARTS}")
    for kind, parameters, ends, made in cases():
        edges = [mp.nstr(made.quantile(mp.mpf(i) / PARTS), 17) for i in range(1, PARTS)]
        print(",".join([kind, " ".join(map(repr, parameters)), " ".join(str(end) for end in ends), " ".join(edges)]))


def compare(path):
    with open(path, encoding="utf-8") as file:
        committed = {tuple(row[:5]): mp.mpf(row[5]) for row in csv.reader(file) if len(row) == 6 and row[0] != "kind"}
    now = dict(rows(every=5))
    if not now.keys() <= committed.keys():
        sys.exit(f"rows are missing: {sorted(now.keys() - committed.keys())[:5]}")
    worst = max((abs(value - committed[key]) / max(abs(value), mp.mpf(10) ** -300), key) for key, value in now.items())
    if worst[0] > 1e-15:
        sys.exit(f"{worst[1]} differs by {mp.nstr(worst[0], 2)}")
    print(f"{len(now)} values agree; the largest difference is {mp.nstr(worst[0], 2)}")


def main(arguments):
    if arguments[:1] == ["--against"]:
        return compare(arguments[1])
    if arguments[:1] == ["--bins"]:
        return bins()
    print(f"# python3 tests/independent/quantiles.py; mpmath {mp.__version__}")
    print("kind,parameters,truncate,quantity,argument,value")
    for key, value in rows():
        print(",".join([*key, mp.nstr(value, 20)]))


if __name__ == "__main__":
    main(sys.argv[1:])
