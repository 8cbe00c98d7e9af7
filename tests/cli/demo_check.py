#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The demonstration workspace shows every rule of the check at work, as often as demo_expected.txt says, on any day.

Usage: demo_check.py TANDEM. Writes TAP.
"""
import collections
import datetime
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


def sarif_is_as_published(db):
    """What SARIF 2.1.0 requires of a log, a run, a tool, a rule, a result, a location and a suppression."""
    report = json.loads(run("--db", db, "check", "--json", "--waived", status=1))
    before = {finding["fingerprint"] for finding in report["waived"]}
    whole = report["findings"] + report["waived"]
    one = next(finding for finding in report["findings"] if finding["rule"] == "dual-role")
    run("--db", db, "set", "waivers", "rule=dual-role", f"finding={one['fingerprint']}", "reason=Meant so",
        f"until_on={datetime.date.today() + datetime.timedelta(days=300)}")
    log = json.loads(run("--db", db, "check", "--format", "sarif", status=1))
    assert log["version"] == "2.1.0" and log["$schema"].startswith("https://") and len(log["runs"]) == 1
    driver = log["runs"][0]["tool"]["driver"]
    assert driver["name"] == "Tandem" and driver["version"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)) == len(expected())
    for rule in driver["rules"]:
        for member in ("shortDescription", "fullDescription", "help"):
            assert rule[member]["text"].strip(), f"{rule['id']} has no {member}"
        assert rule["defaultConfiguration"]["level"] in ("none", "note", "warning", "error")
    assert log["runs"][0]["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    levels = {"error": "error", "warning": "warning", "info": "note"}
    results = log["runs"][0]["results"]
    assert len(results) == len(whole), "waived ones are results as well"
    by_print = {result["partialFingerprints"]["tandemFinding/v1"]: result for result in results}
    assert set(by_print) == {finding["fingerprint"] for finding in whole}
    for finding in whole:
        result = by_print[finding["fingerprint"]]
        assert result["ruleId"] == finding["rule"] == ids[result["ruleIndex"]]
        assert result["level"] == levels[finding["severity"]]
        assert finding["message"] in result["message"]["text"]
        place = result["locations"][0]["logicalLocations"][0]
        assert place["name"] == finding["key"]
        assert place["fullyQualifiedName"] == f"{finding['resource']}/{finding['key']}"
        waived = finding["fingerprint"] in before | {one["fingerprint"]}
        assert [s["kind"] for s in result["suppressions"]] == (["external"] if waived else [])
    assert by_print[one["fingerprint"]]["suppressions"][0] == \
        {"kind": "external", "status": "accepted", "justification": "Meant so"}


def waived_findings_count_no_more(db):
    report = json.loads(run("--db", db, "check", "--json", "--waived", status=1))
    number = len(report["waived"])
    assert report["summary"]["waived"] == number
    assert "Meant so" in [finding["waiver"]["reason"] for finding in report["waived"]]
    assert sum(expected().values()) == len(report["findings"]) + 1
    assert report["summary"]["warnings"] == sum(f["severity"] == "warning" for f in report["findings"])
    assert "waived" not in json.loads(run("--db", db, "check", "--json", status=1))
    text = run("--db", db, "check", "--waived", status=1)
    assert ": waived: " in text and ": Meant so" in text and f"(and {number} waived)" in text


def a_baseline_leaves_what_is_new(db):
    with tempfile.TemporaryDirectory(prefix="tandem-baseline-") as folder:
        file, second = os.path.join(folder, "known.json"), os.path.join(folder, "second.json")
        run("--db", db, "check", "--write-baseline", file, status=1)
        report = json.loads(run("--db", db, "check", "--baseline", file, "--json"))
        assert report["findings"] == [] and report["summary"]["known"] == sum(expected().values()) - 1
        product = run("--db", db, "set", "products", "name=Brand new", "stage=launch", "--json")
        key = json.loads(product)["key"]
        report = json.loads(run("--db", db, "check", "--baseline", file, "--json", "--write-baseline", second,
                                status=1))
        assert report["findings"] and {finding["product"]["key"] for finding in report["findings"]} == {key}
        run("--db", db, "check", "--baseline", second)
        for wrong in ("{", "[]", '{"tandem_baseline":2,"findings":[]}', '{"tandem_baseline":1,"findings":["xyz"]}'):
            with open(file, "w", encoding="utf-8") as broken:
                broken.write(wrong)
            run("--db", db, "check", "--baseline", file, status=2)
        run("--db", db, "delete", key)


def every_finding_is_explained(db):
    report = json.loads(run("--db", db, "check", "--json", "--waived", status=1))
    for finding in report["findings"][::4] + report["waived"]:
        items = json.loads(run("--db", db, "check", "--explain", finding["fingerprint"], "--json"))["items"]
        assert len(items) == 1 and items[0]["finding"]["fingerprint"] == finding["fingerprint"]
        lines = {line["title"]: line["text"] for line in items[0]["lines"]}
        assert finding["message"] in lines["What"] and lines["To make it go away"] == finding["hint"]
        assert f"check.{finding['rule']}.severity=" in lines["Settings"] and lines["Why"] and lines["Asked"]
        assert ("It is waived" if finding in report["waived"] else finding["fingerprint"]) in lines["To let it stand"]
        text = run("--db", db, "check", "--explain", finding["key"])
        assert finding["fingerprint"] in text
    run("--db", db, "check", "--explain", "0123456789abcdef", status=1)
    run("--db", db, "check", "--explain", "nonsense", status=2)


def runs_are_kept(db):
    assert "No run" in run("--db", db, "check", "--trend")
    run("--db", db, "check", "--keep", status=1)
    runs = json.loads(run("--db", db, "list", "check-runs", "--json"))["items"]
    assert len(runs) == 1 and runs[0]["waived"] >= 1
    rules = runs[0]["rules"] if isinstance(runs[0]["rules"], dict) else json.loads(runs[0]["rules"])
    assert sum(rules.values()) == runs[0]["errors"] + runs[0]["warnings"] + runs[0]["infos"]
    assert "#" in run("--db", db, "check", "--trend").splitlines()[1]
    run("--db", db, "check", "--keep", "--severity", "error", status=2)


def markdown_has_a_row_for_each(db):
    report = json.loads(run("--db", db, "check", "--json", status=1))
    page = run("--db", db, "check", "--format", "markdown", status=1)
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    assert len(rows) == len(report["findings"]) + 2
    for row in rows:
        assert row.replace("\\|", "").count("|") == 6, row


def main():
    tests = (every_rule_as_often_as_expected, every_finding_can_be_acted_on, filters_agree_with_the_whole,
             sarif_is_as_published, waived_findings_count_no_more, a_baseline_leaves_what_is_new,
             every_finding_is_explained, runs_are_kept, markdown_has_a_row_for_each)
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
