"""Services that moved."""

from __future__ import annotations

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

APP = """
import httpx


def answer(request):
    if request.url.path == "/old":
        return httpx.Response(301, headers={"location": "/new"})
    return httpx.Response(200, json={"path": request.url.path})


def client():
    return httpx.Client(transport=httpx.MockTransport(answer), base_url="https://depot.example")


def asked(path):
    with client() as http:
        response = http.get(path)
        response.raise_for_status()
        return response.json()
"""
MADE = '    return httpx.Client(transport=httpx.MockTransport(answer), base_url="https://depot.example"'
CASES = [
    Case(
        "the client follows",
        APP,
        "asked('/old')",
        (f"-{MADE})", f"+{MADE}, follow_redirects=True)"),
        {"path": "/new"},
    )
]
SILENT = [
    Silent(
        "somebody decided that it does not",
        APP.replace("base_url=", "follow_redirects=False, base_url="),
        "asked('/old')",
        "redirects",
    ),
    Silent("it is no redirect", APP.replace("Response(301", "Response(410"), "asked('/old')", "redirects"),
]


@named(CASES)
def test_what_has_moved_is_followed(case: Case, tmp_path) -> None:
    check(case, tmp_path)


@pytest.mark.parametrize("case", SILENT, ids=[case.name for case in SILENT])
def test_other_answers_are_no_redirects(case: Silent, tmp_path) -> None:
    check_silent(case, tmp_path)
