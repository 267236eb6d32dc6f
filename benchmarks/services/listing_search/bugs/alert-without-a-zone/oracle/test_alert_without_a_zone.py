import pytest


def lines(run, outbox, user):
    assert run("worker", "--once")[0] == 0
    return outbox()[user]["text"].splitlines()


def test_user_without_a_zone(run, outbox, conn):
    assert lines(run, outbox, "bjorn@mail.example") == ["- Konzertgitarre (70.00 EUR), 23.08. 11:00"]
    row = conn.execute("SELECT attempts, last_run_at FROM saved_searches WHERE id = 3").fetchone()
    assert row["attempts"] == 0
    assert row["last_run_at"] > "2026-09"


@pytest.mark.parametrize(
    ("zone", "hour"), [(None, "11:00"), ("", "11:00"), ("America/New_York", "05:00"), ("Asia/Kolkata", "14:30")]
)
def test_zones(run, outbox, conn, zone, hour):
    conn.execute("UPDATE users SET timezone = ? WHERE id = 'U-2'", (zone,))
    assert lines(run, outbox, "bjorn@mail.example")[0].endswith(f"23.08. {hour}")


def test_all_alerts_are_sent(run, outbox):
    assert run("worker", "--once")[0] == 0
    assert set(outbox()) == {f"{name}@mail.example" for name in ("anna", "bjorn", "chloe", "dmitri", "greta")}
