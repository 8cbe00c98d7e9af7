#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Random coefficients with costs, bounds and points of integration through the command line.

Usage: run_supply.py TANDEM SOURCE. Writes TAP. One set of data is made here, from known parameters, by firms that set
their prices; the numbers expected are those of PyBLP 1.2.0 on the same files (L-BFGS-B, gtol 1e-8). The cereal data lie
where TANDEM_SHARED says; what needs them is skipped when they are not there."""
import math
import pathlib
import random
import tempfile

from harness import DATA, Skip, data, fit, near, run, tell

MARKETS, PRODUCTS, AGENTS = 30, 8, 25
SIGMA, PI, ALPHA, BETA, GAMMA = (0.5, 0.8), -1.0, -2.5, (1.0, 2.0), (0.3, 0.2, 0.4)


def equilibrium(delta, taste, alpha, costs, firms):
    """Prices of firms that set all of theirs, by the zeta-markup of Morrow and Skerlos (2011); with the shares."""
    prices = [cost + 0.5 for cost in costs]
    count = len(costs)
    for _ in range(1000):
        choice = []
        for i, slope in enumerate(alpha):
            weights = [math.exp(delta[j] + taste[i][j] + slope * prices[j]) for j in range(count)]
            total = 1 + sum(weights)
            choice.append([weight / total for weight in weights])
        share = [sum(row[j] for row in choice) / len(alpha) for j in range(count)]
        new = []
        for j in range(count):
            own = sum(a * row[j] for a, row in zip(alpha, choice)) / len(alpha)
            across = sum(sum(a * row[j] * row[k] for a, row in zip(alpha, choice)) / len(alpha) * (prices[k] - costs[k])
                         for k in range(count) if firms[k] == firms[j])
            new.append(costs[j] - (share[j] - across) / own)
        moved = max(abs(a - b) for a, b in zip(new, prices))
        prices = new
        if moved < 1e-12:
            return prices, share
    raise AssertionError("no equilibrium")


def make(folder, seed=7):
    """Writes made.csv and made_agents.csv."""
    draw = random.Random(seed)
    rows, agents = [], []
    for market in range(MARKETS):
        firms = [draw.randrange(3) for _ in range(PRODUCTS)]
        x = [0.5 + draw.random() for _ in range(PRODUCTS)]
        w = [draw.random() for _ in range(PRODUCTS)]
        nodes = [(draw.gauss(0, 1), draw.gauss(0, 1), math.exp(draw.gauss(1, 0.4))) for _ in range(AGENTS)]
        shocks = [(draw.gauss(0, 0.3), draw.gauss(0, 0.1)) for _ in range(PRODUCTS)]
        costs = [math.exp(GAMMA[0] + GAMMA[1] * x[j] + GAMMA[2] * w[j] + 0.1 * shocks[j][0] + shocks[j][1])
                 for j in range(PRODUCTS)]
        delta = [BETA[0] + BETA[1] * x[j] + shocks[j][0] for j in range(PRODUCTS)]
        taste = [[SIGMA[0] * n[0] + SIGMA[1] * n[1] * x[j] for j in range(PRODUCTS)] for n in nodes]
        prices, shares = equilibrium(delta, taste, [ALPHA + PI / n[2] for n in nodes], costs, firms)
        for j in range(PRODUCTS):
            own = [k for k in range(PRODUCTS) if k != j and firms[k] == firms[j]]
            rival = [k for k in range(PRODUCTS) if firms[k] != firms[j]]
            sums = [sum(v[k] for k in g) for g in (own, rival) for v in (x, w)]
            rows.append([market, firms[j], (market * PRODUCTS + j) % 40, j % 4, shares[j], prices[j], x[j], w[j], *sums,
                         len(own), x[j] * sums[2], w[j] ** 2])
        agents += [[market, 1 / AGENTS, *n] for n in nodes]
    for name, head, lines in (
            ("made.csv", "market,firm,model,kind,share,price,x,w,b0,b1,b2,b3,b4,b5,b6", rows),
            ("made_agents.csv", "market,weight,node0,node1,income", agents)):
        (folder / name).write_text(head + "\n" + "".join(",".join(repr(v) for v in line) + "\n" for line in lines))


SPEC = """method = random-coefficients
products = made.csv
agents = made_agents.csv
market = market
firm = firm
share = share
price = price
price start = -2
regressors = x
random 1 = node0 0.4 from 0
random x = node1 0.6 from 0
random price = 1/income -0.8
agent weight = weight
instruments = w, b0..b6
cost regressors = x, w
cost instruments = b0..b6
log costs = yes
gradient tolerance = 1e-6
"""


def agree(estimates, expected, tolerance=1e-3):
    """Estimates within a thousandth of a standard error, errors within a thousandth."""
    for name, (value, error) in expected.items():
        near(estimates[name][0], value, tolerance * error)
        near(estimates[name][1], error, tolerance * error)


def costs_in_logarithms():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        spec.write_text(SPEC + "steps = 1\n")
        result, estimates = fit(spec)
        near(result["objective"], 0.31197385, 1e-7)
        agree(estimates, {
            "1 x node0": (0.4339953, 0.8084350), "x x node1": (1.3817165, 0.6873238), "price x 1/income": (-0.9871401, 0.6782120),
            "constant": (1.3001523, 0.6411671), "price": (-2.5067228, 0.2275370), "x": (1.5284045, 0.7715291),
            "cost: constant": (0.3262720, 0.0287838), "cost: x": (0.1482549, 0.0279887), "cost: w": (0.4362507, 0.0253903)})
        spec.write_text(SPEC + "steps = 1\ncovariance = classical\n")
        _, estimates = fit(spec)
        agree(estimates, {"1 x node0": (0.4339953, 0.7343560), "price": (-2.5067228, 0.2242132), "cost: w": (0.4362507, 0.0260693)})
        spec.write_text(SPEC + "steps = 2\ncluster = model\nfirst weighting = start\ncost bounds = 0.001\n")
        result, estimates = fit(spec)
        near(result["objective"], 15.3198716, 5e-5)
        agree(estimates, {
            "1 x node0": (0.8424854, 0.2911310), "x x node1": (0.5777769, 0.4521239), "price x 1/income": (-0.9735633, 0.7092490),
            "price": (-2.5600805, 0.2406653), "x": (2.2802751, 0.2528837), "cost: constant": (0.3004026, 0.0261013),
            "cost: x": (0.1890806, 0.0225371), "cost: w": (0.4212224, 0.0156584)})
        assert result["diagnostics"]["over_identification"]["degrees"] == 20 - 9, result["diagnostics"]
        assert result["diagnostics"]["clusters"] == 40
        near(result["markups"]["mean"], 0.1681527, 1e-5)
        assert [row["costs_at_bounds"] for row in result["search"]] == [0]


def costs_in_levels_without_effects():
    """Effects absorbed on both sides."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        spec.write_text(SPEC.replace("log costs = yes\n", "") + "steps = 2\nabsorb = kind\ncost absorb = kind\n")
        result, estimates = fit(spec)
        near(result["objective"], 15.5410985, 1e-5)
        agree(estimates, {
            "1 x node0": (0.7133803, 0.4609733), "x x node1": (0.9174864, 0.5494039), "price x 1/income": (-0.9451856, 0.7026986),
            "price": (-2.5946401, 0.2296405), "x": (1.9850180, 0.4812522), "cost: x": (0.2952370, 0.0472150),
            "cost: w": (0.8656570, 0.0449668)})


def a_logit_with_costs():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        lines = [line for line in SPEC.splitlines() if not line.startswith(("random", "agent", "price start"))]
        spec.write_text("\n".join(lines).replace("random-coefficients", "logit") + "\nsteps = 2\n")
        result, estimates = fit(spec)
        near(result["objective"], 20.7366582, 1e-5)
        agree(estimates, {
            "price": (-2.9973736, 0.0951877), "x": (2.4158765, 0.0822653), "constant": (1.1020125, 0.2196393),
            "cost: constant": (0.3456756, 0.0270448), "cost: x": (0.1672073, 0.0211405), "cost: w": (0.4078717, 0.0208306)})


def instruments_that_are_best():
    """PyBLP's compute_optimal_instruments and to_problem, from the estimates of the first step."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        spec.write_text(SPEC + "optimal instruments = yes\n")
        result, estimates = fit(spec)
        near(result["objective"], 0.0068923, 1e-6)
        agree(estimates, {
            "1 x node0": (0.5523610, 0.0835132), "x x node1": (0.8172449, 0.0888309), "price x 1/income": (-1.2691992, 0.2423714),
            "price": (-2.4573384, 0.1068448), "x": (2.0575859, 0.0944785), "constant": (1.0785886, 0.1967245),
            "cost: constant": (0.3275290, 0.0276293), "cost: x": (0.1621148, 0.0228325), "cost: w": (0.4251000, 0.0220267)})
        first = {row["name"]: (row["value"], row["se"]) for row in result["first_estimates"]}
        agree(first, {"1 x node0": (0.4339953, 0.8084350), "x x node1": (1.3817165, 0.6873238)})


def instruments_are_worked_out():
    """The sums of BLP, over a firm's other products and over rivals', as terms."""
    terms = ("total(x, market, firm) - x, total(w, market, firm) - w, total(x, market) - total(x, market, firm), "
             "total(w, market) - total(w, market, firm), count(market, firm) - 1, "
             "x*(total(x, market) - total(x, market, firm)), square(w)")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        spec.write_text(SPEC.replace("b0..b6", terms))
        result, estimates = fit(spec)
        near(result["objective"], 0.31197385, 1e-7)
        agree(estimates, {"1 x node0": (0.4339953, 0.8084350), "price": (-2.5067228, 0.2275370)})
        spec.write_text(SPEC.replace("b0..b6", terms.replace("total(x, market, firm) - x", "total(y, market, firm) - x")))
        assert "made.csv has no column y" in run("fit", spec, status=2).stderr


def a_regressor_with_the_price_is_no_instrument():
    """price*w in X1 needs instruments as the price does; its coefficient is searched for where there are costs."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        spec.write_text(SPEC.replace("regressors = x\n", "regressors = x, price*w\n", 1))
        result, estimates = fit(spec)
        assert result["search"][0]["moments"] == 20, result["search"]
        assert abs(estimates["price*w"][0]) < 3 * estimates["price*w"][1], estimates["price*w"]


def what_is_at_its_bound_has_no_error():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        text = SPEC.replace("node1 0.6 from 0", "node1 0.6 from 0.1 to 0.7").replace("node0 0.4 from 0", "node0 0.5 fixed")
        spec.write_text(text)
        result, estimates = fit(spec)
        assert estimates["x x node1"] == (0.7, None), estimates["x x node1"]
        assert estimates["1 x node0"] == (0.5, None), estimates["1 x node0"]
        assert any("x x node1 ended at its bound" in warning for warning in result["warnings"]), result["warnings"]
        assert result["search"][0]["parameters_at_bounds"] == 1 and result["converged"]


def draws_without_agents():
    """With draws alone the cereal's standard deviations go to 0, as PyBLP finds (objective 187.4555129753)."""
    products = DATA / "nevo_products.csv"
    if not products.exists():
        raise Skip("nevo_products.csv is not there")
    text = ("method = random-coefficients\nmarket = market_ids\nshare = shares\nprice = prices\nabsorb = product_ids\n"
            "instruments = demand_instruments0..19\nrandom 1 = draw(1) 1\nrandom prices = draw(2) 1\nrandom sugar = draw(3) 1\n"
            "random mushy = draw(4) 1\nsteps = 2\ngradient tolerance = 1e-4\n")
    result, estimates = fit("-", "--products", products, text=text + "integration = product 5\n")
    near(result["objective"], 187.4555129753, 1e-5)
    near(estimates["prices"][0], -30.0471, 5e-5)
    near(estimates["prices"][1], 1.0085887, 5e-6)
    assert result["search"][0]["agents"] == 94 * 5 ** 4
    assert all(abs(estimates[name][0]) < 1e-5 and estimates[name][1] is None
               for name in ("1 x draw(1)", "prices x draw(2)", "sugar x draw(3)", "mushy x draw(4)")), estimates


def sequences_and_demographics_join():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        text = SPEC.replace("node0", "draw(1)").replace("node1", "draw(2)")
        seen = []
        for integration, agents in (("product 5", 25 * AGENTS), ("halton 100", 100), ("sobol 128", 128), ("monte-carlo 100", 100)):
            spec.write_text(text + f"integration = {integration}\n")
            result, estimates = fit(spec)
            assert result["search"][0]["agents"] == MARKETS * agents, result["search"]
            assert all(abs(estimates[name][0] - value) < 4 * estimates[name][1] for name, value in (
                ("price", ALPHA), ("cost: x", GAMMA[1]), ("cost: w", GAMMA[2]))), estimates
            seen.append(estimates["price"][0])
        assert len(set(seen)) == 4, seen
        assert fit(spec)[1]["price"][0] == seen[-1]
        spec.write_text(text + "integration = monte-carlo 100\nseed = 2\n")
        assert fit(spec)[1]["price"][0] != seen[-1]


def bad_specifications_say_what_is_wrong():
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        make(folder)
        spec = folder / "made.price"
        cases = [
            (SPEC.replace("firm = firm\n", ""), '"cost regressors" needs a line "firm = column"'),
            (SPEC + "cost bounds = 0\n", "With log costs, cost bounds begin above 0"),
            (SPEC + "cost bounds = 3, 1\n", "the lower bound and then the higher one"),
            (SPEC.replace("cost regressors = x, w\n", ""), 'cost instruments needs a line "cost regressors = …"'),
            (SPEC + "cost absorb = kind\ncost constant = yes\n", "cost constant = yes does not go with cost absorb"),
            (SPEC.replace("cost regressors = x, w", "cost regressors = x, price"), "the price stands among what explains costs"),
            (SPEC.replace("node0 0.4 from 0", "node0 0.4 from 1"), "starts at 0.4, outside the bounds"),
            (SPEC.replace("node0 0.4 from 0", "node0 0.4 from 2 to 1"), "the lower one first"),
            (SPEC.replace("node0 0.4", "draw(1) 0.4"), 'draw(1) needs a line such as "integration = product 5"'),
            (SPEC.replace("node0 0.4", "draw(99) 0.4"), "up to draw(20)"),
            (SPEC + "integration = halton 50\n", "integration needs a draw to integrate over"),
            (SPEC.replace("node0", "draw(1)") + "integration = gauss 5\n", "product 5"),
            (SPEC.replace("node0", "draw(1)") + "integration = product 99\n", "whole number from 1 to 50"),
            (SPEC.replace("1/income", "node7"), "made_agents.csv has no column node7"),
            (SPEC.replace("agents = made_agents.csv\n", ""), "Which file has the agents?"),
            (SPEC.replace("price start = -2\n", "price start = x\n"), "a number"),
            (SPEC.replace("random price", "random log(price - 9)"), "the logarithm needs a value above 0"),
        ]
        for text, part in cases:
            spec.write_text(text)
            errors = run("fit", spec, status=2).stderr
            assert part in errors, f"{part!r} is not in {errors!r}"
        # Costs that have no logarithm where the search starts: refused by the data, with what to do.
        spec.write_text(SPEC.replace("price start = -2\n", "price start = -0.01\n").replace("-0.8", "-0.01"))
        result, _ = fit(spec, status=1)
        assert result["refused"] and result["estimates"] == [], result
        assert [row["reason"] for row in result["refusals"]] == ["costs-not-positive"], result["refusals"]


def main():
    tests = [costs_in_logarithms, costs_in_levels_without_effects, a_logit_with_costs, instruments_that_are_best, instruments_are_worked_out,
             a_regressor_with_the_price_is_no_instrument, what_is_at_its_bound_has_no_error,
             draws_without_agents, sequences_and_demographics_join, bad_specifications_say_what_is_wrong]
    tell(tests)


main()
