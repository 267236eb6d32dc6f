"""Demonstration data, always the same: `python -m parcel_desk.seed`."""

import json
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Date
from sqlalchemy.orm import Session

from parcel_desk import settings, store
from parcel_desk.models import Base, Utc

FOLDER = Path(__file__).parent.parent / "data"


def load(session: Session) -> int:
    """Fills every table of which there is a file; gives the number of rows."""
    rows = 0
    for table in Base.metadata.sorted_tables:
        path = FOLDER / f"{table.name}.json"
        if not path.exists():
            continue
        for row in json.loads(path.read_text("utf-8")):
            values = {name: _typed(table.columns[name].type, value) for name, value in row.items()}
            session.execute(table.insert().values(**values))
            rows += 1
    session.commit()
    return rows


def _typed(kind: object, value: object) -> object:
    """JSON has no times and no days."""
    if isinstance(value, str) and isinstance(kind, Utc):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(kind, Date):
        return date.fromisoformat(value)
    return value


def main() -> None:
    settings.database_path().unlink(missing_ok=True)
    with Session(store.open_engine()) as session:
        print(f"{load(session)} rows")


if __name__ == "__main__":
    main()
