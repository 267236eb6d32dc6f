import pytest


@pytest.fixture
def sell(client, bearer):
    def sold(who, part_id):
        answer = client.post(f"/stock/{part_id}/sold", headers=bearer(who))
        assert answer.status_code == 200 and answer.json()["part_id"] == part_id
        return answer.json()["parts_left"]

    return sold


WORDS = {
    "schokdemper": ["P0022"], "dynamo": ["P0021"], "volvo": ["P0019", "P0020", "P0021", "P0022"],
    "aussenspiegel": ["P0004", "P0016"], "fiat": ["P0007", "P0008", "P0009", "P0011", "P0012"], "xenon": ["P0015"],
    "06a115561b": ["P0003"], "bmw schraube": ["P0017"], "bremsscheibe": ["P0001"], "stossdampfer": ["P0005", "P0018"],
}


@pytest.mark.parametrize("who, gone", [("sued", ["P0017"]), ("rhein", ["P0001"]), ("sued", ["P0014", "P0018", "P0016"])])
def test_all_others_are_found(ids, sell, who, gone):
    for part_id in gone:
        sell(who, part_id)
    for word, expected in WORDS.items():
        assert sorted(ids(q=word)) == [part_id for part_id in expected if part_id not in gone], word
    left = ids(limit=100)
    assert len(left) == 22 - len(gone) and not set(left) & set(gone)


def test_searches_between(ids, sell):
    for part_id, left in [("P0001", ["P0002", "P0014"]), ("P0002", ["P0014"])]:
        sell("rhein", part_id)
        assert sorted(ids(q="brems")) == left
    assert sell("sued", "P0014") == 4
    assert ids(q="brems") == [] and ids(q="schokdemper") == ["P0022"]


def test_rest_of_the_answers(client, find, sell, bearer):
    assert sell("sued", "P0017") == 4
    assert client.get("/parts/P0017").status_code == 404
    assert client.get("/parts/P0022").json()["title"] == "Schokdemper voor"
    assert client.post("/stock/P0017/sold", headers=bearer("sued")).status_code == 409
    assert client.post("/stock/P0004/sold", headers=bearer("sued")).status_code == 404
    found = find(q="v70", sort="cheapest")
    assert found["total"] == 3 and [part["price"] for part in found["parts"]] == [49.5, 95.0, 110.0]
    assert found["facets"]["category"] == {"Brakes": 1, "Engine": 1, "Lights": 1}
    assert client.get("/dealers/D04").json()["parts"] == 4


def test_still_gone_after_an_upload(client, bearer, ids, sell):
    sell("rhein", "P0003")
    content = b"number,title,brand,category\nQ1,Schokbreker,Opel,Suspension\n"
    done = client.post("/stock", content=content, headers={**bearer("sued"), "content-type": "text/csv"})
    assert done.json()["new"] == 1
    assert ids(q="schok") == ["P0022", "P0023"] and ids(q="06a115561b") == []
    sell("sued", "P0023")
    assert ids(q="schok") == ["P0022"]


def test_next_process(data, client, sell):
    from starlette.testclient import TestClient

    from parts_finder.app import create_app

    sell("sued", "P0016")
    other = TestClient(create_app(), raise_server_exceptions=False)
    assert [part["part_id"] for part in other.get("/search?q=aussenspiegel").json()["parts"]] == ["P0004"]
