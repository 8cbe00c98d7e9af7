#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Surveys and diffusion through the command line: the shipped examples against published numbers, the commands that need
no specification, and the three kinds of files.

Usage: run_survey.py TANDEM SOURCE. Writes TAP. Tests whose data are not there are skipped."""
import csv
import json
import math
import pathlib
import tempfile

import harness
from harness import EXAMPLES, data, fit, near, tell


def shown(*arguments, status=0, text=None):
    done = harness.run(*arguments, status=status, text=text)
    return done.stdout + done.stderr


def run(*arguments, status=0, text=None):
    result = json.loads(shown(*arguments, "--json", status=status, text=text))
    return result, {row["name"]: row for row in result["estimates"]}


def column(rows, name):
    return [row[name] for row in rows]


def westendorp():
    """Ten people worked by hand; trial and revenue as R's pricesensitivitymeter gives them."""
    result, points = run("psm", EXAMPLES / "psm.csv")
    values = [row["value"] for row in result["estimates"]]
    assert values[:4] == [7, 7, 10, 14], values
    assert result["observations"] == 10 and not result["refused"] and len(result["curves"]) == 18
    near(result["curves"][6]["trial"], .42416667, 5e-9)
    near(result["best_prices"][1]["height"], 3.8175, 1e-9)
    assert points["optimal price (OPP)"]["low"] <= 7 <= points["optimal price (OPP)"]["high"]
    again, _ = run("fit", EXAMPLES / "psm.price")
    assert again["estimates"] == result["estimates"], "the specification and the command differ"
    other, _ = run("psm", EXAMPLES / "psm.csv", "--seed", 2)
    assert column(other["estimates"], "value") == values and other["estimates"] != result["estimates"]
    narrower, _ = run("psm", EXAMPLES / "psm.csv", "--range", "narrower", "--crossing", "max", "--bootstrap", 0)
    assert [row["value"] for row in narrower["estimates"]][:4] == [10, 13, 10, 13] and narrower["estimates"][0]["low"] is None
    text = shown("psm", EXAMPLES / "psm.csv")
    assert "1000 bootstrap samples, seed 1" in text and "o too cheap" in text and "100 %" in text
    half, _ = run("psm", EXAMPLES / "psm.csv", "--calibration", "1,0.5,0.25,0.1,0")
    assert half["best_prices"][0]["height"] > .42416667


def gabor():
    """Six prices, demand and revenue worked by hand."""
    result, estimates = run("fit", EXAMPLES / "gabor.price")
    near(estimates["price of most revenue"]["value"], 6, 0)
    near(estimates["revenue at it"]["value"], 4.44, 1e-12)
    near(estimates["price of most profit"]["value"], 7, 0)
    for value, expected in zip(column(result["demand"], "revenue"), [4.10, 4.44, 4.27, 3.52, 2.61, 1.70]):
        near(value, expected, 1e-12)
    for value, expected in zip(column(result["demand"], "elasticity"), [-.564, -1.252, -2.429, -3.493, -4.957]):
        near(value, expected, 5e-4)
    near(result["demand"][0]["demand_high"] - result["demand"][0]["demand_low"], 2 * 1.96 * math.sqrt(.82 * .18 / 100), .03)
    # The same people as rows: one a respondent, one an answer, and strangers at each price.
    accepts = [sum(i < round(100 * row["demand"]) for row in result["demand"]) for i in range(100)]
    highest = "id,highest price\n" + "".join(f"{i},{4 + n if n else 0}\n" for i, n in enumerate(accepts))
    answers = "id,price,answer\n" + "".join(f"{i},{p},{'yes' if p < 5 + n else 'no'}\n" for i, n in enumerate(accepts) for p in range(5, 11))
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "t.csv"
        for content in (highest, answers, answers.replace("id,", "who,")):
            table.write_text(content)
            same, _ = run("gabor", table)
            for one, other in zip(same["demand"], result["demand"]):
                near(one["demand"], other["demand"], 1e-12)
        odd = "id,price,answer\n1,5,no\n1,6,yes\n2,5,yes\n2,6,no\n3,5,yes\n3,6,yes\n"
        table.write_text(odd)
        for how, demand in (("highest", [1, 2 / 3]), ("first", [2 / 3, 1 / 3]), ("leave-out", [1, .5])):
            result, _ = run("gabor", table, "--inconsistent", how)
            for value, expected in zip(column(result["demand"], "demand"), demand):
                near(value, expected, 1e-12)
            assert "1 respondents accept a higher price" in result["warnings"][0]


def bids():
    """A logit with two bids meets both shares exactly; a file of counts, of rows and of two columns are the same."""
    text = "bid,answer,people\n10,yes,70\n10,no,30\n20,yes,30\n20,no,70\n"
    result, estimates = run("bids", "-", "--bid", "bid", "--answer", "answer", "--respondent-weight", "people", text=text)
    gamma = -2 * math.log(.7 / .3) / 10
    near(estimates["bid"]["value"], gamma, 1e-10)
    near(result["willingness_to_pay"][0]["value"], 15, 1e-9)
    near(result["location"][1]["value"], -1 / gamma, 1e-9)
    near(result["objective"], 200 * (.7 * math.log(.7) + .3 * math.log(.3)), 1e-9)
    result, estimates = run("fit", EXAMPLES / "bids.price")
    wtp = {row["measure"]: row for row in result["willingness_to_pay"]}
    assert wtp["median"]["low"] < wtp["median"]["value"] < wtp["median"]["high"] and 15 < wtp["median"]["value"] < 40
    with open(EXAMPLES / "bids.csv", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    text = "b1,r1,b2,r2\n" + "".join(
        f"{r['bid']},{r['answers'][0]},{r['higher'] if r['answers'][0] == 'y' else r['lower']},{r['answers'][1]}\n" * int(r["people"]) for r in rows)
    same, _ = run("bids", "-", "--bid", "b1", "--answer", "r1", "--second-bid", "b2", "--second-answer", "r2", "--distribution",
                  "log-logistic", text=text)
    near(same["objective"], result["objective"], 1e-7)
    for one, other in zip(same["estimates"], result["estimates"]):
        near(one["value"], other["value"], 1e-8)
        near(one["se"], other["se"], 1e-8)
    for distribution in ("normal", "log-normal", "weibull", "logistic"):
        other, _ = run("bids", "-", "--bid", "b1", "--answer", "r1", "--second-bid", "b2", "--second-answer", "r2",
                       "--distribution", distribution, text=text)
        near(other["willingness_to_pay"][0]["value"], wtp["median"]["value"], 8)
    said = shown("bids", "-", "--bid", "b1", "--answer", "r1", "--second-bid", "b2", "--second-answer", "r2",
                 text="b1,r1,b2,r2\n10,yes,5,no\n", status=2)
    assert "row 1 (line 2): after yes to 10 the second bid has to be higher, not 5" in said, said
    result, _ = run("bids", "-", "--bid", "bid", "--answer", "answer", text="bid,answer\n" + "10,no\n20,yes\n10,yes\n20,yes\n10,no\n20,no\n" * 5, status=1)
    assert [refusal["reason"] for refusal in result["refusals"]] == ["wrong-sign"]


def bids_with_weights():
    """A row that stands for three people gives what three rows give: estimates, what people would pay, and the curve."""
    spec = "method = bids\nanswers = {}\nbid = bid\nanswer = answer\ncovariates = age\ndistribution = weibull\n"
    with tempfile.TemporaryDirectory() as directory:
        weighted, repeated = pathlib.Path(directory) / "weighted.csv", pathlib.Path(directory) / "repeated.csv"
        rows = [(bid, "yes" if (bid * 7 + age * 3) % 11 > bid / 3 else "no", age, 1 + age // 30)
                for bid in (5, 10, 20, 30) for age in range(21, 61)]
        head = "bid,answer,age,weight\n"
        weighted.write_text(head + "".join(f"{','.join(map(str, row))}\n" for row in rows))
        repeated.write_text(head + "".join(f"{','.join(map(str, row))}\n" * row[3] for row in rows))
        one, _ = run("fit", "-", text=spec.format(weighted) + "respondent weight = weight\n")
        other, _ = run("fit", "-", text=spec.format(repeated))
        for name in "value", "se":
            for a, b in zip(column(one["estimates"], name), column(other["estimates"], name), strict=True):
                near(a, b, 1e-8)
        for a, b in zip(one["willingness_to_pay"], other["willingness_to_pay"], strict=True):
            assert a["value"] is not None, a  # Weibull's mean too, whatever the slope
            near(a["value"], b["value"], 1e-6 * b["value"])
        for a, b in zip(one["demand"], other["demand"], strict=True):
            near(a["demand"], b["demand"], 1e-9)


def ratings_of_tea():
    """The documentation of the R package conjoint, run under R 4.2.2."""
    files = [data(f"conjoint_tea_{name}.csv") for name in ("tprefm", "tprof", "tlevn", "tsimp")]
    result, estimates = run("fit", EXAMPLES / "tea.price", "--answers", files[0], "--profiles", files[1], "--levels", files[2],
                            "--simulation", files[3])
    for value, expected in zip(column(result["importance"], "importance"), [24.76, 32.22, 27.15, 15.88]):
        near(value, expected, .005)
    for name, expected in (("utility", [2.19, 3.69, 3.10, 3.59]), ("maximum", [11, 28, 26, 35]),
                           ("btl", [18.85, 28.96, 30.14, 22.06]), ("logit", [13.04, 34.84, 35.79, 16.33])):
        for value, number in zip(column(result["shares"], name), expected):
            near(value, number, .005)
    near(estimates["constant"]["value"], 3.5534, 5e-5)
    assert column(result["part_worths"], "level")[:3] == ["low", "medium", "high"]
    near(sum(column(result["part_worths"], "value")[:3]), 0, 1e-12)
    stacked, _ = run("ratings", data("conjoint_tea_tpref.csv"), "--profiles", files[1], "--simulation", files[3])
    assert column(stacked["shares"], "btl") == column(result["shares"], "btl")
    with open(files[0], encoding="utf-8") as lines:
        rows = list(csv.reader(lines))[1:]
    text = "id,profile,rating\n" + "".join(f"{i},{p},{v}\n" for i, row in enumerate(rows) for p, v in enumerate(row, 1))
    long, _ = run("ratings", "-", "--respondent", "id", "--profile", "profile", "--rating", "rating", "--profiles", files[1], text=text)
    assert column(long["importance"], "importance") == column(result["importance"], "importance")
    dummy, estimates = run("ratings", files[0], "--profiles", files[1], "--coding", "dummy")
    assert "price=1" not in estimates and "price=2" in estimates
    said = shown("ratings", files[0], "--profiles", files[3], status=2)
    assert "13 columns of ratings" in said and "4 profiles" in said, said


FRUIT = ["Apple", "Orange", "Grape", "Banana", "Peach", "Melon", "Pear"]


def best_and_worst_fruit():
    """R's support.BWS and survival::clogit on the package's fruit."""
    answers, design = data("bws_fruit.csv"), data("bws_fruit_design.csv")
    result, estimates = run("fit", EXAMPLES / "fruit.price", "--answers", answers, "--design", design)
    assert column(result["counts"], "best_worst") == [198, 98, -4, -30, -25, -212, -25]
    for name, expected in zip(FRUIT, [1.12377, .61031, .09983, -.02474, -.01950, -.96257]):
        near(estimates[name]["value"], expected, 5e-6)
    for value, expected in zip(column(result["shares"], "share"), [.32866, .19668, .11805, .10422, .10477, .04080, .10683]):
        near(value, expected, 5e-6)
    near(result["objective"], -1516.11, .005)
    assert any("-1739.43" in warning for warning in result["warnings"])
    with open(design, encoding="utf-8") as lines:
        sets = [[int(i) for i in row[1:]] for row in list(csv.reader(lines))[1:]]
    long = "id,q,item,score\n"
    levels = ",".join(FRUIT) + "\n" + "".join(",".join("2" if i + 1 in row else "1" for i in range(7)) + "\n" for row in sets)
    numbers = "ID," + ",".join(f"B{q},W{q}" for q in range(1, 8)) + "\n"
    with open(answers, encoding="utf-8") as lines:
        for row in list(csv.reader(lines))[1:]:
            chosen = []
            for q, items in enumerate(sets):
                best, worst = items[int(row[1 + 2 * q]) - 1], items[int(row[2 + 2 * q]) - 1]
                chosen += [str(best), str(worst)]
                for item in items:
                    long += f"{row[0]},{q},{FRUIT[item - 1]},{(item == best) - (item == worst)}\n"
            numbers += ",".join([row[0], *chosen]) + "\n"
    same, other = run("maxdiff", "-", "--respondent", "id", "--question", "q", "--item", "item", "--score", "score", "--base",
                      "Pear", text=long)
    near(same["objective"], result["objective"], 1e-8)
    near(other["Melon"]["value"], estimates["Melon"]["value"], 1e-9)
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "levels.csv"
        table.write_text(levels)
        same, other = run("maxdiff", "-", "--design", table, "--best", "B1..B7", "--worst", "W1..W7", "--chosen-by", "item",
                          text=numbers)
        near(other["Melon"]["value"], estimates["Melon"]["value"], 1e-9)
    for model in ("marginal", "sequential"):
        other, _ = run("maxdiff", answers, "--design", design, "--best", "B1..B7", "--worst", "W1..W7", "--model", model)
        assert column(other["shares"], "share").index(max(column(other["shares"], "share"))) == 0
    said = shown("maxdiff", "-", "--respondent", "id", "--question", "q", "--item", "item", "--score", "score",
                 text=long.replace(",1\n", ",0\n", 1), status=2)
    assert "row 1 (line 2): this question has 0 best and 1 worst" in said, said


def diffusion():
    """Video recorders: Cowpertwait and Metcalfe (2009), page 52; air conditioners: Srinivasan and Mason's way, and Bass's."""
    series = data("bass_series.csv")
    result, estimates = run("fit", EXAMPLES / "bass.price", "--products", series)
    values = [(row["value"], row["se"]) for row in result["estimates"]]
    for (value, error), (expected, expected_error) in zip(values, [(6.80e4, 3.13e3), (6.59e-3, 1.43e-3), (6.38e-1, 4.14e-2)]):
        near(value, expected, .005 * 10 ** math.floor(math.log10(expected)))
        near(error, expected_error, .005 * 10 ** math.floor(math.log10(expected_error)))
    near(math.sqrt(result["objective"] / result["diagnostics"]["degrees"]), 727.2, .05)
    assert len(result["forecast"]) == 20 and result["forecast"][10]["low"] >= 0
    for fit, expected in (("nls", (18712.7, .009442, .374763)), ("ols", (17091.3, .016992, .404946))):
        _, estimates = run("bass", series, "--only", "series=roomac", "--fit", fit)
        for row, number in zip(estimates.values(), expected):
            near(row["value"], number, 5e-5 * number)
    said = shown("bass", series, status=2)
    assert "Are there several series? Choose one" in said, said
    result, _ = run("bass", "-", "--sales", "s", text="s\n" + "".join(f"{2 ** i}\n" for i in range(12)), status=1)
    assert result["refused"] and result["estimates"] == []


def columns_are_found_by_name():
    text = "Too cheap;Cheap;Expensive;Too expensive\n5;8;12;16\n6;9;14;18\n4;7;11;15\n"
    with tempfile.TemporaryDirectory() as folder:
        table = pathlib.Path(folder) / "t.csv"
        table.write_text(text)
        result, _ = run("psm", table)
        assert result["observations"] == 3
        table.write_text("a;b;c;d\n5;8;12;16\n6;9;14;18\n")
        said = shown("psm", table, status=2)
        assert 'no column that is called like "cheap"; name it with --cheap COLUMN' in said, said
        result, _ = run("psm", table, "--too-cheap", "a", "--cheap", "b", "--expensive", "c", "--too-expensive", "d")
        assert result["observations"] == 2
        said = shown("psm", table, "--cheap", "b\nmethod = ols", status=2)
        assert "several lines" in said, said


def main():
    tests = [westendorp, gabor, bids, bids_with_weights, ratings_of_tea, best_and_worst_fruit, diffusion,
             columns_are_found_by_name]
    tell(tests)


main()
