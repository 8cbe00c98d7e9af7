#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""More than a hundred ways to break a file of sales or of answers: each ends with a message that names the place, in
bounded time and memory, and never with a crash.

Usage: broken.py TANDEM [--large]. Writes TAP; with --large the files of a million rows and of ten thousand products."""
import os
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

TANDEM = os.path.abspath(sys.argv[1])
IS_LARGE = "--large" in sys.argv
ELASTICITY = "method = elasticity\nproducts = a.csv\nquantity = quantity\nprice = price\n"
OLS = "method = ols\nproducts = a.csv\ndependent = log(quantity)\nregressors = log(price)\n"
PSM = ("method = van-westendorp\nanswers = a.csv\ntoo cheap = tc\ncheap = c\nexpensive = e\ntoo expensive = te\n"
       "bootstrap = 20\n")
GABOR = "method = gabor-granger\nanswers = a.csv\nhighest price = most\nbootstrap = 20\n"
LADDER = "method = gabor-granger\nanswers = a.csv\nrespondent = id\nprice = price\nanswer = yes\nbootstrap = 20\n"
SHARES = "method = gabor-granger\nanswers = a.csv\nprice = price\nshare = share\nbootstrap = 20\n"
BASS = "method = bass\nproducts = a.csv\nsales = sales\n"


def sales(rows=30):
    return [["week", "price", "quantity"]] + [[str(i), f"{1 + i % 7 * 0.1:.1f}", str(90 - i % 7 * 5 + i % 3)] for i in range(rows)]


def survey(rows=12):
    return [["id", "tc", "c", "e", "te", "most"]] + [
        [str(i), str(3 + i % 3), str(6 + i % 4), str(10 + i % 5), str(15 + i % 4), str(8 + i % 4)] for i in range(rows)]


def ladder():
    return [["id", "price", "yes"]] + [[str(i), str(p), "yes" if p < 6 + i % 3 else "no"] for i in range(6) for p in range(5, 9)]


def shares():
    return [["price", "share"]] + [[str(5 + i), str(round(0.8 - 0.1 * i, 1))] for i in range(5)]


def launch():
    return [["t", "sales"]] + [[str(i), str(s)] for i, s in enumerate([10, 22, 40, 60, 66, 60, 40, 25, 12])]


def csv(table, delimiter=",", end="\n"):
    return end.join(delimiter.join(row) for row in table) + end


def changed(table, row, column, value):
    table = [list(line) for line in table]
    table[row][table[0].index(column)] = value
    return csv(table)


def quoted(value):
    return '"' + value.replace('"', '""') + '"' if any(c in value for c in ',"') else value


NO_NUMBERS = ["x", "inf", "-inf", "1e999", "nan(1)", "1,234.50", "1.234,50", "12,5", "$5", "5 EUR", "5%", "0x1F", "--5", "1 000",
              "'5", "5-", "\u0663", "\u00bd", "1e", "true", "=1+1", "#REF!", "#N/A", "n/a", "-", "5;6", "\u2212 5", "1.2.3", "+", "e5"]
EMPTY = ["", "NA", "NaN", ".", "   "]
NOT_ABOVE_0 = ["0", "-3", "-0.0001", "-1e300"]


def cells():
    """One cell is wrong: its row, line and column are named."""
    for value in NO_NUMBERS:
        yield f"price is {value}", ELASTICITY, changed(sales(), 5, "price", quoted(value)), ["row 5 (line 6)", "column price"], 2
        yield f"too expensive is {value}", PSM, changed(survey(), 3, "te", quoted(value)), ["row 3 (line 4)", "column te"], 2
    for value in NO_NUMBERS[:12]:
        yield f"quantity is {value}", OLS, changed(sales(), 30, "quantity", quoted(value)), ["row 30 (line 31)", "quantity"], 2
        yield f"highest price is {value}", GABOR, changed(survey(), 12, "most", quoted(value)), ["row 12 (line 13)", "column most"], 2
        yield f"ladder's price is {value}", LADDER, changed(ladder(), 7, "price", quoted(value)), ["row 7 (line 8)", "column price"], 2
        yield f"launch's sales are {value}", BASS, changed(launch(), 7, "sales", quoted(value)), ["row 7 (line 8)", "column sales"], 2
    for value in EMPTY:
        yield f"price is empty as {value!r}", ELASTICITY, changed(sales(), 2, "price", value), ["row 2 (line 3)", "column price: is empty"], 2
        yield f"cheap is empty as {value!r}", PSM, changed(survey(), 2, "c", value), ["row 2 (line 3)", "column c: is empty"], 2
    for value in NOT_ABOVE_0:
        yield f"price is {value}", ELASTICITY, changed(sales(), 4, "price", value), ["row 4 (line 5)", "price", "above 0"], 2
        yield f"quantity is {value}", ELASTICITY, changed(sales(), 4, "quantity", value), ["row 4 (line 5)", "quantity", "above 0"], 2
        yield f"logarithm of {value}", OLS, changed(sales(), 4, "price", value), ["row 4 (line 5)", "log(price)", "above 0"], 2
        yield f"ladder's price is {value}", LADDER, changed(ladder(), 4, "price", value), ["row 4 (line 5)", "column price", "above 0"], 2
    for value in NOT_ABOVE_0[1:]:
        yield f"cheap is {value}", PSM, changed(survey(), 4, "c", value), ["row 4 (line 5)", "column c", "0 or more"], 2
        yield f"launch's sales are {value}", BASS, changed(launch(), 4, "sales", value), ["row 4 (line 5)", "column sales", "0 or more"], 2
    for value in ["maybe", "2", "", "y e s", "1.0"]:
        yield f"answer is {value!r}", LADDER, changed(ladder(), 9, "yes", value), ["row 9 (line 10)", "column yes"], 2
    for value in ["1.2", "61", "-0.1"]:
        yield f"share is {value}", SHARES, changed(shares(), 3, "share", value), ["row 3 (line 4)"], 2


def structure():
    """The file as a whole is wrong."""
    good = csv(sales())
    yield "an empty file", ELASTICITY, "", ["a.csv is empty"], 2
    yield "a byte order mark alone", ELASTICITY, b"\xef\xbb\xbf", ["a.csv is empty"], 2
    yield "blank lines alone", ELASTICITY, "\n\n\r\n\n", ["a.csv is empty"], 2
    yield "a header alone", ELASTICITY, "week,price,quantity\n", ["a.csv has no row below the header"], 2
    yield "no header", ELASTICITY, "\n".join(good.split("\n")[1:]), ["no column quantity", "no column price"], 2
    yield "an empty header", ELASTICITY, good.replace("week,price,quantity", ",,"), ["no column quantity"], 2
    yield "another case", ELASTICITY, good.replace("price", "Price"), ["no column price; did you mean Price"], 2
    yield "a header in quotes that is not closed", ELASTICITY, good.replace("price", '"price'), ["a.csv, line 1", "never closed"], 2
    yield "a column twice, the first has text", ELASTICITY, "price,price,quantity\nx,1,2\ny,2,3\n", ["row 1 (line 2)", "column price"], 2
    yield "a quote that is not closed", ELASTICITY, changed(sales(), 9, "price", '"1.3'), ["a.csv, line 10", "never closed"], 2
    yield "text after a quote", ELASTICITY, changed(sales(), 9, "price", '"1"3'), ["a.csv, line 10", "after the closing quote"], 2
    yield "a short row", ELASTICITY, good + "31,1.2\n", ["row 31 (line 32): has 2 fields; the header has 3"], 2
    yield "a long row", ELASTICITY, good + "31,1.2,80,7\n", ["row 31 (line 32): has 4 fields; the header has 3"], 2
    yield "thousands not in quotes", ELASTICITY, good + "31,1,200,80\n", ["row 31 (line 32): has 4 fields; the header has 3"], 2
    yield "a total below", ELASTICITY, good + "Total\n", ["row 31 (line 32): has 1 field"], 2
    yield "a semicolon inside", ELASTICITY, good + "31;1.2;80\n", ["row 31 (line 32): has 1 field"], 2
    yield "Latin-1", ELASTICITY, good.replace("week", "Wöche").encode("latin-1"), ["a.csv, line 1", "UTF-8"], 2
    yield "half a character", ELASTICITY, good.encode() + b"31,1.2,\xc3\n", ["a.csv, line 32"], 2
    yield "nul characters", ELASTICITY, good.encode() + b"31,1.2,8\x000\n", ["a.csv, line 32"], 2
    yield "UTF-16 cut in the middle", ELASTICITY, good.encode("utf-16")[:-1], ["a.csv"], 2
    yield "bytes that are no text", ELASTICITY, random.Random(1).randbytes(5000), ["a.csv"], 2
    yield "a spreadsheet", ELASTICITY, b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + random.Random(2).randbytes(3000), ["a.csv"], 2
    yield "a picture", PSM, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + random.Random(3).randbytes(3000), ["a.csv"], 2
    yield "JSON", ELASTICITY, '[{"price": 1, "quantity": 2}]\n', ["a.csv"], 2
    yield "a page", ELASTICITY, "<html><body><table><tr><td>price</td></tr></table></body></html>\n", ["a.csv"], 2
    yield "a cell of two megabytes", ELASTICITY, changed(sales(), 4, "week", "9" * 2000000), ["a.csv, line 5", "longer than"], 2
    yield "a price of a megabyte", ELASTICITY, changed(sales(), 4, "price", "9" * 1000000), ["row 4 (line 5)", "column price"], 2
    yield "a thousand and one columns", ELASTICITY, ",".join(f"c{i}" for i in range(1001)) + "\n" + ",".join("1" * 1001) + "\n", ["a.csv, line 1", "more than 1000 fields"], 2
    yield "decimal commas between semicolons", ELASTICITY, csv(sales(), ";").replace(".", ","), ["row 1 (line 2)", "column price", "decimals with a point"], 2
    yield "decimal commas between commas", ELASTICITY, csv(sales()).replace(".", ","), ["row 1 (line 2): has 4 fields"], 2
    yield "many wrong cells", ELASTICITY, "week,price,quantity\n" + "1,x,y\n" * 1000, ["row 1 (line 2)", "more problems"], 2
    yield "many short rows", ELASTICITY, "week,price,quantity\n" + "1,2\n" * 1000, ["row 20 (line 21)"], 2
    yield "a line end within quotes", ELASTICITY, 'week,price,quantity\n"1\n2",1,2\n3,x,2\n', ["row 2 (line 4)", "column price"], 2
    yield "a folder", ELASTICITY, None, ["a.csv"], 2


def contents():
    """The file can be read, but carries no answer: refused, with the reason."""
    one = [sales()[0]] + [[row[0], "1.5", row[2]] for row in sales()[1:]]
    rising = [sales()[0]] + [[row[0], row[1], str(50 + 10 * float(row[1]))] for row in sales()[1:]]
    yield "one price only", ELASTICITY, csv(one), ["price"], 1
    yield "one quantity only", ELASTICITY, csv([sales()[0]] + [[r[0], r[1], "5"] for r in sales()[1:]]), ["Refused"], 1
    yield "sales that rise with the price", ELASTICITY, csv(rising), ["Refused"], 1
    yield "one row", ELASTICITY, csv(sales(1)), ["Refused"], 1
    yield "two rows", ELASTICITY, csv(sales(2)), ["Refused"], 1
    yield "the same row many times", ELASTICITY, "week,price,quantity\n" + "1,2,3\n" * 50, ["Refused"], 1
    yield "one price in a regression", OLS, csv(one), ["Refused"], 1
    yield "a tiny and a huge price", OLS, changed(sales(), 3, "price", "1e-300"), [], 0
    yield "a quantity at the end of numbers", OLS, changed(sales(), 3, "quantity", "1e308"), [], 0
    yield "answers that fall", PSM, csv([survey()[0]] + [[r[0], r[4], r[3], r[2], r[1], r[5]] for r in survey()[1:]]), ["Nobody named"], 1
    yield "the same price four times", PSM, csv([survey()[0]] + [[r[0], "5", "5", "5", "5", "5"] for r in survey()[1:]]), ["Nobody named"], 1
    yield "one respondent", PSM, csv(survey(1)), ["Too few people"], 1
    yield "one highest price", GABOR, csv([survey()[0]] + [[*r[:5], "9"] for r in survey()[1:]]), ["price"], 1
    yield "nobody would buy", LADDER, csv([ladder()[0]] + [[r[0], r[1], "no"] for r in ladder()[1:]]), ["same answer"], 1
    yield "everybody would buy", LADDER, csv([ladder()[0]] + [[r[0], r[1], "yes"] for r in ladder()[1:]]), ["same answer"], 1
    yield "a respondent answers a price twice", LADDER, csv(ladder()) + "0,5,yes\n", ["row 25 (line 26)", "answered the price 5 before"], 2
    yield "a price stands twice", SHARES, csv(shares()) + "5,0.3\n", ["row 6 (line 7)", "a second time"], 2
    yield "all shares alike", SHARES, csv([shares()[0]] + [[r[0], "0.5"] for r in shares()[1:]]), ["same answer"], 1
    yield "a launch of three periods", BASS, csv(launch()[:4]), ["too few periods"], 1
    yield "a launch that only grows", BASS, "t,sales\n" + "".join(f"{i},{2 ** i}\n" for i in range(12)), ["Refused"], 1
    yield "a launch without sales", BASS, "t,sales\n" + "".join(f"{i},0\n" for i in range(12)), ["Refused"], 1
    yield "periods with a gap", BASS + "period = t\n", csv([r for r in launch() if r[0] != "4"]), ["row 5 (line 6)", "column t", "same step"], 2


def read_all_the_same():
    """Odd, but nothing is wrong."""
    table, text = sales(), csv(sales())
    for name, content in [("a byte order mark", "\ufeff" + text), ("CRLF", csv(table, end="\r\n")), ("CR only", csv(table, end="\r")),
                          ("no line end at the end", text.rstrip("\n")), ("blank lines", text.replace("\n", "\n\n")),
                          ("semicolons", csv(table, ";")), ("tabs", csv(table, "\t")), ("bars", csv(table, "|")),
                          ("sep=;", "sep=;\n" + csv(table, ";")), ("UTF-16", text.encode("utf-16")),
                          ("UTF-16, the other way", b"\xfe\xff" + text.encode("utf-16-be")),
                          ("quotes everywhere", "\n".join(",".join(f'"{c}"' for c in row) for row in table)),
                          ("spaces around", text.replace(",", " , ")), ("a column twice", text.replace("week", "price#2")),
                          ("numbers with exponent", text.replace("1.0", "1e0")),
                          ("further columns with anything", csv([row + ["ü€, x".replace(",", "")] for row in table]))]:
        yield name, OLS, content, ["log(price)"], 0


def large():
    table = "week,price,quantity\n" + "".join(f"{i},{1 + i % 977 * 0.001:.3f},{5000 / (1 + i % 977 * 0.001) ** 2 + i % 5:.1f}\n" for i in range(1000000))
    yield "a million rows", ELASTICITY, table, ["log(price)"], 0
    yield "a million rows, the last one wrong", ELASTICITY, table + "x,y,5\n", ["row 1000001 (line 1000002)", "column price"], 2
    products = "product,week,price,quantity\n" + "".join(
        f"p{p},{w},{1 + (p * 7 + w * 3) % 11 * 0.1:.1f},{90 - (p * 7 + w * 3) % 11 * 4 + (p + w) % 3}\n" for p in range(10000) for w in range(10))
    yield "ten thousand products, absorbed", OLS + "absorb = product\ncluster = product\n", products, ["10000 clusters"], 0
    yield "ten thousand products as dummies", OLS.replace("log(price)", "log(price), dummy(product)"), products, ["at most 2000", "absorb"], 2
    answers = "id,tc,c,e,te\n" + "".join(f"{i},{3 + i % 7 * .1:.1f},{6 + i % 11 * .1:.1f},{10 + i % 13 * .1:.1f},{15 + i % 17 * .1:.1f}\n" for i in range(1000000))
    yield "a million respondents", PSM, answers, ["optimal price"], 0
    yield "more than two million rows", ELASTICITY, "week,price,quantity\n" + "1,2,3\n" * 2000001, ["more than 2000000 rows"], 2


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main():
    groups = [large] if IS_LARGE else [cells, structure, contents, read_all_the_same]
    cases = [case for group in groups for case in group()]
    assert IS_LARGE or len(cases) >= 100
    print(f"1..{len(cases)}", flush=True)
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        spec, table = pathlib.Path(folder) / "a.price", pathlib.Path(folder) / "a.csv"
        for number, (name, text, content, parts, status) in enumerate(cases, 1):
            spec.write_text(text, encoding="utf-8")
            if table.is_dir():
                table.rmdir()
            if content is None:
                table.unlink()
                table.mkdir()
            else:
                table.write_bytes(content if isinstance(content, bytes) else content.encode())
            start = time.monotonic()
            done = subprocess.run([TANDEM, "price", "fit", spec], capture_output=True, check=False, preexec_fn=limit,
                                  timeout=300 if IS_LARGE else 60)
            said = (done.stdout + done.stderr).decode(errors="replace")
            faults = [f"ended with {done.returncode}, not {status}"] if done.returncode != status else []
            faults += [f"{part!r} is not said" for part in parts if part not in said]
            faults += ["says far too much"] if len(said) > 20000 else []
            bad += bool(faults)
            print(f"{'not ok' if faults else 'ok'} {number} - {text.split(chr(10))[0][9:]}: {name!a}".replace("#", "no."), flush=True)
            for fault in faults:
                print(f"# {fault}")
            if faults:
                print("# " + said[:600].replace("\n", "\n# "))
            if IS_LARGE:
                print(f"# {time.monotonic() - start:.1f} s")
    sys.exit(1 if bad else 0)


main()
