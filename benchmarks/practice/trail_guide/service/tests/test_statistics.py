from datetime import date
from zoneinfo import ZoneInfo

from trail_guide.reports import nightly
from trail_guide.statistics import by_day, visitors

ZURICH = ZoneInfo("Europe/Zurich")


def test_visitors():
    counts = [("2026-06-30T22:30:00+00:00", 3), ("2026-07-04T08:00:00+00:00", 40), ("2026-07-05T08:10:00+00:00", 2)]
    assert visitors(counts, ZURICH) == {
        "people": 45, "months": {"2026-07": 45}, "busiest_weekday": "Saturday", "busiest_hour": 10
    }


def test_nobody():
    assert visitors([], ZURICH)["busiest_hour"] is None


def test_by_day_across_the_change_to_winter_time():
    counts = [("2026-10-24T23:45:00+02:00", 5), ("2026-10-26T00:15:00+01:00", 2)]
    assert by_day(counts, ZURICH) == {"2026-10-24": 5, "2026-10-26": 2}


def test_nightly_report(db):
    text = nightly(db, date(2026, 7, 5), ZURICH)
    assert "europaweg: rockfall (until -)" in text
    assert "Cabane du Pré: - m, 12 beds" in text
    assert "oeschinen-panorama: 218 people, most on 2026-07-04 (95)" in text
    assert "traverse: 13343 m, highest 1698 m" in text
