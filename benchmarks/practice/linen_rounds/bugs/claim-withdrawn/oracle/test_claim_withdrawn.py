import pytest


def tally(browse, query=""):
    answer = browse("liis", f"/office/claims{query}")
    assert answer.status == 200
    found = dict(entry.split(": ") for entry in answer.page.entries)
    return {state: int(count) for state, count in found.items()}, [row[0] for row in answer.page.rows]


def withdraw(browse, who, number):
    return browse(who, f"/portal/claims/{number}/withdraw", {}).status


def test_none_withdrawn(browse):
    counts = {"open": 1, "accepted": 3, "rejected": 1, "withdrawn": 0}
    assert tally(browse) == (counts, ["5", "4", "3", "2", "1"])
    assert tally(browse, "?state=withdrawn") == (counts, [])


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["5", "4", "3", "2", "1"]),
        ("?state=withdrawn", ["4"]),
        ("?state=open", []),
        ("?state=accepted", ["5", "2", "1"]),
        ("?state=rejected", ["3"]),
    ],
)
def test_one_withdrawn(browse, query, shown):
    assert withdraw(browse, "kalev", 4) == 303
    assert tally(browse, query) == ({"open": 0, "accepted": 3, "rejected": 1, "withdrawn": 1}, shown)


def test_some_withdrawn(browse):
    for who in ("meri", "nomme", "meri"):
        assert browse(who, "/portal/claims", {"item": "TOWEL", "pieces": "1"}).status == 303
    assert [withdraw(browse, who, number) for who, number in (("meri", 6), ("nomme", 7), ("kalev", 8))] == [303, 303, 404]
    assert tally(browse)[0] == {"open": 2, "accepted": 3, "rejected": 1, "withdrawn": 2}
    assert browse("liis", "/office/claims/8/decide", {"verdict": "accept"}).status == 303
    assert browse("liis", "/office/claims/7/decide", {"verdict": "accept"}).status == 409
    assert tally(browse)[0] == {"open": 1, "accepted": 4, "rejected": 1, "withdrawn": 2}


def test_refusals(browse):
    assert [withdraw(browse, "kalev", number) for number in (1, 2, 99)] == [409, 404, 404]
    assert withdraw(browse, "kalev", 4) == 303
    assert withdraw(browse, "kalev", 4) == 409
    assert browse("liis", "/office/claims?state=lost").status == 422
    rows = browse("kalev", "/portal/claims").page.rows
    assert [row[3] for row in rows] == ["withdrawn", "accepted"]


def test_losses_leave_it_out(browse):
    assert withdraw(browse, "kalev", 4) == 303
    rows = {row[0]: row[2:4] for row in browse("liis", "/office/losses?from=2026-06-08&to=2026-06-14").page.rows}
    assert rows["TOWEL"] == ["275", "4"]
