def left(client, sku):
    return client.get(f"/products/{sku}").json()["available_grams"]


def hold(client, bearer, code):
    assert client.put(f"/lots/{code}/hold", headers=bearer("office")).status_code == 200


def test_only_lot_on_hold(client, bearer, order):
    hold(client, bearer, "L-DU01")
    for grams in (5000, 30_000, 31_000):
        assert order("harbour", ("SE-DUR", grams)).status_code == 409
    assert client.delete("/lots/L-DU01/hold", headers=bearer("office")).status_code == 200
    assert left(client, "SE-DUR") == 30_000
    answer = order("harbour", ("SE-DUR", 30_000))
    assert answer.status_code == 201 and answer.json()["total_cents"] == 5400
    assert left(client, "SE-DUR") == 0


def test_other_lots_deliver(client, bearer, order):
    hold(client, bearer, "L-4051")
    assert order("harbour", ("FL-405", 61_000)).status_code == 409
    answer = order("harbour", ("FL-405", 60_000))
    assert answer.status_code == 201
    note = client.get(f"/orders/{answer.json()['number']}/delivery-note", headers=bearer("harbour"))
    assert note.content.decode("utf-8-sig").splitlines()[1] == "FL-405;Type 405 pastry flour;60 kg;L-4052"
    assert order("harbour", ("FL-405", 5000)).status_code == 409


def test_refused_order_takes_nothing(client, bearer, order):
    hold(client, bearer, "L-DU01")
    before = client.get("/orders", headers=bearer("harbour")).json()["count"]
    assert order("harbour", ("FL-405", 45_000), ("SE-DUR", 5000)).status_code == 409
    assert left(client, "FL-405") == 100_000
    assert client.get("/orders", headers=bearer("harbour")).json()["count"] == before


def test_without_holds(client, bearer, order):
    answer = order("harbour", ("FL-405", 50_000), ("FL-550", 120_000))
    assert answer.status_code == 201 and answer.json()["total_cents"] == 5500 + 12_600
    number = answer.json()["number"]
    note = client.get(f"/orders/{number}/delivery-note", headers=bearer("harbour"))
    assert note.content.decode("utf-8-sig").splitlines()[1:] == [
        "FL-405;Type 405 pastry flour;50 kg;L-4051 L-4052",
        "FL-550;Type 550: bread flour;120 kg;L-5502 L-5503",
    ]
    assert order("harbour", ("FL-550", 135_000)).status_code == 409
    assert client.post(f"/orders/{number}/cancel", headers=bearer("harbour")).status_code == 200
    assert (left(client, "FL-405"), left(client, "FL-550")) == (100_000, 250_000)
