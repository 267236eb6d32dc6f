import json
from dataclasses import replace
from datetime import date

import pytest


def watch(client, pause, **search):
    body = {"email": "jo@example.org", "search": search or {"q": "yoga"}}
    return client.post("/watches", json=body if pause is ... else {**body, "pause": pause})


@pytest.mark.parametrize(
    ("pause", "first"), [({"from": "2026-10-01"}, "2026-10-01"), ({}, "2026-09-14"), ({"from": "2026-09-14"}, "2026-09-14")]
)
def test_without_an_end(client, pause, first):
    made = watch(client, pause)
    assert made.status_code == 201
    assert made.json()["seen"] == 2
    shown = client.get(f"/watches/{made.json()['id']}").json()
    assert shown["pause"] is None if not shown["pause"] else shown["pause"][0] == first
    assert not shown["pause"] or shown["pause"][1:] in ([], [None])


def test_both_ends_or_none(client):
    assert watch(client, {"from": "2026-12-20", "until": "2027-01-07"}).json()["pause"] == ["2026-12-20", "2027-01-07"]
    assert watch(client, {"until": "2026-10-07"}).json()["pause"] == ["2026-09-14", "2026-10-07"]
    assert watch(client, ...).json()["pause"] is None
    assert watch(client, None).json()["pause"] is None


@pytest.mark.parametrize(
    ("pause", "field"),
    [
        ({"until": "soon"}, "pause.until"),
        ({"from": 7, "until": "2026-10-07"}, "pause.from"),
        ({"from": "x"}, "pause.from"),
        ([], "pause"),
        ("always", "pause"),
    ],
)
def test_what_is_no_pause(client, pause, field):
    answer = watch(client, pause)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_the_night_passes_over_them(own, client, add_courses, service):
    for pause, word in (({"from": "2026-09-10"}, "yoga"), ({"from": "2026-09-20"}, "owls"), ({"until": "2026-09-14"}, "yoga"), (..., "yoga")):
        assert watch(client, pause, q=word).status_code == 201
    add_courses("linz", {"code": "LINZ-1", "title": "Yoga for cyclists"}, {"code": "LINZ-2", "title": "Owls at night"})

    def told(day):
        path = own.folder / "outbox.jsonl"
        path.unlink(missing_ok=True)
        service("nightly").run(replace(own, fixed_today=day))
        lines = path.read_text(encoding="utf-8").splitlines()
        return [(message["watch"], message["courses"]) for message in map(json.loads, lines)]

    assert told(date(2026, 9, 14)) == [(2, ["LINZ-2"]), (4, ["LINZ-1"])]
    assert told(date(2027, 3, 1)) == [(3, ["LINZ-1"])]
