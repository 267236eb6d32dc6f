"""The part that a condition asks for, and what is taken out of a table: neither is mistaken for its neighbour."""

from __future__ import annotations

from pathlib import Path

from tests.unit.repair.cases import Case, Silent, check, check_silent
from tests.unit.repair.snippets import Snippet

CONTACT = """
class Contact:
    def __init__(self, email, phone=None):
        self.email = email
        self.phone = phone

    def stored(self):
        return {
            "email": self.email.strip().lower(),
            "phone": self.phone.replace(" ", "") if self.phone else None,
        }
"""
CART = '''
class Cart:
    def __init__(self):
        self.items = {}

    def count(self, sku):
        return self.items.get(sku, 0)

    def remove(self, sku):
        """Take an article out; nothing happens where it is not in the cart."""
        self.items.pop(sku)
        return len(self.items)
'''


def test_a_neighbour_that_asks_for_its_own_part_is_no_example(tmp_path: Path) -> None:
    check_silent(Silent("", CONTACT, "Contact(None).stored()", "as-beside"), tmp_path)


def test_the_own_part_is_asked_for(tmp_path: Path) -> None:
    changes = (
        '-            "email": self.email.strip().lower(),',
        '+            "email": self.email.strip().lower() if self.email is not None else None,',
    )
    check(Case("", CONTACT, "Contact(None).stored()", changes, {"email": None, "phone": None}), tmp_path)


def test_taking_out_what_may_be_gone_already_gives_none(tmp_path: Path) -> None:
    changes = ("-        self.items.pop(sku)", "+        self.items.pop(sku, None)")
    check(Case("", CART, 'Cart().remove("x")', changes, 0), tmp_path)


def test_what_is_taken_out_is_never_only_looked_up(tmp_path: Path) -> None:
    app = CART.replace("self.items.pop(sku)", "item = self.items.pop(sku)").replace(
        "return len(self.items)", "return item"
    )
    drafts = Snippet(tmp_path, {"app.py": app}, 'Cart().remove("x")').drafts()
    assert not [one for one in drafts for _, edit in one.edits if ".get(" in edit.text]
