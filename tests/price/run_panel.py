#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""tandem price fit on panels of stores, segments and respondents, against R's lme4, plm and bayesm.

Usage: run_panel.py TANDEM SOURCE [slow]. Writes TAP. The data lie beside the sources or where TANDEM_SHARED says; the tests that
need them are skipped when they are not there."""
import csv
import json
import pathlib
import subprocess
import sys
import tempfile

from harness import EXAMPLES, TANDEM, data, fit, near, run, tell


def letters(name):
    return "".join(character for character in name if character.isalnum())


def cheese_mixed():
    """lme4 1.1-31, lmer with its optimiser's tolerances at 1e-12."""
    products = data("bayesm_cheese.csv")
    result, estimates = fit(EXAMPLES / "cheese-mixed.price", "--products", products)
    for name, value, error in (("log(PRICE)", -2.194695554, .1008130338), ("DISP", 1.172115934, .1438424624),
                               ("constant", 10.329423593, .1281541952)):
        near(estimates[name][0], value, 1e-6)
        near(estimates[name][1], error, 1e-6)
    near(result["objective"], -546.1754341, 1e-6)
    variances = {(row["term"], row["with"]): row["value"] for row in result["variances"]}
    near(variances["log(PRICE)", ""], .69897266371, 2e-6)
    near(variances["constant", "log(PRICE)"], -.70765273779, 2e-6)
    near(variances["residual", ""], .06010015496, 1e-8)
    assert result["converged"] and not result["refused"] and result["warnings"] == []
    # Fitted alone, retailers scatter to -12.7 and +2.9; pooled they do not.
    pooling = {(row["term"], row["fit"]): row for row in result["pooling"]}
    alone, pooled = pooling["log(PRICE)", "alone"], pooling["log(PRICE)", "pooled"]
    for column, value in (("lowest", -12.65), ("low", -4.256), ("median", -2.049), ("high", -.692), ("highest", 2.86)):
        near(alone[column], value, 5.1e-3)
    assert -4.5 < pooled["lowest"] < pooled["highest"] < -.8
    text = (EXAMPLES / "cheese-mixed.price").read_text() + "likelihood = ml\n"
    result, estimates = fit("-", "--products", products, text=text)
    near(result["objective"], -542.1389, 5e-5)
    near(estimates["log(PRICE)"][0], -2.194728, 5e-7)
    text += "group covariance = diagonal\n"
    result, estimates = fit("-", "--products", products, text=text)
    near(result["objective"], -574.4333181, 1e-6)
    near(estimates["log(PRICE)"][0], -2.225569219, 1e-6)


def cheese_by_retailer():
    """The coefficients of each retailer, mixed and alone."""
    result, _ = fit(EXAMPLES / "cheese-mixed.price", "--products", data("bayesm_cheese.csv"))
    groups = {letters(row["group"]): row for row in result["groups"] if row["term"] == "log(PRICE)"}
    with open(data("ref_cheese_elasticities.csv"), encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(groups) == 88
    for row in rows:
        group = groups[letters(row["RETAILER"])]
        near(group["value"], float(row["blup_elasticity"]), 1e-5)
        near(group["separate"], float(row["ols_elasticity"]), 1e-9)
        assert group["low"] < group["value"] < group["high"]


def cheese_hierarchical():
    """bayesm 3.1-5, rhierLinearModel with 20,000 draws: posterior means and deviations within Monte Carlo error."""
    products = data("bayesm_cheese.csv")
    result, estimates = fit(EXAMPLES / "cheese-hierarchical.price", "--products", products)
    for name, value, error in (("constant", 10.2890, .1295), ("DISP", .99236, .1001), ("log(PRICE)", -2.14441, .10153)):
        near(estimates[name][0], value, .05 * error)
        near(estimates[name][1], error, .03 * error)
    rows = {(row["what"], row["name"]): row for row in result["posterior"]}
    assert rows["average group", "log(PRICE)"]["effective"] > 10000 and not result["refused"]
    pooling = {(row["term"], row["fit"]): row for row in result["pooling"]}["log(PRICE)", "pooled"]
    for column, value in (("low", -3.456), ("median", -2.098), ("high", -1.054)):
        near(pooling[column], value, .02)
    groups = {letters(row["group"]): row for row in result["groups"] if row["term"] == "log(PRICE)"}
    with open(data("ref_cheese_hb_elasticities.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            group, error = groups[letters(row["retailer"])], float(row["post_sd"])
            near(group["value"], float(row["post_mean_elasticity"]), .05 * error)
            near(group["se"], error, .05 * error)
    again, _ = fit(EXAMPLES / "cheese-hierarchical.price", "--products", products)
    assert {**again, "seconds": 0} == {**result, "seconds": 0}
    text = (EXAMPLES / "cheese-hierarchical.price").read_text().replace("seed = 66", "seed = 67")
    other, _ = fit("-", "--products", products, text=text)
    assert other["estimates"][0]["value"] != result["estimates"][0]["value"]


JUICE = """method = hierarchical-linear
only brand = 1
dependent = logmove
regressors = {}, deal, feat
group = store
group key = STORE
covariates = AGE60, EDUC, ETHNIC, INCOME, HHLARGE, WORKWOM, HVAL150, SSTRDIST, SSTRVOL, CPDIST5, CPWVOL5
draws = 1500
"""


def juice_hierarchical():
    """bayesm: 83 stores, eleven demographics from a file of their own."""
    files = ["--products", data("bayesm_orangejuice_yx.csv.gz"), "--groups", data("bayesm_orangejuice_storedemo.csv")]
    result, estimates = fit("-", *files, text=JUICE.format(PRICES))
    rows = {(row["what"], row["name"]): row for row in result["posterior"]}
    near(rows["mean of these groups", "log(price1)"]["mean"], -2.8296, .006)
    assert "log(price1) x INCOME" in estimates and len(estimates) == 14 * 12


def covariates_have_to_fit():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        spec, stores = folder / "a.price", folder / "b.csv"
        (folder / "a.csv").write_text(panel(12, 20))
        text = MIXED.replace("mixed-model", "hierarchical-linear").replace("slopes = log(price)\n", "")
        spec.write_text(text + "covariates = size\ngroups = b.csv\n")
        lines = ["store,size"] + [f"s{g},{g % 5}" for g in range(13)]
        stores.write_text("\n".join(lines) + "\n")
        result, estimates = fit(spec)
        assert "log(price) x size" in estimates and result["converged"]
        for content, part in (("\n".join(lines[:12]) + "\n", "b.csv has no row with store = s11."),
                              ("\n".join(lines + ["s3,9"]) + "\n", "differs from an earlier row of the same store"),
                              ("\n".join(lines).replace("s4,4", "s4,x") + "\n", '"x" is no number')):
            stores.write_text(content)
            errors = run("fit", spec, status=2).stderr
            assert part in errors, f"{part!r} is not in {errors!r}"
        spec.write_text(text + "covariates = price\n")
        assert "differs from an earlier row of the same store" in run("fit", spec, status=2).stderr
        spec.write_text(text + "draws = 40\nburn = 0\n")
        result, _ = fit(spec, status=1)
        assert "too-few-draws" in [refusal["reason"] for refusal in result["refusals"]]


# bayesm 3.1-5, rhierMnlRwMixture with 40,000 draws, the last half: the mean over respondents of their coefficients, and the
# deviation of their posterior means.
CAMERA = {"canon": (1.940, 4.957), "sony": (1.523, 5.221), "nikon": (1.647, 5.117), "panasonic": (1.146, 5.121),
          "pixels": (1.373, 1.499), "zoom": (1.699, 1.497), "video": (1.287, .931), "swivel": (.743, 1.012),
          "wifi": (1.167, 1.149), "price": (-3.462, 2.226)}


def camera(text, status, tolerance):
    """`tolerance` in posterior deviations of the mean: both sides are draws, and hang together."""
    result, _ = fit("-", "--products", data("bayesm_camera_cbc.csv"), text=text, status=status)
    rows = {(row["what"], row["name"]): row for row in result["posterior"]}
    assert len(result["part_worths"]) == 332 and len(result["groups"]) == 3320
    for name, (mean, deviation) in CAMERA.items():
        row = rows["mean of these respondents", name]
        near(row["mean"], mean, tolerance * row["deviation"])
        values = [person[name] for person in result["part_worths"]]
        average = sum(values) / len(values)
        spread = (sum((value - average) ** 2 for value in values) / (len(values) - 1)) ** .5
        near(average, row["mean"], 1e-6)
        near(spread, deviation, .06 * deviation)
    near(rows["log likelihood", "all choices"]["mean"], -2863.6, tolerance * 45)
    return result


def camera_hierarchical():
    """A short run, as the machine has other things to do."""
    text = (EXAMPLES / "camera-hierarchical.price").read_text()
    result = camera(text.replace("= 20000", "= 3000").replace("= 10000", "= 2000"), 1, 1.2)
    assert [refusal["reason"] for refusal in result["refusals"]] == ["too-few-draws"]


def camera_in_full():
    text = (EXAMPLES / "camera-hierarchical.price").read_text()
    result = camera(text, 0, .5)
    assert result["converged"] and not result["refusals"]
    result, estimates = fit("-", "--products", data("bayesm_camera_cbc.csv"), text=text + "negative = price\n")
    assert all(person["price"] < 0 for person in result["part_worths"]) and "log(-price)" in estimates
    # Drawn by bayesm with the same sign.
    with open(data("ref_camera_hb_partworths.csv"), encoding="utf-8") as lines:
        reference = [float(row["price"]) for row in csv.DictReader(lines)]
    values = [person["price"] for person in result["part_worths"]]
    near(sum(values) / 332, sum(reference) / 332, .2)


CHOICES = ("method = hierarchical-logit\nproducts = a.csv\nrespondent = who\ntask = task\nchosen = chosen\nprice = price\n"
           "regressors = good\ndraws = 200\nburn = 100\n")


def choices(people):
    lines = ["who,task,chosen,price,good,age"]
    for who in range(people):
        for task in range(8):
            for row in range(3):
                lines.append(f"p{who},{who * 8 + task},{int((who + task * 2) % 3 == row)},{(who + task + row * 2) % 4},"
                             f"{(task + row) % 2},{20 + who}")
    return "\n".join(lines) + "\n"


def choices_have_to_fit():
    with tempfile.TemporaryDirectory() as folder:
        spec, table = pathlib.Path(folder) / "a.price", pathlib.Path(folder) / "a.csv"
        table.write_text(choices(12))
        spec.write_text(CHOICES + "covariates = age\npositive = good\ncomponents = 2\nchains = 3\n")
        result, estimates = fit(spec, status=1)
        assert set(estimates) == {"price", "log(good)", "price x age", "log(good) x age"}
        assert all(row["good"] > 0 for row in result["part_worths"]) and result["part_worths"][0]["respondent"] == "p0"
        table.write_text(choices(4))
        result, _ = fit(spec, status=1)
        assert [refusal["reason"] for refusal in result["refusals"]] == ["too-few-groups"]
        for text, part in ((CHOICES + "positive = size\n", "a.csv has no column size"),
                           (CHOICES + "positive = price*good\n", "positive: price*good is not among the regressors"),
                           (CHOICES + "positive = good\nnegative = good\n", "negative: good has a sign already"),
                           (CHOICES.replace("respondent = who\n", ""), 'needs a line "respondent = …"'),
                           (CHOICES + "weights = age\n", "weights does not go with method = hierarchical-logit")):
            spec.write_text(text)
            errors = run("fit", spec, status=2).stderr
            assert part in errors, f"{part!r} is not in {errors!r}"


PRICES = ", ".join(f"log(price{number})" for number in range(1, 12))


def juice_mixed():
    """lme4: brand 1, a constant and an elasticity of each of 83 stores."""
    text = (f"method = mixed-model\nonly brand = 1\ndependent = logmove\nregressors = {PRICES}, deal, feat\ngroup = store\n"
            "slopes = log(price1)\n")
    result, estimates = fit("-", "--products", data("bayesm_orangejuice_yx.csv.gz"), text=text)
    near(estimates["log(price1)"][0], -2.814248018, 1e-5)
    near(estimates["log(price1)"][1], .055492128, 1e-5)
    near(result["objective"], -4605.999709, 1e-4)
    near(result["variances"][0]["deviation"], .4435523721, 1e-4)
    assert result["observations"] == 9649


def juice_cross():
    """plm: each brand's demand on all prices, an effect for each store, errors by store."""
    result, estimates = fit(EXAMPLES / "juice-cross.price", "--products", data("bayesm_orangejuice_yx.csv.gz"))
    for name, sheet in (("ref_oj_fe_elasticity_matrix.csv", "matrix"), ("ref_oj_fe_elasticity_se.csv", "matrix_errors")):
        with open(data(name), encoding="utf-8") as lines:
            reference = list(csv.reader(lines))[1:]
        for i, row in enumerate(reference):
            for j, value in enumerate(row):
                near(result[sheet][i][str(j + 1)], float(value), 1e-9)
    pairs = {(row["product"], row["price_of"]): row for row in result["cross_elasticities"]}
    assert len(pairs) == 121 and pairs["1", "2"]["low"] < pairs["1", "2"]["value"] < pairs["1", "2"]["high"]
    near(estimates["9"][1], .1715762, 5e-8)


FEW = "\nonly store = 2, 5, 8, 9, 12, 14, 18\n"


def juice_in_rows():
    """The same with a row a product, prices put together by store and week; semi-logarithmic too."""
    wide = data("bayesm_orangejuice_yx.csv.gz")
    text = (EXAMPLES / "juice-cross.price").read_text() + FEW
    with open(wide, encoding="utf-8") as lines, tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "long.csv"
        rows = [row for row in csv.DictReader(lines) if row["store"] in ("2", "5", "8", "9", "12", "14", "18")]
        kept = [f"{r['store']},{r['brand']},{r['week']},{r['logmove']},{r['price' + r['brand']]},{r['deal']},{r['feat']}"
                for r in rows]
        table.write_text("store,brand,week,logmove,price,deal,feat\n" + "\n".join(kept) + "\n")
        long_text = text.replace("prices = price1..11", "price = price\noccasion = store, week")
        expected, _ = fit("-", "--products", wide, text=text)
        result, _ = fit("-", "--products", table, text=long_text)
        for one, other in zip(expected["matrix"], result["matrix"]):
            for column in one:
                assert column == "product" or abs(one[column] - other[column]) < 1e-9
        # One brand missing in a week: that week falls away for all.
        table.write_text("store,brand,week,logmove,price,deal,feat\n" + "\n".join(kept[1:]) + "\n")
        result, _ = fit("-", "--products", table, text=long_text)
        assert {row["rows"] for row in result["equations"]} == {expected["equations"][0]["rows"] - 1}
        table.write_text("store,brand,week,logmove,price,deal,feat\n" + "\n".join(kept + kept[:1]) + "\n")
        assert "stands twice at the same occasion" in run("fit", "-", "--products", table, text=long_text, status=2).stderr
    semi, _ = fit("-", "--products", wide, text=text + "form = semi-log\n")
    plain = ("method = ols\nonly brand = 3\ndependent = logmove\nregressors = price1..11, deal, feat\nabsorb = store\n"
             "cluster = store" + FEW)
    _, estimates = fit("-", "--products", wide, text=plain)
    prices = [float(row["price4"]) for row in rows if row["brand"] == "3"]
    mean = sum(prices) / len(prices)
    near(semi["matrix"][2]["4"], estimates["price4"][0] * mean, 1e-9)
    near(semi["matrix_errors"][2]["4"], estimates["price4"][1] * mean, 1e-9)


def cross_has_to_fit():
    with tempfile.TemporaryDirectory() as folder:
        spec, table = pathlib.Path(folder) / "a.price", pathlib.Path(folder) / "a.csv"
        lines = ["item,sold,price_tea,price_milk"]
        lines += [f"{item},{50 + (i * 7 + k) % 9},{1 + i % 5 * .1},{2 + i % 7 * .1}"
                  for i in range(40) for k, item in enumerate(("tea", "milk"))]
        good = "method = cross-elasticity\nproducts = a.csv\nproduct = item\nquantity = sold\n"
        table.write_text("\n".join(lines) + "\n")
        spec.write_text(good + "prices = price_milk, price_tea\n")
        result = json.loads(subprocess.run([TANDEM, "price", "fit", str(spec), "--json"], capture_output=True, text=True,
                                           check=False).stdout)
        assert [row["product"] for row in result["matrix"]] == ["tea", "milk"] and len(result["cross_elasticities"]) == 4
        for text, content, part in (
                ("prices = price_milk\n", lines, "the terms are not named after the products"),
                ("prices = price_milk, price_tea\nprice = price_tea\n", lines, "cross-elasticity takes"),
                ("", lines, "cross-elasticity takes"),
                ("prices = price_milk, price_tea\n", lines + ["tea,0,1,2"], "sold: has to be above 0, not 0"),
                ("prices = price_milk, price_tea\n", lines + ["tea,5,-1,2"], "price_tea: has to be above 0, not -1")):
            spec.write_text(good + text)
            table.write_text("\n".join(content) + "\n")
            errors = run("fit", spec, status=2).stderr
            assert part in errors, f"{part!r} is not in {errors!r}"
        spec.write_text(good + "prices = price_milk, price_tea\n")
        table.write_text("\n".join(line if i == 0 else line[:line.rindex(",")] + ",2" for i, line in enumerate(lines)) + "\n")
        result, _ = fit(spec, status=1)
        assert [refusal["reason"] for refusal in result["refusals"]] == ["singular"] and result["estimates"] == []
        assert "The demand of tea cannot be estimated." in result["warnings"]


def weights_and_three_effects():
    """Against least squares with dummies (numpy), weighted by population, and with a third set of effects."""
    text = ("method = ols\ndependent = log(sales)\nregressors = log(price/cpi), log(pimin/cpi), log(ndi/cpi)\n"
            "absorb = state, year\ncovariance = classical\n")
    result, estimates = fit("-", "--products", data("plm_cigar.csv"), text=text + "weights = pop\n")
    near(estimates["log(price/cpi)"][0], -.80337272, 1e-8)
    near(estimates["log(price/cpi)"][1], .03489691, 1e-8)
    near(estimates["log(ndi/cpi)"][0], .77925699, 1e-8)
    with open(data("plm_cigar.csv"), encoding="utf-8") as lines, tempfile.TemporaryDirectory() as folder:
        rows = list(csv.DictReader(lines))
        table = pathlib.Path(folder) / "blocks.csv"
        with open(table, "w", encoding="utf-8") as out:
            writer = csv.DictWriter(out, [*rows[0], "block"])
            writer.writeheader()
            for row in rows:
                writer.writerow({**row, "block": (int(row["state"]) * 7 + int(row["year"]) * 3) % 11})
        result, estimates = fit("-", "--products", table, text=text.replace("year\n", "year, block\n"))
    near(estimates["log(price/cpi)"][0], -1.02454245, 1e-8)
    near(estimates["log(price/cpi)"][1], .04207792, 1e-8)
    assert result["diagnostics"]["absorbed"] == 46 + 29 + 10


def panel(groups, weeks, different=True):
    lines = ["store,price,sold"]
    for g in range(groups):
        for week in range(weeks):
            price = 1 + (week * 7 + g) % 5 * .1
            slope = -1.5 - (g % 4 * .4 if different else 0)
            lines.append(f"s{g},{price},{100 * price ** slope * (1 + .03 * ((week * 13 + g * 5) % 7 - 3))}")
    return "\n".join(lines) + "\n"


MIXED = "method = mixed-model\nproducts = a.csv\ndependent = log(sold)\nregressors = log(price)\ngroup = store\nslopes = log(price)\n"


def groups_without_regressors():
    """Only how much groups differ: with as many rows each, REML is the analysis of variance by hand."""
    rows = {g: [10 + 3 * (g * 7 % 5) + (week * 11 + g * 3) % 7 for week in range(9)] for g in range(8)}
    spec = "method = mixed-model\nproducts = a.csv\ndependent = sold\ngroup = store\n"
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "a.price"
        (pathlib.Path(folder) / "a.csv").write_text(
            "store,sold\n" + "".join(f"s{g},{y}\n" for g, many in rows.items() for y in many))
        path.write_text(spec)
        result, estimates = fit(path)
        path.write_text(spec + "constant = no\n")
        assert "Nothing differs by group" in run("fit", path, status=2).stderr
    means = [sum(many) / 9 for many in rows.values()]
    centre = sum(means) / 8
    between = sum((mean - centre) ** 2 for mean in means) / 7
    within = sum((y - mean) ** 2 for mean, many in zip(means, rows.values()) for y in many) / 64
    near(estimates["constant"][0], centre, 1e-9)
    near(estimates["constant"][1], (between / 8) ** .5, 1e-6)
    near(result["variances"][0]["value"], between - within / 9, 1e-5)
    near(result["variances"][1]["value"], within, 1e-5)


def refusals_say_why():
    with tempfile.TemporaryDirectory() as folder:
        spec, table = pathlib.Path(folder) / "a.price", pathlib.Path(folder) / "a.csv"
        for groups, weeks, reason in ((4, 20, "too-few-groups"), (30, 2, "too-few-observations")):
            spec.write_text(MIXED)
            table.write_text(panel(groups, weeks))
            result, _ = fit(spec, status=1)
            assert [refusal["reason"] for refusal in result["refusals"]] == [reason], result["refusals"]
            assert result["refused"] and result["estimates"] == []
        table.write_text(panel(12, 20))
        spec.write_text(MIXED + "iterations = 1\n")
        result, _ = fit(spec, status=1)
        assert "not-converged" in [refusal["reason"] for refusal in result["refusals"]]
        cases = [(MIXED.replace("slopes = log(price)", "slopes = price"), "slopes: price is not among the regressors"),
                 (MIXED.replace("slopes = log(price)\n", "group constant = no\n"), "Nothing differs by group"),
                 (MIXED.replace("group = store\n", ""), 'needs a line "group = …"'),
                 (MIXED + "absorb = store\n", "absorb does not go with method = mixed-model")]
        for text, part in cases:
            spec.write_text(text)
            errors = run("fit", spec, status=2).stderr
            assert part in errors, f"{part!r} is not in {errors!r}"


def main():
    tests = [cheese_mixed, cheese_by_retailer, juice_mixed, groups_without_regressors,
             refusals_say_why, cheese_hierarchical, juice_hierarchical,
             covariates_have_to_fit, camera_hierarchical, choices_have_to_fit,
             juice_cross, juice_in_rows, cross_has_to_fit, weights_and_three_effects]
    if sys.argv[3:] == ["slow"]:
        tests = [camera_in_full]
    tell(tests)


main()
