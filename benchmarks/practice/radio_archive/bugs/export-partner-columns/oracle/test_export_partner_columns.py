import csv
import io

HEAD = ["signature", "show", "title", "broadcast_at", "duration", "medium", "sample_rate"]


def table(ask, token, path="/api/recordings.csv"):
    answer = ask(token, "GET", path)
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.content.decode())))


def test_again_and_again(ask):
    for token in ("museum", "reels", "museum"):
        rows = table(ask, token)
        assert rows[0] == HEAD
        assert len(rows) == 7
        assert {len(row) for row in rows} == {len(HEAD)}


def test_editors_keep_their_column(ask):
    for _ in range(2):
        rows = table(ask, "editor", "/api/recordings.csv?show=nachtflug")
        assert rows[0] == [*HEAD, "plays"]
        assert [row[-1] for row in rows[1:]] == ["0", "8", "41"]
        assert table(ask, "reels", "/api/recordings.csv?show=nachtflug")[0] == HEAD


def test_narrowed(ask):
    rows = table(ask, "reels", "/api/recordings.csv?medium=dat")
    assert [row[0] for row in rows[1:]] == ["RA-1992-0007", "RA-1989-0210", "RA-1986-0101"]
    assert rows[1] == ["RA-1992-0007", "Funkhaus live", "Jazz night at the Funkhaus", "1992-06-20T20:00:00+02:00", "5400", "dat", "32000"]


def test_refused(ask, fields):
    assert ask(None, "GET", "/api/recordings.csv").status == 401
    assert fields("reels", "GET", "/api/recordings.csv?year=x") == ["year"]
