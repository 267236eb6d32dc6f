import json

import pytest

HEAD = "course,booked_at,persons,status\n"


@pytest.fixture
def night(own, run):
    """Runs the night's work over these bookings and gives the report."""

    def start(rows):
        (own.folder / "bookings.csv").write_text(HEAD + "".join(row + "\n" for row in rows), encoding="utf-8")
        done = run("course_search.nightly")
        assert done.returncode == 0, done.stderr
        return json.loads((own.folder / "reports" / "2026-09-14.json").read_text(encoding="utf-8"))

    return start


@pytest.mark.parametrize(
    ("rows", "persons"),
    [
        (["SP-101,2026-09-14T07:02:00+00:00,2,confirmed"], 2),
        (["SP-101,2026-09-09T07:02:00+00:00,2,confirmed", "GU-100,2026-09-11T07:02:00+00:00,3,waiting"], 5),
        (["SP-101,2026-08-31T00:02:00+00:00,1,confirmed", "SP-101,2026-09-07T07:02:00+00:00,4,cancelled"], 1),
    ],
)
def test_first_week(night, rows, persons):
    report = night(rows)
    assert (report["last_week"]["persons"], report["last_week"]["total"]) == (persons, persons)
    assert report["more"] in (None, persons)
    assert report["programme"]["courses"] == 35
    assert set(report["groups"]) == {"category", "venue"}


def test_no_bookings_yet(night):
    report = night([])
    assert report["last_week"] is None
    assert report["more"] in (None, 0)
    assert len(report["programme"]["empty"]) == 35


@pytest.mark.parametrize(
    ("rows", "more"),
    [
        (["SP-101,2026-09-01T07:02:00+00:00,2,confirmed", "SP-101,2026-09-08T07:02:00+00:00,5,confirmed"], 3),
        (["SP-101,2026-09-01T07:02:00+00:00,4,confirmed", "SP-101,2026-09-08T07:02:00+00:00,1,waiting"], -3),
        (["SP-101,2026-08-25T07:02:00+00:00,4,confirmed", "SP-101,2026-09-08T07:02:00+00:00,1,waiting"], 1),
    ],
)
def test_week_after_week(night, rows, more):
    assert night(rows)["more"] == more
