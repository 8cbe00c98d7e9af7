#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Prints files and functions that are longer than we aim at, and the size of what must stay small.

Usage: check_length.py [ROOT]. Exit status 1 when something is beyond the hard limits."""
import pathlib
import re
import sys

FILE_AIM, FILE_LIMIT = 400, 700
FUNCTION_AIM, FUNCTION_LIMIT = 60, 120
# What the single source costs: the code around the tables, not the tables.
BUDGET = 3500
BUDGET_TABLES = ["shape_choices.c", "shapes.c", "shapes_policy.c", "shapes_session.c"]
BUDGET_FILES = ["src/model/*", "src/describe/*", "src/store/record*", "src/http/resource_routes*"]


def functions(lines):
    """(name, first line, length) of every function: in our format its braces stand at the start of a line."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{":
            start = number
        elif line == "}" and start:
            # The declarator may take several lines; the name stands before the first bracket of its first line.
            first = start - 1
            while first > 1 and lines[first - 2] and not lines[first - 2].startswith(("//", "#", "}")) \
                    and lines[first - 1].startswith((" ", "\t")):
                first -= 1
            name = re.search(r"(\w+)\s*\(", lines[first - 1])
            yield (name.group(1) if name else "?"), first, number - first + 1
            start = None


def check(root):
    """(notes, faults), each a list of lines."""
    root = pathlib.Path(root)
    notes, faults = [], []
    for folder in ("src", "tests", "tools"):
        for path in sorted((root / folder).rglob("*.[ch]")):
            if "node_modules" in path.parts:
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            where = path.relative_to(root)
            if len(lines) > FILE_AIM:
                (faults if len(lines) > FILE_LIMIT else notes).append(f"{where}: {len(lines)} lines")
            for name, first, length in functions(lines):
                if length > FUNCTION_AIM:
                    (faults if length > FUNCTION_LIMIT else notes).append(
                        f"{where}:{first}: {name} has {length} lines")
    return notes, faults


def budget(root):
    """Lines of code, without comments and empty lines."""
    count = 0
    for pattern in BUDGET_FILES:
        for path in pathlib.Path(root).glob(pattern):
            if path.suffix in (".c", ".h") and path.name not in BUDGET_TABLES:
                lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
                count += sum(1 for line in lines if line and not line.startswith("//"))
    return count


if __name__ == "__main__":
    home = sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    long, too_long = check(home)
    for entry in long:
        print(f"long: {entry}")
    for entry in too_long:
        print(f"too long: {entry}")
    print(f"model + describe + store/record* + http/resource_routes: {budget(home)} lines of code of {BUDGET}")
    sys.exit(1 if too_long else 0)
