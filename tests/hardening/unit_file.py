#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The unit for systemd: systemd finds no fault in it and little exposed, and it calls for what it should.

Usage: unit_file.py UNIT. Prints TAP; what needs systemd-analyze is skipped where that is missing."""
import configparser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

MOST_EXPOSED = 2.0  # systemd's own measure, 0 to 10
DEMANDED = {"DynamicUser": "yes", "NoNewPrivileges": "yes", "ProtectSystem": "strict", "StateDirectory": "tandem",
            "CapabilityBoundingSet": "", "LimitCORE": "0", "RestrictNamespaces": "yes", "MemoryDenyWriteExecute": "yes",
            "RestrictAddressFamilies": "AF_UNIX AF_INET AF_INET6 AF_NETLINK"}


def settings(text):
    """Of [Service]; the last one counts where a name stands twice."""
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes="#")
    parser.optionxform = str
    parser.read_string(text)
    return parser["Service"]


def wrong_settings(text):
    service = settings(text)
    found = [f"{name} is {service.get(name)!r}, not {value!r}" for name, value in DEMANDED.items()
             if service.get(name) != value]
    if "landlock_restrict_self" not in text or "seccomp" not in text:
        found.append("the program may not confine itself")
    if "--no-sandbox" in text:
        found.append("the program is told not to confine itself")
    return found


def copy_into(folder, text):
    """With a program that is there, so that its absence is not the fault that is found."""
    path = pathlib.Path(folder) / "tandem.service"
    path.write_text(re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", text, flags=re.M), encoding="utf-8")
    return path


def analyzed(text, *arguments):
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(["systemd-analyze", *arguments, str(copy_into(folder, text))],
                              capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr


def faults(text):
    status, said = analyzed(text, "verify")
    return [line for line in said.splitlines() if "tandem.service" in line] or ([said] if status else [])


def exposure(text):
    _, said = analyzed(text, "security", "--offline=true", "--no-pager")
    found = re.search(r"exposure level for \S+: ([0-9.]+)", said)
    if not found:
        return [said]
    return [] if float(found.group(1)) <= MOST_EXPOSED else [found.group(0)]


def main():
    text = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    has_systemd = shutil.which("systemd-analyze")
    tests = [("it calls for what it should", lambda: wrong_settings(text), True),
             ("systemd finds no fault", lambda: faults(text), has_systemd),
             ("systemd would find one", lambda: [] if faults(text.replace("[Install]", "NoSuchSetting=1\n[Install]"))
              else ["it did not"], has_systemd),
             (f"little is exposed, at most {MOST_EXPOSED}", lambda: exposure(text), has_systemd)]
    print(f"1..{len(tests)}")
    failed = 0
    for number, (name, run, is_possible) in enumerate(tests, 1):
        found = run() if is_possible else []
        failed += bool(found)
        print(f"{'not ok' if found else 'ok'} {number} - {name}" + ("" if is_possible else " # SKIP no systemd-analyze"))
        for line in found:
            print(f"# {line}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
