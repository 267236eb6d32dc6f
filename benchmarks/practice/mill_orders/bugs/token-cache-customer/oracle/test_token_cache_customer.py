import pytest


def quote(client, headers, sku="FL-550", grams=50_000):
    answer = client.get("/quote", params={"sku": sku, "grams": grams}, headers=headers)
    assert answer.status_code == 200
    return answer.json()["line_cents"]


@pytest.mark.parametrize("who, cents", [("sommer", 4750), ("laka", 5000), ("harbour", 5250)])
@pytest.mark.parametrize("first", ["/me", "/orders", "/statements"])
def test_price_after_something_else(client, bearer, who, cents, first):
    assert client.get(first, headers=bearer(who)).status_code == 200
    for _ in range(3):
        assert quote(client, bearer(who)) == cents


def test_customers_in_turn(client, bearer):
    for _ in range(2):
        for who, name in [("sommer", "Bäckerei Sommer"), ("laka", "Piekarnia Łąka"), ("harbour", "Harbour Deli")]:
            assert client.get("/me", headers=bearer(who)).json()["name"] == name
        assert quote(client, bearer("laka"), "RY-997", 10_000) == 930
        assert quote(client, bearer("sommer"), "RY-997", 10_000) == 930
        assert quote(client, bearer("harbour"), "RY-997", 10_000) == 980


def test_order_after_looking_around(client, bearer, order):
    assert client.get("/orders", headers=bearer("sommer")).json()["count"] == 5
    answer = order("sommer", ("FL-550", 50_000))
    assert answer.status_code == 201 and answer.json()["total_cents"] == 4750
    assert client.get("/orders", headers=bearer("sommer")).json()["count"] == 6
    assert quote(client, bearer("sommer"), "SP-630", 1000) == 200


def test_signed_in_token(client):
    token = client.post("/sign-in", json={"email": "sommer@example.org", "password": "sommer-password"}).json()["token"]
    headers = {"authorization": f"Bearer {token}"}
    assert client.get("/me", headers=headers).status_code == 200
    assert quote(client, headers) == 4750
    assert client.delete("/tokens/current", headers=headers).status_code == 204
    assert client.get("/me", headers=headers).status_code == 401
    assert client.get("/quote", params={"sku": "FL-550", "grams": 5000}, headers=headers).status_code == 401


def test_unknown_token_and_staff(client, bearer):
    assert client.get("/me", headers=bearer("nobody")).status_code == 401
    for _ in range(2):
        assert client.put("/lots/L-4051/hold", headers=bearer("sommer")).status_code == 403
    assert client.get("/batches", headers=bearer("office")).status_code == 200
    assert quote(client, bearer("office")) == 5250
