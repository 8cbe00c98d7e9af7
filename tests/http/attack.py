#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Sends valid and invalid requests to every operation that the program describes, and requests that are none.

Usage: attack.py PROGRAM. Prints TAP. No reply may be a failure of the server, every refusal has the shape of a
problem, every reply is as described, and the workspace is sound afterwards."""
import json
import os
import random
import re
import subprocess
import sys
import urllib.parse

import attack_import
import attack_raw
from attack_client import Client, Server, is_sane
from attack_values import BODIES, HEADERS, TARGETS, TEXTS, Description

WHOLE = bool(os.environ.get("TANDEM_ATTACK_WHOLE"))  # everything, in minutes; else a sample of each kind
SLOW = {"open_session", "change_password", "set_up", "accept_invitation"}  # each may cost a password's hash


class Attack:
    def __init__(self, server):
        self.server, self.client = server, Client(server)
        self.description = Description(self.client.send("GET", "/api/v1/openapi.json").json())
        self.random = random.Random(1)
        self.number = 0

    def some(self, values, count):
        return list(values) if WHOLE or len(values) <= count else self.random.sample(list(values), count)

    def key_of(self, path):
        """A key that may be spoilt: the attacker's own account and tokens are left alone."""
        resource = path.split("/")[3]
        reply = self.client.send("GET", f"/api/v1/{resource}?limit=1000")
        items = reply.json().get("items", []) if reply.status == 200 else []
        kept = ("USER-1", "USER-2", "TOK-1", "TOK-2")
        return next((item["key"] for item in items if item.get("key") and item["key"] not in kept), "PROD-1")

    def find_records(self):
        fields = {"line": "lines", "parent": "lines", "product": "products", "person": "people", "manager": "people",
                  "lead": "people", "unit": "units", "scope": "lines", "activity": "activities", "map": "maps",
                  "record": "products"}
        for field, resource in fields.items():
            self.description.records[field] = self.key_of(f"/api/v1/{resource}")

    def target(self, path, given):
        for name, value in given.items():
            path = path.replace("{" + name + "}", value)
        return path

    def faults(self, operation, reply):
        """What is wrong with a reply, whatever was sent."""
        if reply.status >= 500:
            return [f"status {reply.status}: {reply.body[:200]!r}"]
        responses = operation["responses"]
        if reply.status >= 400:
            schema = {"$ref": "#/components/schemas/Problem", "additionalProperties": True}
            if reply.type() != "application/problem+json":
                return [f"a refusal {reply.status} is {reply.type() or 'nothing'}"]
            problem = reply.json()
            found = list(self.description.faults(problem, schema))
            return found + ([] if problem.get("status") == reply.status else ["its status is another"])
        if reply.status in (204, 304):
            return ["a body where none is to be"] if reply.body else []
        response = self.description.resolve(responses.get(str(reply.status), {}))
        if not response:
            return [f"status {reply.status} is not described"]
        if "application/json" not in response.get("content", {}):
            return []
        return list(self.description.faults(reply.json(), response["content"]["application/json"]["schema"]))

    def send(self, operation, method, target, body=None, headers=None, token="administrator"):
        try:
            reply = self.client.send(method, target, body, headers, token)
            chosen = "fields=" in target and reply.status == 200  # then not everything that is described is there
            found = [] if chosen else self.faults(operation, reply)
        except (ValueError, UnicodeDecodeError) as error:
            found = [f"the reply is not JSON: {error}"]
        except Exception as error:
            found = [f"no reply: {error!r}"]
        return [f"{method} {target[:120]} {headers or ''} {(body or b'')[:160]!r}: {fault}" for fault in found]

    def bodies(self, operation):
        schema = self.description.body_schema(operation)
        self.number += 1
        changed = list(self.description.mutations(schema, self.number))
        if operation["operationId"] in SLOW:  # nothing that looks right
            changed = [body for body in changed if not all(isinstance(value, str) for value in body.values())]
        return [json.dumps(body).encode() for body in self.some(changed, 25)] + self.some(BODIES, 8)

    def operation(self, path, method, operation, parameters):
        found = []
        good = {p["name"]: "products" if p["name"] == "resource" else self.key_of(path)
                for p in parameters if p["in"] == "path"}
        is_stream = operation["operationId"] == "follow_history"
        base = self.target(path, good)
        schema = self.description.body_schema(operation)
        body = None
        if schema and operation["operationId"] not in SLOW:
            self.number += 1
            body = json.dumps(self.description.valid(schema, number=self.number)).encode()
        if not is_stream:
            found += self.send(operation, method, base, body)
        for token in (None, "viewer", "x", "tdm_" + "x" * 43):
            if not is_stream or token != "viewer":
                found += self.send(operation, method, base, body, token=token)
        for name in good:
            for text in self.some(TARGETS, 6):
                given = {**good, name: text}
                if not is_stream and (method != "DELETE" or text != "PROD-1"):
                    found += self.send(operation, method, self.target(path, given), body)
        names = [p["name"] for p in parameters if p["in"] == "query"] + ["unknown", "%00", ""]
        for name in names:
            for text in self.some(TEXTS + [",", ",,a", "a," * 60, "true", "1001", "key", "PROD-1,"], 2):
                value = urllib.parse.quote(text)[:6000]
                found += self.send(operation, method, f"{base}?{name}={value}" + ("&x=" if is_stream else ""), body)
        for name, values in HEADERS.items():
            for value in self.some(values, 1):
                if not is_stream:
                    found += self.send(operation, method, base, body, {name: value})
        for changed in self.bodies(operation) if schema else []:
            found += self.send(operation, method, base, changed)
        return found


def report(number, name, found):
    print(f"{'not ok' if found else 'ok'} {number} - {name}", flush=True)
    for fault in found[:12]:
        print("# " + fault.replace("\n", " ")[:600])
    if len(found) > 12:
        print(f"# and {len(found) - 12} more")
    return bool(found)


def end(server):
    found = []
    status = server.stop()
    if status:
        found.append(f"the server ended with {status}")
    if not is_sane(server.log()):
        found.append(server.log()[-6000:])
    done = subprocess.run([server.program, "--db", server.database, "doctor"], capture_output=True, text=True)
    if done.returncode:
        found.append(f"doctor: {done.stdout}{done.stderr}")
    return found


def is_confined(server):
    """Where the kernel can: all that was tried before met a server in its sandbox."""
    said = subprocess.run([server.program, "--db", server.database, "doctor"], capture_output=True, text=True).stdout
    wanted = re.search(r"^sandbox +good ", said, re.M)
    found = "event=sandbox landlock=" in server.log() and "system_calls=filtered" in server.log()
    return [server.log()[:2000] + said] if wanted and not found else []


def main():
    server = Server(sys.argv[1])
    number = failed = 0
    try:
        server.start()
        attack = Attack(server)
        attack.find_records()
        tests = [(f"{method} {path}", lambda a=(path, method, operation, parameters): attack.operation(*a))
                 for path, method, operation, parameters in attack.description.operations()]
        # What is deleted is not there for the others.
        tests.sort(key=lambda test: test[0].startswith("DELETE"))
        tests += attack_import.tests(server, attack.client) + attack_raw.tests(server, attack.client)
        tests.append(("the server is confined", lambda: is_confined(server)))
        tests.append(("the workspace is sound and the server ends as it should", lambda: end(server)))
        print(f"1..{len(tests)}")
        for number, (name, run) in enumerate(tests, 1):
            failed += report(number, name, run())
        print(f"# {attack.client.sent} requests")
    finally:
        server.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
