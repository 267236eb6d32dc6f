import pytest


def disposition(call, conn, title, ending="csv"):
    conn.execute("UPDATE reports SET title = ? WHERE number = 'ER-2026-0015'", (title,))
    path = "export.csv" if ending == "csv" else "report.pdf"
    answer = call("E-007", "GET", f"/reports/ER-2026-0015/{path}")
    assert answer.status_code == 200
    assert (b"89.90" in answer.data) is True
    return answer.headers["Content-Disposition"]


@pytest.mark.parametrize("ending", ["csv", "pdf"])
@pytest.mark.parametrize(
    "title", ["Trips\nBerlin", "Trips\r\nBerlin", "Trips\n\n Berlin", "Trips\rBerlin", "\nTrips Berlin\n"]
)
def test_line_breaks_do_not_reach_the_header(call, conn, title, ending):
    header = disposition(call, conn, title, ending)
    assert header.startswith("attachment;")
    assert "\n" not in header
    assert "\r" not in header
    assert "ER-2026-0015" in header
    assert "Trips" in header
    assert "Berlin" in header
    assert header.rstrip('"').endswith(f".{ending}")


@pytest.mark.parametrize(
    ("actor", "number", "path", "name"),
    [
        ("E-004", "ER-2026-0010", "export.csv", "ER-2026-0010 Offsite Porto.csv"),
        ("E-007", "ER-2026-0006", "report.pdf", "ER-2026-0006 Workshop Lisbon.pdf"),
        ("E-012", "ER-2026-0016", "export.csv", "ER-2026-0016 Tokyo visit.csv"),
    ],
)
def test_file_is_named_after_the_report(call, actor, number, path, name):
    answer = call(actor, "GET", f"/reports/{number}/{path}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_quotes_and_slashes_are_replaced(call, conn):
    header = disposition(call, conn, 'Fair "Expo" 2026/09')
    assert header.count('"') == 2
    assert "/" not in header.partition(";")[2]
