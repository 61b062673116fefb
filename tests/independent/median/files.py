"""Scenario and region files: what a scenario says once everything it extends has been merged in."""
import tomllib

UNDERSTOOD = {"title", "description", "extends", "seeds", "horizon", "report_years", "periods", "run", "base_year_growth",
              "trends", "base_year_gap", "factor", "households", "government", "investment", "prices", "energy", "sector",
              "sector_defaults", "policy", "drift", "event", "ceiling", "link", "volume", "reference", "satellite", "labour",
              "population", "indicators", "target",
              "outside", "base_accounts", "dependence", "correlation"}  # the last four do not move the all-median path
WITH_ID = {"policy", "drift", "event", "ceiling", "link", "volume", "reference", "satellite", "target"}
NOT_INHERITED = {"title", "description", "outside", "correlation"}
# Earlier years of a region that take what is not known of them from its later files.
BORROWED = {name: [f"panzhihua-east/{file}.toml" for file in ("coefficients", "energy", "volatility")]
            for name in ("panzhihua-east-2011", "panzhihua-east-2015")}
ALTERNATIVES = {"output_growth": "demand_growth", "demand_growth": "output_growth"}


def read_toml(path):
    with open(path, "rb") as file:
        return tomllib.load(file)


def read_scenario(path):
    """The scenario as its file has it, and the path of the one it extends."""
    own = read_toml(path)
    if unknown := own.keys() - UNDERSTOOD:
        raise SystemExit(f"this script does not read {sorted(unknown)}")
    parent = own.get("extends")
    if parent is None:
        return own, None
    if parent.endswith(".toml"):
        return own, path.parent / parent
    return own, shipped(path) / "scenarios" / f"{parent}.toml"


def shipped(path):
    """The folder that holds `scenarios` and `seeds`, from any file below it."""
    for folder in path.resolve().parents:
        if (folder / "scenarios").is_dir() and (folder / "seeds").is_dir():
            return folder
    raise SystemExit(f"{path}: no folder above it holds scenarios and seeds")


def is_value(thing):
    """Numbers, lists, and tables that are one number: distributions."""
    return not isinstance(thing, dict) or bool(thing.keys() & {"kind", "quantiles"})


def merge(parent, own):
    """What a child changes laid over its parent: tables key by key, values whole, lists of tables by id."""
    merged = {k: v for k, v in parent.items() if k not in NOT_INHERITED}
    for key, thing in own.items():
        if key in WITH_ID:
            merged[key] = merge_by_id(parent.get(key, []), thing)
        else:
            merged[key] = lay_over(parent.get(key), thing)
    return merged


def lay_over(old, new):
    if is_value(old) or is_value(new):
        return new
    merged = dict(old)
    for key, thing in new.items():
        merged.pop(ALTERNATIVES.get(key), None)
        merged[key] = lay_over(merged.get(key), thing)
    return merged


def merge_by_id(inherited, own):
    merged = {entry["id"]: entry for entry in inherited}
    for entry in own:
        if entry.get("remove"):
            del merged[entry["id"]]
        else:
            merged[entry["id"]] = lay_over(merged.get(entry["id"]), entry)
    return list(merged.values())


def read_region(scenario_path, name):
    """A region is one TOML file or a folder of them, each section standing in one file only."""
    if name.endswith(".toml"):
        return read_toml(scenario_path.parent / name)
    seeds = shipped(scenario_path) / "seeds"
    if not (seeds / name).is_dir():
        return read_toml(seeds / f"{name}.toml")
    region = {}
    for path in [*sorted((seeds / name).glob("*.toml")), *(seeds / file for file in BORROWED.get(name, []))]:
        content = read_toml(path)
        if twice := region.keys() & content.keys():
            raise ValueError(f"{path}: sections {sorted(twice)} stand in another file too")
        region |= content
    return region
