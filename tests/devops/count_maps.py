#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What each of the six maps comes to in the company of ../shared/data/devops_company, counted from CSV files alone.

Usage: count_maps.py FOLDER [MAPS]. FOLDER has the company's files, MAPS those of the maps (share/maps). Knows nothing of
Tandem but what a map file says and how a role is found: at the product, else its team, else the stage around it. Prints
a JSON object by the code of the map: pairs of product and activity by outcome, over how many products whoever has most
is accountable for anything, and the people whom it would be hardest to do without.
"""
import collections
import csv
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
MAPS = os.path.join(HERE, "..", "..", "share", "maps")
CODES = ("venn", "inbound_outbound", "life_cycle", "three_horizons", "dual_role", "general_manager")
STAGES = ("conceive", "plan", "develop", "qualify", "launch", "deliver", "retire")
STAGE_OF = {"": "conceive", "planned": "plan", "minimal": "develop", "viable": "launch", "complete": "deliver",
            "lovable": "deliver"}
HORIZON_OF = {"conceive": "future", "plan": "future", "develop": "next", "launch": "next", "deliver": "current"}
WEIGHT = {"current": 3, "next": 2, "future": 1}
OTHER_SIDE = {"product_manager": "product_marketing_manager", "product_marketing_manager": "product_manager"}


def rows(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def company(folder):
    """Each product with its stage, and who holds which role at the product, at its team, at the stage around it."""
    teams = {row["Team"]: row for row in rows(folder, "teams.csv")}
    stages = {row["Stage"]: row for row in rows(folder, "stages.csv")}
    products = []
    for row in rows(folder, "products.csv"):
        team = teams.get(row["Team"], {})
        around = stages[team["Stage"] if team else row["Stage"]]
        places = [
            {"product_manager": row["Product Manager"], "product_marketing_manager": row["Product Marketing Manager"]},
            {"product_manager": team.get("Product Manager"), "engineering": team.get("Engineering Manager"),
             "product_marketing_manager": team.get("Product Marketing Manager")},
            {"head_of_product_management": around["Product Manager"]},
        ]
        products.append((row["Key"], STAGE_OF[row["Maturity"]], places))
    return products


def deciding(entries, stage):
    """The entry of an activity that decides in a stage: "rest" when the map has it for other times only."""
    for entry in entries:
        first = STAGES.index(entry.get("from_stage") or "conceive")
        last = STAGES.index(entry.get("to_stage") or "retire") if entry.get("to_stage") != "retired" else len(STAGES)
        horizons = [part for part in (entry.get("horizons") or "").split(";") if part]
        if first <= STAGES.index(stage) <= last and (not horizons or HORIZON_OF[stage] in horizons):
            return entry
    return "rest"


def holders(places, role, without):
    """Whoever holds the role at the nearest place that has anybody; each place has at most one."""
    for place in places:
        person = place.get(role)
        if person and person != without:
            return {person}
    return set()


def outcome(places, role, without=None):
    found = holders(places, role, without)
    if not found:
        return "gap", found
    if len(found) > 1:
        return "conflict", found
    return ("dual" if role in OTHER_SIDE and found & holders(places, OTHER_SIDE[role], without) else "one"), found


def roles_of(products, by_activity):
    """By product: how many activities each role is accountable for, and how many rest or are not in the map."""
    for key, stage, places in products:
        counts = collections.Counter()
        for entries in by_activity.values():
            entry = deciding(entries, stage) if entries else None
            counts["rest" if entry == "rest" else entry["accountable"] if entry else "missing"] += 1
        yield key, stage, places, counts


def count(folder, code, maps=MAPS):
    activities = [row["code"] for row in rows(os.path.join(maps, ".."), "activities.csv")]
    by_activity = {activity: [] for activity in activities}
    for entry in rows(maps, f"{code}.csv"):
        by_activity[entry["activity"]].append(entry)
    outcomes, spans, scores = collections.Counter(), collections.Counter(), collections.Counter()
    for _, stage, places, counts in roles_of(company(folder), by_activity):
        outcomes["rest"] += counts.pop("rest", 0)
        outcomes["gap"] += counts.pop("missing", 0)
        now = {role: outcome(places, role) for role in counts}
        for role, number in counts.items():
            outcomes[now[role][0]] += number
        spans.update(set().union(*(found for _, found in now.values())) if now else ())
        for person in {person for place in places for person in place.values() if person}:
            for role, number in counts.items():
                then, _ = outcome(places, role, person)
                if then == "gap" and now[role][0] != "gap":
                    scores[person] += number * WEIGHT[HORIZON_OF[stage]]
                elif then in ("conflict", "dual") and now[role][0] != then:
                    scores[person] += number
    hardest = max(scores.values())
    return {
        "outcomes": {name: outcomes[name] for name in ("one", "gap", "conflict", "dual", "rest")},
        "span": max(spans.values()),
        "widest": sorted(person for person, number in spans.items() if number == max(spans.values())),
        "score": hardest,
        "hardest": sorted(person for person, score in scores.items() if score == hardest),
    }


if __name__ == "__main__":
    json.dump({code: count(sys.argv[1], code, sys.argv[2] if len(sys.argv) > 2 else MAPS) for code in CODES}, sys.stdout,
              indent=1)
    print()
