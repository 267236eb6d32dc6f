import re

import pytest

NUMBER = re.compile(r"ER-2026-\d{4}")


def known(conn):
    return {row["number"] for row in conn.execute("SELECT number FROM reports")}


@pytest.mark.parametrize(
    "deleted",
    [[("E-007", "0015")], [("E-012", "0016"), ("E-008", "0017")], [("E-007", "0015"), ("E-012", "0016"), ("E-013", "0018")]],
)
def test_numbers_after_a_deletion_are_new(call, conn, deleted):
    for actor, number in deleted:
        assert call(actor, "DELETE", f"/reports/ER-2026-{number}").status_code == 204
    for title in ("one", "two", "three", "four"):
        before = known(conn)
        answer = call("E-008", "POST", "/reports", json={"title": title})
        assert answer.status_code == 201
        assert NUMBER.fullmatch(answer.json["number"])
        assert answer.json["number"] not in before
        assert (answer.json["title"], answer.json["status"]) == (title, "draft")
        assert call("E-008", "GET", f"/reports/{answer.json['number']}").json["title"] == title


def test_numbers_go_on_where_nothing_was_deleted(call):
    numbers = [call("E-008", "POST", "/reports", json={"title": "x"}).json["number"] for _ in range(3)]
    assert numbers == ["ER-2026-0020", "ER-2026-0021", "ER-2026-0022"]


def test_first_number_of_a_year(call, conn):
    conn.execute("DELETE FROM reports")
    assert call("E-008", "POST", "/reports", json={"title": "x"}).json["number"] == "ER-2026-0001"


def test_reports_of_other_years_do_not_count(call, conn):
    conn.execute("UPDATE reports SET number = 'ER-2025-' || substr(number, 9) WHERE id > 5")
    assert call("E-008", "POST", "/reports", json={"title": "x"}).json["number"] == "ER-2026-0006"
