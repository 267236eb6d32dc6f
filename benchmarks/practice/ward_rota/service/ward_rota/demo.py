"""`python -m ward_rota.demo`: a fresh database with the demonstration data of `demo/`."""

import json
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Date, insert

from ward_rota import models  # noqa: F401
from ward_rota import auth, db, plans

FOLDER = Path(__file__).parent.parent / "demo"
FILES = ["people.json", "rota.json", "absences.json", "accounts.json"]
password_hash = lru_cache(auth.password_hash)


def parsed(kind, value):
    if isinstance(kind, db.Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(kind, db.Hours) else value


def load(connection: Connection) -> None:
    for name in FILES:
        for table_name, rows in json.loads((FOLDER / name).read_text("utf-8")).items():
            table = db.Base.metadata.tables[table_name]
            for row in rows:
                values = {key: parsed(table.c[key].type, value) for key, value in row.items()}
                if table_name == "staff":
                    values["password"] = password_hash(f"password-{row['login']}")
                connection.execute(insert(table), values)
                if table_name == "staff":
                    give_tokens(connection, row["id"], row["login"])


def give_tokens(connection: Connection, staff_id: int, login: str) -> None:
    for kind, word in (("access", f"demo-{login}"), ("refresh", f"demo-refresh-{login}")):
        token = {"staff_id": staff_id, "kind": kind, "digest": auth.digest(word), "device": "demo"}
        token["expires_at"] = datetime.fromisoformat("2035-01-01T00:00:00+00:00")
        connection.execute(insert(db.Base.metadata.tables["tokens"]), token)


def fresh() -> None:
    """Throw everything away and begin with the demonstration data, in one transaction."""
    with db.engine.begin() as connection:
        connection.exec_driver_sql("BEGIN")
        db.Base.metadata.drop_all(connection)
        db.Base.metadata.create_all(connection)
        load(connection)
    plans.forget()


if __name__ == "__main__":
    fresh()
    db.engine.dispose()
    print(f"wrote {db.PATH}")
