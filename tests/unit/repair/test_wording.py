"""A refusal's statement written anew for another subject."""

from __future__ import annotations

import pytest

from arbase.repair.static.wording import Topic, adapted, noun_of


@pytest.mark.parametrize(
    ("precedent", "subject", "wanted"),
    [
        ('raise BadField(f"pause.{name}", "This is no day.")', "until", 'raise BadField("until", "Invalid until")'),
        (
            'raise BadField(f"{prefix}.{name}", "No day.")',
            'body["valid_until"]',
            'raise BadField("valid_until", "Invalid valid until")',
        ),
        ('raise NotFound("no house", code="house")', "agent_id", 'raise NotFound("no agent", code="agent")'),
    ],
)
def test_what_programs_read_stays_one_word(precedent: str, subject: str, wanted: str) -> None:
    old = "house" if "house" in precedent else "name"
    names = frozenset(("name", "prefix"))
    assert adapted(precedent, names, set(), Topic(old, subject, "", 422, alike=old == "house")) == wanted


@pytest.mark.parametrize(
    ("expression", "noun"),
    [("request.args", "query"), ("house_id", "house"), ('payload["postal_code"]', "postal"), ("", "value")],
)
def test_an_expression_is_called_as_people_call_it(expression: str, noun: str) -> None:
    assert noun_of(expression) == noun
