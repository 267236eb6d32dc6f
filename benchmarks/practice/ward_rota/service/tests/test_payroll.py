import pytest

from ward_rota import payroll
from ward_rota.errors import Refusal
from ward_rota.main import app


@pytest.fixture
def system():
    kept = payroll.Kept()
    app.dependency_overrides[payroll.configured] = lambda: kept
    return kept


def test_send(ask, system):
    answer = ask("anna", "POST", "/payroll/weeks/2026-W36")
    assert (answer.status_code, answer.json()) == (201, {"week": "2026-W36", "people": 3})
    assert system.documents[0]["lines"][1] == {"login": "berta", "hours": "-20.75", "night_hours": "8.00"}


def test_send_once(ask, system):
    ask("anna", "POST", "/payroll/weeks/2026-W36")
    assert ask("anna", "POST", "/payroll/weeks/2026-W36").json()["code"] == "sent"
    assert len(system.documents) == 1


def test_not_closed(ask, system):
    assert ask("anna", "POST", "/payroll/weeks/2026-W37").json()["code"] == "not-closed"
    assert ask("carl", "POST", "/payroll/weeks/2026-W36").status_code == 403


def test_out_of_reach(ask):
    class Down:
        def send(self, document):
            raise Refusal(502, "payroll-unreachable", "down")

    app.dependency_overrides[payroll.configured] = Down
    assert ask("anna", "POST", "/payroll/weeks/2026-W36").status_code == 502
    app.dependency_overrides[payroll.configured] = payroll.Kept
    assert ask("anna", "POST", "/payroll/weeks/2026-W36").status_code == 201
