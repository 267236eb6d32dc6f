import csv
import io

HEAD = ["loan", "shelf", "title", "copy", "borrower", "section", "lent", "due", "state"]
NAMES = {"Adler", "Brandt", "Demir", "Ebert", "Filipek", "Groth", "Hansen", "Iwanowa", "Jensen", "Krüger"}


def table(desk, **params):
    answer = desk.get("/export/loans.csv", **params)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8")), delimiter=";"))
    assert rows[0] == HEAD
    return {int(row[0]): row[1:] for row in rows[1:]}, [int(row[0]) for row in rows[1:]]


def nameless(row):
    """The borrower's cells may be empty or say that there is nobody, but name nobody."""
    assert not any(name in cell for name in NAMES for cell in row[3:5])
    return row[:3] + row[5:]


def test_one_erased(admin, librarian):
    assert admin.send("DELETE", "/api/members/6").status_code == 204
    rows, order = table(librarian)
    assert order == [3, 6, 1, 2, 4, 5]
    assert nameless(rows[4]) == ["G-03", "Evening Hymn", "1", "14.09.2026", "26.10.2026", "out"]
    assert nameless(rows[6]) == ["H-02", "Messiah", "2", "31.08.2026", "12.10.2026", "out"]
    assert rows[3] == ["H-02", "Messiah", "1", "Demir, Ayşe", "A1", "24.08.2026", "05.10.2026", "out"]
    assert rows[5] == ["G-03", "Evening Hymn", "2", "Ebert, Karin", "S2", "14.09.2026", "26.10.2026", "out"]


def test_erased_after_return(admin, librarian):
    assert librarian.send("POST", "/api/loans/5/return", {"on": "2026-10-01"}).status_code == 200
    assert admin.send("DELETE", "/api/members/4").status_code == 204
    rows, order = table(librarian, state="back")
    assert order == [5]
    assert nameless(rows[5]) == ["G-03", "Evening Hymn", "2", "14.09.2026", "26.10.2026", "back"]
    rows, order = table(librarian, state="out")
    assert order == [3, 6, 1, 2, 4]


def test_all_borrowers_erased(admin, librarian):
    for pk in (1, 2, 3, 4, 6):
        assert admin.send("DELETE", f"/api/members/{pk}").status_code == 204
    # the librarian's account outlives the member
    rows, order = table(librarian)
    assert order == [3, 6, 1, 2, 4, 5]
    for row in rows.values():
        nameless(row)


def test_without_erasure(librarian, singer):
    rows, order = table(librarian)
    assert order == [3, 6, 1, 2, 4, 5]
    assert rows[1] == ["F-01", "Requiem", "1", "Adler, Ruth", "S1", "07.09.2026", "19.10.2026", "out"]
    assert rows[4][3:5] == ["Groth, Maren", "S1"]
    assert table(librarian, state="lost") == ({}, [])
    assert librarian.get("/export/loans.csv", state="gone").status_code == 400
    assert singer.get("/export/loans.csv").status_code == 403


def test_attendance_as_before(librarian):
    answer = librarian.get("/export/attendance.csv", **{"from": "2026-03-01", "to": "2026-03-31"})
    lines = answer.content.decode().splitlines()
    assert lines[:4] == [
        "name;section;present;excused;marked;rate", "Ruth Adler;S1;2;0;2;100.0", "Jonas Brandt;B1;1;0;2;50.0",
        "Ayşe Demir;A1;0;1;1;0.0"
    ]
    assert lines[4] == "Karin Ebert;S2;0;0;0;"
