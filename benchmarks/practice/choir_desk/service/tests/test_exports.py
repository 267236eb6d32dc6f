def test_members_csv(admin):
    lines = admin.get("/export/members.csv").content.decode().splitlines()
    assert lines[1] == "1;Adler, Ruth;S1;ruth.adler@choir.example;040 1101;07.09.2015;librarian" and len(lines) == 10


def test_loans_csv(librarian):
    lines = librarian.get("/export/loans.csv").content.decode().splitlines()
    assert lines[1] == "3;H-02;Messiah;1;Demir, Ayşe;A1;24.08.2026;05.10.2026;out"
