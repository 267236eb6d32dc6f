"""Tests without any client library: of applications whose frameworks bring none, and of calls with stand-ins."""

from __future__ import annotations

import ast
import base64
import pprint
import sys
from typing import Any
from urllib.parse import unquote

from arbase.domain.diagnosis import Stimulus
from arbase.workspace.parsing import parse

WIDTH = 100


def literal(value: Any, indent: int) -> str:
    """`value` as a Python literal, its further lines indented."""
    text = pprint.pformat(value, width=WIDTH - indent, sort_dicts=False)
    return text.replace("\n", "\n" + " " * indent)


def plain_wsgi(stimulus: Stimulus, application: str) -> tuple[list[str], list[str]]:
    """Imports and body of a test of a WSGI application."""
    path, _, query = stimulus.target.partition("?")
    raw = base64.b64decode(stimulus.body)
    environ = {"REQUEST_METHOD": stimulus.method, "PATH_INFO": unquote(path), "QUERY_STRING": query}
    environ["CONTENT_LENGTH"] = str(len(raw))
    for name, value in stimulus.headers:
        prefix = "" if name in ("content-type", "content-length") else "HTTP_"
        environ[prefix + name.upper().replace("-", "_")] = value
    body = [
        f"    environ = {literal(environ, 14)}",
        f'    environ["wsgi.input"] = io.BytesIO({raw!r})',
        "    setup_testing_defaults(environ)",
        "    statuses = []",
        f"    answer = {application}(environ, lambda status, headers, exc_info=None: statuses.append(status))",
        '    b"".join(answer)',
        "",
        "    assert int(statuses[-1][:3]) != 500",
    ]
    return ["import io", "from wsgiref.util import setup_testing_defaults"], body


def plain_asgi(stimulus: Stimulus, application: str) -> tuple[list[str], list[str]]:
    """Imports and body of a test of an ASGI application."""
    path, _, query = stimulus.target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": stimulus.method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [
            (b"host", b"testserver"),
            *(
                (name.encode("latin-1", "replace"), value.encode("latin-1", "replace"))
                for name, value in stimulus.headers
            ),
        ],
        "client": ("127.0.0.1", 50000),
        "server": ("testserver", 80),
    }
    body = [
        f"    scope = {literal(scope, 12)}",
        "    sent = []",
        "",
        "    async def receive():",
        f'        return {{"type": "http.request", "body": {base64.b64decode(stimulus.body)!r}, "more_body": False}}',
        "",
        "    async def send(message):",
        "        sent.append(message)",
        "",
        f"    asyncio.run({application}(scope, receive, send))",
        "",
        '    assert all(message.get("status", 200) != 500 for message in sent)',
    ]
    return ["import asyncio"], body


def plain_call(code: str) -> tuple[list[str], list[str]]:
    """Imports with definitions, and body, of a test that does in its own process what `code` does with stand-ins.

    `code` must replace nothing of a module: that would outlast the test.
    """
    lines = code.splitlines()
    own: list[str] = []
    others: list[str] = []
    defined: list[str] = []
    body: list[str] = []
    for node in parse(code).body:
        text = lines[node.lineno - 1 : node.end_lineno]
        match node:
            case ast.Import(names=[ast.alias(name=module)]) | ast.ImportFrom(module=str(module)):
                (own if module.partition(".")[0] in sys.stdlib_module_names else others).extend(text)
            case ast.ClassDef() | ast.FunctionDef():
                defined += ["", "", *text]
            case ast.Try(body=[call]):
                # Whatever is raised fails the test by itself.
                own_call = f"    {ast.get_source_segment(code, call)}"
                body += ["", own_call, "", "    assert StandIn.refused == []"]
            case _:
                body += [f"    {line}" for line in text]
    return [*own, *([""] if own and others else []), *others, *defined], body


def replaces_globals(code: str) -> bool:
    """Whether `code` puts something in place of what belongs to a module."""
    return any(isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute) for node in parse(code).body)
