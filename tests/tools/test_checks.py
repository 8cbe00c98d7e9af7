#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks of tools/ themselves: on small trees that are wrong in one way, and on the project. Prints TAP."""
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
import check_floors  # noqa: E402
import check_length  # noqa: E402

FLOORS = "3 check -> people\n2 store -> format\n1 model | engine\n0 base\n"
# A file, what it holds, and what the check has to say about it (None: nothing).
INCLUDES = [
    ("src/model/a.c", '#include "base/text.h"', None),
    ("src/model/a.c", '#include "model/b.h"', None),
    ("src/model/a.c", "#include <stdio.h>", None),
    ("src/people/a.c", '#include "store/store.h"', None),
    ("src/check/a.c", '#include "people/person.h"', None),
    ("src/store/a.c", '#include "format/json.h"', None),
    ("src/engine/a.c", "#include <math.h>", None),
    ("src/base/a.c", '#include "base/log.h"', None),
    ("src/model/a.c", '#include "store/store.h"', "model (floor 1) must not include store/store.h (floor 2)"),
    ("src/model/a.h", '  #  include "people/x.h"', "model (floor 1) must not include people/x.h (floor 3)"),
    ("src/people/a.c", '#include "check/rule.h"', "people (floor 3) must not include check/rule.h (floor 3)"),
    ("src/format/a.c", '#include "store/store.h"', "format (floor 2) must not include store/store.h (floor 2)"),
    ("src/model/a.c", '#include "engine/price.h"', "model (floor 1) must not include engine/price.h (floor 1)"),
    ("src/engine/a.c", '#include "model/field.h"', "engine (floor 1) must not include model/field.h (floor 1)"),
    ("src/engine/a.c", "#include <stdio.h>", "an engine must not include <stdio.h>"),
    ("src/model/a.c", '#include "b.h"', '"b.h" is not "folder/file.h" of a known folder'),
    ("src/model/a.c", '#include "util/b.h"', '"util/b.h" is not "folder/file.h" of a known folder'),
    ("src/store/a.c", '#include "base/log.h"', "below floor 4 nobody logs; return an error"),
    ("src/util/a.c", "", "util is not in tools/floors.txt"),
]
results = []


def report(name, is_right, detail=""):
    results.append(is_right)
    print(f"{'ok' if is_right else 'not ok'} {len(results)} - {name}")
    if not is_right:
        print("\n".join(f"# {line}" for line in str(detail).splitlines()))


def tree_with(path, content):
    root = pathlib.Path(tempfile.mkdtemp(prefix="tandem-checks-"))
    for name, text in ((path, content), ("tools/floors.txt", FLOORS)):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def remove(root):
    for path in sorted(root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    root.rmdir()


for path, content, fault in INCLUDES:
    root = tree_with(path, content + "\n")
    faults = [line.split(": ", 1)[1] for line in check_floors.check(root)]
    report(f"{path}: {content or 'a folder that is not listed'}".replace("#", ""), faults == ([fault] if fault else []),
           faults)
    remove(root)

for lines, is_noted, is_refused in ((57, False, False), (58, True, False), (118, True, True)):
    root = tree_with("src/base/a.c", "static int add(int one,\n    int two)\n{\n" + "    one++;\n" * (lines - 1) + "}\n")
    notes, faults = check_length.check(root)
    expected = f"src/base/a.c:1: add has {lines + 3} lines"
    report(f"a function of {lines + 3} lines",
           notes == ([expected] if is_noted and not is_refused else []) and faults == ([expected] if is_refused else []),
           (notes, faults))
    remove(root)

for lines, is_noted, is_refused in ((400, False, False), (401, True, False), (701, True, True)):
    root = tree_with("src/base/a.c", "int number;\n" * lines)
    notes, faults = check_length.check(root)
    expected = f"src/base/a.c: {lines} lines"
    report(f"a file of {lines} lines",
           notes == ([expected] if is_noted and not is_refused else []) and faults == ([expected] if is_refused else []),
           (notes, faults))
    remove(root)

faults = check_floors.check(ROOT)
report("includes of the project point down the floors", not faults, "\n".join(faults))
notes, faults = check_length.check(ROOT)
report("no file and no function of the project is too long", not faults, "\n".join(faults))
for note in notes:
    print(f"# long: {note}")
print(f"# model + describe + store/record* + http/resource_routes: {check_length.budget(ROOT)} of "
      f"{check_length.BUDGET} lines of code")
print(f"1..{len(results)}")
sys.exit(0 if all(results) else 1)
