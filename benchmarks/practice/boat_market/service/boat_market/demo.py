"""The demo's data. ``python -m boat_market.demo`` makes the database anew from data/demo.json, rows of the live database."""
import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from . import db, models, settings

FILE = Path(__file__).parent / "data" / "demo.json"


def _value(column, raw):
    if raw is None:
        return None
    if isinstance(column.type, db.Hundredths):
        return Decimal(raw)
    return datetime.fromisoformat(raw) if "DateTime" in type(column.type).__name__ else raw


def load() -> None:
    """Fills an empty database."""
    for name, rows in json.loads(FILE.read_text(encoding="utf-8")).items():
        model = getattr(models, name)
        columns = model.__table__.columns
        for row in rows:
            db.session().add(model(**{key: _value(columns[key], raw) for key, raw in row.items()}))
        db.session().flush()
    db.session().commit()


def main() -> None:
    settings.DATABASE.parent.mkdir(exist_ok=True)
    settings.DATABASE.unlink(missing_ok=True)
    db.Base.metadata.create_all(db.connect())
    load()
    db.close_session()


if __name__ == "__main__":
    main()
