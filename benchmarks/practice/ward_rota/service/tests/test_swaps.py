def offered(ask, login="berta", **more):
    return ask(login, "POST", "/swaps", json={"shift_id": 9, **more})


def test_offer(ask):
    answer = offered(ask)
    assert answer.status_code == 201
    assert (answer.json()["state"], answer.json()["offered_by"], answer.json()["asked"]) == ("open", "berta", None)
    assert offered(ask).json()["code"] == "offered"


def test_offer_of_others(ask):
    assert offered(ask, login="carl").json()["code"] == "not-yours"


def test_offer_of_the_past(ask):
    assert ask("berta", "POST", "/swaps", json={"shift_id": 7}).json()["code"] == "begun"


def test_open_ones(ask):
    offered(ask, asked="anna")
    assert [len(ask(login, "GET", "/swaps").json()) for login in ("anna", "berta", "carl")] == [1, 1, 0]


def test_accept(ask):
    number = offered(ask).json()["id"]
    swap = ask("anna", "POST", f"/swaps/{number}/accept").json()
    assert (swap["state"], swap["taken_by"], swap["shift"]["staff"]) == ("accepted", "anna", ["anna"])
    assert ask("anna", "POST", f"/swaps/{number}/accept").json()["code"] == "closed"


def test_accept_needs_what_the_shift_requires(ask):
    number = offered(ask).json()["id"]
    assert ask("carl", "POST", f"/swaps/{number}/accept").json()["code"] == "not-qualified"


def test_accept_for_somebody_else(ask):
    number = offered(ask, asked="carl").json()["id"]
    assert ask("anna", "POST", f"/swaps/{number}/accept").status_code == 403


def test_withdraw(ask):
    number = offered(ask).json()["id"]
    assert ask("anna", "POST", f"/swaps/{number}/withdraw").status_code == 403
    assert ask("berta", "POST", f"/swaps/{number}/withdraw").json()["state"] == "withdrawn"
    assert ask("anna", "POST", f"/swaps/{number}/accept").json()["code"] == "closed"
