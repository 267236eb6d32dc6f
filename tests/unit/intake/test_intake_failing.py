"""What a failing command prints becomes an event, whatever printed it."""

import pytest

from arbase.intake.failing import event_of_failure, exception_in

PLAIN = """\
starting
Traceback (most recent call last):
  File "/tmp/tree/job.py", line 12, in <module>
    main()
  File "/tmp/tree/shop/orders.py", line 7, in main
    return rows[len(rows)]
           ~~~~^^^^^^^^^^^
  File "/usr/lib/python3.11/json/decoder.py", line 355, in raw_decode
    raise JSONDecodeError("Expecting value", s, err.value) from None
json.decoder.JSONDecodeError: Expecting value: line 1 column 1 (char 0)
"""
LONG = """\
=================================== FAILURES ===================================
__________________________________ test_mid ____________________________________

    def test_mid():
>       assert clamp(5, 0, 10) == 5
E       assert 10 == 5
E        +  where 10 = clamp(5, 0, 10)

tests/test_lib.py:10: AssertionError
_________________________________ test_label ___________________________________

    def test_label():
>       assert label([]) == ""

tests/test_shop.py:10:
_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _ _

rows = []

    def label(rows):
>       return rows[0]
E       IndexError: list index out of range

shop/orders.py:8: IndexError
=========================== short test summary info ============================
FAILED tests/test_lib.py::test_mid - assert 10 == 5
"""
SHORT = """\
=================================== FAILURES ===================================
__________________________________ test_label __________________________________
tests/test_shop.py:10: in test_label
    assert label([]) == ""
shop/orders.py:8: in label
    return rows[0]
E   KeyError: 'rooms'
=========================== short test summary info ============================
FAILED tests/test_shop.py::test_label - KeyError: 'rooms'
"""
UNITTEST = """\
F.
======================================================================
FAIL: test_two (test_calc.MeanTest.test_two)
----------------------------------------------------------------------
Traceback (most recent call last):
  File "/tmp/tree/test_calc.py", line 6, in test_two
    self.assertEqual(mean([1, 3]), 2)
AssertionError: 3 != 2

----------------------------------------------------------------------
Ran 2 tests in 0.001s

FAILED (failures=1)
"""


@pytest.mark.parametrize(
    ("output", "kind", "message", "places"),
    [
        (PLAIN, "json.decoder.JSONDecodeError", "Expecting value", ["job.py", "orders.py", "decoder.py"]),
        (LONG, "IndexError", "list index out of range", ["test_shop.py", "orders.py"]),
        (SHORT, "KeyError", "'rooms'", ["test_shop.py", "orders.py"]),
        (UNITTEST, "AssertionError", "3 != 2", ["test_calc.py"]),
        (
            LONG.partition("_________________________________ test_label")[0],
            "AssertionError",
            "10 == 5",
            ["test_lib.py"],
        ),
        ("FAILED tests/test_a.py::test_b - ValueError: no", "ValueError", "no", ["test_a.py"]),
    ],
    ids=["script", "pytest long", "pytest short", "unittest", "failed assertion", "pytest without tracebacks"],
)
def test_the_exception_is_read_from_the_output(output, kind, message, places):
    found = exception_in(output)

    assert found is not None
    assert found.type == kind
    assert message in found.message
    assert [path.rpartition("/")[2] for path, _, _ in found.frames] == places


def test_paths_of_the_event_are_the_repositorys_own():
    event = event_of_failure(("python", "job.py"), PLAIN.encode(), 1, service="shop", root="/tmp/tree")

    frames = event.exceptions[0].frames
    assert [(frame.path, frame.in_app) for frame in frames[:2]] == [("job.py", True), ("shop/orders.py", True)]
    assert not frames[2].in_app
    assert event.command == ("python", "job.py")


def test_a_failure_without_a_traceback_is_a_message_that_says_how_it_ended():
    event = event_of_failure(("make", "check"), b"no rule\n", 2, service="shop", root="/tmp/tree")

    assert not event.exceptions
    assert "`make check` ended with exit status 2" in event.message
    assert "no rule" in event.message


@pytest.mark.parametrize(
    "output",
    [
        b"",
        b"\xff\xfe\0" * 1000,
        b"Traceback (most recent call last):\n",
        b"Traceback (most recent call last):\n" + b'  File "a.py", line 99999999999999, in f\n' * 50,
        b'Traceback (most recent call last):\n  File "a.py", line 1, in f\n    x\n!!! not an error line',
        b"E   " * 100_000,
        b"a.py:1: KeyError\n" * 10_000,
    ],
)
def test_garbage_in_the_output_gives_an_event_all_the_same(output):
    assert event_of_failure(("x",), output, 1, service="s", root="/r").command == ("x",)


def test_a_huge_output_is_read_at_its_end():
    output = b"x" * 5_000_000 + b"\n" + PLAIN.encode()

    assert event_of_failure(("x",), output, 1, service="s", root="/tmp/tree").exceptions
