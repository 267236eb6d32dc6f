import pytest


@pytest.mark.parametrize("number", ["9223372036854775808", "99999999999999999999", "123456789012345678901234567890", "9223372036854775807", "0", "4"])
def test_no_such_hut(client, number):
    answer = client.get(f"/huts/{number}")
    assert answer.status_code == 404


def test_huts_as_before(client):
    huts = client.get("/huts").json()["huts"]
    assert [hut["name"] for hut in huts] == ["Blüemlisalphütte", "Europahütte", "Cabane du Pré"]
    for hut in huts:
        answer = client.get(f"/huts/{hut['id']}")
        assert answer.status_code == 200 and answer.json() == hut
    assert huts[2] == {"id": 3, "name": "Cabane du Pré", "region": "jura", "elevation_m": None, "beds": 12}


def test_detours_as_before(client):
    assert client.get("/trails/europaweg/status?on=2026-06-15").json()["detour"] == "gemmi"
