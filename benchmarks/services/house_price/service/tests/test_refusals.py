import pytest

KEY = {"X-Api-Key": "key-1"}


def types(caplog):
    return [record.exc_info[0].__name__ for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(("version", "status"), [("v2.1", 410), ("beta", 422), ("4", 200), ("v3", 200)])
def test_feed_versions(client, version, status, caplog):
    assert client.get("/houses?size=1", headers={"X-Feed-Version": version}).status_code == status
    assert types(caplog) == {200: [], 410: ["HTTPException"], 422: ["ValueError"]}[status]


def test_what_is_refused_is_reported(client, caplog):
    assert client.get("/houses/99999").status_code == 404
    assert client.get("/reports/monthly?month=2026-04&timezone=Mars", headers=KEY).status_code == 422
    assert client.post("/estimate", json={}).status_code == 422
    assert types(caplog) == ["HTTPException", "ZoneInfoNotFoundError", "RequestValidationError"]


def test_what_is_skipped_is_reported(client, caplog):
    text = "district,address,area,rooms,price\nLIS-AL,Rua 1,many,3,1\n"
    assert client.post("/imports", content=text, headers=KEY | {"Content-Type": "text/csv"}).status_code == 201
    assert "Line 2 of a file of portal is skipped: not a number" in caplog.text


@pytest.mark.parametrize(("until", "status"), [("2026-01-01T00:00:00Z", 401), ("2099-01-01T00:00:00Z", 200)])
def test_keys_expire(client, until, status):
    assert client.get("/reports/agents", headers=KEY | {"X-Key-Expires": until}).status_code == status
