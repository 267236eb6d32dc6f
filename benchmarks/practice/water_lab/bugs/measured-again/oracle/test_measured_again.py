HEAD = "sample;point;taken;parameter;value\n"


def send(client, *lines):
    answer = client.post("/imports?file=x.csv", content=HEAD + "".join(line + "\n" for line in lines))
    assert answer.status_code == 201
    return answer.json()


def test_new_results_replace_old_ones(client):
    done = send(client, "W26-0067;BR-02;2026-03-09T10:00:00+01:00;no3;26,4", "W26-0067;BR-02;2026-03-09T10:00:00+01:00;pb;<0,5")
    assert done == {"file": "x.csv", "lines": 2, "samples": 1, "alerts": 1}
    sample = client.get("/samples/5").json()
    results = sample.pop("results")
    assert sample == {
        "id": 5, "code": "W26-0067", "point": "BR-01", "kind": "drinking", "taken_at": "2026-03-02T07:40:00+00:00", "collector": "I. Hofer",
        "status": "analysed", "remark": "slightly turbid after rain"}
    assert [(one["parameter"], one["value"], one["qualifier"]) for one in results] == [
        ("ecoli", 2.0, ""), ("no3", 26.4, ""), ("pb", 0.5, "<"), ("ph", 7.6, "")]
    assert client.get("/samples").json()["total"] == 22


def test_known_and_new_in_one_file(client):
    done = send(client, "W26-0067;BR-01;2026-03-02;no3;26", "W26-0200;BR-01;2026-03-11T07:00:00Z;no3;30", "W25-0751;LK-01;2025-09-01;temp;20")
    assert done["samples"] == 3
    values = client.get("/points/BR-01/series?parameter=no3&from=2026-03-01").json()["values"]
    assert [(one["sample"], one["value"]) for one in values] == [("W26-0067", 26.0), ("W26-0200", 30.0)]
    assert client.get("/samples/11").json()["status"] == "approved"


def test_registered_becomes_analysed(client):
    send(client, "W26-0068;BR-02;2026-03-02T09:05:00Z;no3;12")
    sample = client.get("/samples/8").json()
    assert (sample["status"], sample["remark"], sample["results"][0]["value"]) == ("analysed", "tap replaced", 12.0)


def test_sent_again_and_again(client):
    for value in ("3", "4"):
        send(client, f"W26-0201;BR-02;2026-03-11;ecoli;{value}")
    found = client.get("/samples?q=0201").json()
    assert found["total"] == 1
    assert [one["value"] for one in client.get("/alerts").json()["alerts"]] == [4.0]
    assert client.get("/points/BR-02").json()["latest"]["ecoli"]["value"] == 4.0
