from datetime import UTC, datetime, timedelta

import pytest

COUNTS = {"devices", "reset_tokens", "login_states", "invitations", "events", "mails", "accounts"}


def close(email, days):
    from accounts.models import Account

    from django.utils import timezone

    Account.objects.filter(email=email).update(closed_at=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize("emails", [["jonas@mail.example"], ["jonas@mail.example", "lars@mail.example", "freya@mail.example"]])
def test_closed_accounts_are_deleted(run, emails):
    from accounts.models import Account
    from operations.models import CronRun

    for email in emails:
        close(email, 31)
    told = run("clean_up")
    assert told.endswith(f"{len(emails)} accounts")
    assert not Account.objects.filter(email__in=emails).exists()
    assert Account.objects.count() == 14 - len(emails)
    last = CronRun.objects.filter(name="clean_up").first()
    assert last.finished_at is not None
    assert set(last.result) >= COUNTS
    assert (last.result["accounts"], last.result["reset_tokens"]) == (len(emails), 1)


def test_account_of_last_week_stays(run, account):
    close("jonas@mail.example", 7)
    assert run("clean_up").endswith("0 accounts")
    assert account("jonas@mail.example").closed_at is not None


def test_later_runs_find_nothing(run, clock):
    from accounts.models import Account

    clock.move_to(datetime(2026, 11, 1, tzinfo=UTC))
    assert run("clean_up").endswith("1 accounts")
    assert run("clean_up") == "0 devices, 0 reset_tokens, 0 login_states, 0 invitations, 0 events, 0 mails, 0 accounts"
    assert Account.objects.count() == 13


def test_progress_is_there_while_it_goes_on(run):
    from accounts.models import Account
    from django.db.models.signals import post_delete
    from operations.models import CronRun

    for email in ("jonas@mail.example", "lars@mail.example", "freya@mail.example"):
        close(email, 31)
    seen = []

    def look(**_):
        result = CronRun.objects.filter(name="clean_up").latest("started_at").result or {}
        seen.append((result.get("accounts_done"), result.get("accounts")))

    post_delete.connect(look, sender=Account, weak=False)
    try:
        run("clean_up")
    finally:
        post_delete.disconnect(look, sender=Account)
    assert seen[1:] == [(1, 3), (2, 3)]
