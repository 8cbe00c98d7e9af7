#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""S3: roles come before titles. Marketing looks after current and next products, management after next and future
ones; next is where they meet and hand over.

Usage: s3_roles_before_titles.py TANDEM. Writes TAP.
"""
from story import day, same, tell

HORIZONS = {"current": "deliver", "next": "launch", "future": "conceive"}
PM_TITLE, PMM_TITLE = "Product Manager", "Product Marketing Manager"


def three_horizons(story):
    """A line with a current, a next and a future product, two people with the titles of their roles, and the map"""
    story.add("lines", "Sensors")
    for horizon, stage in HORIZONS.items():
        story.add("products", horizon, line="Sensors", stage=stage)
    story.add("people", "Ada", title=PM_TITLE)
    story.add("people", "Max", title=PMM_TITLE)
    story.assign("Ada", "product_manager", "Sensors")
    story.assign("Max", "product_marketing_manager", "Sensors")
    story.put_in_force("three_horizons")


def everything(story):
    return {product: story.resolved(product) for product in HORIZONS}


def marketing_on_current_and_next(story):
    """Marketing is on today's products, management on tomorrow's, and both on the next ones"""
    share = {}
    for product in HORIZONS:
        held = [names[0] for _, _, names in story.resolved(product).values() if names]
        share[product] = (held.count("Ada"), held.count("Max"))
    same("current is marketing's above all", share["current"][1] > share["current"][0], True)
    same("future is management's alone", [share["future"][0] > 0, share["future"][1]], [True, 0])
    same("next is both's", [share["next"][0] > 0, share["next"][1] > 0], [True, True])


def no_gap(story):
    """Nothing is without anybody: what a horizon does not need rests"""
    outcomes = story.outcomes()
    same("gaps, conflicts, duals", [outcomes["gap"], outcomes["conflict"], outcomes["dual"]], [0, 0, 0])


def swapped_titles_change_nothing(story):
    """Titles are swapped between the two: who is accountable for what stays as it was, to the letter"""
    before = everything(story)
    same("findings before", story.findings("title-suggests-role"), [])
    story.set("Ada", title=PMM_TITLE)
    story.set("Max", title=PM_TITLE)
    same("accountability", everything(story), before)


def and_two_findings_say_so(story):
    """And the check says twice that a title suggests a role that the person does not hold"""
    found = story.findings("title-suggests-role")
    same("whose", sorted(finding["key"] for finding in found), sorted([story.key("Ada"), story.key("Max")]))


def handed_over_in_next(story):
    """In next, management hands a capability brief over to marketing, who may return it with a reason before taking it"""
    key = story.add("hand-offs", "What it can do", record="next", due_on=day(10),
                    kind="capability_brief", from_role="product_manager", to_role="product_marketing_manager")
    story.tick(key)
    story.run("act", key, "offer", "--as", story.key("Ada"))
    story.run("act", key, "return", "reason=It does not say for whom.", "--as", story.key("Max"))
    same("returned", [story.records("hand-offs")[key][field] for field in ("status", "returns")], ["returned", 1])
    story.run("act", key, "offer", "--as", story.key("Ada"))
    story.run("act", key, "accept", "--as", story.key("Max"))
    same("accepted", story.records("hand-offs")[key]["status"], "accepted")


def too_much_of_today(story):
    """When nobody is left but who works on today, tomorrow is what has nobody"""
    report = story.stress({"do": "leave", "person": "Ada"}, breaks=True)
    same("future is left", "future" in story.changed(report, "gap"), True)
    report = story.stress({"do": "leave", "person": "Max"}, breaks=True)
    same("future is not touched", [item for item in report["items"] if item["product_name"] == "future"], [])


if __name__ == "__main__":
    tell([three_horizons, marketing_on_current_and_next, no_gap, swapped_titles_change_nothing, and_two_findings_say_so,
          handed_over_in_next, too_much_of_today])
