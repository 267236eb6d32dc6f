"""Commands of runbooks: found where they stand, run in the sandbox only if they read."""

from __future__ import annotations

import pytest

from arbase.agents.reading import Code
from arbase.agents.runbook_steps import RunbookSteps, read_only, steps
from arbase.agents.runs import Runs
from tests.hostile import job_scene
from tests.unit.verify.doubles import stage, write

RUNBOOK = """# Wrong totals

Look at the rows with `cat rows.json`.

```sh
# how many rows are there?
$ grep -c price \\
    rows.json
python job.py --delete-all
psql -c 'select 1'
cat rows.json | wc -l
```

```python
print("no command")
```
"""


@pytest.mark.parametrize(
    "text",
    [
        "cat data/rows.csv",
        "grep -rn 'a|b' src",
        "find . -name '*.csv'",
        "sqlite3 app.db 'SELECT count(*) FROM jobs'",
        "sqlite3 -readonly app.db '.schema jobs'",
        "python -m shop.jobs --dry-run",
        "python -m json.tool rows.json",
    ],
)
def test_what_only_reads_may_be_run(text):
    stimulus, fault = read_only(text)
    assert stimulus is not None, fault
    assert stimulus.kind == "command"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("rm -rf data", "not known to read only"),
        ("python -m shop.close_month", "not known to read only"),
        ("python -c 'print(1)' --help", "not known to read only"),
        ("sqlite3 app.db 'DELETE FROM jobs'", "not known to read only"),
        ("sqlite3 app.db 'SELECT 1; DROP TABLE jobs'", "not known to read only"),
        ("find . -delete", "not known to read only"),
        ("sort -o rows.csv rows.csv", "not known to read only"),
        ("cat a > b", "needs a shell"),
        ("cat $(pwd)/a", "needs a shell"),
        ("cat a; rm b", "needs a shell"),
        ("psql -c 'select 1'", "outside of the sandbox"),
        ("curl https://status.example.org/api", "outside of the sandbox"),
        ("curl -X DELETE localhost:8000/jobs", "something else than GET"),
        ("curl -d x=1 localhost:8000/jobs", "not known to read only"),
        ("git log -3", "use the tools"),
        ("cat 'unclosed", "cannot be read"),
        ("", "empty"),
    ],
)
def test_what_might_do_more_is_not_run_and_it_is_said_why(text, why):
    stimulus, fault = read_only(text)
    assert stimulus is None
    assert why in fault


def test_a_get_of_the_service_becomes_a_request():
    stimulus, _ = read_only("curl -s -H 'X-User: ann' http://localhost:8000/health?deep=1")
    assert (stimulus.kind, stimulus.method, stimulus.target) == ("request", "GET", "/health?deep=1")
    assert stimulus.headers == (("x-user", "ann"),)


@pytest.mark.slow
def test_the_steps_are_listed_with_their_place_and_the_reading_ones_run(tmp_path):
    tmp_path.chmod(0o755)
    built = stage(job_scene(), tmp_path / "repository")
    write(built.tree, {".arbase/runbooks/totals.md": RUNBOOK})
    code = Code(built.tree, {})
    assert [one.text for one in steps(code)] == [
        "cat rows.json",
        "grep -c price rows.json",
        "python job.py --delete-all",
        "psql -c 'select 1'",
        "cat rows.json | wc -l",
    ]
    (tool,) = RunbookSteps(code, Runs(built.replayer, built.tree, built.service, {})).tools()
    listed, _ = tool({})
    assert "3. python job.py --delete-all (.arbase/runbooks/totals.md, Wrong totals): not run" in listed
    ran, failed = tool({"number": 2})
    assert not failed
    assert "exit status: 0" in ran
    assert "not run: psql reaches a system outside" in tool({"number": 4})[0]
    built.replayer.close()


def test_without_runbooks_there_is_no_such_tool(tmp_path):
    assert RunbookSteps(Code(tmp_path, {}), None).tools() == ()  # type: ignore[arg-type]
