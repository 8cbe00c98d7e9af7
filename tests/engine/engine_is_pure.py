#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what the engines' objects need from outside with a list of what they may need. Writes TAP.

Usage: engine_is_pure.py ALLOWED LIBRARY. A file, a clock, a thread, a log or the environment would be a symbol that is
not in the list; so would a variable that keeps something between two calls."""
import os
import re
import subprocess
import sys

# What compilers add of their own accord.
ADDED = re.compile(r"__gcov_|__stack_chk_|_GLOBAL_OFFSET_TABLE_|__cpu_|__llvm_")


def symbols(library, *options):
    nm = os.environ.get("NM", "nm")
    done = subprocess.run([nm, "--format=posix", *options, library], capture_output=True, text=True, check=True)
    return [line.split()[:2] for line in done.stdout.splitlines() if line and not line.endswith(":")]


def main():
    allowed_file, library = sys.argv[1:]
    with open(allowed_file, encoding="utf-8") as lines:
        allowed = {line.split("#")[0].strip() for line in lines} - {""}
    own = {name for name, _ in symbols(library, "--defined-only")}
    needed = {name for name, _ in symbols(library, "--undefined-only")}
    outside = sorted(name for name in needed - own
                     if name not in allowed and not ADDED.match(name)
                     and re.sub(r"^__(\w+)_chk$", r"\1", name) not in allowed)
    # Written data: d and b are variables of a file or of a function, c common ones.
    variables = sorted(name for name, kind in symbols(library, "--defined-only")
                       if kind in "dDbBcC" and not ADDED.match(name) and not name.startswith(("texts", ".")))
    print("1..2")
    for number, (what, faults) in enumerate([("an engine needs only what is allowed", outside),
                                             ("an engine keeps nothing between calls", variables)], 1):
        print(f"{'not ok' if faults else 'ok'} {number} - {what}")
        for fault in faults:
            print(f"# {fault}")
    return 0


sys.exit(main())
