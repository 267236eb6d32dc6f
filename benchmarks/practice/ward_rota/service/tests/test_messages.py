def test_assigned_and_taken_off(ask):
    ask("anna", "POST", "/shifts/15/assignments", json={"login": "anna"})
    ask("anna", "DELETE", "/shifts/15/assignments/anna")
    found = ask("anna", "GET", "/messages").json()
    assert [one["text"] for one in found] == [
        "You work now: Intensivstation, 22.09.2026, 06:00 to 14:00",
        "You no longer work: Intensivstation, 22.09.2026, 06:00 to 14:00",
    ]
    assert found[0]["written_at"] == "2026-09-16T10:00:00+02:00"


def test_swap(ask):
    number = ask("berta", "POST", "/swaps", json={"shift_id": 9}).json()["id"]
    ask("anna", "POST", f"/swaps/{number}/accept")
    assert [one["kind"] for one in ask("berta", "GET", "/messages").json()] == ["swap"]
    assert ask("anna", "GET", "/messages").json() == []


def test_refusals_tell_nobody(ask):
    ask("anna", "POST", "/shifts/9/assignments", json={"login": "carl"})
    assert ask("carl", "GET", "/messages").json() == []


def test_read(ask):
    ask("anna", "POST", "/shifts/15/assignments", json={"login": "anna"})
    number = ask("anna", "GET", "/messages?unread=true").json()[0]["id"]
    assert ask("berta", "POST", f"/messages/{number}/read").status_code == 404
    assert ask("anna", "POST", f"/messages/{number}/read").json()["read"] is True
    assert ask("anna", "GET", "/messages?unread=true").json() == []
