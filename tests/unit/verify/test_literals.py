"""Which literals become values, and what each is a value for."""

from __future__ import annotations

import ast

import pytest

from arbase.verify.literals import error_status, facts, is_literal
from arbase.verify.syntax import Code


def found(source: str) -> set[tuple[str, str, str]]:
    code = Code.parse(source)
    assert code is not None
    return {(fact.use, fact.name, fact.text) for fact in facts(code)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = d.get('rooms', 0)", ("default", "rooms", "0")),
        ("x = getattr(o, 'rooms', 0)", ("default", "rooms", "0")),
        ("x = row['rooms'] or 0", ("default", "rooms", "0")),
        ("x = row['rooms'] if row else 0", ("default", "rooms", "0")),
        ("x = next(items, None)", ("default", "items", "None")),
        ("x = max(values, default=0)", ("default", "values", "0")),
        ("x = total / max(count, 1)", ("default", "count", "1")),
        ("x = total / (count + 1)", ("number", "divisor", "1")),
        ("x = (page - 1) * size", ("number", "by one", "1")),
        ("rooms = 0", ("assign", "rooms", "0")),
        ("def f(rooms=0): ...", ("parameter", "rooms", "0")),
        ("def f(*, rooms=None): ...", ("parameter", "rooms", "None")),
        ("x = House(rooms=0)", ("argument", "rooms", "0")),
        ("x = {'rooms': 0}", ("element", "rooms", "0")),
        ("out.append({})", ("argument", "out", "{}")),
        ("def f():\n    return {}", ("return", "f", "{}")),
        ("def f():\n    return", ("return", "f", "None")),
        ("def f():\n    return JSONResponse({})", ("return", "f", "JSONResponse({})")),
        ("def f(x):\n    return {'a': x, 'b': 0}", ("element", "b", "0")),
        ("x = d['rooms']", ("key", "rooms", "'rooms'")),
        ("x = df['a'].fillna(0)", ("default", "a", "0")),
    ],
)
def test_value_is_found(source: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(source)


@pytest.mark.parametrize(
    "source",
    [
        "if x == 0:\n    f(x)",
        "raise HTTPException(404, detail='no')",
        "logger.warning('no %s', 'x')",
        "x = values[0]",
        "x = values[1:3]",
        "for i in range(3):\n    f(i)",
        "x = f'{y:.2f} items'",
        "x = df.groupby('a', as_index=False)",
        "x = datetime.strptime(y, '%Y-%m-%d')",
        "x = [y for y in z if y > 0]",
        "def f():\n    return jsonify(error='no'), 404",
        "def f():\n    return JSONResponse({'detail': 'no'}, status_code=422)",
        "x = int(y, 16)",
        '"""Text."""',
        "def f(x: 'str') -> 'int':\n    '''Text.'''",
    ],
)
def test_condition_message_index_or_option_is_no_value(source: str) -> None:
    assert found(source) == set()


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", "None", "dict()", "-1", "float('nan')", "JSONResponse({})", "Estimate(price=0)", "{'a': [0]}", "f'x'",
     "Decimal('0')", "np.nan", "defaultdict(dict)"],
)  # fmt: skip
def test_expression_without_anything_computed_is_literal(text: str) -> None:
    assert is_literal(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize("text", ["x", "{'a': x}", "f(1)", "JSONResponse(x)", "f'{x}'", "[*x]", "x[0]"])
def test_expression_with_something_computed_is_not(text: str) -> None:
    assert not is_literal(ast.parse(text, mode="eval").body)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("HTTPException(404, 'x')", 404),
        ("HTTPException(status_code=status.HTTP_422_UNPROCESSABLE_ENTITY)", 422),
        ("HTTPException(HTTPStatus.NOT_FOUND)", 404),
        ("(jsonify(a=1), 400)", 400),
        ("JSONResponse({}, status_code=409)", 409),
        ("Response('no', 410)", 410),
        ("abort(404)", 404),
        ("JSONResponse({})", None),
        ("(a, 200)", None),
        ("f(404)", None),
    ],
)
def test_status_of_an_error_answer(text: str, status: int | None) -> None:
    assert error_status(ast.parse(text, mode="eval").body) == status
