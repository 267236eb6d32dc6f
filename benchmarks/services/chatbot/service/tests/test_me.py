import pytest


def test_me(ben):
    assert ben.get("/me").json() == {
        "id": "ben",
        "name": "Ben Carter",
        "plan": "plus",
        "language": "en",
        "time_zone": "America/New_York",
    }


def test_nobody(as_user, client):
    assert as_user("nobody").get("/me").status_code == 404
    assert client.get("/me").status_code == 422


def test_change(ben):
    assert ben.patch("/me", json={"time_zone": "Europe/Berlin"}).json()["time_zone"] == "Europe/Berlin"
    assert ben.get("/me").json()["language"] == "en"


@pytest.mark.parametrize("body", [{"time_zone": "Nowhere"}, {"name": None}, {"name": ""}])
def test_bad_changes(ben, body):
    assert ben.patch("/me", json=body).status_code == 422
