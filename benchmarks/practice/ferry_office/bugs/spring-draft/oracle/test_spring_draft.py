from importlib import import_module

import pytest
from django.conf import settings

OLD = "spring2026visitor0000000000draft"


def with_session(api, key=None, draft=None):
    if key is None:
        store = import_module(settings.SESSION_ENGINE).SessionStore()
        store["draft"] = draft
        store.save()
        key = store.session_key
    api.client.cookies[settings.SESSION_COOKIE_NAME] = key
    return api


def price(*lines, total):
    return {"lines": [{"kind": kind, "count": count, "amount": amount} for kind, count, amount in lines], "booking_fee": "4.00", "total": total}


def test_draft_of_spring(visitor):
    answer = with_session(visitor, OLD).get("/api/draft")
    assert answer.status_code == 200
    body = answer.json()
    assert body["sailing"] == "K110"
    assert [one["name"] if isinstance(one, dict) else one for one in body["passengers"]] == ["Hanna Wik", "Otto Wik"]
    assert body["price"] == price(("adult", 2, "48.00"), total="52.00")


def test_draft_of_spring_goes_on(visitor, quay):
    with_session(visitor, OLD)
    assert visitor.post("/api/draft/passengers", name="Ulla Wik", kind="child").status_code == 200
    assert visitor.get("/api/draft").json()["price"] == price(("adult", 2, "48.00"), ("child", 1, "12.00"), total="64.00")
    made = visitor.post("/api/draft/confirm", contact="wik@example.org")
    assert made.status_code == 200
    assert made.json()["total"] == "64.00"
    assert [(one["name"], one["kind"]) for one in made.json()["passengers"]] == [
        ("Hanna Wik", "adult"), ("Otto Wik", "adult"), ("Ulla Wik", "child")]


@pytest.mark.parametrize("people, count", [(["A B"], 1), (["A B", "C D", "E F"], 3)])
def test_confirm_of_old_drafts(visitor, people, count):
    vehicle = {"kind": "car", "plate": "OLD-1", "length_m": "4.2", "height_m": "1.5"}
    with_session(visitor, draft={"sailing": "K103", "passengers": people, "vehicle": vehicle})
    made = visitor.post("/api/draft/confirm", contact="a@example.org").json()
    assert made["total"] == f"{24 * count + 38 + 4}.00"
    assert made["vehicles"] == ["OLD-1"]
    assert [(one["name"], one["kind"]) for one in made["passengers"]] == [(name, "adult") for name in people]


def test_new_drafts(visitor):
    visitor.post("/api/draft", sailing="K103")
    visitor.post("/api/draft/passengers", name="Anna Ray", kind="child")
    body = visitor.get("/api/draft").json()
    assert body["passengers"] == [{"name": "Anna Ray", "kind": "child"}]
    assert body["price"] == price(("child", 1, "12.00"), total="16.00")
    gone = visitor.client.delete("/api/draft/passengers", {"position": 0}, content_type="application/json")
    assert gone.json()["passengers"] == []


def test_no_draft(visitor):
    assert visitor.get("/api/draft").status_code == 409
