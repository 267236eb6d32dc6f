import pytest


@pytest.mark.parametrize(("since", "total"), [("2026-03-03T05:02:00", 3), ("2026-03-04", 0), ("2026-03-03T05:05:00", 2), ("2027-01-01T00:00", 0)])
def test_without_offset(ben, since, total):
    answer = ben.get("/search", params={"q": "answer", "since": since})
    assert answer.status_code in (200, 422)
    if answer.status_code == 200:
        assert answer.json()["total"] == total
    else:
        assert answer.json()["error"]["code"] == "invalid"


@pytest.mark.parametrize(
    ("since", "total"),
    [("2026-03-03T05:02:00Z", 3), ("2026-03-03T05:03:00+00:00", 3), ("2026-03-03T01:03:00-04:00", 3), ("2027-01-01T00:00:00Z", 0)],
)
def test_with_offset(ben, since, total):
    answer = ben.get("/search", params={"q": "answer", "since": since})
    assert (answer.status_code, answer.json()["total"]) == (200, total)


def test_without(ben):
    body = ben.get("/search?q=answer").json()
    assert (body["total"], body["items"][0]["snippet"]) == (4, "Answer 1 of the assistant.")
    assert ben.get("/search?q=answer&since=soon").status_code == 422
