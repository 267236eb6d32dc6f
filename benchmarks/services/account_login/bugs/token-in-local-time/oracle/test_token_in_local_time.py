from datetime import UTC, datetime

import pytest


@pytest.mark.parametrize("start", [datetime(2026, 9, 14, 2, 0, tzinfo=UTC), datetime(2026, 12, 24, 2, 0, tzinfo=UTC)])
def test_directory_is_read(run, account, clock, start):
    clock.move_to(start)
    told = run("sync_directory")
    assert told == "5 people: 0 closed, 0 reopened, 1 renamed; 12 accounts can sign in"
    assert account("chidi@robotics.acme.example").display_name == "Chidi Okafor-Bello"


@pytest.mark.parametrize("seconds", [60, 600, 3600, 86400])
def test_end_of_the_token(run, idp, clock, seconds):
    from identity import directory

    from django.utils import timezone

    idp({"token/client_credentials.json": {"access_token": "at-1", "expires_in": seconds}})
    now = timezone.now()
    token = directory.directory_token(now)
    assert (token.value, (token.expires_at - now).total_seconds()) == ("at-1", seconds)
    assert token.check(now) == "at-1"


def test_token_that_is_too_old_is_refused(run, idp):
    from identity import directory

    idp({"token/client_credentials.json": {"access_token": "at-1", "expires_in": 10}})
    with pytest.raises(directory.TokenExpired):
        run("sync_directory")
