from io import StringIO

from django.core import mail
from django.core.management import call_command

from toolshed.outbox.models import Letter
from tests.base import ShedTestCase


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue().splitlines()


class OutboxTests(ShedTestCase):
    def test_remind(self):
        assert run("remind") == ["1004: 1 overdue", "1005: 1 overdue", "1006: 1 overdue"]
        assert run("remind", "--after=10") == ["1004: 1 overdue", "1006: 1 overdue"]

    def test_reminder_says_what_is_missing(self):
        Letter.objects.all().delete()
        run("remind", "--after=20")
        assert run("post_letters") == ["1 posted"]
        assert "- Wheelbarrow (BARROW-02), due on Saturday 8 August" in mail.outbox[0].body

    def test_ready_letter(self):
        Letter.objects.all().delete()
        self.post("/copies/SAW-TABLE-01/return", card=1001)
        run("post_letters")
        assert mail.outbox[0].subject == "Table saw is here"
        assert mail.outbox[0].to == ["greta@example.org"]
