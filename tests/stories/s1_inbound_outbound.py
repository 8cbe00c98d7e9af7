#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""S1: management speaks to the company for the market, marketing to the market for the product; the same act is
somebody's own work under one map, and outside of their role under another.

Usage: s1_inbound_outbound.py TANDEM. Writes TAP.
"""
from story import day, same, tell


def two_people_and_a_map(story):
    """A product with one person inbound and one outbound, in a company that works by the Venn map"""
    story.add("lines", "Trails")
    story.add("products", "Pathfinder", line="Trails", stage="deliver")
    story.add("people", "Ines", title="Customer advocate")
    story.add("people", "Otto", title="Storyteller")
    story.assign("Ines", "product_manager", "Trails")
    story.assign("Otto", "product_marketing_manager", "Trails")


def the_line_is_drawn(story):
    """The company draws a line between in and out: from today on the other map decides"""
    story.put_in_force("inbound_outbound")
    same("accountable", story.who("Pathfinder", "competitive_intelligence"), "one Ines")


def inbound_is_management(story):
    """Competitive analysis and the size of the market are product management's"""
    for activity in ("competitive_intelligence", "market_sizing", "customer_advocacy", "market_problems"):
        same(activity, story.who("Pathfinder", activity), "one Ines")


def outbound_is_marketing(story):
    """Analysts, positioning, branding, press, campaigns and leads are product marketing's"""
    for activity in ("analyst_relations", "positioning", "branding", "public_relations", "marketing_communications",
                     "campaigns", "lead_generation"):
        same(activity, story.who("Pathfinder", activity), "one Otto")


def ask(story, title):
    activity = next(key for key, item in story.records("activities").items()
                    if item["code"] == "competitive_intelligence")
    return story.add("approvals", title, record="Pathfinder", activity=activity,
                     due_on=day(14))


def approved_as_ones_own(story):
    """Now it is hers: she approves the same thing, and nobody asks why"""
    key = ask(story, "Analysis of the rival's second edition")
    story.run("act", key, "approve", "--as", story.key("Ines"))
    same("status", story.records("approvals")[key]["status"], "approved")
    same("overrides", len(story.records("overrides")), 1)


def outside_of_ones_role(story):
    """The Venn map gives competitive analysis to marketing: without a reason Ines cannot approve it, with one it is kept"""
    same("accountable", story.who("Pathfinder", "competitive_intelligence"), "one Otto")
    key = ask(story, "Analysis of the rival's trail maps")
    refused = story.run("act", key, "approve", "--as", story.key("Ines"), status=1)
    same("asks for a reason and names whose it is", ["reason" in refused, "Otto" in refused], [True, True])
    same("status", story.records("approvals")[key]["status"], "open")
    story.run("act", key, "approve", "--as", story.key("Ines"), "--reason", "Otto is on a trail without a signal")
    same("status", story.records("approvals")[key]["status"], "approved")
    overrides = list(story.records("overrides").values())
    same("overrides", [(item["person"], item["reason"]) for item in overrides],
         [(story.key("Ines"), "Otto is on a trail without a signal")])


def read_before_it_was_done(story):
    """What another map would do can be read before: these activities change hands, and no gap appears"""
    report = story.stress({"do": "map", "map": "inbound_outbound"}, breaks=False)
    handed = {item["activity_name"]: item["after"]["people"][0]["name"] for item in report["items"]
              if item["change"] == "handover"}
    names = {item["code"]: item["name"] for item in story.records("activities").values()}
    same("to Ines", handed.get(names["competitive_intelligence"]), "Ines")
    same("gaps", report["totals"]["gaps_new"], 0)
    same("map", report["same_map"], False)


def all_in_one_picks_one(story):
    """A company that hires one person for all has nobody left to keep the other side honest"""
    report = story.stress({"do": "leave", "person": "Otto"}, {"do": "merge_roles", "scope": "Trails"}, breaks=False)
    same("on both sides", report["after"]["dual"], report["before"]["one"])
    same("dual findings", [rule["appeared"] for rule in report["rules"] if rule["rule"] == "dual-role"], [1])


if __name__ == "__main__":
    tell([two_people_and_a_map, outside_of_ones_role, read_before_it_was_done, the_line_is_drawn,
          inbound_is_management, outbound_is_marketing, approved_as_ones_own, all_in_one_picks_one])
