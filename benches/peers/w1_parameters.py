"""The numbers of workload W1, and the scenario that says the same to kapok.

    python3 w1_parameters.py        writes ../w1.toml and ../w1-region.toml

W1 is a projection of 20 sectors over 15 years that is easily written in any array language: correlated trends, factors
with memory, the Leontief inverse, energy per output. All numbers are made up, from one seed.
"""

import os
from types import SimpleNamespace

import numpy as np

SECTORS, YEARS, BASE_YEAR = 20, 15, 2020
PERSISTENCE, SPEED, NOISE = 0.6, 0.12, 0.01
INDUSTRY, SERVICES = range(2, 11), range(12, 20)


def parameters():
    """One record of arrays; the order of the draws is part of the definition."""
    draw = np.random.default_rng(7)
    n = SECTORS
    p = SimpleNamespace()
    raw = draw.random((n, n)) * (draw.random((n, n)) < 0.7)
    p.coefficients = raw / raw.sum(0) * draw.uniform(0.25, 0.65, n)
    p.leontief = np.linalg.inv(np.eye(n) - p.coefficients)
    p.value_added_ratio = (1 - p.coefficients.sum(0)) * draw.uniform(0.85, 1, n)
    p.demand = draw.uniform(20, 400, n)
    p.start = draw.uniform(0.02, 0.07, n)
    p.start_sd = draw.uniform(0.005, 0.015, n)
    scores = draw.normal(size=(n, 4))
    covariance = scores @ scores.T * 0.15
    scale = np.sqrt(np.diag(covariance) + 0.5)
    p.correlation = (covariance + 0.5 * np.eye(n)) / np.outer(scale, scale)
    p.loadings = draw.normal(0.004, 0.006, (n, 3))
    p.shock_sd = draw.uniform(0.015, 0.05, n)
    p.long_run = draw.uniform(0.015, 0.045, n)
    p.least = draw.uniform(0, 0.01, n)
    p.likely = p.least + draw.uniform(0.003, 0.015, n)
    p.most = p.likely + draw.uniform(0.005, 0.02, n)
    p.energy = draw.uniform(0.05, 1.2, n)
    return p


def names():
    return [f"s{i:02}" for i in range(SECTORS)]


def number(value):
    return repr(float(value))


def listed(values):
    return "[" + ", ".join(number(v) for v in values) + "]"


def quoted(places):
    return "[" + ", ".join(f'"{names()[i]}"' for i in places) + "]"


def table(title, unit, values):
    """A section with one line a sector; what is written already stays as it is."""
    head = f'[{title}]\nunit = "{unit}"\nsource = "made up: benches/peers/w1_parameters.py"\nstanding = "derived"\n'
    return head + f"[{title}.sectors]\n" + "".join(f"{s} = {v if isinstance(v, str) else number(v)}\n" for s, v in zip(names(), values))


def region(p):
    output = p.leontief @ p.demand
    out = "# Base year of workload W1, written by benches/peers/w1_parameters.py.\n\n[region]\n"
    out += f'id = "w1"\nname = "W1"\nbase_year = {BASE_YEAR}\nsectors = {quoted(range(SECTORS))}\nindustry = "industry"\n\n'
    for group, label, members in (("industry", "Industry", INDUSTRY), ("services", "Services", SERVICES)):
        out += f'[group.{group}]\nlabel = "{label}"\nmembers = {quoted(members)}\n\n'
    out += table("value_added", "1e8 CNY", p.value_added_ratio * output) + "\n"
    out += table("value_added_ratio", "1", p.value_added_ratio) + "\n"
    out += '[coefficients]\nkind = "regional"\nunit = "1"\nsource = "made up: benches/peers/w1_parameters.py"\nstanding = "derived"\n'
    out += f"columns = {quoted(range(SECTORS))}\n[coefficients.rows]\n"
    out += "".join(f"{s} = {listed(row)}\n" for s, row in zip(names(), p.coefficients)) + "\n"
    source = 'source = "made up: benches/peers/w1_parameters.py", standing = "derived"'
    out += f'''[energy]
carriers = ["fuel", "power"]
electricity = "power"
electricity_calorific = {{ value = 0.1229, unit = "kgce/kWh", {source} }}
electricity_coal_equivalent = {{ value = 0.1229, unit = "kgce/kWh", {source} }}
grid_co2 = {{ value = 0.0, unit = "kg/kWh", {source} }}

[energy.carrier.fuel]
label = "Fuel"
co2 = {{ value = 0.0, unit = "t CO2 per tce", {source} }}

[energy.carrier.power]
label = "Power"

'''
    fuel = {s: "[1.0, 0.0]" for s in names()}
    out += table("energy_intensity", "tce per 1e4 CNY", p.energy) + "\n" + table("energy_carriers", "1", fuel.values())
    return out


def scenario(p):
    """Rates of W1 are logarithmic, those of kapok plain; its convergence starts a year earlier; its growth is less half
    the variance of the shock, which here is taken from the trend; its factors start from 0, kapok's from anywhere in their cycle."""
    half = p.shock_sd**2 / 2
    first = np.exp(-SPEED)
    start = p.long_run - half + (p.start - p.long_run) * first
    plain = np.exp(start) - 1
    out = HEAD.replace("INDICATORS", indicators())
    for i, s in enumerate(names()):
        sd = p.start_sd[i] * first * np.exp(start[i])
        fall = [1 - np.exp(-rate[i]) for rate in (p.least, p.likely, p.most)]
        loadings = ", ".join(f"f{k} = {number(b)}" for k, b in enumerate(p.loadings[i]))
        out += f"\n[sector.{s}]\ndemand_growth = {{ kind = \"normal\", mean = {number(plain[i])}, sd = {number(sd)} }}\n"
        out += f"long_run_growth = {number(np.exp(p.long_run[i] - half[i]) - 1)}\nloadings = {{ {loadings} }}\nshock_sd = {number(p.shock_sd[i])}\n"
        out += f"efficiency = {{ kind = \"triangular\", low = {number(fall[0])}, mode = {number(fall[1])}, high = {number(fall[2])} }}\n"
    for i in range(SECTORS):
        for j in range(i):
            rank = 6 / np.pi * np.arcsin(p.correlation[i, j] / 2)
            between = [f"sector.{names()[k]}.demand_growth" for k in (j, i)]
            out += f'\n[[correlation]]\nbetween = ["{between[0]}", "{between[1]}"]\nrank = {number(rank)}\n'
    return out


HEAD = '''# The question: how fast is a projection that any economist could write in an array language?
#
# Workload W1 (benches/peers/w1_numpy.py) as a scenario, written by benches/peers/w1_parameters.py. What had to be said otherwise:
# - trends and efficiency are logarithmic there and plain rates here: quantiles agree, draws are normal in the plain rate here;
# - convergence has begun in the first year there: starts are brought one year on;
# - growth is less half the variance of its shock there: it is taken from the trends;
# - shocks to growth stay for good: persistence 1, and so does the noise of energy;
# - the factors start from 0 there, and from anywhere in their cycle here.
title = "Workload W1: 20 sectors, 15 years, no feedbacks"
seeds = "w1-region.toml"
horizon = 2035
report_years = [2025, 2035]
standard_indicators = false
indicators = [INDICATORS]

[run]
paths = 1000000
seed = 1

[trends]
convergence = 0.12
shock_persistence = 1.0

[factor.f0]
label = "First"
persistence = 0.6

[factor.f1]
label = "Second"
persistence = 0.6

[factor.f2]
label = "Third"
persistence = 0.6

[energy]
shock_sd = 0.01
shock_persistence = 1.0
'''

TARGETS = [
    ("gdp", 2035, ">=", 6000.0),
    ("energy_intensity", 2035, "<=", 1.21),
    ("share.services", 2035, ">=", 0.465),
    ("energy", 2035, "<=", 7300.0),
    ("gdp", 2025, ">=", 4270.0),
]


def targets():
    lines = '\n[[target]]\nid = "target_{}"\nindicator = "{}"\nyear = {}\ncomparator = "{}"\nvalue = {}\n'
    return "".join(lines.format(place, *target) for place, target in enumerate(TARGETS))


def indicators():
    ids = [f"{measure}.{sector}" for measure in ("value_added", "share") for sector in names()]
    ids += ["gdp", "energy", "energy_intensity", "share.services", "share.industry"]
    return ", ".join(f'"{i}"' for i in ids)


if __name__ == "__main__":
    benches = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    for name, text in (("w1.toml", scenario(parameters()) + targets()), ("w1-region.toml", region(parameters()))):
        with open(os.path.join(benches, name), "w") as file:
            file.write(text)
