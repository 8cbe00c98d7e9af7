#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""S0: two disciplines that overlap and are not the same, a map that needs no change whatever happens, and the small
company for which one person is enough.

Usage: s0_two_disciplines.py TANDEM. Writes TAP.
"""
from story import day, same, tell

PRODUCTS = ("Home Report", "Bill Alert", "Demand Response", "Thermostat")


def a_company_with_both(story):
    """A company with product management and product marketing is in good order under the Venn map"""
    story.add("units", "Energy")
    story.add("lines", "Reports", unit="Energy")
    story.add("lines", "Devices", unit="Energy")
    for number, name in enumerate(PRODUCTS):
        story.add("products", name, line="Reports" if number < 2 else "Devices", stage="deliver")
    for name in ("Gina", "Hugo", "Hanna", "Paul", "Petra", "Mara", "Milo"):
        story.add("people", name, unit="Energy")
    story.assign("Gina", "general_manager", "Energy")
    story.assign("Hugo", "head_of_product_management", "Energy")
    story.assign("Hanna", "head_of_product_marketing", "Energy")
    story.assign("Paul", "product_manager", "Reports")
    story.assign("Petra", "product_manager", "Devices")
    story.assign("Mara", "product_marketing_manager", "Reports")
    story.assign("Milo", "product_marketing_manager", "Devices")
    outcomes = story.outcomes()
    same("gaps, conflicts, duals", [outcomes["gap"], outcomes["conflict"], outcomes["dual"]], [0, 0, 0])


def each_has_a_job(story):
    """Requirements and development are management's; competition, the line-up and elastic prices are marketing's"""
    for activity in ("requirements_prioritisation", "development_with_engineering"):
        same(activity, story.who("Home Report", activity), "one Paul")
    for activity in ("competitive_intelligence", "product_line_definition", "pricing_on_elasticity"):
        same(activity, story.who("Home Report", activity), "one Mara")


def each_is_consulted_about_the_other(story):
    """What is one discipline's own is done in consultation with the other, so that each keeps the other honest"""
    venn = story.map("venn")
    activities = {key: item["code"] for key, item in story.records("activities").items()}
    entries = {activities[entry["activity"]]: entry for entry in
               story.json("list", "map-entries", "--filter", f"map={venn}", "--limit", "1000")["items"]}
    for activity, other in (("requirements_prioritisation", "product_marketing_manager"),
                            ("competitive_intelligence", "product_manager"),
                            ("pricing_on_elasticity", "product_manager")):
        entry = entries[activity]
        heard = (entry["consulted"] or []) + (entry["responsible"] or [])
        same(f"{activity} heard", other in heard, True)
    same("sides", sorted({entry["side"] for entry in entries.values()}), ["pm", "pmm", "shared"])


def the_annual_planning(story):
    """Annual planning: a product is conceived and another retired; the map stands, and nothing has a gap"""
    report = story.stress({"do": "stage", "product": "Bill Alert", "stage": "retire"},
                          {"do": "stage", "product": "Demand Response", "stage": "plan"}, breaks=False)
    same("map stands", report["same_map"], True)
    same("gaps", report["totals"]["gaps_new"], 0)


def a_competitor_hires_two_people(story):
    """A competitor takes the marketers of the devices away: gaps appear where they worked and nowhere else"""
    report = story.stress({"do": "leave", "person": "Milo"}, breaks=True)
    same("map stands", report["same_map"], True)
    same("products with gaps", story.changed(report, "gap"), ["Demand Response", "Thermostat"])
    same("roles", sorted({item["before"]["role"] for item in report["items"] if item["change"] == "gap"}),
         ["product_marketing_manager"])
    same("left standing", [item["product_name"] for item in report["items"]
                           if item["product_name"] in ("Home Report", "Bill Alert")], [])


def the_threat_that_was_only_perceived(story):
    """The threat was only perceived: everybody stays, and nothing at all is different"""
    report = story.stress(breaks=False)
    same("anything", [report["items"], report["findings"], report["spans"], report["before"] == report["after"]],
         [[], [], [], True])


def a_reorganisation(story):
    """A reorganisation splits the unit: the map stands, work goes on, and the new unit lacks the heads it does not have"""
    report = story.stress({"do": "split_unit", "unit": "Energy", "lines": ["Devices"], "name": "Appliances"}, breaks=False)
    same("map stands", report["same_map"], True)
    same("changes", [report["totals"][name] for name in ("gaps_new", "conflicts_new", "duals_new", "handed_over")],
         [0, 0, 0, 0])
    report = story.stress({"do": "split_unit", "unit": "Energy", "lines": ["Devices"], "name": "Appliances"},
                          {"do": "move", "person": "Petra", "to": "Reports"}, breaks=True)
    same("map stands", report["same_map"], True)
    same("without management", sorted({item["product_name"] for item in report["items"] if item["change"] == "gap"}),
         ["Demand Response", "Thermostat"])
    same("two managers", story.changed(report, "conflict"), ["Bill Alert", "Home Report"])


def a_process_update(story):
    """A process update is a new version with a date: who reads it before sees that nothing changes hands"""
    story.run("map", "copy", story.map("venn"), "--name", "Venn, next year", "--code", "venn_next")
    copy = story.map("venn_next")
    report = story.stress({"do": "map", "map": copy}, breaks=False)
    same("changes", [report["totals"][name] for name in ("gaps_new", "conflicts_new", "duals_new", "handed_over")],
         [0, 0, 0, 0])
    same("the same map", report["same_map"], False)
    story.run("act", copy, "put_in_force", f"in_force_on={day(30)}")
    for on in (day(0), day(60)):
        same(f"on {on}", story.who("Home Report", "pricing_on_elasticity", on), "one Mara")


def a_company_of_ten(story):
    """In a company of ten one person for both is fine: the dual role is shown for information and breaks nothing"""
    story.add("lines", "Start-up")
    story.add("products", "First Try", line="Start-up", stage="develop")
    story.add("people", "Tess")
    story.assign("Tess", "product_manager", "Start-up")
    story.assign("Tess", "product_marketing_manager", "Start-up")
    found = [finding for finding in story.findings("dual-role") if finding["key"] == story.key("First Try")]
    same("dual role", [(finding["severity"]) for finding in found], ["warning"])
    same("outcome", story.who("First Try", "roadmap"), "dual Tess")
    same("outcome", story.who("First Try", "positioning"), "dual Tess")


def the_second_hire_splits_the_roles(story):
    """The next hire is used to split the roles rather than to add another of the same"""
    story.add("people", "Sam")
    split = story.stress({"do": "end", "assignment": "Tess product_marketing_manager Start-up"},
                         {"do": "assign", "person": "Sam", "role": "product_marketing_manager", "scope": "Start-up"},
                         breaks=False)
    more = story.stress({"do": "assign", "person": "Sam", "role": "product_manager", "scope": "Start-up"}, breaks=True)
    same("duals after the split", split["after"]["dual"], 0)
    same("relieved", split["totals"]["relieved"] > 0, True)
    same("two of the same", story.changed(more, "conflict"), ["First Try"])


if __name__ == "__main__":
    tell([a_company_with_both, each_has_a_job, each_is_consulted_about_the_other, the_annual_planning,
          a_competitor_hires_two_people, the_threat_that_was_only_perceived, a_reorganisation, a_process_update,
          a_company_of_ten, the_second_hire_splits_the_roles])
