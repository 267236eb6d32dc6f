import pytest


@pytest.mark.parametrize("text", ["²", "1²", "①", "x", "-1", "0", "101", "1.5", "99999999999999999999"])
def test_no_limit(call, text):
    for path in ("/search", "/listings", "/listings/L-1001/similar"):
        answer = call("GET", path, params={"limit": text})
        assert answer.status_code == 422
        assert answer.json()["error"]["details"]["field"] == "limit"


def test_other_numbers(call):
    for name in ("within_days", "radius_km"):
        answer = call("GET", "/search", params={name: "³"})
        assert (answer.status_code, answer.json()["error"]["details"]["field"]) == (422, name)


def test_limits(ids):
    assert len(ids("/search?limit=7")) == 7
    assert len(ids("/search?limit=%2005%20")) == 5
    assert len(ids("/listings?limit=100")) == 36
    assert len(ids("/search?limit=")) == 20
