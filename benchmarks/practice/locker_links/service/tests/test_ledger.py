from locker_links import ledger


def test_the_newest_come_first(app, someone):
    for number in range(3):
        ledger.record("test.noted", actor=someone("iva"), number=number)
    events = app("ota").get("/api/ledger?limit=2").json()["events"]
    assert [event["detail"] for event in events] == [{"number": 2}, {"number": 1}]
    assert events[0]["by"] == "+420601000002" and events[0]["at"] == "2026-06-10T09:30:00+02:00"
    older = app("ota").get(f"/api/ledger?limit=1&before={events[1]['id']}").json()["events"]
    assert older[0]["detail"] == {"number": 0}


def test_the_events_of_a_rental(app, open_rental):
    events = app("ota").get(f"/api/ledger?rental={open_rental('iva', 'SMI')}").json()["events"]
    assert [(event["kind"], event["by"]) for event in events] == [
        ("locker.opened", None),
        ("rental.started", "+420601000002"),
    ]


def test_the_ledger_is_for_the_staff(app):
    assert app("iva").get("/api/ledger").status_code == 403
    assert app().get("/api/ledger").status_code == 401
    assert app("ota").get("/api/ledger?limit=101").status_code == 400


def test_closing_is_noted_with_the_amount(app, open_rental):
    number = open_rental("eda", "KLA")
    app("eda").post(f"/api/rentals/{number}/close")
    event = app("ota").get(f"/api/ledger?rental={number}&limit=1").json()["events"][0]
    assert (event["kind"], event["detail"]) == ("rental.closed", {"paid": "30.00"})
