"""The database: one engine for each file, one session for each request or job."""

from pathlib import Path

from flask import current_app, g
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from parcel_desk import settings
from parcel_desk.models import Base


def open_engine(path: Path | None = None) -> Engine:
    path = path or settings.database_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(f"sqlite:///{path}")
    Base.metadata.create_all(engine)
    return engine


def db() -> Session:
    """The session of the present request; routes commit it themselves."""
    if "session" not in g:
        g.session = current_app.extensions["sessions"]()
    return g.session


def install(app) -> None:
    app.extensions["sessions"] = sessionmaker(open_engine())

    @app.teardown_appcontext
    def close(error: BaseException | None) -> None:
        session = g.pop("session", None)
        if session is not None:
            session.close()
