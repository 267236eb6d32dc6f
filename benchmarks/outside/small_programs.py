"""Makes cases for `arbase bench repair --cases` of small programs with one bug each (`small/`).

    python -m benchmarks.outside.small_programs cases/small [--set people]
    arbase bench repair --cases cases/small --json small.json

Their authors did not know the engine. Each set is a module with `CASES`: name, buggy and fixed source of `app.py`, the
trigger that crashes (a request or an expression), the wanted answer, and other triggers with theirs. A request's event
is captured from the real SDK; an expression is a job that fails. The engine sees the program, a test of one request
that works, and the evidence; the oracle asks the trigger and all others.
"""

from __future__ import annotations

import argparse
import difflib
import importlib
import json
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import yaml

from benchmarks.outside.small_oracle.check import is_request, split

SETS = (
    "people",
    "things",
    "jobs",
    "services",
    "domains",
    "counters",
    "backoffice",
    "errands",
    "workshops",
    "libraries",
    "clinics",
    "markets",
    "archives",
    "clubs",
    "kitchens",
    "museums",
    "theatres",
    "harbours",
    "orchards",
)
ORACLE = Path(__file__).with_name("small_oracle") / "check.py"
GIT = ("git", "-c", "user.name=Ines", "-c", "user.email=ines@example.org", "-c", "init.defaultBranch=main")
TEST = ["python", "-m", "pytest", "-q", "tests"]
# The programs need no plugin of pytest; those that happen to be installed here would be imported with each run.
ALONE = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
# Runs in the program's folder, beside the oracle's own way of asking.
CAPTURE = """
import json, sys
sys.path[:0] = [".", sys.argv[1]]
sys.dont_write_bytecode = True
import sentry_sdk
from sentry_sdk.transport import Transport
from check import ask, fresh

TRIGGER, SEEN = sys.argv[2], []
sys.argv = ["app.py"]


class Kept(Transport):
    def capture_envelope(self, envelope):
        SEEN.extend(event for item in envelope.items if (event := item.get_event()) is not None)


sentry_sdk.init(
    dsn="http://key@localhost/1", transport=Kept, send_default_pii=True, max_request_body_size="always"
)
try:
    ask(fresh(), TRIGGER, crash=False)
except Exception:
    pass
sys.stdout.write("\\n@@" + json.dumps(SEEN[0] if SEEN else None, default=str))
"""


def captured(repository: Path, trigger: str, oracle: Path) -> dict[str, Any] | None:
    """The event that the SDK sends for the trigger, as if the program ran in `/srv/app`; None if it sends none."""
    words = [sys.executable, "-c", CAPTURE, str(oracle), trigger]
    said = subprocess.run(words, cwd=repository, capture_output=True, text=True, check=False)
    event = json.loads(said.stdout.rpartition("@@")[2] or "null")
    if event is None:
        return None
    for value in event["exception"]["values"]:
        frames = value["stacktrace"]["frames"]
        # Who asked is no part of the program.
        value["stacktrace"]["frames"] = [one for one in frames if str(oracle) not in one["abs_path"]]
    text = json.dumps({**event, "server_name": "prod-1"}).replace(str(repository.resolve()), "/srv/app")
    found: dict[str, Any] = json.loads(text)
    return found


def test_of(case: dict[str, Any], *, flask: bool) -> str:
    """A test of the program's own: the first of the other requests, unless it crashes as well."""
    if not is_request(case["trigger"]):
        return "import app\n\n\ndef test_it_can_be_imported():\n    assert app\n"
    client = "app.test_client()" if flask else "TestClient(app)"
    lines = [] if flask else ["from starlette.testclient import TestClient", ""]
    lines += ["from app import app", "", f"client = {client}"]
    for trigger, wanted in [one for one in case["others"] if is_request(one[0])][:1]:
        verb, target, content, headers = split(trigger)
        options = f", json={content!r}" * (content is not None) + f", headers={headers!r}" * bool(headers)
        asked = f"open({target!r}, method={verb!r}" if flask else f"request({verb!r}, {target!r}"
        status = wanted if isinstance(wanted, int) else wanted[0]
        lines += ["", "", "def test_it_answers():", f"    response = client.{asked}{options})"]
        lines += [f"    assert response.status_code == {status}"]
    return "\n".join(lines) + "\n"


def make_case(case: dict[str, Any], folder: Path, name: str) -> str:
    """Write one case to a folder of its own; what is wrong with it, or nothing."""
    repository, oracle = folder / "repository", folder / "hidden" / "oracle"
    for one in (repository / "tests", repository / ".arbase", oracle):
        one.mkdir(parents=True)
    buggy, fixed = (textwrap.dedent(case[key]).lstrip("\n") for key in ("buggy", "fixed"))
    flask = "Flask(" in buggy
    (repository / "app.py").write_text(buggy, encoding="utf-8")
    (repository / "tests" / "test_app.py").write_text(test_of(case, flask=flask), encoding="utf-8")
    (repository / "pyproject.toml").write_text('[tool.pytest.ini_options]\npythonpath = ["."]\n', encoding="utf-8")
    shutil.copy(ORACLE, oracle / "check.py")
    judged = {key: case[key] for key in ("trigger", "wanted", "others")}
    (oracle / "case.json").write_text(json.dumps(judged), encoding="utf-8")
    lines = difflib.unified_diff(buggy.splitlines(True), fixed.splitlines(True), "a/app.py", "b/app.py")
    record: dict[str, Any] = {
        "id": name, "repository": "repository", "suite": TEST, "oracle": ["python", "oracle/check.py"],
        "oracle_files": "hidden", "reference": "".join(lines), "env": ALONE,
    }  # fmt: skip
    if is_request(case["trigger"]):
        application = {"kind": "wsgi" if flask else "asgi", "target": "app:app"}
        service = {"name": "small", "app": application, "commands": {"test": TEST}}
        (repository / ".arbase" / "service.yaml").write_text(yaml.safe_dump(service), encoding="utf-8")
        event = captured(repository, case["trigger"], oracle)
        if event is None:
            return f"{name}: the trigger sends no event"
        (folder / "event.json").write_text(json.dumps(event), encoding="utf-8")
        record["event"] = "event.json"
    else:
        job = f"import asyncio\n\nimport app\n\nvalue = eval({case['trigger']!r}, vars(app))\n"
        job += "print(asyncio.run(value) if asyncio.iscoroutine(value) else value)\n"
        (repository / "job.py").write_text(job, encoding="utf-8")
        record["failing"] = ["python", "job.py"]
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "The program")):
        subprocess.run([*GIT, *words], cwd=repository, check=True, capture_output=True)
    (folder / "case.yaml").write_text(yaml.safe_dump(record, sort_keys=False), encoding="utf-8")
    return ""


def main() -> int:
    """Write the cases of one set or of all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    parser.add_argument("--set", choices=SETS, action="append", dest="sets")
    given = parser.parse_args()
    made = 0
    for group in given.sets or SETS:
        for case in importlib.import_module(f"benchmarks.outside.small.{group}").CASES:
            folder = given.target / f"{group}-{case['name']}"
            if folder.exists():
                parser.error(f"{folder}: is there already; give a new folder")
            problem = make_case(case, folder, f"{group}-{case['name']}")
            if problem:
                print(problem)
            made += not problem
    print(f"{made} cases in {given.target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
