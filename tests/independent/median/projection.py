"""The years after the base year with every uncertain number at its median and no shock."""
from math import exp, fsum, log

from .ceilings import Ceilings, share_out
from .effects import Effects
from .numbers import dot, median, solve_linear
from .technology import Technology


class Projection:
    """`own` is what the scenario's own file writes; `inherited` the demand growth solved where it was extended from."""

    def __init__(self, scenario, region, own, inherited):
        self.region, self.scenario = region, scenario
        default = scenario.get("sector_defaults", {})
        self.each = [self.numbers_of(default, scenario.get("sector", {}).get(s, {})) for s in region.sectors]
        self.effects = Effects(scenario, region)
        self.ceilings = Ceilings(scenario, region, self.effects)
        self.kappa = median(scenario["trends"]["convergence"])
        self.until = scenario["trends"].get("output_growth_until")
        self.dY0, self.dV0, self.dR0 = (log(1.0 + self.number("base_year_growth", k)) for k in ("income", "gdp", "revenue"))
        self.half_life = self.number("base_year_gap", "half_life", 1.0)
        self.long_run = [log(1.0 + median(p["long_run_growth"])) for p in self.each]
        self.gap = [median(p.get("base_year_gap", 0.0)) for p in self.each]
        self.eta = [median(p.get("income_elasticity", 1.0)) for p in self.each]
        self.double = scenario.get("prices", {}).get("deflation", "single") == "double"
        self.technologies = {}
        self.demand_growth(own, inherited)
        self.path = self.run(scenario["horizon"])

    @staticmethod
    def numbers_of(default, own):
        if "output_growth" in own or "demand_growth" in own:
            default = {k: v for k, v in default.items() if k not in ("output_growth", "demand_growth")}
        return default | own

    def demand_growth(self, own, inherited):
        """Demand growth as given, as solved where it was inherited from, or solved here."""
        self.implied = {i: log(1.0 + median(p["output_growth"])) for i, p in enumerate(self.each) if "output_growth" in p}
        self.mu = [self.implied[i] if i in self.implied else log(1.0 + median(p["demand_growth"]))
                   for i, p in enumerate(self.each)]
        self.wanted = {}
        for i, growth in self.implied.items():
            s = self.region.sectors[i]
            written = own.get("sector", {}).get(s, {}), own.get("sector_defaults", {})
            if s in inherited and not any("output_growth" in place for place in written):
                self.mu[i] = inherited[s]
            else:
                self.wanted[i] = growth
        self.solve_demand_growth()

    def solution(self):
        return {self.region.sectors[i]: self.mu[i] for i in self.implied}

    def number(self, section, key, missing=0.0):
        return median(self.scenario.get(section, {}).get(key, missing))

    def converging(self, start, long_run, year):
        return long_run + (start - long_run) * exp(-self.kappa * (year - self.region.year - 1))

    def declared(self, section, key, year):
        """Yearly log growth that the scenario declares as a start and a long run; zero where it declares none."""
        ends = self.scenario.get(section, {}).get(key, {"start": 0.0, "long_run": 0.0})
        return self.converging(log(1.0 + median(ends["start"])), log(1.0 + median(ends["long_run"])), year)

    def rise(self, lever, year):
        """What effects on a total add to its growth in a year."""
        return self.effects.on(lever, year) - self.effects.on(lever, year - 1)

    def base_state(self):
        r = self.region
        sold = dict(external=r.fe0, investment=[s * r.I * b for s, b in zip(r.s, r.bi)],
                    household=[s * r.H * b for s, b in zip(r.s, r.bh)], government=[s * r.G * b for s, b in zip(r.s, r.bg)])
        now = dict(year=r.year, C=r.H, G=r.G, I=r.I, Tr=r.transfers0, P=1.0, latent=r.fe0, sold=sold,
                   f=[fsum(parts) for parts in zip(*sold.values())], d=[0.0] * len(r.v0), x=r.x0, limits=self.ceilings.start(),
                   imported=[0.0] * len(r.v0), technology=self.technology(r.year), trend=[0.0] * len(r.v0), population=r.population0)
        self.account(now)
        return now | dict(dY=self.dY0, dV=self.dV0, dR=self.dR0)

    def technology(self, year):
        if year not in self.technologies:
            self.technologies[year] = Technology(self.region, self.effects.technology(year))
        return self.technologies[year]

    def run(self, last):
        path = [self.base_state()]
        for year in range(self.region.year + 1, last + 1):
            path.append(self.next_year(year, path[0], path[-1]))
        return path

    def next_year(self, year, base, before):
        transfers, theta = self.declared("government", "transfers_growth", year), self.number("government", "locally_financed")
        spending = theta * before["dR"] + (1.0 - theta) * transfers if theta else transfers
        now = dict(year=year, technology=self.technology(year),
                   G=before["G"] * exp(spending + self.rise("government", year)),
                   Tr=before["Tr"] * exp(transfers + self.rise("transfers", year)),
                   C=before["C"] * exp(self.number("households", "income_elasticity", 1.0) * before["dY"]
                                       + self.rise("consumption", year)),
                   I=before["I"] * exp(self.investment_growth(year, before, base)) if before["I"] else 0.0,
                   P=before["P"] * (1.0 + self.number("prices", "inflation")))
        if self.region.population0 is not None:
            growth = self.declared("population", "growth", year) + self.rise("population", year)
            now["population"] = before["population"] * exp(growth)
        self.external(now, before)
        now["limits"] = self.ceilings.carry_on(before["limits"], now["I"])
        self.produce(now, self.basket(before["Y"] / base["Y"]))
        self.account(now)
        now |= dict(dY=log(now["Y"] / before["Y"]), dV=log(now["V"] / before["V"]))
        if self.region.tax:
            now["dR"] = log(now["revenue"] / now["P"] / (before["revenue"] / before["P"]))
        else:
            now["dR"] = 0.0
        return now

    def external(self, now, before):
        """Latent sales outside: trend, what is left of the base year's gap, and effects."""
        year = now["year"]
        now["trend"] = [total + self.converging(mu, long_run, year)
                        for total, mu, long_run in zip(before["trend"], self.mu, self.long_run)]
        closed = 1.0 - 0.5 ** ((year - self.region.year) / self.half_life)
        now["latent"] = [f * exp(g - gap * closed + self.effects.on("demand", year, i)) for i, (f, g, gap)
                         in enumerate(zip(self.region.fe0, now["trend"], self.gap))]

    def investment_growth(self, year, before, base):
        first = before["year"] == self.region.year
        expected = self.dV0 if first else self.declared("investment", "expected_growth", year - 1)
        drift = log(before["I"] / before["V"]) - self.effects.on("investment", year - 1) - log(base["I"] / base["V"])
        return (self.declared("investment", "trend", year) - self.number("investment", "share_correction") * drift
                + self.number("investment", "accelerator") * (before["dV"] - expected) + self.rise("investment", year))

    def basket(self, rise):
        """Household composition after income rose by this factor; one good from outside closes the budget."""
        b, outside = self.region.bh, 1.0 - fsum(self.region.bh)
        z = [share * rise ** (eta - 1.0) for share, eta in zip(b, self.eta)]
        total = fsum(z)
        if outside >= 1e-12:
            total += outside * rise ** ((1.0 - dot(b, self.eta)) / outside - 1.0)
        return [q / total for q in z]

    def produce(self, now, basket):
        """Demand for regional supply, output, and what ceilings cut."""
        r, tech = self.region, now["technology"]
        demand = dict(external=now["latent"], investment=[s * now["I"] * b for s, b in zip(tech.s, r.bi)],
                      household=[s * now["C"] * b for s, b in zip(tech.s, basket)],
                      government=[s * now["G"] * b for s, b in zip(tech.s, r.bg)])
        now["f"] = [fsum(parts) for parts in zip(*demand.values())]
        free = [dot(row, now["f"]) for row in tech.L]
        now["d"], now["x"] = self.ceilings.cut(now["year"], now["limits"], tech.A, now["f"], free)
        left = [share_out(d, parts) for d, parts in zip(now["d"], zip(*demand.values()))]
        now["sold"] = {category: [parts[c] for parts, _ in left] for c, category in enumerate(demand)}
        now["imported"] = [rest for _, rest in left]

    def account(self, now):
        """Value added, prices, income, revenue, research, employment."""
        r, tech, year = self.region, now["technology"], now["year"]
        n = range(len(r.sectors))
        now["v"] = [w * x for w, x in zip(tech.w, now["x"])]
        now["V"] = fsum(now["v"])
        q = [self.effects.on("price", year, i) for i in n]
        now["p"] = [now["P"] * exp(e) for e in q]
        now["nominal"] = self.double_deflated(now) if self.double else [p * v for p, v in zip(now["p"], now["v"])]
        terms = [median(p.get("terms_of_trade", 0.0)) for p in self.each]
        now["Y"] = fsum(omega * v * exp(e * t) for omega, v, e, t in zip(r.omega, now["v"], q, terms)) + now["Tr"]
        if r.tax:
            now["revenue"] = fsum(r.tax[i] * exp(self.effects.on("tax", year, i)) * now["nominal"][i] for i in n)
        if r.rnd:
            now["rnd"] = fsum(r.rnd[i] * exp(self.effects.on("rnd", year, i)) * now["nominal"][i] for i in n)
        if r.employment0:
            now["employment"] = [r.employment0[i] * now["x"][i] / r.x0[i] / self.productivity(i, year) for i in n]

    def productivity(self, i, year):
        rate = median(self.each[i].get("productivity", self.scenario.get("labour", {}).get("productivity_growth", 0.0)))
        return (1.0 + rate) ** (year - self.region.year) * exp(self.effects.on("productivity", year, i))

    def double_deflated(self, now):
        """p x less inputs at their own prices; what outside supplies, in place of cut inputs too, moves with P."""
        tech, x, p = now["technology"], now["x"], now["p"]
        use = [dot(row, x) for row in tech.A]
        kept = [1.0 - lost / q if q else 1.0 for lost, q in zip(now["imported"], use)]
        nominal = []
        for i, column in enumerate(zip(*tech.A)):
            inside = fsum(p[j] * kept[j] * a for j, a in enumerate(column))
            outside = tech.m[i] + fsum((1.0 - kept[j]) * a for j, a in enumerate(column))
            nominal.append((p[i] - inside - now["P"] * outside) * x[i])
        return nominal

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
        """The largest relative miss of the identities and the largest miss of the output growth asked for."""
        worst, miss = 0.0, max(map(abs, self.misses()))
        for now in self.path:
            tech, met = now["technology"], [f - d for f, d in zip(now["f"], now["d"])]
            rows = max(abs(x - dot(row, now["x"]) - f) / x for x, row, f in zip(now["x"], tech.A, met))
            worst = max(worst, rows, abs((fsum(met) - dot(tech.m, now["x"])) / now["V"] - 1.0))
            kept = max(abs(fsum(s[i] for s in now["sold"].values()) - now["imported"][i] - f) for i, f in enumerate(met))
            worst = max(worst, kept / now["V"])
        if worst > 1e-11 or miss > 1e-13:
            raise ArithmeticError(f"identities miss by {worst}, output growth by {miss}")
        return worst, miss
