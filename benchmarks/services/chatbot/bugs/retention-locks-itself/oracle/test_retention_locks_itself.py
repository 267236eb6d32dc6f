import json

import pytest


@pytest.mark.parametrize(("day", "deleted", "plans"), [("2026-11-02", [4], {"plus": 1}), ("2028-03-01", [4, 9], {"plus": 1, "team": 1})])
def test_what_is_no_longer_kept_is_deleted(run, sql, day, deleted, plans):
    done = run("chatbot.retention", "--day", day)
    assert done.returncode == 0
    result = json.loads(done.stdout)
    assert (result["day"], result["deleted"], result["plans"]) == (day, deleted, plans)
    left = [row[0] for row in sql("SELECT id FROM conversations ORDER BY id")]
    assert left == [number for number in range(1, 10) if number not in deleted]
    again = run("chatbot.retention", "--day", day)
    assert (again.returncode, json.loads(again.stdout)["deleted"]) == (0, [])


def test_dry_run(run, sql):
    done = run("chatbot.retention", "--day", "2026-11-02", "--dry-run")
    assert (done.returncode, json.loads(done.stdout)["deleted"]) == (0, [4])
    assert sql("SELECT COUNT(*) FROM conversations") == [(9,)]


def test_nothing_to_delete(run):
    done = run("chatbot.retention", "--day", "2026-03-10")
    assert (done.returncode, json.loads(done.stdout)["deleted"]) == (0, [])
