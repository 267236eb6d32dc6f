import pytest


def test_a_lot(ask):
    status, data = ask(None, "get", "/api/lots/SB-2024-0012")
    assert status == 200
    assert (data["rate"], data["state"], data["grams"]) == (54, "poor", "30.00")
    assert len(data["tests"]) == 2
    assert ask(None, "get", "/api/lots/SB-1")[0] == 404


@pytest.mark.parametrize(
    "accession, state", [("SB-2019-0003", "old"), ("SB-2024-0011", "good"), ("ARC-2025-0001", "untested")]
)
def test_states(ask, accession, state):
    assert ask(None, "get", f"/api/lots/{accession}")[1]["state"] == state


def test_lots_of_a_variety(ask, pk):
    _, data = ask(None, "get", f"/api/lots?variety={pk('Blaue Ungarin')}")
    assert [lot["accession"] for lot in data["lots"]] == ["SB-2019-0003", "SB-2024-0011"]
    assert ask(None, "get", "/api/lots?variety=x")[0] == 400


def test_a_new_test(ask):
    path = "/api/lots/ARC-2025-0001/tests"
    status, data = ask("ada", "post", path, {"sown": 40, "sprouted": 30, "tested_on": "2026-03-01"})
    assert (status, data["rate"], data["state"]) == (201, 75, "good")
    assert ask("ada", "post", path, {"sown": 0, "sprouted": 0})[0] == 400
    assert ask("ada", "post", path, {"sown": 10, "sprouted": 11})[0] == 400
    assert ask("ada", "post", path, {"sown": 10, "sprouted": 9, "tested_on": "2026-04-01"})[0] == 400
