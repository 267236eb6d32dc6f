NEW = {"barcode": "T-0107", "recording": "RA-1984-0003", "shelf": "A2-02", "condition": "good"}


def entries(ask, query):
    answer = ask("editor", "GET", f"/api/journal?{query}")
    assert answer.status == 200
    return [(one["who"], one["key"], one["action"], one["changes"]) for one in answer.json["items"]]


def test_new_tape(ask):
    answer = ask("editor", "POST", "/api/tapes", NEW)
    assert (answer.status, answer.json) == (201, NEW)
    assert entries(ask, "kind=tape") == [
        ("friederike", "T-0107", "created", {"shelf": [None, "A2-02"], "condition": [None, "good"]})
    ]
    assert ask("editor", "GET", "/api/tapes").json["total"] == 7


def test_new_tape_is_changed_later(ask):
    ask("editor", "POST", "/api/tapes", {**NEW, "barcode": "T-0108", "condition": "brittle"})
    assert ask("second-editor", "PATCH", "/api/tapes/T-0108", {"shelf": "Z9"}).status == 200
    assert entries(ask, "kind=tape&key=T-0108&who=oskar") == [("oskar", "T-0108", "changed", {"shelf": ["A2-02", "Z9"]})]
    assert len(entries(ask, "key=T-0108")) == 2


def test_known_tapes(ask, fields):
    ask("editor", "PATCH", "/api/tapes/T-0001", {"condition": "lost"})
    ask("editor", "PATCH", "/api/tapes/T-0001", {"condition": "lost"})
    assert entries(ask, "kind=tape") == [("friederike", "T-0001", "changed", {"condition": ["good", "lost"]})]
    assert fields("editor", "POST", "/api/tapes", {**NEW, "barcode": "T-0001"}) == ["barcode"]


def test_tape_that_goes(ask, model):
    model("tapes.Tape").objects.get(pk="T-0006").delete()
    assert entries(ask, "kind=tape") == [(None, "T-0006", "deleted", {})]


def test_others(ask):
    sent = {"signature": "RA-2026-0001", "show": "morgenluft", "title": "Regatta", "medium": "file"}
    assert ask("editor", "POST", "/api/recordings", sent).status == 201
    ((who, key, action, changes),) = entries(ask, "kind=recording")
    assert (who, key, action, changes["title"]) == ("friederike", "RA-2026-0001", "created", [None, "Regatta"])
    ask("second-editor", "PATCH", "/api/recordings/RA-1971-0005", {"title": "The fox"})
    assert entries(ask, "who=oskar") == [("oskar", "RA-1971-0005", "changed", {"title": ["The fox and the radio", "The fox"]})]
