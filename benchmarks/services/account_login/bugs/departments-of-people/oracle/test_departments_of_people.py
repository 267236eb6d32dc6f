import contextlib
import threading

import pytest


@pytest.fixture
def known(idp, tmp_path):
    def departments(files):
        for path in (tmp_path / "idp" / "department").glob("*.json"):
            path.unlink()
        idp({f"department/{subject}.json": {"slug": slug} for subject, slug in files.items()})

    return departments


def free_places():
    from identity import client

    taken = 0
    with contextlib.ExitStack() as held, contextlib.suppress(client.Busy):
        for _ in range(20):
            held.enter_context(client.SLOTS.held())
            taken += 1
    return taken


@pytest.mark.parametrize("files", [{}, {"c-102": "acme"}, {"c-105": "uni", "c-104": "nowhere"}])
def test_people_without_a_department(run, known, files):
    known(files)
    for _ in range(3):
        assert run("sync_directory").endswith("12 accounts can sign in")
    assert free_places() == 4


def test_departments_are_followed(run, known, account):
    known({"c-105": "acme-robotics", "c-103": "uni"})
    run("sync_directory")
    assert account("kira@labs.acme.example").organisation.slug == "acme-robotics"
    assert account("bela.toth@labs.acme.example").organisation.slug == "uni"
    assert account("chidi@robotics.acme.example").organisation.slug == "acme-robotics"
    assert account("ivo@acme.example").organisation.slug == "acme"


def test_four_at_a_time(service):
    from identity import client

    assert free_places() == 4
    with contextlib.ExitStack() as held:
        for _ in range(4):
            held.enter_context(client.SLOTS.held())
        with pytest.raises(client.Busy), client.SLOTS.held():
            pass
    assert threading.active_count() < 50
    assert free_places() == 4


def test_sign_in_after_the_directory(run, known, call):
    known({})
    run("sync_directory")
    run("sync_directory")
    assert call("GET", "/oauth/corp/callback?state=state-corp-1&code=corp-kira").status_code == 302
