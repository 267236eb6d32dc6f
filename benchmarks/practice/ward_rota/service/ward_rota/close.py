"""`python -m ward_rota.close WEEK`: the weekly close."""

import argparse
import sys

from ward_rota import accounts, db, monitoring
from ward_rota.errors import Refusal


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m ward_rota.close", description="Book the overtime of a week.")
    parser.add_argument("week", help="the week, for example 2026-W37")
    parser.add_argument("--dry-run", action="store_true", help="show the figures and book nothing")
    options = parser.parse_args(argv)
    with db.sessions() as session:
        try:
            figures = accounts.close_week(session, options.week)
        except Refusal as refusal:
            print(f"{refusal.code}: {refusal.detail}", file=sys.stderr)
            return 1
        if options.dry_run:
            session.rollback()
        else:
            session.commit()
        for one in figures:
            print(f"{one.staff.login:<8} {one.worked:>7} worked {one.owed:>7} agreed {one.overtime:>+8}")
    return 0


if __name__ == "__main__":
    monitoring.start()
    sys.exit(main())
