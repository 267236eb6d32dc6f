import json
from datetime import timedelta

import pytest


@pytest.fixture
def files(tmp_path):
    found = []
    for number in range(3):
        path = tmp_path / f"{number}.csv"
        lines = f"Ref;Title;Category;Price;Currency\nB-{number};Lamp;home;10;EUR\nC-{number};Lamp;x;10;EUR\n"
        path.write_text(lines, encoding="utf-8")
        found.append(str(path))
    return found


@pytest.mark.parametrize("count", [1, 2, 3])
def test_all_files_are_taken_over(run, files, conn, count):
    status, out = run("feeds", "--partner", "casaplus", *files[:count])
    assert status == 0
    outcome = json.loads(out)
    assert (outcome["added"], len(outcome["rejected"])) == (count, count)
    assert conn.execute("SELECT count(*) FROM listings WHERE id LIKE 'casaplus-%'").fetchone()[0] == count
    assert conn.execute("SELECT count(*) FROM leases").fetchone()[0] == 0


def test_same_file_twice(run, files):
    outcome = json.loads(run("feeds", "--partner", "casaplus", files[0], files[0])[1])
    assert (outcome["added"], outcome["same"]) == (1, 1)


def test_another_run_is_respected(run, files, conn):
    row = ("feeds casaplus", "other:1", "2999-01-01T00:00:00+00:00")
    conn.execute("INSERT INTO leases VALUES (?, ?, ?)", row)
    assert run("feeds", "--partner", "casaplus", *files) == (2, "")
    assert conn.execute("SELECT count(*) FROM listings WHERE id LIKE 'casaplus-%'").fetchone()[0] == 0


def test_leases_exclude_each_other(conn, now):
    from listing_search.leases import Overlap, lease

    with lease(conn, "x", now):
        with pytest.raises(Overlap), lease(conn, "x", now):
            pass
        with lease(conn, "y", now):
            pass
        with lease(conn, "x", now + timedelta(minutes=11)):
            pass
    assert conn.execute("SELECT count(*) FROM leases").fetchone()[0] == 0
