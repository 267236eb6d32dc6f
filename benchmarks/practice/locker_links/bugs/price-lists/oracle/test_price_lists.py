import pytest


def price(app, site, size, minutes):
    answer = app().get(f"/api/sites/{site}/price?size={size}&minutes={minutes}")
    return answer.status_code, answer.json()


@pytest.mark.parametrize("round", range(3))
def test_one_step(app, round):
    assert price(app, "BER", "B", 2000) == (200, {"price": "71.00"})
    assert price(app, "BER", "B", 90) == (200, {"price": "35.50"})
    assert price(app, "BER", "B", 1440) == (200, {"price": "35.50"})


def test_three_steps_again_and_again(app):
    wanted = {30: "30.00", 60: "30.00", 61: "60.00", 240: "60.00", 241: "150.00", 1440: "150.00", 1470: "180.00", 2890: "330.00"}
    for _ in range(3):
        assert {minutes: price(app, "HLN", "S", minutes)[1]["price"] for minutes in wanted} == wanted


def test_two_steps_backwards(app):
    for minutes, amount in [(3200, "960.00"), (1500, "460.00"), (241, "320.00"), (10, "140.00"), (3200, "960.00")]:
        assert price(app, "SMI", "L", minutes) == (200, {"price": amount})


def test_sites_and_sizes_have_their_own(app):
    for _ in range(2):
        assert price(app, "KLA", "S", 10)[1] == {"price": "30.00"}
        assert price(app, "KLA", "M", 10)[1] == {"price": "40.00"}
        assert price(app, "HLN", "B", 1441)[1] == {"price": "71.00"}
        status, body = price(app, "KLA", "B", 10)
        assert (status, body["problem"]) == (404, "unknown")


def test_closings(app, opened):
    for short, site, paid in [("iva", "SMI", "90.00"), ("iva", "HLN", "150.00"), ("jan", "HLN", "810.00"), ("eda", "BER", "355.00"), ("eda", "KLA", "30.00")]:
        answer = app(short).post(f"/api/rentals/{opened(short, site)}/close")
        assert (answer.status_code, answer.json()["paid"]) == (200, paid)


def test_looking_at_an_extension_twice(browser, opened):
    client = browser("iva")
    for hours, amount in [(3, "220.00"), (20, "440.00"), (3, "220.00")]:
        client.post("/mine/longer", {f"hours-{opened('iva', 'SMI')}": str(hours)})
        assert f"{amount} CZK" in client.get("/mine/longer/review").content.decode()


def test_minutes_that_are_none(app):
    assert price(app, "HLN", "S", 0)[0] == 400
    assert price(app, "HLN", "S", "x")[0] == 400
