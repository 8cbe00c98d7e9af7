#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The demonstration workspace shows every rule of the check at work, as often as demo_expected.txt says, on any day.

Usage: demo_check.py TANDEM. Writes TAP.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def run(*arguments, status=0):
    done = subprocess.run([sys.argv[1], *arguments], capture_output=True, text=True, check=False)
    if done.returncode != status:
        raise AssertionError(f"tandem {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-2000:]}")
    return done.stdout


def expected():
    with open(os.path.join(HERE, "demo_expected.txt"), encoding="utf-8") as file:
        lines = [line.split() for line in file if line.strip() and not line.startswith("#")]
    return {rule: int(number) for rule, number in lines}


def every_rule_as_often_as_expected(db):
    report = json.loads(run("--db", db, "check", "--json", status=1))
    found = dict(collections.Counter(finding["rule"] for finding in report["findings"]))
    wanted = {rule: number for rule, number in expected().items() if number}
    assert found == wanted, f"found {found}, expected {wanted}"
    rules = {rule["id"] for rule in json.loads(run("describe", "rules", "--json"))}
    assert rules == set(expected()), f"rules without a line in demo_expected.txt: {rules - set(expected())}"


def every_finding_can_be_acted_on(db):
    report = json.loads(run("--db", db, "check", "--json", status=1))
    for finding in report["findings"]:
        for member in ("title", "message", "hint"):
            assert finding[member].strip(), f"{finding['key']} has no {member}"
        assert finding["message"].endswith("."), finding["message"]
        run("--db", db, "show", finding["key"])
        if finding["accountable"]:
            person = json.loads(run("--db", db, "show", finding["accountable"]["key"], "--json"))
            assert person["name"] == finding["accountable"]["name"], finding
            assert not person["left_on"], f"{finding['key']} is put to somebody who has left"


def filters_agree_with_the_whole(db):
    whole = json.loads(run("--db", db, "check", "--json", status=1))["findings"]
    for rule in expected():
        part = [finding for finding in whole if finding["rule"] == rule]
        status = 1 if any(finding["severity"] == "error" for finding in part) else 0
        alone = json.loads(run("--db", db, "check", "--rule", rule, "--json", status=status))["findings"]
        assert alone == part, f"--rule {rule} finds something else"
    text = run("--db", db, "check", status=1)
    for finding in whole:
        assert f"{finding['key']}: {finding['severity']}: {finding['title']}: {finding['message']} [{finding['rule']}]\n" \
            in text, f"the text does not have {finding}"


def main():
    tests = (every_rule_as_often_as_expected, every_finding_can_be_acted_on, filters_agree_with_the_whole)
    print(f"1..{len(tests)}")
    with tempfile.TemporaryDirectory(prefix="tandem-demo-") as folder:
        db = os.path.join(folder, "demo.tandem")
        run("--db", db, "init", "--demo")
        for number, test in enumerate(tests, 1):
            try:
                test(db)
                print(f"ok {number} - {test.__name__}")
            except AssertionError as problem:
                print(f"not ok {number} - {test.__name__}")
                print("\n".join("# " + line for line in str(problem).splitlines()))


if __name__ == "__main__":
    main()
