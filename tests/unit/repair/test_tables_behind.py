"""Tables that an answer was made of by functions that have returned: None in columns of floats, several zones."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ANSWER = "import json\n\nimport pandas as pd\n\nPAGES = pd.DataFrame({'pages': [3.0, None]})\n\n"
MOMENTS = """
import pandas as pd

LOANS = [("2026-10-24T23:45:00+02:00", 5), ("2026-10-26T00:15:00+01:00", 2)]

"""
CASES = [
    Case(
        "a function of the answer's own variable made null of NaN in vain",
        ANSWER
        + """
def known(table):
    return table.where(table.notna(), None).to_dict("records")


class Shelf:
    def rows(self):
        return known(PAGES)


def show():
    rows = Shelf().rows()
    return json.dumps({"rows": rows}, allow_nan=False)
""",
        "show()",
        (
            '-    return table.where(table.notna(), None).to_dict("records")',
            '+    return table.astype(object).where(table.notna(), None).to_dict("records")',
        ),
        '{"rows": [{"pages": 3.0}, {"pages": null}]}',
    ),
    Case(
        "by a mask, of one column, in the function that answers",
        ANSWER
        + """
def show():
    pages = PAGES["pages"].mask(pd.isnull(PAGES["pages"]), other=None)
    return json.dumps({"pages": list(pages)}, allow_nan=False)
""",
        "show()",
        (
            '-    pages = PAGES["pages"].mask(pd.isnull(PAGES["pages"]), other=None)',
            '+    pages = PAGES["pages"].astype(object).mask(pd.isnull(PAGES["pages"]), other=None)',
        ),
        '{"pages": [3.0, null]}',
    ),
    Case(
        "moments of several offsets, turned into a zone in the same breath",
        MOMENTS
        + """
def days(zone):
    table = pd.DataFrame(LOANS, columns=["at", "count"])
    table["at"] = pd.to_datetime(table["at"]).dt.tz_convert(zone)
    return list(table["at"].dt.strftime("%d"))
""",
        'days("Europe/Zurich")',
        (
            '-    table["at"] = pd.to_datetime(table["at"]).dt.tz_convert(zone)',
            '+    table["at"] = pd.to_datetime(table["at"], utc=True).dt.tz_convert(zone)',
        ),
        ["24", "26"],
    ),
    Case(
        "moments of several offsets, of which only the distance is asked",
        MOMENTS
        + """
def hours():
    moments = pd.to_datetime([at for at, _ in LOANS], format="ISO8601")
    return (moments.max() - moments.min()) / pd.Timedelta(hours=1)
""",
        "hours()",
        (
            '-    moments = pd.to_datetime([at for at, _ in LOANS], format="ISO8601")',
            '+    moments = pd.to_datetime([at for at, _ in LOANS], format="ISO8601", utc=True)',
        ),
        25.5,
    ),
]

SILENT = [
    Silent(
        "days of UTC are other days than those of the place",
        MOMENTS
        + """
def days():
    return list(pd.to_datetime(pd.Series([at for at, _ in LOANS])).dt.day)
""",
        "days()",
        "frames",
    ),
    Silent(
        "another table is asked where values are missing",
        ANSWER
        + """
OTHER = pd.DataFrame({"pages": [None, 3.0]})


def show():
    rows = PAGES.where(OTHER.notna(), None)["pages"].tolist()
    return json.dumps(rows, allow_nan=False)
""",
        "show()",
        "frame-answers",
    ),
]


@named(CASES)
def test_the_table_is_mended_where_it_is_made(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_other_tables_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
