import pytest

from water_lab.textindex import TextIndex


def total(client, query):
    answer = client.get(f"/samples?{query}")
    assert answer.status_code == 200
    return answer.json()["total"]


@pytest.mark.parametrize("word", ["replaced", "tap%20replaced", "repl"])
def test_changed_and_deleted(client, word):
    assert total(client, f"q={word}") == 1
    assert client.patch("/samples/8", json={"remark": "new valve"}).status_code == 200
    assert client.delete("/samples/8").status_code == 204
    assert total(client, f"q={word}") == 0
    assert total(client, "q=valve") == 0
    assert total(client, "") == 21


def test_others_with_the_word_are_found(client):
    client.patch("/samples/20", json={"remark": "bottle broken"}) 
    client.delete("/samples/20")
    answer = client.get("/samples?q=foam&sort=code")
    assert [one["code"] for one in answer.json()["samples"]] == ["W25-0802", "W25-0852"]
    assert total(client, "q=hofer%20ice") == 1


def test_earlier_words_do_not_find_a_sample(client):
    client.patch("/samples/8", json={"remark": "new valve"})
    assert total(client, "q=replaced") == 0
    assert total(client, "q=valve") == 1
    client.patch("/samples/8", json={"remark": None})
    assert total(client, "q=valve") == 0
    assert total(client, "q=0068") == 1


def test_index_itself():
    index = TextIndex()
    index.add(1, "foam, leaves")
    index.add(2, "foam")
    index.add(1, "ice")
    assert (index.search("foam"), index.search("ice"), index.search("leaves")) == ([2], [1], [])
    index.remove(1)
    assert index.search("ice") == []
    index.remove(7)
    index.add(1, "foam")
    assert index.search("foam") == [1, 2]
