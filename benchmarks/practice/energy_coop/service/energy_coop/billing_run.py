"""Billing run: `python -m energy_coop.billing_run 2026-03`."""
from __future__ import annotations

import argparse
import sys

from sqlalchemy import select

from . import billing, clock, monitoring
from .database import SessionLocal
from .errors import DomainError
from .models import Member


def run(period: str) -> dict[str, int]:
    """Invoice all members of the period who have no invoice yet."""
    last_day = clock.period_days(period)[1]
    counts = {"issued": 0, "skipped": 0, "without_meter": 0}
    with SessionLocal.begin() as session:
        members = session.scalars(select(Member).where(Member.joined_on <= last_day).order_by(Member.number)).all()
        for member in members:
            if billing.is_invoiced(session, member, period):
                counts["skipped"] += 1
            elif billing.issue(session, member, period) is None:
                counts["without_meter"] += 1
            else:
                counts["issued"] += 1
    return counts


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("period", help="for example 2026-03")
    options = parser.parse_args(argv)
    monitoring.start()
    try:
        counts = run(options.period)
    except DomainError as error:
        print(f"error: {error.detail}", file=sys.stderr)
        return 2
    print(", ".join(f"{name} {count}" for name, count in counts.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
