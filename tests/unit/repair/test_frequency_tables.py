"""Frequencies that a table names: those of moments and those of periods have different names by now."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

pytest.importorskip("pandas", minversion="3")

SALES = """
import pandas as pd

STEPS = {{"day": "D", "month": "M", "year": "A-MAR"}}
SALES = pd.Series([1.0, 2.0], index=pd.to_datetime(["2026-01-05", "2026-02-07"]))


def totals(step):
    if step not in STEPS:
        raise LookupError(", ".join(STEPS))
    {body}
"""
RENAMED = (
    '-STEPS = {"day": "D", "month": "M", "year": "A-MAR"}',
    '+STEPS = {"day": "D", "month": "ME", "year": "YE-MAR"}',
)
OWN = '+OFFSETS = {**STEPS, "month": "ME", "year": "YE-MAR"}'
SUM = "return SALES.resample(STEPS[step]).sum().tolist()"
BOTH = """sums = SALES.resample(STEPS[step]).sum()
    return sums.index.to_period(STEPS[step]).start_time.strftime("%m-%d").tolist()"""
LOCAL = """freq = STEPS[step]
    sums = SALES.resample(freq).sum()
    return sums.index.to_period(freq).start_time.strftime("%m-%d").tolist()"""
HOURS = """
import pandas as pd

STEPS = {"hour": "H", "half": "30T"}
MOMENTS = pd.Series(pd.to_datetime(["2026-01-05 10:20", "2026-01-05 11:40"]))


def hours(step):
    starts = MOMENTS.dt.floor(STEPS[step])
    return starts.dt.to_period(STEPS[step]).nunique()
"""
CHECKED = SALES.replace(
    "def totals(step):",
    """def one_of(text, known, *, about):
    {reading}
    if text not in known:
        raise LookupError(f"{{about}} is one of {{', '.join(known)}}")
    return text


def totals(step):
    step = one_of(step, known=STEPS, about="step")""",
)
PERIODS = """
import pandas as pd

STEPS = {"month": "ME", "week": "W"}
DAYS = pd.to_datetime(["2026-01-05", "2026-02-07"])


def labels(step):
    return [str(one) for one in DAYS.to_period(STEPS[step])]
"""


@named(
    [
        Case("all who read it want offsets", SALES.format(body=SUM), 'totals("month")', RENAMED, [1.0, 2.0]),
        Case(
            "an own function is handed the table and reads its names",
            CHECKED.format(body=SUM, reading=""),
            'totals("month")',
            RENAMED,
            [1.0, 2.0],
        ),
        Case(
            "moments and periods are read from one table",
            SALES.format(body=BOTH),
            'totals("month")',
            (
                OWN,
                "-    sums = SALES.resample(STEPS[step]).sum()",
                "+    sums = SALES.resample(OFFSETS[step]).sum()",
            ),
            ["01-01", "02-01"],
        ),
        Case(
            "an entry that has a name of its own",
            SALES.format(body=LOCAL),
            'totals("month")',
            (OWN, "-    sums = SALES.resample(freq).sum()", "+    sums = SALES.resample(OFFSETS[step]).sum()"),
            ["01-01", "02-01"],
        ),
        Case(
            "hours have one name for both",
            HOURS,
            'hours("hour")',
            ('-STEPS = {"hour": "H", "half": "30T"}', '+STEPS = {"hour": "h", "half": "30min"}'),
            2,
        ),
        Case(
            "all who read it want periods",
            PERIODS,
            'labels("month")',
            ('-STEPS = {"month": "ME", "week": "W"}', '+STEPS = {"month": "M", "week": "W"}'),
            ["2026-01", "2026-02"],
        ),
    ]
)
def test_each_kind_gets_its_names(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "entries are shown to people as well",
            SALES.format(body=f"print(STEPS[step])\n    {SUM}"),
            'totals("month")',
            "frequency-tables",
        ),
        Silent(
            "an own function shows the values to people",
            CHECKED.format(body=SUM, reading="print(known[text])"),
            'totals("month")',
            "frequency-tables",
        ),
        Silent(
            "an own function hands the table on",
            CHECKED.format(body=SUM, reading="print(known)"),
            'totals("month")',
            "frequency-tables",
        ),
        Silent(
            "another table hands out the frequency",
            SALES.format(body="return SALES.resample({'month': 'M'}[step]).sum().tolist()").replace('"M"', '"W"'),
            'totals("month")',
            "frequency-tables",
        ),
        Silent(
            "a frequency that nothing is called",
            SALES.format(body=SUM).replace('"M"', '"MONTH"'),
            'totals("month")',
            "frequency-tables",
        ),
    ]
)
def test_other_tables_stay(case, tmp_path):
    check_silent(case, tmp_path)
