# SPDX-License-Identifier: Apache-2.0
"""What the tests of `tandem price` have in common: where the data lie, how a fit is run, how results are told in TAP.

A test that needs data that are not there skips, saying so. They lie beside the sources or where TANDEM_SHARED says."""
import gzip
import json
import os
import pathlib
import subprocess
import sys
import tempfile

TANDEM, SOURCE = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2])
DATA = pathlib.Path(os.environ.get("TANDEM_SHARED", SOURCE.parent / "shared")) / "data" / "pricing"
EXAMPLES = SOURCE / "share" / "examples" / "price"
UNPACKED = {}


class Skip(Exception):
    pass


def data(name):
    """A data file; one that is compressed is unpacked and kept until the tests end."""
    if not (DATA / name).exists():
        raise Skip(f"{name} is not there")
    if not name.endswith(".gz"):
        return DATA / name
    if name not in UNPACKED:
        folder = UNPACKED.setdefault("", tempfile.TemporaryDirectory())
        UNPACKED[name] = pathlib.Path(folder.name) / name.removesuffix(".gz")
        UNPACKED[name].write_bytes(gzip.decompress((DATA / name).read_bytes()))
    return UNPACKED[name]


def run(*arguments, status=0, text=None):
    done = subprocess.run([TANDEM, "price", *map(str, arguments)], input=text, capture_output=True, text=True,
                          check=False, timeout=250)
    assert done.returncode == status, f"ended with {done.returncode}: {done.stdout[-500:]}{done.stderr[-2000:]}"
    return done


def fit(*arguments, status=0, text=None):
    """The result of `price fit … --json`, and its estimates by name: (value, standard error)."""
    result = json.loads(run("fit", *arguments, "--json", status=status, text=text).stdout)
    return result, {row["name"]: (row["value"], row["se"]) for row in result["estimates"]}


def near(value, expected, tolerance):
    assert abs(value - expected) <= tolerance, f"{value} is not {expected} within {tolerance}"


def tell(tests):
    """Runs them and prints TAP; the name of a test is its function's."""
    print(f"1..{len(tests)}")
    bad = 0
    for number, test in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} - {test.__name__}", flush=True)
        except Skip as skip:
            print(f"ok {number} - {test.__name__} # SKIP {skip}", flush=True)
        except Exception as error:  # one failure is not to hide the others
            bad += 1
            print(f"not ok {number} - {test.__name__}")
            print("# " + repr(error).replace("\n", "\n# "), flush=True)
    sys.exit(1 if bad else 0)
