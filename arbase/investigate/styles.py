"""How the tests of a repository reach its application, and whether a new one fails as it should."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from arbase.domain.diagnosis import Stimulus
from arbase.domain.service import Service
from arbase.workspace.parsing import parse
from arbase.workspace.tree import Tree, dotted

MOST_FILES = 200
LARGEST = 400_000
# `python -c CODE`: the code is the test.
CALL_WORDS = 3
MANAGE = "manage.py"
CLIENT = "client"
_CLIENTS = frozenset(("TestClient", "test_client", "Client"))
# What the written check shows where a request is answered by a server error.
_ANSWERED = "(?:assert 500 != 500|answered with 500)"


@dataclass(frozen=True)
class Style:
    """How the repository's tests reach the application.

    `client` is starlette, flask, django, asgi or wsgi, `fixture` the name of a client fixture or empty, `made`
    whether the fixture is called to make the client, `module` where the tests import their client from, `apart`
    whether the test has a process of its own, since fixtures take the service's data away that it needs,
    `django_db` whether pytest-django keeps the database from unmarked tests, `raises` whether the client raises
    what the application lets through instead of answering 500, `connection` whether stored data is changed by way
    of Django's own connection: the tests may have a database of their own. `unittest` is for repositories whose
    interpreter has no pytest.
    """

    client: str
    fixture: str = ""
    made: bool = False
    module: str = "starlette.testclient"
    single_quotes: bool = False
    django_db: bool = False
    raises: bool = False
    connection: bool = False
    apart: bool = False
    unittest: bool = False


def styles(tree: Path, service: Service) -> tuple[Style, ...]:
    """The styles to try, the repository's own habit first and one that needs nothing of its tests last."""
    if service.app is None:
        return ()
    text = "\n".join(_sources(tree, service.tests))
    client = _client(text, service.app.kind) or _client("\n".join(_sources(tree, "")), service.app.kind)
    imported = re.search(r"^from (fastapi\.testclient|starlette\.testclient) import", text, re.MULTILINE)
    own = Style(
        client or service.app.kind,
        module=imported.group(1) if imported else "starlette.testclient",
        single_quotes=text.count("'") > 2 * text.count('"'),
        django_db=client == "django" and ("django_db" in text or _uses_pytest_django(tree)),
    )
    found = _fixture(tree, service.tests) if client else None
    return (own,) if found is None else (replace(own, fixture=found[0], made=found[1]), own)


def apart(style: Style) -> Style:
    """The same in a process of its own, where nothing of the tests' fixtures is."""
    return replace(style, fixture="", made=False, django_db=False, connection=False, apart=True)


def without_pytest(ways: Iterable[tuple[Style | None, Stimulus]]) -> list[tuple[Style | None, Stimulus]]:
    """The same ways for `python -m unittest`: what hangs on a fixture is not among them."""
    found: dict[tuple[Style | None, Stimulus], None] = {}
    for style, stimulus in ways:
        if not stimulus.stored and (style is None or not (style.fixture or style.connection)):
            plain = style or Style("command")
            found[replace(plain, unittest=True, django_db=False), stimulus] = None
    return list(found)


def own_commands(tree: Path, service: Service, stimulus: Stimulus) -> tuple[Style, ...]:
    """The style of a test that runs a management command within the tests' process, on the database that they made."""
    if stimulus.command[:1] != ("python",) or stimulus.command[1:2] != (MANAGE,) or len(stimulus.command) < CALL_WORDS:
        return ()
    marked = "django_db" in "\n".join(_sources(tree, service.tests)) or _uses_pytest_django(tree)
    return (Style("django", django_db=marked, connection=bool(stimulus.stored)),)


def fails_of(output: str, exception: str, *, request: bool = False) -> bool:
    """What pytest or unittest shows as the failure names the exception, or the server error that answered a request.

    The source that they show always names the exception, in the docstring.
    """
    name = re.escape(exception.rpartition(".")[2])
    named = re.search(rf"^(?:E .*\b{name}\b|[\w.]*\b{name}(?::|$))", output, re.MULTILINE) is not None
    return named or (request and re.search(rf"^(?:E .*|AssertionError: ){_ANSWERED}", output, re.MULTILINE) is not None)


def _sources(tree: Path, folder: str) -> list[str]:
    found = []
    for path in sorted((tree / folder).rglob("*.py"))[:MOST_FILES] if (tree / folder).is_dir() else ():
        if not path.is_symlink() and path.is_file() and path.stat().st_size <= LARGEST:
            found.append(path.read_text("utf-8", errors="replace"))
    return found


def _client(text: str, kind: str) -> str:
    """The framework whose test client fits, by what the sources import; empty if none is seen."""
    if kind == "asgi":
        return "starlette" if re.search(r"\b(?:from|import) (?:starlette|fastapi)\b", text) else ""
    if re.search(r"\b(?:from|import) django\b", text):
        return "django"
    return "flask" if re.search(r"\b(?:from|import) flask\b|\.test_client\(", text) else ""


def _uses_pytest_django(tree: Path) -> bool:
    for name in ("pytest.ini", "pyproject.toml", "setup.cfg", "tox.ini"):
        path = tree / name
        if path.is_file() and not path.is_symlink() and "DJANGO_SETTINGS_MODULE" in path.read_text("utf-8", "replace"):
            return True
    return False


def _fixture(tree: Path, tests: str) -> tuple[str, bool] | None:
    """A client's fixture that the new test sees, and whether it has to be called for one; `client` before others.

    What is called must ask for nothing: the request brings its own credentials.
    """
    found: dict[str, bool] = {}
    for path in (tree / tests / "conftest.py", tree / "conftest.py"):
        if not path.is_file() or path.is_symlink():
            continue
        try:
            module = Tree(parse(path.read_text("utf-8", errors="replace")))
        except (SyntaxError, ValueError, RecursionError):
            continue
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and _is_fixture(node) and _gives_client(node):
                maker = _maker(node)
                if maker is None or not _asks(maker.args):
                    found.setdefault(node.name, maker is not None)
    name = CLIENT if CLIENT in found else next(iter(found), "")
    return (name, found[name]) if name else None


def _is_fixture(node: ast.FunctionDef) -> bool:
    marks = [ast.unparse(decorator) for decorator in node.decorator_list]
    return any("fixture" in mark and "params" not in mark for mark in marks)


def _gives_client(node: ast.FunctionDef) -> bool:
    """By its name, or by the test client that it makes."""
    called = (dotted(part.func).rpartition(".")[2] for part in ast.walk(node) if isinstance(part, ast.Call))
    return node.name == CLIENT or any(name in _CLIENTS for name in called)


def _maker(fixture: ast.FunctionDef) -> ast.FunctionDef | ast.Lambda | None:
    """The function that a fixture gives instead of a client."""
    for value in _given(fixture):
        if isinstance(value, ast.Lambda):
            return value
        for node in fixture.body:
            if isinstance(node, ast.FunctionDef) and isinstance(value, ast.Name) and value.id == node.name:
                return node
    return None


def _given(fixture: ast.FunctionDef) -> Iterator[ast.expr]:
    """What a fixture returns or yields, functions in it left out."""
    pending: list[ast.AST] = list(fixture.body)
    while pending:
        node = pending.pop(0)
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None:
            yield node.value
        elif not isinstance(node, ast.FunctionDef | ast.Lambda):
            pending.extend(ast.iter_child_nodes(node))


def _asks(arguments: ast.arguments) -> bool:
    """A call without arguments is not enough."""
    places = len(arguments.posonlyargs) + len(arguments.args)
    return places > len(arguments.defaults) or any(default is None for default in arguments.kw_defaults)
