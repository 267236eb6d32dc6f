def given(client, name):
    answer = client(name).get("/me/consents")
    assert answer.status_code == 200
    return [(row["kind"], row["version"], row["title"]) for row in answer.json()["given"]]


def publish(client, kind, title):
    made = client("olga").post("/staff/documents", json={"kind": kind, "title": title})
    assert made.status_code == 201
    return made.json()["version"]


def agree(client, name, kind, version):
    return client(name).post("/me/consents", json={"kind": kind, "version": version}).status_code


BEN = ("privacy", 1, "Privacy")


def test_a_new_document(client):
    assert given(client, "ben") == [BEN]
    assert publish(client, "cookies", "Cookies") == 1
    assert given(client, "ben") == [BEN]
    assert agree(client, "ben", "cookies", 1) == 200
    assert given(client, "ben") == [BEN, ("cookies", 1, "Cookies")]


def test_a_new_version_with_another_title(client):
    assert given(client, "ana")[0] == ("house-rules", 1, "House rules")
    assert publish(client, "house-rules", "House rules, summer") == 3
    assert agree(client, "ana", "house-rules", 2) == 409
    assert agree(client, "ana", "house-rules", 3) == 200
    assert given(client, "ana") == [("house-rules", 1, "House rules"), BEN, ("house-rules", 3, "House rules, summer")]


def test_several_one_after_the_other(client):
    for number, title in enumerate(["Bikes", "Bikes and boats", "Bikes, boats, skis"], start=1):
        assert given(client, "eva") == [("bikes", n, t) for n, t in zip(range(1, number), ["Bikes", "Bikes and boats"])]
        assert publish(client, "bikes", title) == number
        assert agree(client, "eva", "bikes", number) == 200
    assert [row[2] for row in given(client, "eva")] == ["Bikes", "Bikes and boats", "Bikes, boats, skis"]


def test_pending_knows_it_too(client):
    given(client, "ana")
    publish(client, "cookies", "Cookies")
    pending = client("ana").get("/me/consents").json()["pending"]
    assert [(row["kind"], row["version"], row["title"]) for row in pending] == [
        ("cookies", 1, "Cookies"),
        ("house-rules", 2, "House rules with quiet hours"),
    ]


def test_what_was_there_before(client):
    assert given(client, "cleo") == []
    assert agree(client, "ana", "house-rules", 2) == 200
    rows = client("ana").get("/me/consents").json()["given"]
    assert [row["title"] for row in rows] == ["House rules", "Privacy", "House rules with quiet hours"]
    assert rows[0]["given"] == "2026-01-03T12:05:00+00:00"
    assert client().get("/me/consents").status_code == 401
    assert agree(client, "ana", "dogs", 1) == 404
