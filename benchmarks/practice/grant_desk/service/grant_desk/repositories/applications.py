from grant_desk import money
from grant_desk.errors import Missing
from grant_desk.models import Application, ApplicationIn, BudgetLine, BudgetLineIn, Call
from grant_desk.repositories.base import Repository


class ApplicationRepository(Repository):
    table = "applications"

    def get(self, reference: str) -> Application:
        row = self.row("SELECT * FROM applications WHERE reference = ?", reference.upper())
        if row is None:
            raise Missing(f"There is no application {reference}.")
        return Application(**row)

    def by_id(self, key: int) -> Application:
        return Application(**self.row("SELECT * FROM applications WHERE id = ?", key))

    def find(
        self, call_id: int | None = None, organisation_id: int | None = None, state: str | None = None
    ) -> list[Application]:
        wanted = {"call_id": call_id, "organisation_id": organisation_id, "state": state}
        wanted = {name: value for name, value in wanted.items() if value is not None}
        where = " AND ".join(f"{name} = ?" for name in wanted) or "1"
        found = self.rows(f"SELECT * FROM applications WHERE {where} ORDER BY reference", *wanted.values())
        return [Application(**row) for row in found]

    def competing(self, call_id: int) -> list[Application]:
        """Those that were submitted, whatever became of them."""
        found = self.find(call_id=call_id)
        return [one for one in found if one.state in {"submitted", "awarded", "declined"}]

    def add(self, call: Call, organisation_id: int, new: ApplicationIn) -> Application:
        number = self.row("SELECT COUNT(*) AS n FROM applications WHERE call_id = ?", call.id)["n"] + 1
        reference = f"{call.code}-{number:04d}"
        self.insert(
            reference=reference,
            call_id=call.id,
            organisation_id=organisation_id,
            title=new.title,
            summary=new.summary,
            currency=new.currency,
        )
        return self.get(reference)

    def lines(self, key: int) -> list[BudgetLine]:
        found = self.rows("SELECT * FROM budget_lines WHERE application_id = ? ORDER BY id", key)
        return [BudgetLine(**row) for row in found]

    def requested(self, key: int) -> int:
        """The sum of the budget, in cents of the application's currency."""
        return sum(line.amount_cents for line in self.lines(key))

    def replace_lines(self, key: int, lines: list[BudgetLineIn]) -> None:
        self.connection.execute("DELETE FROM budget_lines WHERE application_id = ?", (key,))
        for line in lines:
            self.connection.execute(
                "INSERT INTO budget_lines (application_id, category, description, amount_cents) VALUES (?, ?, ?, ?)",
                (key, line.category, line.description, money.cents(line.amount)),
            )
