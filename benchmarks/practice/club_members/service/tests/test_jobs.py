from typer.testing import CliRunner

from club_members import jobs


def test_nightly(store, clock, conn):
    conn.execute("UPDATE tokens SET expires_at = '2026-10-05T06:59:59+00:00' WHERE member_id IN (4, 5)")
    assert jobs.expire(store, clock) == {"tokens": 2, "memberships": 1, "notices": 1}
    assert jobs.expire(store, clock) == {"tokens": 0, "memberships": 0, "notices": 1}
    assert store.memberships.active_of(9) is None
    mail = conn.execute("SELECT * FROM mails ORDER BY id").fetchone()
    assert mail["recipient"] == "g.moretti@posta.example"
    assert "04.11.2026" in mail["body"]


def test_ended_memberships_are_in_the_audit_log(store, clock):
    jobs.expire(store, clock)
    entry = store.audit.entries(member_id=9)[0]
    assert (entry["actor_id"], entry["action"]) == (None, "membership_ended")
    assert entry["details"] == {"ended_on": "2026-09-30"}


def test_invoices_of_2026(store, clock):
    issued = jobs.bill(store, clock, 2026)
    assert issued[0] == ("2026-0004", 2, "48.00")
    assert ("2026-0008", 10, "240.00") in issued
    assert ("2026-0009", 11, "270.00") in issued
    assert len(issued) == 6
    assert jobs.bill(store, clock, 2026) == []


def test_commands(settings, conn, monkeypatch):
    monkeypatch.setenv("CLUB_DB", str(settings.database))
    monkeypatch.setenv("CLUB_NOW", "2026-10-05T09:00:00+02:00")
    done = CliRunner().invoke(jobs.cli, ["nightly"])
    assert (done.exit_code, done.output.strip()) == (0, "tokens=0 memberships=1 notices=1")
    done = CliRunner().invoke(jobs.cli, ["invoices", "--year", "2026"])
    assert done.output.splitlines()[-1] == "5 invoices"
