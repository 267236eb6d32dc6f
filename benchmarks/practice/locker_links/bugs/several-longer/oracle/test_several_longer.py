def until(app, short, number):
    return app(short).get(f"/api/rentals/{number}").json()["until"]


def review(client):
    answer = client.get("/mine/longer/review")
    assert answer.status_code == 200
    return answer.content.decode()


def test_one(browser, app, opened):
    hln, smi = opened("iva", "HLN"), opened("iva", "SMI")
    client = browser("iva")
    assert client.post("/mine/longer", {f"hours-{smi}": "3", f"hours-{hln}": ""}).status_code == 302
    page = review(client)
    assert "SMI-003 until 10.6.2026 23:00: 220.00 CZK" in page and "HLN-001" not in page
    assert until(app, "iva", smi) == "2026-06-10T20:00:00+02:00"
    answer = client.post("/mine/longer/confirm")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/mine")
    assert until(app, "iva", smi) == "2026-06-10T23:00:00+02:00"
    assert until(app, "iva", hln) == "2026-06-11T17:00:00+02:00"


def test_several(browser, app, opened):
    hln, smi = opened("iva", "HLN"), opened("iva", "SMI")
    client = browser("iva")
    client.post("/mine/longer", {f"hours-{smi}": "20", f"hours-{hln}": " 24 "})
    page = review(client)
    assert "HLN-001 until 12.6.2026 17:00: 450.00 CZK" in page
    assert "SMI-003 until 11.6.2026 16:00: 440.00 CZK" in page
    assert review(client) == page or "SMI-003 until 11.6.2026 16:00" in review(client)
    client.post("/mine/longer/confirm")
    assert until(app, "iva", hln) == "2026-06-12T17:00:00+02:00"
    assert until(app, "iva", smi) == "2026-06-11T16:00:00+02:00"


def test_confirming_at_once(browser, app, opened):
    number = opened("jan", "HLN")
    client = browser("jan")
    client.post("/mine/longer", {f"hours-{number}": "1"})
    assert client.post("/mine/longer/confirm").status_code == 302
    assert until(app, "jan", number) == "2026-06-20T09:00:00+02:00"


def test_confirmed_once(browser, app, opened):
    number = opened("iva", "SMI")
    client = browser("iva")
    client.post("/mine/longer", {f"hours-{number}": "2"})
    for _ in range(2):
        assert client.post("/mine/longer/confirm").status_code == 302
    assert until(app, "iva", number) == "2026-06-10T22:00:00+02:00"
    assert "Nothing chosen" in review(client)


def test_the_last_choice_counts(browser, opened):
    hln, smi = opened("iva", "HLN"), opened("iva", "SMI")
    client = browser("iva")
    client.post("/mine/longer", {f"hours-{hln}": "2"})
    client.post("/mine/longer", {f"hours-{smi}": "1"})
    page = review(client)
    assert "SMI-003 until 10.6.2026 21:00: 220.00 CZK" in page and "HLN-001" not in page


def test_rentals_of_others_and_closed_ones_do_not_count(browser, app, opened):
    hln, smi, jans = opened("iva", "HLN"), opened("iva", "SMI"), opened("jan", "HLN")
    client = browser("iva")
    client.post("/mine/longer", {f"hours-{jans}": "5", f"hours-{smi}": "1", f"hours-{hln}": "1"})
    app("iva").post(f"/api/rentals/{hln}/close")
    page = review(client)
    assert "SMI-003" in page and "HLN" not in page
    client.post("/mine/longer/confirm")
    assert until(app, "jan", jans) == "2026-06-20T08:00:00+02:00"
    assert until(app, "iva", smi) == "2026-06-10T21:00:00+02:00"


def test_all_or_nothing(browser, app, opened):
    """The second would be longer than sixty days."""
    hln, smi = opened("jan", "HLN"), opened("iva", "SMI")
    client = browser("jan")
    for _ in range(3):
        client.post("/mine/longer", {f"hours-{hln}": "336"})
        assert client.post("/mine/longer/confirm").status_code == 302
    client.post("/mine/longer", {f"hours-{hln}": "336"})
    assert client.post("/mine/longer/confirm").status_code == 400
    assert until(app, "jan", hln) == "2026-08-01T08:00:00+02:00"
    assert until(app, "iva", smi) == "2026-06-10T20:00:00+02:00"


def test_plans_of_the_program(opened):
    from locker_links import rentals
    from locker_links.models import Renter

    iva = Renter.objects.get(phone="+420601000002")
    hln, smi = opened("iva", "HLN"), opened("iva", "SMI")
    planned = rentals.plan(iva, {smi: 2, hln: 24})
    assert [(each.rental.pk, each.until.isoformat(), each.cost) for each in planned] == [
        (hln, "2026-06-12T15:00:00+00:00", 450),
        (smi, "2026-06-10T20:00:00+00:00", 220),
    ]
    assert rentals.plan(iva, {}) == []


def test_what_is_no_choice(browser, opened):
    client = browser("iva")
    assert "Nothing chosen" in review(client)
    for hours in ["many", "0", "337", "-1", "1.5"]:
        assert client.post("/mine/longer", {f"hours-{opened('iva', 'SMI')}": hours}).status_code == 400
