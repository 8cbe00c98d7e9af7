# SPDX-License-Identifier: Apache-2.0
"""A server of the built program on a port of its own, and requests to it, for attack.py."""
import gzip
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import tempfile


class Server:
    """`tandem serve` over a fresh demonstration workspace, with an administrator's and a viewer's token."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.TemporaryDirectory(prefix="tandem-attack-")
        self.path = pathlib.Path(self.folder.name)
        self.database = str(self.path / "workspace.tandem")
        self.process = None
        self.port = 0
        self.run("init", "--demo")
        self.tokens = {}
        for role in ("administrator", "viewer"):
            self.run("user", "add", "--name", role, "--email", f"{role}@example.com", "--role", role)
            made = self.run("token", "create", "--name", role, "--user", f"{role}@example.com",
                            "--scope", "administer", "--json")
            self.tokens[role] = json.loads(made)["secret"]

    def run(self, *arguments):
        done = subprocess.run([self.program, "--db", self.database, *arguments], capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"tandem {' '.join(arguments)}: {done.stderr}")
        return done.stdout

    def start(self, *options, files=None):
        log = open(self.path / "log", "ab")
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))) if files else None
        self.process = subprocess.Popen(
            [self.program, "--db", self.database, "serve", "--listen", "127.0.0.1:0",
             "--requests-per-minute", "0", *options],
            stdout=subprocess.PIPE, stderr=log, preexec_fn=limit)
        log.close()
        line = ""
        while "http://127.0.0.1:" not in line or "serves" not in line:
            line = self.process.stdout.readline().decode()
            if not line:
                raise RuntimeError("the server did not start: " + self.log())
        self.port = int(re.search(r"127\.0\.0\.1:(\d+)", line).group(1))

    def stop(self):
        """Ends the server; its exit status."""
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        return status

    def log(self):
        return (self.path / "log").read_text(errors="replace")

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.folder.cleanup()

    def say(self, sent, half=True, seconds=20):
        """Sends bytes on a connection of their own and returns all that comes back until it is closed."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as connection:
            try:
                connection.sendall(sent)
                if half:
                    connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            received = b""
            try:
                while piece := connection.recv(65536):
                    received += piece
            except OSError:
                pass
            return received


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    def type(self):
        return (self.headers.get("Content-Type") or "").split(";")[0]

    def json(self):
        return json.loads(self.body.decode("utf-8"))


class Client:
    """One connection that is kept, and opened again when the server closed it."""

    def __init__(self, server):
        self.server = server
        self.connection = None
        self.sent = 0

    def send(self, method, target, body=None, headers=None, token="administrator"):
        lines = {"Content-Type": "application/json"} if body is not None else {}
        if token:
            lines["Authorization"] = "Bearer " + self.server.tokens.get(token, token)
        lines.update(headers or {})
        lines = {name: value for name, value in lines.items() if value is not None}
        self.sent += 1
        for attempt in (1, 2):
            if not self.connection:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
            try:
                # Past the library's own check of the target: what it refuses, the server has to refuse, too.
                self.connection.putrequest(method, "/", skip_accept_encoding=True)
                self.connection._buffer[0] = f"{method} {target} HTTP/1.1".encode("utf-8", "surrogateescape")
                for name, value in lines.items():
                    self.connection.putheader(name, value)
                if body is not None:
                    self.connection.putheader("Content-Length", str(len(body)))
                self.connection.endheaders()
                try:
                    self.connection.send(body or b"")
                except OSError:
                    pass  # it is refused before all of it is there; the reply says so
                reply = self.connection.getresponse()
                content = reply.read()
                if reply.headers.get("Content-Encoding") == "gzip":
                    content = gzip.decompress(content)
                return Reply(reply.status, reply.headers, content)
            except (http.client.HTTPException, OSError):
                self.connection.close()
                self.connection = None
                if attempt == 2:
                    raise


def available_files():
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def is_sane(text):
    """Did the sanitizers, if the program was built with them, find nothing?"""
    return not re.search(r"Sanitizer|runtime error:", text)


os.environ.setdefault("UBSAN_OPTIONS", "print_stacktrace=1")
