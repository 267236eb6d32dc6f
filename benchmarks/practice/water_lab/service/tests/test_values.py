import pytest

from water_lab.errors import Invalid
from water_lab.textindex import TextIndex, tokens
from water_lab.values import exceeds, parse_value


def test_values_as_instruments_write_them():
    assert parse_value("<0,5") == (0.5, "<")
    assert parse_value(" 21.4 ") == (21.4, "")
    assert parse_value("n.d.") == (None, "")
    with pytest.raises(Invalid):
        parse_value("much")


def test_limits_on_both_sides():
    assert exceeds(6.0, 6.5, 9.5) and exceeds(9.6, 6.5, 9.5)
    assert not exceeds(9.5, 6.5, 9.5) and not exceeds(99.0, None, None)


def test_words_without_case_and_accents():
    assert tokens("Trüb, nach Regen!") == ["trub", "nach", "regen"]


def test_index_finds_all_words_and_beginnings():
    index = TextIndex()
    index.add(1, "foam below the weir")
    index.add(2, "foam and leaves")
    assert index.search("FOAM") == [1, 2]
    assert index.search("foam wei") == [1]
    assert index.search("?!") == []


def test_index_forgets():
    index = TextIndex()
    index.add(1, "foam")
    index.remove(1)
    assert index.search("foam") == []
