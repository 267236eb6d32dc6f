from django.test import Client


def test_home_tells_what_is_free():
    assert "Beroun (BER): 2 free" in Client().get("/").content.decode()


def test_signing_in_and_out(browser):
    client = browser("iva")
    assert "SMI-003 until 10.6.2026 20:00, code 135790" in client.get("/mine").content.decode()
    assert client.post("/sign-out").status_code == 302
    assert client.get("/mine").headers["Location"] == "/sign-in"


def test_a_wrong_pin():
    answer = Client().post("/sign-in", {"phone": "+420601000002", "pin": "0000"})
    assert answer.status_code == 401 and "Phone or PIN is wrong" in answer.content.decode()


def test_an_erased_renter_is_signed_out(browser, someone):
    client = browser("ota")
    someone("ota").delete()
    assert client.get("/mine").status_code == 302


def test_the_history_of_a_locker(browser):
    page = browser("ota").get("/lockers/HLN-004/history").content.decode()
    assert "Jan Kos" in page and "90.00" in page and "0 openings" in page
    assert "1 openings" in browser("ota").get("/lockers/SMI-003/history").content.decode()


def test_the_history_names_no_erased_renter(browser):
    page = browser("ota").get("/lockers/HLN-001/history").content.decode()
    assert page.index("Iva Malá") < page.index("erased")


def test_the_history_is_for_the_staff(browser):
    assert browser("iva").get("/lockers/HLN-004/history").status_code == 403
    assert browser("ota").get("/lockers/HLN-400/history").status_code == 404


def test_a_plan_for_several(someone, open_rental):
    from locker_links import rentals

    hln, smi = open_rental("iva", "HLN"), open_rental("iva", "SMI")
    planned = rentals.plan(someone("iva"), {smi: 2, hln: 24, open_rental("jan", "HLN"): 5})
    assert [(each.rental.pk, each.until.isoformat(), each.cost) for each in planned] == [
        (hln, "2026-06-12T15:00:00+00:00", 450),
        (smi, "2026-06-10T20:00:00+00:00", 220),
    ]


def test_choosing_looking_confirming(browser, open_rental, app):
    number = open_rental("iva", "SMI")
    client = browser("iva")
    answer = client.post("/mine/longer", {f"hours-{number}": "3", f"hours-{open_rental('iva', 'HLN')}": ""})
    assert answer.headers["Location"] == "/mine/longer/review"
    page = client.get("/mine/longer/review").content.decode()
    assert "SMI-003 until 10.6.2026 23:00: 220.00 CZK" in page and "HLN-001" not in page
    assert client.post("/mine/longer/confirm").headers["Location"] == "/mine"
    assert app("iva").get(f"/api/rentals/{number}").json()["until"] == "2026-06-10T23:00:00+02:00"


def test_choosing_nothing(browser, open_rental):
    client = browser("iva")
    assert "Nothing chosen" in client.get("/mine/longer/review").content.decode()
    assert client.post("/mine/longer", {f"hours-{open_rental('iva', 'SMI')}": "many"}).status_code == 400
    assert client.post("/mine/longer/confirm").status_code == 302
