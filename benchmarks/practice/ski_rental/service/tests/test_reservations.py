import pytest

SKI = {"kind": "ski", "size": "170"}


def test_quote(client):
    body = {"first_day": "2026-01-20", "last_day": "2026-01-22", "lines": [SKI, {"kind": "boot", "size": 26.5, "age": "child"}]}
    answer = client.post("/quote", json=body)
    assert answer.status_code == 200
    assert answer.json() == {"days": 3, "lines": ["101.00", "24.00"], "total": "125.00", "deposit": "180.00"}


def test_quote_in_high_season(client):
    body = {"first_day": "2026-02-02", "last_day": "2026-02-02", "lines": [SKI]}
    assert client.post("/quote", json=body).json()["total"] == "46.80"


@pytest.mark.parametrize("line", [{"kind": "ski", "size": "17"}, {"kind": "canoe"}, {"kind": "helmet", "size": ""}])
def test_quote_of_nonsense(client, line):
    body = {"first_day": "2026-01-20", "last_day": "2026-01-22", "lines": [line]}
    assert client.post("/quote", json=body).status_code == 422


def test_book_and_show(client):
    body = {"name": "Eva Maier", "pickup_at": "2026-01-19T09:00", "return_day": "2026-01-19", "lines": [SKI]}
    answer = client.post("/reservations", json=body)
    assert answer.status_code == 201
    shown = client.get(f"/reservations/{answer.json()['code']}").json()
    assert shown["state"] == "booked" and shown["pickup_at"] == "2026-01-19T09:00:00+01:00"
    assert shown["lines"] == [{"kind": "ski", "size": "170", "age": "adult", "price": "39.00"}]


def test_out_of_stock(client):
    body = {"name": "Eva Maier", "pickup_at": "2026-01-23T09:00", "return_day": "2026-01-23", "lines": [SKI, SKI]}
    assert client.post("/reservations", json=body).status_code == 409


def test_move(client):
    answer = client.patch("/reservations/R-ANNA22", json={"pickup_at": "2026-01-23T09:00:00+01:00", "return_day": "2026-01-24"})
    assert answer.status_code == 200
    assert answer.json()["lines"][0]["price"] == "70.00"


def test_move_without_offset(client):
    answer = client.patch("/reservations/R-ANNA22", json={"pickup_at": "2026-01-23T09:00", "return_day": "2026-01-24"})
    assert answer.json()["pickup_at"] == "2026-01-23T09:00:00+01:00"


def test_move_what_is_out(client):
    answer = client.patch("/reservations/R-MIRA44", json={"pickup_at": "2026-01-23T09:00:00+01:00", "return_day": "2026-01-24"})
    assert answer.status_code == 409


def test_cancel_twice(client):
    for _ in range(2):
        assert client.post("/reservations/R-ANNA22/cancel").json()["state"] == "cancelled"
    assert client.get("/reservations/R-NOBODY").status_code == 404


def test_board(client):
    rows = client.get("/prices").json()["rows"]
    ski = next(row for row in rows if row["kind"] == "ski")
    assert ski == {"kind": "ski", "adult": "39,00", "further_day": "31,00", "deposit": "150,00", "others": {"youth": "29,00", "child": "19,50"}}
    assert client.get("/prices", params={"day": "2026-08-01"}).status_code == 404


def test_stock(client):
    free = {(row["kind"], row["size"]): row["free"] for row in client.get("/stock", params={"day": "2026-01-22"}).json()}
    assert free["ski", "170"] == 1 and free["snowboard", "158"] == 2 and ("snowboard", "152") not in free


def test_shelf(client):
    shelf = client.get("/stock/helmet").json()
    assert [row["size"] for row in shelf] == ["S", "M", "M", "L"]
    assert shelf[0] == {"tag": "HE117", "size": "S", "state": "in", "label": "Uvex Legend"}
    assert client.get("/stock/canoe").status_code == 404
