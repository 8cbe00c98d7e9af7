#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""S2: management goes the full distance; marketing joins just before the customers and stays to the end of life.

Usage: s2_life_cycle.py TANDEM. Writes TAP.
"""
from story import same, tell

STAGES = ("conceive", "plan", "develop", "qualify", "launch", "deliver", "retire")


def meter(stage):
    """The name of the product in the stage."""
    return f"Meter to {stage}"


def one_product_a_stage(story):
    """A line with a product in every stage of its life, a manager and a marketer, and the life-cycle map"""
    story.add("lines", "Meters")
    for stage in STAGES:
        story.add("products", meter(stage), line="Meters", stage=stage)
    story.add("people", "Mona")
    story.add("people", "Kurt")
    story.assign("Mona", "product_manager", "Meters")
    story.assign("Kurt", "product_marketing_manager", "Meters")
    story.put_in_force("life_cycle")


def engaged(story, product):
    """Who is accountable for anything over the product."""
    return sorted({name for _, _, names in story.resolved(product).values() for name in names})


def management_goes_the_full_distance(story):
    """Management is engaged from before conception to retirement"""
    for stage in STAGES:
        same(stage, "Mona" in engaged(story, meter(stage)), True)


def marketing_joins_just_before_customers(story):
    """Marketing rests while a product is conceived, planned and developed, and works from just before launch to the end"""
    for stage in STAGES:
        same(stage, "Kurt" in engaged(story, meter(stage)), stage not in ("conceive", "plan", "develop"))


def rest_is_no_gap(story):
    """What rests is no gap: nobody is missing"""
    outcome = story.resolved(meter("conceive"))["campaigns"]
    same("campaigns of what is conceived", [outcome[0], outcome[2]], ["rest", []])
    same("gaps", story.outcomes()["gap"], 0)


def insight_comes_back(story):
    """Marketing tells management what the market says: market insight is handed over, and management takes it"""
    key = story.add("hand-offs", "What customers ask for", record=meter("plan"),
                    kind="market_insight", from_role="product_marketing_manager", to_role="product_manager",
                    from_person="Kurt", to_person="Mona", due_on="2099-01-01")
    report = story.stress({"do": "leave", "person": "Mona"}, breaks=True)
    same("no taker", [item["hand_off"]["key"] for item in report["hand_offs"]], [key])
    story.tick(key)
    story.run("act", key, "offer", "--as", story.key("Kurt"))
    story.run("act", key, "accept", "--as", story.key("Mona"))
    same("status", story.records("hand-offs")[key]["status"], "accepted")


def a_stage_engages_marketing(story):
    """When a product goes on to the stage before its customers, marketing is engaged without anybody saying so"""
    report = story.stress({"do": "stage", "product": meter("develop"), "stage": "qualify"}, breaks=False)
    became = [item for item in report["items"] if item["before"]["outcome"] == "rest" and item["after"]["outcome"] == "one"]
    same("somebody becomes accountable", {item["product_name"] for item in became}, {meter("develop")})
    same("that is Kurt", {person["name"] for item in became for person in item["after"]["people"]} >= {"Kurt"}, True)


def who_covers_both_shows(story):
    """The manager who covers marketing as well shows as dual, on what is engaged and not before"""
    report = story.stress({"do": "leave", "person": "Kurt"}, {"do": "merge_roles", "scope": "Meters"}, breaks=False)
    same("on both sides", story.changed(report, "dual"), sorted(map(meter, STAGES)))
    same("gaps", report["totals"]["gaps_new"], 0)
    without = story.stress({"do": "leave", "person": "Kurt"}, breaks=True)
    same("gaps where marketing is engaged", story.changed(without, "gap"), [meter(stage) for stage in ("deliver", "launch", "qualify", "retire")])


def a_larger_product_takes_two(story):
    """Each is missed where the other does not stand in: both are single points of failure"""
    points = {item["person"]["name"]: item for item in story.json("stress", "--single-points")["items"]}
    same("people", sorted(points), ["Kurt", "Mona"])
    same("products left by Mona", points["Mona"]["gap_products"], len(STAGES))
    same("products left by Kurt", points["Kurt"]["gap_products"], 4)
    same("future work of Kurt", points["Kurt"]["gaps_future"], 0)


if __name__ == "__main__":
    tell([one_product_a_stage, management_goes_the_full_distance, marketing_joins_just_before_customers, rest_is_no_gap,
          insight_comes_back, a_stage_engages_marketing, who_covers_both_shows, a_larger_product_takes_two])
