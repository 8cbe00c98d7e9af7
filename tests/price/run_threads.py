#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A fit comes out the same to the last bit with any number of threads, through the command line.

Usage: run_threads.py TANDEM SOURCE. Writes TAP. The data lie where TANDEM_SHARED says; without them it skips."""
import os
import pathlib
import re
import subprocess
import sys

TANDEM, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
DATA = pathlib.Path(os.environ.get("TANDEM_SHARED", SOURCE.parent / "shared")) / "data" / "pricing"
SPECS = ["nevo.price", "cheese-mixed.price", "yogurt.price"]


def fit(spec, *options):
    text = (SOURCE / "share" / "examples" / "price" / spec).read_text(encoding="utf-8")
    # The data are elsewhere: their full paths stand in the specification.
    text = re.sub(r"^(\w+ *= *)([\w.-]+\.csv(?:\.gz)?)", lambda m: m[1] + str(DATA / m[2]), text, flags=re.M)
    done = subprocess.run([TANDEM, "price", "fit", "-", "--json", *options], input=text, capture_output=True, text=True,
                          check=False)
    return done.returncode, re.sub(r'"seconds":[^,}]*', "", done.stdout), done.stderr


def main():
    print(f"1..{len(SPECS) + 1}")
    for number, spec in enumerate(SPECS, 1):
        if not DATA.exists():
            print(f"ok {number} - {spec} # SKIP the public data are not there; set TANDEM_SHARED")
            continue
        status, one, said = fit(spec, "--threads", "1")
        same = status in (0, 1) and len(one) > 100 and all(
            fit(spec, "--threads", threads)[:2] == (status, one) for threads in ("2", "5"))
        print(f"{'ok' if same else 'not ok'} {number} - {spec} with 1, 2 and 5 threads")
        if not same:
            print(f"# status {status} {said[:300]!r}")
    bad = all(fit("nevo.price", "--threads", wrong)[0] == 2 for wrong in ("0", "9", "two", "-1"))
    print(f"{'ok' if bad else 'not ok'} {len(SPECS) + 1} - numbers that are none are refused")
    return 0


sys.exit(main())
