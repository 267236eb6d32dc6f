"""Judges a small program by its requests: the trigger and others, each against a fresh import of `app.py`.

Run as `python oracle/check.py` in a copy of the repository, beside `case.json`; exit status 0 if all answers are the
wanted ones. An answer is `[status, JSON body]` of a request, or the value of an expression over the module's names.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

VERBS = ("GET", "POST", "PUT", "DELETE", "PATCH")
FOLDER = Path(__file__).parent


def is_request(trigger: str) -> bool:
    """`GET /houses/a`, not an expression."""
    return trigger.partition(" ")[0] in VERBS


def split(trigger: str) -> tuple[str, str, Any, dict[str, str]]:
    """Method, target, JSON body and headers of `POST /orders {"seats": 1, "headers": {"x-key": "k"}}`."""
    verb, _, rest = trigger.partition(" ")
    target, _, body = rest.partition(" ")
    content = json.loads(body) if body else None
    headers = content.pop("headers", {}) if isinstance(content, dict) else {}
    return verb, target, content or None, headers


def ask(module: ModuleType, trigger: str, *, crash: bool = True) -> Any:
    """The answer; with `crash` what the program raises comes through, else it is a status 500."""
    if not is_request(trigger):
        value = eval(trigger, vars(module))
        return asyncio.run(value) if asyncio.iscoroutine(value) else value
    verb, target, content, headers = split(trigger)
    if hasattr(module.app, "test_client"):
        module.app.config["PROPAGATE_EXCEPTIONS"] = crash
        options = {} if content is None else {"json": content}
        response = module.app.test_client().open(target, method=verb, headers=headers, **options)
        return [response.status_code, response.get_json(silent=True)]
    from starlette.testclient import TestClient

    with TestClient(module.app, raise_server_exceptions=crash) as client:
        answer = client.request(verb, target, json=content, headers=headers)
        try:
            return [answer.status_code, answer.json()]
        except ValueError:
            return [answer.status_code, None]


def same(got: Any, wanted: Any) -> bool:
    """A status alone says nothing of the body, nor does a body of None."""
    if isinstance(got, list) and isinstance(wanted, int):
        return bool(got[0] == wanted)
    if isinstance(got, list) and isinstance(wanted, list | tuple) and len(wanted) == 2 and wanted[1] is None:
        return bool(got[0] == wanted[0])
    return bool(json.loads(json.dumps(got, default=repr)) == json.loads(json.dumps(wanted, default=repr)))


def fresh() -> ModuleType:
    """`app` imported anew from the current folder."""
    sys.modules.pop("app", None)
    importlib.invalidate_caches()
    return importlib.import_module("app")


def faults(case: dict[str, Any]) -> list[str]:
    """What was asked, answered and wanted, for each answer that is not the wanted one."""
    found = []
    for trigger, wanted in [(case["trigger"], case["wanted"]), *case["others"]]:
        try:
            got = ask(fresh(), trigger)
        except Exception as error:
            got = f"!{type(error).__name__}: {error}"
        if (isinstance(got, str) and got.startswith("!")) or not same(got, wanted):
            found.append(f"{trigger}: {got} where {wanted} is wanted")
    return found


def main() -> int:
    """Judge the program in the current folder."""
    sys.path.insert(0, ".")
    sys.dont_write_bytecode = True
    found = faults(json.loads((FOLDER / "case.json").read_text(encoding="utf-8")))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
