import logging

import pytest


def types(caplog):
    return [record.exc_info[0].__name__ for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/employees?page=last", 422, "ValueError"),
        ("/rates?on=yesterday", 422, "ValueError"),
        ("/reports/ER-2026-9999", 404, "NotFound"),
        ("/nothing-here", 404, "NotFound"),
    ],
)
def test_what_is_refused_is_reported(call, caplog, path, status, kind):
    assert call("E-007", "GET", path).status_code == status
    assert types(caplog) == [kind]


def test_files_from_old_excel_are_reported(call, caplog):
    content = "spent_on;category;merchant;amount\n2026-08-20;meals;Café;5,00\n".encode("cp1252")
    answer = call("E-007", "POST", "/reports/ER-2026-0015/items/import", data=content)
    assert answer.status_code == 201
    assert types(caplog) == ["UnicodeDecodeError"]


@pytest.mark.parametrize(
    ("since", "status"),
    [("2026-09-14T06:00:00Z", 200), ("2026-09-13T06:00:00Z", 401), ("yesterday", 422)],
)
def test_sessions_end_after_twelve_hours(client, since, status):
    headers = {"X-Employee-Id": "E-007", "X-Signed-In-At": since}
    assert client.get("/me", headers=headers).status_code == status


def test_old_apps_are_reported(client, caplog):
    caplog.set_level(logging.WARNING)
    for version in ("2.9.1", "3.0", "beta"):
        headers = {"X-Employee-Id": "E-007", "X-App-Version": version}
        assert client.get("/me", headers=headers).status_code == 200
    assert caplog.messages == ["App version 2 asks for /me"]
