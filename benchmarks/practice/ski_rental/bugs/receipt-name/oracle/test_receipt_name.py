import pytest


def receipt(client, headers, code):
    answer = client.get(f"/reservations/{code}/receipt.txt", headers=headers)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith("attachment") and "filename" in disposition and code in disposition and ".txt" in disposition
    return answer.content.decode("utf-8"), disposition


@pytest.mark.parametrize(
    ("code", "name", "rows"),
    [
        ("R-LUKA66", "Łukasz Żak", ["ski 154" + " " * 27 + "101,00", "Late" + " " * 31 + "23,00", "Paid back" + " " * 26 + "82,00"]),
        ("R-MIRA44", "Mira Jovanović", ["Deposit" + " " * 27 + "150,00"]),
        ("R-ANNA01", "Anna Gruber", ["helmet M" + " " * 28 + "8,00"]),
        ("R-TOM233", "Tom Huber", ["ski 178" + " " * 27 + "132,00"]),
    ],
)
def test_receipt(client, jan, code, name, rows):
    text, _ = receipt(client, jan, code)
    lines = text.splitlines()
    assert f"{code}  {name}" in lines
    assert all(row in lines for row in rows)


def test_name_is_still_there(client, jan):
    _, disposition = receipt(client, jan, "R-ANNA01")
    assert "Anna" in disposition and "Gruber" in disposition


@pytest.mark.parametrize("name", ["Ольга Иванова", "山田 太郎", "Erin O’Neill"])
def test_guests_from_everywhere(client, jan, name):
    body = {"name": name, "pickup_at": "2026-01-19T09:00", "return_day": "2026-01-19", "lines": [{"kind": "ski", "size": "170"}]}
    code = client.post("/reservations", json=body).json()["code"]
    assert name in receipt(client, jan, code)[0]


def test_others(client, jan):
    assert client.get("/reservations/R-NOBODY/receipt.txt", headers=jan).status_code == 404
    assert client.get("/reservations/R-LUKA66/receipt.txt").status_code == 401
    assert client.get("/reservations/R-LUKA66/receipt", headers=jan).json()["customer"] == "Łukasz Żak"
