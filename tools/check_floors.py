#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that includes only point down the floors of tools/floors.txt, and what else holds below a floor.

Usage: check_floors.py [ROOT]. Prints one line a fault; exit status 1 when there is any."""
import pathlib
import re
import sys

INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^>"]+)[>"]')
# Below this floor nobody logs: errors are returned.
LOG_FLOOR = 4
# An engine is mathematics: these headers of the C library and those of base, nothing else.
ENGINE_HEADERS = {"assert.h", "complex.h", "float.h", "limits.h", "math.h", "stdalign.h", "stdbool.h", "stddef.h",
                  "stdint.h", "string.h", "immintrin.h", "lapacke.h", "cblas.h", "nlopt.h", "sleef.h", "lbfgs.h"}


def read_floors(path):
    """{folder: (floor, position on the line or None)}; a smaller position may include a larger one."""
    floors = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        number, names = line.split(None, 1)
        is_chain = "|" not in names
        for position, name in enumerate(re.split(r"->|\|", names)):
            floors[name.strip()] = (int(number), position if is_chain else None)
    return floors


def may_include(floors, folder, other):
    (floor, position), (other_floor, other_position) = floors[folder], floors[other]
    if folder == other or other_floor < floor:
        return True
    return other_floor == floor and position is not None and position < other_position


def check_file(path, source, floors, faults):
    folder = path.relative_to(source).parts[0]
    if folder not in floors:
        faults.append(f"{path}:1: {folder} is not in tools/floors.txt")
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        include = INCLUDE.match(line)
        if not include:
            continue
        is_own, name = include.group(1) == '"', include.group(2)
        if folder == "engine" and not is_own and name not in ENGINE_HEADERS:
            faults.append(f"{path}:{number}: an engine must not include <{name}>")
        if not is_own:
            continue
        other = name.split("/")[0]
        if "/" not in name or other not in floors:
            faults.append(f'{path}:{number}: "{name}" is not "folder/file.h" of a known folder')
        elif not may_include(floors, folder, other):
            faults.append(f"{path}:{number}: {folder} (floor {floors[folder][0]}) must not include {name} "
                          f"(floor {floors[other][0]})")
        elif name == "base/log.h" and floors[folder][0] < LOG_FLOOR and folder != "base":
            faults.append(f"{path}:{number}: below floor {LOG_FLOOR} nobody logs; return an error")


def check(root):
    root = pathlib.Path(root)
    source, faults = root / "src", []
    floors = read_floors(root / "tools" / "floors.txt")
    for path in sorted(source.rglob("*.[ch]")):
        check_file(path, source, floors, faults)
    return faults


if __name__ == "__main__":
    found = check(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    print("\n".join(found) if found else "Every include points down.")
    sys.exit(1 if found else 0)
