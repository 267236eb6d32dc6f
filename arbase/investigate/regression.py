"""Writes the reproduction as a pytest test in the repository's own style and place.

Values of the event are attacker-controlled: they enter the source as Python literals only, bounded in size.
"""

from __future__ import annotations

import base64
import io
import math
import re
import sys
import textwrap
import tokenize
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from arbase.domain.diagnosis import Stimulus, StoredChange
from arbase.domain.service import Service
from arbase.investigate.plain import WIDTH, literal, plain_asgi, plain_call, plain_wsgi, replaces_globals
from arbase.investigate.requests import cookies, parts_of
from arbase.investigate.styles import CALL_WORDS, MANAGE, Style

# Of names of variables of the environment.
SECRET = re.compile(r"(?i)secret|token|passw|key|credential|dsn")
# `postgresql://user:password@host`, whatever the variable is called.
WITH_PASSWORD = re.compile(r"://[^/\s]*:[^/\s]*@")
_WORD = re.compile(r"[^a-z0-9]+")


def write_test(stimulus: Stimulus, service: Service, style: Style | None, *, incident_id: str, seen: str) -> str:
    """The source of the test. `seen` says what crashed, in words of arbase and names of the repository."""
    title = f'"""Regression test of incident {_safe(incident_id)}."""'
    doc = f'    """{_docstring(seen)}"""'
    words = _words_of(stimulus, service.repository)
    own = tuple(pair for pair in stimulus.files if pair[0] not in words)
    arguments = ["tmp_path"] if len(own) < len(stimulus.files) else []
    if stimulus.kind == "command" or style is None or service.app is None:
        imports, body = _command(stimulus, words, style, service.env)
    else:
        imports, body = _through_client(stimulus, service.app.target, style)
        arguments = [style.fixture] if style.fixture else []
        imports, body = _apart(imports, body, service.env) if style.apart else (imports, body)
    fixture: list[str] = []
    if stimulus.stored or own:
        through = style is not None and style.connection
        imports = _beside(imports, sql=bool(stimulus.stored) and not through, files=bool(own))
        fixture = _through_connection(stimulus.stored) if through else _stored(stimulus.stored, own)
        arguments = [*arguments, "stored"]
    if style is not None and style.unittest:
        return _double_quoted(
            _case([title, "", *_unittest(imports, files=bool(arguments))], _name(stimulus), doc, body)
        )
    head = [title, "", *imports, "", "", *fixture] if imports else [title, "", ""]
    source = "\n".join([*head, f"def {_name(stimulus)}({', '.join(arguments)}):", doc, *body]) + "\n"
    return source if style is not None and style.single_quotes else _double_quoted(source)


def _unittest(imports: list[str], *, files: bool) -> list[str]:
    """The imports of a test that needs the standard library only, its own first."""
    needed = ["import tempfile", "from pathlib import Path"] if files else []
    own = [line for line in imports if line and line.split()[1].partition(".")[0] in sys.stdlib_module_names]
    rest = [line for line in imports if line not in own and line != "import pytest"]
    first = sorted({*own, *needed, "import unittest"}, key=lambda line: (line.startswith("from "), line))
    while rest and not rest[0]:
        rest.pop(0)
    return [*first, *([""] if rest else []), *rest]


def _case(head: list[str], name: str, doc: str, body: list[str]) -> str:
    """The test as a method of a test case; its folder for files is made in it."""
    lines = [textwrap.indent(line, "    ") for line in (doc, *_answering(body))]
    if any("tmp_path" in line for line in body):
        inner = [textwrap.indent(line, "    ") for line in lines[1:]]
        opened = ["        with tempfile.TemporaryDirectory() as folder:", "            tmp_path = Path(folder)"]
        lines = [lines[0], *opened, *inner]
    method = [f"    def {name}(self):", *lines]
    return "\n".join([*head, "", "", "class RegressionTest(unittest.TestCase):", *method]) + "\n"


def _answering(body: list[str]) -> list[str]:
    """The checks say what was answered: outside of pytest an assertion does not show it."""
    asked = [line.startswith("    assert ") and line.endswith(("!= 500", "message in sent)")) for line in body]
    return [f"{line}, 'answered with 500'" if asks else line for line, asks in zip(body, asked, strict=True)]


def path_of_test(service: Service, incident_id: str) -> str:
    """Where the test goes."""
    folder = service.tests.strip("/")
    name = f"test_regression_{_safe(incident_id)}.py"
    return f"{folder}/{name}" if folder not in ("", ".") else name


def _through_client(stimulus: Stimulus, target: str, style: Style) -> tuple[list[str], list[str]]:
    """Imports and body of a test that sends a request."""
    module, _, attribute = target.partition(":")
    attribute = attribute or "app"
    load = f"from {module} import {attribute.partition('.')[0].replace('()', '')}"
    if style.client in ("asgi", "wsgi"):
        write = plain_asgi if style.client == "asgi" else plain_wsgi
        imports, body = write(stimulus, attribute)
        return [*imports, "", load], body
    check = "    assert response.status_code != 500"
    if style.fixture:
        name = "own_client" if style.made else style.fixture
        made = [f"    own_client = {style.fixture}()"] if style.made else []
        return [], [*made, *_sent(stimulus, style.client, name), check]
    sent = _sent(stimulus, style.client, "client")
    if style.client == "starlette":
        hidden = "" if style.raises else ", raise_server_exceptions=False"
        opened = f"    with TestClient({attribute}{hidden}) as client:"
        imports = [f"from {style.module} import TestClient", "", load]
        return imports, [opened, *(textwrap.indent(line, "    ") for line in sent), check]
    if style.client == "flask":
        # Of a streamed answer the client reads nothing by itself.
        read = ["    assert response.get_data() is not None"] if style.raises else []
        return [load], [f"    client = {attribute}.test_client()", "", *sent, check, *read]
    # Importing the application's module sets Django up.
    stored = ["from django.db import connection, transaction"] if style.connection else []
    imports = [f"import {module}  # noqa: F401", *stored, "from django.test import Client"]
    if style.django_db:
        imports = ["import pytest", "", *imports, "", "pytestmark = pytest.mark.django_db"]
    hidden = "" if style.raises else "raise_request_exception=False"
    # A streamed answer is made while it is read, which the client leaves to its user.
    read = ["    assert response.getvalue() is not None"] if style.raises else []
    return imports, [f"    client = Client({hidden})", "", *sent, check, *read]


def _apart(imports: list[str], body: list[str], env: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Imports and body of a test that does the same in a process of its own."""
    code = "\n".join(["", *imports, "", textwrap.dedent("\n".join(_answering(body))), ""])
    shown = f"r'''{code}'''" if "'''" not in code else repr(code)
    call = [
        "    command = [sys.executable, '-c', CODE]",
        "    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)",
    ]
    check = ["", "    assert run.returncode == 0, run.stderr[-2000:]"]
    return ["import os", "import subprocess", "import sys", "", f"CODE = {shown}"], [*_environment(env), *call, *check]


def _environment(env: Mapping[str, str]) -> list[str]:
    """The service's own environment: fixtures may have set another. What may be a secret is not written down."""
    lines = ["    environment = {", "        'PATH': os.environ.get('PATH', ''),"]
    lines += [
        "        # what the tests can import, and nothing else of what they have set up",
        "        'PYTHONPATH': os.pathsep.join(sys.path),",
    ]
    for name, value in env.items():
        hidden = f"os.environ.get({name!r}, '')" if SECRET.search(name) or WITH_PASSWORD.search(value) else repr(value)
        lines.append(f"        {name!r}: {hidden},")
    return [*lines, "    }"]


def _sent(stimulus: Stimulus, client: str, name: str) -> list[str]:
    """The requests, by a client of this name."""
    lines: list[str] = []
    held: dict[str, str] = {}
    for one in (*stimulus.before, stimulus):
        if client == "flask":
            # Its client sends the cookies that it holds, and takes any other out of the headers.
            fresh = {key: value for key, value in cookies(parts_of(one)) if held.get(key) != value}
            lines += [f"    {name}.set_cookie({key!r}, {value!r})" for key, value in fresh.items()]
            held.update(fresh)
        answer = "response = " if one is stimulus else ""
        lines.append(f"    {answer}{name}.{_request(one, client)}")
    return [*lines, ""]


def _beside(imports: list[str], *, sql: bool, files: bool) -> list[str]:
    """The imports of a test together with those of `_stored`, in the order that linters ask for."""
    words = [line.split() for line in imports]
    own = {line for line, word in zip(imports, words, strict=True) if word and word[1] in sys.stdlib_module_names}
    own |= {"import sqlite3", "from contextlib import closing"} if sql else set()
    own |= {"from pathlib import Path"} if files else set()
    rest = [line for line in imports if line not in own and line != "import pytest"]
    while rest and not rest[0]:
        rest.pop(0)
    between = [] if rest[:1] and re.match(r"import |from \S*testclient", rest[0]) else [""]
    return [
        *sorted(own, key=lambda line: line.startswith("from ")),
        "",
        "import pytest",
        *(between if rest else []),
        *rest,
    ]


def _stored(changes: Sequence[StoredChange], files: Sequence[tuple[str, str]]) -> list[str]:
    """A fixture that changes the data which the service keeps, for the time of a test."""
    lines = ["@pytest.fixture", "def stored():", '    """Data as production had it; afterwards as it was."""']
    indent = "    "
    for number, (path, text) in enumerate(files):
        lines += [f"    file_{number} = Path({path!r})", f"    was_{number} = file_{number}.read_bytes()"]
        lines += [f"    file_{number}.write_text({text!r})"]
    paths = list(dict.fromkeys(one.path for one in changes))
    for number, path in enumerate(paths):
        kept = f"closing(sqlite3.connect(':memory:')) as kept_{number}"
        lines += [f"{indent}with closing(sqlite3.connect({path!r})) as data_{number}, {kept}:"]
        indent += "    "
        lines += [f"{indent}data_{number}.backup(kept_{number})"]
        lines += [f"{indent}data_{number}.execute({one.sql!r}, {one.values!r})" for one in changes if one.path == path]
        lines += [f"{indent}data_{number}.commit()"]
    lines.append(f"{indent}yield")
    for number in reversed(range(len(paths))):
        lines.append(f"{indent}kept_{number}.backup(data_{number})")
        indent = indent[:-4]
    lines += [f"    file_{number}.write_bytes(was_{number})" for number in range(len(files))]
    return [*lines, "", ""]


def _through_connection(changes: Sequence[StoredChange]) -> list[str]:
    """The same on whatever database the tests run on, which nobody sees changed but the test."""
    return [
        "@pytest.fixture",
        "def stored():",
        '    """Data as production had it; afterwards as it was."""',
        "    with transaction.atomic():",
        *(f"        connection.connection.execute({one.sql!r}, {one.values!r})" for one in changes),
        "        yield",
        "        transaction.set_rollback(True)",
        "",
        "",
    ]


def _request(stimulus: Stimulus, client: str) -> str:
    """The call that sends the request, without the client's name."""
    parts, raw = parts_of(stimulus), base64.b64decode(stimulus.body)
    method = parts.method.lower()
    apart = ("content-type", "cookie") if client == "flask" else ("content-type",)
    headers = {name: value for name, value in stimulus.headers if name not in apart}
    declared = dict(stimulus.headers).get("content-type", "")
    if client == "django":
        extra = {"HTTP_" + name.upper().replace("-", "_"): value for name, value in headers.items()}
        words = [repr(parts.method), repr(stimulus.target), repr(raw), f"content_type={declared!r}"]
        return f"generic({', '.join([*words, *([f'**{literal(extra, 8)}'] if extra else [])])})"
    arguments = []
    # A signature holds for the very bytes; each client writes JSON in its own way.
    if parts.kind == "json" and not stimulus.signed and _plain_json(parts.body):
        arguments.append(f"json={literal(parts.body, 8)}")
        if declared.partition(";")[0] != "application/json":
            headers["content-type"] = declared
    elif raw:
        arguments.append(f"{'data' if client == 'flask' else 'content'}={raw!r}")
        headers |= {"content-type": declared} if declared else {}
    if headers:
        arguments.append(f"headers={literal(headers, 8)}")
    bodyless = method in ("get", "delete", "head", "options")
    if method in ("post", "put", "patch") or (bodyless and not raw):
        return f"{method}({', '.join([repr(stimulus.target), *arguments])})"
    if client == "flask":
        return f"open({', '.join([repr(stimulus.target), f'method={parts.method!r}', *arguments])})"
    return f"request({', '.join([repr(parts.method), repr(stimulus.target), *arguments])})"


def _command(
    stimulus: Stimulus, named: Mapping[str, str], style: Style | None, env: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """Imports and body of a test that runs a command; `named` are the words that name its files, or their folder.

    With a style it is a management command of Django, called without a process of its own, or one that has the
    environment of the service and nothing of the tests'.
    """
    words = list(stimulus.command)
    if words[:2] == ["python", "-c"] and len(words) == CALL_WORDS:
        return _called(words[2])
    python = bool(words) and words[0].startswith("python")
    body, names = [], {}
    for number, (path, text) in enumerate(stimulus.files, 1):
        word = named.get(path)
        if word is not None:
            option, sign, given = word.rpartition("=")
            folder = PurePosixPath(given) if given != path else None
            holder = f"input_{number}.parent" if folder else f"input_{number}"
            names[word] = f"{option + sign!r} + str({holder})" if sign else f"str({holder})"
            place = f"{folder.name!r} / {PurePosixPath(path).name!r}" if folder else f"{PurePosixPath(path).name!r}"
            body += [f"    input_{number} = tmp_path / {place}"]
            body += [f"    input_{number}.parent.mkdir(exist_ok=True)"] if folder else []
            body += [f"    input_{number}.write_text({text!r})", ""]
    rest = [names.get(word, repr(word)) for word in words[int(python) :]]
    if style is not None and style.client == "django" and not style.apart and words[1:2] == [MANAGE]:
        return _managed(rest[1:], body, style)
    shown = ", ".join((["sys.executable"] if python else []) + rest)
    lonely = style is not None and style.apart
    more = "env=environment, capture_output=True" if lonely else "capture_output=True"
    call = f"    run = subprocess.run([{shown}], {more}, text=True, timeout=120)"
    if len(call) > WIDTH:
        call = f"    command = [{shown}]\n    run = subprocess.run(command, {more}, text=True, timeout=120)"
    body += [*(_environment(env) if lonely else []), call, "", "    assert run.returncode == 0, run.stderr[-2000:]"]
    modules = [*(["os"] if lonely else []), "subprocess", *(["sys"] if python or lonely else [])]
    return [f"import {name}" for name in modules], body


def _managed(words: list[str], body: list[str], style: Style) -> tuple[list[str], list[str]]:
    """Imports and body of a test that calls a management command; what it raises fails the test."""
    imports = ["from django.core.management import call_command"]
    imports += ["from django.db import connection, transaction"] if style.connection else []
    if style.django_db:
        imports = ["import pytest", *imports, "", "pytestmark = pytest.mark.django_db"]
    call = f"    call_command({', '.join(words)}, stdout=output)"
    check = "    assert output.getvalue() is not None"
    return ["from io import StringIO", "", *imports], [*body, "    output = StringIO()", call, "", check]


def _words_of(stimulus: Stimulus, repository: Path) -> dict[str, str]:
    """The word of a command that names each file, also behind an option (`--input=people.csv`).

    A word may name the folder in which the files lie, where the repository has none of that name.
    """
    found: dict[str, str] = {}
    for path, _ in stimulus.files:
        folder = str(PurePosixPath(path).parent)
        names = [path] if folder == "." or (repository / folder).exists() else [path, folder]
        for word in stimulus.command:
            if word.rpartition("=")[2] in names:
                found.setdefault(path, word)
    return found


def _called(code: str) -> tuple[list[str], list[str]]:
    """Imports and body of a test of `python -c CODE`, in a process of its own: a test that catches proves nothing.

    Code that brings stand-ins is written out, for people to read what they answer; where they take the place of what
    belongs to a module, they stay in that process.
    """
    stand_ins = any(line.startswith(("class ", "MOMENT = ")) for line in code.splitlines())
    if stand_ins and not replaces_globals(code):
        return plain_call(code)
    call = "    run = subprocess.run([sys.executable, '-c', {}], capture_output=True, text=True, timeout=120)"
    check = ["", "    assert run.returncode == 0, run.stderr[-2000:]"]
    imports = ["import subprocess", "import sys"]
    if stand_ins and "'''" not in code:
        return [*imports, "", f"CODE = r'''{code}'''"], [call.format("CODE"), *check]
    lines = [f"        {line!r}" for line in code.splitlines(keepends=True)]
    return imports, ["    code = (", *lines, "    )", call.format("code"), *check]


def _name(stimulus: Stimulus) -> str:
    if stimulus.command[:2] == ("python", "-c"):
        # With stand-ins the call is followed by a look at what they refused.
        call = stimulus.command[-1].partition("\nfinally:\n")[0].rstrip().rpartition("\n")[2]
        called = re.findall(r"([A-Za-z_]\w*)\(", call)
        return f"test_{_snake(called[-1] if called else 'code')}_does_not_raise"
    if stimulus.kind == "command":
        words = [word for word in stimulus.command if not word.startswith("-") and not word.startswith("python")]
        return f"test_{_snake(words[0] if words else 'command')}_ends_without_error"
    path = stimulus.target.partition("?")[0]
    return f"test_{_snake(stimulus.method)}_{_snake(path)}_answers_without_server_error"


def _snake(text: str) -> str:
    return _WORD.sub("_", text.lower()).strip("_")[:50].strip("_") or "root"


def _safe(incident_id: str) -> str:
    return _WORD.sub("_", incident_id.lower()).strip("_")[:32] or "incident"


def _docstring(seen: str) -> str:
    return re.sub(r"[^\w .,:/()<>-]", "", seen)[:90].strip() + "."


def _double_quoted(source: str) -> str:
    """String literals in double quotes where that needs no other escapes, as most formatters write them."""
    lines = source.splitlines(keepends=True)
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        match = re.fullmatch(r"([brf]*)'([^'\"\\\n]*)'", token.string) if token.type == tokenize.STRING else None
        if match:
            row, start = token.start[0] - 1, token.start[1]
            line = lines[row]
            lines[row] = f'{line[:start]}{match.group(1)}"{match.group(2)}"{line[token.end[1] :]}'
    return "".join(lines)


def _plain_json(value: Any) -> bool:
    """Whether the value survives as a Python literal: NaN and infinities do not."""
    if isinstance(value, float):
        return math.isfinite(value)
    if isinstance(value, dict):
        return all(_plain_json(one) for one in value.values())
    return not isinstance(value, list) or all(_plain_json(one) for one in value)
