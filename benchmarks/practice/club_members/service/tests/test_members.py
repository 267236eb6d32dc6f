import pytest


def test_list_by_name(as_):
    names = [one["full_name"] for one in as_(2).get("/members").json()]
    assert names[:3] == ["Franz Hödl", "Giulia Moretti", "Hermine Auer"]
    assert len(names) == 14


def test_look_up(as_):
    found = as_(2).get("/members", params={"q": "GRUBER"}).json()
    assert [one["id"] for one in found] == [4, 5, 6]
    assert found[0]["email"] == "lena.gruber@post.example"


def test_coaches_see_no_addresses(as_):
    found = as_(3).get("/members", params={"q": "lena"}).json()
    assert (found[0]["email"], found[0]["phone"]) == ("l***@post.example", None)


def test_members_do_not_look_others_up(as_):
    assert as_(4).get("/members").status_code == 403
    assert as_(4).get("/members/5").status_code == 403
    assert as_(4).get("/members/4").status_code == 200
    assert as_(2).get("/members/99").status_code == 404


def test_change(as_):
    answer = as_(4).patch("/members/4", json={"phone": "+43 1 555", "born": "1986-03-01"})
    assert (answer.status_code, answer.json()["phone"], answer.json()["born"]) == (200, "+43 1 555", "1986-03-01")
    entry = as_(1).get("/audit", params={"member_id": 4}).json()[0]
    assert entry["action"] == "changed"
    assert entry["details"]["before"] == {"born": "1986-02-28", "phone": "+43 660 1000004"}


@pytest.mark.parametrize("body", [{"full_name": None}, {"language": "fr"}, {"role": "admin"}])
def test_unusable_changes(as_, body):
    assert as_(4).patch("/members/4", json=body).status_code == 422


def test_roles(as_):
    assert as_(2).put("/members/4/role", json={"role": "coach"}).status_code == 403
    assert as_(1).put("/members/4/role", json={"role": "coach"}).json()["role"] == "coach"
    assert as_(1).put("/members/1/role", json={"role": "member"}).status_code == 422


def test_audit_is_for_the_board(as_):
    assert as_(2).get("/audit").status_code == 403
    as_(1).put("/members/4/role", json={"role": "coach"})
    as_(1).put("/members/4/role", json={"role": "member"})
    found = as_(1).get("/audit", params={"action": "role", "limit": 1}).json()
    assert [(one["actor_id"], one["member_id"], one["details"]["after"]) for one in found] == [(1, 4, "member")]
