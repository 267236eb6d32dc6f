import pytest


def test_add_show_remove(client):
    made = client.post(
        "/watches", json={"email": "Jo@Example.org ", "search": {"q": "yoga", "venue": ["Favoriten gym"]}}
    )
    assert made.status_code == 201
    number = made.json()["id"]
    shown = client.get(f"/watches/{number}").json()
    assert (shown["email"], shown["seen"], shown["created_on"]) == ("jo@example.org", 2, "2026-09-14")
    assert client.delete(f"/watches/{number}").status_code == 204
    assert client.get(f"/watches/{number}").status_code == 404


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], ""),
        ({"search": {"q": "yoga"}}, "email"),
        ({"email": "a@b.at", "search": {}}, "search"),
        ({"email": "a@b.at", "search": {"colour": "red"}}, "search.colour"),
        ({"email": "a@b.at", "search": {"price_to": "cheap"}}, "search.price_to"),
    ],
)
def test_bad_watches(client, body, field):
    answer = client.post("/watches", json=body)
    assert (answer.status_code, answer.json()["field"]) == (422, field)
