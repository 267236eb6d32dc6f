def show(ask, who, query=""):
    status, body = ask(who).get(f"/agenda{query}")
    assert status == 200
    return [(one["starts_at"], one["kind"], one["title"], one["place"]) for one in body["entries"]]


BELL = ("2026-09-17T09:00:00+02:00", "appointment", "Door bell is silent", "LI14-1")
COLD = ("2026-09-16T13:00:00+02:00", "appointment", "Heating cold in the bath", "LI12-2")
SHUTTER = ("2026-09-22T08:00:00+02:00", "appointment", "Shutter stuck", "HO3-1")


def test_across_the_end_of_summer_time(ask):
    assert show(ask, "sahin", "?from=2026-09-01&to=2026-11-30") == [
        SHUTTER, ("2026-11-04T07:30:00+01:00", "round", "Smoke alarms", "Am Hof 3"),
    ]


def test_order_within_a_day(ask):
    """07:30 and 12:00 in Berlin are before 13:00 in Berlin, which is 11:00 UTC."""
    for title, day, from_time in [("Alarms", "2026-09-16", "12:00"), ("Roof", "2026-09-16", None), ("Keys", "2026-09-16", "13:30")]:
        new = {"building": "LI12", "title": title, "day": day, "from_time": from_time}
        assert ask("kern").post("/rounds", new)[0] == 201
    rounds = [
        ("2026-09-16T07:30:00+02:00", "round", "Roof", "Lindenstraße 12"),
        ("2026-09-16T12:00:00+02:00", "round", "Alarms", "Lindenstraße 12"),
        ("2026-09-16T13:30:00+02:00", "round", "Keys", "Lindenstraße 12"),
    ]
    assert show(ask, "brandt") == [*rounds[:2], COLD, rounds[2]]
    assert show(ask, "kern") == [*rounds[:2], COLD, rounds[2], BELL]
    assert show(ask, "petrova") == rounds


def test_one_kind_alone(ask):
    assert show(ask, "volt") == [BELL, SHUTTER]
    assert show(ask, "brandt", "?from=2027-01-01&to=2027-01-31") == [
        ("2027-01-04T07:30:00+01:00", "round", "Meter reading", "Lindenstraße 12"),
        ("2027-01-12T10:00:00+01:00", "round", "Chimney sweep", "Lindenstraße 12"),
    ]
    assert show(ask, "sahin", "?from=2026-11-04&to=2026-11-04") == [
        ("2026-11-04T07:30:00+01:00", "round", "Smoke alarms", "Am Hof 3"),
    ]
    assert show(ask, "sahin", "?from=2026-12-01&to=2026-12-31") == []


def test_refused(ask):
    assert ask("brandt").get("/agenda?to=2027-09-14")[0] == 400
    assert ask("brandt").get("/agenda?from=soon")[0] == 400
