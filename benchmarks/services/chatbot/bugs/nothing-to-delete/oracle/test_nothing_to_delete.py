import json

import pytest


@pytest.mark.parametrize("day", ["2026-03-10", "2026-01-01", "2026-08-30"])
def test_nothing_to_delete(run, sql, day):
    done = run("chatbot.retention", "--day", day)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"day": day, "deleted": [], "plans": {}, "oldest": None}
    assert len(sql("SELECT id FROM conversations")) == 9


def test_something_to_delete(run, sql):
    done = run("chatbot.retention", "--day", "2026-09-15")
    body = json.loads(done.stdout)
    assert (body["deleted"], body["plans"], body["oldest"]) == ([4], {"plus": 1}, "2026-03-03T12:02:00+00:00")
    assert sql("SELECT id FROM conversations WHERE id = 4") == []
    again = json.loads(run("chatbot.retention", "--day", "2026-09-15").stdout)
    assert (again["deleted"], again["oldest"]) == ([], None)


def test_dry_run(run, sql):
    done = run("chatbot.retention", "--day", "2030-01-01", "--dry-run")
    assert json.loads(done.stdout)["deleted"] == [4, 9]
    assert len(sql("SELECT id FROM conversations")) == 9
