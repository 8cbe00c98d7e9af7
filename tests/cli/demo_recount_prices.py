# SPDX-License-Identifier: Apache-2.0
"""What the check says about prices, counted a second time from an export; see demo_recount.py."""
import collections
from fractions import Fraction

COUNTED = {"price-list-expired", "price-lists-overlap", "price-below-cost", "competitor-price-old",
           "price-decision-without-study", "price-outside-recommendation", "price-decided-by-another"}
A_YEAR = {"hour": 8760, "day": 365, "week": 52, "month": 12, "quarter": 4, "half_year": 2, "year": 1}


def product_of(company, key):
    """The product that a plan, an add-on or a price is of, or that it is."""
    while key and company.kind[key] != "products":
        key = company.records[key].get("product") or company.records[key].get("item")
    return company.records[key]


def published(company):
    for one in company.all("price-lists"):
        scope = one["scope"] and company.records[one["scope"]]
        is_retired = scope and company.kind[one["scope"]] == "products" and scope["stage"] == "retired"
        if one["status"] == "published" and not is_retired:
            yield one


def price_lists(company):
    groups = collections.defaultdict(list)
    for one in published(company):
        groups[one["scope"], one["currency"]].append(one)
    for group in groups.values():
        group.sort(key=lambda one: (one["valid_from_on"] or "", int(one["key"].split("-")[1])))
        ended = [one for one in group if one["valid_to_on"] and one["valid_to_on"] < company.day]
        if ended and not any(company.holds(one["valid_from_on"], one["valid_to_on"]) for one in group):
            yield "price-list-expired", ended[-1]["key"]
        for place, later in enumerate(group):
            for earlier in group[:place]:
                first = max(company.day, later["valid_from_on"] or "", earlier["valid_from_on"] or "")
                last = min(later["valid_to_on"] or "9999", earlier["valid_to_on"] or "9999")
                if first <= last:
                    yield "price-lists-overlap", later["key"]


def by_month(amount, period):
    return Fraction(amount) * A_YEAR[period] / 12 if period in A_YEAR else Fraction(amount)


def costs(company):
    in_force = {one["key"]: one for one in published(company) if company.holds(one["valid_from_on"], one["valid_to_on"])}
    for price in company.all("price-points"):
        of = in_force.get(price["price_list"])
        if not of or price["amount"] is None or not company.holds(price["valid_from_on"], price["valid_to_on"]):
            continue
        product = product_of(company, price["item"])
        latest = {}
        for cost in sorted(company.all("costs"), key=lambda one: one["valid_from_on"]):
            if cost["kind"] == "variable" and cost["item"] in (price["item"], product["key"]) and \
                    cost["valid_from_on"] <= company.day:
                latest[cost["item"], cost["name"]] = cost
        alike = [cost for cost in latest.values() if cost["currency"] == of["currency"] and
                 (cost["unit"] or "").lower() == (price["unit"] or of["unit"] or "").lower() and
                 (cost["billing_period"] == price["billing_period"] or
                  cost["billing_period"] in A_YEAR and price["billing_period"] in A_YEAR)]
        floor = sum(by_month(cost["amount"], cost["billing_period"]) for cost in alike)
        if alike and product["stage"] != "retired" and by_month(price["amount"], price["billing_period"]) < floor:
            yield "price-below-cost", price["key"]


def competitors(company):
    newest = {}
    for one in sorted(company.all("competitor-prices"), key=lambda one: one["seen_on"]):
        newest[one["product"], one["competitor"], one["plan_name"], one["currency"]] = one
    for one in newest.values():
        if one["seen_on"] < company.before(90) and company.looked_at(one["product"]):
            yield "competitor-price-old", one["key"]


def held(company, person, role, product, day):
    places = set(company.places(product))
    return any(one["person"] == person and one["role"] == role and one["scope"] in places and
               (not one["from_on"] or one["from_on"] <= day) and (not one["to_on"] or day <= one["to_on"])
               for one in company.all("assignments"))


def decisions(company):
    activity = next(one["key"] for one in company.all("activities") if one["code"] == "pricing_on_elasticity")
    approved = {}
    for one in sorted(company.all("price-decisions"), key=lambda one: one["decided_on"] or ""):
        if one["status"] == "approved":
            approved[one["item"]] = one
    for one in company.all("price-decisions"):
        if one["status"] != "proposed" and approved.get(one["item"]) is not one:
            continue
        product = product_of(company, one["item"])
        if product["stage"] == "retired":
            continue
        if not one["study"]:
            yield "price-decision-without-study", one["key"]
        price = one["price_point"] and company.records[one["price_point"]]
        amount = one["proposed_amount"]
        if price and price["amount"] is not None and \
                company.records[price["price_list"]]["currency"] == one["currency"]:
            amount = price["amount"]
        low, high = one["recommended_low"], one["recommended_high"]
        if amount is not None and (low and Fraction(amount) < Fraction(low) or high and Fraction(amount) > Fraction(high)):
            yield "price-outside-recommendation", one["key"]
        entry = company.entry(product, activity)
        if one["status"] != "approved" or not entry:
            continue
        day = one["decided_on"] or company.day
        stood_in_for = {other["person"] for other in company.all("delegations") if other["deputy"] == one["decided_by"]
                        and other["from_on"] <= day <= other["to_on"]
                        and other["scope"] in set(company.places(product))}
        if not any(held(company, person, entry["accountable"], product, day)
                   for person in {one["decided_by"]} | stood_in_for):
            yield "price-decided-by-another", one["key"]


FAMILIES = (price_lists, costs, competitors, decisions)
