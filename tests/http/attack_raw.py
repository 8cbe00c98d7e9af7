# SPDX-License-Identifier: Apache-2.0
"""Bytes that are no request, or more than one, for attack.py."""
import os
import socket
import time

from attack_client import Client, available_files

END = b"\r\n\r\n"
HOST = b"Host: 127.0.0.1\r\n"
# A request inside a body or behind a doubtful end: its reply must never be seen.
HIDDEN = b"GET /api/v1/version HTTP/1.1\r\n" + HOST + b"\r\n"


def post(lines, body=b""):
    return b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n" + lines + b"\r\n" + body


CHUNKED = b"Transfer-Encoding: chunked\r\n"
# Name, bytes. The reply to each is one refusal, or the connection just ends.
REFUSED = [
    ("Content-Length and Transfer-Encoding", post(b"Content-Length: 4\r\n" + CHUNKED, b"0\r\n\r\n" + HIDDEN)),
    ("two Content-Lengths", post(b"Content-Length: 0\r\nContent-Length: 5\r\n", HIDDEN)),
    ("two equal Content-Lengths", post(b"Content-Length: 0\r\nContent-Length: 0\r\n", HIDDEN)),
    ("a list of lengths", post(b"Content-Length: 0, 5\r\n", HIDDEN)),
    ("a signed length", post(b"Content-Length: +0\r\n", HIDDEN)),
    ("a negative length", post(b"Content-Length: -1\r\n", HIDDEN)),
    ("a hexadecimal length", post(b"Content-Length: 0x0\r\n", HIDDEN)),
    ("a huge length", post(b"Content-Length: 99999999999999999999\r\n", HIDDEN)),
    ("a space before the colon", post(b"Content-Length : 0\r\n", HIDDEN)),
    ("an unknown coding", post(b"Transfer-Encoding: gzip\r\n", HIDDEN)),
    ("chunked twice", post(b"Transfer-Encoding: chunked, chunked\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("two lines of codings", post(CHUNKED + b"Transfer-Encoding: identity\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("a coding with a tab in it", post(b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("a chunk's size that is none", post(CHUNKED, b"zz\r\n\r\n" + HIDDEN)),
    ("a negative chunk", post(CHUNKED, b"-1\r\n\r\n" + HIDDEN)),
    ("a huge chunk", post(CHUNKED, b"ffffffffffffffff1\r\n\r\n" + HIDDEN)),
    ("a folded length", post(b"Content-Length:\r\n 5\r\n", HIDDEN)),
    ("a length with a folded end", post(b"Content-Length: 0\r\n\t5\r\n", HIDDEN)),
    ("a folded coding", post(b"Transfer-Encoding:\r\n chunked\r\n", b"0\r\n\r\n" + HIDDEN)),
    ("two hosts", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
    ("a host that is markup", b"GET / HTTP/1.1\r\nHost: <b>\r\n\r\n"),
    ("no host", b"GET / HTTP/1.1\r\n\r\n"),
    ("a control character in a header", b"GET / HTTP/1.1\r\n" + HOST + b"X: a\x01b" + END),
    ("a name that is none", b"GET / HTTP/1.1\r\n" + HOST + b"X(: a" + END),
    ("no method", b" / HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("an unknown method", b"BREW /api/v1/version HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("CONNECT", b"CONNECT example.com:443 HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("TRACE", b"TRACE / HTTP/1.1\r\n" + HOST + b"Cookie: a=b" + END),
    ("the preface of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200)),
    ("noise", bytes(range(256)) * 8),
    ("HTTP/0.9", b"GET /\r\n\r\n"),
    ("HTTP/3.0", b"GET / HTTP/3.0\r\n" + HOST + b"\r\n"),
    ("an absolute target of elsewhere", b"GET http://evil.example/api/v1/version HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("no target", b"GET  HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("a target without its slash", b"GET api/v1/version HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("100 KB in one header", b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 100000 + END),
    ("100 KB of headers", b"GET / HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 17000 + b"\r\n"),
    ("a target of 100 KB", b"GET /" + b"a" * 100000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("a query of 100 KB", b"GET /api/v1/products?" + b"a&" * 50000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("many parameters", b"GET /api/v1/products?" + b"&".join(b"a%d=1" % i for i in range(900)) + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    ("half a request", b"GET /api/v1/version HTTP/1.1\r\nHo"),
    ("half a body", post(b"Content-Length: 500\r\n", b'{"email":')),
]
OUTSIDE = [
    "/../secret", "/%2e%2e/secret", "/..%2fsecret", "/%2e%2e%2fsecret", "/assets/../../secret", "/assets/..%5c..%5csecret",
    "//secret", "/./../secret", "/....//secret", "/..;/secret", "/%c0%ae%c0%ae/secret", "/%252e%252e/secret",
    "/secret%00.html", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/..", "/assets/%2e%2e", "/assets/",
]


def refused(server, sent):
    received = server.say(sent)
    status = int(received[9:12]) if received[9:12].isdigit() else 0
    if b'"version":"' in received:
        return [f"a hidden request was answered: {received[-400:]!r}"]
    if status and not 400 <= status < 600 or status in (500, 502):
        return [f"it was answered by {received[:200]!r}"]
    return []


def pipelined(server):
    one = b"GET /api/v1/version HTTP/1.1\r\n" + HOST + b"\r\n"
    last = b"GET /api/v1/version HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"
    received = server.say(one * 49 + last, half=False)
    return [] if received.count(b'"version":"') == 50 else [f"of 50 requests {received.count(b'version')} are answered"]


def old_version(server):
    received = server.say(b"GET /api/v1/version HTTP/1.0\r\n\r\n", half=False)
    return [] if b" 200 " in received[:16] and b'"version":"' in received else [repr(received[:300])]


def slow(server):
    """A header that never ends, byte by byte, on many connections; the others are served meanwhile."""
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=40) for _ in range(30)]
    client, found = Client(server), []
    for connection in held:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
    while held:
        time.sleep(0.5)
        for connection in list(held):
            try:
                connection.sendall(b"a")
                connection.setblocking(False)
                is_over = connection.recv(1000) is not None
            except BlockingIOError:
                is_over = False
            except OSError:
                is_over = True
            connection.setblocking(True)
            if is_over:
                connection.close()
                held.remove(connection)
        if client.send("GET", "/api/v1/version", token=None).status != 200:
            found.append("nobody else is served")
    return found


def many(server):
    """As many connections as there may be files here, and more than the server takes."""
    held = []
    for _ in range(min(10001, available_files() - 100)):
        try:
            connection = socket.create_connection(("127.0.0.1", server.port), timeout=2)
        except OSError:
            break
        held.append(connection)
    for connection in held:
        connection.close()
    found = [f"{len(held)} connections only"] if len(held) < 100 else []
    for _ in range(100):  # the server takes note of those that are gone
        try:
            if Client(server).send("GET", "/api/v1/version", token=None).status == 200:
                return found
        except OSError:
            time.sleep(0.1)
    return found + ["nobody is served afterwards"]


def outside(server):
    """Paths that lead out of the folder of the page."""
    found = []
    for target in OUTSIDE:
        received = server.say(f"GET {target} HTTP/1.1\r\n".encode() + HOST + b"Connection: close\r\n\r\n", half=False)
        if b"root:" in received or b"not for the web" in received or received[9:10] == b"5":
            found.append(f"{target}: {received[:300]!r}")
    return found


def from_folder(server):
    """The same with the page from a folder, and a server that may open few files."""
    root = server.path / "web"
    (root / "assets").mkdir(parents=True)
    (root / "index.html").write_text("<!doctype html><title>page</title>")
    (server.path / "secret").write_text("not for the web")
    found = [] if server.stop() == 0 else ["the server ended with a failure"]
    server.start("--web-root", str(root), files=200)
    return found + outside(server) + many(server)


def tests(server, client):
    found = [(f"refused: {name}", lambda sent=sent: refused(server, sent)) for name, sent in REFUSED]
    return found + [
        ("requests one after the other without waiting", lambda: pipelined(server)),
        ("HTTP/1.0", lambda: old_version(server)),
        ("paths out of the program's own page", lambda: outside(server)),
        ("slow headers", lambda: slow(server)),
        ("more connections than there may be", lambda: many(server)),
        ("paths out of the page's folder, few files", lambda: from_folder(server)),
    ]
