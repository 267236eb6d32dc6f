"""Records that an object-relational mapper did not find."""

from __future__ import annotations

from tests.unit.repair.cases import API, Case, Silent, check, check_silent, named

MODELS = """

class ObjectDoesNotExist(Exception):
    pass


class Manager:
    def __init__(self, model):
        self._model = model

    def get(self, **wanted):
        raise self._model.DoesNotExist(f"{self._model.__name__} matching query does not exist.")


class Account:
    class DoesNotExist(ObjectDoesNotExist):
        pass


Account.objects = Manager(Account)

"""

CASES = [
    Case(
        "what is not there is refused as elsewhere, by the model's own exception",
        API
        + MODELS
        + """
@app.get("/accounts/{account_id}")
def account(account_id: str):
    found = Account.objects.get(pk=account_id)
    return {"id": found.pk}
""",
        "GET /accounts/7",
        (
            "-    found = Account.objects.get(pk=account_id)",
            "+    try:",
            "+        found = Account.objects.get(pk=account_id)",
            "+    except Account.DoesNotExist as error:",
            '+        raise HTTPException(status_code=404, detail=f"account {account_id} not found") from error',
        ),
        404,
        among=3,
    ),
    Case(
        "the session's one record",
        API
        + """
import sqlalchemy
from sqlalchemy import text
from sqlalchemy.orm import Session


@app.get("/rows/{row_id}")
def row(row_id: str):
    with Session(sqlalchemy.create_engine("sqlite://")) as session:
        found = session.execute(text("SELECT 1 WHERE :id = 'a'"), {"id": row_id}).one()
    return {"id": found[0]}
""",
        "GET /rows/7",
        (
            "+from sqlalchemy.exc import NoResultFound",
            '-        found = session.execute(text("SELECT 1 WHERE :id = \'a\'"), {"id": row_id}).one()',
            "+        try:",
            '+            found = session.execute(text("SELECT 1 WHERE :id = \'a\'"), {"id": row_id}).one()',
            "+        except NoResultFound as error:",
            '+            raise HTTPException(status_code=404, detail=f"row {row_id} not found") from error',
        ),
        404,
        among=3,
    ),
]


@named(CASES)
def test_the_fix_is_what_a_person_would_write(case, tmp_path):
    check(case, tmp_path)


@named(
    [
        Silent(
            "no client asks for it",
            MODELS + "\ndef nightly():\n    return Account.objects.get(name='root')\n",
            "nightly()",
            "no-record",
        ),
    ]
)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
