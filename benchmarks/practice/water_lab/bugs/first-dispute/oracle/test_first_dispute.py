from water_lab import frames


def test_disputed_sample_does_not_count(client):
    assert client.get("/points/BR-01").json()["samples"] == 5
    answer = client.patch("/samples/5", json={"status": "disputed"})
    assert (answer.status_code, answer.json()["status"]) == (200, "disputed")
    assert client.get("/samples/5").json()["status"] == "disputed"
    summary = client.get("/points/BR-01").json()
    assert (summary["samples"], summary["latest"]["no3"]["value"], summary["exceeded"]) == (4, 25.5, [])
    assert [one["code"] for one in client.get("/samples?status=disputed").json()["samples"]] == ["W26-0067"]


def test_disputed_and_settled(client):
    for sample_id in (1, 14):
        assert client.patch(f"/samples/{sample_id}", json={"status": "disputed", "remark": "laboratory B differs"}).status_code == 200
    assert client.get("/samples?status=disputed&q=differs").json()["total"] == 2
    assert client.patch("/samples/14", json={"status": "analysed"}).json()["status"] == "analysed"
    assert client.patch("/samples/1", json={"status": "voided"}).json()["status"] == "voided"
    assert client.post("/refresh").status_code == 200
    assert client.get("/samples?status=disputed").json()["total"] == 0
    assert client.get("/samples?status=voided").json()["total"] == 2


def test_other_steps(client):
    assert client.patch("/samples/8", json={"status": "analysed"}).json()["status"] == "analysed"
    assert client.patch("/samples/8", json={"collector": "N. Neu", "remark": None}).json()["collector"] == "N. Neu"
    assert client.patch("/samples/20", json={"status": "disputed"}).status_code == 409
    assert client.patch("/samples/5", json={"status": "lost"}).status_code == 400
    assert client.get("/samples?kind=surface").json()["total"] == 8


def test_a_status_that_was_the_only_one(client, settings):
    assert client.patch("/samples/20", json={"remark": "gone"}).status_code == 200
    assert client.delete("/samples/20").status_code == 204
    client.post("/refresh")
    answer = client.patch("/samples/21", json={"status": "voided"})
    assert (answer.status_code, answer.json()["status"]) == (200, "voided")


def test_memory_is_still_saved(settings):
    samples = frames.load(settings.database, 1).samples
    assert samples["point"].dtype == "category" and samples["kind"].dtype == "category"
