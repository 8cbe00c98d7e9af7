# SPDX-License-Identifier: Apache-2.0
"""Valid and invalid values by the schemas of the program's own description, and a check of replies by them."""
import json
import re

TEXTS = [
    "", " ", "\u0000", "a\u0000b", "x" * 70000, "\u202e\u2066", "e\u0301\U0001f600" * 40, "\ufffe", "\r\nX-Evil: 1",
    "' OR 1=1; --", "$1", "%s%n%s", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "../../etc/passwd", "NaN",
    "9223372036854775808", "0000-00-00", "2027-02-30", "10000-01-01", "PROD-0", "PROD-99999999999999999999", "A-1",
]
VALUES = [None, True, 0, -1, 1.5, 2**63, -2**63 - 1, 10**40, 1e308, [], {}, [None], [[[]]], {"a": {"b": []}},
          ["x"] * 300, {"key": "PROD-1"}, ["pm", "pm"]]
# Bodies that are wrong as a whole.
BODIES = [
    b"", b" ", b"{", b"}", b"null", b"true", b"1", b'"x"', b"[]", b"[{}]", b"{}", b'{"":1}', b'{"a":1,"a":2}',
    b'{"name":"a","name":"b"}', b"[" * 100000, b'{"a":' * 5000, b"\xff\xfe{\x00}\x00", b"\xef\xbb\xbf{}", b"\x00",
    b'{"name":"\\u0000"}', b'{"name":"\\ud800"}', b'{"name":"\xff"}', b'{"name":"\xed\xa0\x80"}',
    b'{"name":"\xc0\x80"}', b"NaN", b'{"name":NaN}', b'{"version":1e999}', b'{"version":-0}', b'{"name":01}',
    b'{"name":"a"}}', b'{"name":"a"} {"name":"b"}', b"{'name':'a'}", b'{"name":"a",}', b"/**/{}",
    b'{"unknown":1}', b'{"__proto__":{"role":"administrator"}}', b'{"k":"' + b"x" * 1200000 + b'"}',
    b"{" + b",".join(b'"k%d":%d' % (i, i) for i in range(20000)) + b"}", b"[" + b"1," * 400000 + b"1]",
]
TARGETS = [
    "%", "%zz", "%00", "%0d%0aX:1", "%c0%af", "%ff", "..", "%2e%2e", "..%2f..%2fetc%2fpasswd", "a%2fb", "%5c", "+",
    "x" * 3000, "%F0%9F%98%80", "'", "%22", "%3Cscript%3E", "%25", "%25%32%65", "PROD-1%00", "PROD-01", "prod-1", "-1",
    "PROD-" + "9" * 30, ";a=b", "*", "0", "null",
]
HEADERS = {
    "If-Match": ['"0"', '"1"', "*", "1", 'W/"1"', '"1", "2"', '"99999999999999999999"', '"-1"', '""', "x" * 4000, ","],
    "If-None-Match": ['"1"', "*", 'W/"1"', '"a,b"', '"', "," * 200, "\xff"],
    "Idempotency-Key": ["k", "x" * 300, "\xff\xfe", " ", "'; --"],
    "Last-Event-ID": ["x", "-1", "99999999999999999999", "1 2"],
    "Content-Type": ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-16",
                     "multipart/form-data; boundary=x", "application/jsonx", "", "application/json;" + "a" * 500],
    "Accept": ["text/html", "*/*;q=0", "x" * 1000],
    "Accept-Encoding": ["gzip", "gzip;q=0", "gzip;q=9" + "9" * 400, "*", ",,,"],
    "Authorization": ["Bearer", "Bearer ", "Bearer x", "Basic YTpi", "Bearer tdm_" + "x" * 43, "bearer \xff", "x" * 3000],
    "Cookie": ["tandem_session=", "tandem_session=" + "x" * 43, "tandem_session; =;;", "tandem_session=\"a\"", "=" * 3000],
    "Range": ["bytes=0-1", "bytes=-1,99999999999999999999-"],
    "Origin": ["null", "http://evil.example", "http://127.0.0.1:1"],
    "X-HTTP-Method-Override": ["DELETE"],
    "Expect": ["100-continue", "200-ok"],
}


class Description:
    """The OpenAPI document of the program."""

    def __init__(self, document):
        self.document = document
        self.records = {}  # keys by the name of the field that would refer to them

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self.document
            for part in node["$ref"].lstrip("#/").split("/"):
                target = target[part]
            rest = {name: value for name, value in node.items() if name != "$ref"}
            node = {**target, **rest}
            if "properties" in target and "properties" in rest:
                node["properties"] = {**target["properties"], **rest["properties"]}
        return node

    def operations(self):
        for path, item in self.document["paths"].items():
            for method, operation in item.items():
                if method == "parameters":
                    continue
                parameters = [self.resolve(p) for p in item.get("parameters", []) + operation.get("parameters", [])]
                yield path, method.upper(), operation, parameters

    def body_schema(self, operation):
        content = operation.get("requestBody", {}).get("content", {})
        return self.resolve(content["application/json"]["schema"]) if content else None

    def valid(self, schema, name="", number=0):
        """A value that the schema allows, different by number."""
        schema = self.resolve(schema)
        if name in self.records:
            return self.records[name]
        if "enum" in schema:
            return [v for v in schema["enum"] if v is not None][number % len(schema["enum"])]
        kinds = schema.get("type", "string")
        kind = kinds if isinstance(kinds, str) else kinds[0]
        if kind == "object":
            return {member: self.valid(inner, member, number) for member, inner in schema.get("properties", {}).items()
                    if member in schema.get("required", [])}
        if kind == "array":
            return [self.valid(schema["items"], "", number)]
        if kind == "integer":
            return min(max(schema.get("minimum", 1), 1), schema.get("maximum", 1))
        if kind in ("number", "boolean"):
            return kind == "number" and 1.0
        if name == "email":
            return f"attack{number}@example.com"
        if schema.get("format") == "date":
            return "2026-12-01"
        return f"a{number}"

    def mutations(self, schema, number):
        """Objects that are valid but for one member, and one each without a member that is required."""
        good = self.valid(schema, number=number)
        for member in schema.get("required", []):
            yield {name: value for name, value in good.items() if name != member}
        for index, member in enumerate(schema.get("properties", {})):
            # Each member meets every kind of value, and the texts in turn.
            for value in VALUES + [TEXTS[(index * 7 + step) % len(TEXTS)] for step in range(8)]:
                yield {**good, member: value}
        for text in TEXTS:
            yield {**good, text: 1}

    def faults(self, value, schema, where=""):
        """What of a reply is not as the schema says."""
        schema = self.resolve(schema)
        if "anyOf" in schema:
            if all(list(self.faults(value, option, where)) for option in schema["anyOf"]):
                yield f"{where} is none of what it may be: {json.dumps(value)[:80]}"
            return
        if "enum" in schema and value not in schema["enum"]:
            yield f"{where} is {value!r}, not one of {schema['enum']}"
        kinds = schema.get("type")
        if kinds and not any(is_kind(value, kind) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
            yield f"{where} is {json.dumps(value)[:80]}, not of type {kinds}"
            return
        if isinstance(value, dict):
            for member in schema.get("required", []):
                if member not in value:
                    yield f"{where}.{member} is missing"
            for member, inner in schema.get("properties", {}).items():
                if member in value:
                    yield from self.faults(value[member], inner, f"{where}.{member}")
            if len(schema.get("properties", {})) > 1 and not schema.get("additionalProperties"):
                for member in sorted(set(value) - set(schema["properties"])):
                    yield f"{where}.{member} is not described"
        if isinstance(value, list) and "items" in schema:
            for index, item in enumerate(value[:50]):
                yield from self.faults(item, schema["items"], f"{where}[{index}]")
        if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
            yield f"{where} is {value!r}, not like {schema['pattern']}"


def is_kind(value, kind):
    if kind == "null":
        return value is None
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if kind == "number":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, {"string": str, "array": list, "object": dict}[kind])
