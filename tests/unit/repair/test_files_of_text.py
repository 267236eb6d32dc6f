"""Tables, lines, settings and documents as they come from outside, and the files and folders they are kept in."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a function for one row of a table that ends early",
        """
        import csv


        def plant(row):
            return row["name"].title() + " " + row["bed"].upper()


        def plants(text):
            table = csv.DictReader(text.splitlines(), delimiter=";")
            return [plant(row) for row in table]
        """,
        "plants('name;bed\\nleek')",
        (
            '-    table = csv.DictReader(text.splitlines(), delimiter=";")',
            '+    table = csv.DictReader(text.splitlines(), delimiter=";", restval="")',
        ),
        ["Leek "],
    ),
    Case(
        "records have more than the file is to show",
        """
        import csv
        import io


        class Timetable:
            FIELDS = ("line", "stop")

            def csv(self, calls):
                \"\"\"Line and stop of each call; other entries of a call are ignored.\"\"\"
                out = io.StringIO()
                table = csv.DictWriter(out, self.FIELDS)
                for call in calls:
                    table.writerow(call)
                return out.getvalue()
        """,
        "Timetable().csv([{'line': '7', 'stop': 'Quay', 'driver': 'Ann'}])",
        (
            "-        table = csv.DictWriter(out, self.FIELDS)",
            '+        table = csv.DictWriter(out, self.FIELDS, extrasaction="ignore")',
        ),
        "7,Quay\r\n",
    ),
    Case(
        "a comprehension over lines",
        """
        import json


        def scores(text):
            return sum(json.loads(line)["score"] for line in text.splitlines())
        """,
        'scores(\'{"score": 2}\\n\\n{"score": 3}\\n\')',
        (
            '-    return sum(json.loads(line)["score"] for line in text.splitlines())',
            '+    return sum(json.loads(line)["score"] for line in text.splitlines() if line.strip())',
        ),
        5,
    ),
    Case(
        "numbered lines of a file",
        """
        import io


        def prices(stream):
            found = {}
            for number, line in enumerate(stream.readlines(), start=1):
                name, price = line.split(":")
                found[name] = (number, int(price))
            return found
        """,
        "prices(io.StringIO('a:1\\n\\nb:2\\n'))",
        ("+        if not line.strip():", "+            continue"),
        {"a": (1, 1), "b": (3, 2)},
    ),
    Case(
        "an address with a percent sign",
        """
        from configparser import ConfigParser

        INI = "[queue]\\nurl = amqp://me:p%40ss@host/\\n"


        class Settings:
            def __init__(self, text):
                self.parser = ConfigParser(strict=False)
                self.parser.read_string(text)

            def url(self):
                return self.parser["queue"]["url"]
        """,
        "Settings(INI).url()",
        (
            "-        self.parser = ConfigParser(strict=False)",
            "+        self.parser = ConfigParser(strict=False, interpolation=None)",
        ),
        "amqp://me:p%40ss@host/",
    ),
    Case(
        "an element that is empty if it lacks",
        """
        from xml.etree import ElementTree


        def feed(text):
            \"\"\"Titles of a feed with their links. The subtitle is optional: it is empty where a feed has none.\"\"\"
            root = ElementTree.fromstring(text)
            return {"title": root.find("title").text, "subtitle": root.find("subtitle").text}
        """,
        "feed('<feed><title>a</title></feed>')",
        (
            '-    return {"title": root.find("title").text, "subtitle": root.find("subtitle").text}',
            '+    return {"title": root.find("title").text, "subtitle": root.findtext("subtitle", "")}',
        ),
        {"title": "a", "subtitle": ""},
    ),
    Case(
        "rows of a file that is closed before they are read",
        """
        import csv
        import tempfile
        from pathlib import Path

        PATH = Path(tempfile.mkdtemp()) / "x.csv"
        PATH.write_text("a,b\\n1,2\\n")


        def rows(path):
            with path.open(newline="") as stream:
                return csv.DictReader(stream)


        def sums(path):
            return [int(row["a"]) + int(row["b"]) for row in rows(path)]
        """,
        "sums(PATH)",
        ("-        return csv.DictReader(stream)", "+        return list(csv.DictReader(stream))"),
        [3],
    ),
    Case(
        "a folder below one that is not there",
        """
        import tempfile
        from pathlib import Path

        HOME = Path(tempfile.mkdtemp())


        def export(year, month, text):
            target = HOME / str(year) / str(month)
            target.mkdir(exist_ok=True)
            (target / "all.txt").write_text(text)
            return target.name
        """,
        "export(2024, 5, 'x')",
        ("-    target.mkdir(exist_ok=True)", "+    target.mkdir(exist_ok=True, parents=True)"),
        "5",
    ),
    Case(
        "a folder from the last run",
        """
        import os
        import tempfile

        HOME = tempfile.mkdtemp()


        def keep(name, text):
            folder = os.path.join(HOME, "reports")
            os.mkdir(folder)
            with open(os.path.join(folder, name), "w") as out:
                out.write(text)
            return sorted(os.listdir(folder))


        def both():
            keep("a", "x")
            return keep("b", "y")
        """,
        "both()",
        ("-    os.mkdir(folder)", "+    os.makedirs(folder, exist_ok=True)"),
        ["a", "b"],
    ),
]

SILENT = [
    Silent(
        "a blank line ends the head",
        """
        def head(text):
            \"\"\"The fields; a blank line ends them, and the body begins.\"\"\"
            fields = {}
            for line in text.splitlines():
                key, value = line.split(":")
                fields[key] = value
            return fields
        """,
        "head('a:1\\n\\nb:2')",
        "blank-lines",
    ),
    Silent(
        "short rows are refused",
        """
        import csv


        def notes(text):
            \"\"\"The notes; a row that was cut off is an error.\"\"\"
            return [row["note"].strip() for row in csv.DictReader(text.splitlines())]
        """,
        "notes('id,note\\n1')",
        "csv-rows",
    ),
    Silent(
        "cells that the code asks for None",
        """
        import csv


        def notes(text):
            rows = list(csv.DictReader(text.splitlines()))
            known = [row for row in rows if row["note"] is not None]
            return len(known), [row["note"].strip() for row in rows]
        """,
        "notes('id,note\\n1')",
        "csv-rows",
    ),
    Silent(
        "null in the middle of a record is no short row",
        """
        import csv

        STORED = [{"id": "1", "note": None, "day": "x"}]


        def notes(text):
            rows = list(csv.DictReader(text.splitlines())) or STORED
            return [row["note"].strip() for row in rows]
        """,
        "notes('id,note\\n')",
        "csv-rows",
    ),
    Silent(
        "a column that the function itself fills",
        """
        import csv
        import io


        def export(orders):
            \"\"\"Only the orders of today.\"\"\"
            out = io.StringIO()
            table = csv.DictWriter(out, ["id", "net"])
            for order in orders:
                order["gross"] = order["net"] * 2
                table.writerow(order)
            return out.getvalue()
        """,
        "export([{'id': 1, 'net': 2}])",
        "csv-rows",
    ),
    Silent(
        "a body that is empty is no line",
        """
        import json


        def read(body):
            return json.loads(body)


        def each(bodies):
            return [read(body) for body in bodies]
        """,
        "each(['{}', ''])",
        "blank-lines",
    ),
    Silent(
        "parts of a line are no lines",
        """
        def total(text):
            found = 0
            for part in text.split(","):
                found += int(part)
            return found
        """,
        "total('1,,2')",
        "blank-lines",
    ),
    Silent(
        "values that refer to others",
        """
        from configparser import ConfigParser

        INI = "[a]\\nhome = /srv\\nlogs = %(home)s/logs\\nshare = 50%\\n"


        def share():
            parser = ConfigParser()
            parser.read_string(INI)
            return parser.get("a", "share")
        """,
        "share()",
        "ini-values",
    ),
    Silent(
        "an element that has to be there",
        """
        from xml.etree import ElementTree


        def number(text):
            return int(ElementTree.fromstring(text).find("number").text)
        """,
        "number('<invoice/>')",
        "absent-element",
    ),
    Silent(
        "a folder that stands for something new",
        """
        import tempfile
        from pathlib import Path

        HOME = Path(tempfile.mkdtemp())


        def create_project(name):
            folder = HOME / name
            folder.mkdir()
            (folder / "readme").write_text(name)
            return name


        def twice():
            return create_project("a"), create_project("a")
        """,
        "twice()",
        "folders",
    ),
]


@named(CASES)
def test_what_comes_as_text_is_read_with_care(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_drafted_where_it_means_something_else(case, tmp_path):
    check_silent(case, tmp_path)
