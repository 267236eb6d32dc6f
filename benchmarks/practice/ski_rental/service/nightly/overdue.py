"""Nightly: what should be back by now.

    python -m nightly.overdue [--as-of 2026-01-18T02:00] [--mark]

`--as-of` looks at another moment, for a night that was missed or to see what is coming; `--mark` notes who was called.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ski_rental import clock, db, hours, monitoring
from ski_rental.models import Reservation

def find(session: Session, moment: datetime) -> list[tuple[Reservation, datetime]]:
    """Reservations that are late at this moment and since when, the longest wait first."""
    day = clock.local(moment).date()
    query = select(Reservation).where(Reservation.state == "out", Reservation.return_day <= day).order_by(Reservation.id)
    late = []
    for reservation in session.scalars(query):
        due = hours.due_at(session, reservation.return_day)
        if moment > due:
            late.append((reservation, due))
    return sorted(late, key=lambda pair: (pair[1], pair[0].code))

def line(reservation: Reservation, due: datetime, moment: datetime) -> str:
    """One line of the list."""
    customer = reservation.customer
    late = (moment - due) // timedelta(hours=1)
    tags = ",".join(line.item.tag for line in reservation.lines if line.item)
    return f"{reservation.code}\t{customer.name}\t{customer.phone or '-'}\t{tags or '-'}\t{clock.local(due):%Y-%m-%d %H:%M}\t{late} h"

def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as-of", type=datetime.fromisoformat)
    parser.add_argument("--mark", action="store_true")
    options = parser.parse_args(argv)
    moment = clock.localise(options.as_of) if options.as_of else clock.now()
    with db.transaction() as session:
        late = find(session, moment)
        for reservation, due in late:
            print(line(reservation, due, moment))
            if options.mark:
                reservation.reminded_on = clock.local(moment).date()
        print(f"{len(late)} overdue")
    return 0

if __name__ == "__main__":
    monitoring.start()
    sys.exit(main())
