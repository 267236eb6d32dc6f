"""python -m print_shop.commands.nightly: reminders of unpaid invoices, then the queue."""
from __future__ import annotations

from print_shop import clock, db, invoices, jobs, observability
from print_shop.config import Settings
from print_shop.db import Session


def run() -> str:
    with db.transaction():
        late = invoices.overdue(clock.today())
        for invoice in late:
            jobs.enqueue("remind", {"invoice": invoice.number})
    with db.transaction():
        done = jobs.run_waiting()
    return f"{len(late)} overdue, {done['done']} done, {done['failed']} failed"


def main() -> None:
    observability.start()
    db.connect(Settings.from_environment().database)
    try:
        print(run())
    finally:
        Session.remove()


if __name__ == "__main__":
    main()
