import httpx
import pytest

NEW = {"email": "zoe@mail.example", "name": "Zoë", "hostel": "BER"}


def told(client):
    rows = client("mara").get("/staff/deliveries").json()
    return {(row["partner"], row["event"]): row for row in rows}, len(rows)


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ReadTimeout("slow"), httpx.RemoteProtocolError("odd")])
@pytest.mark.parametrize(("path", "down", "up"), [("/hooks", "bike-tours", "city-pass"), ("/pass", "city-pass", "bike-tours")])
def test_one_is_down(client, partners, error, path, down, up):
    partners.answers[path] = error
    made = client().post("/guests", json=NEW)
    assert (made.status_code, made.json()["email"], made.json()["id"]) == (201, "zoe@mail.example", 10)
    rows, count = told(client)
    assert count == 2 and len(partners.heard) == 2
    assert rows[down, "guest.registered"]["status"] is None
    assert rows[down, "guest.registered"]["detail"]
    assert rows[up, "guest.registered"]["status"] == 200


def test_both_are_down(client, partners):
    partners.answers = {"/hooks": httpx.ConnectError("no"), "/pass": httpx.ConnectTimeout("no")}
    made = client().post("/invitations/take", json={"token": "inv-joe", "name": "Joe"})
    assert (made.status_code, made.json()["email"]) == (201, "joe@mail.example")
    rows, count = told(client)
    assert count == 2
    assert all(row["status"] is None and row["detail"] for row in rows.values())


def test_closing_while_one_is_down(client, partners):
    partners.answers["/pass"] = httpx.ConnectError("no")
    assert client("ana").post("/me/close").status_code == 204
    rows, count = told(client)
    assert count == 1 and rows["city-pass", "guest.closed"]["status"] is None
    own = client().get("/partner/deliveries", headers={"x-desk-key": "k2.pass"})
    assert [row["status"] for row in own.json()] == [None]


def test_answers_are_noted_as_they_are(client, partners):
    partners.answers = {"/hooks": 503, "/pass": 204}
    assert client().post("/guests", json=NEW).status_code == 201
    rows, _ = told(client)
    assert rows["bike-tours", "guest.registered"]["status"] == 503
    assert rows["city-pass", "guest.registered"]["status"] == 204


def test_nobody_is_told_of_what_failed(client, partners):
    assert client().post("/guests", json={**NEW, "email": "ana@mail.example"}).status_code == 409
    assert partners.heard == [] and told(client)[1] == 0


def test_after_a_failure_all_goes_on(client, partners):
    partners.answers["/hooks"] = httpx.ConnectError("no")
    client().post("/guests", json=NEW)
    partners.answers.clear()
    assert client().post("/guests", json={**NEW, "email": "zoe2@mail.example"}).status_code == 201
    rows = client("mara").get("/staff/deliveries?partner=bike-tours").json()
    assert [row["status"] for row in rows] == [None, 200]
