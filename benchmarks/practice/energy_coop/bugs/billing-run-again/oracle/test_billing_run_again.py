import subprocess
import sys

from energy_coop.database import SessionLocal
from energy_coop.models import Invoice


def run(period):
    done = subprocess.run([sys.executable, "-m", "energy_coop.billing_run", period], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(part.rsplit(" ", 1) for part in done.stdout.strip().split(", "))


def invoices(period):
    with SessionLocal() as session:
        rows = session.query(Invoice).filter_by(period=period).order_by(Invoice.number)
        return {one.number: (one.total_cents, len(one.lines)) for one in rows}


def test_run_over_a_period_with_an_invoice():
    counts = run("2026-02")
    assert (counts["issued"], counts["skipped"], counts["without_meter"]) == ("3", "1", "0")
    assert counts["total_cents"] == str(1730 + 583 + 350)
    assert invoices("2026-02") == {"2026-02-1001": (1730, 3), "2026-02-1002": (1500, 2), "2026-02-1002-K1": (1453, 2),
                                   "2026-02-1003": (583, 3), "2026-02-1005": (350, 2)}


def test_run_twice():
    first = run("2026-03")
    before = invoices("2026-03")
    assert (first["issued"], first["skipped"]) == ("4", "0") and len(before) == 4
    again = run("2026-03")
    assert (again["issued"], again["skipped"], again["total_cents"]) == ("0", "4", "0")
    assert invoices("2026-03") == before


def test_members_without_meter():
    run("2026-04")
    counts = run("2026-04")
    assert (counts["issued"], counts["skipped"], counts["without_meter"]) == ("0", "4", "1")


def test_wrong_period():
    done = subprocess.run([sys.executable, "-m", "energy_coop.billing_run", "2026-00"], capture_output=True, text=True)
    assert done.returncode == 2 and "not a billing period" in done.stderr
