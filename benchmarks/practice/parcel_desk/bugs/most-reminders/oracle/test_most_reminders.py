import json

import pytest


def texts(done):
    return [json.loads(line)["text"] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("days", ["9", "21", "365"])
def test_nothing_waits(job, days):
    done = job("remind", "--days", days)
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 looked at" in done.stderr


def test_empty_shelf(job, sql):
    sql("UPDATE parcels SET status = 'handed_out' WHERE status = 'shelved'")
    done = job("remind")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 looked at" in done.stderr


@pytest.mark.parametrize(
    ("words", "references", "summary"),
    [
        (["--days", "1"], ["PD-000001", "PD-000002"], "3 looked at, 1 not reachable"),
        (["--days", "6"], ["PD-000001"], "2 looked at, 1 not reachable"),
        (["--days", "8"], ["PD-000001"], "1 looked at, 0 not reachable"),
        (["--days", "1", "--most", "2"], ["PD-000001"], "2 looked at, 1 not reachable"),
    ],
)
def test_waiting(job, words, references, summary):
    done = job("remind", *words)
    assert done.returncode == 0
    assert [word for text in texts(done) for word in text.split() if word.startswith("PD-")] == references
    assert summary in done.stderr


def test_words_that_are_refused(job):
    assert job("remind", "--days", "0").returncode == 2
    assert job("remind", "--most", "0").returncode == 2
