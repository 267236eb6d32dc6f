from parts_finder import jobs


def test_notices_once(settings, client, bearer, capsys):
    assert jobs.main(["notices"]) == 0 and jobs.main(["notices"]) == 0
    assert capsys.readouterr().out.splitlines() == ["1 notices", "0 notices"]
    (notice,) = client.get("/notices", headers=bearer("lena")).json()["notices"]
    assert notice["part_id"] == "P0016" and notice["search"] == "Mirrors"
    assert client.post("/notices/read", headers=bearer("lena")).json() == {"read": 1}
    assert client.get("/notices", headers=bearer("lena")).json() == {"notices": []}


def test_purge(settings, client, bearer, monkeypatch, capsys):
    jobs.main(["notices"])
    client.post("/notices/read", headers=bearer("lena"))
    monkeypatch.setenv("PARTS_FINDER_NOW", "2026-10-20T08:00:00+00:00")
    assert jobs.main(["purge"]) == 0
    assert "1 notices forgotten" in capsys.readouterr().out


def test_summary(settings, capsys):
    assert jobs.main(["summary"]) == 0
    assert "Brakes: 6 offers, median 33.75" in capsys.readouterr().out


def test_sold(client, bearer):
    answer = client.post("/stock/P0017/sold", headers=bearer("sued"))
    assert answer.json() == {"part_id": "P0017", "parts_left": 4}
    assert client.get("/parts/P0017").status_code == 404
    assert client.post("/stock/P0017/sold", headers=bearer("sued")).status_code == 409
    assert client.post("/stock/P0016/sold", headers=bearer("rhein")).status_code == 404
    assert client.post("/stock/P0016/sold", headers=bearer("lena")).status_code == 403


def test_search_after_a_sale(client, bearer):
    client.post("/stock/P0001/sold", headers=bearer("rhein"))
    found = client.get("/search", params={"q": "schokdemper"}).json()
    assert [part["part_id"] for part in found["parts"]] == ["P0022"]
