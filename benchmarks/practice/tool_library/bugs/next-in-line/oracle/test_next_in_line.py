import pytest


def waits(model, member, tool, since="2026-08-01T08:00:00Z"):
    model("holds.Hold").objects.create(member_id=member, tool_id=tool, placed_at=since)


@pytest.mark.parametrize(("member", "name"), [(5, "Sukarno"), (8, "Inês P."), (4, "Joost d.")])
def test_return(ask, model, member, name):
    waits(model, member, 1)
    answer = ask(1001, "POST", "/copies/DRILL-HAMMER-02/return")
    assert (answer.status, answer.json["set_aside_for"], answer.json["card"]) == (200, name, 1003)
    assert answer.json["returned_on"] == "2026-09-16"
    assert ask(None, "GET", "/scan/DRILL-HAMMER-02").json["state"] == "aside"


def test_return_box(ask, model):
    waits(model, 5, 2)
    outcome = ask(1002, "POST", "/return-box", {"labels": ["LADDER-6M-01", "SAW-TABLE-01", "PLANE-01"]}).json
    assert [(one["label"], one["set_aside_for"]) for one in outcome["returned"]] == [
        ("LADDER-6M-01", None),
        ("SAW-TABLE-01", "Sukarno"),
    ]
    assert outcome["refused"] == [{"label": "PLANE-01", "code": "not-out"}]


def test_line(ask):
    assert ask(1005, "POST", "/holds", {"sku": "SAW-TABLE"}).status == 201
    answer = ask(None, "GET", "/tools/saw-table/line")
    assert (answer.status, answer.json["waiting"], answer.json["sku"]) == (200, 3, "SAW-TABLE")
    assert answer.json["names"] == ["Greta L.", "Łucja Ż.", "Sukarno"]


def test_line_of_one(ask, model):
    waits(model, 5, 8)
    assert ask(None, "GET", "/tools/TILECUT/line").json["names"] == ["Sukarno"]
    assert ask(None, "GET", "/tools/PLANE/line").json == {"sku": "PLANE", "waiting": 0, "names": []}


def test_nobody_waits(ask):
    answer = ask(1001, "POST", "/copies/LADDER-6M-01/return")
    assert (answer.status, answer.json["set_aside_for"], answer.json["label"]) == (200, None, "LADDER-6M-01")
    assert ask(1001, "POST", "/copies/LADDER-6M-01/return").status == 409
