"""Models, tables, encodings, upgrades, and what requests share."""

from __future__ import annotations

from arbase.domain.diagnosis import Diagnosis
from arbase.domain.service import Service
from arbase.domain.triage import CodeLocation
from arbase.repair.static.crash import crash_of
from arbase.repair.static.search import overlaid
from arbase.repair.static.templates.interface import Context
from arbase.repair.static.templates.model import Model
from arbase.replay.interface import Raised
from tests.unit.repair.cases import API, Case, Silent, check, check_silent, named
from tests.unit.repair.snippets import Snippet

CASES = [
    Case(
        "keyword of a model is called as its field is",
        """
from pydantic import BaseModel


class House(BaseModel):
    name: str
    price: float


def house():
    return House(name="a", prise=3.0)
""",
        "house().price",
        ('-    return House(name="a", prise=3.0)', '+    return House(name="a", price=3.0)'),
        3.0,
    ),
    Case(
        "field that is None for some records may be None, as its neighbour",
        """
from pydantic import BaseModel


class House(BaseModel):
    name: str
    garden: float | None
    price: float


def house(row):
    return House(**row)
""",
        'house({"name": "a", "garden": None, "price": None}).price',
        ("-    price: float", "+    price: float | None"),
        None,
    ),
    Case(
        "choice that another part of the code has already",
        """
from typing import Literal

from pydantic import BaseModel

STATES = ("listed", "reserved", "sold")


class House(BaseModel):
    status: Literal["listed", "sold"]


def house(status):
    return House(status=status)
""",
        'house("reserved").status',
        ('-    status: Literal["listed", "sold"]', '+    status: Literal["listed", "reserved", "sold"]'),
        "reserved",
    ),
    Case(
        "borrowed mapping is copied before something is taken out",
        """
DEFAULTS = {"size": 1, "secret": 2}


def card():
    found = DEFAULTS
    found.pop("secret")
    return found


def twice():
    card()
    return card()
""",
        "twice()",
        ("-    found = DEFAULTS", "+    found = dict(DEFAULTS)"),
        {"size": 1},
    ),
    Case(
        "row is added to a table in the way of today",
        """
import pandas as pd


def add(table):
    return table.append({"a": 2}, ignore_index=True)
""",
        'list(add(pd.DataFrame([{"a": 1}]))["a"])',
        (
            '-    return table.append({"a": 2}, ignore_index=True)',
            '+    return pd.concat([table, pd.DataFrame([{"a": 2}])], ignore_index=True)',
        ),
        [1, 2],
    ),
    Case(
        "alias that the library has dropped",
        "import numpy as np\n\n\ndef f(x):\n    return np.float(x)\n",
        'f("1.5")',
        ("-    return np.float(x)", "+    return float(x)"),
        1.5,
    ),
    Case(
        "abstract class that has moved",
        "import collections\n\n\ndef f(x):\n    return isinstance(x, collections.Mapping)\n",
        "f({})",
        (
            "+import collections.abc",
            "-    return isinstance(x, collections.Mapping)",
            "+    return isinstance(x, collections.abc.Mapping)",
        ),
        True,
    ),
    Case(
        "column of a table in nearly this spelling",
        """
import pandas as pd

TABLE = pd.DataFrame({"unit_price": [1.0, 2.0]})


def total():
    return float(TABLE["unitprice"].sum())
""",
        "total()",
        ('-    return float(TABLE["unitprice"].sum())', '+    return float(TABLE["unit_price"].sum())'),
        3.0,
    ),
    Case(
        "columns are brought into the order of the model",
        """
import pandas as pd
from sklearn.linear_model import LinearRegression

ORDER = ("area", "rooms")
TRAINED = pd.DataFrame([[1, 2], [2, 3], [3, 5]], columns=list(ORDER))
MODEL = LinearRegression().fit(TRAINED, [1.0, 2.0, 3.0])


def predict(row):
    table = pd.DataFrame([row])
    return round(float(MODEL.predict(table)[0]), 6)
""",
        'predict({"rooms": 3, "area": 2})',
        (
            "-    return round(float(MODEL.predict(table)[0]), 6)",
            "+    return round(float(MODEL.predict(table[list(ORDER)])[0]), 6)",
        ),
        2.0,
    ),
    Case(
        "file name outside of Latin-1 is written in the extended form",
        API
        + """
from fastapi.responses import PlainTextResponse


@app.get("/sheet")
def sheet(name: str):
    disposition = f'attachment; filename="{name}.txt"'
    return PlainTextResponse("x", headers={"Content-Disposition": disposition})
""",
        "GET /sheet?name=%C5%81%C3%B3d%C5%BA",
        (
            "+from urllib.parse import quote",
            "+",
            "+    if not name.isascii():",
            "+        disposition = f\"attachment; filename*=UTF-8''{quote(name)}.txt\"",
        ),
        200,
        among=2,
    ),
    Case(
        "table with a byte order mark",
        """
import csv
import io


def first(content):
    row = next(csv.DictReader(io.StringIO(content.decode("utf-8"))))
    return row["id"]
""",
        'first(b"\\xef\\xbb\\xbfid,name\\n1,a\\n")',
        (
            '-    row = next(csv.DictReader(io.StringIO(content.decode("utf-8"))))',
            '+    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))',
        ),
        "1",
    ),
    Case(
        "no change, no statement",
        """
import sqlite3

DATA = sqlite3.connect(":memory:")
DATA.execute("CREATE TABLE houses (id INTEGER, price REAL)")


def change(values):
    names = ", ".join(f"{name} = :{name}" for name in values)
    DATA.execute(f"UPDATE houses SET {names} WHERE id = 1", values)
""",
        "change({})",
        ("+    if not values:", "+        return"),
        None,
    ),
    Case(
        "moment of a client without a zone gets the zone of the service",
        """
from datetime import UTC, datetime


def late(moment: datetime | None):
    if moment is not None and moment > datetime.now(UTC):
        return True
    return False
""",
        "late(datetime(2020, 1, 1))",
        (
            "+    if moment is not None and moment.tzinfo is None:",
            "+        moment = moment.replace(tzinfo=UTC)",
        ),
        False,
    ),
    Case(
        "branch that forgets its wording words the error as elsewhere",
        """
def other(text):
    try:
        return float(text)
    except OSError as error:
        raise LookupError(str(error)) from error


def ask(text):
    for _ in range(2):
        try:
            return float(text)
        except OverflowError:
            reason = "too large"
        except ValueError as error:
            print(error)
    return reason
""",
        'ask("x")',
        ("+            reason = str(error)",),
        "could not convert string to float: 'x'",
    ),
    Case(
        "choice that need not be known leaves the optional name empty",
        """
CURRENCY = {"PT": "EUR"}


def price(country: str, currency: str | None = None):
    if currency is None:
        currency = CURRENCY[country]
    return currency or "EUR"
""",
        'price("BR")',
        ("-        currency = CURRENCY[country]", "+        currency = CURRENCY.get(country)"),
        "EUR",
    ),
]


def test_field_that_is_missing_in_an_answer_has_another_name_in_the_data(tmp_path):
    app = """
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class House(BaseModel):
    name: str
    price: float


@app.get("/house", response_model=House)
def house():
    return {"name": "a", "prise": 3.0}
"""
    snippet = Snippet(tmp_path, {"app.py": app}, "GET /house")
    complaint = "{'type': 'missing', 'loc': ('response', 'price'), 'msg': 'Field required', 'input': {'name': 'a'}}"
    raised = Raised(
        exception="ResponseValidationError",
        message=f"1 validation error:\n  {complaint}\n",
        trace=(CodeLocation(path="app.py", line=14, function="house"),),
        innermost_in_repository=False,
    )
    crash = crash_of(snippet.codebase, None, raised)
    assert crash is not None
    diagnosis = Diagnosis(incident_id="i", crash=None, hypotheses=())
    context = Context(snippet.codebase, crash, diagnosis, Service(name="shop", repository=tmp_path))

    drafts = list(Model().drafts(context))

    overlay = overlaid(snippet.codebase, drafts[0])
    assert overlay is not None
    assert 'return {"name": "a", "price": 3.0}' in (overlay["app.py"] or "")


@named(CASES)
def test_libraries(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent("value of its own may be taken from", 'def f():\n    x = {}\n    x.pop("a")\n', "f()", "shared"),
        Silent("name that no table knows", "import os\n\n\ndef f():\n    return os.zoom\n", "f()", "upgrade"),
        Silent(
            "choice that nobody knows",
            """
from typing import Literal

from pydantic import BaseModel


class House(BaseModel):
    status: Literal["listed", "sold"]


def f():
    return House(status="x")
""",
            "f()",
            "model",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
