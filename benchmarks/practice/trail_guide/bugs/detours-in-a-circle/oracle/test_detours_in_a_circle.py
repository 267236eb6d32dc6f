def status(client, slug, day):
    answer = client.get(f"/trails/{slug}/status?on={day}")
    assert answer.status_code == 200
    return answer.json()


def test_circle(client):
    for slug, reason in [("europaweg", "rockfall"), ("gemmi", "bridge works"), ("bisse-du-ro", "rockfall")]:
        assert status(client, slug, "2026-07-12") == {"trail": slug, "open": False, "reasons": [reason], "detour": None}


def test_chain_that_leads_into_a_circle(client):
    form = {"trail": "hohturli", "reason": "snow", "starts_on": "2026-07-01", "detour": "europaweg"}
    assert client.post("/closures", json=form).status_code == 201
    assert status(client, "hohturli", "2026-07-12")["detour"] is None
    assert status(client, "hohturli", "2026-07-05")["detour"] == "bisse-du-ro"


def test_trail_that_is_its_own_detour(client):
    form = {"trail": "traverse", "reason": "snow", "starts_on": "2026-06-01", "detour": "traverse"}
    answer = client.post("/closures", json=form)
    assert answer.status_code in (201, 400, 422)
    if answer.status_code == 201:
        found = status(client, "traverse", "2026-06-02")
        assert (found["open"], found["detour"]) == (False, None)


def test_chains_as_before(client):
    assert status(client, "europaweg", "2026-05-31") == {"trail": "europaweg", "open": True, "reasons": [], "detour": None}
    assert status(client, "europaweg", "2026-06-15")["detour"] == "gemmi"
    assert status(client, "europaweg", "2026-07-05")["detour"] == "bisse-du-ro"
    assert status(client, "europaweg", "2026-07-18")["detour"] == "bisse-du-ro"
    assert status(client, "creux-du-van", "2026-04-01")["detour"] is None
