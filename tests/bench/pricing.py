#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares the price models with the packages people use for them, as ratios of processor time in one run.

Usage: pricing.py BUILD [--rounds N] [NAME ...]     (./dev bench pricing)

A row is a name, the floor that was set for the ratio, the command of the reference and ours. Both print a line
"seconds X", the least of repetitions in one process; a command that prints none is taken by the processor time of
the whole process. A line "limit X" is what the arithmetic alone would take, "note ..." is shown. Rounds alternate
between the two, so that other work on the machine falls on both; the middle ratio is shown. What a reference needs
and is not there is said, and its rows show our time alone.

To add a method: a specification, and a row with SPEC("file.price") beside the reference's command."""
import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PYTHON = "/usr/bin/python3"


class Row(NamedTuple):
    name: str
    floor: float        # the ratio to reach; 0: none was set
    reference: list     # a command, its first word a key of `needs`
    ours: list


def pyblp(row):
    return ["PyBLP", PYTHON, os.path.join(HERE, "pricing_reference.py"), row]


def r(script, *arguments):
    """A script of R beside this file that prints its seconds."""
    return ["R", "Rscript", os.path.join(HERE, script), *arguments]


def ours(*arguments):
    return ["tests/bench_pricing", *arguments]


def spec(name):
    return ours("spec", os.path.join(ROOT, "share", "examples", "price", name))


def command(name):
    """The program as people start it: reading, fitting, printing, all in the time."""
    return ["tandem", "price", "fit", os.path.join(ROOT, "share", "examples", "price", name), "--json"]


ROWS = [
    Row("cereal: shares inverted", 100, pyblp("inversion"), ours("inversion")),
    Row("cereal: random coefficients solved, with errors", 80, pyblp("solve"), ours("solve")),
    Row("  the same as a command, from files", 80, pyblp("solve"), command("nevo.price")),
    Row("cereal: logit, two steps", 10, pyblp("logit"), ours("logit")),
    Row("cereal: nested logit, two steps", 100, pyblp("nested"), ours("nested")),
    Row("cheese: mixed model of 88 retailers", 50, r("price_panel.R", "mixed"), spec("cheese-mixed.price")),
    Row("orange juice: fixed effects, 11 brands, errors by store", 50, r("price_panel.R", "effects"),
        ours("effects", "bayesm_orangejuice_yx.csv.gz")),
    Row("cheese: hierarchical linear, 44,000 sweeps", 5, r("price_panel.R", "linear", "10000", "44000"),
        spec("cheese-hierarchical.price")),
    Row("camera: hierarchical logit, 60,000 sweeps", 5, r("price_panel.R", "logit", "5000", "60000"),
        spec("camera-hierarchical.price")),
    Row("20 markets, 2,000 products, 200 agents each: inverted", 18, pyblp("markets-20"), ours("markets", "20")),
    Row("1 market, 2,000 products, 200 agents: inverted", 18, pyblp("markets-1"), ours("markets", "1")),
]


class Run(NamedTuple):
    seconds: float
    limit: float
    memory: float       # largest resident size, MB
    notes: list


def run(words, environment):
    """Runs a command; None when it failed, with what it said on standard error."""
    # By a process of its own, so that the largest size is this command's.
    done = subprocess.run([sys.executable, __file__, "--size-of", *words], env=environment, capture_output=True,
                          text=True, check=False)
    lines = [line.split(None, 1) for line in done.stdout.splitlines() if line.strip()]
    values = {line[0]: line[1] for line in lines if line[0] in ("seconds", "limit", "size", "process") and len(line) == 2}
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        return None
    return Run(float(values.get("seconds", values["process"])), float(values.get("limit", 0)), float(values.get("size", 0)),
               [line[1] for line in lines if line[0] == "note"])


def size_of(words):
    """Runs a command and adds lines with its processor time and its largest resident size."""
    done = subprocess.run(words, check=False)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"process {usage.ru_utime + usage.ru_stime}\nsize {usage.ru_maxrss / 1024:.1f}", flush=True)
    return done.returncode


def missing(build, environment):
    """What each reference lacks here, by its key."""
    faults = {}
    check = subprocess.run([PYTHON, os.path.join(HERE, "pricing_reference.py"), "check"], env=environment,
                           capture_output=True, text=True, check=False) if os.path.exists(PYTHON) else None
    if not os.environ.get("TANDEM_PYBLP") or not os.environ.get("TANDEM_PYHDFE"):
        faults["PyBLP"] = "TANDEM_PYBLP and TANDEM_PYHDFE do not name the sources of PyBLP and pyhdfe"
    elif check is None or check.returncode:
        faults["PyBLP"] = f"{PYTHON} does not import it ({(check.stderr.splitlines() or ['?'])[-1] if check else '-'})"
    if not any(os.access(os.path.join(folder, "Rscript"), os.X_OK) for folder in os.environ["PATH"].split(":")):
        faults["R"] = "there is no Rscript"
    if not os.path.exists(os.path.join(environment["TANDEM_SHARED"], "data", "pricing", "nevo_products.csv")):
        faults["data"] = "TANDEM_SHARED does not name the folder with data/pricing/nevo_products.csv"
    if not os.path.exists(os.path.join(build, "tests", "bench_pricing")):
        faults["ours"] = f"{build}/tests/bench_pricing is not built"
    return faults


def our_words(row, build, environment):
    words = [os.path.join(build, row.ours[0]), *row.ours[1:]]
    if row.ours[0] == "tandem":
        for role in ("products", "agents"):
            words += [f"--{role}", os.path.join(environment["TANDEM_SHARED"], "data", "pricing", f"nevo_{role}.csv")]
    return words


def text_of(seconds):
    return f"{seconds * 1e3:.3f} ms" if seconds < 1 else f"{seconds:.3f} s"


def measure(row, build, environment, faults, rounds):
    references, own = [], []
    for _ in range(rounds):
        if row.reference[0] not in faults:
            references.append(run(row.reference[1:], environment))
        own.append(run(our_words(row, build, environment), environment))
    if None in own or None in references:
        print(f"{row.name}: could not be measured", flush=True)
        return False
    seconds = statistics.median(each.seconds for each in own)
    line = f"{row.name}: {text_of(seconds)}, {own[0].memory:.1f} MB"
    if references:
        ratios = sorted(other.seconds / each.seconds for other, each in zip(references, own))
        theirs = statistics.median(each.seconds for each in references)
        line += (f"; {row.reference[0]} {text_of(theirs)}, {references[0].memory:.1f} MB; "
                 f"ratio {statistics.median(ratios):.0f} ({ratios[0]:.0f} to {ratios[-1]:.0f})")
        if row.floor:
            line += f", floor {row.floor:g}" + ("" if statistics.median(ratios) >= row.floor else " MISSED")
    if own[0].limit:
        line += f"; {statistics.median(each.seconds / each.limit for each in own):.1f} times the arithmetic alone"
    for note in own[0].notes:
        line += f" [{note}]"
    print(line, flush=True)
    return True


def main():
    if sys.argv[1:2] == ["--size-of"]:
        return size_of(sys.argv[2:])
    reading = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reading.add_argument("build")
    reading.add_argument("--rounds", type=int, default=3)
    reading.add_argument("names", nargs="*", help="rows whose name contains one of these")
    given = reading.parse_intermixed_args()
    environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    environment.setdefault("TANDEM_SHARED", os.path.join(os.path.dirname(ROOT), "shared"))
    environment["TANDEM_BENCH_DATA"] = os.path.join(environment["TANDEM_SHARED"], "data", "pricing")
    build = os.path.abspath(given.build)
    faults = missing(build, environment)
    for name, fault in faults.items():
        print(f"skipped: {name}: {fault}")
    if "ours" in faults:
        return 2
    rows = [row for row in ROWS if not given.names or any(name in row.name for name in given.names)]
    with tempfile.TemporaryDirectory() as folder:
        environment["TANDEM_BENCH_FOLDER"] = folder
        tool = os.path.join(build, "tests", "bench_pricing")
        subprocess.run([tool, "write", folder], check=True)
        sys.stdout.write(subprocess.run([tool, "limits"], capture_output=True, text=True, check=True).stdout)
        good = [measure(row, build, environment, faults, given.rounds) for row in rows
                if "data" not in faults or "markets" in row.name]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
