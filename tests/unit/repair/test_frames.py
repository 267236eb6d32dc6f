"""Crashes of pandas, and the steps that the repository takes with its other columns."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

HEAD = "import io\n\nimport pandas as pd\n"
MASK = (
    HEAD
    + """
BOOKS = pd.DataFrame({"title": pd.Series(["Dune", None, "Emma"], dtype=object)})


def found(word):
    return len(BOOKS[BOOKS["title"].str.contains(word)])
"""
)
DAYS = (
    HEAD
    + """
LOANS = pd.DataFrame({"day": ["2026-01-05", "2026-02-06"]})


def months():
    return list(LOANS["day"].dt.month)
"""
)
BOTH = (
    HEAD
    + """
LOANS = pd.DataFrame({"days": [3, 40], "open": [True, True]})


def late():
    return len(LOANS[LOANS["days"] > 30 and LOANS["open"]])
"""
)
EMPTY = (
    HEAD
    + """
def first(table):
    if not table:
        return None
    return str(table["name"].iloc[0])
"""
)
MERGE = (
    HEAD
    + """
SHELVES = pd.DataFrame({"code": ["001", "002"], "room": ["A", "B"]})


def rooms(text):
    books = pd.read_csv(io.StringIO(text))
    return list(books.merge(SHELVES, on="code")["room"])
"""
)
NUMBERS = (
    HEAD
    + """
COUNTED = ("pages",)


def read(text):
    books = pd.read_csv(io.StringIO(text))
    for name in COUNTED:
        books[name] = pd.to_numeric(books[name], errors="coerce")
    return books


def heavy(text):
    return int((read(text)["weight"] > 2).sum())
"""
)
FILTER = (
    HEAD
    + """
def usable(books):
    known = books["title"].notna()
    return books[known & books["pages"].gt(0)]


def labels(text):
    books = usable(pd.read_csv(io.StringIO(text)))
    return [int(row["weight"]) for row in books.to_dict("records")]
"""
)

CASES = [
    Case(
        "a text that is missing contains nothing",
        MASK,
        'found("un")',
        (
            '-    return len(BOOKS[BOOKS["title"].str.contains(word)])',
            '+    return len(BOOKS[BOOKS["title"].str.contains(word, na=False)])',
        ),
        1,
    ),
    Case(
        "texts become moments before their parts are asked for",
        DAYS,
        "months()",
        (
            '-    return list(LOANS["day"].dt.month)',
            '+    return list(pd.to_datetime(LOANS["day"]).dt.month)',
        ),
        [1, 2],
    ),
    Case(
        "a condition on whole columns is put together of whole columns",
        BOTH,
        "late()",
        (
            '-    return len(LOANS[LOANS["days"] > 30 and LOANS["open"]])',
            '+    return len(LOANS[(LOANS["days"] > 30) & (LOANS["open"])])',
        ),
        1,
    ),
    Case(
        "a table is asked whether it has rows",
        EMPTY,
        'first(pd.DataFrame({"name": ["Ada"]}))',
        ("-    if not table:", "+    if table.empty:"),
        "Ada",
        among=3,
    ),
    Case(
        "a name made of digits is read as text",
        MERGE,
        'rooms("code,title\\n001,Dune\\n")',
        (
            "-    books = pd.read_csv(io.StringIO(text))",
            '+    books = pd.read_csv(io.StringIO(text), dtype={"code": str})',
        ),
        ["A"],
    ),
    Case(
        "a column joins those that are made numbers",
        NUMBERS,
        'heavy("pages,weight\\n3,1\\n4,heavy\\n5,7\\n")',
        ('-COUNTED = ("pages",)', '+COUNTED = ("pages","weight")'),
        1,
    ),
    Case(
        "a filter asks for one more column",
        FILTER,
        'labels("title,pages,weight\\nDune,3,1\\nEmma,4,\\n")',
        (
            '-    return books[known & books["pages"].gt(0)]',
            '+    return books[known & books["pages"].gt(0) & books["weight"].gt(0)]',
        ),
        [1],
        among=3,
    ),
]

SILENT = [
    Silent(
        "a mask over all texts crashes for another reason",
        HEAD + 'B = pd.DataFrame({"a": ["x"]})\n\n\ndef f():\n    return B[B["b"].str.contains("x")]\n',
        "f()",
        "frames",
    ),
]


@named(CASES)
def test_tables_are_mended(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_other_crashes_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
