HOUR = "2026-04-14T05:00Z"


def test_substations_alone(upload, loads):
    answer = upload("/readings", "site,time,kw", f"041,{HOUR},70.5", f"042,{HOUR},61", "041,2026-04-14T06:00Z,72")
    assert (answer.status_code, answer.json()) == (201, {"sites": ["041", "042"], "stored": 3})
    day = loads("041", "2026-04-14")
    assert (day["2026-04-14T06:00:00+01:00"], day["2026-04-14T07:00:00+01:00"]) == (70.5, 72)
    assert loads("042", "2026-04-14")["2026-04-14T06:00:00+01:00"] == 61


def test_semicolons_and_commas(upload, loads):
    answer = upload("/readings", "Site;Time;kW", f"042;{HOUR};61,25")
    assert (answer.status_code, answer.json()) == (201, {"sites": ["042"], "stored": 1})
    assert loads("042", "2026-04-14")["2026-04-14T06:00:00+01:00"] == 61.25


def test_numbers_that_no_code_is(upload, loads):
    for code in ("41", "0041", "41.0", "999"):
        answer = upload("/readings", "site,time,kw", f"042,{HOUR},61", f"{code},{HOUR},70")
        assert (answer.status_code, answer.json()["error"]) == (404, "unknown")
    assert "2026-04-14T06:00:00+01:00" not in loads("042", "2026-04-14")


def test_codes_that_numbers_can_be(client, upload):
    for code in ("77", "0041", "1E5", "007"):
        new = {"code": code, "name": f"Substation {code}", "zone": "Europe/Lisbon"}
        assert client.post("/sites", json=new).status_code == 201
        answer = upload("/readings", "site,time,kw", f"{code},{HOUR},5")
        assert (answer.status_code, answer.json()) == (201, {"sites": [code], "stored": 1})


def test_mixed_with_letters(upload, loads):
    answer = upload("/readings", "site,time,kw", f"tav,{HOUR},400", f"041,{HOUR},71")
    assert (answer.status_code, answer.json()) == (201, {"sites": ["041", "TAV"], "stored": 2})
    assert loads("041", "2026-04-14")["2026-04-14T06:00:00+01:00"] == 71
    assert upload("/readings", "site,time,kw", f"TAV,{HOUR},1", f"XYZ,{HOUR},2").status_code == 404


def test_wrong_values(upload):
    assert upload("/readings", "site,time,kw", f"041,{HOUR},much").status_code == 422
    assert 400 <= upload("/readings", "site,time,kw", f",{HOUR},5").status_code < 500
    assert upload("/readings", "site,hour,kw", f"041,{HOUR},5").status_code == 400


def test_one_site(upload, loads):
    assert upload("/sites/041/readings", "time,kw", f"{HOUR},70").json() == {"site": "041", "stored": 1}
    assert loads("041", "2026-04-14")["2026-04-14T06:00:00+01:00"] == 70
