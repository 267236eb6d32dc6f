import pytest


def quote(client, size, kind="boot"):
    body = {"first_day": "2026-01-19", "last_day": "2026-01-21", "lines": [{"kind": kind, "size": size}]}
    return client.post("/quote", json=body)


@pytest.mark.parametrize("size", ["EU 42", "M", "26.5.", "two", "½½", "26-27", "NaN", "Infinity", "42", "26.25", "-26", "", None])
def test_no_boot_size(client, size):
    assert quote(client, size).status_code == 422


@pytest.mark.parametrize("size", ["26½", "26,5", "26.5", 26.5, 26, "26.0", " 28 "])
def test_boot_size(client, size):
    answer = quote(client, size)
    assert answer.status_code == 200 and answer.json()["total"] == "43.00"


def test_booked_with_half(client):
    body = {"name": "Eva", "pickup_at": "2026-01-19T09:00", "return_day": "2026-01-19", "lines": [{"kind": "boot", "size": "26½"}]}
    answer = client.post("/reservations", json=body)
    assert answer.status_code == 201 and answer.json()["lines"][0]["size"] == "26.5"
    assert client.post("/reservations", json={**body, "lines": [{"kind": "boot", "size": "UK 8"}]}).status_code == 422


def test_group(client, jan):
    text = "name;kind;size\nIda;ski;110\nPer;boot;EU 42\nOla;boot;26½\nUwe;boot;x\nLea;helmet;57\n"
    query = {"name": "ESV", "pickup_at": "2026-01-21T09:00", "return_day": "2026-01-21"}
    answer = client.post("/groups", params=query, content=text.encode(), headers={**jan, "content-type": "text/csv"})
    assert answer.status_code == 201
    assert [row["line"] for row in answer.json()["refused"]] == [3, 5, 6] and len(answer.json()["booked"]) == 2


def test_other_kinds(client):
    assert quote(client, "170 cm", "ski").status_code == 200
    assert quote(client, "long", "ski").status_code == 422
    assert quote(client, "57", "helmet").status_code == 422
