"""The test that an investigation writes."""

from __future__ import annotations

import ast
import textwrap
from pathlib import Path
from typing import Any

import pytest

from arbase.domain.diagnosis import Stimulus, StoredChange
from arbase.investigate.regression import path_of_test, write_test
from arbase.investigate.styles import Style, apart, fails_of, own_commands, styles
from tests.small_services import (
    FASTAPI,
    FASTAPI_TESTS,
    FLASK,
    PLAIN_ASGI,
    PLAIN_WSGI,
    a_command,
    a_request,
    described,
    write,
)

CONFTEST = """
import pytest

from shop.main import app


@pytest.fixture
def client():
    return app.test_client()
"""
DJANGO = "from django.core.wsgi import get_wsgi_application\n\napp = get_wsgi_application()\n"


FACTORY = """
import pytest
from shop.main import app


@pytest.fixture
def anyone():
    return lambda name=None: app.test_client()
"""


@pytest.mark.parametrize(
    ("main", "kind", "tests", "expected"),
    [
        (FASTAPI, "asgi", {}, [("starlette", "", "starlette.testclient")]),
        (FASTAPI, "asgi", {"tests__test_a": FASTAPI_TESTS}, [("starlette", "", "fastapi.testclient")]),
        (FLASK, "wsgi", {"tests__conftest": CONFTEST}, [("flask", "client", ""), ("flask", "", "")]),
        (FLASK, "wsgi", {"tests__conftest": "import ("}, [("flask", "", "")]),
        (FLASK, "wsgi", {"tests__conftest": FACTORY}, [("flask", "anyone", ""), ("flask", "", "")]),
        (FLASK, "wsgi", {"tests__conftest": FACTORY.replace("name=None", "name")}, [("flask", "", "")]),
        (DJANGO, "wsgi", {}, [("django", "", "")]),
        (PLAIN_WSGI, "wsgi", {}, [("wsgi", "", "")]),
        (PLAIN_ASGI, "asgi", {}, [("asgi", "", "")]),
    ],
)
def test_style_of_the_repository_is_followed(
    tmp_path: Path, main: str, kind: str, tests: dict[str, str], expected: list[tuple[str, str, str]]
) -> None:
    tree = write(tmp_path, main, **tests)
    found = styles(tree, described(tree, kind))
    assert [(one.client, one.fixture) for one in found] == [(client, fixture) for client, fixture, _ in expected]
    assert all(style.module == module for style, (_, _, module) in zip(found, expected, strict=True) if module)


def written(stimulus: Stimulus, style: Style | None, **service: Any) -> str:
    tree = Path("/nowhere")
    source = write_test(stimulus, described(tree, **service), style, incident_id="A/b-9", seen="KeyError in f")
    ast.parse(source)
    return source


def test_starlette_test_reads_well() -> None:
    source = written(a_request("/orders?x=1", {"key": "a"}, x_tenant="acme"), Style("starlette"))
    assert source == (
        '"""Regression test of incident a_b_9."""\n'
        "\n"
        "from starlette.testclient import TestClient\n"
        "\n"
        "from shop.main import app\n"
        "\n"
        "\n"
        "def test_post_orders_answers_without_server_error():\n"
        '    """KeyError in f."""\n'
        "    with TestClient(app, raise_server_exceptions=False) as client:\n"
        '        response = client.post("/orders?x=1", json={"key": "a"}, headers={"x-tenant": "acme"})\n'
        "\n"
        "    assert response.status_code != 500\n"
    )


def test_fixture_earlier_requests_and_quotes_are_followed() -> None:
    stimulus = a_request("/b").model_copy(update={"before": (a_request("/a"),)})
    source = written(stimulus, Style("flask", fixture="client", single_quotes=True), kind="wsgi")
    assert "def test_get_b_answers_without_server_error(client):" in source
    assert "    client.get('/a')\n    response = client.get('/b')\n" in source


def test_bodies_that_are_no_json_are_sent_as_bytes() -> None:
    raw = Stimulus(method="POST", target="/x", body="/wA=", headers=(("content-type", "text/plain"),))
    assert 'content=b"' not in written(raw, Style("starlette"))
    assert 'content=b\'\\xff\\x00\', headers={"content-type": "text/plain"}' in written(raw, Style("starlette"))
    assert "data=b'\\xff\\x00'" in written(raw, Style("flask"), kind="wsgi")
    assert 'generic("POST", "/x", b\'\\xff\\x00\', content_type="text/plain")' in written(raw, Style("django"))


def test_command_test_starts_the_tests_own_interpreter() -> None:
    source = written(a_command("python", "-m", "shop.job", "--count", "0"), None)
    assert '[sys.executable, "-m", "shop.job", "--count", "0"]' in source
    assert "assert run.returncode == 0" in source


def test_input_files_of_a_command_are_written_to_a_place_of_the_test() -> None:
    stimulus = a_command("python", "job.py", "in.csv").model_copy(update={"files": (("in.csv", "a\n1\n"),)})
    source = written(stimulus, None)
    assert "(tmp_path):" in source
    assert "str(input_1)" in source


HOSTILE = '"""\'\'\'\\\n{}%s\r\x00"); import os; os.system("x") #'


@pytest.mark.parametrize("client", ["starlette", "flask", "django", "asgi", "wsgi"])
@pytest.mark.parametrize("lonely", [False, True])
def test_hostile_values_stay_values(client: str, lonely: bool) -> None:
    stimulus = Stimulus(
        method='GET"); x("', target=f"/{HOSTILE}", headers=(("x-a", HOSTILE), ("content-type", HOSTILE)), body="/wA="
    )
    kind = "asgi" if client in ("starlette", "asgi") else "wsgi"
    style = Style(client)
    tree = ast.parse(written(stimulus, apart(style) if lonely else style, kind=kind))
    if lonely:  # the process of its own runs a text
        (code,) = (node.value.value for node in tree.body if isinstance(node, ast.Assign))
        tree = ast.parse(f"def test():\n{textwrap.indent(code, '    ')}")
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert "os" not in names
    assert sum(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree)) in (1, 3)


def test_management_command_can_run_in_the_process_of_the_tests(tmp_path: Path) -> None:
    stimulus = a_command("python", "manage.py", "load", "in.csv").model_copy(update={"files": (("in.csv", "a\n1\n"),)})
    tree = write(tmp_path, DJANGO, tests__test_a="import pytest\n\npytestmark = pytest.mark.django_db\n")
    (style,) = own_commands(tree, described(tree, "wsgi"), stimulus)
    source = written(stimulus, style)
    assert '    call_command("load", str(input_1), stdout=output)' in source.splitlines()
    assert "subprocess" not in source
    assert "pytestmark = pytest.mark.django_db" in source


def test_failure_for_want_of_a_table_is_not_that_of_the_crash() -> None:
    shown = 'def test_load():\n    """KeyError in load."""\n>   assert run.returncode == 0\nE   AssertionError: {}\n'
    assert not fails_of(shown.format("sqlite3.OperationalError: no such table: item"), "KeyError")
    assert fails_of(shown.format("Traceback\nE     KeyError: 'two'"), "KeyError")
    assert fails_of("E   shop.errors.Missing: no", "shop.errors.Missing")


def test_answer_of_a_request_that_fails_for_another_reason_is_not_that_of_the_crash() -> None:
    assert fails_of("E       assert 500 != 500\nE        +  where", "KeyError", request=True)
    assert fails_of("E       AssertionError: answered with 500", "KeyError", request=True)
    assert not fails_of("E   AttributeError: 'function' object has no attribute 'get'", "KeyError", request=True)


def test_a_process_of_its_own_has_the_environment_of_the_service_and_no_secret() -> None:
    env = {"SHOP_CLOCK": "2026-06-10", "SHOP_API_KEY": "s3cr3t", "SHOP_DB": "postgresql://shop:s3cr3t@db/shop"}
    for stimulus, style in [
        (a_request("/b"), Style("flask")),
        (a_command("python", "-m", "shop.job"), Style("command")),
    ]:
        source = written(stimulus, apart(style), kind="wsgi", env=env)
        assert '"SHOP_CLOCK": "2026-06-10",' in source
        assert '"SHOP_API_KEY": os.environ.get("SHOP_API_KEY", ""),' in source
        assert '"SHOP_DB": os.environ.get("SHOP_DB", ""),' in source
        assert "s3cr3t" not in source


def test_other_commands_have_a_process_of_their_own(tmp_path: Path) -> None:
    tree = write(tmp_path, DJANGO)
    for words in (("python", "job.py", "load"), ("python", "-m", "manage"), ("make", "manage.py", "load")):
        assert own_commands(tree, described(tree, "wsgi"), a_command(*words)) == ()
    assert "subprocess.run" in written(a_command("python", "manage.py", "load"), None)


def test_hostile_words_of_a_command_stay_values() -> None:
    tree = ast.parse(written(a_command("python", HOSTILE, "x"), None))
    assert "os" not in {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("tests", "tests/test_regression_a_b_9.py"),
        (".", "test_regression_a_b_9.py"),
        ("a/b/", "a/b/test_regression_a_b_9.py"),
    ],
)
def test_test_is_placed_among_the_others(folder: str, expected: str) -> None:
    assert path_of_test(described(Path("/nowhere"), tests=folder), "A/b-9") == expected


def test_tests_of_django_with_a_database_of_their_own_change_stored_data_through_its_connection() -> None:
    change = StoredChange(path="data.sqlite3", sql='DELETE FROM "member" WHERE id = ?', values=(3,))
    stimulus = a_request("/loans").model_copy(update={"stored": (change,)})
    source = written(stimulus, Style("django", connection=True), kind="wsgi")
    assert "sqlite3" not in source
    assert "from django.db import connection, transaction\n" in source
    assert "with transaction.atomic():\n        connection.connection.execute(" in source
    assert "transaction.set_rollback(True)\n" in source
    assert "(stored):" in source


def test_an_answer_of_django_that_breaks_off_while_it_is_sent_is_read() -> None:
    assert "response.getvalue()" in written(a_request("/x"), Style("django", raises=True), kind="wsgi")
    assert "getvalue" not in written(a_request("/x"), Style("django"), kind="wsgi")


def test_an_answer_of_flask_that_is_streamed_is_read() -> None:
    assert "response.get_data()" in written(a_request("/x"), Style("flask", raises=True), kind="wsgi")
    assert "get_data" not in written(a_request("/x"), Style("flask"), kind="wsgi")
