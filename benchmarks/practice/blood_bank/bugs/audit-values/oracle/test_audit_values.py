from blood_bank.models import Donor


def changes(client, number):
    return client.get(f"/api/donors/{number}/trail").json()["entries"]


def same(pair, old, new):
    """Numbers may be kept as text or as numbers."""
    return [None if value is None else float(value) for value in pair] == [old, new]


def test_weight(client, send):
    answer = send("patch", "/api/donors/D-1002", {"weight_kg": 79.5}, **{"X-Staff": "Eva"})
    assert (answer.status_code, answer.json()["weight_kg"]) == (200, 79.5)
    (entry,) = changes(client, "D-1002")
    assert entry["actor"] == "Eva" and list(entry["changes"]) == ["weight_kg"]
    assert same(entry["changes"]["weight_kg"], 82.0, 79.5)
    assert str(Donor.objects.get(number="D-1002").weight_kg) == "79.5"


def test_weight_that_was_not_known(client, send):
    assert send("patch", "/api/donors/D-1004", {"weight_kg": "88"}).status_code == 200
    assert same(changes(client, "D-1004")[0]["changes"]["weight_kg"], None, 88.0)


def test_born(client, send):
    answer = send("patch", "/api/donors/D-1001", {"born": "1980-05-18"})
    assert (answer.status_code, answer.json()["born"]) == (200, "1980-05-18")
    assert changes(client, "D-1001") == [
        {"actor": "system", "changes": {"born": ["1980-05-17", "1980-05-18"]}}
    ]


def test_several(client, send):
    body = {"born": "1991-01-04", "email": "hofer@post.example", "weight_kg": None}
    assert send("patch", "/api/donors/D-1002", body).status_code == 200
    (entry,) = changes(client, "D-1002")
    assert sorted(entry["changes"]) == ["born", "email", "weight_kg"]
    assert entry["changes"]["born"] == ["1991-01-03", "1991-01-04"]
    assert entry["changes"]["email"] == ["markus@post.example", "hofer@post.example"]
    assert same(entry["changes"]["weight_kg"], 82.0, None)


def test_text_only(client, send):
    assert send("patch", "/api/donors/D-1003", {"first_name": "Aylin"}).json()["name"] == "Aylin Demir"
    assert changes(client, "D-1003") == [{"actor": "system", "changes": {"first_name": ["Ayla", "Aylin"]}}]


def test_no_change(client, send):
    assert send("patch", "/api/donors/D-1003", {"born": "1999-11-30", "weight_kg": 58}).status_code == 200
    assert changes(client, "D-1003") == []
