#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The mail digest against a real SMTP server, aiosmtpd from Debian: what is sent, and what is not.

Usage: digest.py PROGRAM. Prints TAP; skipped where the server is not installed. TANDEM_TEST_POSTGRES: on PostgreSQL."""
import email
import email.policy
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

SYSTEM = "/usr/lib/python3/dist-packages"  # Debian's, whichever Python runs this
sys.path.append(SYSTEM)
try:
    from aiosmtpd.controller import Controller
    from aiosmtpd.smtp import AuthResult
except ImportError:
    print("1..0 # SKIP there is no SMTP server (package python3-aiosmtpd)")
    sys.exit(0)

TANDEM = sys.argv[1]
PASSWORD = "correct horse battery"


class Mailbox:
    def __init__(self):
        self.messages, self.refuses = [], False

    async def handle_DATA(self, server, session, envelope):
        if self.refuses:
            return "451 Try again later"
        self.messages.append(envelope)
        return "250 OK"


def check_password(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == b"tandem" and data.password == PASSWORD.encode())


class Workspace:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        cluster = os.environ.get("TANDEM_TEST_POSTGRES")
        self.database = f"{cluster}&schema=digest_{os.getpid()}" if cluster else str(self.folder / "test.tandem")
        self.log = self.folder / "log"
        self.run("init")

    def run(self, *arguments, status=0, **environment):
        done = subprocess.run([TANDEM, "--db", self.database, *arguments], capture_output=True, text=True,
                              env={**os.environ, "TANDEM_MAIL_PASSWORD": PASSWORD, **environment})
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def digest(self, *arguments, status=0, **environment):
        said = json.loads(self.run("digest", "--json", *arguments, status=status, **environment))
        return {entry["email"]: entry for entry in said["digests"]}

    def serve(self, **environment):
        self.server = subprocess.Popen([TANDEM, "--db", self.database, "serve", "--listen", "127.0.0.1:0"],
                                       stdout=subprocess.PIPE, stderr=open(self.log, "a"), text=True,
                                       env={**os.environ, "TANDEM_MAIL_PASSWORD": PASSWORD, **environment})
        self.port = int(re.search(r"http://127.0.0.1:(\d+)", self.server.stdout.readline()).group(1))

    def stop(self):
        self.server.terminate()
        assert self.server.wait(30) == 0
        self.server.stdout.close()

    def settings(self, secret, status=200, **values):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1/settings", method="PATCH",
            data=json.dumps({name.replace("_", "."): value for name, value in values.items()}).encode(),
            headers={"Authorization": f"Bearer {secret}", "Content-Type": "application/json"})
        try:
            got = urllib.request.urlopen(request).status
        except urllib.error.HTTPError as error:
            got = error.code
        assert got == status, (values, got)


def fill(workspace):
    """Ann has something to decide and a digest, Bo something and none, Cy a digest and nothing."""
    run = workspace.run
    for name in ("Ann <b>Ärden</b>", "Bo", "Cy"):
        run("set", "people", f"name={name}")
    run("set", "products", "name=Meter & <script>alert(1)</script>")
    run("set", "assignments", "person=PERS-1", "role=product_manager", "scope=PROD-1")
    run("set", "gates", "product=PROD-1", "stage=plan", "planned_on=2020-01-01")
    run("set", "hand-offs", "record=PROD-1", "title=Brief\u2028Bcc: all@example.com", "due_on=2099-01-01",
        "to_person=PERS-2")
    for number, name in enumerate(("Ann\u00e9 Bcc: evil@example.com", "Bo", "Cy"), 1):
        run("user", "add", "--name", name, "--email", f"user{number}@example.com", "--role",
            "administrator" if number == 1 else "member")
        run("set", f"USER-{number}", f"person=PERS-{number}", f"digest={'off' if number == 2 else 'daily'}")
    made = json.loads(run("token", "create", "--name", "t", "--user", "user1@example.com", "--scope", "administer",
                          "--json"))
    return made["secret"]


def sends_what_waits(workspace, box, secret):
    assert "No mail can be sent" in workspace.run("digest", "--send", status=2)
    due = workspace.digest()
    assert {name: entry["outcome"] for name, entry in due.items()} == {
        "user1@example.com": "waiting", "user3@example.com": "empty"}, due
    assert not box.messages


def settings_are_checked(workspace, box, secret):
    workspace.settings(secret, 422, mail_server="http://127.0.0.1:25")
    workspace.settings(secret, 422, mail_server="smtp://user:pass@127.0.0.1:25")
    workspace.settings(secret, 422, mail_from="a@example.com\r\nBcc: b@example.com")
    workspace.settings(secret, 422, mail_hour="24")
    workspace.settings(secret, 422, server_address="https://x.example.com\">")
    workspace.settings(secret, mail_server=f"smtp://127.0.0.1:{box.port}", mail_from="tandem@example.com",
                       mail_user="tandem", server_address="https://tandem.example.com", mail_hour="0")
    workspace.stop()  # or it would send by itself in the middle of what follows


def server_sends_by_itself(workspace, box, secret):
    """From inside its sandbox, when it starts after the hour; and not again when it is started again."""
    workspace.run("set", "hand-offs", "record=PROD-1", "title=For Cy", "due_on=2099-01-01", "kind=other",
                  "from_role=sales", "to_role=product_manager", "from_person=PERS-3", "to_person=PERS-3")
    workspace.run("set", "assignments", "person=PERS-3", "role=product_manager", "scope=PROD-1")
    assert workspace.digest()["user3@example.com"]["outcome"] == "waiting"
    before = len(box.messages)
    workspace.serve()
    deadline = time.monotonic() + 30
    while len(box.messages) == before and time.monotonic() < deadline:
        time.sleep(0.1)
    workspace.stop()
    workspace.serve()
    time.sleep(2)
    assert [envelope.rcpt_tos for envelope in box.messages[before:]] == [["user3@example.com"]]
    assert "event=digests sent=1" in workspace.log.read_text()


def failure_is_given_back(workspace, box, secret):
    box.refuses = True
    said = workspace.digest("--send", status=1)
    assert said["user1@example.com"]["outcome"] == "failed" and "451" in said["user1@example.com"]["message"], said
    box.refuses = False
    said = workspace.run("digest", "--send", status=1, TANDEM_MAIL_PASSWORD="wrong")
    assert "failed" in said and "wrong" not in said, said
    assert not box.messages


def sends_once(workspace, box, secret):
    processes = [threading.Thread(target=workspace.digest, args=("--send",)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert len(box.messages) == 1, len(box.messages)
    assert workspace.digest("--send")["user1@example.com"]["outcome"] == "already"
    assert workspace.digest("--send", "--person", "PERS-1")["user1@example.com"]["outcome"] == "already"
    assert len(box.messages) == 1


def message_is_safe(workspace, box, secret):
    envelope = box.messages[0]
    assert envelope.rcpt_tos == ["user1@example.com"] and envelope.mail_from == "tandem@example.com"
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert message["Bcc"] is None and len(message.get_all("To")) == 1, message.keys()
    assert message["To"].addresses[0].addr_spec == "user1@example.com"
    assert message["List-Unsubscribe"] == "<https://tandem.example.com/settings>"
    assert message.get_content_type() == "multipart/alternative" and not message.defects
    assert re.fullmatch(r"Tandem: \d+ items? waits? for you, 1 overdue", message["Subject"].replace("items wait", "items wait")) \
        or "overdue" in message["Subject"], message["Subject"]
    text, html = (part.get_content() for part in message.iter_parts())
    assert "gate to Plan" in text and "overdue since 2020-01-01" in text
    assert "https://tandem.example.com/products/PROD-1" in text and "href=\"https://tandem.example.com/products" in html
    assert "<script>" not in html and "<b>" not in html and "&lt;script&gt;" in html
    assert all(len(line) <= 998 for line in envelope.content.split(b"\r\n"))


def one_person_on_request(workspace, box, secret):
    before = len(box.messages)
    said = workspace.digest("--send", "--person", "PERS-2")
    assert said["user2@example.com"]["outcome"] in ("sent", "empty") and len(said) == 1, said
    assert len(box.messages) == before + (said["user2@example.com"]["outcome"] == "sent")


def no_secret_is_logged(workspace, box, secret):
    assert PASSWORD not in workspace.log.read_text()


TESTS = [sends_what_waits, settings_are_checked, failure_is_given_back, sends_once, message_is_safe,
         one_person_on_request, server_sends_by_itself, no_secret_is_logged]


def main():
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=0, authenticator=check_password, auth_require_tls=False,
                            auth_required=True)
    # Port 0 cannot be asked of the controller: it connects to its own port to see whether it listens.
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        controller.port = box.port = probe.getsockname()[1]
    controller.start()
    failed = 0
    print(f"1..{len(TESTS)}")
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(folder)
        secret = fill(workspace)
        workspace.serve()
        try:
            for number, test in enumerate(TESTS, 1):
                try:
                    test(workspace, box, secret)
                    print(f"ok {number} - {test.__name__}", flush=True)
                except Exception as error:  # noqa: BLE001 - every fault is a failed test
                    failed += 1
                    print(f"not ok {number} - {test.__name__}\n# {error!r}", flush=True)
        finally:
            workspace.stop()
    controller.stop()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
