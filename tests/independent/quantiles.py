"""Quantiles of the distributions of an uncertain number, to 40 digits, by mpmath alone.

Prints kind, parameters, probability, quantile. The probability is the double nearest to the decimal written here, the
quantile that of this very double: near 1 the two differ. Distribution functions are mpmath's; their inverses are
found by bisection on the side where the tail probability keeps its digits, then refined by the secant method.
"""

import mpmath as mp

mp.mp.dps = 40

PROBABILITIES = [1e-12, 1e-9, 1e-6, 1e-3, 0.025, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 0.975, 0.999]
PROBABILITIES += [1 - 1e-6, 1 - 1e-9, 1 - 1e-12]


def normal(z):
    return mp.ncdf(z), mp.ncdf(-z)


def student(freedom):
    def tails(t):
        x = freedom / (freedom + t * t)
        tail = mp.betainc(freedom / 2, mp.mpf(1) / 2, 0, x, regularized=True) / 2
        return (1 - tail, tail) if t > 0 else (tail, 1 - tail)

    return tails


def beta(a, b):
    def tails(x):
        return mp.betainc(a, b, 0, x, regularized=True), mp.betainc(b, a, 0, 1 - x, regularized=True)

    return tails


def gamma(shape):
    def tails(x):
        return mp.gammainc(shape, 0, x, regularized=True), mp.gammainc(shape, x, mp.inf, regularized=True)

    return tails


def inverse(tails, p, low, high):
    """The point below which lies p, in the interval from low to high; found on the log scale where low is 0."""
    p = mp.mpf(p)
    upper = p > 0.5

    def excess(x):
        below, above = tails(x)
        return mp.log(1 - p) - mp.log(above) if upper else mp.log(below) - mp.log(p)

    def middle(a, b):
        return mp.sqrt(a * b) if low == 0 and a > 0 else (a + b) / 2

    a, b = (mp.mpf("1e-4000") if low == 0 else mp.mpf(low)), mp.mpf(high)
    for _ in range(60):
        m = middle(a, b)
        a, b = (a, m) if excess(m) > 0 else (m, b)
    for _ in range(200):
        if abs(b - a) <= mp.mpf(10) ** -25 * abs(b):
            break
        m = middle(a, b)
        a, b = (a, m) if excess(m) > 0 else (m, b)
    return (a + b) / 2


def triangular(low, mode, high, p):
    p, low, mode, high = map(mp.mpf, (p, low, mode, high))
    if p * (high - low) <= mode - low:
        return low + mp.sqrt(p * (high - low) * (mode - low))
    return high - mp.sqrt((1 - p) * (high - low) * (high - mode))


def rows():
    for p in PROBABILITIES:
        z = inverse(normal, p, -40, 40) if p != 0.5 else mp.mpf(0)
        for mean, sd in [(0.04, 0.015), (100.0, 3.0)]:
            yield "normal", (mean, sd), p, mean + sd * z
        for mean, sd in [(1.0, 0.2), (3.0, 6.0), (0.001, 0.0001)]:
            variance = mp.log1p((mp.mpf(sd) / mean) ** 2)
            yield "lognormal", (mean, sd), p, mp.exp(mp.log(mean) - variance / 2 + mp.sqrt(variance) * z)
        for location, scale, freedom in [(0.0, 1.0, 3.0), (2.0, 0.5, 2.5), (0.0, 1.0, 30.0), (1.0, 0.1, 200.0)]:
            t = inverse(student(mp.mpf(freedom)), p, -1e7, 1e7) if p != 0.5 else mp.mpf(0)
            yield "student_t", (location, scale, freedom), p, location + scale * t
        for low, high in [(-1.0, 3.0)]:
            yield "uniform", (low, high), p, low + mp.mpf(p) * (mp.mpf(high) - low)
        for parameters in [(0.06, 0.12, 0.2), (0.0, 0.0, 1.0), (1.0, 4.0, 4.0)]:
            yield "triangular", parameters, p, triangular(*parameters, p)
        for low, mode, high in [(0.2, 0.8, 1.6), (0.0, 0.1, 5.0)]:
            width = mp.mpf(high) - low
            a, b = 1 + 4 * (mp.mpf(mode) - low) / width, 1 + 4 * (mp.mpf(high) - mode) / width
            yield "pert", (low, mode, high), p, low + width * inverse(beta(a, b), p, 0, 1)
        for a, b, low, high in [(2.0, 3.0, 0.0, 1.0), (0.5, 0.5, 0.0, 1.0), (5.0, 1.5, 10.0, 20.0), (50.0, 70.0, 0.0, 1.0), (0.3, 4.0, 0.0, 2.0), (600.0, 900.0, 0.0, 1.0)]:
            x = inverse(beta(mp.mpf(a), mp.mpf(b)), p, 0, 1)
            yield "beta", (a, b, low, high), p, low + (mp.mpf(high) - low) * x
        for mean, sd in [(2.0, 2.0), (3.0, 1.5), (1.0, 0.05), (0.5, 1.2)]:
            shape = (mp.mpf(mean) / sd) ** 2
            yield "gamma", (mean, sd), p, mean / shape * inverse(gamma(shape), p, 0, shape * 50 + 2000)


if __name__ == "__main__":
    print("# python3 tests/independent/quantiles.py; mpmath", mp.__version__)
    print("kind,parameters,probability,quantile")
    for kind, parameters, p, quantile in rows():
        print(f"{kind},{' '.join(map(repr, parameters))},{p!r},{mp.nstr(quantile, 20)}")
