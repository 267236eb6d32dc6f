"""A text with somebody's words in it, which is filled in once more."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

LETTERS = '''
LETTER = """Dear {name},

{title} costs {price:.2f}.

{notes}
"""


def day(event):
    return event["day"]


def letter(event):
    """What all of them read; the name is filled in for each."""
    return LETTER.format(
        name="{name}",
        title=event["title"],
        price=event["price"],
        notes=event["notes"],
    )


def personal(text, reader):
    return text.format(name=reader)


def letters(event, readers):
    subject, text = event["title"], letter(event)
    return [personal(text, reader) for reader in readers]
'''
EVENT = '{"title": "Walk", "price": 3, "notes": "Bring {two} shoes"}'
JOINED = '''
def composed(words, name, note=None):
    """A letter of the words of a catalogue, with a note."""
    known = {"name": name}
    parts = [words["greeting"], note, words["closing"]]
    text = "; ".join(part for part in parts if part)
    return text.format(**known)
'''
WORDS = '{"greeting": "Dear {name}", "closing": "Bye"}'
SHOWN = """
def labels(title, sizes):
    pattern = f"{title} ({{size}})"
    return [pattern.format(size=size) for size in sizes]
"""
HELPER = (
    "+def doubled(text):",
    '+    """What stands in a text that is filled in once more: its braces are no placeholders."""',
    '+    return str(text).replace("{", "{{").replace("}", "}}")',
    "+",
    "+",
)
BRACES, PERCENT = '.replace("{", "{{").replace("}", "}}")', '.replace("%", "%%")'

CASES = [
    Case(
        "a letter is put together once, and has a name for each",
        LETTERS,
        f'letters({EVENT}, ["Ada"])',
        (
            *HELPER,
            '-        title=event["title"],',
            '+        title=doubled(event["title"]),',
            '-        notes=event["notes"],',
            '+        notes=doubled(event["notes"]),',
        ),
        ["Dear Ada,\n\nWalk costs 3.00.\n\nBring {two} shoes\n"],
    ),
    Case(
        "parts are joined, one of them a note",
        JOINED,
        f'composed({WORDS}, "Ada", "see you {{soon}}")',
        (
            '-    parts = [words["greeting"], note, words["closing"]]',
            '+    parts = [words["greeting"], (note or "").replace("{", "{{").replace("}", "}}"), words["closing"]]',
        ),
        "Dear Ada; see you {soon}; Bye",
    ),
    Case(
        "a single brace in the note",
        JOINED.replace("note=None", "note"),
        f'composed({WORDS}, "Ada", "a }} here")',
        (
            '-    parts = [words["greeting"], note, words["closing"]]',
            '+    parts = [words["greeting"], note.replace("{", "{{").replace("}", "}}"), words["closing"]]',
        ),
        "Dear Ada; a } here; Bye",
    ),
    Case(
        "a pattern is written with the data in it",
        SHOWN,
        'labels("{red}", [1])',
        (
            *HELPER,
            '-    pattern = f"{title} ({{size}})"',
            '+    pattern = f"{doubled(title)} ({{size}})"',
        ),
        ["{red} (1)"],
    ),
]
SHARES = """
HEAD = "Dear %s, "


def letters(note, readers):
    text = HEAD + note
    return [text % reader for reader in readers]


def billed(event, reader):
    pattern = "%(name)s: {event}".format(event=event)
    return pattern % {"name": reader}
"""
CASES += [
    Case(
        "percent signs in a sum of texts",
        SHARES,
        'letters("take 50 % off", ["Ada"])',
        (
            *(line.replace("braces are", "percent signs are").replace(BRACES, PERCENT) for line in HELPER),
            "-    text = HEAD + note",
            "+    text = HEAD + doubled(note)",
        ),
        ["Dear Ada, take 50 % off"],
    ),
    Case(
        "percent signs in what another filling puts in",
        SHARES,
        'billed("50 %", "Ada")',
        (
            '-    pattern = "%(name)s: {event}".format(event=event)',
            '+    pattern = "%(name)s: {event}".format(event=event.replace("%", "%%"))',
        ),
        "Ada: 50 %",
    ),
]
SILENT = [
    Silent(
        "what is put in is a template as well, and a wrong one",
        SHARES.replace('HEAD = "Dear %s, "', 'HEAD = "Dear {name}, "').replace(
            "text % reader", "text.format(name=reader)"
        ),
        'letters("{name} of {twon}", ["Ada"])',
        "doubled-braces",
    ),
    Silent(
        "too few values for the template",
        'HEAD = "Dear %s, "\n\n\ndef letter(note):\n    text = HEAD + "%s" + note\n    return text % note\n',
        'letter("soon")',
        "doubled-braces",
    ),
    Silent(
        "the catalogue has a placeholder that nobody gives",
        JOINED,
        'composed({"greeting": "Dear {title} {name}", "closing": "Bye"}, "Ada")',
        "doubled-braces",
    ),
    Silent(
        "the template itself is wrong",
        "TEXT = 'Dear {nam}'\n\n\ndef greet(name):\n    text = TEXT\n    return text.format(name=name)\n",
        'greet("Ada")',
        "doubled-braces",
    ),
    Silent(
        "what is put in is more than its words",
        LETTERS.replace("{title} costs", "{title[0]} costs"),
        f'letters({EVENT}, ["Ada"])',
        "doubled-braces",
    ),
    Silent(
        "nothing is left for the second filling",
        LETTERS.replace('name="{name}"', 'name="you"'),
        f'letters({EVENT}, ["Ada"])',
        "doubled-braces",
    ),
]


@named(CASES)
def test_words_of_somebody_come_out_as_they_were_written(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_templates_are_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
