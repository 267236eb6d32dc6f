import pytest


def titles(body):
    return [one["title"] for one in body["repairs"]]


def find(ask, title):
    return next(one for one in ask("office").get("/repairs?limit=100")[1]["repairs"] if one["title"] == title)["id"]


def test_visible_by_role(ask):
    assert titles(ask("petrova").get("/repairs")[1]) == ["Window does not close", "Radiator valve"]
    assert "Shutter stuck" in titles(ask("sahin").get("/repairs")[1])
    assert "Shutter stuck" not in titles(ask("kern").get("/repairs")[1])


def test_trade_sees_what_is_assigned(ask):
    assert titles(ask("pipes").get("/repairs?q=heating")[1]) == ["Heating cold in the bath"]


def test_report(ask):
    status, body = ask("brandt").post("/repairs", {"flat": "LI12-2", "title": "Oven", "description": "no heat"})
    assert status == 201 and body["status"] == "open" and body["priority"] == "normal" and body["due_on"] is None
    assert ask("brandt").get(f"/repairs/{body['id']}")[1] == body
    assert ask("brandt").post("/repairs", {"flat": "LI12-3", "title": "Oven"})[0] == 404


def test_search(ask):
    assert titles(ask("office").get("/repairs?q=the+stairs")[1]) == ["Lamp on the stairs"]
    assert titles(ask("office").get("/repairs?status=assigned&order=reported")[1]) == ["Door bell is silent", "Heating cold in the bath"]
    assert ask("office").get("/repairs?status=lost")[0] == 400


@pytest.mark.parametrize("order", ["id", "reported", "due"])
def test_pages(ask, order):
    whole = titles(ask("office").get(f"/repairs?order={order}")[1])
    seen, after = [], ""
    while after is not None:
        body = ask("office").get(f"/repairs?order={order}&limit=5&after={after}")[1]
        seen, after = seen + titles(body), body["next"]
    assert seen == whole


def test_due_order(ask):
    assert titles(ask("office").get("/repairs?order=due&status=open")[1])[:3] == ["Window does not close", "Mould in the cellar", "Gutter leaks"]
    body = ask("office").get("/repairs?order=due&limit=2")[1]
    assert titles(body) == ["Heating cold in the bath", "Door bell is silent"]
    assert titles(ask("office").get(f"/repairs?order=due&limit=2&after={body['next']}")[1]) == ["Window does not close", "Mould in the cellar"]


@pytest.mark.parametrize("query", ["after=abc", "after=W10", "limit=x", "order=size"])
def test_refused(ask, query):
    assert ask("office").get(f"/repairs?{query}")[0] == 400


def test_moves(ask):
    number = find(ask, "Window does not close")
    assert ask("petrova").post(f"/repairs/{number}/status", {"status": "assigned"})[0] == 403
    assert ask("kern").post(f"/repairs/{number}/status", {"status": "done"})[0] == 409
    assert ask("kern").post(f"/repairs/{number}/status", {"status": "assigned"})[1]["status"] == "assigned"
    changes = ask("petrova").get(f"/repairs/{number}/timeline")[1]["changes"]
    assert [(one["label"], one["by"]) for one in changes] == [("Open", None), ("Assigned", "Ute Kern")]


def test_on_hold(ask):
    number = find(ask, "Balcony rail")
    body = ask("brandt").get(f"/repairs/{number}/timeline")[1]
    assert body["hours_on_hold"] == 72 and body["changes"][-1]["label"] == "On hold"


def test_names_of_former_years(ask):
    assert titles(ask("kern").get("/repairs?status=waiting")[1]) == ["Balcony rail"]
    number = find(ask, "Window does not close")
    assert ask("kern").post(f"/repairs/{number}/status", {"status": "waiting"})[1]["status"] == "on_hold"


def test_old_record(ask):
    body = ask("petrova").get(f"/repairs/{find(ask, 'Radiator valve')}/timeline")[1]
    assert [one["label"] for one in body["changes"]] == ["Open", "Assigned", "On hold", "Assigned", "Done"]
    assert body["hours_on_hold"] == 48
