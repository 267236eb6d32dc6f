import pytest

ROWS = [
    "SP-101,2026-08-09T21:59:00+00:00,1,confirmed",
    "SP-101,2026-08-09T22:00:00+00:00,2,confirmed",
    "YO-100,2026-08-10T15:30:00+00:00,4,waiting",
    "YO-100,2026-08-10T16:00:00+00:00,8,cancelled",
    "GU-100,2026-08-25T16:00:00+00:00,16,confirmed",
    "GU-100,2026-12-01T23:30:00+00:00,32,confirmed",
]


@pytest.fixture
def weeks(own, serve):
    text = "course,booked_at,persons,status\n" + "\n".join(ROWS) + "\n"
    (own.folder / "bookings.csv").write_text(text, encoding="utf-8")
    client = serve()

    def ask(query):
        answer = client.get(f"/stats/bookings?{query}")
        assert answer.status_code == 200
        return [(week["week"], week["persons"], week["total"]) for week in answer.json()["weeks"] if week["persons"]]

    return ask


LATER = ("2026-08-24", 16), ("2026-11-30", 32)


def totalled(*pairs):
    found, total = [], 0
    for week, persons in pairs:
        total += persons
        found.append((week, persons, total))
    return found


@pytest.mark.parametrize("since", ["2026-08-10", "2026-08-10T00:00", "2026-08-10T00:00:00%2B02:00", "2026-08-09T22:00Z"])
def test_day_begins_in_the_schools_zone(weeks, since):
    assert weeks(f"since={since}") == totalled(("2026-08-10", 6), *LATER)


@pytest.mark.parametrize(("since", "first"), [("2026-08-10T17:30", 4), ("2026-08-10T00:01", 4), ("2026-08-09T23:59", 7)])
def test_hours_are_local(weeks, since, first):
    pairs = [("2026-08-03", 1), ("2026-08-10", 6)] if first == 7 else [("2026-08-10", first)]
    assert weeks(f"since={since}") == totalled(*pairs, *LATER)


def test_winter_time(weeks):
    assert weeks("since=2026-12-02") == totalled(("2026-11-30", 32))
    assert weeks("since=2026-12-02T00:31") == []
    assert weeks("since=2026-12-01T23:30Z") == totalled(("2026-11-30", 32))


def test_last_and_all(weeks):
    assert weeks("") == totalled(("2026-08-03", 1), ("2026-08-10", 6), *LATER)
    assert weeks("since=2026-08-10&last=1") == totalled(("2026-08-10", 6), *LATER)[-1:]
    assert weeks("since=2027-01-01") == []


def test_what_is_no_moment(client):
    for raw in ("spring", "2026-13-01", "2026-08-10T25:00"):
        answer = client.get(f"/stats/bookings?since={raw}")
        assert (answer.status_code, answer.json()["parameter"]) == (400, "since")
