"""What must not hold itself is refused inside of what holds it through others as well."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

GROUPS = """
import json

STORED = {"night": "[]", "desk": "[]", "chief": '["desk"]'}


class Unknown(Exception):
    pass


class Circle(Exception):
    pass


class Groups:
    def get(self, name):
        if name not in STORED:
            raise Unknown(name)
        return {"name": name, "holds": STORED[name]}

    def put(self, holds, name):
        STORED[name] = holds

    def all_of(self, name):
        \"\"\"The group and those that it holds.\"\"\"
        group = self.get(name)
        found = set([name])
        for other in json.loads(group["holds"]):
            found |= self.all_of(other)
        return found

    def change(self, name, holds):
        if name in holds:
            raise Circle("a group does not hold itself")
        for other in holds:
            self.get(other)
        self.put(json.dumps(holds), name)
        return sorted(self.all_of(name))


class Others:
    def get(self, name):
        return name


def change(name, *holds):
    try:
        return Groups().change(name, list(holds))
    except Circle as circle:
        return str(circle)

"""
WITH_ENTRY = GROUPS.replace("self.put(json.dumps(holds), name)", "self.put(holds=json.dumps(holds), name=name)")

CASES = [
    Case(
        "through others",
        WITH_ENTRY,
        'change("desk", "night", "chief")',
        (
            "-        if name in holds:",
            '-            raise Circle("a group does not hold itself")',
            "+        reached = list(holds)",
            "+        for one in reached:",
            "+            if name in reached:",
            '+                raise Circle("a group does not hold itself")',
            '+            reached += [more for more in json.loads(self.get(one)["holds"]) if more not in reached]',
        ),
        "a group does not hold itself",
    ),
]


@named(CASES)
def test_the_check_goes_all_the_way(case, tmp_path):
    check(case, tmp_path)


SILENT = [
    Silent(
        "the function that does not end tells what becomes of rounds",
        WITH_ENTRY.replace("those that it holds.", "those that it holds; one met already adds nothing."),
        'change("desk", "chief")',
        "round-of-others",
    ),
    Silent(
        "nothing is refused",
        WITH_ENTRY.replace("if name in holds:", "if name in ():"),
        'change("desk", "chief")',
        "round-of-others",
    ),
    Silent(
        "what is given is not what is read",
        WITH_ENTRY.replace("self.put(holds=json.dumps(holds), name=name)", "self.put('[\"chief\"]', name)"),
        'change("desk", "night")',
        "round-of-others",
    ),
    Silent(
        "what is asked for says nothing of what is not there",
        WITH_ENTRY.replace("raise Unknown(name)", 'return {"holds": "[]"}'),
        'change("desk", "chief")',
        "round-of-others",
    ),
]


@named(SILENT)
def test_it_is_left_alone(case, tmp_path):
    check_silent(case, tmp_path)
