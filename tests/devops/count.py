#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What tandem check has to find in the company of ../shared/data/devops_company, counted from the CSV files alone.

Usage: count.py FOLDER [direct|inherited]. Knows nothing of Tandem but the names of rules and the defaults of their
parameters; reads with Python's csv module and nothing else. Prints a sorted JSON list of findings: rule, severity,
what it is about (a product, a person and a role, or who stands in where), and whom it is put to.

direct: people come from every file: products.csv, teams.csv (over the team's line), stages.csv (the stage's lead as
head of product management). inherited: not from products.csv, so that a product has whom its team has.
"""
import collections
import csv
import json
import os
import sys

MANY = {"product_manager": 5, "product_marketing_manager": 15}
HORIZON = {"": "future", "planned": "future", "minimal": "next", "viable": "next", "complete": "current",
           "lovable": "current"}
SEVERITY = {
    "product-without-management": {"future": "error", "next": "error", "current": "warning"},
    "product-without-marketing": {"future": "info", "next": "error", "current": "error"},
}
DATES = ["Available", "Viable", "Complete", "Lovable"]


def table(folder, name, key):
    with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


def count(folder, way):
    stages = table(folder, "stages.csv", "Stage")
    teams = table(folder, "teams.csv", "Team")
    products = table(folder, "products.csv", "Key")
    findings = []

    def lead(stage):
        return stages[stage]["Product Manager"] or None if stage in stages else None

    def stage_of(product):
        team = teams.get(product["Team"])
        return team["Stage"] if team else product["Stage"]

    def holder(product, column):
        team = teams.get(product["Team"])
        return (product[column] if way == "direct" else "") or (team[column] if team else "")

    spans = collections.Counter()
    for key, product in products.items():
        horizon = HORIZON[product["Maturity"]]
        for column, role, rule in (
            ("Product Manager", "product_manager", "product-without-management"),
            ("Product Marketing Manager", "product_marketing_manager", "product-without-marketing"),
        ):
            person = holder(product, column)
            if person:
                spans[person, role] += 1
            else:
                # There is no head of product marketing and no general manager in the files.
                asked = lead(stage_of(product)) if role == "product_manager" else None
                findings.append([rule, SEVERITY[rule][horizon], key, asked])
        if holder(product, "Product Manager") == holder(product, "Product Marketing Manager") != "":
            findings.append(["dual-role", "warning", key, lead(stage_of(product))])
        dates = [product[name] for name in DATES if product[name]]
        if dates != sorted(dates):
            asked = holder(product, "Product Manager") or lead(stage_of(product))
            findings.append(["stage-dates-contradict", "error", key, asked])

    for (person, role), number in spans.items():
        if number > MANY[role]:
            findings.append(["too-many-products", "warning", f"{person} {role}", None])

    # An assignment says nowhere since when somebody stands in, which counts as too long.
    for key, team in teams.items():
        if team["PM note"] and team["Product Manager"]:
            asked = lead(team["Stage"])
            place = f'{team["Product Manager"]} {team["PM note"]} over the line {key}'
            findings.append(["stand-in-too-long", "warning", place, None if asked == team["Product Manager"] else asked])
    for key, product in products.items() if way == "direct" else ():
        if product["PM note"] and product["Product Manager"]:
            asked = lead(stage_of(product))
            place = f'{product["Product Manager"]} {product["PM note"]} over the product {key}'
            findings.append(
                ["stand-in-too-long", "warning", place, None if asked == product["Product Manager"] else asked])

    names = collections.Counter((product["Team"] or product["Stage"], product["Name"].casefold())
                                for product in products.values())
    assert max(names.values()) == 1, "two products of one name in a line: count them here"
    return sorted(findings, key=json.dumps)


if __name__ == "__main__":
    json.dump(count(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "direct"), sys.stdout, indent=1)
    print()
