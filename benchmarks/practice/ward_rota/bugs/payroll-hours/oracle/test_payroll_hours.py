import hashlib
import hmac
import json
import os

import pytest

LINES = {
    "2026-W36": [
        {"login": "anna", "hours": "-32.00", "night_hours": "0.00"},
        {"login": "berta", "hours": "-20.75", "night_hours": "8.00"},
        {"login": "emil", "hours": "-30.50", "night_hours": "0.00"},
    ],
    "2026-W35": [
        {"login": "anna", "hours": "2.50", "night_hours": "0.00"},
        {"login": "berta", "hours": "-1.00", "night_hours": "8.00"},
    ],
}


def written(folder):
    path = os.path.join(folder, "payroll.jsonl")
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("week", sorted(LINES))
def test_file(ask, folder, week):
    before = len(written(folder))
    answer = ask("anna", "POST", f"/payroll/weeks/{week}")
    assert (answer.status_code, answer.json()) == (201, {"week": week, "people": len(LINES[week])})
    documents = written(folder)[before:]
    assert documents == [{"week": week, "sent_at": "2026-09-16T10:00:00+02:00", "lines": LINES[week]}]
    assert ask("anna", "POST", f"/payroll/weeks/{week}").json()["code"] == "sent"
    assert len(written(folder)) == before + 1


class Answer:
    def raise_for_status(self):
        return self


def test_webhook(ask, monkeypatch):
    import httpx

    posts = []
    monkeypatch.setenv("WARD_ROTA_PAYROLL_URL", "http://payroll.invalid/weeks")
    monkeypatch.setenv("WARD_ROTA_PAYROLL_KEY", "secret")
    monkeypatch.setattr(httpx, "post", lambda url, **more: posts.append((url, more)) or Answer())
    assert ask("anna", "POST", "/payroll/weeks/2026-W36").status_code == 201
    [(url, more)] = posts
    assert url == "http://payroll.invalid/weeks"
    assert json.loads(more["content"])["lines"] == LINES["2026-W36"]
    signature = hmac.new(b"secret", more["content"], hashlib.sha256).hexdigest()
    assert more["headers"]["x-signature"] == f"sha256={signature}"


def test_unreachable(ask, monkeypatch):
    import httpx

    def down(url, **more):
        raise httpx.ConnectError("down")

    monkeypatch.setenv("WARD_ROTA_PAYROLL_URL", "http://payroll.invalid/weeks")
    monkeypatch.setattr(httpx, "post", down)
    answer = ask("anna", "POST", "/payroll/weeks/2026-W35")
    assert (answer.status_code, answer.json()["code"]) == (502, "payroll-unreachable")
    monkeypatch.delenv("WARD_ROTA_PAYROLL_URL")
    assert ask("anna", "POST", "/payroll/weeks/2026-W35").status_code == 201


def test_corrections_count(ask, folder):
    given = {"week": "2026-W35", "hours": "0.25", "reason": "handover"}
    assert ask("anna", "POST", "/staff/carl/account", given).status_code == 201
    assert ask("anna", "POST", "/payroll/weeks/2026-W35").json()["people"] == 3
    assert written(folder)[-1]["lines"][2] == {"login": "carl", "hours": "0.25", "night_hours": "0.00"}


def test_refusals(ask):
    assert ask("anna", "POST", "/payroll/weeks/2026-W30").json()["code"] == "not-closed"
    assert ask("carl", "POST", "/payroll/weeks/2026-W36").status_code == 403
