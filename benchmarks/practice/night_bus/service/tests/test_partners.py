def test_quote(tejo):
    status, body = tejo.post("/partner/quotes", {"from": "rossio", "to": "humberto"})
    assert status == 200
    assert body["items"] == {"base": "2.20", "zones": "1.80", "passengers": "0.00", "night": "1.00"} and body["due"] == "5.00"


def test_book(mitte):
    status, body = mitte.post("/partner/rides", {"from": "alex", "to": "airport", "earliest": "2026-10-29T01:00", "guest": "Ms Ito"})
    assert (status, body["guest"], body["fare"], body["voucher"]) == (201, "Ms Ito", "6.70", None)
    assert mitte.post(f"/partner/rides/{body['reference']}/cancel")[1]["cancelled"]["by"] == "partner"
    assert mitte.post("/partner/rides/NB-1008/cancel")[0] == 404


def test_list(mitte):
    assert [ride["reference"] for ride in mitte.get("/partner/rides")[1]["items"]] == ["NB-1011", "NB-1003"]


def test_quotes_of_partners_and_riders(mitte, ada):
    way = {"from": "alex", "to": "spandau"}
    assert [mitte.post("/partner/quotes", way)[1]["due"] for _ in range(2)] == ["5.50", "5.50"]
    assert ada.post("/quotes", way)[1]["due"] == "6.10"
