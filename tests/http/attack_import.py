# SPDX-License-Identifier: Apache-2.0
"""Imports that are too large, too deep, malformed, not allowed or at once, for attack.py."""
import base64
import json
import threading

from attack_client import Client


def request(content, resource="products", mapping=None, dry_run=True):
    body = {"file_name": "attack.csv", "content": base64.b64encode(content).decode(), "dry_run": dry_run}
    if resource:
        body["resource"] = resource
    if mapping is not None:
        body["mapping"] = mapping
    return json.dumps(body).encode()


def mapping(**members):
    return {"tandem_map": 1, "resource": "products", "fields": {"name": "name"}, **members}


CONTENTS = {
    "1,000 columns": (",".join(["name"] + [f"c{i}" for i in range(999)]) + "\n" + "a" + "," * 999 + "\n").encode(),
    "1,001 columns": (",".join(f"c{i}" for i in range(1001)) + "\n").encode(),
    "a million columns": b"a," * 1000000 + b"\n",
    "the same column twice": b"name,name,name\na,b,c\n",
    "a cell of 1 MiB": b"name\n" + b"x" * (1 << 20) + b"\n",
    "a cell of more": b"name\n" + b"x" * (3 << 20) + b"\n",
    "a quote that never ends": b'name\n"' + b"x\n" * 100000,
    "formulas": b"name\n=1+1\n@SUM(A1)\n+1\n-1\n\"\t=1\"\n",
    "nothing": b"",
    "only a mark": b"\xef\xbb\xbf",
    "UTF-16": "name\nKessel\n".encode("utf-16"),
    "half a character": b"name\n\xc3",
    "NUL": b"name\na\x00b\n",
    "zip": b"PK\x03\x04" + bytes(2000),
    "many short rows": b"name\n" + b"a\n" * 20000,
    "empty rows": b"name\n" + b"\n" * 500000,
    "keys of others": b"key,name\nPROD-1,Taken\nUSER-1,Taken\n",
    "texts that are no keys": b"name,line\na,LINE-999\nb,'; --\nc,USER-1\n",
}
MAPPINGS = {
    "not an object": [], "a number": 1, "no version": {"resource": "products"}, "another version": mapping(tandem_map=2),
    "unknown members": mapping(unknown=1), "an unknown field": mapping(fields={"nme": "name"}),
    "a field that is read only": mapping(fields={"name": "name", "horizon": "name"}),
    "a system field": mapping(fields={"name": "name", "created_by": "name", "version": "name"}),
    "an unknown column": mapping(fields={"name": "nothing"}), "nested": mapping(fields={"name": {"column": {"column": "name"}}}),
    "a constant and a column": mapping(fields={"name": {"value": "a", "column": "name"}}),
    "a role that is none": mapping(assignments=[{"role": "owner", "person": "name"}]),
    "many assignments": mapping(assignments=[{"role": "sales", "person": {"column": "name", "missing": "create"}}] * 500),
    "many ignored": mapping(ignore=["x"] * 5000), "long": mapping(ignore=["x" * 900000]),
    "users": {"tandem_map": 1, "resource": "users", "fields": {"name": "name", "email": "name", "role": {"value": "administrator"}}},
    "tokens": {"tandem_map": 1, "resource": "tokens", "fields": {"name": "name"}},
    "history": {"tandem_map": 1, "resource": "history", "fields": {"verb": "name"}},
    "imports": {"tandem_map": 1, "resource": "imports", "fields": {"file_name": "name"}},
}
CLOSED = ("users", "tokens", "history", "imports")


def checked(client, body, allowed=(200, 400, 413, 422)):
    found = []
    for target in ("/api/v1/imports", "/api/v1/imports/preview"):
        sent = json.loads(body)
        if target.endswith("preview"):
            sent.pop("dry_run"), sent.pop("mapping", None)
        reply = client.send("POST", target, json.dumps(sent).encode())
        if reply.status not in allowed and (reply.status >= 500 or target.endswith("imports")):
            found.append(f"{target}: {reply.status} {reply.body[:300]!r}")
        else:
            reply.json()
    return found


def closed(client, resource):
    found = []
    for body in (request(b"name\na\n", resource, dry_run=False), request(b"name\na\n", None, MAPPINGS[resource], False)):
        reply = client.send("POST", "/api/v1/imports", body)
        if reply.status != 422:
            found.append(f"{reply.status} {reply.body[:300]!r}")
    return found


def by_viewer(client):
    statuses = [client.send("POST", target, request(b"name\na\n", dry_run=False), token="viewer").status
                for target in ("/api/v1/imports", "/api/v1/imports/preview", "/api/v1/imports/IMP-1/undo")]
    return [] if statuses == [403] * 3 else [str(statuses)]


def price_lists(client):
    """Files of Pricing2Yaml that want much memory, time or depth: refused, and quickly."""
    made = client.send("POST", "/api/v1/products", json.dumps({"name": "Attacked by YAML"}).encode())
    head = 'saasName: X\nsyntaxVersion: "2.1"\nversion: latest\ncreatedAt: "2024-01-01"\ncurrency: EUR\n'
    wide = "features:\n  a:\n    valueType: TEXT\n    type: DOMAIN\n    defaultValue:\n" + ("    - " + "x" * 500 + "\n") * 1900
    contents = {"aliases": "a: &a [1]\nb: *a\n", "deep": "[" * 100000, "deep mappings": "{a: " * 100000,
                "wide": head + wide + "plans:\n  A:\n    price: 1\n", "keys": "".join(f"k{i}: 1\n" for i in range(3000)),
                "a long key": "? " + "k" * 900000 + "\n: 1\n", "nul": head + 'plans:\n  "A\\0B":\n    price: 1\n',
                "large": head + " " * 1100000}
    found = []
    for name, content in contents.items():
        body = json.dumps({"product": made.json()["key"], "content": content}).encode()
        reply = client.send("POST", "/api/v1/price-lists/pricing2yaml", body)
        if reply.status not in (400, 413, 422):
            found.append(f"{name}: {reply.status} {reply.body[:300]!r}")
    return found


def at_once(server):
    """Imports of the same file and undoing them, on several connections."""
    found, undone = [], []
    content = b"name,external_id,source\n" + b"".join(b"At once %d,%d,attack\n" % (i, i) for i in range(200))

    def run():
        client = Client(server)
        for _ in range(3):
            reply = client.send("POST", "/api/v1/imports", request(content, dry_run=False))
            if reply.status != 200:
                found.append(f"{reply.status} {reply.body[:300]!r}")
                continue
            key = reply.json()["import"]
            if not key:  # another one had brought everything
                continue
            statuses = [client.send("POST", f"/api/v1/imports/{key}/undo", b"").status for _ in range(2)]
            undone.append(statuses)
            if statuses[0] not in (200, 409) or statuses[1] != 409:
                found.append(f"undoing {key}: {statuses}")
    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found if undone else found + ["nothing was imported"]


def tests(server, client):
    listed = [(f"import: {name}", lambda c=content: checked(client, request(c))) for name, content in CONTENTS.items()]
    listed += [(f"mapping: {name}", lambda m=m: checked(client, request(b"name\na\n", None if isinstance(m, dict) else "products", m), (400, 413, 422, 200)))
               for name, m in MAPPINGS.items()]
    listed += [(f"no import of {name}", lambda n=name: closed(client, n)) for name in CLOSED]
    listed.append(("price lists", lambda: price_lists(client)))
    return listed + [("no import by a viewer", lambda: by_viewer(client)), ("imports at once", lambda: at_once(server))]
