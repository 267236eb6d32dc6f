def borrow(ask, card, label):
    return ask(card, "POST", "/kiosk/loans", {"label": label})


def test_one_after_the_other(ask):
    for card, label, due_on in ((1008, "SAW-JIG-01", "2026-09-23"), (1005, "PLANE-01", "2026-09-23"), (1008, "BARROW-01", "2026-09-30")):
        answer = borrow(ask, card, label)
        assert (answer.status, answer.json["card"], answer.json["label"]) == (201, card, label)
        assert answer.json["due_on"] == due_on
        assert ask(None, "GET", f"/scan/{label}").json["state"] == "loan"


def test_refusals_of_the_kiosk(ask):
    assert borrow(ask, None, "SAW-JIG-01").status == 401
    assert borrow(ask, 1007, "SAW-JIG-01").json["code"] == "blocked"
    assert borrow(ask, 1004, "SAW-JIG-01").json["code"] == "debt"
    assert borrow(ask, 1008, "SAW-JIG-02").json["code"] == "not-there"
    assert borrow(ask, 1008, "SAW-JIG-09").status == 404
    for sent in ({}, {"label": ""}, {"card": 1008}):
        answer = ask(1008, "POST", "/kiosk/loans", sent)
        assert (answer.status, list(answer.json["fields"])) == (422, ["label"])


def test_the_card_is_the_one_in_the_reader(ask):
    answer = ask(1008, "POST", "/kiosk/loans", {"label": "PLANE-01", "card": 1005})
    assert (answer.status, answer.json["card"]) == (201, 1008)


def test_desk_still_needs_the_card(ask):
    assert borrow(ask, 1008, "SAW-JIG-01").status == 201
    refused = ask(1001, "POST", "/loans", {"label": "PLANE-01"})
    assert (refused.status, list(refused.json["fields"])) == (422, ["card"])
    taken = ask(1001, "POST", "/loans", {"label": "PLANE-01", "card": 1005})
    assert (taken.status, taken.json["card"]) == (201, 1005)
    assert borrow(ask, 1005, "BARROW-01").status == 201
