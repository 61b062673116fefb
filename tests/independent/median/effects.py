"""Policies, drifts and dated events: how strongly each acts in a year, and what it moves.

Random events are off on the all-median path. Every strength is taken against that of the base year, whose accounts
hold already what acted then.
"""
from math import log

from .numbers import median

SHARES = {"carrier_share", "value_added_ratio", "purchase_share"}
TECHNOLOGY = {"coefficient", "value_added_ratio", "purchase_share"}
SAVINGS = {"efficiency", "home_efficiency"}


def course(policy, year, base):
    """Strength of a policy in a year: a ramp, a plateau and a way back; on growth, the sum over the years so far."""
    begin = policy["from"]
    if policy.get("acts_on", "level") == "growth":
        return sum(on_course(policy, begin, y) for y in range(min(begin, base), year + 1))
    return on_course(policy, begin, year)


def on_course(policy, begin, year):
    full, until = policy.get("full", begin), policy.get("until")
    if year < begin:
        return 0.0
    if year < full:
        return (year - begin + 1) / (full - begin + 1)
    if until is None or year <= until:
        return 1.0
    return max(0.0, 1.0 - (year - until) / (policy.get("fades", 0) + 1))


def recovery(event, year):
    """Strength of a dated event: 1 for its duration from each start, then less by half every half-life."""
    strength, count, half_life = 0.0, 0, event.get("half_life", 0.0)
    for y in range(min(event["years"]), year + 1):
        if y in event["years"]:
            count = event.get("duration", 1)
        if count > 0:
            strength, count = 1.0, count - 1
        else:
            strength *= 2.0 ** (-1.0 / half_life) if half_life > 0.0 else 0.0
    return strength


class Effects:
    """All that moves quantities, as (lever, what it acts on, full size, strength by year)."""

    def __init__(self, scenario, region):
        self.base = region.year
        self.entries = []
        for policy in [*scenario.get("policy", []), *scenario.get("drift", [])]:
            self.add(policy, lambda year, p=policy: course(p, year, self.base))
        for event in scenario.get("event", []):
            if "years" in event:
                for effect in event["effect"]:
                    self.add(effect, lambda year, e=event: recovery(e, year))
        self.members = region.members

    def add(self, what, strength):
        size, lever = median(what["size"]), what["lever"]
        full = size if lever in SHARES else -log(1.0 - size) if lever in SAVINGS else log(1.0 + size)
        self.entries.append((lever, what, full, lambda year: full * (strength(year) - strength(self.base))))

    def on(self, lever, year, sector=None):
        """The effect on the logarithm of a quantity: of one sector, of a named thing, or of a total."""
        total = 0.0
        for name, what, _, effect in self.entries:
            if name == lever and self.concerns(what, sector):
                total += effect(year)
        return total

    def concerns(self, what, sector):
        if sector is None:
            return True
        if isinstance(sector, str):  # a ceiling
            return what["of"] == sector
        return sector in self.members(what["of"])

    def carrier_points(self, user, carrier, year):
        """Points of a user's energy that a carrier has won (or lost) to others."""
        points = 0.0
        for name, what, _, effect in self.entries:
            if name == "carrier_share" and self.uses(what["of"], user):
                points += effect(year) * ((what["to_carrier"] == carrier) - (what["from_carrier"] == carrier))
        return points

    def uses(self, of, user):
        names = [of] if isinstance(of, str) else of
        if user == "homes":
            return "homes" in names
        return user in self.members([name for name in names if name != "homes"])

    def technology(self, year):
        """Changes of technology in the order they are written: (lever, entry, effect)."""
        return [(name, what, effect(year)) for name, what, _, effect in self.entries if name in TECHNOLOGY]
