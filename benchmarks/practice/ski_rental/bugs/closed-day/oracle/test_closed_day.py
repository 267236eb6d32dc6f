import pytest

MIRA = "R-MIRA44\tMira Jovanović\t-\tSN110,HE118\t2026-01-16 18:00\t{} h"
GRAZ = "R-GRAZ55\tTom Huber\t-\tBO112\t2026-01-18 18:30\t{} h"
TOM = "R-TOM233\tTom Huber\t-\tSK105\t2026-01-21 18:00\t{} h"


@pytest.mark.parametrize(
    ("moment", "lines"),
    [
        ("2026-01-18T02:00", [MIRA.format(32)]),
        ("2026-01-18T19:00", [MIRA.format(49), GRAZ.format(0)]),
        ("2026-01-20T19:00", [MIRA.format(97), GRAZ.format(48)]),
        ("2026-01-21T02:00", [MIRA.format(104), GRAZ.format(55)]),
        ("2026-01-21T19:30", [MIRA.format(121), GRAZ.format(73), TOM.format(1)]),
        ("2026-01-22T02:00+01:00", [MIRA.format(128), GRAZ.format(79), TOM.format(8)]),
    ],
)
def test_list(run, moment, lines):
    assert run("nightly.overdue", "--as-of", moment) == (0, [*lines, f"{len(lines)} overdue"])


def test_queue(run):
    assert run("nightly.overdue", "--as-of", "2026-01-18T18:40")[1][-1] == "1 overdue"
    assert run("nightly.overdue", "--as-of", "2026-01-18T18:50")[1][-1] == "2 overdue"


def test_mark_and_today(run):
    assert run("nightly.overdue", "--mark") == (0, [MIRA.format(16), "1 overdue"])
    assert run("nightly.overdue", "--as-of", "2026-01-21T02:00", "--mark")[0] == 0
