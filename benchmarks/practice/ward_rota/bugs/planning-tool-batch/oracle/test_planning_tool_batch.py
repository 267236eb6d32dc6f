import pytest


def line(ref, day=5, **more):
    start, end = f"2026-10-{day:02d}T06:00:00+02:00", f"2026-10-{day:02d}T14:00:00+02:00"
    return {"ward": "INT", "kind": "early", "starts_at": start, "ends_at": end, "ref": ref, **more}


def sent(ask, *lines, login="anna"):
    answer = ask(login, "POST", "/shifts/planned", list(lines))
    assert answer.status_code == 200
    return answer.json()


BATCHES = [
    (["A", "K1"], ["K1"]),
    (["A", "K1", "B"], ["K1"]),
    (["K1", "A", "B", "K2"], ["K1", "K2"]),
    (["A", "B", "K2", "C", "K1", "D"], ["K2", "K1"]),
    (["K2", "A"], ["K2"]),
    (["A", "B"], []),
    (["K1", "K2"], ["K1", "K2"]),
]


@pytest.mark.parametrize(("refs", "known"), BATCHES)
def test_batches(ask, refs, known):
    before = sent(ask, line("K1", 1), line("K2", 2))
    assert (len(before["created"]), before["known"]) == (2, [])
    answer = sent(ask, *[line(ref, 5 + place) for place, ref in enumerate(refs)])
    days = [f"2026-10-{5 + place:02d}T06:00:00+02:00" for place, ref in enumerate(refs) if ref not in known]
    assert answer["known"] == known
    assert [one["starts_at"] for one in answer["created"]] == days
    for one in answer["created"] + before["created"]:
        assert one["ward"] == "INT" and one["staff"] == []
        assert ask("carl", "GET", f"/shifts/{one['id']}").json() == one
    assert len({one["id"] for one in answer["created"] + before["created"]}) == len(days) + 2
    plan = ask("carl", "GET", "/wards/INT/plan?week=2026-W41").json()
    assert [one["starts_at"] for one in plan["shifts"]] == days
    again = sent(ask, *[line(ref, 20) for ref in refs])
    assert (again["created"], again["known"]) == ([], refs)


def test_the_same_twice_in_one_batch(ask):
    answer = sent(ask, line("X", 5), line("Y", 6), line("X", 7), line("Z", 8))
    assert ([one["starts_at"][8:10] for one in answer["created"]], answer["known"]) == (["05", "06", "08"], ["X"])
    for one in answer["created"]:
        assert ask("anna", "GET", f"/shifts/{one['id']}").json() == one


def test_known_ones_are_left_alone(ask):
    first = sent(ask, line("K", 5, needs=3))["created"][0]
    assert sent(ask, line("N", 6), line("K", 9, needs=1))["known"] == ["K"]
    assert ask("anna", "GET", f"/shifts/{first['id']}").json() == first


def test_refused(ask):
    assert ask("dora", "POST", "/shifts/planned", [line("P")]).status_code == 403
    assert ask("carl", "POST", "/shifts/planned", [line("P")]).status_code == 403
    assert ask("anna", "POST", "/shifts/planned", [{**line("P"), "ref": ""}]).status_code == 422
    assert ask("anna", "POST", "/shifts", {key: value for key, value in line("P").items() if key != "ref"}).status_code == 201
