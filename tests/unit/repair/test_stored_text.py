"""Text that is stored, looked up or put into SQL, and figures of nothing in parts."""

from __future__ import annotations

from tests.unit.repair.cases import API, Case, Silent, check, check_silent, named

DATABASE = """
import sqlite3

db = sqlite3.connect(":memory:")
db.execute("CREATE TABLE house (id INTEGER, street TEXT)")
db.execute("INSERT INTO house VALUES (?, ?)", (1, "O'Connell Street"))


"""

CASES = [
    Case(
        "value written into SQL is handed over beside it",
        DATABASE
        + """
def in_street(street):
    return db.execute(f"SELECT id FROM house WHERE street = '{street}'").fetchall()
""",
        'in_street("O\'Connell Street")',
        (
            "-    return db.execute(f\"SELECT id FROM house WHERE street = '{street}'\").fetchall()",
            '+    return db.execute("SELECT id FROM house WHERE street = ?", (street,)).fetchall()',
        ),
        [(1,)],
    ),
    Case(
        "value goes behind those that are handed over already, with its wildcard",
        DATABASE
        + """
def named(least, start):
    sql = f"SELECT id FROM house WHERE id >= ? AND street LIKE '{start}%'"
    return db.execute(sql, [least]).fetchall()
""",
        'named(0, "O\'C")',
        (
            "-    sql = f\"SELECT id FROM house WHERE id >= ? AND street LIKE '{start}%'\"",
            "-    return db.execute(sql, [least]).fetchall()",
            '+    sql = "SELECT id FROM house WHERE id >= ? AND street LIKE ?"',
            '+    return db.execute(sql, [least, f"{start}%"]).fetchall()',
        ),
        [(1,)],
    ),
    Case(
        "condition in a list gets its value where the others have theirs",
        DATABASE
        + """
def search(filters):
    conditions, values = ["1 = 1"], []
    if "id" in filters:
        conditions.append("id = ?")
        values.append(filters["id"])
    if "street" in filters:
        conditions.append(f"street = '{filters['street']}'")
    return db.execute(f"SELECT id FROM house WHERE {' AND '.join(conditions)}", values).fetchall()
""",
        'search({"street": "O\'Connell Street", "id": 1})',
        (
            "-        conditions.append(f\"street = '{filters['street']}'\")",
            '+        conditions.append("street = ?")',
            "+        values.append(filters['street'])",
        ),
        [(1,)],
    ),
    Case(
        "label of a key that its likes know is the key itself",
        """
RATES = {"EUR": 1.0, "USD": 1.1, "CHF": 0.96}
SIGNS = {"EUR": "€", "USD": "$"}


def shown(amount, currency):
    return f"{amount * RATES[currency]:.0f} {SIGNS[currency]}"
""",
        'shown(10, "CHF")',
        (
            '-    return f"{amount * RATES[currency]:.0f} {SIGNS[currency]}"',
            '+    return f"{amount * RATES[currency]:.0f} {SIGNS.get(currency, currency)}"',
        ),
        "10 CHF",
    ),
    Case(
        "entry that is read as JSON is written as JSON",
        """
import json

ROWS = {}


def change(name, extras):
    changes = {"name": name}
    if extras:
        changes["extras"] = str(sorted(extras))
    ROWS[name] = changes
    return shown(name)


def create(name, extras):
    ROWS[name] = {"name": name, "extras": json.dumps(extras)}


def shown(name):
    row = ROWS[name]
    return json.loads(row["extras"])
""",
        'change("a", ["garage"])',
        (
            '-        changes["extras"] = str(sorted(extras))',
            '+        changes["extras"] = json.dumps(sorted(extras))',
        ),
        ["garage"],
    ),
    Case(
        "what is made of the parts of an empty maximum is null, as elsewhere in the answer",
        """
def month(days, before):
    day, count = max(days.items(), key=lambda item: item[1])
    return {
        "busiest": {"day": day, "count": count},
        "change": None if before == 0 else len(days) / before,
    }
""",
        "month({}, 0)",
        (
            "-    day, count = max(days.items(), key=lambda item: item[1])",
            "+    day, count = max(days.items(), key=lambda item: item[1], default=(None, None))",
            '-        "busiest": {"day": day, "count": count},',
            '+        "busiest": {"day": day, "count": count} if days else None,',
        ),
        {"busiest": None, "change": None},
    ),
    Case(
        "two zeros do not differ",
        "def difference(a, b):\n    return abs(a - b) / max(a, b)\n",
        "difference(0, 0)",
        ("-    return abs(a - b) / max(a, b)", "+    return abs(a - b) / (max(a, b) or 1)"),
        0.0,
    ),
    Case(
        "place of a client's text in a list of ours is asked for with a refusal",
        API
        + """
STATES = ("listed", "sold")


@app.get("/search")
def search(state: str):
    return {"state": STATES.index(state)}
""",
        "GET /search?state=gone",
        (
            '-    return {"state": STATES.index(state)}',
            "+    try:",
            '+        return {"state": STATES.index(state)}',
            "+    except ValueError as error:",
            '+        raise HTTPException(status_code=422, detail=f"invalid state {state}") from error',
        ),
        422,
    ),
    Case(
        "branch that does not say what went wrong says it in the words of the error",
        """
def ask(calls):
    for call in calls:
        try:
            return call()
        except KeyError:
            reason = "no such key"
        except OSError as error:
            reason = f"it failed: {error}"
        except ValueError:
            print("next")
    return reason
""",
        'ask([lambda: int("x")])',
        (
            "-        except ValueError:",
            "+        except ValueError as error:",
            "+            reason = str(error)",
        ),
        "invalid literal for int() with base 10: 'x'",
    ),
]
SILENT = [
    Silent(
        "key that no table knows is not its own label",
        'SIGNS = {"EUR": "€", "USD": "$"}\nRATES = {"EUR": 1.0, "USD": 1.1}\n\n\ndef shown(currency):\n'
        "    return SIGNS[currency]\n",
        'shown("XXX")',
        "incomplete-table",
    ),
    Silent(
        "table of numbers has no label to put in",
        'RATES = {"EUR": 1.0, "USD": 1.1}\nSIGNS = {"EUR": "€", "USD": "$", "CHF": "Fr"}\n\n\ndef rate(currency):\n'
        "    return RATES[currency]\n",
        'rate("CHF")',
        "incomplete-table",
    ),
    Silent(
        "name of a table cannot be handed over as a value",
        DATABASE + '\ndef count(table):\n    return db.execute(f"SELECT COUNT(*) FROM {table}").fetchone()\n',
        'count("a b\'")',
        "sql-text",
    ),
    Silent(
        "text that nobody writes as Python is not written anew",
        'import json\n\n\ndef shown(row):\n    return json.loads(row["extras"])\n',
        'shown({"extras": "nothing"})',
        "round-trip",
    ),
]


@named(CASES)
def test_first_fix_is_the_one_that_a_person_would_make(case, tmp_path):
    check(case, tmp_path)


@named(SILENT)
def test_nothing_is_offered(case, tmp_path):
    check_silent(case, tmp_path)
