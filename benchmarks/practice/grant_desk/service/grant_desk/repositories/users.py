from datetime import date

from grant_desk.errors import Missing
from grant_desk.models import User
from grant_desk.repositories.base import Repository


class UserRepository(Repository):
    table = "users"

    def get(self, key: int) -> User:
        row = self.row("SELECT * FROM users WHERE id = ?", key)
        if row is None:
            raise Missing(f"There is no user {key}.")
        return User(**row)

    def by_email(self, email: str) -> User | None:
        row = self.row("SELECT * FROM users WHERE email = ?", email.lower())
        return User(**row) if row else None

    def of_organisation(self, organisation_id: int) -> list[User]:
        found = self.rows("SELECT * FROM users WHERE organisation_id = ? ORDER BY id", organisation_id)
        return [User(**row) for row in found]

    def leave(self, key: int, day: date) -> None:
        """Somebody left: the address goes, what they did stays."""
        self.change(key, email=None, password="", left_on=day.isoformat())
