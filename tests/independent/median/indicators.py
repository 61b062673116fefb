"""Indicators of a path: standard ones by year, and forms derived from any level."""
import re
from math import exp, fsum

from .energy import Energy
from .measures import relative, satellite, volume


class Indicators:
    def __init__(self, projection):
        self.projection, self.region, self.path = projection, projection.region, projection.path
        self.scenario, self.base = projection.scenario, projection.region.year
        self.energy = [Energy(projection).of_year(now) for now in self.path] if "energy" in self.region.data else None
        self.levels = {}  # id -> (values by year, whether nominal)
        self.headline()
        self.of_groups()
        self.of_references()

    def level(self, name, values, nominal=False):
        self.levels[name] = list(values), nominal

    def of(self, key):
        return [now[key] for now in self.path]

    def headline(self):
        V, P, nominal = self.of("V"), self.of("P"), [fsum(now["nominal"]) for now in self.path]
        self.level("gdp", V)
        self.level("gdp_nominal", nominal, True)
        self.level("deflator", [n / v for n, v in zip(nominal, V)])
        self.level("price_level", P)
        for name, key in (("income", "Y"), ("consumption", "C"), ("government", "G"), ("investment", "I")):
            self.level(name, self.of(key))
        self.level("external_sales", [fsum(now["sold"]["external"]) for now in self.path])
        if self.region.population0 is not None:
            self.level("population", self.of("population"))
            per_head = [now["Y"] / now["population"] for now in self.path]
            self.level("income_per_head", per_head)
            self.level("income_per_head_nominal", [y * p for y, p in zip(per_head, P)], True)
        if self.region.tax:
            self.level("revenue", self.of("revenue"), True)
            self.level("revenue_real", [r / p for r, p in zip(self.of("revenue"), P)])
        if self.region.rnd:
            self.level("rnd", self.of("rnd"), True)
            self.level("rnd_share", [r / n for r, n in zip(self.of("rnd"), nominal)])
        if self.energy:
            total, co2 = ([use[k] for use in self.energy] for k in ("total", "co2"))
            self.level("energy", total)
            self.level("energy_calorific", [use["calorific"] for use in self.energy])
            self.level("energy_intensity_calorific", [use["calorific"] / v for use, v in zip(self.energy, V)])
            self.level("energy_intensity", [e / v for e, v in zip(total, V)])
            self.level("co2", co2)
            self.level("co2_intensity", [c / v for c, v in zip(co2, V)])
            for c in self.region.data["energy"]["carriers"]:
                self.level(f"energy.{c}", [use["by_carrier"][c] for use in self.energy])
        if self.region.employment0:
            self.level("employment", [fsum(now["employment"]) for now in self.path])
        for i in self.projection.ceilings.capped:
            self.level(f"unmet.{self.region.sectors[i]}", [now["d"][i] for now in self.path])
        for entry in self.scenario.get("satellite", []):
            nominal = entry.get("prices", "nominal") == "nominal"
            self.level(f"satellite.{entry['id']}", satellite(entry, self.path, self.region), nominal)
        for entry in self.scenario.get("volume", []):
            self.level(f"volume.{entry['id']}", volume(entry, self.path, self.region))

    def of_references(self):
        for entry in self.scenario.get("reference", []):
            self.level(f"relative.{entry['id']}", relative(entry, self.levels[entry["of"]][0], self.base))

    def of_groups(self):
        V, nominal_gdp = self.of("V"), self.levels["gdp_nominal"][0]
        industry = self.region.groups().get(self.region.data["region"].get("industry"))
        for S, members in self.region.groups().items():
            total = lambda key: [fsum(now[key][i] for i in members) for now in self.path]
            price = lambda key, members=members: [fsum(now["p"][i] * now[key][i] for i in members) for now in self.path]
            v, x, nominal = total("v"), total("x"), total("nominal")
            self.level(f"value_added.{S}", v)
            self.level(f"value_added_nominal.{S}", nominal, True)
            self.level(f"output.{S}", x)
            self.level(f"output_nominal.{S}", price("x"), True)
            self.level(f"share.{S}", [a / b for a, b in zip(v, V)])
            self.level(f"share_nominal.{S}", [a / b for a, b in zip(nominal, nominal_gdp)])
            self.level(f"external_sales.{S}", [fsum(now["sold"]["external"][i] for i in members) for now in self.path])
            if industry:
                self.level(f"output_share.{S}", [a / b for a, b in zip(x, [fsum(now["x"][i] for i in industry) for now in self.path])])
                self.level(f"output_share_nominal.{S}", [a / b for a, b in zip(price("x"), price("x", industry))])
            if self.energy:
                self.level(f"energy_intensity.{S}", [fsum(use["by_sector"][i] for i in members) / q for use, q in zip(self.energy, v)])
            if self.region.employment0:
                self.level(f"employment.{S}", total("employment"))

    def is_of_sectors(self, name):
        """Whether an indicator is one of a sector or group: those are shown in report years only."""
        scope = name.partition(".")[2]
        return scope in self.region.groups() and not name.startswith(("satellite", "volume", "relative", "energy."))

    # ------------------------------------------------------------------------------------------------- derived forms
    def derived(self, name):
        """The values of any indicator by year, forms of a level included."""
        if name in self.levels:
            return {self.base + k: value for k, value in enumerate(self.levels[name][0])}
        stem, dot, scope = name.partition(".")
        if form := re.fullmatch(r"(.*)_(growth|total|change|rising|falling)_(\d{4})_(\d{4})", stem):
            level, start, end = form[1] + dot + scope, int(form[3]), int(form[4])
            return {end: self.over(form[2], self.levels[level][0], start, end)}
        level, form = stem.rsplit("_", 1)
        values, nominal = self.levels[level + dot + scope]
        match form:
            case "growth":
                return {self.base + k: values[k] / values[k - 1] - 1.0 for k in range(1, len(values))}
            case "index":
                return {self.base + k: value / values[0] for k, value in enumerate(values)}
            case "share":
                gdp, _ = self.levels["gdp_nominal" if nominal else "gdp"]
                return {self.base + k: value / whole for k, (value, whole) in enumerate(zip(values, gdp))}
        raise KeyError(name)

    def over(self, form, values, start, end):
        first, last = values[start - 1 - self.base] if start > self.base else None, values[end - self.base]
        steps = range(start - self.base, end - self.base + 1)
        match form:
            case "growth":
                return (last / first) ** (1.0 / (end - start + 1)) - 1.0
            case "total":
                return fsum(values[k] for k in steps)
            case "change":
                return last / first - 1.0
            case "rising":
                return float(all(values[k] > values[k - 1] for k in steps))
            case "falling":
                return float(all(values[k] < values[k - 1] for k in steps))

    # ------------------------------------------------------------------------------------------------------- listing
    def all(self, all_years):
        """Every indicator that a run reports, as (name, year, value)."""
        horizon = self.scenario["horizon"]
        shown = {self.base, *self.scenario.get("report_years", [horizon])}
        always = {f"{form}.{branch}" for form in ("share", "share_nominal") for branch in self.region.branches}
        for name, (values, _) in self.levels.items():
            if name.startswith(("value_added_nominal.", "external_sales.")):
                continue  # levels to derive from; no run lists them by itself
            for k, value in enumerate(values):
                if all_years or not self.is_of_sectors(name) or name in always or self.base + k in shown:
                    yield name, self.base + k, value
        for year, value in self.derived("gdp_growth").items():
            yield "gdp_growth", year, value
        yield from self.growth_of_groups(shown, all_years)
        for start, end in self.scenario.get("periods", []):
            yield from self.over_period(start, end)
            if self.energy:
                name = f"energy_intensity_change_{start}_{end}"
                yield name, end, self.derived(name)[end]
        for name, year, value in self.asked():
            if all_years or not self.is_of_sectors(name) or year in shown:
                yield name, year, value
        for i in self.projection.implied:
            yield f"demand_growth_implied.{self.region.sectors[i]}", self.base, exp(self.projection.mu[i]) - 1.0

    def growth_of_groups(self, shown, all_years):
        V = self.levels["gdp"][0]
        for S in self.region.groups():
            v = self.levels[f"value_added.{S}"][0]
            for k in range(1, len(v)):
                if all_years or self.base + k in shown:
                    yield f"growth.{S}", self.base + k, v[k] / v[k - 1] - 1.0
                    yield f"growth_contribution.{S}", self.base + k, (v[k] - v[k - 1]) / V[k - 1]

    def over_period(self, start, end):
        yield f"gdp_growth_{start}_{end}", end, self.derived(f"gdp_growth_{start}_{end}")[end]
        first, last = start - 1 - self.base, end - self.base
        V = self.levels["gdp"][0]
        for S in self.region.groups():
            v = self.levels[f"value_added.{S}"][0]
            yield f"growth_contribution_share_{start}_{end}.{S}", end, (v[last] - v[first]) / (V[last] - V[first])

    def asked(self):
        """What the scenario asks for beside the standard ones, and what its targets are about."""
        standard = r"gdp_growth(_.*)?|growth\..*|growth_contribution.*|energy_intensity_change_\d{4}_\d{4}"
        names = self.scenario.get("indicators", []) + [t["indicator"] for t in self.scenario.get("target", [])]
        for name in dict.fromkeys(names):
            if name not in self.levels and not re.fullmatch(standard, name):
                for year, value in self.derived(name).items():
                    yield name, year, value
