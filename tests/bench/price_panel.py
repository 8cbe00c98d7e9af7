#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares panels with R's lme4, plm and bayesm: processor time of a fit, or of an independent draw.

pricing.py compares times alone; this also asks what the draws are worth.

Usage: price_panel.py TANDEM [ROUNDS]. The data are where TANDEM_SHARED says. Ours is the whole command, with reading its
files; draws are counted by the difference of two lengths on both sides, so that neither start counts. The middle of the rounds is shown."""
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "share" / "examples" / "price"
DATA = pathlib.Path(os.environ.get("TANDEM_SHARED", HERE.parent.parent.parent / "shared")) / "data" / "pricing"


def ours(tandem, spec, products, extra=""):
    """Processor seconds of the command, and its result."""
    lines = (EXAMPLES / spec).read_text().splitlines()
    if extra:
        lines = [line for line in lines if not line.startswith(("draws", "burn"))] + extra.splitlines()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([tandem, "price", "fit", "-", "--products", str(products), "--json"],
                          input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, json.loads(done.stdout)


def theirs(row, draws=0):
    done = subprocess.run(["Rscript", str(HERE / "price_panel.R"), row, str(draws)], capture_output=True,
                          text=True, check=True, env=dict(os.environ, OPENBLAS_NUM_THREADS="1", TANDEM_BENCH_DATA=str(DATA)))
    return {words[0]: float(words[1]) for words in map(str.split, done.stdout.splitlines()) if len(words) == 2
            and words[0] in ("seconds", "effective")}


def show(name, reference, own, floor, note=""):
    ratio = statistics.median(reference) / statistics.median(own)
    print(f"{name}: {statistics.median(own) * 1e3:.3f} ms, reference {statistics.median(reference) * 1e3:.3f} ms; "
          f"ratio {ratio:.1f}{f', floor {floor}' if floor else ''}{'' if ratio >= floor else ' MISSED'}{note}", flush=True)


def fits(tandem, rounds, folder):
    juice = pathlib.Path(folder) / "juice.csv"
    with open(juice, "wb") as out:
        subprocess.run(["gzip", "-dc", str(DATA / "bayesm_orangejuice_yx.csv.gz")], stdout=out, check=True)
    reference, whole = [], []
    for _ in range(rounds):
        reference.append(theirs("effects")["seconds"])
        whole.append(ours(tandem, "juice-cross.price", juice)[0])
    show("effects of 83 stores, eleven brands, the whole command", reference, whole, 0,
         "; most of it reads 17 MB of text")


def draws(tandem, rounds):
    for row, spec, products, lengths, price in (
            ("linear", "cheese-hierarchical.price", "bayesm_cheese.csv", (2000, 12000), "log(PRICE)"),
            ("logit", "camera-hierarchical.price", "bayesm_camera_cbc.csv", (1000, 8000), "price")):
        a, b = lengths
        reference, own, per, own_per = [], [], [], []
        for _ in range(rounds):
            short, long = theirs(row, a), theirs(row, b)
            reference.append((long["seconds"] - short["seconds"]) / (b - a))
            per.append(long["effective"] / b)
            times = [ours(tandem, spec, DATA / products, f"chains = 1\ndraws = {count * 4}\nburn = 2000\n") for count in lengths]
            own.append((times[1][0] - times[0][0]) / (b - a) / 4)
            name = "average group" if row == "linear" else "population mean"
            own_per += [each["effective"] / b / 4 for each in times[1][1]["posterior"]
                        if each["what"] == name and each["name"] == price]
        show(f"hierarchical {row}, a draw", reference, own, 5)
        show(f"hierarchical {row}, an independent draw", [t / e for t, e in zip(reference, per)],
             [t / e for t, e in zip(own, own_per)], 5, f"; independent of 1000: {1e3 * statistics.median(own_per):.1f}, "
             f"there {1e3 * statistics.median(per):.1f}")


def main():
    tandem, rounds = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3
    if not shutil.which("Rscript") or not DATA.exists():
        print("skipped: there is no Rscript, or TANDEM_SHARED does not name the data")
        return
    with tempfile.TemporaryDirectory() as folder:
        fits(tandem, rounds, folder)
    draws(tandem, rounds)


main()
