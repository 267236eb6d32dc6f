"""A small service with habits: how it refuses, looks up and answers; snippets are laid behind it."""

DESK = '''
import sqlite3
from flask import Flask, jsonify, request

app = Flask(__name__)


class ApiError(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status
        self.message = message


class NotFound(ApiError):
    def __init__(self, message):
        super().__init__(404, message)


class Conflict(ApiError):
    def __init__(self, message):
        super().__init__(409, message)


class Invalid(ApiError):
    def __init__(self, message):
        super().__init__(422, message)


@app.errorhandler(ApiError)
def refused(error):
    return jsonify(error=error.message), error.status


def connect():
    db = sqlite3.connect(":memory:")
    db.row_factory = sqlite3.Row
    db.executescript("""
        CREATE TABLE tools (
            id INTEGER PRIMARY KEY, code TEXT UNIQUE NOT NULL, name TEXT NOT NULL, price REAL, notes TEXT
        );
        INSERT INTO tools VALUES (1, 'T-1', 'Saw', 3.5, NULL), (3, 'T-3', 'Drill', 5.0, 'heavy');
        CREATE TABLE members (id INTEGER PRIMARY KEY, email TEXT UNIQUE);
        INSERT INTO members VALUES (1, 'ana@example.org');
    """)
    return db


DB = connect()


def tool_of(tool_id):
    row = DB.execute("SELECT * FROM tools WHERE id = ?", (tool_id,)).fetchone()
    if row is None:
        raise NotFound(f"no tool {tool_id}")
    return row


@app.get("/tools/<int:tool_id>")
def tool(tool_id):
    return jsonify(dict(tool_of(tool_id)))


@app.post("/members")
def join():
    email = (request.get_json() or {}).get("email")
    if not email:
        raise Invalid("email is missing")
    if DB.execute("SELECT 1 FROM members WHERE email = ?", (email,)).fetchone():
        raise Conflict(f"{email} is a member already")
    DB.execute("INSERT INTO members (email) VALUES (?)", (email,))
    return jsonify(email=email), 201


'''

SESSIONS = """
from sqlalchemy import ForeignKey, String, create_engine, func, select
from sqlalchemy.pool import StaticPool
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship
from flask import Flask, abort, jsonify, request

app = Flask(__name__)


class Base(DeclarativeBase):
    pass


class Zone(Base):
    __tablename__ = "zones"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    parcels: Mapped[list["Parcel"]] = relationship(back_populates="zone")


class Parcel(Base):
    __tablename__ = "parcels"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    weight: Mapped[int | None] = mapped_column(default=None)
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"))
    zone: Mapped[Zone | None] = relationship(back_populates="parcels")


class Problem(Exception):
    def __init__(self, status, code, text):
        super().__init__(text)
        self.status, self.code = status, code


@app.errorhandler(Problem)
def told(problem):
    return jsonify(code=problem.code, text=str(problem)), problem.status


engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([Zone(id=1, code="A"), Parcel(id=1, code="P1", weight=5, zone_id=1), Parcel(id=2, code="P2")])
session.commit()


def find(code):
    parcel = session.scalars(select(Parcel).where(Parcel.code == code)).one_or_none()
    if parcel is None:
        raise Problem(404, "missing", f"no parcel {code}")
    return parcel


@app.get("/parcels/<code>")
def parcel(code):
    return jsonify(code=find(code).code)


"""

TABLES = """
import pandas as pd
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

COURSES = pd.DataFrame(
    {"code": ["a", "b", "c"], "price": [10.0, None, 30.0], "seats": [10, 0, None], "level": ["A1", None, "B1"]}
)


def plain(value):
    return None if pd.isna(value) else value


def course(code):
    found = COURSES[COURSES["code"] == code]
    if found.empty:
        raise HTTPException(404, f"no course {code}")
    return found.iloc[0]


async def show(request):
    row = course(request.path_params["code"])
    return JSONResponse({"code": row["code"], "price": plain(row["price"])})


"""
