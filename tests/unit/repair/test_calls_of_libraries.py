"""What Python's library and pandas take otherwise than the program means it: patterns, pools, copies, tables."""

from __future__ import annotations

from tests.unit.repair.cases import Case, Silent, check, check_silent, named

CASES = [
    Case(
        "a replacement that holds a path",
        """
        import re


        def filled(text, values):
            for name, value in values.items():
                text = re.sub(r"\\{\\{ *" + name + r" *\\}\\}", value, text)
            return text
        """,
        r"filled('open {{ file }}', {'file': 'D:\\Users\\ann'})",
        (
            '-        text = re.sub(r"\\{\\{ *" + name + r" *\\}\\}", value, text)',
            '+        text = re.sub(r"\\{\\{ *" + name + r" *\\}\\}", lambda match: value, text)',
        ),
        "open D:\\Users\\ann",
    ),
    Case(
        "notes that mention a phrase",
        """
        import re

        NOTES = ["ask (again)", "done"]


        def find_notes(phrase):
            \"\"\"The notes that mention a phrase.\"\"\"
            return [note for note in NOTES if re.search(phrase, note, re.I)]
        """,
        "find_notes('(ag')",
        (
            "-    return [note for note in NOTES if re.search(phrase, note, re.I)]",
            "+    return [note for note in NOTES if re.search(re.escape(phrase), note, re.I)]",
        ),
        ["ask (again)"],
    ),
    Case(
        "as many processes as there are halves of the work",
        """
        from concurrent.futures import ThreadPoolExecutor


        def doubled(numbers):
            workers = len(numbers) // 2
            with ThreadPoolExecutor(workers) as pool:
                return list(pool.map(lambda number: 2 * number, numbers))
        """,
        "doubled([4])",
        (
            "-    with ThreadPoolExecutor(workers) as pool:",
            "+    with ThreadPoolExecutor(max(1, workers)) as pool:",
        ),
        [8],
    ),
    Case(
        "a pause that is over",
        """
        import time


        class Pace:
            def __init__(self, every):
                self.every = every
                self.last = 0.0

            def wait(self, now):
                time.sleep(self.last + self.every - now)
                self.last = now
                return now
        """,
        "Pace(0.001).wait(5.0)",
        (
            "-        time.sleep(self.last + self.every - now)",
            "+        time.sleep(max(0, self.last + self.every - now))",
        ),
        5.0,
    ),
    Case(
        "a board with a lock is stored",
        """
        import pickle
        from threading import RLock


        class Board:
            def __init__(self):
                self._guard = RLock()
                self.moves = []

            def move(self, square):
                with self._guard:
                    self.moves.append(square)


        def stored():
            board = Board()
            board.move("e4")
            again = pickle.loads(pickle.dumps(board))
            again.move("e5")
            return board.moves, again.moves
        """,
        "stored()",
        (
            "+",
            "+    def __getstate__(self):",
            "+        state = self.__dict__.copy()",
            '+        del state["_guard"]',
            "+        return state",
            "+",
            "+    def __setstate__(self, state):",
            "+        self.__dict__.update(state)",
            "+        self._guard = RLock()",
        ),
        (["e4"], ["e4", "e5"]),
    ),
    Case(
        "a table that came as text",
        """
        import io

        import pandas


        def rows(answer):
            return len(pandas.read_json(answer))
        """,
        "rows('{\"a\": [1, 2]}')",
        ("-    return len(pandas.read_json(answer))", "+    return len(pandas.read_json(io.StringIO(answer)))"),
        2,
    ),
    Case(
        "the last one of a series by name",
        """
        import pandas as pd


        def last(sales):
            totals = pd.Series(sales).sort_values()
            return totals.index[-1], int(totals[-1])
        """,
        "last({'tea': 3, 'jam': 1})",
        (
            "-    return totals.index[-1], int(totals[-1])",
            "+    return totals.index[-1], int(totals.iloc[-1])",
        ),
        ("tea", 3),
    ),
    Case(
        "the spread of what was measured",
        """
        import pandas as pd


        class Trial:
            def __init__(self, rows):
                self.rows = pd.DataFrame(rows)

            def spread(self):
                return self.rows.std().to_dict()
        """,
        "Trial([{'who': 'a', 'ml': 1.0}, {'who': 'b', 'ml': 1.0}]).spread()",
        (
            "-        return self.rows.std().to_dict()",
            "+        return self.rows.std(numeric_only=True).to_dict()",
        ),
        {"ml": 0.0},
    ),
    Case(
        "no tables to join, of which the docstring speaks",
        """
        import pandas as pd


        def joined(parts):
            \"\"\"The rows of all parts. An empty list if there are none.\"\"\"
            tables = [pd.DataFrame(part) for part in parts]
            return pd.concat(tables).to_dict("records")
        """,
        "joined([])",
        ("+    if not tables:", "+        return []"),
        [],
    ),
    Case(
        "values that JSON lacks, and the function that other lines are written with",
        """
        import json
        from datetime import date

        from plain import plain


        class Diary:
            def __init__(self):
                self.days = [{"day": date(2024, 1, 2), "text": "sun"}]

            def whole(self):
                return json.dumps({"days": self.days}, indent=None)


        def line(day):
            return json.dumps(day, default=plain)
        """,
        "Diary().whole()",
        (
            '-        return json.dumps({"days": self.days}, indent=None)',
            '+        return json.dumps({"days": self.days}, indent=None, default=plain)',
        ),
        '{"days": [{"day": "2024-01-02", "text": "sun"}]}',
        1,
        {"plain.py": "def plain(value):\n    return value.isoformat()\n"},
    ),
    Case(
        "lengths that are shown with their unit",
        """
        def width(plank):
            return "unknown" if plank["w"] is None else f"{plank['w']:.2f} m"


        def length(plank):
            return f"{plank['l']:.2f} m"


        def label(plank):
            return length(plank) + " x " + width(plank)
        """,
        "label({'l': None, 'w': 0.2})",
        (
            "-    return f\"{plank['l']:.2f} m\"",
            "+    return f\"{plank['l']:.2f} m\" if plank['l'] is not None else \"unknown\"",
        ),
        "unknown x 0.20 m",
    ),
]

SILENT = [
    Silent(
        "two ways to write JSON",
        """
        import json
        from datetime import date

        DAYS = [{"day": date(2024, 1, 2)}]


        def plain(value):
            return value.isoformat()


        def one():
            return json.dumps(DAYS[0], default=plain), json.dumps(DAYS[0], default=str)


        def whole():
            return json.dumps({"days": DAYS})
        """,
        "whole()",
        "serialisation",
    ),
    Silent(
        "a replacement that refers to a group",
        """
        import re


        def marked(text, mark):
            return re.sub("(x)", mark + r"\\1", text)
        """,
        r"marked('axb', '\\q')",
        "literal-text",
    ),
    Silent(
        "a pattern that somebody asked with",
        """
        import re


        def find_lines(pattern, lines):
            \"\"\"The lines that hold the pattern.\"\"\"
            return [line for line in lines if re.search(pattern, line)]
        """,
        "find_lines('(', ['a'])",
        "search-text",
    ),
    Silent(
        "workers that a setting tells",
        """
        from concurrent.futures import ThreadPoolExecutor

        WORKERS = 0


        def run(jobs):
            with ThreadPoolExecutor(WORKERS) as pool:
                return list(pool.map(len, jobs))
        """,
        "run(['a'])",
        "at-least-one",
    ),
    Silent(
        "a file of JSON that is not there",
        """
        import pandas as pd


        def rows(path):
            return len(pd.read_json(path))
        """,
        "rows('/no/such/file.json')",
        "pandas-changes",
    ),
    Silent(
        "the mean of a column that is text",
        """
        import pandas as pd


        def mean():
            return pd.DataFrame({"a": ["x", "y"]})["a"].mean()
        """,
        "mean()",
        "pandas-changes",
    ),
    Silent(
        "a number that is a label",
        """
        import pandas as pd

        STOCK = pd.Series([3, 4], index=[101, 102])


        def pieces():
            return int(STOCK[7])
        """,
        "pieces()",
        "pandas-changes",
    ),
    Silent(
        "a class that tells by itself how it is stored",
        """
        import copy
        import threading


        class Counter:
            def __init__(self):
                self.lock = threading.Lock()

            def __getstate__(self):
                return dict(self.__dict__)


        def copied():
            return copy.deepcopy(Counter())
        """,
        "copied()",
        "copied-lock",
    ),
]


@named(CASES)
def test_a_library_is_called_as_it_wants(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_drafted_where_the_call_is_meant(case, tmp_path):
    check_silent(case, tmp_path)
