#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures PyBLP on a row of the comparison: pricing_reference.py ROW prints the least processor time.

Needs numpy, scipy and pandas, and the sources of PyBLP and pyhdfe named by TANDEM_PYBLP and TANDEM_PYHDFE. With `check`
it only says whether all that is there. Each row is taken at the setting that is fastest: one BLAS thread, and of the
two forms of the contraction the quicker one."""
import os
import resource
import sys
import time

os.environ["OPENBLAS_NUM_THREADS"] = "1"
sys.path[:0] = [os.environ[name] for name in ("TANDEM_PYBLP", "TANDEM_PYHDFE") if os.environ.get(name)]

DATA = os.path.join(os.environ.get("TANDEM_SHARED", "../shared"), "data", "pricing")


def least(once, rounds):
    times = []
    for _ in range(rounds):
        start = time.process_time()
        once()
        times.append(time.process_time() - start)
    return min(times)


def cereal():
    import numpy as np
    import pandas as pd
    products = pd.read_csv(os.path.join(DATA, "nevo_products.csv"))
    agents = pd.read_csv(os.path.join(DATA, "nevo_agents.csv"))
    sigma = np.diag([.3302, 2.4526, .0163, .2441])
    pi = np.array([[5.4819, 0, .2037, 0], [15.8935, -1.2, 0, 2.6342], [-.2506, 0, .0511, 0], [1.265, 0, -.8091, 0]])
    return products, agents, sigma, pi


def cereal_problem(pyblp):
    products, agents, sigma, pi = cereal()
    problem = pyblp.Problem(
        (pyblp.Formulation("0 + prices", absorb="C(product_ids)"), pyblp.Formulation("1 + prices + sugar + mushy")),
        products, pyblp.Formulation("0 + income + income_squared + age + child"), agents)
    return problem, {"sigma": sigma, "pi": pi}


def markets_problem(pyblp, markets):
    import numpy as np
    import pandas as pd
    folder = os.environ["TANDEM_BENCH_FOLDER"]
    products = pd.read_csv(os.path.join(folder, f"products-{markets}.csv"))
    agents = pd.read_csv(os.path.join(folder, f"agents-{markets}.csv"))
    problem = pyblp.Problem((pyblp.Formulation("1 + prices + x"), pyblp.Formulation("1 + prices + x")), products,
                            agent_data=agents)
    return problem, {"sigma": np.diag([.8, 1.2, .6])}


def inversion(pyblp, problem, start, rounds):
    """The time inside the function that finds delta, over all markets of one evaluation of the objective."""
    from pyblp.markets.market import Market
    whole = Market.compute_delta
    spent = [0.0]

    def timed(self, *arguments, **named):
        begin = time.process_time()
        try:
            return whole(self, *arguments, **named)
        finally:
            spent[0] += time.process_time() - begin

    Market.compute_delta = timed
    times = []
    for form in ("safe_linear", "nonlinear") * rounds:
        spent[0] = 0
        results = problem.solve(**start, method="1s", optimization=pyblp.Optimization("return"), fp_type=form,
                                check_optimality="gradient", iteration=pyblp.Iteration("squarem", {"atol": 1e-14}))
        times.append(spent[0])
    print("note", int(results.contraction_evaluations.sum()), "contractions")
    return min(times)


def solve(pyblp):
    problem, start = cereal_problem(pyblp)

    def once():
        results = problem.solve(**start, method="1s", fp_type="nonlinear", check_optimality="gradient",
                                optimization=pyblp.Optimization("bfgs", {"gtol": 1e-5}))
        assert abs(float(results.objective) - 4.561514164804) < 1e-6
    return least(once, 1)


def logit(pyblp):
    products = cereal()[0]
    problem = pyblp.Problem(pyblp.Formulation("0 + prices", absorb="C(product_ids)"), products)
    return least(problem.solve, 20)


def nested(pyblp):
    products = cereal()[0].copy()
    products["nesting_ids"] = products["mushy"]
    products["demand_instruments20"] = products.groupby(["market_ids", "nesting_ids"])["shares"].transform("size")
    problem = pyblp.Problem(pyblp.Formulation("0 + prices"), products)
    return least(lambda: problem.solve(rho=0.7), 3)


ROWS = {
    "inversion": lambda pyblp: inversion(pyblp, *cereal_problem(pyblp), rounds=3),
    "solve": solve,
    "logit": logit,
    "nested": nested,
    "markets-20": lambda pyblp: inversion(pyblp, *markets_problem(pyblp, 20), rounds=2),
    "markets-1": lambda pyblp: inversion(pyblp, *markets_problem(pyblp, 1), rounds=1),
}


def main():
    import pyblp
    row = sys.argv[1]
    if row == "check":
        print(pyblp.__version__)
        return 0
    pyblp.options.verbose = False
    print(f"seconds {ROWS[row](pyblp):.9f}")
    print(f"memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
