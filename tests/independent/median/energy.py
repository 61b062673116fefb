"""Energy by carrier and CO2 of one year, by sector and of households."""
from math import exp, fsum

from .numbers import dot, median


class Energy:
    def __init__(self, projection):
        self.projection, self.region, self.effects = projection, projection.region, projection.effects
        r, data = self.region, self.region.data["energy"]
        self.carriers, self.power = data["carriers"], data.get("electricity")
        self.uplift = 0.0
        if self.power:
            self.calorific, equivalent, self.grid = (
                median(data[k]) for k in ("electricity_calorific", "electricity_coal_equivalent", "grid_co2"))
            self.uplift = equivalent / self.calorific - 1.0
        self.factor = {c: median(data["carrier"][c]["co2"]) for c in self.carriers if c != self.power}
        mix = r.data["energy_carriers"]["sectors"]
        self.mix = [dict(zip(self.carriers, map(median, mix[s]))) for s in r.sectors]
        self.e0, burned, self.process = (self.ratios(k) for k in ("energy_intensity", "co2_combustion", "co2_process"))
        self.scale = [self.to_record(b, e, shares) for b, e, shares in zip(burned, self.e0, self.mix)]
        self.kept = [1.0 - median(p.get("efficiency", 0.0)) for p in projection.each]
        home = data.get("household", {"total": 0.0, "shares": {}})
        self.home = median(home["total"])
        self.home_mix = {c: median(home["shares"].get(c, 0.0)) for c in self.carriers}
        self.home_elasticity = projection.number("energy", "household_elasticity", 1.0)

    def ratios(self, name):
        return self.region.series(name) if name in self.region.data else [0.0] * len(self.region.sectors)

    def to_record(self, burned, e, shares):
        """The number that brings the factors of a sector's fuels to the CO2 on record for it."""
        reckoned = e * fsum(shares[c] * factor for c, factor in self.factor.items())
        return burned / reckoned if reckoned > 0.0 else 1.0

    def of_user(self, user, mix, use, scale, year):
        """Energy by carrier, coal-equivalent, and CO2, from calorific use."""
        by_carrier, co2 = {}, 0.0
        for c in self.carriers:
            q = use * (mix[c] + self.effects.carrier_points(user, c, year))
            if q < -1e-12:
                raise ArithmeticError(f"less than nothing of {c}")
            if c == self.power:
                co2 += q / self.calorific * self.grid * exp(self.effects.on("grid_co2", year))
                q *= 1.0 + self.uplift
            else:
                co2 += q * self.factor[c] * scale
            by_carrier[c] = q
        return by_carrier, co2

    def of_year(self, now):
        year, t = now["year"], now["year"] - self.region.year
        use = [e0 * kept ** t * exp(-self.effects.on("efficiency", year, i)) * x
               for i, (e0, kept, x) in enumerate(zip(self.e0, self.kept, now["x"]))]
        home = self.home * exp(-self.effects.on("home_efficiency", year))
        if self.home:
            home *= (now["C"] / self.region.H) ** self.home_elasticity
        users = [self.of_user(i, mix, q, k, year) for i, (mix, q, k) in enumerate(zip(self.mix, use, self.scale))]
        by_sector = [fsum(carriers.values()) for carriers, _ in users]
        users.append(self.of_user("homes", self.home_mix, home, 1.0, year))
        by_carrier = {c: fsum(carriers[c] for carriers, _ in users) for c in self.carriers}
        total = fsum(by_sector) + fsum(users[-1][0].values())
        if abs(fsum(by_carrier.values()) / total - 1.0) > 1e-12:
            raise ArithmeticError("carriers do not sum to the total")
        return dict(by_sector=by_sector, by_carrier=by_carrier, calorific=fsum(use) + home, total=total,
                    co2=fsum(co2 for _, co2 in users) + dot(self.process, now["x"]))
