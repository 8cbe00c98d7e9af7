#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A real company goes in from its CSV files, and the check finds what count.py counts: no more and no fewer. Then each of
the six maps is put in force in turn and comes to what count_maps.py counts.

Usage: run.py TANDEM. The files are in $TANDEM_SHARED/data/devops_company, by default ../shared beside the sources;
when they are not there the test is skipped. Writes TAP.
"""
import datetime
import json
import os
import subprocess
import sys
import tempfile

import count
import count_maps

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get("TANDEM_SHARED") or os.path.join(HERE, "..", "..", "..", "shared")
FOLDER = os.path.join(SHARED, "data", "devops_company")


class Workspace:
    def __init__(self, tandem, folder):
        self.tandem = tandem
        cluster = os.environ.get("TANDEM_TEST_POSTGRES")  # see tools/with_postgres
        self.db = os.path.join(folder, "devops.tandem")
        if cluster:
            schema = os.path.basename(folder).lower().replace("-", "_")
            self.db = f"{cluster}{'&' if '?' in cluster else '?'}schema={schema}"
        self.run("init")

    def run(self, *arguments, status=0):
        done = subprocess.run([self.tandem, "--db", self.db, *arguments], capture_output=True, text=True, check=False)
        if done.returncode != status:
            raise AssertionError(f"tandem {' '.join(arguments)} ended with {done.returncode}: {done.stderr[-2000:]}")
        return done.stdout

    def json(self, *arguments, status=0):
        return json.loads(self.run(*arguments, "--json", status=status))

    def take(self, resource, file, mapping):
        """Imports a file, and once more, which has to change nothing."""
        arguments = ("import", resource, os.path.join(FOLDER, file), "--map", os.path.join(HERE, mapping))
        first, second = self.json(*arguments), self.json(*arguments)
        same("rejected", first["rejected"], [])
        same(f"{file} again", [second["created"], second["updated"], second["unchanged"]], [0, 0, first["rows"]])
        same(f"{file} again, other records", [number for number in second["also_created"].values() if number], [])
        return first

    def records(self, resource):
        found, cursor = {}, None
        while True:
            page = self.json("list", resource, "--limit", "1000", *(("--cursor", cursor) if cursor else ()))
            found.update({item["key"]: item for item in page["items"]})
            cursor = page["next"]
            if not cursor:
                return found

    def findings(self, expected_status):
        """The findings in the words of count.py: by external identifier."""
        report = self.json("check", status=expected_status)
        records = {name: self.records(name) for name in ("products", "people", "lines", "assignments")}
        known = {key: item for items in records.values() for key, item in items.items()}

        def outside(key):
            return known[key]["external_id"] if key else None

        found = []
        for finding in report["findings"]:
            record = records[finding["resource"]][finding["key"]]
            about = outside(finding["key"])
            if finding["resource"] == "assignments":
                kind = "product" if record["scope"] in records["products"] else "line"
                about = f'{outside(record["person"])} {record["stand_in"]} over the {kind} {outside(record["scope"])}'
            if finding["rule"] == "too-many-products":
                role = "product marketing manager" if "product marketing manager" in finding["message"] \
                    else "product manager"
                about += " " + role.replace(" ", "_")
            found.append([finding["rule"], finding["severity"], about,
                          outside(finding["accountable"]["key"]) if finding["accountable"] else None])
        severities = [finding["severity"] for finding in report["findings"]]
        for severity in ("error", "warning", "info"):
            same(f"summary of {severity}s", report["summary"][severity + "s"], severities.count(severity))
        return sorted(found, key=json.dumps), report


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}:\n  found    {json.dumps(found)}\n  expected {json.dumps(expected)}")


def same_findings(found, expected):
    too_many = [finding for finding in found if finding not in expected]
    missing = [finding for finding in expected if finding not in found]
    same("findings that are not there, findings that are missing", [too_many, missing], [[], []])
    same("number of findings", len(found), len(expected))


def prepared(tandem, folder):
    workspace = Workspace(tandem, folder)
    workspace.take("people", "people.csv", "people.json")
    workspace.take("lines", "stages.csv", "stages.json")
    return workspace


def direct(tandem, folder):
    """Every file with everybody in it: each finding is one that was counted, and each counted one is found."""
    workspace = prepared(tandem, folder)
    workspace.take("lines", "teams.csv", "teams.json")
    products = workspace.take("products", "products.csv", "products.json")
    same("references kept", products["kept"], 0)
    found, report = workspace.findings(1)
    expected = count.count(FOLDER, "direct")
    same_findings(found, expected)
    same("products", report["summary"]["products"], len(count.table(FOLDER, "products.csv", "Key")))
    stand_ins = sum(1 for name, key in (("products.csv", "Key"), ("teams.csv", "Team"))
                    for row in count.table(FOLDER, name, key).values() if row["PM note"])
    same("stand-ins", sum(1 for finding in found if finding[0] == "stand-in-too-long"), stand_ins)


def inherited(tandem, folder):
    """Nobody is assigned to a product: each inherits from its team, and nothing else changes."""
    workspace = prepared(tandem, folder)
    workspace.take("lines", "teams.csv", "teams.json")
    workspace.take("products", "products.csv", "products_by_line.json")
    found, _ = workspace.findings(1)
    same_findings(found, count.count(FOLDER, "inherited"))


def dangling(tandem, folder):
    """Products before their teams: every team that is named is kept and reported, until the teams are there."""
    workspace = prepared(tandem, folder)
    products = count.table(FOLDER, "products.csv", "Key")
    named = sorted(key for key, product in products.items() if product["Team"])
    arguments = ("import", "products", os.path.join(FOLDER, "products.csv"), "--map",
                 os.path.join(HERE, "products_by_team.json"))
    same("references kept", workspace.json(*arguments)["kept"], len(named))
    found, _ = workspace.findings(1)
    same("dangling", sorted(finding[2] for finding in found if finding[0] == "dangling-reference"), named)
    workspace.take("lines", "teams.csv", "teams.json")
    same("references kept at last", workspace.json(*arguments)["kept"], 0)
    found, _ = workspace.findings(1)
    same("dangling at last", [finding for finding in found if finding[0] == "dangling-reference"], [])


def measured(workspace, on):
    """What Tandem says on a day, in the words of count_maps.py."""
    outside = {key: item["external_id"] for key, item in workspace.records("people").items()}
    summary = workspace.json("resolve", "--day", on)["summary"]
    points = workspace.json("stress", "--single-points", "--limit", "1000", "--day", on)["items"]
    span, score = max(point["products"] for point in points), points[0]["score"]
    return {
        "outcomes": {name: sum(row[name] for row in summary) for name in ("one", "gap", "conflict", "dual", "rest")},
        "span": span,
        "widest": sorted(outside[point["person"]["key"]] for point in points if point["products"] == span),
        "score": score,
        "hardest": sorted(outside[point["person"]["key"]] for point in points if point["score"] == score),
    }


def six_maps(tandem, folder):
    """Each map in force from another day on: gaps, conflicts, duals, spans, and whom the company cannot do without."""
    workspace = prepared(tandem, folder)
    workspace.take("lines", "teams.csv", "teams.json")
    workspace.take("products", "products.csv", "products.json")
    maps = {item["code"]: key for key, item in workspace.records("maps").items()}
    today = datetime.datetime.now(datetime.timezone.utc).date()
    print(f"# {'map':<16} {'one':>6} {'gap':>6} {'conflict':>8} {'dual':>6} {'rest':>6}  widest span  hardest to do without")
    for number, code in enumerate(count_maps.CODES):
        on = (today + datetime.timedelta(days=number)).isoformat()
        if number:  # Venn decides from the beginning
            workspace.run("act", maps[code], "put_in_force", f"in_force_on={on}")
        found = measured(workspace, on)
        cells = [found["outcomes"][name] for name in ("one", "gap", "conflict", "dual", "rest")]
        print(f"# {code:<16} {cells[0]:>6} {cells[1]:>6} {cells[2]:>8} {cells[3]:>6} {cells[4]:>6}  "
              f"{found['span']:>3} {' '.join(found['widest']):<7}  {' '.join(found['hardest'])}, score {found['score']}")
        same(code, found, count_maps.count(FOLDER, code))


def main():
    if not os.path.isdir(FOLDER):
        print(f"1..0 # SKIP the company's files are not there: {os.path.normpath(FOLDER)}")
        return
    tests = (direct, inherited, dangling, six_maps)
    print(f"1..{len(tests)}")
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory(prefix="tandem-devops-") as folder:
            try:
                test(os.path.abspath(sys.argv[1]), folder)
                print(f"ok {number} - {test.__name__}")
            except AssertionError as problem:
                print(f"not ok {number} - {test.__name__}")
                print("\n".join("# " + line for line in str(problem).splitlines()))


if __name__ == "__main__":
    main()
