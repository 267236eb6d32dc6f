import pytest


def total(visitor, **body):
    answer = visitor.post("/api/quote", **body)
    assert answer.status_code == 200
    return answer.json()["booking_fee"], answer.json()["total"]


@pytest.mark.parametrize("route, adult, fee", [("HS", "28.00", "4.00"), ("SV", "22.50", "4.00"), ("HL", "47.00", "6.00")])
def test_quotes_again(visitor, route, adult, fee):
    for _ in range(3):
        assert total(visitor, route=route, adults=1) == (fee, adult)


def test_other_parties(visitor):
    assert total(visitor, route="HS", adults=2, vehicle="car") == ("4.00", "90.00")
    assert total(visitor, route="HS", children=1, infants=2) == ("4.00", "16.00")
    assert total(visitor, route="HS", adults=1, vehicle="lorry") == ("4.00", "168.00")
    assert total(visitor, route="SH", adults=1, vehicle="van") == ("4.00", "83.00")
    assert total(visitor, route="HS", adults=2, vehicle="car") == ("4.00", "90.00")


def test_draft_and_booking_agree(visitor):
    visitor.post("/api/draft", sailing="K103")
    visitor.post("/api/draft/passengers", name="Anna Ray")
    assert visitor.get("/api/draft").json()["price"]["total"] == "28.00"
    assert visitor.get("/api/draft").json()["price"]["total"] == "28.00"
    assert visitor.post("/api/draft/confirm", contact="a@example.org").json()["total"] == "28.00"


def test_what_is_not_sold(visitor):
    for _ in range(2):
        assert visitor.post("/api/quote", route="SV", adults=1, vehicle="lorry").status_code == 400
        assert visitor.post("/api/quote", route="XX", adults=1).status_code == 404
    assert total(visitor, route="SV", adults=1) == ("4.00", "22.50")


def test_the_fee_is_no_kind():
    from ferry_office import pricing
    from ferry_office.errors import OfficeError

    for _ in range(2):
        with pytest.raises(OfficeError):
            pricing.quote("HS", {"booking_fee": 1})
