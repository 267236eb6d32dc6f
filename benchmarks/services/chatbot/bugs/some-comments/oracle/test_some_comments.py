import pytest

KNOWN = {"Obrigada!", "too slow", "Ça ne répond pas"}


@pytest.mark.parametrize("more", [["found it"], ["found it", "too slow", "no"], [f"comment {number}" for number in range(3)]])
def test_many_comments(ben, dev, more):
    for message, comment in zip((6, 10, 12), more, strict=False):
        assert ben.post(f"/messages/{message}/feedback", json={"rating": 5, "comment": comment}).status_code == 201
    answer = dev.get("/statistics/feedback")
    assert answer.status_code == 200
    shown = answer.json()["comments"]
    assert len(shown) == 3
    assert set(shown) <= KNOWN | set(more)
    assert len(set(shown)) == 3


def test_few_comments(dev, sql):
    assert set(dev.get("/statistics/feedback").json()["comments"]) == KNOWN
    sql("DELETE FROM feedback WHERE comment = 'too slow'")
    body = dev.get("/statistics/feedback").json()
    assert (set(body["comments"]), body["with_comment"], body["count"]) == (KNOWN - {"too slow"}, 2, 5)
    sql("DELETE FROM feedback")
    assert dev.get("/statistics/feedback").json()["comments"] == []
