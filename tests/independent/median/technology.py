"""Coefficients, value-added ratios and purchase shares of a year.

Imports m_j are always what is left of a column, 1 - w_j - sum_i a_ij: what a change takes from imports needs no
step of its own. Each change works on what the changes before it have left.
"""
from math import exp, fsum

from .numbers import leontief


class Technology:
    def __init__(self, region, changes):
        self.region = region
        self.A, self.w, self.s = [list(row) for row in region.A], list(region.w), list(region.s)
        self.moved = any(effect for _, _, effect in changes)
        for lever, what, effect in changes:
            getattr(self, lever)(what, effect)
        self.m = [1.0 - w - fsum(column) for w, column in zip(self.w, zip(*self.A))]
        self.L = leontief(self.A) if self.moved else region.L
        if min(self.m) < -1e-12 or not all(0.0 < w <= 1.0 for w in self.w) or max(self.s) > 1.0 + 1e-12:
            raise ArithmeticError("technology leaves its range on the all-median path")

    def coefficient(self, what, effect):
        suppliers, users = self.region.members(what["supplier"]), self.region.members(what["user"])
        for j in users:
            column = [row[j] for row in self.A]
            gain = fsum(column[i] for i in suppliers) * (exp(effect) - 1.0)
            others = fsum(a for i, a in enumerate(column) if i not in suppliers)
            for i in suppliers:
                self.A[i][j] *= exp(effect)
            match what["absorbed_by"]:
                case "value_added":
                    self.w[j] -= gain
                case "inputs":
                    for i, row in enumerate(self.A):
                        if i not in suppliers:
                            row[j] *= (others - gain) / others
                case "imports":
                    pass

    def value_added_ratio(self, what, points):
        for j in self.region.members(what["of"]):
            before, self.w[j] = self.w[j], self.w[j] + points
            if what["absorbed_by"] == "inputs":  # imports shrink by the same factor: they are what is left
                for row in self.A:
                    row[j] *= (1.0 - self.w[j]) / (1.0 - before)

    def purchase_share(self, what, points):
        for i in self.region.members(what["of"]):
            scale = (self.s[i] + points) / self.s[i]
            self.s[i] *= scale
            self.A[i] = [scale * a for a in self.A[i]]
