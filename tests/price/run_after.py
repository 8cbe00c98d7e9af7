#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What follows from demand models, through the command line: elasticities, diversion, costs, mergers, best prices.

Usage: run_after.py TANDEM SOURCE. Writes TAP. The data lie beside the sources or where TANDEM_SHARED says; the tests that
need them are skipped when they are not there."""
import csv
import json
import math
import pathlib
import tempfile

from harness import EXAMPLES, data, near, run, tell


def read(name):
    with open(data(name), newline="") as file:
        return list(csv.DictReader(file))


def result_of(command, *arguments, status=0, text=None):
    return json.loads(run(command, *arguments, "--json", status=status, text=text).stdout)


def named(rows, name, **where):
    found = [row for row in rows if row["name"] == name and all(row[key] == value for key, value in where.items())]
    assert len(found) == 1, f"{name}: {len(found)} rows"
    return found[0]


LOGIT = ("method = logit\nmarket = market_ids\nproduct = product_ids\nfirm = firm_ids\nshare = shares\n"
         "price = prices\nabsorb = product_ids\ninstruments = demand_instruments0..19\n")


def cereal_after_demographics():
    """PyBLP 1.2.0 on Nevo's cereal: its vectors of elasticities and costs, and the means it prints."""
    products, agents = data("nevo_products.csv"), data("nevo_agents.csv")
    text = (EXAMPLES / "nevo-after.price").read_text()
    result = result_of("fit", "-", "--products", products, "--agents", agents, text=text)
    reference = read("ref_nevo_postestimation.csv")
    for row, own, cost in zip(reference, result["elasticities"]["own"], result["costs"]):
        assert row["market_ids"] == own["market"] == cost["market"] and row["product_ids"] == cost["product"]
        near(own["value"], float(row["own_elasticity"]), 1e-6)
        near(cost["cost"], float(row["cost"]), 1e-8)
    with open(data("ref_nevo_elasticities_C01Q1.csv"), newline="") as file:
        matrix = [[float(cell) for cell in row] for row in csv.reader(file)]
    first = [row["value"] for row in result["elasticity_matrix"] if row["market"] == "C01Q1"]
    for j in range(24):
        for k in range(24):
            near(first[j * 24 + k], matrix[j][k], 1e-6)
    summary = result["summary"]
    near(named(summary, "HHI")["mean"], 3408.194, 5e-4)
    near(named(summary, "aggregate elasticity")["mean"], -.5967404, 1e-7)
    near(named(summary, "diversion to the outside")["mean"], .3658203, 1e-7)
    near(named(summary, "consumer surplus")["mean"], .0342467, 5e-8)
    near(named(summary, "markup")["median"], .3370791, 1e-7)
    near(named(summary, "marginal cost")["lowest"], -.0125813, 5e-8)
    near(named(summary, "price change, same")["highest"], 0, 1e-12)
    near(named(summary, "price change, same")["lowest"], 0, 1e-12)
    markets = [row for row in result["counterfactual_markets"] if row["owners"] == "merger"]
    assert len(markets) == 94 and all(row["hhi_after"] > row["hhi"] for row in markets)
    assert all(row["surplus_change"] < 0 and row["worst"] < 1e-11 for row in markets)
    # PyBLP prints -4.31 and -3.88 for 100 draws of another generator, and comes to -4.316 and -3.838 with 1000.
    interval = named(result["bootstrap"], "own elasticity", market="C01Q1")
    near(interval["low"], -4.316, .09)
    near(interval["high"], -3.838, .09)
    for market in ("C01Q1", "C65Q2"):
        going = {}
        for row in result["diversion"]:
            if row["market"] == market:
                going[row["from"]] = going.get(row["from"], 0) + row["value"]
        assert len(going) == 24 and all(abs(value - 1) < 1e-10 for value in going.values())


def price_inside_terms():
    """Logit by hand, where the price stands in a logarithm, a product, and beside dummies."""
    products, rows = data("nevo_products.csv"), read("nevo_products.csv")
    text = LOGIT.replace("price = prices", "price = log(prices)") + "after = elasticities\n"
    result = result_of("fit", "-", "--products", products, text=text)
    beta = result["estimates"][0]["value"]
    for row, own in zip(rows, result["elasticities"]["own"]):
        near(own["value"], beta * (1 - float(row["shares"])), 1e-9)
    text = LOGIT + "regressors = prices*mushy, dummy(quarter)*prices\n"
    result = result_of("fit", "-", "--products", products, text=text)
    value = {row["name"]: row["value"] for row in result["estimates"]}
    for row, own in zip(rows, result["elasticities"]["own"]):
        alpha = (value["prices"] + value["prices*mushy"] * float(row["mushy"]) +
                 value["dummy(quarter)*prices"] * (row["quarter"] != rows[0]["quarter"]))
        near(own["value"], alpha * float(row["prices"]) * (1 - float(row["shares"])), 1e-9)


def price_inside_random_terms():
    """Half of the price with twice its coefficients is the same demand, by what it does and by what it would do."""
    products, agents = data("nevo_products.csv"), data("nevo_agents.csv")
    text = LOGIT.replace("logit", "random-coefficients") + (
        "agent weight = weights\nrandom 1 = nodes0 0.33 fixed, income 2.29 fixed\n"
        "random prices = nodes1 3.31 fixed, 1/(income+10) 30\nafter = costs, merger\nmerger = 2 into 1\n")
    half = text.replace("random prices = nodes1 3.31 fixed, 1/(income+10) 30", "random prices/2 = nodes1 6.62 fixed, 1/(income+10) 60")
    one, other = (result_of("fit", "-", "--products", products, "--agents", agents, text=spec) for spec in (text, half))
    for sheet, member in (("costs", "cost"), ("counterfactual_prices", "price_after")):
        for row, same in zip(one[sheet], other[sheet]):
            near(row[member], same[member], 1e-7)
    for row, same in zip(one["elasticities"]["own"], other["elasticities"]["own"]):
        near(row["value"], same["value"], 1e-6)


def nests_and_owners():
    """Nested logit: own elasticity by Berry's formula; single owners' margins by hand; draws with their seed."""
    products = data("nevo_products.csv")
    text = ("method = nested-logit\nmarket = market_ids\nproduct = product_ids\nfirm = firm_ids\nnest = mushy\n"
            "share = shares\nprice = prices\nconstant = no\nsteps = 2\n"
            "instruments = demand_instruments0..19, count(market_ids, mushy)\n"
            "after = costs, single, bootstrap\ndraws = 50\n")
    result = result_of("fit", "-", "--products", products, text=text)
    value = {row["name"]: row["value"] for row in result["estimates"]}
    near(value["prices"] / (1 - value["rho"]), -72.27074638, 1e-5)
    rows = read("nevo_products.csv")
    nest = {}
    for row in rows:
        key = row["market_ids"], row["mushy"]
        nest[key] = nest.get(key, 0) + float(row["shares"])
    for row, own, cost in zip(rows, result["elasticities"]["own"], result["costs"]):
        share, rho = float(row["shares"]), value["rho"]
        slope = value["prices"] / (1 - rho) * (1 - rho * share / nest[row["market_ids"], row["mushy"]] - (1 - rho) * share)
        near(own["value"], slope * float(row["prices"]), 1e-8)
        near(cost["cost_single"], float(row["prices"]) + 1 / slope, 1e-8)
    again = result_of("fit", "-", "--products", products, text=text)
    other = result_of("fit", "-", "--products", products, text=text + "seed = 2\n")
    assert again["bootstrap"] == result["bootstrap"] and other["bootstrap"] != result["bootstrap"]


def best(result, product="all"):
    return [row for row in result["best_prices"] if row["product"] == product][0]


GIVEN = "method = given-elasticity\ncost = 1\nprice = 1.5\nelasticity = -2\n"


def lerner():
    """cost e / (1 + e), its spread by draws, bounds and a ladder; refused where the interval reaches -1."""
    near(best(result_of("optimize", "-", text=GIVEN))["price"], 2, 1e-14)
    text = GIVEN.replace("cost = 1", "cost = 10").replace("-2\n", "-2.5\n")
    near(best(result_of("optimize", "-", text=text))["price"], 16.6666666667, 1e-9)
    result = result_of("optimize", "-", "--with", "elasticity error = 0.2", "--with", "draws = 20000", text=GIVEN)
    row = best(result)
    near(row["low"], 2.392 / 1.392, .01)  # monotone in e, so its quantiles are those of e: -2 -+ 1.96 * .2
    near(row["high"], 1.608 / .608, .02)
    near(row["median"], 2, .005)
    assert row["probability_above"] > .99
    # 2 earns more than 1.5 where (4/3)^e > 1/2
    near(result["best_profit"][2]["probability_above_zero"], .97964, .005)
    for error, elasticity in ((.2, "-0.9"), (.8, "-2"), (.2, "0.3")):
        text = GIVEN.replace("-2", elasticity) + f"elasticity error = {error}\n"
        result = result_of("optimize", "-", text=text, status=1)
        reasons = [refusal["reason"] for refusal in result["refusals"]]
        assert "interval-reaches-minus-one" in reasons and "best_prices" not in result, reasons
        assert ("wrong-sign" in reasons) == (elasticity == "0.3")
    assert best(result_of("optimize", "-", "--with", "largest change = 0.2", text=GIVEN))["price"] == 1.5 * 1.2
    assert best(result_of("optimize", "-", "--with", "margin floor = 0.6", text=GIVEN))["price"] == 1 / (1 - .6)
    assert best(result_of("optimize", "-", "--with", "largest change = 0.9", text=GIVEN))["price"] == 2
    assert best(result_of("optimize", "-", "--with", "ladder = 1.49, 1.99, 2.49", text=GIVEN))["price"] == 1.99
    errors = run("optimize", "-", "--with", "ladder = 1.49", "--with", "margin floor = 0.5", text=GIVEN, status=2).stderr
    assert "leave no price" in errors, errors
    errors = run("optimize", "-", text=GIVEN.replace("cost = 1\n", ""), status=2).stderr
    assert "cost" in errors, errors
    errors = run("optimize", "-", text="method = ols\ndependent = a\nregressors = b\nproducts = x.csv\n", status=2).stderr
    assert "No price can be decided on method = ols" in errors, errors


def logit_closed_forms(folder):
    """Lambert's W for a monopoly; a symmetric duopoly, together and apart; simulation by hand."""
    one, two = folder / "one.csv", folder / "two.csv"
    one.write_text("name,q,p,c\nA,5,3,1\n")
    two.write_text("name,firm,q,p,c\nA,x,5,3,1\nB,y,5,3,1\n")
    text = "method = given-logit\nproduct = name\nquality = q\nprice = p\ncost = c\nalpha = 1\n"
    row = best(result_of("optimize", "-", "--products", one, text=text), "A")
    near(row["price"], 4.207940031569, 5e-12)
    near(row["share"], 0.688273474517, 5e-12)
    result = result_of("optimize", "-", "--products", one, "--with", "after = costs", text=text + "firm = name\n")
    near(result["best_profit"][1]["value"], 2.207940031569, 5e-12)
    one.write_text("name,q,p,c\nA,5,4.207940031569,1\n")
    own = result_of("fit", "-", "--products", one, text=text)["elasticities"]["own"][0]["value"]
    near(own, -1.311726525, 5e-10)
    text += "firm = firm\n"
    row = best(result_of("optimize", "-", "--products", two, text=text + "our firm = x\nrivals = answer\n"), "B")
    near(row["price"], 2.8917066401, 5e-11)
    near(row["share"], 0.4713768093, 5e-11)
    row = best(result_of("optimize", "-", "--products", two, text=text), "A")
    near(row["price"], 4.6999236761, 5e-11)
    near(row["share"], 0.3648620772, 5e-11)
    result = result_of("fit", "-", "--products", two, text=text + "after = merger, same\nmerger = y into x\n")
    after = {(row["owners"], row["product"]): row["price_after"] for row in result["counterfactual_prices"]}
    near(after["merger", "A"], 4.6999236761, 5e-11)
    near(after["same", "B"], 2.8917066401, 5e-11)
    answer = result_of("optimize", "-", "--products", two, text=text + "our products = A\n")
    row = best(answer, "A")
    share = math.exp(5 - row["price"]) / (1 + math.exp(5 - row["price"]) + math.exp(2))
    near((row["price"] - 1) * (1 - share), 1, 1e-11)
    ladder = result_of("optimize", "-", "--products", two, "--with", "ladder = 1.99, 2.99, 3.99, 4.99", text=text)
    profit = {(a, b): ((a - 1) * math.exp(5 - a) + (b - 1) * math.exp(5 - b)) / (1 + math.exp(5 - a) + math.exp(5 - b))
              for a in (1.99, 2.99, 3.99, 4.99) for b in (1.99, 2.99, 3.99, 4.99)}
    found = ladder["best_profit"][1]
    near(found["value"], max(profit.values()), 1e-13)
    assert found["proof"] == "exact on the ladder" and (best(ladder, "A")["price"], best(ladder, "B")["price"]) in profit
    held = best(result_of("optimize", "-", "--products", two, "--with", "largest change = 0.1", text=text), "A")
    near(held["price"], 3.3, 1e-14)
    assert held["held_by"] == "highest price allowed"
    tried = result_of("simulate", "-", "--products", two, "--price", "A=2", text=text + "our firm = x\nmarket size = 1000\n")
    row = {row["product"]: row for row in tried["simulation"]}
    share = math.exp(3) / (1 + math.exp(3) + math.exp(2))
    near(row["A"]["share_after"], share, 1e-14)
    near(row["ours"]["profit_after"], 1000 * share, 1e-10)
    near(row["all"]["quantity_after"], 1000 * (1 - 1 / (1 + math.exp(3) + math.exp(2))), 1e-9)
    near(tried["simulation_surplus"][0]["surplus_after"], 1000 * math.log(1 + math.exp(3) + math.exp(2)), 1e-9)
    result = result_of("optimize", "-", "--products", two, text=text + "alpha error = 0.7\n", status=1)
    assert [refusal["reason"] for refusal in result["refusals"]] == ["interval-reaches-minus-one"], result["refusals"]
    errors = run("simulate", "-", "--products", two, "--price", "C=2", text=text, status=2).stderr
    assert "no such product" in errors, errors


def best_prices_of_estimates():
    """The whole way: sales of cheese to a price; cereal to a line's prices, with what would be refused."""
    products = data("bayesm_cheese.csv")
    text = (EXAMPLES / "cheese-best.price").read_text()
    result = result_of("optimize", "-", "--products", products, text=text)
    e, row = result["estimates"][0]["value"], best(result)
    near(row["price"], row["cost"] * e / (1 + e), 1e-12)
    assert row["low"] < row["price"] < row["high"] and not result["refused"]
    assert {point["mark"] for point in result["profit_curve"]} == {"", "today", "best"}
    top = max(result["profit_curve"], key=lambda point: point["profit"])
    assert top["mark"] == "best" and top["profit_low"] < top["profit"] < top["profit_high"]
    result = result_of("optimize", "-", "--products", products, text=text.replace("cost = 1.6", "cost = 4"), status=1)
    assert [refusal["reason"] for refusal in result["refusals"]] == ["price-outside-range"], result["refusals"]
    products, agents = data("nevo_products.csv"), data("nevo_agents.csv")
    text = LOGIT + "our firm = 1\ncost = 0.06\ndecide in = C01Q1\n"
    result = result_of("optimize", "-", "--products", products, text=text)
    margins = [row["price"] - row["cost"] for row in result["best_prices"]]
    assert len(margins) == 9 and max(margins) - min(margins) < 1e-10  # logit: the same margin on all of a firm's
    assert result["diagnostics"]["first_stage"][0]["f"] > 10
    weak = text.replace("demand_instruments0..19", "demand_instruments3").replace("absorb = product_ids", "absorb = market_ids")
    result = result_of("optimize", "-", "--products", products, text=weak, status=1)
    assert "weak-instruments" in [refusal["reason"] for refusal in result["refusals"]], result["refusals"]
    text = (EXAMPLES / "nevo.price").read_text() + "our firm = 3\ndraws = 40\ndecide in = C01Q1\n"
    result = result_of("optimize", "-", "--products", products, "--agents", agents, text=text)
    for row in result["best_prices"]:  # without costs, the prices of today are best
        near(row["price"], row["price_today"], 1e-12)
    assert any("No cost is given" in warning for warning in result["warnings"])
    tried = result_of("simulate", "-", "--products", products, "--agents", agents, "--with", "new price = prices*1.05", text=text)
    assert all(row["share_low"] <= row["share_high"] for row in tried["simulation"])
    assert tried["simulation"][-1]["share_after"] < tried["simulation"][-1]["share"]


def what_cannot_be_asked():
    products = data("nevo_products.csv")
    cases = [(LOGIT.replace("firm = firm_ids\n", "") + "after = hhi\n", "firm = column"),
             (LOGIT + "after = merger\n", "merger = 2 into 1"),
             (LOGIT + "after = elasticity\n", "there are elasticities, diversion"),
             (LOGIT + "after = merger\nmerger = 2 to 1\n", "2 into 1"),
             (LOGIT + "after = merger\nmerger = 9 into 1\n", "has no firm 9")]
    for text, part in cases:
        errors = run("fit", "-", "--products", products, text=text, status=2).stderr
        assert part in errors, f"{part!r} is not in {errors!r}"


def main():
    folder = tempfile.TemporaryDirectory()

    def closed_forms():
        logit_closed_forms(pathlib.Path(folder.name))

    tests = [cereal_after_demographics, price_inside_terms, price_inside_random_terms, nests_and_owners, lerner, closed_forms, best_prices_of_estimates,
             what_cannot_be_asked]
    tell(tests)


main()
