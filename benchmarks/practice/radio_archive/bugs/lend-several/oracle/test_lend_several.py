import pytest


def crate(ask, *tapes, **more):
    return ask("editor", "POST", "/api/loans/crate", {"tapes": list(tapes), "borrower": "Reel Rescue GmbH", **more})


def codes(answer):
    return [(one["tape"], one["code"]) for one in answer.json["refused"]]


@pytest.mark.parametrize(
    ("tapes", "lent", "refused"),
    [
        (["T-0003", "T-0001"], ["T-0001"], [("T-0003", "on-loan")]),
        (["T-0001", "T-0003", "T-0004"], ["T-0001", "T-0004"], [("T-0003", "on-loan")]),
        (["T-0001", "T-0003"], ["T-0001"], [("T-0003", "on-loan")]),
        (["T-0003", "T-0005"], [], [("T-0003", "on-loan"), ("T-0005", "on-loan")]),
        (["T-0004", "T-0004", "T-0001"], ["T-0004", "T-0001"], [("T-0004", "on-loan")]),
        (["T-0005", "T-0099", "T-0002", "T-0004"], ["T-0004"], [("T-0005", "on-loan"), ("T-0099", "unknown"), ("T-0002", "not-lendable")]),
        (["T-0001"], ["T-0001"], []),
    ],
)
def test_what_was_taken_stays_taken(ask, model, tapes, lent, refused):
    answer = crate(ask, *tapes)
    assert answer.status == (201 if lent else 200)
    assert [one["tape"] for one in answer.json["lent"]] == lent
    assert codes(answer) == refused
    loans = model("tapes.Loan").objects.filter(returned_at=None).exclude(pk__in=[1, 2]).order_by("pk")
    assert [loan.tape_id for loan in loans] == lent
    assert {one["id"] for one in answer.json["lent"]} == {loan.pk for loan in loans}


def test_days(ask):
    assert crate(ask, "T-0003", "T-0001").json["lent"][0]["due_on"] == "2026-10-26"
    assert crate(ask, "T-0003", "T-0004", due_on="2026-12-01").json["lent"][0]["due_on"] == "2026-12-01"
    assert crate(ask, "T-0004", due_on="2026-10-01").status == 422


def test_one_by_one(ask, fields):
    sent = {"tape": "T-0003", "borrower": "Town Museum"}
    assert ask("editor", "POST", "/api/loans", sent).json["error"]["code"] == "on-loan"
    assert ask("editor", "POST", "/api/loans", {**sent, "tape": "T-0001"}).status == 201
    assert fields("editor", "POST", "/api/loans/crate", {"tapes": "T-0001"}) == ["borrower", "tapes"]
