#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tandem price fit on the shipped examples, against published numbers, and what it says of broken input.

Usage: run.py TANDEM SOURCE. Writes TAP. The data lie beside the sources or where TANDEM_SHARED says; the tests that need
them are skipped when they are not there."""
import json
import pathlib
import tempfile

from harness import EXAMPLES, data, near, run, tell

MEMBERS = {"method", "dependent", "observations", "estimates", "objective", "converged", "iterations", "diagnostics",
           "elasticities", "markups", "warnings", "refused", "refusals", "seconds"}


def fit(spec, *arguments, status=0, text=None):
    result = json.loads(run("fit", spec, *arguments, "--json", status=status, text=text).stdout)
    assert MEMBERS <= set(result), f"members are missing: {MEMBERS - set(result)}"
    assert all(set(row) >= {"name", "value", "se"} for row in result["estimates"])
    return result, {row["name"]: (row["value"], row["se"]) for row in result["estimates"]}


def fish_two_stage():
    """Angrist, Graddy and Imbens; the course's solution prints these digits."""
    products = data("graddy_fulton_fish.csv")
    result, estimates = fit(EXAMPLES / "fish.price", "--products", products)
    near(estimates["p"][0], -1.119417, 5e-7)
    near(estimates["p"][1], 0.443193, 5e-7)
    near(result["diagnostics"]["wu_hausman"]["value"], 2.2731, 5e-5)
    near(result["diagnostics"]["wu_hausman"]["p"], 0.134668, 5e-7)
    assert result["observations"] == 111 and not result["refused"] and result["warnings"] == []
    text = (EXAMPLES / "fish.price").read_text().replace("hc1", "classical")
    result, _ = fit("-", "--products", products, text=text)
    near(result["diagnostics"]["first_stage"][0]["f"], 21.5174, 5e-5)
    text = text.replace("instruments = Stormy", "instruments = Stormy, Mixed")
    result, _ = fit("-", "--products", products, text=text)
    assert result["diagnostics"]["over_identification"]["degrees"] == 1
    shown = run("fit", EXAMPLES / "fish.price", "--products", products).stdout
    assert "Two-stage least squares" in shown and "-1.119417" in shown and "0.4431933" in shown, shown


def cheese_within_retailers():
    """R 4.2.2, plm 2.6-2, errors "sss"."""
    products = data("bayesm_cheese.csv")
    result, estimates = fit(EXAMPLES / "cheese.price", "--products", products)
    near(estimates["log(PRICE)"][0], -2.388341, 5e-7)
    near(estimates["log(PRICE)"][1], 0.12537, 5e-6)
    near(estimates["DISP"][0], 0.914213, 5e-7)
    assert result["diagnostics"]["clusters"] == 88 and result["diagnostics"]["absorbed"] == 88
    text = "method = elasticity\nquantity = VOLUME\nprice = PRICE\nregressors = DISP\nabsorb = RETAILER\ncluster = RETAILER\n"
    result, estimates = fit("-", "--products", products, text=text)
    near(estimates["log(PRICE)"][0], -2.388341, 5e-7)
    near(result["elasticities"]["mean"], -2.388341, 5e-7)
    assert result["diagnostics"]["price_changes"] > 1000
    result, _ = fit("-", "--products", products, text=text + "asked price = 50\n", status=1)
    assert [refusal["reason"] for refusal in result["refusals"]] == ["price-outside-range"], result["refusals"]
    shown = run("fit", "-", "--products", products, text=text + "asked price = 50\n", status=1).stdout
    assert "Refused" in shown and "outside the prices that were seen" in shown, shown


def cigarettes_two_ways():
    """Baltagi's panel: two-way effects, terms with a quotient."""
    text = ("method = ols\ndependent = log(sales)\nregressors = log(price/cpi),\n   log(pimin/cpi), # neighbours\n"
            "   log(ndi/cpi)\nabsorb = state, year\ncluster = state\ncovariance = cluster0\n")
    result, estimates = fit("-", "--products", data("plm_cigar.csv"), text=text)
    near(estimates["log(price/cpi)"][0], -1.023062, 5e-7)
    near(estimates["log(price/cpi)"][1], 0.215181, 5e-7)
    near(estimates["log(ndi/cpi)"][0], 0.520004, 5e-7)
    assert result["diagnostics"]["absorbed"] == 46 + 30 - 1


def dummies_are_effects():
    """By Frisch, Waugh and Lovell, dummies give what absorbing gives."""
    text = ("method = ols\ndependent = log(sales)\nregressors = log(price/cpi), log(pimin/cpi), log(ndi/cpi), dummy(state), "
            "dummy(year)\ncovariance = classical\n")
    result, estimates = fit("-", "--products", data("plm_cigar.csv"), text=text)
    near(estimates["log(price/cpi)"][0], -1.023062, 5e-7)
    near(estimates["log(price/cpi)"][1], 0.041818, 5e-7)
    assert len(result["estimates"]) == 3 + 45 + 29 + 1


LOGIT = ("market = market_ids\nshare = shares\nprice = prices\nproduct = product_ids\nfirm = firm_ids\nsteps = 2\n"
         "instruments = demand_instruments0..19")


def cereal_logit():
    """PyBLP 1.2.0; the ratios of the nested logit are printed in its documentation."""
    products = data("nevo_products.csv")
    result, estimates = fit("-", "--products", products, text=f"method = logit\nabsorb = product_ids\n{LOGIT}\n")
    near(estimates["prices"][0], -30.0471029, 5e-8)
    near(estimates["prices"][1], 1.0085887, 5e-8)
    near(result["objective"], 187.4555129734, 5e-9)
    near(result["elasticities"]["mean"], -3.7063694, 5e-8)
    assert len(result["elasticities"]["own"]) == 2256 and 0 < result["markups"]["mean"] < 1
    text = f"method = nested-logit\nconstant = no\nnest = mushy\n{LOGIT}, count(market_ids, mushy)\n"
    result, estimates = fit("-", "--products", products, text=text)
    near(estimates["rho"][0], 0.89154279, 5e-9)
    near(estimates["prices"][0] / (1 - estimates["rho"][0]), -72.27074638, 5e-7)
    near(result["objective"], 690.2596512, 5e-6)


def cereal_with_demographics():
    """Conlon and Gortmaker (2020), table 7, and PyBLP's documentation."""
    arguments = ["--products", data("nevo_products.csv"), "--agents", data("nevo_agents.csv")]
    result, estimates = fit(EXAMPLES / "nevo.price", *arguments)
    near(result["objective"], 4.561514164804, 1e-8)
    for name, value, error in (("prices", -62.72989511, 14.80321384), ("1 x nodes0", .55809356, .16253259),
                               ("prices x income", 588.32508933, 270.441008), ("mushy x age", -1.35339323, .66710860)):
        near(estimates[name][0], value, 0.005 * error)
        near(estimates[name][1], error, 0.005 * error)
    assert result["converged"] and result["iterations"] > 10 and len(result["estimates"]) == 14
    near(result["elasticities"]["mean"], -3.6181053, 1e-5)
    near(result["elasticities"]["median"], -3.6056992, 1e-5)
    near(result["markups"]["mean"], 0.3638660, 1e-6)
    near(result["markups"]["median"], 0.3370791, 1e-6)
    assert result["elasticities"]["own"][0]["market"] == "C01Q1" and result["elasticities"]["own"][0]["product"] == "F1B04"
    near(result["elasticities"]["own"][0]["value"], -2.34519585789, 1e-4)


def sales(prices, quantities):
    return "price,quantity,cost\n" + "".join(f"{p},{q},{i}\n" for i, (p, q) in enumerate(zip(prices, quantities)))


def dates_keep_the_errors():
    """A regressor moved by ten million, as seconds of a clock are, has the errors that it had."""
    rows = [((i * 37 % 101) / 8, (i * 53 % 89) / 8, (i * 17 % 61) / 8, i % 20) for i in range(400)]
    lines = "".join(f"{{}},{z},{x},{2 - u / 4 + z + (i * 29 % 31) / 16 + g % 3},{g}\n" for i, (u, z, x, g) in enumerate(rows))
    methods = ("method = ols\nregressors = time, x\n", "method = 2sls\nendogenous = x\ninstruments = z\nregressors = time\n",
               "method = gmm\nendogenous = time\ninstruments = z, x\n")
    for method in methods:
        for errors in ("covariance = classical", "covariance = hc1", "cluster = g"):
            found = []
            for moved in (0, 1e7):
                with tempfile.TemporaryDirectory() as folder:
                    table = pathlib.Path(folder) / "a.csv"
                    table.write_text("time,z,x,y,g\n" + lines.format(*(repr(row[0] + row[1] / 4 + moved) for row in rows)))
                    found.append(fit("-", "--products", table,
                                     text=f"products = a.csv\ndependent = y\n{method}{errors}\n")[1])
            for name in found[0].keys() - {"constant"}:
                near(found[1][name][1] / found[0][name][1], 1, 1e-7)


def what_is_said_already_is_named():
    lines = "".join(f"{i % 9 / 4},{i * 7 % 11 / 4},{2 * (i * 7 % 11 / 4) + 1},{i % 5},{i * 5 % 13}\n" for i in range(90))
    cases = [("method = ols\nregressors = x, again\nconstant = yes\n", "say already: constant"),
             ("method = ols\nregressors = x, store * 3\nabsorb = store\n", "say already: store * 3"),
             ("method = 2sls\nregressors = x\nendogenous = y\ninstruments = z, again\n", "say already: again")]
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "a.csv"
        table.write_text("y,x,again,store,z\n" + lines)
        for text, part in cases:
            result, _ = fit("-", "--products", table, status=1, text=f"products = a.csv\ndependent = y\n{text}")
            assert [row["reason"] for row in result["refusals"]] == ["singular"], result["refusals"]
            assert any(part in warning for warning in result["warnings"]), result["warnings"]


def refusals_end_with_one():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "rising.csv").write_text(sales([1 + i % 7 * 0.1 for i in range(40)], [100 + i % 7 * 9 for i in range(40)]))
        (folder / "rising.price").write_text("method = elasticity\nproducts = rising.csv\nquantity = quantity\nprice = price\n")
        result, _ = fit(folder / "rising.price", status=1)
        assert "wrong-sign" in [refusal["reason"] for refusal in result["refusals"]]
        assert result["refused"] and result["estimates"]
        (folder / "rising.csv").write_text(sales([1.5] * 40, [100 + i % 7 for i in range(40)]))
        result, _ = fit(folder / "rising.price", status=1)
        assert result["refused"] and result["estimates"] == [] and not result["converged"]


def bad_input_names_the_place():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        spec, table = folder / "a.price", folder / "a.csv"
        good = "method = elasticity\nproducts = a.csv\nquantity = quantity\nprice = price\n"
        table.write_text(sales([1, 2, 3], [3, 2, 1]))
        cases = [
            ("methd = ols\n", None, ["line 1", "did you mean method"]),
            (good + "nest = x\ncolour = red\n", None, ["line 5", "nest does not go with method = elasticity", "line 6", "colour"]),
            ("method = 2sls\nproducts = a.csv\n", None, ['"dependent = …"', '"endogenous = …"', '"instruments = …"']),
            (good + "regressors = log(price\n", None, ["line 5", "parenthesis"]),
            (good + "regressors = sin(price)\n", None, ["line 5", "no function sin"]),
            (good + "level = 101\n", None, ["level takes a number from 50 to 99.99"]),
            (good + "quantity = price\n", None, ["second time"]),
            (good.replace("= price", "= prise"), None, ["a.csv has no column prise; did you mean price"]),
            (good, "price,quantity\n1,5\nx,6\n,7\n", ["row 3 (line 4), column price: is empty"]),
            (good, "price,quantity\n1,5\nx,6\n", ['row 2 (line 3), column price: "x" is no number']),
            (good, "price,quantity\n1,5\n1\n", ["row 2 (line 3): has 1 fields; the header has 2"]),
            (good + "regressors = 1/cost\n", sales([1, 2, 3], [3, 2, 1]), ["row 1 (line 2), 1/cost: cannot be divided by 0"]),
            (good, "", ["a.csv is empty"]),
            (good, "price,quantity\n", ["a.csv has no row below the header"]),
            (good.replace("a.csv", "gone.csv"), None, ["gone.csv cannot be read"]),
        ]
        for text, content, parts in cases:
            spec.write_text(text)
            if content is not None:
                table.write_text(content)
            errors = run("fit", spec, status=2).stderr
            for part in parts:
                assert part in errors, f"{text!r}: {part!r} is not in {errors!r}"


def main():
    tests = [fish_two_stage, cheese_within_retailers, cigarettes_two_ways, dummies_are_effects, cereal_logit,
             cereal_with_demographics, dates_keep_the_errors, what_is_said_already_is_named, refusals_end_with_one, bad_input_names_the_place]
    tell(tests)


main()
