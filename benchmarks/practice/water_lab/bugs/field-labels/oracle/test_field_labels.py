from water_lab import cli

HEAD = "# field kit 3\nsample;point;taken;parameter;value\n"


def run(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "kit.csv"
    path.write_bytes((HEAD + text).encode(encoding))
    return cli.main(["import", str(path)])


def test_labels_keep_their_zeros(settings, client, tmp_path, capsys):
    assert run(tmp_path, "004217;LK-02;2026-03-03T11:00:00+01:00;no3;4,5\n004218;LK-02;2026-03-03T11:20:00+01:00;no3;<1\n") == 0
    assert capsys.readouterr().out == "kit.csv: 2 lines, 2 samples, 0 alerts\n"
    assert client.get("/samples").json()["total"] == 23
    assert {one["parameter"]: one["value"] for one in client.get("/samples/14").json()["results"]} == {"no3": 4.5, "pb": 1.5, "ph": 7.7}
    [new] = client.get("/samples?q=004218").json()["samples"]
    assert (new["code"], new["taken_at"], new["point"]) == ("004218", "2026-03-03T10:20:00+00:00", "LK-02")


def test_one_label_and_plain_numbers(settings, client, tmp_path):
    assert run(tmp_path, "000042;LK-01;2026-03-03T11:00:00+01:00;temp;4\n000042;LK-01;2026-03-03T11:00:00+01:00;ph;7.5\n") == 0
    [new] = client.get("/samples?point=LK-01&from=2026-01-01").json()["samples"]
    assert new["code"] == "000042"
    results = client.get(f"/samples/{new['id']}").json()["results"]
    assert [(one["parameter"], one["value"]) for one in results] == [("ph", 7.5), ("temp", 4.0)]


def test_by_request(client):
    answer = client.post("/imports?file=kit.csv", content=HEAD + " 123456 ;LK-01;2026-03-03T11:00:00+01:00;PB;n.d.\n")
    assert (answer.status_code, answer.json()["samples"]) == (201, 1)
    [new] = client.get("/samples?q=123456").json()["samples"]
    assert new["code"] == "123456"
    assert client.get(f"/samples/{new['id']}").json()["results"][0]["value"] is None


def test_other_codes(settings, client, tmp_path):
    assert run(tmp_path, "W26-0300;BR-01;2026-03-09T08:00:00+01:00;pb;<0,5\n004219;BR-01;2026-03-09T09:00:00+01:00;pb;2,5\n", "cp1252") == 0
    found = client.get("/samples?point=BR-01&from=2026-03-09&sort=code").json()["samples"]
    assert [one["code"] for one in found] == ["004219", "W26-0300"]
    assert client.get("/points/BR-01").json()["latest"]["pb"]["value"] == 2.5


def test_bad_files(settings, tmp_path):
    assert run(tmp_path, "") == 2
    assert run(tmp_path, ";LK-01;2026-03-03;ph;7\n") == 2
    assert run(tmp_path, "000043;LK-01;2026-03-03;ph;seven\n") == 2
