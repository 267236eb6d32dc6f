from email.utils import parseaddr

OFFICE = "grants@fundacao-mare.example"
ANA = "The review of SEED26-0003 by Ana Reis is due on 2026-06-11."
ILSE = "The review of SEED26-0003 by Ilse Brandt is due on 2026-06-12."


def mails(sql):
    rows = sql("SELECT recipient, subject, body, created_at FROM mails ORDER BY id")
    assert {row[3] for row in rows} <= {"2026-06-10T09:00:00Z"}
    return [(parseaddr(row[0])[1], row[1], row[2]) for row in rows]


def test_today(run, sql):
    assert run("remind")[-1] == "2 reminders"
    assert mails(sql) == [
        (OFFICE, "SEED26-0003: review", ANA),
        ("ilse.brandt@inst.example", "SEED26-0003: review", ILSE),
    ]


def test_only_the_leaver(run, sql):
    assert run("remind", "--on", "2026-06-08")[-1] == "1 reminders"
    assert mails(sql) == [(OFFICE, "SEED26-0003: review", ANA)]


def test_overdue(run, sql):
    assert run("remind", "--on", "2026-06-20")[-1] == "2 reminders"
    assert [row[2] for row in mails(sql)] == [ANA.replace("is due on", "is overdue since"), ILSE.replace("is due on", "is overdue since")]


def test_nothing_due(run, sql):
    assert run("remind", "--on", "2026-06-01") == ["0 reminders"]
    assert mails(sql) == []


def test_another_leaver(ask, run, sql):
    assert ask("officer", "POST", "/users/3/leave").json["left_on"] == "2026-06-10"
    assert run("remind")[-1] == "2 reminders"
    assert [row[0] for row in mails(sql)] == [OFFICE, OFFICE]
    assert [row[2] for row in mails(sql)] == [ANA, ILSE]


def test_another_mailbox(settings, sql, capsys):
    from dataclasses import replace

    from grant_desk.cli import main

    assert not main(["remind"], replace(settings, office_mail="desk@elsewhere.example"))
    assert [row[0] for row in mails(sql)] == ["desk@elsewhere.example", "ilse.brandt@inst.example"]


def test_decisions(ask, sql):
    assert ask("officer", "POST", "/users/5/leave").status == 200
    assert ask("officer", "POST", "/applications/SEED26-0002/decision", {"outcome": "declined"}).status == 201
    body = {"outcome": "awarded", "amount": "15000", "first_due": "2026-07-31"}
    assert ask("officer", "POST", "/applications/SEED26-0001/decision", body).status == 201
    assert [row[:2] for row in mails(sql)] == [
        (OFFICE, "SEED26-0002: declined"),
        ("rita@rioslimpos.example", "SEED26-0001: awarded"),
    ]
