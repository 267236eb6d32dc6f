def codes(answer):
    return [one["code"] for one in answer.json()["samples"]]


def test_points_by_kind_and_name(client):
    assert [one["code"] for one in client.get("/points?kind=bathing").json()["points"]] == ["LK-01", "LK-02"]
    assert [one["code"] for one in client.get("/points?name=weir&municipality=enns").json()["points"]] == ["MB-01", "MB-02"]


def test_search_by_words_and_filters(client):
    assert codes(client.get("/samples?q=foam&sort=code")) == ["W25-0802", "W25-0852", "W26-0042"]
    assert codes(client.get("/samples?q=foam&status=voided")) == ["W26-0042"]
    assert codes(client.get("/samples?point=MB-01&from=2025-11-01&to=2026-01-01")) == ["W25-0851"]


def test_pages_and_order(client):
    answer = client.get("/samples?sort=code&size=3&page=2")
    assert answer.json()["total"] == 22
    assert codes(answer) == ["W25-0704", "W25-0751", "W25-0752"]


def test_missing_collector_is_null(client):
    answer = client.get("/samples?point=OB-01").json()
    assert answer["samples"][0]["collector"] is None


def test_sample_with_results(client):
    answer = client.get("/samples/1").json()
    assert answer["code"] == "W25-0901"
    assert answer["results"][-1]["parameter"] == "ph"
    assert {one["parameter"]: one["qualifier"] for one in answer["results"]}["pb"] == "<"
    assert client.get("/samples/99").status_code == 404


def test_status_takes_steps_of_the_workflow(client):
    assert client.patch("/samples/5", json={"status": "approved"}).json()["status"] == "approved"
    assert client.patch("/samples/5", json={"status": "registered"}).status_code == 409
    assert client.patch("/samples/5", json={"status": "lost"}).status_code == 400


def test_voided_sample_does_not_count(client):
    assert client.get("/points/MB-02").json()["latest"]["no3"]["value"] == 18.0
    client.patch("/samples/21", json={"status": "voided"})
    assert client.get("/points/MB-02").json()["latest"]["no3"]["value"] == 15.5


def test_changed_remark_is_found(client):
    client.get("/samples")
    client.patch("/samples/8", json={"remark": "tap replaced, flushed"})
    assert codes(client.get("/samples?q=flushed")) == ["W26-0068"]


def test_old_remark_is_not_found(client):
    client.patch("/samples/8", json={"remark": "flushed"})
    assert codes(client.get("/samples?q=replaced")) == []


def test_deleted_sample_is_gone(client):
    assert client.delete("/samples/8").status_code == 204
    assert client.get("/samples/8").status_code == 404
    assert client.get("/samples?q=tap").json()["total"] == 1
    assert client.delete("/samples/1").status_code == 409


def test_bad_parameters(client):
    for query in ("page=0", "size=x", "sort=age", "from=yesterday-ish", "kind=rain"):
        assert client.get(f"/samples?{query}").status_code == 400
