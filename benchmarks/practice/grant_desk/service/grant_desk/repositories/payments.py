from datetime import date

from grant_desk.errors import Conflict, Missing
from grant_desk.models import Instalment
from grant_desk.repositories.base import Repository


class DecisionRepository(Repository):
    table = "decisions"

    def of(self, application_id: int) -> dict | None:
        return self.row("SELECT * FROM decisions WHERE application_id = ?", application_id)


class InstalmentRepository(Repository):
    table = "instalments"

    def of(self, application_id: int) -> list[Instalment]:
        found = self.rows("SELECT * FROM instalments WHERE application_id = ? ORDER BY number", application_id)
        return [Instalment(**row) for row in found]

    def pay(self, application_id: int, number: int, day: date) -> None:
        row = self.row(
            "SELECT id, paid_on FROM instalments WHERE application_id = ? AND number = ?", application_id, number
        )
        if row is None:
            raise Missing(f"There is no instalment {number}.")
        if row["paid_on"]:
            raise Conflict(f"Instalment {number} has been paid already.")
        self.change(row["id"], paid_on=day.isoformat())

    def due_in(self, month: str) -> list[dict]:
        """What is to be paid in a month, with whom it goes to."""
        return self.rows(
            "SELECT i.due_on, a.reference, i.number, o.name, o.iban, i.amount_cents, i.paid_on"
            " FROM instalments i JOIN applications a ON a.id = i.application_id"
            " JOIN organisations o ON o.id = a.organisation_id"
            " WHERE substr(i.due_on, 1, 7) = ? ORDER BY i.due_on, a.reference, i.number",
            month,
        )


class MailRepository(Repository):
    table = "mails"
