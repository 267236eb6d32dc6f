"""Names, their synonyms, and which of them is used."""
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from herbarium.errors import NotFound
from herbarium.models import Taxon
from herbarium.text import fold


@dataclass(frozen=True)
class Name:
    id: int
    name: str
    authorship: str | None
    family: str | None
    rank: str
    accepted_id: int | None

    @property
    def full(self) -> str:
        return f"{self.name} {self.authorship}" if self.authorship else self.name


class Names:
    """All names, as they were when this was read.

    Backbones contradict each other. Where the steps from a name lead in a circle nobody knows which name is meant: then it stands for itself.
    """

    def __init__(self, names: list[Name]):
        self.by_id = {name.id: name for name in names}
        self.by_fold = {fold(name.name): name for name in names}
        self.below: dict[int, list[Name]] = {}
        for name in names:
            if name.accepted_id is not None:
                self.below.setdefault(name.accepted_id, []).append(name)

    @classmethod
    def read(cls, session: Session) -> "Names":
        rows = session.scalars(select(Taxon).order_by(Taxon.name))
        return cls([Name(t.id, t.name, t.authorship, t.family, t.rank, t.accepted_id) for t in rows])

    def find(self, text: str) -> Name:
        """The name that is written like this; case and accents do not count."""
        name = self.by_fold.get(fold(text))
        if name is None:
            raise NotFound(f"no such name: {text}")
        return name

    def accepted(self, name: Name) -> Name:
        """The name that is used instead of this one, over any number of steps."""
        seen = {name.id}
        current = name
        while current.accepted_id is not None:
            if current.accepted_id in seen:
                return name
            seen.add(current.accepted_id)
            current = self.by_id[current.accepted_id]
        return current

    def synonyms(self, name: Name) -> list[Name]:
        """The other names of what is called by the accepted name, by alphabet."""
        accepted = self.accepted(name)
        others: dict[int, Name] = {}
        waiting = [accepted.id]
        while waiting:
            for other in self.below.get(waiting.pop(), []):
                if other.id not in others and self.accepted(other).id == accepted.id:
                    others[other.id] = other
                    waiting.append(other.id)
        others.pop(accepted.id, None)
        return sorted(others.values(), key=lambda other: fold(other.name))

    def same(self, text: str) -> set[int]:
        """Ids of all names that mean the same as this text; empty for a name that we do not know."""
        name = self.by_fold.get(fold(text))
        if name is None:
            return set()
        return {self.accepted(name).id, *(other.id for other in self.synonyms(name))}
