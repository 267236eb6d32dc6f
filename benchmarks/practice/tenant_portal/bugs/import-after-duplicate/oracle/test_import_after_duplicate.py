import pytest


@pytest.fixture
def deliver(run, tmp_path):
    def command(*lines):
        path = tmp_path / "delivery.csv"
        path.write_text("\ufeffMeter;Day;Value\n" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
        return run("import_readings", str(path))

    return command


def last(ask, meter):
    status, body = ask("office").get(f"/meters/{meter}/readings")
    assert status == 200
    found = body["readings"][-1]
    return found["read_on"], found["value"], found["consumption"]


def test_duplicate_first(ask, deliver):
    done = deliver("W-141;2026-08-31;81", "W-141;2026-09-12;83", "W-121;2026-09-12;321")
    assert done.returncode == 0, done.stderr
    assert "2 taken, 1 rejected" in done.stdout and "line 2: there is a reading of that day" in done.stderr
    assert last(ask, "W-141") == ("2026-09-12", 83, 2)
    assert last(ask, "W-121") == ("2026-09-12", 321, 4)


def test_duplicate_last(ask, deliver):
    """Nothing that was taken before is lost."""
    done = deliver("W-122;2026-09-11;427", "W-123;2026-08-31;313")
    assert done.returncode == 0 and "1 taken, 1 rejected" in done.stdout
    assert last(ask, "W-122") == ("2026-09-11", 427, 8)
    assert last(ask, "W-123") == ("2026-08-31", 313, 13)


def test_duplicates_within_and_between(ask, deliver):
    done = deliver(
        "W-121;2026-09-01;318", "W-121;2026-09-01;318", "X-9;2026-09-01;1", "W-121;2026-07-31;314", "W-121;2026-09-02;319",
        "W-121;soon;319", "W-121;2026-09-02;319",
    )
    assert done.returncode == 0 and "2 taken, 5 rejected" in done.stdout
    rejected = [line.partition(":")[0] for line in done.stderr.splitlines() if line.startswith("line ")]
    assert rejected == ["line 3", "line 4", "line 5", "line 7", "line 8"]
    assert last(ask, "W-121") == ("2026-09-02", 319, 1)


def test_delivered_twice(ask, deliver):
    lines = ("W-141;2026-09-12;83", "W-121;2026-09-12;321")
    assert "2 taken, 0 rejected" in deliver(*lines).stdout
    again = deliver(*lines)
    assert again.returncode == 0 and "0 taken, 2 rejected" in again.stdout
    assert last(ask, "W-141") == ("2026-09-12", 83, 2)


def test_single_readings(ask):
    new = {"read_on": "2026-08-31", "value": 419}
    assert ask("brandt").post("/meters/W-122/readings", new)[0] == 409
    status, body = ask("brandt").post("/meters/W-122/readings", {**new, "read_on": "2026-09-01"})
    assert status == 201 and body["consumption"] == 0
    assert ask("brandt").post("/meters/X-9/readings", new)[0] == 404
