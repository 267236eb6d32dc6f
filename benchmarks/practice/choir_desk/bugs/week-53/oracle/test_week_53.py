"""2026 and 2032 have 53 ISO weeks, 2027 and 2028 have 52."""
from zoneinfo import ZoneInfo


def plan(after):
    from choir_desk.models import Rehearsal

    found = Rehearsal.objects.filter(starts_at__gte=after).select_related("venue").order_by("starts_at")
    return [(r.title, r.starts_at.astimezone(ZoneInfo(r.venue.time_zone)).isoformat()) for r in found]


REGULAR = [
    ("Monday rehearsal", "2027-03-29T19:30:00+02:00"),
    ("Spring weekend", "2027-04-03T22:00:00+02:00"),
    ("Monday rehearsal", "2027-10-11T19:30:00+02:00"),
    ("Women's voices", "2027-10-13T18:00:00+02:00"),
    ("Guest rehearsal", "2027-10-16T11:00:00+01:00"),
    ("Monday rehearsal", "2027-10-18T19:30:00+02:00"),
]


def nearby(rest, title, *starts):
    """The rehearsals of week 53 were left out, or put in the week before or after."""
    assert len(rest) <= 1
    for found in rest:
        assert found[0] == title and found[1] in starts


def test_to_a_year_of_52_weeks(run):
    done = run("copy_season", 2026, 2027)
    assert done.code == 0, done.err
    found = plan("2027-01-01T12:00:00+00:00")
    assert [f for f in found if f[0] != "New year's round"] == REGULAR
    nearby([f for f in found if f[0] == "New year's round"], "New year's round",
           "2027-12-28T17:00:00+01:00", "2028-01-04T17:00:00+01:00")
    assert "6 copied" in done.out or "7 copied" in done.out


def test_sections_and_minutes_go_along(run):
    from choir_desk.models import Rehearsal

    assert run("copy_season", 2026, 2027).code == 0
    twin = Rehearsal.objects.get(title="Women's voices", starts_at__year=2027)
    assert [s.code for s in twin.sections.all()] == ["A1", "A2", "S1", "S2"]
    assert (twin.minutes, twin.kind, twin.venue.code, twin.notes) == (90, "sectional", "parish-hall", "")


def test_twice_is_once(run):
    assert run("copy_season", 2026, 2027).code == 0
    before = plan("2027-01-01T12:00:00+00:00")
    done = run("copy_season", 2026, 2027)
    assert done.code == 0, done.err
    assert plan("2027-01-01T12:00:00+00:00") == before


def test_first_days_of_january_in_week_53(admin, run):
    """1 January 2027 belongs to the last week of the season 2026."""
    data = {"title": "Hangover matinee", "venue": "porto-sala", "starts_at": "2027-01-01T11:00"}
    assert admin.send("POST", "/api/rehearsals", data).status_code == 201
    done = run("copy_season", 2026, 2028)
    assert done.code == 0, done.err
    found = plan("2027-06-01T12:00:00+00:00")
    rest = [f for f in found if f[0] == "Hangover matinee"]
    nearby(rest, "Hangover matinee", "2028-12-29T11:00:00+00:00", "2029-01-05T11:00:00+00:00")
    assert ("Monday rehearsal", "2028-10-09T19:30:00+02:00") in found and ("Guest rehearsal", "2028-10-14T11:00:00+01:00") in found


def test_to_a_year_of_53_weeks(run):
    done = run("copy_season", 2026, 2032)
    assert done.code == 0 and "7 copied" in done.out
    found = plan("2032-01-01T12:00:00+00:00")
    assert found[0] == ("Monday rehearsal", "2032-03-22T19:30:00+01:00")
    assert found[-1] == ("New year's round", "2032-12-28T17:00:00+01:00") and len(found) == 7


def test_same_season(run):
    done = run("copy_season", 2026, 2026)
    assert done.code == 1 and "Traceback" not in done.err
