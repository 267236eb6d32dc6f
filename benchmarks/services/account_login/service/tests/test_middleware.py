import pytest

from account_login.middleware import version_of


def test_health(call):
    assert call("GET", "/health").json()["status"] == "ok"


def test_unknown_path_is_404(call):
    assert call("GET", "/nowhere").json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("path", ["/wp-login.php", "/.env", "/cgi-bin/test"])
def test_scanners_get_a_short_answer(call, path):
    assert call("GET", path).status_code == 404


@pytest.mark.parametrize(("version", "status"), [("3.1.9 (ios)", 426), ("3.10", 200), ("nightly", 200)])
def test_old_clients_are_asked_to_update(call, version, status):
    assert call("GET", "/health", **{"X-Client-Version": version}).status_code == status


def test_version():
    assert version_of("v3.10.2 (ios)") == (3, 10, 2)
    assert version_of("beta") == ()


def test_admin_asks_to_sign_in(call):
    assert call("GET", "/admin/").status_code == 302
