"""The base-year accounts: from shares and coefficients to external sales."""
from math import fsum

from .numbers import dot, leontief, median


class Region:
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
        self.H, self.G, self.I = (median(final.get(k, 0.0)) for k in ("household_consumption", "government", "investment"))
        self.bh, self.bg, self.bi = (self.composition(c) for c in ("household", "government", "investment"))
        self.close_external(median(final.get("external_floor", 0.005)))
        self.m = [1.0 - w - fsum(column) for w, column in zip(self.w, zip(*self.A))]
        self.L = leontief(self.A)
        self.omega, self.transfers0 = self.income()
        self.tax, self.rnd = self.per_value_added("tax_share"), self.per_value_added("rnd_share")
        self.employment0 = self.series("employment") if "employment" in data else None
        self.population0 = median(data["population"]["total"]) if "population" in data else None

    def series(self, name):
        return [median(self.data[name]["sectors"][s]) for s in self.sectors]

    def composition(self, of):
        name = f"{of}_composition"
        return self.series(name) if name in self.data else [0.0] * len(self.sectors)

    def per_value_added(self, name):
        """One ratio a sector or one for all; nothing where the region has none."""
        if name not in self.data:
            return None
        if "sectors" in self.data[name]:
            return self.series(name)
        return [median(self.data[name]["total"])] * len(self.sectors)

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

    def close_external(self, floor):
        """External sales as what is left of output; where too little is left, local sales are scaled down."""
        self.fe0, self.floored = [], []
        for i, s in enumerate(self.s):
            local = s * (self.H * self.bh[i] + self.G * self.bg[i] + self.I * self.bi[i])
            sales = dot(self.A[i], self.x0) + local
            external = self.x0[i] - sales
            if external < floor * self.x0[i]:
                k = (1.0 - floor) * self.x0[i] / sales
                self.A[i], self.s[i] = [k * a for a in self.A[i]], k * s
                external = floor * self.x0[i]
                self.floored.append(self.sectors[i])
            self.fe0.append(external)

    def income(self):
        """Household income per unit of value added, and transfers in the base year."""
        section = self.data.get("income", {})
        omega = self.series("labour_share") if "labour_share" in self.data else [1.0] * len(self.sectors)
        omega = [share * median(section.get("labour_income_scale", 1.0)) for share in omega]
        share = median(section.get("transfers_share", 0.0))
        return omega, share / (1.0 - share) * dot(omega, self.v0)

    def groups(self):
        """Every sector, branch and group with the sectors it holds."""
        groups = {name: [self.sectors.index(s) for s in group["members"]]
                  for name, group in self.data.get("group", {}).items()}
        return {s: [i] for i, s in enumerate(self.sectors)} | self.branches | groups

    def members(self, names):
        """Positions of the sectors meant by a sector, a group or a list of these."""
        groups = self.groups()
        every = [i for name in ([names] if isinstance(names, str) else names) for i in groups[name]]
        return list(dict.fromkeys(every))
