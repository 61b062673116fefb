"""Satellites, volumes and reference series: what the accounts do not hold as a row."""
from math import fsum

from .numbers import median


def volume(entry, path, region):
    i = region.sectors.index(entry["sector"])
    if "base" in entry:
        return [median(entry["base"]) * now["x"][i] / region.x0[i] for now in path]
    if anchor := entry.get("anchor"):
        known = path[anchor["year"] - region.year]["x"][i]
        return [median(anchor["value"]) * now["x"][i] / known for now in path]
    # Output in 1e8 CNY, the unit's value in CNY.
    return [median(entry["share"]) * now["x"][i] * 1e8 / median(entry["unit_value"]) for now in path]


def relative(entry, values, base_year):
    """values / values[0] over the index of the reference, which grows by what is known of a year or else by its own rate."""
    known = {int(year): growth for year, growth in entry.get("known", {}).items()}
    index, found = 1.0, [1.0]
    for t, value in enumerate(values[1:], 1):
        index *= 1 + known.get(base_year + t, median(entry["growth"]))
        found.append(value / values[0] / index)
    return found


def satellite(entry, path, region):
    years = [weighted_sum(entry, now, region) for now in path]
    anchor = entry.get("anchor")
    if anchor is None:
        return years
    level = median(anchor["value"]) / years[anchor["year"] - region.year]
    return [level * s for s in years]


def weighted_sum(entry, now, region):
    weights, drifts = by_sector(entry["weights"], region), by_sector(entry.get("drift", {}), region)
    t = now["year"] - region.year
    measured = measure(entry.get("measure", "value_added"), entry.get("prices", "nominal"), now)
    return fsum(min(1.0, max(0.0, w + t * drifts.get(i, 0.0))) * measured[i] for i, w in weights.items())


def by_sector(weights, region):
    """Weights of groups first, so that a sector's own stands where both are given."""
    found = {}
    for name in sorted(weights, key=lambda name: name in region.sectors):
        for i in region.members(name):
            found[i] = median(weights[name])
    return found


def measure(name, prices, now):
    sold = now["sold"]
    match name:
        case "value_added":
            return now["nominal"] if prices == "nominal" else now["v"]
        case "output":
            real = now["x"]
        case "external_sales":
            real = sold["external"]
        case "household_demand":
            real = sold["household"]
        case "final_demand":
            real = [fsum(parts) for parts in zip(*sold.values())]
    return [p * q for p, q in zip(now["p"], real)] if prices == "nominal" else real
