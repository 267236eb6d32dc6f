def test_stages(client):
    assert client.get("/figures").json["stages"] == {"expected": 2, "here": 10, "gone": 5}


def test_by_carrier(client):
    rows = client.get("/figures?from=2026-09-01&to=2026-09-14").json["carriers"]
    assert rows[0] == {
        "carrier": "K24",
        "registered": 4,
        "handed_out": 2,
        "heaviest_g": 7000,
        "collected_cents": 10_500,
    }
    assert [row["registered"] for row in rows] == [4, 8, 5]
    assert client.get("/figures?from=2026-09-02&to=2026-09-01").status_code == 422
