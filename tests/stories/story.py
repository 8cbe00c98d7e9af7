# SPDX-License-Identifier: Apache-2.0
"""What the stories share: a workspace that is set up and asked by commands alone, and scenes written as TAP.

A story is a file whose scenes are functions with a sentence as their documentation; they run in their order, each on
what the ones before left. Runs on SQLite, or on PostgreSQL where tools/with_postgres has started one.
"""
import datetime
import json
import os
import subprocess
import sys
import tempfile

TODAY = datetime.datetime.now(datetime.timezone.utc).date()


def day(offset):
    """The day so many days from today."""
    return (TODAY + datetime.timedelta(days=offset)).isoformat()


def same(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}:\n  found    {json.dumps(found)}\n  expected {json.dumps(expected)}")


class Story:
    """A workspace, and the keys of what was put into it by its name."""

    def __init__(self, tandem, folder):
        self.tandem = tandem
        self.keys = {}
        cluster = os.environ.get("TANDEM_TEST_POSTGRES")  # see tools/with_postgres
        self.db = os.path.join(folder, "story.tandem")
        if cluster:
            schema = os.path.basename(folder).lower().replace("-", "_")
            self.db = f"{cluster}{'&' if '?' in cluster else '?'}schema={schema}"
        self.run("init")

    def run(self, *arguments, status=0, text=None):
        """Runs a command that has to end with the status, or with one of them; gives what it printed."""
        done = subprocess.run([self.tandem, *arguments], input=text, capture_output=True, text=True, check=False,
                              env={**os.environ, "TANDEM_DB": self.db})
        if done.returncode not in (status if isinstance(status, tuple) else (status,)):
            raise AssertionError(f"tandem {' '.join(arguments)} ended with {done.returncode}: "
                                 f"{(done.stderr or done.stdout)[-2000:]}")
        return done.stdout if done.stdout else done.stderr

    def json(self, *arguments, status=0, text=None):
        return json.loads(self.run(*arguments, "--json", status=status, text=text))

    def key(self, name):
        """The key of what was added under the name; anything else stands for itself."""
        return self.keys.get(name, name)

    def add(self, resource, label, **fields):
        """Creates a record; fields that name what was added before become its key."""
        field_of = {"assignments": None, "hand-offs": "title", "approvals": "title"}
        of_title = field_of.get(resource, "name")
        named = {of_title: label, **fields} if of_title else fields
        values = [f"{field}={self.key(value)}" for field, value in named.items() if value is not None]
        key = self.json("set", resource, *values)["key"]
        self.keys[label] = key
        return key

    def set(self, name, **fields):
        self.run("set", self.key(name), *(f"{field}={self.key(value)}" for field, value in fields.items()))

    def assign(self, person, role, scope=None, **fields):
        """Afterwards the assignment goes by "Ann product_manager Suite"."""
        return self.add("assignments", f"{person} {role} {scope}", person=person, role=role, scope=scope, **fields)

    def records(self, resource):
        return {item["key"]: item for item in self.json("list", resource, "--limit", "1000")["items"]}

    def tick(self, hand_off):
        """Everything on the checklist of a hand-off is there."""
        for key, item in self.records("hand-off-items").items():
            if item["hand_off"] == hand_off:
                self.run("set", key, "done=true")

    def map(self, code):
        """The key of a map that ships with the program."""
        found = [key for key, item in self.records("maps").items() if item["code"] == code]
        same(f"maps with the code {code}", len(found), 1)
        return found[0]

    def put_in_force(self, code, since=None):
        self.run("act", self.map(code), "put_in_force", *([f"in_force_on={since}"] if since else []))

    def resolved(self, product, on=None):
        """By the code of the activity: outcome, role, names."""
        reply = self.json("resolve", "--product", self.key(product), *(["--day", on] if on else []))
        return {item["activity_code"]: (item["outcome"], item["role"], [person["name"] for person in item["people"]])
                for item in reply["items"]}

    def who(self, product, activity, on=None):
        """The outcome and the names: "one Ann", "gap"."""
        outcome, _, names = self.resolved(product, on)[activity]
        return " ".join([outcome, *names])

    def outcomes(self, on=None):
        """How many pairs of product and activity have each outcome."""
        summary = self.json("resolve", *(["--day", on] if on else []))["summary"]
        return {name: sum(row[name] for row in summary) for name in ("one", "gap", "conflict", "dual")}

    def findings(self, rule):
        return self.json("check", "--rule", rule, status=(0, 1))["findings"]

    def stress(self, *steps, on=None, breaks):
        """The report of steps whose texts name what was added."""
        named = [{member: self.key(value) if isinstance(value, str) else [self.key(item) for item in value]
                  for member, value in step.items()} for step in steps]
        report = self.json("stress", "-", *(["--day", on] if on else []), status=1 if breaks else 0,
                           text=json.dumps(named))
        same("breaks", report["breaks"], breaks)
        return report

    def changed(self, report, change):
        """The products for which anything changed in this way."""
        return sorted({item["product_name"] for item in report["items"] if item["change"] == change})


def tell(scenes):
    """Runs the scenes of a story and writes TAP."""
    if len(sys.argv) != 2:
        sys.exit(f"usage: {os.path.basename(sys.argv[0])} TANDEM")
    print(f"1..{len(scenes)}", flush=True)
    failed = 0
    with tempfile.TemporaryDirectory(prefix="tandem-story-") as folder:
        story = Story(os.path.abspath(sys.argv[1]), folder)
        for number, scene in enumerate(scenes, 1):
            title = " ".join((scene.__doc__ or scene.__name__).split()).rstrip(".")
            try:
                scene(story)
                print(f"ok {number} - {title}", flush=True)
            except (AssertionError, KeyError, IndexError) as problem:
                failed += 1
                print(f"not ok {number} - {title}")
                print("\n".join("# " + line for line in repr_of(problem).splitlines()), flush=True)
    sys.exit(1 if failed else 0)


def repr_of(problem):
    return str(problem) if isinstance(problem, AssertionError) else repr(problem)
