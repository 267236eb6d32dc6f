from urllib.parse import quote

import pytest


def start(call, said):
    from identity.models import LoginState

    before = LoginState.objects.count()
    answer = call("GET", f"/oauth/corp/start?next={quote(said, safe='')}")
    return answer, LoginState.objects.latest("id").next if LoginState.objects.count() > before else None


@pytest.mark.parametrize("said", ["https://[login.example.org/account", "//[::1", "http://[", "https://[x]y]/", "http://login.example.org]/"])
def test_half_an_address(call, said):
    answer, page = start(call, said)
    assert answer.status_code in (302, 400, 422)
    assert page in ("/", None)
    assert (page is None) == (answer.status_code != 302)


@pytest.mark.parametrize(
    ("said", "page"),
    [
        ("/account", "/account"),
        ("/account?tab=[1]", "/account?tab=[1]"),
        ("https://login.example.org/account?tab=1", "/account?tab=1"),
        ("https://evil.example/account", "/"),
        ("//evil.example", "/"),
        ("account", "/"),
        ("", "/"),
    ],
)
def test_other_pages(call, said, page):
    answer, found = start(call, said)
    assert (answer.status_code, found) == (302, page)


def test_provider_is_asked(call):
    answer, _ = start(call, "/account")
    assert answer.headers["Location"].startswith("http://idp.test/corp/authorize?response_type=code&client_id=account-login")
