def test_nothing_in_repair(ask):
    assert ask(1002, "POST", "/jobs/1/repaired", {"cost": "4.00"}).status == 200
    answer = ask(1001, "GET", "/insights/stock")
    assert (answer.status, answer.json) == (200, {"shelf": 6, "loan": 4, "aside": 1, "lost": 1})
    assert list(answer.json) == ["shelf", "loan", "aside", "lost"]


def test_nothing_lost_and_nothing_aside(ask, model):
    copies = model("catalogue.Copy").objects
    copies.filter(state__in=["lost", "aside"]).update(state="shelf")
    assert ask(1001, "GET", "/insights/stock").json == {"shelf": 7, "loan": 4, "repair": 1}


def test_only_one_state(ask, model):
    model("catalogue.Copy").objects.update(state="loan")
    answer = ask(1002, "GET", "/insights/stock")
    assert (answer.status, answer.json) == (200, {"loan": 12})


def test_no_copies_at_all(ask, model):
    for name in ("ledger.Entry", "circulation.Loan", "holds.Hold", "upkeep.Job", "catalogue.Copy"):
        model(name).objects.all().delete()
    answer = ask(1001, "GET", "/insights/stock")
    assert (answer.status, answer.json) == (200, {})


def test_all_states(ask):
    answer = ask(1001, "GET", "/insights/stock")
    assert answer.json == {"shelf": 5, "loan": 4, "aside": 1, "repair": 1, "lost": 1}
    assert ask(1003, "GET", "/insights/stock").status == 403
