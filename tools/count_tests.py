#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts the results that a test run left behind (JUnit XML, TAP) and prints `N passed, N failed, N skipped`.

Exit status 1 when a test failed or none ran."""
import pathlib
import re
import sys
import xml.etree.ElementTree as tree


def count_junit(path):
    passed = failed = skipped = 0
    for case in tree.parse(path).getroot().iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
        elif case.find("skipped") is not None:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_tap(path):
    passed = failed = skipped = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"(not )?ok\b", line)
        if not found:
            continue
        if re.search(r"#\s*skip", line, re.IGNORECASE):
            skipped += 1
        elif found.group(1):
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def main():
    totals = [0, 0, 0]
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*")):
        counts = {".xml": count_junit, ".tap": count_tap}.get(path.suffix)
        if counts is None:
            continue
        found = counts(path)
        print(f"{path.stem}: {found[0]} passed, {found[1]} failed, {found[2]} skipped", file=sys.stderr)
        totals = [total + one for total, one in zip(totals, found)]
    print(f"{totals[0]} passed, {totals[1]} failed, {totals[2]} skipped")
    return 1 if totals[1] or not totals[0] else 0


sys.exit(main())
