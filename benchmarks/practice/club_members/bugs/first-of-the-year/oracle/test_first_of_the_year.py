import pytest


@pytest.mark.parametrize("year", [2027, 2028])
def test_a_new_year(run, conn, year):
    status, lines = run("invoices", "--year", str(year))
    assert status == 0
    numbers = [line.split(";")[0] for line in lines[:-1]]
    assert numbers == [f"{year}-{n:04d}" for n in range(1, len(numbers) + 1)]
    assert f"{year}-0001;1;240.00" == lines[0]
    assert len(numbers) == conn.execute("SELECT COUNT(*) FROM invoices WHERE year = ?", (year,)).fetchone()[0]


def test_amounts_of_a_new_year(run):
    status, lines = run("invoices", "--year", "2027")
    assert lines == [
        *("2027-0001;1;240.00", "2027-0002;2;48.00", "2027-0003;3;240.00", "2027-0004;4;315.00"),
        *("2027-0005;7;48.00", "2027-0006;9;30.00", "2027-0007;11;270.00", "7 invoices"),
    ]


def test_nobody_is_billed_twice(run):
    assert run("invoices", "--year", "2027")[0] == 0
    assert run("invoices", "--year", "2027") == (0, ["0 invoices"])


def test_years_that_have_begun(run):
    status, lines = run("invoices", "--year", "2026")
    assert (status, lines[0], lines[-1]) == (0, "2026-0004;2;48.00", "6 invoices")
    status, lines = run("invoices", "--year", "2025")
    assert (status, lines[0]) == (0, "2025-0002;2;48.00")


def test_credit_notes_count(run):
    assert run("credit", "2025-0001") == (0, ["2025-0002-G"])
    status, lines = run("invoices", "--year", "2025")
    assert (status, lines[0]) == (0, "2025-0003;2;48.00")
    assert run("credit", "2024-0001")[0] == 2
