import pytest

ENGLISH = ("{} was paid", "'{}' over {} is on its way to your account.\nYour travel desk")
GERMAN = ("{} wurde ausgezahlt", "'{}' über {} ist auf dem Weg zu Ihrem Konto.\nIhre Reisestelle")
PORTUGUESE = ("{} foi pago", "'{}' de {} está a caminho da sua conta.\nO seu serviço de viagens")
MAILS = {
    "ER-2026-0001": (ENGLISH, "priyanka", "Customer visit Warsaw", "361.56 EUR"),
    "ER-2026-0002": (GERMAN, "tom.becker", "Team lunch", "184.50 EUR"),
    "ER-2026-0003": (ENGLISH, "samuel.okafor", "Sales conference London", "872.18 EUR"),
    "ER-2026-0004": (ENGLISH, "mei.lin", "Supplier audit Osaka", "316.44 EUR"),
    "ER-2026-0019": (GERMAN, "martin.koehler", "Board dinner", "1,340.00 EUR"),
}


def expected(number):
    (subject, text), to, title, amount = MAILS[number]
    return (f"{to}@acme.example", subject.format(number), text.format(title, amount))


@pytest.mark.parametrize(
    "numbers",
    [
        ["ER-2026-0001", "ER-2026-0003"],
        ["ER-2026-0002", "ER-2026-0019", "ER-2026-0002"],
        ["ER-2026-0004", "ER-2026-0002", "ER-2026-0001", "ER-2026-0019", "ER-2026-0003"],
        ["ER-2026-0001"] * 4,
    ],
)
def test_every_mail_is_whole(conn, work, put_job, numbers):
    conn.execute("DELETE FROM jobs")
    for number in numbers:
        put_job("report_paid", {"number": number})
    sent = [(message["to"], message["subject"], message["text"]) for message in work()]
    assert sent == [expected(number) for number in numbers]


def test_portuguese(conn, work, put_job):
    conn.execute("DELETE FROM jobs")
    conn.execute("UPDATE reports SET employee_id = 'E-001' WHERE number IN ('ER-2026-0001', 'ER-2026-0002')")
    for number in ("ER-2026-0001", "ER-2026-0002"):
        put_job("report_paid", {"number": number})
    assert [message["subject"] for message in work()] == ["ER-2026-0001 foi pago", "ER-2026-0002 foi pago"]


def test_title_is_not_a_template(conn, work, put_job):
    conn.execute("DELETE FROM jobs")
    put_job("report_paid", {"number": "ER-2026-0007"})
    (message,) = work()
    assert message["text"].startswith("'Desk and chair {home office}' über 548.90 EUR")


def test_closing_is_announced_to_everybody(conn, run, work):
    conn.execute("UPDATE jobs SET status = 'done'")
    assert run("expense_report.close_month", "--month", "2026-09").returncode == 0
    conn.execute("UPDATE jobs SET run_at = '2026-09-20T06:00:00+00:00' WHERE status = 'ready'")
    assert [message["subject"] for message in work()] == [
        "ER-2026-0010 was paid",
        "ER-2026-0006 was paid",
        "ER-2026-0007 wurde ausgezahlt",
    ]
