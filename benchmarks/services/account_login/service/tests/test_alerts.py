import pytest

from accounts.models import LoginEvent, Mail
from identity.models import Identity
from operations.management.commands.send_mail import send_due
from tests.people import INES


def test_identity_is_linked_once(call):
    for state in ("state-link-freya", "state-link-freya-2"):
        assert call("GET", f"/oauth/hub/callback?state={state}&code=hub-freya").status_code == 302
    assert Identity.objects.filter(provider="hub", subject="50005").count() == 1


def test_identity_of_another_account_is_a_conflict(call):
    answer = call("GET", "/oauth/hub/callback?state=state-link-freya&code=hub-gustavo")
    assert answer.json()["error"]["code"] == "linked"


def test_mail_of_a_release_that_was_rolled_back_is_given_up(clock):
    clock.shift(3600)
    Mail.objects.exclude(template="passkey").delete()
    assert send_due(100) == 0
    assert Mail.objects.get(template="passkey").last_error == "there is no template passkey"


@pytest.mark.parametrize(
    ("said", "kept"), [("unknown", None), ("10.0.0.1:443", None), ("2001:db8::1, 10.0.0.1", "2001:db8::1")]
)
def test_address_of_a_client(call, said, kept):
    body = {"email": "nobody@mail.example", "password": "x"}
    assert call("POST", "/login", body, **{"X-Forwarded-For": said}).status_code == 401
    assert LoginEvent.objects.first().address == kept


def test_day_that_is_none_is_422(call):
    assert call("GET", "/staff/figures/sign-ins?from=yesterday", staff=INES).status_code == 422
