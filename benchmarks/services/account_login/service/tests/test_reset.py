from accounts.models import Account, ResetToken


def test_link_is_sent_to_known_addresses_only(call, mails):
    for email in ("bela.toth@labs.acme.example", "nobody@mail.example"):
        answer = call("POST", "/password", {"email": email})
        assert answer.status_code == 202
    (mail,) = mails("reset")
    assert mail.to == "bela.toth@labs.acme.example"
    assert mail.payload["expires_at"] == "2026-09-14T09:30:00+00:00"


def test_older_links_stop_working(call):
    call("POST", "/password", {"email": "ada.novak@acme.example"})
    assert call("GET", "/password/ada-live-reset-token").json()["error"]["code"] == "link_used"


def test_too_many_links_are_not_sent(call, mails):
    for _ in range(5):
        assert call("POST", "/password", {"email": "bela.toth@labs.acme.example"}).status_code == 202
    assert len(mails("reset")) == 3


def test_link_shows_until_when_it_works(call):
    assert call("GET", "/password/ada-live-reset-token").json() == {
        "account": "a***@acme.example",
        "expires_at": "2099-01-01T01:00:00+01:00",
    }


def test_new_password_ends_all_sessions(call):
    answer = call("POST", "/password/ada-live-reset-token", {"password": "difference-engine-2"})
    assert answer.json() == {"account": "a***@acme.example", "ended_sessions": 2}
    account = Account.objects.get(email="ada.novak@acme.example")
    assert account.check_password("difference-engine-2")
    assert ResetToken.objects.get(account=account).used_at is not None


def test_links_that_do_not_work(call):
    assert call("GET", "/password/unknown").status_code == 404
    assert call("GET", "/password/dana-used-reset-token").json()["error"]["code"] == "link_used"
    assert call("GET", "/password/freya-old-reset-token").json()["error"]["code"] == "link_expired"


def test_weak_password_leaves_the_link(call):
    assert call("POST", "/password/ada-live-reset-token", {"password": "123"}).status_code == 422
    assert call("GET", "/password/ada-live-reset-token").status_code == 200
