import json
import os
import sqlite3
import subprocess
import sys


def rows(database):
    return sqlite3.connect(database).execute("SELECT id, sent_at, attempts FROM notices ORDER BY id").fetchall()


def put(database, payload, attempts=0):
    connection = sqlite3.connect(database)
    connection.execute(
        "INSERT INTO notices (payload, queued_at, attempts) VALUES (?, '2026-03-01T05:00:00+00:00', ?)",
        (json.dumps(payload), attempts),
    )
    connection.commit()


OLD = {"statement": "2026-01-0007", "customer": "C-40", "amount": "1866.43", "currency": "EUR"}
NEW = {"number": "2026-02-0003", "customer": "C-51", "gross": "380.18", "currency": "EUR", "due_on": "2026-04-01"}


def test_what_the_first_release_has_parked(database, posted):
    from meter_watch import notices

    notices.main(["--parked"])
    assert [(body["to"], body["subject"], body["text"]) for body in posted] == [
        ("C-18", "Statement 2025-12-0001", "124,72 EUR")
    ]
    assert rows(database) == [(1, "2026-04-22T07:00:00+00:00", 6)]
    posted.clear()
    notices.main(["--parked"])
    assert posted == []


def test_old_and_new_ones_together(database, posted):
    from meter_watch import notices

    put(database, NEW, 5)
    put(database, OLD, 8)
    notices.main(["--parked"])
    assert [(body["to"], body["subject"]) for body in posted] == [
        ("C-18", "Statement 2025-12-0001"),
        ("C-51", "Statement 2026-02-0003"),
        ("C-40", "Statement 2026-01-0007"),
    ]
    assert posted[1]["text"] == "380,18 EUR, due on 2026-04-01"
    assert posted[2]["text"] == "1.866,43 EUR"
    assert all(sent_at for _, sent_at, _ in rows(database))


def test_old_ones_that_still_wait(client, database, posted):
    put(database, OLD)
    put(database, NEW, 2)
    assert client.post("/notices/deliver").json() == {"sent": 2, "failed": 0}
    assert [body["subject"] for body in posted] == ["Statement 2026-01-0007", "Statement 2026-02-0003"]
    assert [bool(sent_at) for _, sent_at, _ in rows(database)] == [False, True, True]


def test_a_new_statement(client, database, posted):
    assert client.post("/meters/H-1001/statements?month=2026-03").status_code == 201
    assert client.post("/notices/deliver").json() == {"sent": 1, "failed": 0}
    assert posted == [{"to": "C-17", "subject": "Statement 2026-03-0001", "text": "114,35 EUR, due on 2026-05-06"}]


def test_the_command(database):
    put(database, OLD, 5)
    done = subprocess.run(
        [sys.executable, "-m", "meter_watch.notices", "--parked"], env=dict(os.environ), capture_output=True, text=True
    )
    assert (done.returncode, done.stdout.strip()) == (0, "{'sent': 2, 'failed': 0}")
    assert [attempts for _, _, attempts in rows(database)] == [6, 6]
