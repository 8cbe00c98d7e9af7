#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Price studies worked off by a server: progress, cancelling, a server that ends in the middle, the same result twice.

Usage: jobs.py PROGRAM. Prints TAP. TANDEM_TEST_POSTGRES: on PostgreSQL."""
import base64
import json
import os
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

TANDEM = sys.argv[1]
# Long enough that no machine is through before the test looks; it is always cancelled.
LONG = "method = hierarchical-linear\ndependent = log(units)\nregressors = log(price)\ngroup = store\ndraws = 100000\n"
SHORT = "method = elasticity\nquantity = units\nprice = price\nabsorb = store\n"


def sales():
    stream = random.Random(11)
    rows = ["store,price,units"]
    for store in range(200):
        for _ in range(60):
            price = round(2 + stream.random(), 2)
            rows.append(f"{store},{price},{1000 * price ** -2.2 * stream.uniform(.8, 1.2):.2f}")
    return "\n".join(rows) + "\n"


class Server:
    def __init__(self, folder):
        cluster = os.environ.get("TANDEM_TEST_POSTGRES")
        self.database = f"{cluster}&schema=jobs_{os.getpid()}" if cluster else str(pathlib.Path(folder) / "jobs.tandem")
        self.log = pathlib.Path(folder) / "log"
        self.run("init")
        self.run("user", "add", "--name", "Ada", "--email", "ada@example.com", "--role", "member")
        made = self.run("token", "create", "--name", "jobs", "--user", "ada@example.com", "--scope", "write", "--json")
        self.token = json.loads(made)["secret"]

    def run(self, *arguments, status=0):
        done = subprocess.run([TANDEM, "--db", self.database, *arguments], capture_output=True, text=True, check=False)
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done.stdout

    def start(self):
        self.process = subprocess.Popen([TANDEM, "--db", self.database, "serve", "--listen", "127.0.0.1:0"],
                                        stdout=subprocess.PIPE, stderr=open(self.log, "a", encoding="utf-8"), text=True)
        self.port = int(re.search(r"http://127.0.0.1:(\d+)", self.process.stdout.readline()).group(1))

    def stop(self):
        self.process.terminate()
        assert self.process.wait(30) == 0
        self.process.stdout.close()

    def kill(self):
        self.process.kill()
        self.process.wait(30)
        self.process.stdout.close()

    def ask(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request) as reply:
                return json.loads(reply.read() or "null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} {path}: {error.code} {error.read()[:500]}") from error

    def rows(self):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/v1/price-data/{self.data}/content",
                                         headers={"Authorization": f"Bearer {self.token}"})
        with urllib.request.urlopen(request) as reply:
            return reply.read()

    def wait(self, path, wanted, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            reply = self.ask("GET", path)
            if wanted(reply):
                return reply
            time.sleep(0.05)
        raise AssertionError(f"{path} is {reply}")

    def study(self, name, spec):
        return self.ask("POST", "price-studies", {"name": name, "data": self.data, "spec": spec})["key"]


def progress_is_seen_and_the_study_can_be_cancelled(server):
    key = server.study("Long", LONG)
    server.ask("POST", f"price-studies/{key}/run", {})
    seen = server.wait(f"price-studies/{key}/progress", lambda reply: reply["done"] > 0)
    assert seen["status"] == "running" and seen["all"] > seen["done"] and seen["left"] > 0, seen
    server.ask("POST", f"price-studies/{key}/cancel", {})
    ended = server.ask("GET", f"price-studies/{key}")
    assert ended["status"] == "cancelled" and ended["result_hash"] is None, ended
    # The worker lets go of it: the next study gets its turn.
    short = server.study("Short", SHORT)
    server.ask("POST", f"price-studies/{short}/run", {})
    server.wait(f"price-studies/{short}", lambda reply: reply["status"] == "done")
    assert server.ask("GET", f"price-studies/{key}")["status"] == "cancelled"


def the_same_input_gives_the_same_result(server):
    key = server.study("Twice", LONG.replace("100000", "300"))
    hashes = []
    for _ in range(2):
        server.ask("POST", f"price-studies/{key}/run", {})
        done = server.wait(f"price-studies/{key}", lambda reply: reply["status"] in ("done", "refused", "failed"))
        assert done["status"] in ("done", "refused"), done
        hashes.append((done["input_hash"], done["result_hash"]))
    assert hashes[0] == hashes[1] and all(hashes[0]), hashes


def a_server_that_ended_begins_again_where_it_was(server):
    key = server.study("Interrupted", LONG)
    server.ask("POST", f"price-studies/{key}/run", {})
    server.wait(f"price-studies/{key}/progress", lambda reply: reply["done"] > 0)
    server.stop()
    listed = json.loads(server.run("price", "study", "list", "--json"))
    assert [study["status"] for study in listed if study["key"] == key] == ["queued"], listed
    server.start()
    server.wait(f"price-studies/{key}/progress", lambda reply: reply["done"] > 0)
    server.ask("POST", f"price-studies/{key}/cancel", {})


def what_a_server_ends_on_twice_has_failed(server):
    if server.database.startswith("postgresql"):  # another server may be at work on it: an hour is waited for
        return
    key = server.study("Fatal", LONG)
    server.ask("POST", f"price-studies/{key}/run", {})
    for _ in range(2):
        server.wait(f"price-studies/{key}/progress", lambda reply: reply["done"] > 0)
        server.kill()
        server.start()
    failed = server.wait(f"price-studies/{key}", lambda reply: reply["status"] == "failed")
    assert "ended twice" in failed["message"], failed
    # Asked for again it is begun again, as often as before.
    server.ask("POST", f"price-studies/{key}/run", {})
    server.wait(f"price-studies/{key}/progress", lambda reply: reply["done"] > 0)
    assert server.ask("POST", f"price-studies/{key}/cancel", {})["message"] is None


def the_queue_has_an_end(server):
    keys = [server.study(f"Queued {number}", LONG) for number in range(102)]
    server.ask("POST", f"price-studies/{keys[0]}/run", {})
    server.wait(f"price-studies/{keys[0]}/progress", lambda reply: reply["done"] > 0)
    for key in keys[1:101]:
        server.ask("POST", f"price-studies/{key}/run", {})
    try:
        server.ask("POST", f"price-studies/{keys[101]}/run", {})
        raise RuntimeError("a study too many was queued")
    except AssertionError as refusal:
        assert "100 studies wait already" in str(refusal), refusal
    for key in reversed(keys[:101]):
        server.ask("POST", f"price-studies/{key}/cancel", {})


def another_process_queues_for_the_server(server):
    key = server.study("From outside", SHORT)
    server.run("act", key, "run")
    server.wait(f"price-studies/{key}", lambda reply: reply["status"] == "done")
    result = server.ask("GET", f"price-studies/{key}/result")
    assert abs(result["estimates"][0]["value"] + 2.2) < 0.1 and not result["refused"], result["estimates"]


def rows_travel_whole_or_are_asked_for_again(server):
    with tempfile.TemporaryDirectory() as folder:
        server.run("export", f"--all={folder}", "--format=csv")
        before = server.rows()
        longer = base64.b64encode((sales() * 3).replace("store,price,units", "0,2,3").replace("0,2,3", "store,price,units", 1).encode())
        server.ask("POST", f"price-data/{server.data}/content", {"file_name": "longer.csv", "content": longer.decode()})
        assert len(server.rows()) > len(before)
        server.run("import", f"--all={folder}")
        assert server.rows() == before
        # A file whose rows are others than its record says brings no data that a study would work on.
        texts = pathlib.Path(folder) / "price-texts.csv"
        texts.write_text(texts.read_text(encoding="utf-8").replace("store,price,units", "units,price,store"), encoding="utf-8")
        server.run("import", f"--all={folder}")
    key = server.study("Changed on the way", SHORT)
    server.ask("POST", f"price-studies/{key}/run", {})
    done = server.wait(f"price-studies/{key}", lambda reply: reply["status"] in ("done", "refused", "failed"))
    assert done["status"] == "failed" and "bring the file again" in done["message"], done


def main():
    tests = [progress_is_seen_and_the_study_can_be_cancelled, the_same_input_gives_the_same_result,
             a_server_that_ended_begins_again_where_it_was, what_a_server_ends_on_twice_has_failed, the_queue_has_an_end,
             another_process_queues_for_the_server, rows_travel_whole_or_are_asked_for_again]
    print(f"1..{len(tests)}")
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        server.start()
        content = base64.b64encode(sales().encode()).decode()
        server.data = server.ask("POST", "price-data", {"name": "Sales", "file_name": "sales.csv", "content": content})["key"]
        for number, test in enumerate(tests, 1):
            try:
                test(server)
                print(f"ok {number} - {test.__name__}", flush=True)
            except Exception as error:  # one failure is not to hide the others
                bad += 1
                print(f"not ok {number} - {test.__name__}")
                print("# " + repr(error).replace("\n", "\n# "), flush=True)
        server.stop()
    sys.exit(1 if bad else 0)


main()
