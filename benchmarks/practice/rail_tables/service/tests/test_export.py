def test_export(client):
    response = client.get("/export.csv?station=COM&text=0815&since=2026-03-12&until=2026-03-12&columns=day,train,minutes,cancelled")
    assert response.headers["content-type"].startswith("text/csv")
    assert response.text == "day,train,minutes,cancelled\r\n2026-03-12,0815,,True\r\n"


def test_all_columns(client):
    lines = client.get("/export.csv").text.splitlines()
    assert lines[0] == "day,train,line,operator,station,station_name,planned,minutes,cancelled,cause"
    assert len(lines) == 157


def test_nothing_to_export(client):
    assert client.get("/export.csv?station=XXX&columns=train").text == "train\r\n"


def test_unknown_column(client):
    assert client.get("/export.csv?columns=day,colour").status_code == 422
