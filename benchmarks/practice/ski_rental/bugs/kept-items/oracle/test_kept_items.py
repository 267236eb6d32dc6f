SKI = {"kind": "ski", "size": "170"}


def shelf(client, kind):
    answer = client.get(f"/stock/{kind}")
    assert answer.status_code == 200
    return [(row["tag"], row["size"], row["state"], row["label"], row["year"]) for row in answer.json()]


def free(client, day):
    answer = client.get("/stock", params={"day": day})
    assert answer.status_code == 200
    return {(row["kind"], row["size"]): row["free"] for row in answer.json()}


BOARDS = [
    ("SN109", "152", "service", "Nitro Team", 2025),
    ("SN110", "158", "out", "Nitro Team", 2025),
    ("SN111", "158", "in", "Nitro Team", 2025),
]


def test_screens_one_after_the_other(client):
    for _ in range(2):
        assert [row[0] for row in shelf(client, "helmet")] == ["HE117", "HE118", "HE119", "HE120"]
        assert shelf(client, "snowboard") == BOARDS
        assert shelf(client, "poles")[0] == ("PO121", "115", "in", "Leki Carbon", None)
        assert shelf(client, "sled")[1][:2] == ("SL125", None)
        assert shelf(client, "ski")[0] == ("SK106", "90", "in", "Blizzard Firebird Junior", 2024)


def test_overview_after_shelf(client):
    shelf(client, "boot")
    first = free(client, "2026-01-22")
    assert first["ski", "170"] == 1 and first["snowboard", "158"] == 2 and ("snowboard", "152") not in first
    assert free(client, "2026-01-17")["snowboard", "158"] == 2 and free(client, "2026-01-17")["ski", "178"] == 0


def test_book_between(client):
    shelf(client, "ski")
    body = {"name": "Eva Maier", "pickup_at": "2026-01-23T09:00", "return_day": "2026-01-23", "lines": [SKI]}
    assert client.post("/reservations", json=body).status_code == 201
    assert client.post("/reservations", json=body).status_code == 409
    assert len(shelf(client, "ski")) == 8
    assert free(client, "2026-01-23")["ski", "170"] == 0


def test_changes_are_seen(client, jan):
    assert shelf(client, "snowboard") == BOARDS
    body = {"damages": [{"tag": "HE118", "what": "strap", "fee": "5.00"}]}
    assert client.post("/reservations/R-MIRA44/return", json=body, headers=jan).status_code == 200
    assert [row[2] for row in shelf(client, "snowboard")] == ["service", "in", "in"]
    assert [row[2] for row in shelf(client, "helmet")] == ["in", "service", "in", "in"]
    assert client.get("/stock/canoe").status_code == 404
