"""Numbers and their medians, and the little linear algebra that the accounts need."""
from math import exp, fsum, lgamma, log, sqrt

NOTES = {"unit", "source", "standing", "note", "label"}


def median(number):
    """The median of a number that is plain, a sourced quantity {value, ...} or a distribution."""
    if not isinstance(number, dict):
        return float(number)
    keys = {k: v for k, v in number.items() if k not in NOTES}
    if "value" in keys:
        return float(keys["value"])
    if "quantiles" in keys and "kind" not in keys and "truncate" not in keys:
        return float(keys["quantiles"]["p50"])  # the curve runs through every quantile given
    match keys:
        case {"kind": "normal", "mean": mean, "sd": _, **other} if not other:
            return float(mean)
        case {"kind": "normal", "mean": mean, "sd": sd, "truncate": cut, **other} if not other:
            return cut_normal(mean, sd, cut)
        case {"kind": "lognormal", "mean": mean, "sd": sd, **other} if not other:  # of the variable, not its logarithm
            return mean / sqrt(1.0 + (sd / mean) ** 2)
        case {"kind": "lognormal", "log_mean": mean, "log_sd": _, **other} if not other:
            return exp(mean)
        case {"kind": "uniform", "low": low, "high": high, **other} if not other:
            return 0.5 * (low + high)
        case {"kind": "two_piece", "low": _, "median": middle, "high": _, **other} if not other:
            return float(middle)
        case {"kind": "triangular", "low": low, "mode": mode, "high": high, **other} if not other:
            if mode >= 0.5 * (low + high):
                return low + sqrt(0.5 * (high - low) * (mode - low))
            return high - sqrt(0.5 * (high - low) * (high - mode))
        case {"kind": "pert", "low": low, "mode": mode, "high": high, **other} if not other:
            return low + (high - low) * beta_median(1.0 + 4.0 * (mode - low) / (high - low),
                                                    1.0 + 4.0 * (high - mode) / (high - low))
        case {"kind": "beta", "alpha": a, "beta": b, "low": low, "high": high, **other} if not other:
            return low + (high - low) * beta_median(a, b)
    raise ValueError(f"distribution not understood: {number}")


def cut_normal(mean, sd, cut):
    from statistics import NormalDist
    normal = NormalDist(mean, sd)
    low, high = (cut.get("low"), cut.get("high")) if isinstance(cut, dict) else cut
    below = 0.0 if low is None else normal.cdf(low)
    above = 1.0 if high is None else normal.cdf(high)
    return normal.inv_cdf(0.5 * (below + above))


def beta_median(a, b):
    below, above = 0.0, 1.0
    for _ in range(100):
        middle = 0.5 * (below + above)
        below, above = (middle, above) if beta_cdf(a, b, middle) < 0.5 else (below, middle)
    return 0.5 * (below + above)


def beta_cdf(a, b, x):
    """Regularised incomplete beta function by its hypergeometric series, all of whose terms are positive."""
    if x > 0.5:
        return 1.0 - beta_cdf(b, a, 1.0 - x)
    terms = [1.0]
    while terms[-1] > 1e-18:
        terms.append(terms[-1] * x * (a + b + len(terms) - 1) / (a + len(terms)))
    return exp(lgamma(a + b) - lgamma(a + 1.0) - lgamma(b) + a * log(x) + b * log(1.0 - x)) * fsum(terms)


def dot(u, v):
    return fsum(p * q for p, q in zip(u, v, strict=True))


def solve_linear(matrix, right):
    """Solve matrix X = right (both lists of rows) by Gaussian elimination with partial pivoting."""
    n = len(matrix)
    rows = [list(a) + list(b) for a, b in zip(matrix, right, strict=True)]
    for k in range(n):
        pivot = max(range(k, n), key=lambda r: abs(rows[r][k]))
        rows[k], rows[pivot] = rows[pivot], rows[k]
        for r in range(k + 1, n):
            if factor := rows[r][k] / rows[k][k]:
                rows[r] = [p - factor * q for p, q in zip(rows[r], rows[k])]
    X = [None] * n
    for k in reversed(range(n)):
        X[k] = [(rows[k][n + c] - fsum(rows[k][j] * X[j][c] for j in range(k + 1, n))) / rows[k][k]
                for c in range(len(right[0]))]
    return X


def leontief(A):
    """(I - A)^-1."""
    unit = [[float(i == j) for j, _ in enumerate(A)] for i, _ in enumerate(A)]
    return solve_linear([[u - a for u, a in zip(us, row)] for us, row in zip(unit, A)], unit)
