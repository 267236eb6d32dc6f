"""Signals and `save` methods that go round end where there is nothing left to change."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

ROWS = """
from django.db.models.signals import post_save
from django.dispatch import receiver


class Row:
    def __init__(self, **fields):
        self.__dict__.update(fields)

    def save(self, **how):
        if not how:
            post_save.send(sender=type(self), instance=self)
"""

BAGS = (
    ROWS
    + """

class Bag(Row):
    pass


BAGS = [Bag(name=name, state=state, reason="") for name, state in (("a", "in"), ("b", "in"), ("c", "gone"))]


@receiver(post_save, sender=Bag)
def spoil(sender, instance, **kwargs):
    if instance.state != "gone":
        return
    for other in BAGS:
        other.state = "gone"
        other.reason = instance.reason
        other.save()


def discard(reason):
    bag = BAGS[0]
    bag.state, bag.reason = "gone", reason
    bag.save()
    return [bag.reason for bag in BAGS]
"""
)

LINES = (
    ROWS
    + """

class Order(Row):
    pass


class Line(Row):
    pass


ORDER = Order(currency="EUR", total=0)
LINES = [Line(currency="USD", total=3)]


def hand_down(sender, instance, **kwargs):
    for line in LINES:
        line.currency = instance.currency
        line.save()


def add_up(sender, instance, **kwargs):
    order = ORDER
    order.total = instance.total
    order.save()


post_save.connect(hand_down, sender=Order)
post_save.connect(add_up, sender=Line)


def change():
    ORDER.save()
    return LINES[0].currency, ORDER.total
"""
)

NUMBERED = (
    ROWS
    + """

class Found:
    def update(self, **columns):
        STORED.append(columns)


class All:
    def filter(self, **wanted):
        return Found()


class Order(Row):
    objects = All()


STORED = []


@receiver([post_save], sender=Order)
def number(sender, instance, **kwargs):
    instance.number = f"O-{instance.pk}"
    instance.save()


def enter():
    Order(pk=7).save()
    return STORED
"""
)

METHOD = """
class Row:
    SAVED = []

    def save(self, update_fields=()):
        self.SAVED.append(tuple(update_fields))


class Order(Row):
    pk = 7

    def save(self):
        super().save()
        self.number = f"O-{self.pk}"
        self.save()


def enter():
    Order().save()
    return Row.SAVED[-2:]
"""

ENDED = [
    Case(
        "what has the state already is passed over, and keeps its reason",
        BAGS,
        'discard("leaks")',
        ('+        if other.state == "gone":', "+            continue"),
        ["leaks", "leaks", ""],
    ),
    Case(
        "of two handlers one stops where it would change nothing",
        LINES,
        "change()",
        ("+        if line.currency == instance.currency:", "+            continue"),
        ("EUR", 3),
        among=2,
    ),
    Case(
        "or the other one",
        LINES,
        "change()",
        (
            "-    order.total = instance.total",
            "-    order.save()",
            "+    if order.total != instance.total:",
            "+        order.total = instance.total",
            "+        order.save()",
        ),
        ("EUR", 3),
        among=2,
    ),
    Case(
        "a handler that completes its own row updates it",
        NUMBERED,
        "enter()",
        ("-    instance.save()", "+    sender.objects.filter(pk=instance.pk).update(number=instance.number)"),
        [{"number": "O-7"}],
    ),
    Case(
        "a save of the program's own has its base save the rest",
        METHOD,
        "enter()",
        ("-        self.save()", '+        super().save(update_fields=["number"])'),
        [(), ("number",)],
    ),
]

LEFT = [
    Silent(
        "what is given is worked out anew each time",
        BAGS.replace('other.state = "gone"', "other.state = str(instance.state)"),
        'discard("leaks")',
        "saves-again",
    ),
    Silent(
        "a row with the state may lack the rest",
        BAGS.replace('    if instance.state != "gone":\n        return\n', ""),
        'discard("leaks")',
        "saves-again",
    ),
    Silent(
        "a function that no signal calls",
        "class Row:\n    def keep(self):\n        self.save()\n\n    def save(self):\n        keep(Row(), self)\n\n\n"
        "def keep(sender, instance):\n    instance.number = 1\n    instance.save()\n",
        "Row().keep()",
        "saves-again",
    ),
]


@named(ENDED)
def test_saving_that_goes_round_ends(case, tmp_path):
    check(case, tmp_path)


@named(LEFT)
def test_nothing_is_passed_over_that_may_lack_something(case, tmp_path):
    check_silent(case, tmp_path)
