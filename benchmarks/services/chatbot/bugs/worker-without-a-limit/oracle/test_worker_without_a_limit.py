import json

import pytest


@pytest.mark.parametrize("words", [(), ("--limit", "5"), ("--limit", "1")])
def test_a_round(run, sql, words):
    done = run("chatbot.worker", "--once", *words)
    assert done.returncode == 0
    assert json.loads(done.stdout) == {"conversations": 1, "messages": 38, "failed": 0}
    assert sql("SELECT summary IS NOT NULL, summarised_to > 0 FROM conversations WHERE id = 6") == [(1, 1)]
    again = run("chatbot.worker", "--once", *words)
    assert (again.returncode, json.loads(again.stdout)["conversations"]) == (0, 0)


def test_limit_of_nothing(run, sql):
    done = run("chatbot.worker", "--once", "--limit", "0")
    assert (done.returncode, json.loads(done.stdout)["conversations"]) == (0, 0)
    assert sql("SELECT summary FROM conversations WHERE id = 6") == [(None,)]
