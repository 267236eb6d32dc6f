import pytest

HOUSE = {"district": "LIS-AL", "area_m2": 80, "rooms": 3, "built_year": 1985, "energy_class": "B"}


def test_estimate(client):
    answer = client.post("/estimate", json=HOUSE)
    assert answer.status_code == 200
    body = answer.json()
    assert body["low"] < body["price"] < body["high"]
    assert body["price_per_m2"] == pytest.approx(body["price"] / 80, abs=0.01)
    assert body["district"] == "LIS-AL"


def test_district_is_matched_without_case(client):
    assert client.post("/estimate", json=HOUSE | {"district": "lis-al"}).json()["district"] == "LIS-AL"


def test_unknown_district_is_not_found(client):
    answer = client.post("/estimate", json=HOUSE | {"district": "ATLANTIS"})
    assert answer.status_code == 404


@pytest.mark.parametrize("change", [{"area_m2": 0}, {"rooms": 0}, {"rooms": "many"}, {"extras": ["moat"]}])
def test_values_out_of_range_are_refused(client, change):
    assert client.post("/estimate", json=HOUSE | change).status_code == 422


def test_optional_fields_may_be_left_out(client):
    assert client.post("/estimate", json={"district": "WAW-PR", "area_m2": 40, "rooms": 2}).status_code == 200


def test_error_answers_have_one_shape(client):
    error = client.post("/estimate", json=HOUSE | {"rooms": "many"}).json()["error"]
    assert error["code"] == "invalid"
    assert error["details"][0]["field"] == "body.rooms"


def test_without_a_model_estimates_are_not_available(client, data):
    (data / "model.json").unlink()
    assert client.post("/estimate", json=HOUSE).status_code == 503


def test_currency(client):
    euro = client.post("/estimate", json=HOUSE).json()
    zloty = client.post("/estimate?currency=pln", json=HOUSE).json()
    assert euro["currency"] == "EUR"
    assert zloty["currency"] == "PLN"
    assert zloty["price"] == pytest.approx(euro["price"] * 4.28, abs=0.05)


def test_unknown_currency_is_refused(client):
    assert client.post("/estimate?currency=XXX", json=HOUSE).status_code == 422


def test_batch(client):
    answer = client.post("/estimate/batch", json={"currency": "GBP", "houses": [HOUSE, HOUSE | {"area_m2": 50}]})
    body = answer.json()
    assert answer.status_code == 200
    assert body["failed"] == 0
    assert body["total"] == pytest.approx(sum(item["estimate"]["price"] for item in body["items"]))


def test_batch_keeps_going_after_an_unknown_district(client):
    body = client.post("/estimate/batch", json={"houses": [HOUSE | {"district": "NOWHERE"}, HOUSE]}).json()
    assert [item["error"] is None for item in body["items"]] == [False, True]
    assert body["failed"] == 1


def test_empty_batch_is_refused(client):
    assert client.post("/estimate/batch", json={"houses": []}).status_code == 422


def test_explanation_names_the_area_first(client):
    body = client.post("/estimate/explain?top=3", json=HOUSE | {"area_m2": 200}).json()
    assert len(body["contributions"]) == 3
    assert body["contributions"][0]["feature"] == "log_area"


def test_model_card(client):
    card = client.get("/model").json()
    assert card["r2"] > 0.9
    assert "log_area" in card["features"]
