#!/usr/bin/env python3
"""An independent reading of the model's equations, kept to hold the engine to account.

This script reads the same TOML files as the engine, sets every uncertain number to its median, switches all
shocks off and projects the one path that results. It was written from the equations alone, without the engine's
source, in plain Python (3.11, standard library only); where the two disagree, one of them is wrong.

    python3 median_path.py SCENARIO.toml > expected.csv
    python3 median_path.py --all-years SCENARIO.toml     # sectors and groups in every year, not only report years

Output: CSV `indicator,year,value`, values at full precision. Units: money 1e8 CNY at base-year prices unless the
indicator says nominal, energy 1e4 tce, CO2 1e4 t, growth rates and shares as fractions. Before anything is printed
the path is checked: x = A x + f, GDP = sum f - sum m x, and the growth of output that was asked for.
"""
import sys
import tomllib
from math import exp, fsum, lgamma, log, sqrt
from pathlib import Path

UNDERSTOOD = {"title", "seeds", "horizon", "report_years", "periods", "run", "base_year_growth", "trends",
              "base_year_gap", "factor", "households", "government", "investment", "prices", "energy", "sector", "target",
              "outside", "base_accounts", "dependence", "correlation"}  # the last four do not move the all-median path


# ------------------------------------------------------------------------------------ numbers and their medians
def median(number):
    """The median of a number that is plain, a sourced quantity {value, ...} or a distribution {kind, ...}."""
    if not isinstance(number, dict):
        return float(number)
    if "kind" not in number:
        return float(number["value"])
    if set(number) - {"kind", "mean", "sd", "low", "mode", "high", "unit", "source", "standing", "note"}:
        raise ValueError(f"keys not understood in {number}")
    match number:
        case {"kind": "normal", "mean": mean}:
            return float(mean)
        case {"kind": "lognormal", "mean": mean, "sd": sd}:  # of the variable itself, not of its logarithm
            return mean / sqrt(1.0 + (sd / mean) ** 2)
        case {"kind": "uniform", "low": low, "high": high}:
            return 0.5 * (low + high)
        case {"kind": "triangular", "low": low, "mode": mode, "high": high}:
            if mode >= 0.5 * (low + high):
                return low + sqrt(0.5 * (high - low) * (mode - low))
            return high - sqrt(0.5 * (high - low) * (high - mode))
        case {"kind": "pert", "low": low, "mode": mode, "high": high}:
            return low + (high - low) * beta_median(1.0 + 4.0 * (mode - low) / (high - low),
                                                    1.0 + 4.0 * (high - mode) / (high - low))
    raise ValueError(f"distribution not understood: {number}")


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
            factor = rows[r][k] / rows[k][k]
            rows[r] = [p - factor * q for p, q in zip(rows[r], rows[k])]
    X = [None] * n
    for k in reversed(range(n)):
        X[k] = [(rows[k][n + c] - fsum(rows[k][j] * X[j][c] for j in range(k + 1, n))) / rows[k][k]
                for c in range(len(right[0]))]
    return X


# ----------------------------------------------------------------------------------------------- base-year accounts
def read_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def read_region(scenario_path, name):
    """A region is one TOML file or a folder of them, each section standing in one file only."""
    seeds = scenario_path.resolve().parent.parent / "seeds"
    if name.endswith(".toml"):
        return read_toml(scenario_path.parent / name)
    if not (seeds / name).is_dir():
        return read_toml(seeds / f"{name}.toml")
    region = {}
    for path in sorted((seeds / name).glob("*.toml")):
        content = read_toml(path)
        if twice := region.keys() & content.keys():
            raise ValueError(f"{path}: sections {sorted(twice)} stand in another file too")
        region |= content
    return region


class Region:
    """The base-year accounts: from shares and coefficients to external sales."""

    def __init__(self, data):
        self.data, self.year, self.sectors = data, data["region"]["base_year"], data["region"]["sectors"]
        self.branches = {b: [i for i, s in enumerate(self.sectors) if data["sector"][s]["branch"] == b]
                         for b in data.get("branch", {})}
        self.w = self.series("value_added_ratio")
        self.s = self.series("purchase_share") if "purchase_share" in data else [1.0] * len(self.sectors)
        self.v0 = self.value_added()
        self.x0 = [v / w for v, w in zip(self.v0, self.w)]
        self.A = self.coefficients()
        final = data["final_demand"]
        self.H, self.G, self.I = (median(final[k]) for k in ("household_consumption", "government", "investment"))
        self.bh, self.bg, self.bi = (self.series(f"{c}_composition") for c in ("household", "government", "investment"))
        self.close_external(median(final["external_floor"]))
        self.m = [1.0 - w - fsum(column) for w, column in zip(self.w, zip(*self.A))]
        unit = [[float(i == j) for j, _ in enumerate(self.A)] for i, _ in enumerate(self.A)]
        self.L = solve_linear([[u - a for u, a in zip(us, row)] for us, row in zip(unit, self.A)], unit)
        self.omega, self.transfers0 = self.income()

    def series(self, name):
        return [median(self.data[name]["sectors"][s]) for s in self.sectors]

    def value_added(self):
        v, branch = self.series("value_added"), self.data.get("branch", {})
        if "gdp" in self.data["region"] and any("share_of_gdp" in b for b in branch.values()):
            for name, members in self.branches.items():
                total = median(self.data["region"]["gdp"]) * median(branch[name]["share_of_gdp"])
                raw = fsum(v[i] for i in members)
                for i in members:
                    v[i] *= total / raw
        return v

    def coefficients(self):
        """Regional coefficients: technical ones times purchase shares row by row, or as given."""
        table = self.data["coefficients"]
        at = {c: k for k, c in enumerate(table["columns"])}
        for pin in table.get("pin", []):
            if table["rows"][pin["row"]][at[pin["column"]]] != pin["value"]:
                raise ValueError(f"pin {pin['row']}/{pin['column']} differs from its row")
        scale = {"technical": self.s, "regional": [1.0] * len(self.s)}[table["kind"]]
        return [[k * table["rows"][row][at[column]] for column in self.sectors] for k, row in zip(scale, self.sectors)]

    def local(self, C, G, I, basket):
        """Final demand of households, government and investment met inside the region, by sector."""
        return [s * (C * h + G * g + I * v) for s, h, g, v in zip(self.s, basket, self.bg, self.bi)]

    def close_external(self, floor):
        """External sales as what is left of output; where too little is left, local sales are scaled down."""
        self.fe0, self.floored = [], []
        for i, local in enumerate(self.local(self.H, self.G, self.I, self.bh)):
            sales = dot(self.A[i], self.x0) + local
            external = self.x0[i] - sales
            if external < floor * self.x0[i]:
                k = (1.0 - floor) * self.x0[i] / sales
                self.A[i], self.s[i] = [k * a for a in self.A[i]], k * self.s[i]
                external = floor * self.x0[i]
                self.floored.append(self.sectors[i])
            self.fe0.append(external)

    def income(self):
        """Household income per unit of value added, and transfers in the base year."""
        if "income" not in self.data:
            return [1.0] * len(self.sectors), 0.0
        section = self.data["income"]
        omega = [share * median(section["labour_income_scale"]) for share in self.series("labour_share")]
        share = median(section["transfers_share"])
        return omega, share / (1.0 - share) * dot(omega, self.v0)

    def groups(self):
        """Every sector, branch and group with the sectors it holds."""
        groups = {name: [self.sectors.index(s) for s in group["members"]]
                  for name, group in self.data.get("group", {}).items()}
        return {s: [i] for i, s in enumerate(self.sectors)} | self.branches | groups


# ------------------------------------------------------------------------------------------------------ projecting
class Projection:
    """The years after the base year with every uncertain number at its median and no shock."""

    def __init__(self, scenario, region):
        self.region, self.scenario = region, scenario
        self.each = [scenario["sector"][s] for s in region.sectors]
        self.kappa = median(scenario["trends"]["convergence"])
        self.until = scenario["trends"].get("output_growth_until")
        self.dY0, self.dV0 = (log(1.0 + self.number("base_year_growth", k)) for k in ("income", "gdp"))
        self.half_life = self.number("base_year_gap", "half_life", 1.0)
        self.long_run = [log(1.0 + median(p["long_run_growth"])) for p in self.each]
        self.gap = [median(p.get("base_year_gap", 0.0)) for p in self.each]
        self.eta = [median(p.get("income_elasticity", 1.0)) for p in self.each]
        self.wanted = {i: log(1.0 + median(p["output_growth"])) for i, p in enumerate(self.each) if "output_growth" in p}
        self.mu = [self.wanted[i] if i in self.wanted else log(1.0 + median(p["demand_growth"]))
                   for i, p in enumerate(self.each)]
        self.solve_demand_growth()
        self.path = self.run(scenario["horizon"])

    def number(self, section, key, missing=0.0):
        return median(self.scenario.get(section, {}).get(key, missing))

    def converging(self, start, long_run, year):
        return long_run + (start - long_run) * exp(-self.kappa * (year - self.region.year - 1))

    def declared(self, section, key, year):
        """Yearly log growth that the scenario declares as a start and a long run; zero where it declares none."""
        ends = self.scenario.get(section, {}).get(key, {"start": 0.0, "long_run": 0.0})
        return self.converging(log(1.0 + median(ends["start"])), log(1.0 + median(ends["long_run"])), year)

    def base_state(self):
        r = self.region
        f = [a + b for a, b in zip(r.local(r.H, r.G, r.I, r.bh), r.fe0)]
        return dict(year=r.year, C=r.H, G=r.G, I=r.I, Tr=r.transfers0, P=1.0, fe=r.fe0, f=f, x=r.x0, v=r.v0, V=fsum(r.v0),
                    Y=dot(r.omega, r.v0) + r.transfers0, dY=self.dY0, dV=self.dV0, trend=[0.0] * len(r.v0))

    def run(self, last):
        path = [self.base_state()]
        for year in range(self.region.year + 1, last + 1):
            base, before = path[0], path[-1]
            transfers = exp(self.declared("government", "transfers_growth", year))
            now = dict(year=year, G=before["G"] * transfers, Tr=before["Tr"] * transfers,
                       C=before["C"] * exp(self.number("households", "income_elasticity", 1.0) * before["dY"]),
                       I=before["I"] * exp(self.investment_growth(year, before, base)),
                       P=before["P"] * (1.0 + self.number("prices", "inflation")))
            self.external(now, before)
            self.produce(now, self.basket(before["Y"] / base["Y"]))
            now |= dict(dY=log(now["Y"] / before["Y"]), dV=log(now["V"] / before["V"]))
            path.append(now)
        return path

    def external(self, now, before):
        now["trend"] = [total + self.converging(mu, long_run, now["year"])
                        for total, mu, long_run in zip(before["trend"], self.mu, self.long_run)]
        closed = 1.0 - 0.5 ** ((now["year"] - self.region.year) / self.half_life)
        now["fe"] = [f * exp(g - gap * closed) for f, g, gap in zip(self.region.fe0, now["trend"], self.gap)]

    def investment_growth(self, year, before, base):
        first = before["year"] == self.region.year
        expected = self.dV0 if first else self.declared("investment", "expected_growth", year - 1)
        drift = log(before["I"] / before["V"]) - log(base["I"] / base["V"])
        return (self.declared("investment", "trend", year) - self.number("investment", "share_correction") * drift
                + self.number("investment", "accelerator") * (before["dV"] - expected))

    def basket(self, rise):
        """Household composition after income rose by this factor; one good from outside closes the budget."""
        b, outside = self.region.bh, 1.0 - fsum(self.region.bh)
        z = [share * rise ** (eta - 1.0) for share, eta in zip(b, self.eta)]
        total = fsum(z)
        if outside >= 1e-12:
            total += outside * rise ** ((1.0 - dot(b, self.eta)) / outside - 1.0)
        return [q / total for q in z]

    def produce(self, now, basket):
        r = self.region
        now["f"] = [a + e for a, e in zip(r.local(now["C"], now["G"], now["I"], basket), now["fe"])]
        now["x"] = [dot(row, now["f"]) for row in r.L]
        now["v"] = [w * x for w, x in zip(r.w, now["x"])]
        now["V"] = fsum(now["v"])
        now["Y"] = dot(r.omega, now["v"]) + now["Tr"]  # relative prices stay at 1: terms of trade do not move

    def misses(self):
        """Average log growth of output up to the agreed year, less what was asked for."""
        if not self.wanted:
            return [0.0]
        x, x0 = self.run(self.until)[-1]["x"], self.region.x0
        return [log(x[i] / x0[i]) / (self.until - self.region.year) - growth for i, growth in self.wanted.items()]

    def solve_demand_growth(self, step=1e-6):
        """Newton's method with a difference Jacobian: the start of external growth that brings the output growth."""
        for _ in range(50):
            miss, columns = self.misses(), []
            if max(map(abs, miss)) < 1e-14:
                return
            for i in self.wanted:
                kept, self.mu[i] = self.mu[i], self.mu[i] + step
                columns.append([(a - b) / step for a, b in zip(self.misses(), miss)])
                self.mu[i] = kept
            for i, (change,) in zip(self.wanted, solve_linear(list(zip(*columns)), [[-q] for q in miss])):
                self.mu[i] += change

    def check(self):
        """The largest relative miss of the two identities and the largest miss of the output growth asked for."""
        r, worst, miss = self.region, 0.0, max(map(abs, self.misses()))
        for now in self.path:
            rows = max(abs(x - dot(row, now["x"]) - f) / x for x, row, f in zip(now["x"], r.A, now["f"]))
            worst = max(worst, rows, abs((fsum(now["f"]) - dot(r.m, now["x"])) / now["V"] - 1.0))
        if worst > 1e-11 or miss > 1e-13 or min(r.m) < 0.0:
            raise ArithmeticError(f"identities miss by {worst}, output growth by {miss}; least m is {min(r.m)}")
        return worst, miss


# --------------------------------------------------------------------------------------------------------- energy
class Energy:
    """Energy and CO2 of one year, by sector and of households."""

    def __init__(self, projection):
        r, self.region = projection.region, projection.region
        data, power = r.data["energy"], r.data["energy"]["electricity"]
        self.calorific, equivalent, self.grid = (
            median(data[k]) for k in ("electricity_calorific", "electricity_coal_equivalent", "grid_co2"))
        self.uplift = equivalent / self.calorific - 1.0
        mix = r.data["energy_carriers"]["sectors"]
        self.electric = [median(mix[s][data["carriers"].index(power)]) for s in r.sectors]
        self.e0, self.burned, self.process = map(r.series, ("energy_intensity", "co2_combustion", "co2_process"))
        self.kept = [1.0 - median(p.get("efficiency", 0.0)) for p in projection.each]
        shares = {c: median(data["household"]["shares"].get(c, 0.0)) for c in data["carriers"]}
        self.home, self.home_electric = median(data["household"]["total"]), shares[power]
        self.home_co2 = shares[power] / self.calorific * self.grid + fsum(
            share * median(data["carrier"][c]["co2"]) for c, share in shares.items() if c != power)
        self.home_elasticity = projection.number("energy", "household_elasticity", 1.0)

    def of_year(self, now):
        e = [e0 * kept ** (now["year"] - self.region.year) for e0, kept in zip(self.e0, self.kept)]
        use = [q * x for q, x in zip(e, now["x"])]
        equivalent = [q * (1.0 + share * self.uplift) for q, share in zip(use, self.electric)]
        fuels = [b * kept ** (now["year"] - self.region.year) * x for b, kept, x in zip(self.burned, self.kept, now["x"])]
        grid = [q * share / self.calorific * self.grid for q, share in zip(use, self.electric)]
        home = self.home * (now["C"] / self.region.H) ** self.home_elasticity
        return dict(by_sector=equivalent, calorific=fsum(use) + home,
                    total=fsum(equivalent) + home * (1.0 + self.home_electric * self.uplift),
                    co2=fsum(fuels + grid) + dot(self.process, now["x"]) + home * self.home_co2)


# ----------------------------------------------------------------------------------------------------- indicators
def headline(path, energy):
    for k, now in enumerate(path):
        V, P = now["V"], now["P"]
        values = dict(gdp=V, gdp_nominal=P * V, income=now["Y"], consumption=now["C"], investment=now["I"],
                      government=now["G"], price_level=P)
        if k:
            values["gdp_growth"] = V / path[k - 1]["V"] - 1.0
        if energy:
            use = energy[k]
            values |= dict(energy=use["total"], energy_calorific=use["calorific"], energy_intensity=use["total"] / V,
                           co2=use["co2"], co2_intensity=use["co2"] / V)
        yield from ((name, now["year"], value) for name, value in values.items())


def of_group(S, members, k, path, energy, region):
    """All indicators of one sector or group in year number k, by name without the group."""
    now, total = path[k], lambda values: fsum(values[i] for i in members)
    V, P, v, x = now["V"], now["P"], total(now["v"]), total(now["x"])
    values = dict(value_added=v, output=x, output_nominal=P * x, share=v / V, share_nominal=(P * v) / (P * V))
    if "industry" in region.data["region"]:
        industry = fsum(now["x"][i] for i in region.groups()[region.data["region"]["industry"]])
        values |= dict(output_share=x / industry, output_share_nominal=(P * x) / (P * industry))
    if k:
        before = total(path[k - 1]["v"])
        values |= dict(growth=v / before - 1.0, growth_contribution=(v - before) / path[k - 1]["V"])
    if energy:
        values["energy_intensity"] = total(energy[k]["by_sector"]) / v
    if S in region.sectors:
        values["external"] = total(now["fe"])
    return values


def over_period(start, end, path, region):
    first, last, name = path[start - 1 - region.year], path[end - region.year], f"{start}_{end}"
    yield f"gdp_growth_{name}", end, (last["V"] / first["V"]) ** (1.0 / (end - start + 1)) - 1.0
    for S, members in region.groups().items():
        rise = fsum(last["v"][i] - first["v"][i] for i in members)
        yield f"growth_contribution_share_{name}.{S}", end, rise / (last["V"] - first["V"])


def indicators(projection, all_years):
    region, path, scenario = projection.region, projection.path, projection.scenario
    energy = [Energy(projection).of_year(now) for now in path] if "energy" in region.data else None
    yield from headline(path, energy)
    periods = scenario.get("periods", [])
    for start, end in periods:
        yield from over_period(start, end, path, region)
    if energy and periods:
        (start, end), use = periods[0], [e["total"] / now["V"] for e, now in zip(energy, path)]
        change = use[end - region.year] / use[start - 1 - region.year] - 1.0
        yield f"energy_intensity_change_{start}_{end}", end, change
    for i in projection.wanted:
        yield f"demand_growth_implied.{region.sectors[i]}", region.year, exp(projection.mu[i]) - 1.0
    shown = {region.year, region.year + 1, *scenario.get("report_years", [scenario["horizon"]])}
    for S, members in region.groups().items():
        for k, now in enumerate(path):
            if all_years or now["year"] in shown:
                for name, value in of_group(S, members, k, path, energy, region).items():
                    yield f"{name}.{S}", now["year"], value


def main(arguments):
    names = [a for a in arguments if a != "--all-years"]
    if len(names) != 1:
        sys.exit("usage: python3 tests/independent/median_path.py [--all-years] SCENARIO.toml")
    (name,) = names
    scenario = read_toml(name)
    if unknown := scenario.keys() - UNDERSTOOD:
        sys.exit(f"this script does not read {sorted(unknown)}")
    projection = Projection(scenario, Region(read_region(Path(name), scenario["seeds"])))
    print("identities hold to {:.1e}, output growth to {:.1e}".format(*projection.check()), file=sys.stderr)
    print(f"external floor binds for: {', '.join(projection.region.floored) or 'none'}", file=sys.stderr)
    print("indicator,year,value")
    for indicator, year, value in indicators(projection, "--all-years" in arguments):
        print(f"{indicator},{year},{value!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
