"""Checks of several fields together that read one which was refused by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

# As much of a form as matters here: what cannot be read is complained of, and is not among the clean values.
FORMS = """
class Field:
    def __init__(self, required=True):
        self.required = required


class Form:
    def __init__(self, **sent):
        self.errors = {}
        self.cleaned_data = {}
        for name, value in sent.items():
            if isinstance(value, int):
                self.cleaned_data[name] = value
                single = getattr(self, f"clean_{name}", None)
                if single is not None:
                    single()
            else:
                self.add_error(name, "not a number")
        self.clean()

    def clean(self):
        return self.cleaned_data

    def add_error(self, name, text):
        self.errors.setdefault(name, []).append(text)
        self.cleaned_data.pop(name, None)


def validates_schema(**options):
    return lambda function: function


def complaints(form):
    return sorted(form.errors)


"""
CHECK = """
    def clean(self):
        cleaned = super().clean()
        if cleaned["last"] and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "it ends before it begins")
        return cleaned
"""
META = "class Span(Form):\n    class Meta:\n        fields = ['first', 'last']\n"
PLAIN = "class Span(Form):\n    first = Field()\n    last = Field()\n"
OWN = (
    CHECK.replace("cleaned = super().clean()", "super().clean()")
    .replace('cleaned["', 'self.cleaned_data["')
    .replace("return cleaned", "return self.cleaned_data")
)
NAMES = """
    def clean(self):
        cleaned = super().clean()
        first = cleaned["first"]
        last = cleaned["last"]
        if last - first > 9:
            raise ValueError("too long")
        return cleaned
"""
EITHER = CHECK.replace('cleaned["last"] and', 'cleaned["last"] == 0 or')
SINGLE = """
    def clean_last(self):
        last = self.cleaned_data["last"]
        if last < self.cleaned_data["first"]:
            raise ValueError("it ends before it begins")
        return last
"""
SCHEMA = """
class Span(Form):
    first = Field(required=True)
    last = Field(required=True)

    def clean(self):
        self.both(self.cleaned_data)

    @validates_schema(skip_on_field_errors=False)
    def both(self, data, **kwargs):
        if data["last"] < data["first"]:
            raise ValueError("it ends before it begins")
"""
REFUSED = "complaints(Span(first='soon', last=3))"
THERE = '"last" in cleaned and "first" in cleaned'


def _check(before: str, after: str) -> tuple[str, ...]:
    return f"-        if {before}:", f"+        if {after}:"


@named(
    [
        Case(
            "fields that are listed",
            FORMS + META + CHECK,
            REFUSED,
            _check(
                'cleaned["last"] and cleaned["last"] < cleaned["first"]',
                f'{THERE} and cleaned["last"] and cleaned["last"] < cleaned["first"]',
            ),
            ["first"],
        ),
        Case(
            "fields that are declared",
            FORMS + PLAIN + OWN,
            "complaints(Span(first=1, last='soon'))",
            _check(
                'self.cleaned_data["last"] and self.cleaned_data["last"] < self.cleaned_data["first"]',
                '"last" in self.cleaned_data and "first" in self.cleaned_data and self.cleaned_data["last"] '
                'and self.cleaned_data["last"] < self.cleaned_data["first"]',
            ),
            ["last"],
        ),
        Case(
            "a check of either",
            FORMS + PLAIN + EITHER,
            REFUSED,
            _check(
                'cleaned["last"] == 0 or cleaned["last"] < cleaned["first"]',
                f'{THERE} and (cleaned["last"] == 0 or cleaned["last"] < cleaned["first"])',
            ),
            ["first"],
        ),
        Case(
            "values that are given names first",
            FORMS + PLAIN + NAMES,
            "complaints(Span(first=1, last='soon'))",
            (
                '-        first = cleaned["first"]',
                '-        last = cleaned["last"]',
                "-        if last - first > 9:",
                '-            raise ValueError("too long")',
                '+        if "first" in cleaned and "last" in cleaned:',
                '+            first = cleaned["first"]',
                '+            last = cleaned["last"]',
                "+            if last - first > 9:",
                '+                raise ValueError("too long")',
            ),
            ["last"],
        ),
        Case(
            "the check of one field reads one in front of it",
            FORMS + PLAIN + SINGLE,
            REFUSED,
            _check(
                'last < self.cleaned_data["first"]',
                '"first" in self.cleaned_data and last < self.cleaned_data["first"]',
            ),
            ["first"],
        ),
        Case(
            "a schema that goes on",
            FORMS + SCHEMA,
            REFUSED,
            _check(
                'data["last"] < data["first"]', '"last" in data and "first" in data and data["last"] < data["first"]'
            ),
            ["first"],
        ),
    ]
)
def test_fields_are_compared_where_none_of_them_was_refused(case, tmp_path: Path):
    check(case, tmp_path)


NOTHING_ELSE = "        return"
OR_ELSE = "        else:\n            pass\n        return"
BEHIND = "class Span(Form):\n    last = Field()\n    first = Field()\n"
TAKEN_OUT = PLAIN + "\n    def narrowed(self):\n        del self.fields['first']\n"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("no field of the form", PLAIN.replace("first =", "begin =") + CHECK),
        ("a field that the form itself takes out", TAKEN_OUT + CHECK),
        ("something is done for those that pass", PLAIN + CHECK.replace(NOTHING_ELSE, OR_ELSE)),
        ("no complaint", PLAIN + CHECK.replace("self.add_error(", "self.kept = (")),
        ("another mapping", PLAIN + CHECK.replace("super().clean()", "dict(super().clean())")),
        ("what is read is needed further on", PLAIN + NAMES.replace("return cleaned", "return first")),
        ("a field behind the one that is checked", BEHIND + SINGLE),
        ("a schema that does not go on", SCHEMA.replace("skip_on_field_errors=False", "")),
        ("a field that a schema can do without", SCHEMA.replace("required=True", "required=False")),
    ],
)  # fmt: skip
def test_nothing_is_offered_where_the_field_may_lack_for_another_reason(name, form, tmp_path: Path):
    check_silent(Silent(name, FORMS + form, REFUSED, "refused-field"), tmp_path)
