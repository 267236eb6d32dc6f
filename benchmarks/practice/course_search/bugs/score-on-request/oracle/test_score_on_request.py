import pytest


def items(client, query):
    answer = client.get(f"/courses?{query}")
    assert answer.status_code == 200
    return answer.json()["items"]


@pytest.mark.parametrize(("query", "codes"), [("q=guitar", ["GU-100", "GU-200"]), ("q=glazes", ["PO-300"]), ("q=cheese&size=5", ["CO-110"])])
def test_again_and_again(client, query, codes):
    for _ in range(3):
        found = items(client, query)
        assert sorted(item["code"] for item in found) == codes
        assert all("score" not in item for item in found)


def test_explained_after_plain(client):
    assert all("score" not in item for item in items(client, "q=yoga"))
    explained = items(client, "q=yoga&explain=1")
    scores = [item["score"] for item in explained]
    assert len(scores) == 2 and scores == sorted(scores, reverse=True) and scores[-1] > 0
    assert all("score" not in item for item in items(client, "q=yoga"))
    assert [item["score"] for item in items(client, "q=yoga&explain=1")] == scores


def test_explained_first(client):
    scores = [item["score"] for item in items(client, "q=sourdough+bread&explain=1")]
    assert scores[0] > 3
    assert all("score" not in item for item in items(client, "q=sourdough+bread"))
    assert [item["score"] for item in items(client, "q=sourdough+bread&explain=1")] == scores


def test_without_words(client):
    for _ in range(2):
        assert len(items(client, "venue=Atelier+7")) == 4
        assert all("score" not in item for item in items(client, "size=40"))


def test_nothing_found_twice(client):
    for _ in range(2):
        answer = client.get("/courses?q=potery").json()
        assert (answer["total"], answer["items"], answer["instead"]) == (0, [], "pottery")


def test_other_parts_of_the_answer(client):
    for query in ("q=conversation", "q=conversation", "q=conversation&explain=1"):
        answer = client.get(f"/courses?{query}").json()
        assert (answer["total"], answer["page"], answer["pages"]) == (3, 1, 1)
        assert {item["title"] for item in answer["items"]} == {
            "Spanish conversation",
            "Spanish film evening",
            "Business English",
        }
