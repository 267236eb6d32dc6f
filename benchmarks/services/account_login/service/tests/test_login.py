import pytest

from accounts.devices import device_name
from accounts.models import Account, Device, LoginEvent

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:142.0) Gecko/20100101 Firefox/142.0"
LOGIN = {"email": "ada.novak@acme.example", "password": "analytical-engine"}


def test_login_starts_a_session(call):
    answer = call("POST", "/login", LOGIN, **{"User-Agent": FIREFOX})
    assert answer.status_code == 200
    assert answer.json()["session"] == {
        "device": "Firefox on Windows",
        "expires_at": "2026-09-14T16:30:00+00:00",
    }
    assert call("GET", "/account").json()["account"]["email"] == LOGIN["email"]


def test_address_may_be_written_in_capitals(call):
    assert call("POST", "/login", {**LOGIN, "email": "Ada.Novak@ACME.example"}).status_code == 200


def test_new_device_is_told_by_mail(call, mails):
    call("POST", "/login", LOGIN, **{"User-Agent": "AccountApp/4 (iPhone)", "X-Forwarded-For": "192.0.2.9"})
    assert [mail.payload for mail in mails("device")] == [{"device": "App on iOS", "address": "192.0.2.9"}]


def test_wrong_password_is_401_and_written_down(call):
    answer = call("POST", "/login", {**LOGIN, "password": "wrong"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "wrong_credentials")
    assert LoginEvent.objects.first().reason == "wrong_password"


def test_unknown_address_looks_the_same(call):
    answer = call("POST", "/login", {**LOGIN, "email": "x@y.example"})
    assert answer.json()["error"]["code"] == "wrong_credentials"


def test_too_many_wrong_passwords_lock(call):
    for _ in range(5):
        call("POST", "/login", {**LOGIN, "password": "wrong"})
    answer = call("POST", "/login", LOGIN)
    assert (answer.status_code, answer.headers["Retry-After"]) == (423, "901")


def test_lock_ends(call, clock):
    for _ in range(5):
        call("POST", "/login", {**LOGIN, "password": "wrong"})
    clock.shift(16 * 60)
    assert call("POST", "/login", LOGIN).status_code == 200


@pytest.mark.parametrize(
    ("email", "password", "status", "code"),
    [
        ("hana@mail.example", "seoul-subway-line", 423, "locked"),
        ("ivo@acme.example", "left-the-company", 403, "closed"),
        ("jonas@mail.example", "closed-for-good-1", 403, "closed"),
    ],
)
def test_who_cannot_sign_in(call, email, password, status, code):
    answer = call("POST", "/login", {"email": email, "password": password})
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


def test_password_that_is_too_old_is_refused(call, clock):
    clock.shift(7 * 86400)
    answer = call("POST", "/login", {"email": "chidi@robotics.acme.example", "password": "what-we-owe-each"})
    assert answer.json()["error"]["code"] == "password_expired"


def test_logout_ends_the_session(call):
    call("POST", "/login", LOGIN)
    key = call("GET", "/account").wsgi_request.session.session_key
    assert call("POST", "/logout", key=key).status_code == 204
    assert call("GET", "/account").status_code == 401
    assert not Device.objects.filter(session_key=key).exists()


def test_session_of_a_student_lasts_a_day():
    assert Account.objects.get(email="dana@uni.example").session_hours() == 24
    assert Account.objects.get(email="chidi@robotics.acme.example").session_hours() == 8


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (FIREFOX, "Firefox on Windows"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0", "Chrome on Android"),
        ("curl/8", "Unknown device"),
    ],
)
def test_device_name(agent, name):
    assert device_name(agent) == name
