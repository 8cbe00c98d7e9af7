#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Published numbers beside Tandem's, each by the command line: prints docs/use/price-published.md.

Usage: published.py TANDEM SOURCE [--times FILE]   (./dev published), or --check. FILE is what ./dev bench pricing printed;
without it the last column stays as the page has it. With --check it writes TAP: every number agrees to the digits
printed, and the page is the one that this command prints. Skipped where the data are not there."""
import math
import re
import sys

from harness import DATA, EXAMPLES, SOURCE, Skip, data, fit, tell

PAGE = SOURCE / "docs" / "use" / "price-published.md"


def estimate(name):
    return lambda result: next(row["value"] for row in result["estimates"] if row["name"] == name)


def error(name):
    return lambda result: next(row["se"] for row in result["estimates"] if row["name"] == name)


def at(*path):
    """A member by names, by numbers, or by {column: value} of the row that is meant."""
    def get(result):
        for step in path:
            if isinstance(step, dict):
                result = next(row for row in result if all(str(row[key]) == str(value) for key, value in step.items()))
            else:
                result = result[step]
        return result
    return get


class Fit:
    """A specification (an example's name, or lines), its files, and what is known of its results: (what, published, where
    to find it; and where the two do not agree to the last digit printed, how far apart they may be, and why)."""

    def __init__(self, method, about, source, spec, files, *known):
        self.method, self.about, self.source, self.spec, self.files, self.known = method, about, source, spec, files, known

    def run(self):
        named = [part for role, name in self.files.items() for part in (f"--{role}", data(name))]
        if self.spec.endswith(".price"):
            return fit(EXAMPLES / self.spec, *named)[0]
        return fit("-", *named, text=self.spec)[0]


def juice(number):
    prices = ", ".join(f"log(price{i})" for i in range(1, 12))
    return f"only brand = {number}\ndependent = logmove\nregressors = {prices}, deal, feat\n"


SHARES = ("market = market_ids\nproduct = product_ids\nfirm = firm_ids\nshare = shares\nprice = prices\nsteps = 2\n"
          "instruments = demand_instruments0..19")
CEREAL = {"products": "nevo_products.csv"}
YOGURT = {"products": "logitr_yogurt_long.csv"}
JUICE = {"products": "bayesm_orangejuice_yx.csv.gz"}

FITS = [
    Fit("Two-stage least squares", "Fulton fish, 111 days", "Angrist, Graddy and Imbens (2000)", "fish.price",
        {"products": "graddy_fulton_fish.csv"},
        ("elasticity", "-1.119417", estimate("p")), ("its error (HC1)", "0.443193", error("p")),
        ("Wu-Hausman", "2.2731", at("diagnostics", "wu_hausman", "value"))),
    Fit("Fixed effects, errors by cluster", "Cheese, 88 retailers", "R plm 2.6-2", "cheese.price",
        {"products": "bayesm_cheese.csv"},
        ("elasticity", "-2.388341", estimate("log(PRICE)")), ("its error", "0.12537", error("log(PRICE)")),
        ("display", "0.914213", estimate("DISP"))),
    Fit("Two-way fixed effects", "Cigarettes, 46 states", "Baltagi (2008); R plm 2.6-2",
        "method = ols\ndependent = log(sales)\nregressors = log(price/cpi), log(pimin/cpi), log(ndi/cpi)\n"
        "absorb = state, year\ncluster = state\ncovariance = cluster0\n", {"products": "plm_cigar.csv"},
        ("elasticity", "-1.023062", estimate("log(price/cpi)")), ("its error", "0.215181", error("log(price/cpi)")),
        ("income", "0.520004", estimate("log(ndi/cpi)"))),
    Fit("Fixed effects, errors by cluster", "Orange juice, brand 1, 83 stores", "R plm 2.6-2",
        f"method = ols\nabsorb = store\ncluster = store\n{juice(1)}", JUICE,
        ("elasticity", "-2.7814", estimate("log(price1)")), ("its error", "0.0568", error("log(price1)"))),
    Fit("Mixed model, REML", "Cheese, 88 retailers", "R lme4 1.1-31", "cheese-mixed.price",
        {"products": "bayesm_cheese.csv"},
        ("elasticity", "-2.1947", estimate("log(PRICE)")), ("its error", "0.1008", error("log(PRICE)")),
        ("log-likelihood", "-546.1754", at("objective"))),
    Fit("Logit, two-step GMM", "Cereal, 94 markets", "PyBLP 1.2.0", f"method = logit\nabsorb = product_ids\n{SHARES}\n",
        CEREAL, ("price", "-30.0471029", estimate("prices")), ("its error", "1.0085887", error("prices")),
        ("objective", "187.4555130", at("objective")), ("mean own elasticity", "-3.7063694", at("elasticities", "mean"))),
    Fit("Nested logit", "Cereal, nests by mushiness", "PyBLP 1.2.0",
        f"method = nested-logit\nconstant = no\nnest = mushy\n{SHARES}, count(market_ids, mushy)\n", CEREAL,
        ("rho", "0.89154279", estimate("rho")),
        ("price / (1 - rho)", "-72.27074638", lambda result: estimate("prices")(result) / (1 - estimate("rho")(result)))),
    Fit("Random coefficients, demographics", "Cereal", "Conlon and Gortmaker (2020), table 7; PyBLP 1.2.0", "nevo.price",
        {**CEREAL, "agents": "nevo_agents.csv"},
        ("price", "-62.729", estimate("prices"), 0.001,
         "the article's search stopped a little earlier: at PyBLP's tolerance of its own notebook it is -62.72990"),
        ("its error", "14.803", error("prices")),
        ("price x income", "588.3", estimate("prices x income")), ("price x child", "11.055", estimate("prices x child")),
        ("objective", "4.561514", at("objective")), ("mean own elasticity", "-3.618", at("elasticities", "mean")),
        ("mean markup", "0.364", at("markups", "mean"))),
    Fit("Multinomial logit", "Yogurt, 2,412 purchases", "R logitr 1.2.0", "yogurt.price", YOGURT,
        ("price", "-0.366584", estimate("price")), ("its error", "0.024366", error("price")),
        ("log-likelihood", "-2656.8879", at("objective")),
        ("worth of feat", "1.34057", at("willingness_to_pay", {"name": "feat"}, "value")),
        ("its error", "0.35586", at("willingness_to_pay", {"name": "feat"}, "se"))),
    Fit("Multinomial logit, wide file", "Fishing, 1,182 people", "R mlogit", "fishing.price",
        {"products": "mlogit_fishing.csv"},
        ("price", "-0.024790", estimate("price")), ("catch", "0.377169", estimate("catch")),
        ("log-likelihood", "-1230.7838", at("objective"))),
    Fit("Multinomial logit, conjoint", "Cameras, 332 respondents", "R bayesm's data, own Newton to 1e-12 in numpy",
        "method = multinomial-logit\nrespondent = resp\ntask = task\nalternative = alt\nchosen = chosen\nprice = price\n"
        "regressors = canon, sony, nikon, panasonic, pixels, zoom, video, swivel, wifi\n",
        {"products": "bayesm_camera_cbc.csv"},
        ("price", "-1.485553", estimate("price")), ("log-likelihood", "-6503.7465", at("objective")),
        ("worth of pixels, USD 100", "0.51042", at("willingness_to_pay", {"name": "pixels"}, "value")),
        ("its error", "0.02891", at("willingness_to_pay", {"name": "pixels"}, "se"))),
    Fit("Mixed model, REML", "Orange juice, brand 1, 83 stores", "R lme4 1.1-31",
        f"method = mixed-model\ngroup = store\nslopes = log(price1)\n{juice(1)}", JUICE,
        ("elasticity", "-2.81425", estimate("log(price1)")), ("its spread", "0.44355", at("variances", 0, "deviation"), 1e-5,
         "lme4 at its usual tolerances stops a little earlier"),
        ("log-likelihood", "-4606.00", at("objective"))),
    Fit("Hierarchical Bayes, linear", "Cheese, 88 retailers", "R bayesm 3.1-5, rhierLinearModel", "cheese-hierarchical.price",
        {"products": "bayesm_cheese.csv"},
        ("mean elasticity", "-2.146", estimate("log(PRICE)"), 0.02, "draws of another generator, within their Monte Carlo error")),
    Fit("Cross-elasticities, errors by cluster", "Orange juice, 11 brands", "R plm 2.6-2",
        "method = cross-elasticity\nproduct = brand\nquantity = exp(logmove)\nprices = price1..11\nregressors = deal, feat\n"
        "absorb = store\ncluster = store\n", JUICE,
        *((f"brand {row}, own", own, at("matrix", row - 1, f"{row}"))
          for row, own in ((2, "-1.8388"), (5, "-2.9054"), (9, "-4.0945"), (11, "-1.0006")))),
    Fit("van Westendorp, Newton-Miller-Smith", "Ten people, by hand", "R pricesensitivitymeter", "psm.price", {},
        ("marginal cheapness", "7", at("estimates", 0, "value")), ("best revenue", "3.8175", at("best_prices", 1, "height"))),
    Fit("Gabor-Granger", "Six prices, by hand", "closed form", "gabor.price", {},
        ("price of most revenue", "6", estimate("price of most revenue")), ("revenue at it", "4.44", estimate("revenue at it"))),
    Fit("Best-worst scaling", "Fruit, 100 people", "R support.BWS", "fruit.price",
        {"answers": "bws_fruit.csv", "design": "bws_fruit_design.csv"},
        ("Apple", "1.12377", estimate("Apple")), ("log-likelihood", "-1516.11", at("objective")),
        ("share of Melon", "0.04080", at("shares", {"item": "Melon"}, "share"))),
    Fit("Ratings conjoint", "Tea, 100 people", "R conjoint", "tea.price",
        {"answers": "conjoint_tea_tprefm.csv", "profiles": "conjoint_tea_tprof.csv", "levels": "conjoint_tea_tlevn.csv",
         "simulation": "conjoint_tea_tsimp.csv"},
        ("importance of the price", "24.76", at("importance", 0, "importance")),
        ("share of the first tea, BTL", "18.85", at("shares", 0, "btl")),
        ("share of the first tea, first choice", "11", at("shares", 0, "maximum"))),
    Fit("Bass, density", "Video recorders, ten years", "Cowpertwait and Metcalfe (2009), page 52", "bass.price",
        {"products": "bass_series.csv"},
        ("m, error", "3130", at("estimates", 0, "se"), 5, "printed there with three digits"),
        ("q", "0.638", at("estimates", 2, "value")), ("p", "0.00659", at("estimates", 1, "value"))),
    Fit("Share of preference, first choice", "Four cameras, 332 respondents", "part-worths of R bayesm; closed form",
        "camera-shares.price", {"part-worths": "ref_camera_hb_partworths.csv"},
        ("share of Canon", "0.31611", at("shares", {"product": "Canon"}, "share_of_preference")),
        ("first choice of Canon", "0.36747", at("shares", {"product": "Canon"}, "first_choice")),
        ("best price of Canon", "1.790110951", at("best_price", 0, "best_price"), 1e-8,
         "the profit is flat at its top: the price is known to half of the digits"),
        ("profit at it", "0.2971420668", at("best_price", 0, "profit"))),
    Fit("Product line", "160 cameras", "enumeration of all lines", "camera-line.price",
        {"products": "productline_camera_candidates.csv", "part-worths": "ref_camera_hb_partworths.csv"},
        ("one product", "192.21", at("lines", {"size": 1}, "value")), ("two", "226.50", at("lines", {"size": 2}, "value")),
        ("three", "243.87", at("lines", {"size": 3}, "value"))),
]


def printed(text):
    """Half of the last digit that a text prints, with room for the last bit."""
    digits = len(text.partition(".")[2])
    return 0.5000001 * 10.0 ** -digits


def line(fitted, row, result):
    what, published, get = row[:3]
    value = get(result)
    tolerance = row[3] if len(row) > 3 else printed(published)
    off = abs(value - float(published))
    digits = len(published.partition(".")[2])
    return (f"| {fitted.method} | {fitted.about} | {what} | {published} | {value:.{digits}f} | {off:.1e} |",
            off <= tolerance and math.isfinite(value))


HEAD = """# Published numbers and Tandem's

Each number below is worked out by `tandem price fit` from public data, and stands beside what was published or what the reference
package gives. *Difference* is the distance between the two before rounding: where it is not below half of the last digit
printed, the text below the table says why. *Times faster* is the ratio of processor time to the package named below, at its best
setting, in one run (`./dev bench pricing`). The page is printed by `./dev published`, and a test compares it.

| method | data | number | published | Tandem | difference | times faster |
| --- | --- | --- | --- | --- | --- | --- |
"""
# The row of ./dev bench pricing that times a fit against the package it is compared with.
TIMED = {("Random coefficients, demographics", "Cereal"): "cereal: random coefficients solved, with errors",
         ("Logit, two-step GMM", "Cereal, 94 markets"): "cereal: logit, two steps",
         ("Nested logit", "Cereal, nests by mushiness"): "cereal: nested logit, two steps",
         ("Mixed model, REML", "Cheese, 88 retailers"): "cheese: mixed model of 88 retailers",
         ("Cross-elasticities, errors by cluster", "Orange juice, 11 brands"):
             "orange juice: fixed effects, 11 brands, errors by store",
         ("Hierarchical Bayes, linear", "Cheese, 88 retailers"): "cheese: hierarchical linear, 44,000 sweeps"}


def times(file):
    """The ratio of each fit: from what the bench printed, else from the page."""
    if file:
        with open(file, encoding="utf-8") as printed_lines:
            lines = [line for line in printed_lines if " ratio " in line]
        return {fitted: re.search(r" ratio (\d+) ", line).group(1)
                for fitted, row in TIMED.items() for line in lines if line.startswith(row + ": ")}
    rows = [[cell.strip() for cell in line.split("|")] for line in PAGE.read_text(encoding="utf-8").splitlines()] if PAGE.exists() else []
    return {(row[1], row[2]): row[7] for row in rows if len(row) == 9 and row[7].isdigit()}


def page(file=None):
    lines, wrong, sources, whys = [], [], {}, []
    ratios = times(file)
    for fitted in FITS:
        result = fitted.run()
        ratio = ratios.get((fitted.method, fitted.about), "")
        sources.setdefault(fitted.source, []).append(f"{fitted.method}, {fitted.about}")
        for row in fitted.known:
            text, is_right = line(fitted, row, result)
            lines.append(f"{text} {ratio} |")
            ratio = ""
            if len(row) > 4:
                whys.append(f"- {fitted.method}, {fitted.about}, {row[0]}: {row[4]}.")
            if not is_right:
                wrong.append(text)
    told = "\n".join(f"- {source}: {'; '.join(uses)}." for source, uses in sources.items())
    why = "\n".join(whys)
    return f"{HEAD}{chr(10).join(lines)}\n\n## Where the last digits differ\n\n{why}\n\n## Sources\n\n{told}\n", wrong


def every_number_agrees_to_the_digits_printed():
    _, wrong = page()
    assert not wrong, "\n".join(wrong)


def the_page_is_what_the_command_prints():
    text, _ = page()
    # The distance's last digits depend on the processor, the numbers do not.
    def stripped(content):
        return [row.rsplit("|", 3)[0] for row in content.splitlines()]
    assert stripped(PAGE.read_text(encoding="utf-8")) == stripped(text), "run tests/price/published.py anew"


if __name__ == "__main__":
    if "--check" in sys.argv:
        tell([every_number_agrees_to_the_digits_printed, the_page_is_what_the_command_prints])
    try:
        print(page(sys.argv[4] if sys.argv[3:4] == ["--times"] else None)[0], end="")
    except Skip as skip:
        sys.exit(f"{skip}; the data are looked for in {DATA}")
