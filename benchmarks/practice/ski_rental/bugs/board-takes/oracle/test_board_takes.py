LINES = [{"kind": "ski", "size": "170"}, {"kind": "poles", "size": "120", "age": "child"}]
SKI = {"kind": "ski", "adult": "39,00", "further_day": "31,00", "deposit": "150,00", "others": {"youth": "29,00", "child": "19,50"}}
POLES = {"kind": "poles", "adult": "6,00", "further_day": "4,00", "deposit": "0,00", "others": {}}


def quote(client, first, last, lines):
    answer = client.post("/quote", json={"first_day": first, "last_day": last, "lines": lines})
    assert answer.status_code == 200
    return answer.json()


def board(client, day):
    answer = client.get("/prices", params={"day": day})
    assert answer.status_code == 200
    return answer.json()


def row(found, kind):
    (only,) = [r for r in found["rows"] if r["kind"] == kind]
    return only


def test_quote_after_board(client):
    board(client, "2026-01-19")
    wanted = {"days": 3, "lines": ["101.00", "14.00"], "total": "115.00", "deposit": "150.00"}
    assert quote(client, "2026-01-19", "2026-01-21", LINES) == wanted
    assert quote(client, "2026-01-19", "2026-01-21", LINES) == wanted


def test_board_again_and_again(client):
    quote(client, "2026-01-19", "2026-01-19", LINES)
    first = board(client, "2026-01-19")
    assert first["list"] == "Winter 2025/26" and len(first["rows"]) == 6
    assert row(first, "ski") == SKI and row(first, "poles") == POLES
    assert board(client, "2026-01-19") == first
    assert board(client, "2026-03-01") == first


def test_lists_do_not_mix(client):
    board(client, "2026-02-01")
    assert quote(client, "2026-02-02", "2026-02-02", LINES)["lines"] == ["46.80", "7.20"]
    assert row(board(client, "2026-02-01"), "ski")["adult"] == "46,80"
    assert quote(client, "2026-01-19", "2026-01-19", LINES)["lines"] == ["39.00", "6.00"]


def test_book_after_board(client):
    board(client, "2026-01-19")
    body = {"name": "Eva Maier", "pickup_at": "2026-01-19T09:00", "return_day": "2026-01-19", "lines": LINES}
    answer = client.post("/reservations", json=body)
    assert answer.status_code == 201 and [line["price"] for line in answer.json()["lines"]] == ["39.00", "6.00"]
    assert client.get("/prices", params={"day": "2026-08-01"}).status_code == 404
