#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""S4: the position for product marketing is frozen and product managers take both roles; their lead keeps what is said
consistent; later a general manager with three heads ends it.

Usage: s4_dual_role.py TANDEM. Writes TAP.
"""
from story import day, same, tell

SUITE = ("Ledger", "Payables", "Close")
ROLES = {"Ledger": "Lena", "Payables": "Piet", "Close": "Cleo"}


def a_suite_and_an_open_position(story):
    """A suite of three products with a manager each, their lead, and a marketer who is to begin next month"""
    story.add("units", "Financials")
    story.add("lines", "Suite", unit="Financials")
    for product in SUITE:
        story.add("products", product, line="Suite", stage="deliver")
        story.add("people", ROLES[product], unit="Financials")
        story.assign(ROLES[product], "product_manager", product)
    story.add("people", "Lou", title="Leads the product managers", unit="Financials")
    story.assign("Lou", "head_of_product_management", "Suite")
    story.add("people", "Nina", title="Joins next month")
    story.assign("Nina", "product_marketing_manager", "Suite", from_on=day(30))
    same("on the day she begins", story.who("Ledger", "messaging", day(30)), "one Nina")


def the_freeze(story):
    """The headcount is frozen: on the day when she was to begin, nobody does the marketing of any product"""
    report = story.stress({"do": "freeze"}, on=day(60), breaks=True)
    same("gaps on all of the suite", story.changed(report, "gap"), sorted(SUITE))
    same("marketing", {item["before"]["role"] for item in report["items"]}, {"product_marketing_manager"})


def managers_take_both_roles(story):
    """Each product manager takes both roles: duals appear on every product of the suite, and no gap is left"""
    report = story.stress({"do": "freeze"}, {"do": "merge_roles", "scope": "Suite"}, on=day(60), breaks=False)
    same("duals", story.changed(report, "dual"), sorted(SUITE))
    same("gaps", report["after"]["gap"], report["before"]["gap"])
    same("everybody on both sides of their own product",
         {(item["product_name"], item["after"]["people"][0]["name"]) for item in report["items"]
          if item["change"] == "dual"}, set(ROLES.items()))
    same("dual findings", [rule["appeared"] for rule in report["rules"] if rule["rule"] == "dual-role"], [3])
    spans = {(item["person"]["name"], item["after"]) for item in report["spans"] if item["after"]}
    same("one product more for each", spans, {(name, 1) for name in ROLES.values()})


def it_is_done(story):
    """It is done as planned: the position is deleted, the managers are assigned, and the map for it is put in force"""
    story.run("delete", story.key("Nina product_marketing_manager Suite"))
    for product, person in ROLES.items():
        story.assign(person, "product_marketing_manager", product)
    story.put_in_force("dual_role")
    found = story.findings("dual-role")
    same("dual findings", sorted(finding["key"] for finding in found), sorted(story.key(product) for product in SUITE))


def the_lead_keeps_it_consistent(story):
    """The lead answers for one voice over the whole suite; what each product says is its manager's"""
    for product, person in ROLES.items():
        same(f"consistency of {product}", story.who(product, "messaging_consistency"), "one Lou")
        same(f"messages of {product}", story.who(product, "messaging"), f"dual {person}")
        same(f"roadmap of {product}", story.who(product, "roadmap"), f"dual {person}")


def the_lead_is_missed_everywhere(story):
    """Without the lead, consistency is nobody's on every product; without a manager, one product is left"""
    report = story.stress({"do": "leave", "person": "Lou"}, breaks=True)
    same("products", story.changed(report, "gap"), sorted(SUITE))
    report = story.stress({"do": "leave", "person": "Piet"}, breaks=True)
    same("products", story.changed(report, "gap"), ["Payables"])


def a_general_manager_with_three_heads(story):
    """Later the unit gets a general manager over three heads and marketers of its own: the duals end"""
    for name in ("Gwen", "Hope", "Emil", "Mila"):
        story.add("people", name, unit="Financials")
    steps = [{"do": "end", "assignment": f"{person} product_marketing_manager {product}"}
             for product, person in ROLES.items()]
    steps += [{"do": "assign", "person": "Gwen", "role": "general_manager", "scope": "Financials"},
              {"do": "assign", "person": "Lou", "role": "head_of_product_management", "scope": "Financials"},
              {"do": "assign", "person": "Hope", "role": "head_of_product_marketing", "scope": "Financials"},
              {"do": "assign", "person": "Emil", "role": "head_of_engineering", "scope": "Financials"},
              {"do": "assign", "person": "Mila", "role": "product_marketing_manager", "scope": "Suite"},
              {"do": "map", "map": "general_manager"}]
    report = story.stress(*steps, breaks=False)
    same("duals before and after", [report["before"]["dual"] > 0, report["after"]["dual"]], [True, 0])
    same("gaps, conflicts", [report["after"]["gap"], report["after"]["conflict"]], [0, 0])


def and_so_it_is(story):
    """It is done: the head of product marketing answers for one voice, close to corporate marketing"""
    for product, person in ROLES.items():
        story.set(f"{person} product_marketing_manager {product}", to_on=day(-1))
    story.assign("Gwen", "general_manager", "Financials")
    story.assign("Lou", "head_of_product_management", "Financials")
    story.assign("Hope", "head_of_product_marketing", "Financials")
    story.assign("Emil", "head_of_engineering", "Financials")
    story.assign("Mila", "product_marketing_manager", "Suite")
    story.put_in_force("general_manager")
    same("duals", [story.outcomes()["dual"], story.findings("dual-role")], [0, []])
    same("consistency", story.who("Ledger", "messaging_consistency"), "one Hope")
    same("messaging", story.who("Ledger", "messaging"), "one Mila")
    same("roadmap", story.resolved("Ledger")["roadmap"][0], "one")
    same("gaps", story.outcomes()["gap"], 0)


if __name__ == "__main__":
    tell([a_suite_and_an_open_position, the_freeze, managers_take_both_roles, it_is_done, the_lead_keeps_it_consistent,
          the_lead_is_missed_everywhere, a_general_manager_with_three_heads, and_so_it_is])
