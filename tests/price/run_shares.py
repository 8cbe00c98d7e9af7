#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tandem price on market shares made here: whether instruments are strong enough, and what is said where they are not.

Usage: run_shares.py TANDEM SOURCE. Writes TAP."""
import json
import math
import pathlib
import random
import tempfile

import harness
from harness import near, tell

MODEL = """products = shares.csv
market = market
product = product
share = share
price = price
"""


def price(word, spec, status=0):
    with tempfile.TemporaryDirectory() as directory:
        write_shares(directory)
        path = pathlib.Path(directory) / "a.price"
        path.write_text(spec)
        return json.loads(harness.run(word, path, "--json", status=status).stdout)


def write_shares(directory):
    """A hundred markets of four products, whose price follows cost and taste; `noise` has nothing to do with them."""
    draw = random.Random(1)
    lines = ["market,product,nest,share,price,cost,noise,given,y,within,turned"]
    for market in range(100):
        rows = []
        for product in range(4 if market % 3 else 3):
            taste, cost = draw.gauss(0, .5), draw.gauss(0, 1)
            amount = math.exp(.3 * cost + .3 * taste + draw.gauss(0, .2))
            rows.append([product, product // 2, math.exp(1 - 2 * amount + taste), amount, cost, draw.gauss(0, 1)])
        total = 1 + sum(row[2] for row in rows)
        for product, nest, weight, amount, cost, noise in rows:
            inside = sum(row[2] for row in rows if row[1] == nest)
            lines.append(f"{market},{product},{nest},{weight / total!r},{amount!r},{cost!r},{noise!r},{amount!r},"
                         f"{math.log(weight)!r},{math.log(weight / inside)!r},{20 - amount!r}")
    (pathlib.Path(directory) / "shares.csv").write_text("\n".join(lines) + "\n")


def weak_instruments_are_warned_of():
    strong = price("fit", "method = logit\n" + MODEL + "instruments = cost\n")
    assert strong["diagnostics"]["first_stage"][0]["f"] > 10 and strong["warnings"] == []
    weak = price("fit", "method = logit\n" + MODEL + "instruments = noise\n")
    assert weak["diagnostics"]["first_stage"][0]["f"] < 10
    assert "too weakly" in weak["warnings"][0], weak["warnings"]
    refused = price("optimize", "method = logit\n" + MODEL + "instruments = noise\n", status=1)
    assert "weak-instruments" in [row["reason"] for row in refused["refusals"]]


def first_stages_are_those_of_the_regression():
    """Nested logit is two-stage least squares of ln s - ln s0 on the price and the logarithm of the share within the nest."""
    nested = price("fit", "method = nested-logit\n" + MODEL + "nest = nest\ninstruments = cost, count(market, nest)\n",
                   status=1)
    plain = price("fit", "method = 2sls\nproducts = shares.csv\ndependent = y\nendogenous = price, within\n"
                  "instruments = cost, count(market, nest)\ncovariance = hc0\n")
    for one, other in zip(nested["diagnostics"]["first_stage"], plain["diagnostics"]["first_stage"], strict=True):
        near(one["f"], other["f"], 1e-8 * other["f"])
    for one, other in zip(nested["estimates"], plain["estimates"], strict=True):
        near(one["value"], other["value"], 1e-9)
    # tastes are not alike within these nests, and rho came out below 0
    assert [row["reason"] for row in nested["refusals"]] == ["nest-correlation"], nested["refusals"]


def given_prices_are_decided_on():
    spec = "method = logit\n" + MODEL + "instruments = given\ncost = 0.5\n"
    assert "its own instrument" in price("fit", spec)["warnings"][0]
    best = price("optimize", spec)
    assert best["best_prices"] and not best["refused"], best["refusals"]


def rising_demand_is_refused():
    """Also with random coefficients, on whatever they stand: no price may be set on shares that rise with the price."""
    for method in ("logit\n", "random-coefficients\nintegration = product 3\nrandom noise = draw(1) 0.1\n"):
        spec = f"method = {method}{MODEL}instruments = cost, noise * cost\n".replace("price = price", "price = turned")
        result = price("fit", spec, status=1)
        assert [row["reason"] for row in result["refusals"]] == ["wrong-sign"], result["refusals"]


def main():
    tell([weak_instruments_are_warned_of, first_stages_are_those_of_the_regression, given_prices_are_decided_on,
          rising_demand_is_refused])


main()
