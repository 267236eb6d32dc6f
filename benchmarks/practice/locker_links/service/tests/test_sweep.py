import pytest
from django.core.management import CommandError, call_command

from locker_links.models import Offer, Token


def sweep(capsys, *words):
    call_command("sweep", *words)
    return capsys.readouterr().out.splitlines()


def test_a_night(capsys):
    assert sweep(capsys) == ["1 offers lapsed, 1 tokens deleted, 1 rentals overdue", "2026-06-09 HLN 460.00"]
    assert not Offer.objects.filter(outcome="").exists()
    assert not Token.objects.filter(key="k-old").exists()


def test_overdue_rentals_are_noted_once(capsys):
    sweep(capsys)
    assert sweep(capsys)[0] == "0 offers lapsed, 0 tokens deleted, 0 rentals overdue"


def test_the_takings_of_another_day(capsys):
    assert sweep(capsys, "--day", "2026-05-20")[1:] == ["2026-05-20 HLN 60.00"]
    assert sweep(capsys, "--day", "2026-05-21")[1:] == []


def test_a_day_that_is_none():
    with pytest.raises(CommandError):
        call_command("sweep", "--day", "yesterday")
