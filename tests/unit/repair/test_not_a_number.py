"""NaN in answers, byte order marks and headers that are ASCII."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ANSWER = """
import json
from statistics import mean


def average(rows):
    return float("nan") if not rows else mean(rows)


def dumped(answer):
    return json.dumps(answer, allow_nan=False)

"""

CASES = [
    Case(
        "a figure of nothing is null where others are",
        ANSWER
        + """
def summary(rows):
    return {"first": rows[0] if rows else None, "mean": round(average(rows), 2)}


def show(rows):
    return dumped(summary(rows))
""",
        "show([])",
        (
            "+import math",
            '-    return {"first": rows[0] if rows else None, "mean": round(average(rows), 2)}',
            "+    mean = round(average(rows), 2)",
            '+    return {"first": rows[0] if rows else None, "mean": None if math.isnan(mean) else mean}',
        ),
        '{"first": null, "mean": null}',
    ),
    Case(
        "a mark in front of a number is read over where the text is decoded",
        """
def rows(content):
    text = content.decode("utf-8")
    return [int(part) for part in text.split(",")]
""",
        "rows(b'\\xef\\xbb\\xbf1,2')",
        ('-    text = content.decode("utf-8")', '+    text = content.decode("utf-8-sig")'),
        [1, 2],
    ),
    Case(
        "JSON with a mark",
        """
import json


def read(content):
    return json.loads(content.decode())
""",
        "read(b'\\xef\\xbb\\xbf{}')",
        ("-    return json.loads(content.decode())", '+    return json.loads(content.decode("utf-8-sig"))'),
        {},
    ),
    Case(
        "a header is percent-encoded",
        """
from starlette.responses import Response


def send(name):
    headers = {"X-Shop-Name": name}
    return Response("", headers=headers).headers["x-shop-name"]
""",
        "send('Łódź')",
        (
            "+from urllib.parse import quote",
            "+",
            '-    headers = {"X-Shop-Name": name}',
            '+    headers = {"X-Shop-Name": quote(name)}',
        ),
        "%C5%81%C3%B3d%C5%BA",
        among=2,
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "nothing beside it is null",
            ANSWER + "\ndef show():\n    return dumped({'a': float('nan'), 'b': 1})\n",
            "show()",
            "not-a-number",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
