#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Bad conditions, each with one clear sentence and nothing lost: killed, disk full, read-only, in use, too new, database gone.

Usage: conditions.py TANDEM. Works on the real program from outside; prints TAP."""
import concurrent.futures
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

TANDEM = os.path.abspath(sys.argv[1])


class Skip(Exception):
    pass


def run(*arguments, database, check=True, **options):
    """Runs a command of the program on a database."""
    done = subprocess.run([TANDEM, "--db", str(database), *arguments], capture_output=True, text=True, timeout=300,
                          **options)
    if check and done.returncode != 0:
        raise AssertionError(f"{arguments} exited with {done.returncode}: {done.stderr}")
    return done


def token(database, scope="write"):
    """A token of an administrator, whom it makes when there is none yet."""
    run("user", "add", "--name", "Test", "--email", "test@tandem.test", "--role", "administrator", database=database,
        check=False)
    made = run("token", "create", "--name", "test", "--user", "test@tandem.test", "--scope", scope, "--json",
               database=database)
    return json.loads(made.stdout)["secret"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`tandem serve` on a database, stopped at the end whatever happened."""

    def __init__(self, database):
        self.port = free_port()
        self.log = tempfile.TemporaryFile("w+")
        self.process = subprocess.Popen([TANDEM, "--db", str(database), "serve", "--listen", f"127.0.0.1:{self.port}",
                                         "--requests-per-minute", "0"],
                                        stdout=subprocess.DEVNULL, stderr=self.log)

    def __enter__(self):
        for _ in range(400):
            if self.process.poll() is not None:
                self.log.seek(0)
                raise AssertionError("the server ended: " + self.log.read())
            try:
                if self.ask("GET", "/healthz")[0] == 200:
                    return self
            except OSError:
                pass
            time.sleep(0.025)
        raise AssertionError("the server did not answer")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def ask(self, method, path, body=None, secret=None, connection=None):
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Content-Type": "application/json"}
        if secret:
            headers["Authorization"] = "Bearer " + secret
        connection.request(method, path, body=None if body is None else json.dumps(body), headers=headers)
        reply = connection.getresponse()
        data = reply.read()
        return reply.status, data


def one_sentence(text):
    """What went wrong is said in one line, and perhaps a hint in a second; it is no dump."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    assert 1 <= len(lines) <= 2, f"expected one sentence and perhaps a hint, got: {text!r}"
    return text


def killed_during_writes(folder):
    """kill -9 during 10,000 acknowledged writes loses none of them."""
    database = folder / "killed.tandem"
    run("init", database=database)
    secret = token(database)
    wanted, acknowledged = 10000, []

    def write(worker):
        mine = []
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            for number in range(wanted // 8):
                status, data = server.ask("POST", "/api/v1/units", {"name": f"Unit {worker}-{number}"}, secret, connection)
                assert status == 201, data
                mine.append(json.loads(data)["key"])
                if worker == 0 and number == wanted // 8 - 50:
                    server.process.kill()
        except (OSError, http.client.HTTPException):
            pass
        return mine

    with Server(database) as server, concurrent.futures.ThreadPoolExecutor(8) as pool:
        for keys in pool.map(write, range(8)):
            acknowledged += keys
    stored = {row[0] for row in sqlite3.connect(database).execute("SELECT key FROM unit")}
    lost = [key for key in acknowledged if key not in stored]
    assert len(acknowledged) > 1000, f"only {len(acknowledged)} writes were acknowledged"
    assert not lost, f"{len(lost)} of {len(acknowledged)} acknowledged writes are lost: {lost[:5]}"
    run("doctor", database=database)
    print(f"# {len(acknowledged)} acknowledged, {len(stored)} stored, none lost")


def disk_full(folder):
    """A full disk stops an import with one sentence, and what was there stays. An empty workspace has 3.6 MB."""
    if os.geteuid() != 0:
        raise Skip("needs root to mount a small file system")
    small = folder / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=10m", "tmpfs", str(small)], capture_output=True).returncode:
        raise Skip("a file system cannot be mounted here")
    try:
        database = small / "full.tandem"
        run("init", database=database)
        run("set", "units", "name=Before", database=database)
        table = folder / "many.csv"
        table.write_text("name,description\n" + "".join(f"Unit {i},{'long ' * 40}\n" for i in range(60000)))
        done = run("import", "units", str(table), database=database, check=False)
        assert done.returncode == 2, f"exit status {done.returncode}: {done.stderr[-400:]}"
        assert "full" in done.stderr.lower(), done.stderr[-400:]
        listed = json.loads(run("list", "units", "--json", database=database).stdout)
        assert [unit["name"] for unit in listed["items"]] == ["Before"], listed
        run("set", "units", "name=After", database=database)
        run("doctor", database=database, check=False)
    finally:
        subprocess.run(["umount", str(small)], check=False)


def read_only(folder):
    """A file that cannot be written is said to be so; reading goes on."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        raise Skip("needs root to become somebody who may not write")
    database = folder / "read-only.tandem"
    run("init", database=database)
    run("set", "units", "name=Kept", database=database)
    os.chmod(folder, 0o755)
    os.chmod(database, 0o444)
    program = folder / "tandem"
    shutil.copy(TANDEM, program)
    os.chmod(program, 0o755)
    nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", str(program), "--db", str(database)]
    done = subprocess.run([*nobody, "set", "units", "name=New"], capture_output=True, text=True, check=False)
    assert done.returncode == 2, (done.returncode, done.stderr)
    one_sentence(done.stderr)
    done = subprocess.run([*nobody, "list", "units", "--json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "Kept" in done.stdout, done.stderr


def second_server(folder):
    """A second server on the same file is refused; the first goes on; commands still work beside it."""
    database = folder / "twice.tandem"
    run("init", database=database)
    with Server(database) as server:
        done = run("serve", "--listen", f"127.0.0.1:{free_port()}", database=database, check=False)
        assert done.returncode == 2, (done.returncode, done.stderr)
        one_sentence(done.stderr)
        run("set", "units", "name=Beside", database=database)
        status, data = server.ask("GET", "/api/v1/units", secret=token(database, "read"))
        assert status == 200 and b"Beside" in data, data


def schema_newer(folder):
    """A workspace of a newer program is left alone."""
    database = folder / "newer.tandem"
    run("init", database=database)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = database.read_bytes()
    done = run("list", "units", database=database, check=False)
    assert done.returncode == 2 and "newer" in done.stderr, (done.returncode, done.stderr)
    one_sentence(done.stderr)
    assert database.read_bytes() == before, "the file was changed"


def not_a_workspace(folder):
    """A file that is something else is not touched."""
    database = folder / "letter.txt"
    database.write_text("Dear reader, this is a letter. " * 200)
    before = database.read_bytes()
    for command in (["list", "units"], ["init"], ["migrate"]):
        done = run(*command, database=database, check=False)
        assert done.returncode == (1 if command == ["init"] else 2), (command, done.returncode, done.stderr)
        one_sentence(done.stderr)
    assert database.read_bytes() == before, "the file was changed"


def terminated_in_flight(folder):
    """SIGTERM lets the request in flight finish, then the server ends with 0."""
    database = folder / "terminated.tandem"
    run("init", database=database)
    secret = token(database, "administer")
    import base64
    rows = "name\n" + "".join(f"Unit {i}\n" for i in range(20000))
    body = {"resource": "units", "file_name": "units.csv", "content": base64.b64encode(rows.encode()).decode(),
            "mapping": {"tandem_map": 1, "resource": "units", "fields": {"name": "name"}}, "dry_run": False}
    with Server(database) as server, concurrent.futures.ThreadPoolExecutor(1) as pool:
        answer = pool.submit(server.ask, "POST", "/api/v1/imports", body, secret)
        time.sleep(0.15)
        server.process.send_signal(signal.SIGTERM)
        status, data = answer.result(timeout=120)
        assert status in (200, 201), (status, data[:300])
        assert server.process.wait(timeout=30) == 0, server.process.returncode
    assert json.loads(data)["created"] == 20000, data[:300]
    count = sqlite3.connect(database).execute("SELECT count(*) FROM unit").fetchone()[0]
    assert count == 20000, count


def postgres_binaries():
    for folder in [*sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), reverse=True), *filter(None, [
            shutil.which("postgres") and pathlib.Path(shutil.which("postgres")).parent])]:
        if (folder / "initdb").exists():
            return folder
    raise Skip("PostgreSQL is not installed (package postgresql-15)")


class Cluster:
    """A throw-away PostgreSQL cluster on a Unix socket that can be stopped and started."""

    def __init__(self):
        self.binaries = postgres_binaries()
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tandem-pg-", dir="/tmp"))
        self.become = []
        if os.geteuid() == 0:
            user = "postgres" if subprocess.run(["id", "postgres"], capture_output=True).returncode == 0 else "nobody"
            shutil.chown(self.folder, user)
            group = subprocess.run(["id", "-g", user], capture_output=True, text=True).stdout.strip()
            self.become = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups", "--"]
        self.do("initdb", "-D", self.folder / "data", "-U", "tandem", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        self.address = f"postgresql://tandem@/postgres?host={self.folder}&schema=conditions"

    def do(self, name, *arguments):
        done = subprocess.run([*self.become, str(self.binaries / name), *map(str, arguments)], capture_output=True,
                              text=True, cwd="/", timeout=60)
        assert done.returncode == 0, done.stderr

    def start(self):
        self.do("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o",
                f"-k {self.folder} -c listen_addresses= -c fsync=off -c shared_buffers=32MB", "start")

    def stop(self):
        self.do("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")

    def remove(self):
        try:
            self.stop()
        except AssertionError:
            pass
        shutil.rmtree(self.folder, ignore_errors=True)


def postgres_gone_and_back(_folder):
    """While PostgreSQL is away requests get 503 and a sentence; when it is back everything goes on."""
    cluster = Cluster()
    try:
        cluster.start()
        run("init", database=cluster.address)
        run("set", "units", "name=Before", database=cluster.address)
        secret = token(cluster.address)
        with Server(cluster.address) as server:
            assert server.ask("GET", "/api/v1/units", secret=secret)[0] == 200
            cluster.stop()
            for _ in range(3):
                status, data = server.ask("GET", "/api/v1/units", secret=secret)
                assert status == 503, (status, data)
                problem = json.loads(data)
                assert problem["title"] and "postgres" not in json.dumps(problem).lower(), problem
            assert server.ask("POST", "/api/v1/units", {"name": "Meanwhile"}, secret)[0] == 503
            done = run("list", "units", database=cluster.address, check=False)
            assert done.returncode == 2, (done.returncode, done.stderr)
            one_sentence(done.stderr)
            cluster.start()
            status, data = server.ask("GET", "/api/v1/units", secret=secret)
            assert status == 200 and b"Before" in data and b"Meanwhile" not in data, (status, data)
            assert server.ask("POST", "/api/v1/units", {"name": "After"}, secret)[0] == 201
    finally:
        cluster.remove()


CASES = [killed_during_writes, disk_full, read_only, second_server, schema_newer, not_a_workspace,
         terminated_in_flight, postgres_gone_and_back]


def main():
    print(f"1..{len(CASES)}")
    failed = 0
    for number, case in enumerate(CASES, 1):
        with tempfile.TemporaryDirectory(prefix="tandem-conditions-") as folder:
            try:
                case(pathlib.Path(folder))
                print(f"ok {number} - {case.__name__}")
            except Skip as reason:
                print(f"ok {number} - {case.__name__} # SKIP {reason}")
            except Exception as problem:  # a test that fails says so and lets the others run
                failed += 1
                print(f"not ok {number} - {case.__name__}")
                print("# " + re.sub(r"\n", "\n# ", f"{type(problem).__name__}: {problem}"))
        sys.stdout.flush()
    return 1 if failed else 0


sys.exit(main())
