import io

import pytest
from django.core.management import CommandError, call_command

from swim_club.models import Mail, Token


def nightly(**options):
    out = io.StringIO()
    call_command("nightly", stdout=out, **options)
    return out.getvalue().strip()


def test_expires(client):
    assert nightly(no_digests=True) == "1 tokens, 0 links, 1 audit entries, 0 digests"
    assert not Token.objects.filter(name="old phone").exists()


def test_digests():
    assert nightly().endswith("3 digests")
    assert Mail.objects.get(to="mika@lake.example").body == (
        "Hello Mika Laine,\n\n2026-05-13 18:00 Crawl for beginners\n2026-05-15 19:00 Diving"
    )
    olof = Mail.objects.get(to="olof@club.example")
    assert olof.subject == "Din vecka" and olof.body == "Hej Olof Berg,\n\n2026-05-14 birthday of Mika Laine"


def test_missed_night():
    assert nightly(day="2026-06-09").endswith("2 digests")
    with pytest.raises(CommandError):
        nightly(day="soon")
