import pytest

BEFORE = {
    "manager": ["audit.read", "guests.read", "invite", "partners"],
    "night": ["guests.read"],
    "owner": ["audit.read", "documents", "guests.read", "invite", "partners", "roles"],
    "reception": ["guests.read", "invite"],
}


def roles(client):
    answer = client("olga").get("/staff/roles")
    assert answer.status_code == 200
    return {role["name"]: role["permissions"] for role in answer.json()}


def everything_goes_on(client):
    for name in ("olga", "mara", "rui", "nils"):
        assert client(name).get("/staff/guests/5").status_code == 200
    for name in ("olga", "mara"):
        assert client(name).get("/staff/audit").status_code == 200
        assert client(name).get("/staff/keys").status_code == 200
    assert client("ana").get("/staff/guests/5").status_code == 403


def circle(client, name, includes, granted):
    """The circle is refused and nothing changes, or it is taken and each of it has all permissions."""
    answer = client("olga").patch(f"/staff/roles/{name}", json={"includes": includes})
    if answer.status_code == 200:
        assert answer.json()["permissions"] == granted[name]
        assert roles(client) == {**BEFORE, **granted}
    else:
        assert 400 <= answer.status_code < 500 and answer.json()["problem"]
        assert roles(client) == BEFORE
        assert client("mara").get("/staff/roles").status_code == 403
    everything_goes_on(client)


def test_two(client):
    circle(client, "reception", ["manager"], {"reception": BEFORE["manager"]})


def test_three(client):
    circle(client, "night", ["owner"], {name: BEFORE["owner"] for name in ("night", "manager", "owner")})


def test_beside_another(client):
    circle(client, "night", ["reception", "manager"], {"night": BEFORE["manager"]})


def test_itself(client):
    answer = client("olga").patch("/staff/roles/manager", json={"includes": ["reception", "manager"]})
    assert 400 <= answer.status_code < 500
    assert roles(client) == BEFORE


def test_the_other_direction_is_none(client):
    changed = client("olga").patch("/staff/roles/night", json={"includes": ["reception"]})
    assert (changed.status_code, changed.json()["permissions"]) == (200, ["guests.read", "invite"])
    changed = client("olga").patch("/staff/roles/owner", json={"includes": ["manager", "night", "reception"]})
    assert (changed.status_code, changed.json()["includes"]) == (200, ["manager", "night", "reception"])
    assert changed.json()["permissions"] == BEFORE["owner"]


def test_once_the_way_is_cut(client):
    cut = client("olga").patch("/staff/roles/manager", json={"includes": ["night"]})
    assert cut.json()["permissions"] == ["audit.read", "guests.read", "partners"]
    turned = client("olga").patch("/staff/roles/reception", json={"includes": ["manager"]})
    assert (turned.status_code, turned.json()["permissions"]) == (200, BEFORE["manager"])


@pytest.mark.parametrize(("body", "status"), [({"includes": ["cook"]}, 404), ({"own": ["fly"]}, 400)])
def test_what_is_unknown(client, body, status):
    assert client("olga").patch("/staff/roles/night", json=body).status_code == status
    assert roles(client) == BEFORE


def test_own_permissions(client):
    changed = client("olga").patch("/staff/roles/night", json={"own": ["documents"]})
    assert changed.json() == {"name": "night", "own": ["documents"], "includes": [], "permissions": ["documents"]}
    assert "documents" in roles(client)["manager"]
