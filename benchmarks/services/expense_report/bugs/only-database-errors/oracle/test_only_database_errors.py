import pytest


def decide(call, actor, *numbers, action="approve", **more):
    body = {"action": action, "reports": [f"ER-2026-{number}" for number in numbers], **more}
    answer = call(actor, "POST", "/decisions", json=body)
    assert answer.status_code == 200
    failed = {row["number"][-4:]: row["code"] for row in answer.json["failed"]}
    return [number[-4:] for number in answer.json["done"]], failed


def status(call, number):
    return call("E-010", "GET", f"/reports/ER-2026-{number}").json["status"]


def test_refused_decision_does_not_stop_the_next(call):
    assert decide(call, "E-004", "0014", "0012") == (["0012"], {"0014": "self_approval"})
    assert (status(call, "0012"), status(call, "0014")) == ("approved", "submitted")


def test_many_decisions_of_every_kind(call):
    done, failed = decide(call, "E-004", "0099", "0011", "0013", "0015", "0012")
    assert done == ["0011", "0012"]
    assert failed == {"0099": "not_found", "0013": "not_an_approver", "0015": "wrong_status"}
    assert [status(call, number) for number in ("0011", "0012", "0013")] == ["approved", "approved", "submitted"]


def test_rejections(call):
    assert decide(call, "E-006", "0013", "0012", action="reject", comment="no receipt") == (
        ["0012"],
        {"0013": "self_approval"},
    )
    steps = call("E-010", "GET", "/reports/ER-2026-0012/history").json["history"]
    assert (steps[-1]["action"], steps[-1]["comment"]) == ("reject", "no receipt")


def test_all_refused(call):
    assert decide(call, "E-012", "0011", "0012") == ([], {"0011": "not_an_approver", "0012": "not_an_approver"})


def test_each_done_decision_leaves_one_job(call, conn):
    decide(call, "E-004", "0014", "0011", "0012")
    query = "SELECT count(*) FROM jobs WHERE kind = 'report_decided' AND attempts = 0 AND id > 9"
    assert conn.execute(query).fetchone()[0] == 2


def test_block_that_fails_writes_nothing(conn):
    from expense_report.db import transaction

    for error in (ValueError, KeyError):
        with pytest.raises(error), transaction(conn):
            conn.execute("UPDATE reports SET title = 'lost' WHERE id = 1")
            raise error
        assert not conn.in_transaction
    assert conn.execute("SELECT title FROM reports WHERE id = 1").fetchone()[0] == "Customer visit Warsaw"


def test_wrong_import_writes_nothing(call):
    content = "date,category,amount\n2026-08-20,meals,5.60\n2026-08-21,wine,1\n"
    assert call("E-007", "POST", "/reports/ER-2026-0015/items/import", data=content).status_code == 422
    assert len(call("E-007", "GET", "/reports/ER-2026-0015").json["items"]) == 2
