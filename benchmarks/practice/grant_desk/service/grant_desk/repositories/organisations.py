from grant_desk.errors import Missing
from grant_desk.models import Organisation
from grant_desk.repositories.base import Repository


class OrganisationRepository(Repository):
    table = "organisations"

    def all(self) -> list[Organisation]:
        return [Organisation(**row) for row in self.rows("SELECT * FROM organisations ORDER BY name")]

    def get(self, key: int) -> Organisation:
        row = self.row("SELECT * FROM organisations WHERE id = ?", key)
        if row is None:
            raise Missing(f"There is no organisation {key}.")
        return Organisation(**row)

    def named(self, name: str) -> Organisation | None:
        row = self.row("SELECT * FROM organisations WHERE name = ?", name)
        return Organisation(**row) if row else None
