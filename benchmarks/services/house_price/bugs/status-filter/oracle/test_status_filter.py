import pytest


@pytest.mark.parametrize("status", ["reserved", "gone", "SOLDD", "1"])
def test_unknown_state(client, status):
    answer = client.get(f"/houses?status={status}")
    assert answer.status_code in (404, 422)
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(("status", "total"), [("sold", 87), ("Listed", 73), ("withdrawn", 0), (" SOLD ", 87)])
def test_known_states(client, status, total):
    answer = client.get("/houses", params={"status": status})
    assert answer.status_code == 200
    assert answer.json()["total"] == total


def test_without_a_state(client):
    assert client.get("/houses?size=7").json()["total"] == 160
    assert client.get("/houses?sort=colour").status_code == 422
