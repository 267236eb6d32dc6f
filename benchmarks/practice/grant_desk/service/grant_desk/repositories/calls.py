import json

from grant_desk import money
from grant_desk.clock import written
from grant_desk.errors import Conflict, Missing
from grant_desk.models import Call, CallIn
from grant_desk.repositories.base import Repository


class CallRepository(Repository):
    table = "calls"

    def all(self) -> list[Call]:
        return [Call(**row) for row in self.rows("SELECT * FROM calls ORDER BY opens_on DESC, code")]

    def get(self, code: str) -> Call:
        row = self.row("SELECT * FROM calls WHERE code = ?", code.upper())
        if row is None:
            raise Missing(f"There is no call {code}.")
        return Call(**row)

    def by_id(self, key: int) -> Call:
        return Call(**self.row("SELECT * FROM calls WHERE id = ?", key))

    def add(self, new: CallIn) -> Call:
        if self.row("SELECT 1 FROM calls WHERE code = ?", new.code):
            raise Conflict(f"There is a call {new.code} already.")
        self.insert(
            code=new.code,
            title=new.title,
            opens_on=new.opens_on.isoformat(),
            closes_at=written(new.closes_at),
            budget_cents=money.cents(new.budget),
            criteria=json.dumps(new.criteria),
            note=new.note,
        )
        return self.get(new.code)
